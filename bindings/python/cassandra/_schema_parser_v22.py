"""Makes the metadata of rows as Cassandra 2.2 has them: types are Java classes, and tables are those of Thrift."""

from __future__ import annotations

import json
import logging
import sys

from cassandra import cqltypes
from cassandra._keyspace import KeyspaceMetadata
from cassandra._names import protect_name
from cassandra._schema_parser import SchemaParser
from cassandra._table import TableMetadata
from cassandra._table_parts import ColumnMetadata, IndexMetadata, TriggerMetadata
from cassandra._user_type_metadata import Aggregate, Function, UserType
from cassandra.encoder import Encoder

log = logging.getLogger("cassandra.metadata")


def _cql_of(data_type):
    """Returns the CQL of a type; a descending column has the type that it orders."""
    return (data_type.subtypes[0] if cqltypes.is_reversed_casstype(data_type) else data_type).cql_parameterized_type()


def _cql(java_class):
    return _cql_of(cqltypes.lookup_casstype(java_class))


class SchemaParserV22(SchemaParser):
    """Reads the schema of Cassandra 2.2."""

    _SELECT_KEYSPACES = "SELECT * FROM system.schema_keyspaces"
    _SELECT_COLUMN_FAMILIES = "SELECT * FROM system.schema_columnfamilies"
    _SELECT_TABLES = _SELECT_COLUMN_FAMILIES
    _SELECT_COLUMNS = "SELECT * FROM system.schema_columns"
    _SELECT_TYPES = "SELECT * FROM system.schema_usertypes"
    _SELECT_FUNCTIONS = "SELECT * FROM system.schema_functions"
    _SELECT_AGGREGATES = "SELECT * FROM system.schema_aggregates"
    _SELECT_TRIGGERS = "SELECT * FROM system.schema_triggers"
    _KINDS = ("keyspaces", "tables", "columns", "types", "functions", "aggregates", "triggers")
    _OPTIONAL = frozenset({"types", "functions", "aggregates", "triggers"})
    _table_name_col = "columnfamily_name"
    _argument_types_col = "signature"
    recognized_table_options = (
        "comment",
        "read_repair_chance",
        "dclocal_read_repair_chance",
        "local_read_repair_chance",
        "replicate_on_write",
        "gc_grace_seconds",
        "bloom_filter_fp_chance",
        "caching",
        "compaction_strategy_class",
        "compaction_strategy_options",
        "min_compaction_threshold",
        "max_compaction_threshold",
        "compression_parameters",
        "min_index_interval",
        "max_index_interval",
        "index_interval",
        "speculative_retry",
        "rows_per_partition_to_cache",
        "memtable_flush_period_in_ms",
        "populate_io_cache_on_flush",
        "compression",
        "default_time_to_live",
    )

    @classmethod
    def _build_keyspace_metadata_internal(cls, row):
        options = json.loads(row["strategy_options"])
        return KeyspaceMetadata(row["keyspace_name"], row["durable_writes"], row["strategy_class"], options)

    @classmethod
    def _build_user_type(cls, row):
        types = [_cql(java_class) for java_class in row["field_types"]]
        return UserType(row["keyspace_name"], row["type_name"], row["field_names"], types)

    @classmethod
    def _build_function(cls, row):
        return Function(
            row["keyspace_name"],
            row["function_name"],
            row["signature"],
            row["argument_names"],
            _cql(row["return_type"]),
            row["language"],
            row["body"],
            row["called_on_null_input"],
            row.get("deterministic", False),
            row.get("monotonic", False),
            row.get("monotonic_on", ()),
        )

    @classmethod
    def _build_aggregate(cls, row):
        state_type = cqltypes.lookup_casstype(row["state_type"])
        initial = row["initcond"]
        if initial is not None:
            initial = Encoder().cql_encode_all_types(state_type.deserialize(initial, 4))
        return Aggregate(
            row["keyspace_name"],
            row["aggregate_name"],
            row["signature"],
            row["state_func"],
            _cql_of(state_type),
            row["final_func"],
            initial,
            _cql(row["return_type"]),
            row.get("deterministic", False),
        )

    def _table_of(self, rows, row):
        place = row["keyspace_name"], row[self._table_name_col]
        return self._build_table_metadata(row, *(rows.of_table(kind, *place) for kind in ("columns", "triggers")))

    def _build_table_metadata(self, row, col_rows, trigger_rows=()):
        keyspace, name = row["keyspace_name"], row[self._table_name_col]
        table = TableMetadata(keyspace, name)
        try:
            self._build_table_columns(table, row, col_rows)
            for trigger_row in trigger_rows:
                trigger = self._build_trigger_metadata(table, trigger_row)
                table.triggers[trigger.name] = trigger
            table.options = self._build_table_options(row)
        except Exception:
            table._exc_info = sys.exc_info()
            log.exception(
                "Error while parsing metadata for table %s.%s row(%s) columns(%s)", keyspace, name, row, col_rows
            )
        return table

    def _build_table_columns(self, table, row, col_rows):
        """Adds the columns: the primary key first. The comparator orders the cells of a partition: all of it is
        clustering columns, but where CQL made the table it ends with the names of the other columns."""
        comparator = cqltypes.lookup_casstype(row["comparator"])
        table.comparator = comparator
        is_composite = issubclass(comparator, cqltypes.CompositeType)
        parts = comparator.subtypes if is_composite else (comparator,)
        clustering = self._of_kind(col_rows, "clustering_key")
        is_compact = not (is_composite and self._ends_with_names(parts, clustering))
        for key_row in self._of_kind(col_rows, "partition_key"):
            self._add_key(table, table.partition_key, key_row, _cql(key_row["validator"]))
        for key_row, part in zip(clustering, parts):
            self._add_key(table, table.clustering_key, key_row, _cql_of(part), cqltypes.is_reversed_casstype(part))
        for col_row in col_rows:
            if col_row.get("type") in ("partition_key", "clustering_key") or not col_row["column_name"]:
                continue
            column = self._build_column_metadata(table, col_row)
            table.columns[column.name] = column
            index = self._build_index_metadata(column, col_row)
            if index:
                table.indexes[index.name] = index
        table.is_compact_storage = is_compact

    @staticmethod
    def _of_kind(col_rows, kind):
        found = [row for row in col_rows if row.get("type") == kind]
        return sorted(found, key=lambda row: row.get("component_index") or 0)

    @staticmethod
    def _ends_with_names(parts, clustering):
        if parts[-1].__name__ == "ColumnToCollectionType":
            return True
        return len(clustering) == len(parts) - 1 and issubclass(parts[-1], cqltypes.UTF8Type)

    @staticmethod
    def _add_key(table, key, row, cql_type, is_reversed=False):
        column = ColumnMetadata(table, row["column_name"], cql_type, is_reversed=is_reversed)
        table.columns[column.name] = column
        key.append(column)

    def _build_table_options(self, row):
        options = super()._build_table_options(row)
        # The table has one name for it, CREATE TABLE the other.
        if "local_read_repair_chance" in options:
            options["dclocal_read_repair_chance"] = options.pop("local_read_repair_chance")
        return options

    @classmethod
    def _build_column_metadata(cls, table_metadata, row):
        data_type = cqltypes.lookup_casstype(row["validator"])
        is_reversed = cqltypes.is_reversed_casstype(data_type)
        is_static = row.get("type") == "static"
        column = ColumnMetadata(table_metadata, row["column_name"], _cql_of(data_type), is_static, is_reversed)
        column._cass_type = data_type
        return column

    @classmethod
    def _build_index_metadata(cls, column_metadata, row):
        name, kind = row.get("index_name"), row.get("index_type")
        if not name and not kind:
            return None
        options = json.loads(row.get("index_options") or "null") or {}
        table = column_metadata.table
        options["target"] = cls._index_target(column_metadata, kind, options)
        return IndexMetadata(table.keyspace_name, table.name, name, kind, options)

    @staticmethod
    def _index_target(column, kind, options):
        """Returns what of a column is indexed. No option tells that it is a frozen collection as a whole."""
        target = protect_name(column.name)
        if kind == "CUSTOM" or "index_values" in options:
            return target
        if "index_keys" in options:
            return f"keys({target})"
        data_type = column._cass_type
        is_whole = data_type.typename == "frozen" and data_type.subtypes[0].typename in ("map", "set", "list")
        return f"full({target})" if is_whole else target

    @staticmethod
    def _build_trigger_metadata(table_metadata, row):
        return TriggerMetadata(table_metadata, row["trigger_name"], row["trigger_options"])

"""Makes the metadata of rows: what Cassandra 3.0 and later, and DataStax Enterprise, tell of their schema."""

from __future__ import annotations

import logging
import sys
from typing import Any, ClassVar

from cassandra._keyspace import KeyspaceMetadata
from cassandra._schema_rows import read, where
from cassandra._table import MaterializedViewMetadata, TableMetadataV3
from cassandra._table_parts import ColumnMetadata, IndexMetadata, TriggerMetadata
from cassandra._user_type_metadata import Aggregate, Function, UserType

log = logging.getLogger("cassandra.metadata")


class SchemaParser:
    """What all versions have in common. ``connection`` asks one node: its ``query_all`` takes queries and returns for
    each its rows as dicts, or an exception; the core limits how long it waits."""

    # What is read of a whole schema: for each kind there is a query.
    _KINDS: ClassVar[tuple[str, ...]] = ()
    _OPTIONAL: ClassVar[frozenset[str]] = frozenset()
    _table_name_col = "table_name"
    _argument_types_col = "argument_types"
    _DESCRIBES_TABLES: ClassVar[tuple[str, ...]] = ("tables", "columns", "triggers")
    recognized_table_options: ClassVar[tuple[str, ...]] = ()

    def __init__(self, connection, timeout):
        self.connection = connection
        self.timeout = timeout

    def _read(self, conditions):
        """Asks for the rows of kinds, each under a condition."""
        queries = {kind: f"{self._query_of(kind)}{condition}" for kind, condition in conditions.items()}
        return read(self.connection, queries, self._table_name_col, self._OPTIONAL)

    def _query_of(self, kind):
        return getattr(self, f"_SELECT_{kind.upper()}")

    def _built(self, kind, build, **columns):
        """Returns what is made of each row of a kind where columns have values."""
        return [build(row) for row in self._read({kind: where(**columns)}).all(kind)]

    def get_all_keyspaces(self):
        """Yields every keyspace with all that is in it."""
        return self._keyspaces_of(self._read(dict.fromkeys(self._KINDS, "")))

    def get_keyspace_with_contents(self, keyspace):
        """Returns a keyspace with all that is in it; ``None`` when there is none."""
        rows = self._read(dict.fromkeys(self._KINDS, where(keyspace_name=keyspace)))
        return next(iter(self._keyspaces_of(rows)), None)

    def _keyspaces_of(self, rows):
        for row in rows.all("keyspaces"):
            keyspace = self._build_keyspace_metadata(row)
            self._fill(keyspace, rows)
            yield keyspace

    def _fill(self, keyspace, rows):
        try:
            for row in rows.of_keyspace("tables", keyspace.name):
                keyspace._add_table_metadata(self._table_of(rows, row))
            for row in rows.of_keyspace("types", keyspace.name):
                user_type = self._build_user_type(row)
                keyspace.user_types[user_type.name] = user_type
            for row in rows.of_keyspace("functions", keyspace.name):
                function = self._build_function(row)
                keyspace.functions[function.signature] = function
            for row in rows.of_keyspace("aggregates", keyspace.name):
                aggregate = self._build_aggregate(row)
                keyspace.aggregates[aggregate.signature] = aggregate
        except Exception:
            keyspace._exc_info = sys.exc_info()
            log.exception(
                "Error while parsing metadata for keyspace %s. Metadata model will be incomplete.", keyspace.name
            )

    def get_keyspace(self, keyspaces, keyspace):
        """Returns a keyspace without what is in it; ``None`` when there is none."""
        return next(iter(self._built("keyspaces", self._build_keyspace_metadata, keyspace_name=keyspace)), None)

    def get_table(self, keyspaces, keyspace, table):
        """Returns a table, or a view of that name; ``None`` when there is neither."""
        condition = where(**{"keyspace_name": keyspace, self._table_name_col: table})
        rows = self._read(dict.fromkeys(self._DESCRIBES_TABLES, condition))
        return next((self._table_of(rows, row) for row in rows.all("tables")), None)

    def get_type(self, keyspaces, keyspace, type):
        """Returns a user-defined type; ``None`` when there is none."""
        found = self._built("types", self._build_user_type, keyspace_name=keyspace, type_name=type)
        return next(iter(found), None)

    def get_types_map(self, keyspaces, keyspace):
        """Returns the user-defined types of a keyspace by name."""
        return {each.name: each for each in self._built("types", self._build_user_type, keyspace_name=keyspace)}

    def get_functions_map(self, keyspace):
        """Returns the functions of a keyspace by signature."""
        found = self._built("functions", self._build_function, keyspace_name=keyspace)
        return {function.signature: function for function in found}

    def get_aggregates_map(self, keyspace):
        """Returns the aggregates of a keyspace by signature."""
        found = self._built("aggregates", self._build_aggregate, keyspace_name=keyspace)
        return {aggregate.signature: aggregate for aggregate in found}

    def get_function(self, keyspaces, keyspace, function):
        """Returns the function of a signature, a :class:`~cassandra.UserFunctionDescriptor`; ``None`` when there is
        none."""
        key = {"function_name": function.name, self._argument_types_col: function.argument_types}
        return next(iter(self._built("functions", self._build_function, keyspace_name=keyspace, **key)), None)

    def get_aggregate(self, keyspaces, keyspace, aggregate):
        """Returns the aggregate of a signature, a :class:`~cassandra.UserAggregateDescriptor`; ``None`` when there is
        none."""
        key = {"aggregate_name": aggregate.name, self._argument_types_col: aggregate.argument_types}
        return next(iter(self._built("aggregates", self._build_aggregate, keyspace_name=keyspace, **key)), None)

    @classmethod
    def _build_keyspace_metadata(cls, row):
        try:
            return cls._build_keyspace_metadata_internal(row)
        except Exception:
            name = row["keyspace_name"]
            keyspace = KeyspaceMetadata(name, False, "UNKNOWN", {})
            keyspace._exc_info = sys.exc_info()
            log.exception("Error while parsing metadata for keyspace %s row(%s)", name, row)
            return keyspace

    def _table_of(self, rows, row) -> Any:
        raise NotImplementedError

    @classmethod
    def _build_keyspace_metadata_internal(cls, row) -> Any:
        raise NotImplementedError

    @classmethod
    def _build_user_type(cls, row) -> Any:
        raise NotImplementedError

    @classmethod
    def _build_function(cls, row) -> Any:
        raise NotImplementedError

    @classmethod
    def _build_aggregate(cls, row) -> Any:
        raise NotImplementedError

    def _build_table_options(self, row):
        """Returns the options of a table that are known, by name."""
        return {name: row[name] for name in self.recognized_table_options if name in row}


class SchemaParserV3(SchemaParser):
    """Reads the schema of Cassandra 3.0 and later."""

    _SELECT_KEYSPACES = "SELECT * FROM system_schema.keyspaces"
    _SELECT_TABLES = "SELECT * FROM system_schema.tables"
    _SELECT_COLUMNS = "SELECT * FROM system_schema.columns"
    _SELECT_TYPES = "SELECT * FROM system_schema.types"
    _SELECT_FUNCTIONS = "SELECT * FROM system_schema.functions"
    _SELECT_AGGREGATES = "SELECT * FROM system_schema.aggregates"
    _SELECT_TRIGGERS = "SELECT * FROM system_schema.triggers"
    _SELECT_INDEXES = "SELECT * FROM system_schema.indexes"
    _SELECT_VIEWS = "SELECT * FROM system_schema.views"
    _KINDS = ("keyspaces", "tables", "columns", "types", "functions", "aggregates", "triggers", "indexes", "views")
    _DESCRIBES_TABLES = ("tables", "columns", "triggers", "indexes")
    _table_metadata_class: Any = TableMetadataV3
    recognized_table_options = (
        "bloom_filter_fp_chance",
        "caching",
        "cdc",
        "comment",
        "compaction",
        "compression",
        "crc_check_chance",
        "dclocal_read_repair_chance",
        "default_time_to_live",
        "gc_grace_seconds",
        "max_index_interval",
        "memtable_flush_period_in_ms",
        "min_index_interval",
        "read_repair_chance",
        "speculative_retry",
    )

    def _fill(self, keyspace, rows):
        super()._fill(keyspace, rows)
        for row in rows.of_keyspace("views", keyspace.name):
            columns = rows.of_table("columns", keyspace.name, row["view_name"])
            keyspace._add_view_metadata(self._build_view_metadata(row, columns))

    def get_table(self, keyspaces, keyspace, table):
        # The server tells of a change of a view as of one of a table.
        condition = where(**{"keyspace_name": keyspace, self._table_name_col: table})
        asked = dict.fromkeys(self._DESCRIBES_TABLES, condition)
        rows = self._read({**asked, "views": where(keyspace_name=keyspace, view_name=table)})
        for row in rows.all("tables"):
            return self._table_of(rows, row)
        for row in rows.all("views"):
            return self._build_view_metadata(row, rows.all("columns"))
        return None

    @classmethod
    def _build_keyspace_metadata_internal(cls, row):
        options = dict(row.get("replication") or {})
        strategy = options.pop("class", None)
        graph_engine = row.get("graph_engine")
        return KeyspaceMetadata(row["keyspace_name"], row.get("durable_writes"), strategy, options, graph_engine)

    @classmethod
    def _build_user_type(cls, row):
        return UserType(row["keyspace_name"], row["type_name"], row["field_names"], row["field_types"])

    @classmethod
    def _build_function(cls, row):
        return Function(
            row["keyspace_name"],
            row["function_name"],
            row["argument_types"],
            row["argument_names"],
            row["return_type"],
            row["language"],
            row["body"],
            row["called_on_null_input"],
            row.get("deterministic", False),
            row.get("monotonic", False),
            row.get("monotonic_on", ()),
        )

    @classmethod
    def _build_aggregate(cls, row):
        return Aggregate(
            row["keyspace_name"],
            row["aggregate_name"],
            row["argument_types"],
            row["state_func"],
            row["state_type"],
            row["final_func"],
            row["initcond"],
            row["return_type"],
            row.get("deterministic", False),
        )

    def _table_of(self, rows, row):
        place = row["keyspace_name"], row[self._table_name_col]
        kinds = "columns", "triggers", "indexes"
        return self._build_table_metadata(row, *(rows.of_table(kind, *place) for kind in kinds))

    def _build_table_metadata(self, row, col_rows, trigger_rows=(), index_rows=(), virtual=False):
        keyspace, name = row["keyspace_name"], row[self._table_name_col]
        table = self._table_metadata_class(keyspace, name, virtual=virtual)
        try:
            table.options = self._build_table_options(row)
            flags = row.get("flags") or ()
            table.is_compact_storage = not virtual and ("dense" in flags or "super" in flags or "compound" not in flags)
            is_compact_static = table.is_compact_storage and not ("dense" in flags or "super" in flags)
            self._build_table_columns(table, col_rows, is_compact_static, "dense" in flags)
            for trigger_row in trigger_rows:
                trigger = self._build_trigger_metadata(table, trigger_row)
                table.triggers[trigger.name] = trigger
            for index_row in index_rows:
                index = self._build_index_metadata(table, index_row)
                if index:
                    table.indexes[index.name] = index
            table.extensions = row.get("extensions") or {}
        except Exception:
            table._exc_info = sys.exc_info()
            log.exception(
                "Error while parsing metadata for table %s.%s row(%s) columns(%s)", keyspace, name, row, col_rows
            )
        return table

    def _build_table_columns(self, meta, col_rows, compact_static=False, is_dense=False):
        """Adds the columns to a table or view: the primary key first, the others in the order of the rows."""
        keys = {"partition_key": meta.partition_key, "clustering": meta.clustering_key}
        if compact_static:
            # The table that Thrift made has a clustering column and a value that CQL does not show.
            del keys["clustering"]
        for kind, key in keys.items():
            of_kind = [row for row in col_rows if row["kind"] == kind]
            for row in sorted(of_kind, key=lambda row: row["position"]):
                column = self._build_column_metadata(meta, row)
                meta.columns[column.name] = column
                key.append(column)
        for row in col_rows:
            if row["kind"] in keys:
                continue
            column = self._build_column_metadata(meta, row)
            if compact_static and not column.is_static:
                continue
            if is_dense and column.cql_type == "empty":
                continue
            # To CQL the columns of such a table are not static.
            column.is_static = column.is_static and not compact_static
            meta.columns[column.name] = column

    def _build_view_metadata(self, row, col_rows):
        view = MaterializedViewMetadata(
            row["keyspace_name"],
            row["view_name"],
            row["base_table_name"],
            row["include_all_columns"],
            row["where_clause"],
            self._build_table_options(row),
        )
        self._build_table_columns(view, col_rows)
        view.extensions = row.get("extensions") or {}
        return view

    @staticmethod
    def _build_column_metadata(table_metadata, row):
        is_reversed = row["clustering_order"].upper() == "DESC"
        return ColumnMetadata(table_metadata, row["column_name"], row["type"], row["kind"] == "static", is_reversed)

    @staticmethod
    def _build_index_metadata(table_metadata, row):
        name, kind = row.get("index_name"), row.get("kind")
        if not name and not kind:
            return None
        return IndexMetadata(table_metadata.keyspace_name, table_metadata.name, name, kind, row.get("options"))

    @staticmethod
    def _build_trigger_metadata(table_metadata, row):
        return TriggerMetadata(table_metadata, row["trigger_name"], row["options"])


class SchemaParserDSE60(SchemaParserV3):
    """Reads the schema of DataStax Enterprise 6.0."""

    recognized_table_options = (*SchemaParserV3.recognized_table_options, "nodesync")


class SchemaParserV4(SchemaParserV3):
    """Reads the schema of Cassandra 4.0 and later, with its virtual tables."""

    _SELECT_VIRTUAL_KEYSPACES = "SELECT * FROM system_virtual_schema.keyspaces"
    _SELECT_VIRTUAL_TABLES = "SELECT * FROM system_virtual_schema.tables"
    _SELECT_VIRTUAL_COLUMNS = "SELECT * FROM system_virtual_schema.columns"
    # Versions of DataStax Enterprise call themselves 4.0 and have none.
    _OPTIONAL = frozenset({"virtual_keyspaces", "virtual_tables", "virtual_columns"})
    _KINDS = (*SchemaParserV3._KINDS, *sorted(_OPTIONAL))
    recognized_table_options = (
        "additional_write_policy",
        "bloom_filter_fp_chance",
        "caching",
        "cdc",
        "comment",
        "compaction",
        "compression",
        "crc_check_chance",
        "default_time_to_live",
        "gc_grace_seconds",
        "max_index_interval",
        "memtable_flush_period_in_ms",
        "min_index_interval",
        "read_repair",
        "speculative_retry",
    )

    def _keyspaces_of(self, rows):
        yield from super()._keyspaces_of(rows)
        for row in rows.all("virtual_keyspaces"):
            keyspace = self._build_keyspace_metadata(row)
            keyspace.virtual = True
            for table_row in rows.of_keyspace("virtual_tables", keyspace.name):
                columns = rows.of_table("virtual_columns", keyspace.name, table_row[self._table_name_col])
                keyspace._add_table_metadata(self._build_table_metadata(table_row, columns, virtual=True))
            yield keyspace


class SchemaParserDSE67(SchemaParserV4):
    """Reads the schema of DataStax Enterprise 6.7."""

    recognized_table_options = (*SchemaParserV4.recognized_table_options, "nodesync")

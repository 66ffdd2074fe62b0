"""Tables and materialized views."""

from __future__ import annotations

import json
from collections.abc import Mapping
from traceback import format_exception
from typing import Any, ClassVar

from cassandra._names import listed, protect_name, protect_value, qualified
from cassandra._table_parts import extension_statements


def as_warning(what, structure, exc_info):
    """Returns a comment about what could not be read well, with the error and what was read of it."""
    trace = "".join(format_exception(*exc_info))
    warning = f"Warning: {what} is incomplete because of an error processing metadata."
    return f"/*\n{warning}\n{trace}\n{_REFERENCE}{structure}\n*/"


_REFERENCE = "Approximate structure, for reference:\n(this should not be used to reproduce this schema)\n\n"


def _map_literal(items):
    return "{" + ", ".join(f"'{name}': '{value}'" for name, value in items) + "}"


def _key_clause(partition_key, clustering_key):
    """Returns the columns of a primary key as ``PRIMARY KEY`` takes them."""
    first = listed(column.name for column in partition_key)
    if len(partition_key) > 1:
        first = f"({first})"
    return ", ".join([first, *(protect_name(column.name) for column in clustering_key)])


class TableMetadata:
    """A table. ``columns`` has them by name, those of the primary key first; ``options`` holds what follows ``WITH`` by
    name."""

    keyspace_name: Any = None
    name: Any = None
    partition_key: Any = None
    clustering_key: Any = None
    columns: Any = None
    indexes: Any = None
    options: Any = None
    triggers: Any = None
    views: Any = None
    is_compact_storage = False
    virtual = False
    comparator: Any = None
    extensions: Any = None
    compaction_options: ClassVar[dict[str, str]] = {
        "min_compaction_threshold": "min_threshold",
        "max_compaction_threshold": "max_threshold",
        "compaction_strategy_class": "class",
    }
    _exc_info: Any = None

    def __init__(
        self,
        keyspace_name,
        name,
        partition_key=None,
        clustering_key=None,
        columns=None,
        triggers=None,
        options=None,
        virtual=False,
    ):
        self.keyspace_name = keyspace_name
        self.name = name
        self.partition_key = [] if partition_key is None else partition_key
        self.clustering_key = [] if clustering_key is None else clustering_key
        self.columns = {} if columns is None else columns
        self.indexes = {}
        self.options = {} if options is None else options
        self.triggers = {} if triggers is None else triggers
        self.views = {}
        self.virtual = virtual

    @property
    def primary_key(self):
        """The columns of the partition key, then the clustering columns."""
        return self.partition_key + self.clustering_key

    @property
    def is_cql_compatible(self):
        """Whether CQL can make this table: not if it is virtual, or made by Thrift so that CQL has no words for it."""
        if self.virtual:
            return False
        by_thrift = self.comparator and self.is_compact_storage and self.clustering_key
        return not (by_thrift and len(self.columns) > len(self.primary_key) + 1)

    def export_as_string(self):
        """Returns the statements that make the table and all that belongs to it again; in a comment if they cannot."""
        statements, place = self._all_as_cql(), f"{self.keyspace_name}.{self.name}"
        if self._exc_info:
            return as_warning(f"Table {place}", statements, self._exc_info)
        if self.virtual:
            warning = f"Warning: Table {place} is a virtual table and cannot be recreated with CQL."
            return f"/*\n{warning}\nStructure, for reference:\n{statements}\n*/"
        if not self.is_cql_compatible:
            why = "omitted because it has constructs not compatible with CQL (was created via legacy API)"
            return f"/*\nWarning: Table {place} {why}.\n\n{_REFERENCE}{statements}\n*/"
        return statements

    def _all_as_cql(self):
        lines = [self.as_cql_query(formatted=True) + ";"]
        lines += [part.as_cql_query() + ";" for part in (*self.indexes.values(), *self.triggers.values())]
        views = [view.as_cql_query(formatted=True) + ";" for view in self.views.values()]
        return "\n\n".join(["\n".join(lines), *views, *extension_statements(self)])

    def as_cql_query(self, formatted=False):
        """Returns the ``CREATE TABLE`` of this table, on lines of their own if ``formatted``."""
        break_, indent, join = ("\n", "    ", ",\n") if formatted else ("", "", ", ")
        rows = [
            f"{protect_name(column.name)} {column.cql_type}{' static' if column.is_static else ''}"
            for column in self.columns.values()
        ]
        if len(self.primary_key) > 1:
            rows.append(f"PRIMARY KEY ({_key_clause(self.partition_key, self.clustering_key)})")
        elif self.partition_key:
            rows[0] += " PRIMARY KEY"
        body = join.join(indent + row for row in rows)
        verb = "VIRTUAL" if self.virtual else "CREATE"
        options = self._property_string(formatted, self.clustering_key, self.options, self.is_compact_storage)
        return f"{verb} TABLE {qualified(self.keyspace_name, self.name)} ({break_}{body}{break_}) WITH {options}"

    @classmethod
    def _property_string(cls, formatted, clustering_key, options_map, is_compact_storage=False):
        """Returns what follows ``WITH``."""
        clauses = ["COMPACT STORAGE"] if is_compact_storage else []
        if clustering_key:
            orders = (f"{protect_name(key.name)} {'DESC' if key.is_reversed else 'ASC'}" for key in clustering_key)
            clauses.append(f"CLUSTERING ORDER BY ({', '.join(orders)})")
        clauses += cls._make_option_strings(options_map)
        return ("\n    AND " if formatted else " AND ").join(clauses)

    @classmethod
    def _make_option_strings(cls, options_map):
        """Returns each option as ``name = value``, sorted. The tables of Cassandra before 3.0 hold maps as JSON."""
        options = dict(options_map)
        compaction = json.loads(options.pop("compaction_strategy_options", None) or "{}")
        compaction.setdefault("class", options.pop("compaction_strategy_class", None))
        clauses = [f"compaction = {_map_literal(compaction.items())}"]
        for name in (*cls.compaction_options, "compaction_strategy_option"):
            options.pop(name, None)
        if not options.get("compression"):
            compression = json.loads(options.pop("compression_parameters", None) or "{}")
            clauses.append(f"compression = {_map_literal(compression.items())}")
        return sorted(clauses + _plain_options(options))


def _plain_options(options):
    return [f"{name} = {protect_value(value)}" for name, value in options.items() if value is not None]


class TableMetadataV3(TableMetadata):
    """A table of Cassandra 3.0 and later, whose options are maps where CQL has maps."""

    compaction_options: ClassVar[dict[str, str]] = {}
    option_maps: ClassVar[list[str]] = ["compaction", "compression", "caching", "nodesync"]

    @property
    def is_cql_compatible(self):
        """Always: these versions know of no tables that CQL cannot make."""
        return True

    @classmethod
    def _make_option_strings(cls, options_map):
        maps = {name: options_map[name] for name in cls.option_maps if isinstance(options_map.get(name), Mapping)}
        clauses = [f"{name} = {_map_literal(value.items())}" for name, value in maps.items()]
        return sorted(clauses + _plain_options({k: v for k, v in options_map.items() if k not in maps}))


class TableMetadataDSE68(TableMetadataV3):
    """A table of DataStax Enterprise 6.8 and later, which may hold the vertices or edges of a graph."""

    vertex: Any = None
    edge: Any = None

    def as_cql_query(self, formatted=False):
        statement = super().as_cql_query(formatted)
        if self.vertex:
            statement += f" AND VERTEX LABEL {protect_name(self.vertex.label_name)}"
        if self.edge:
            edge = self.edge
            source = self._end_of_edge(
                "FROM", edge.from_label, edge.from_partition_key_columns, edge.from_clustering_columns
            )
            target = self._end_of_edge("TO", edge.to_label, edge.to_partition_key_columns, edge.to_clustering_columns)
            statement += f" AND EDGE LABEL {protect_name(edge.label_name)} {source} {target}"
        return statement

    @staticmethod
    def _end_of_edge(keyword, label, partition_key, clustering_columns):
        first = listed(partition_key)
        if len(partition_key) != 1:
            first = f"({first})"
        columns = ", ".join([first, *map(protect_name, clustering_columns or ())])
        return f"{keyword} {protect_name(label)}({columns})"


class MaterializedViewMetadata:
    """A materialized view. ``where_clause`` follows ``WHERE``; ``include_all_columns`` stands for ``SELECT *``."""

    keyspace_name: Any = None
    name: Any = None
    base_table_name: Any = None
    partition_key: Any = None
    clustering_key: Any = None
    columns: Any = None
    include_all_columns: Any = None
    where_clause: Any = None
    options: Any = None
    extensions: Any = None

    def __init__(self, keyspace_name, view_name, base_table_name, include_all_columns, where_clause, options):
        self.keyspace_name = keyspace_name
        self.name = view_name
        self.base_table_name = base_table_name
        self.partition_key = []
        self.clustering_key = []
        self.columns = {}
        self.include_all_columns = include_all_columns
        self.where_clause = where_clause
        self.options = options or {}

    def as_cql_query(self, formatted=False):
        """Returns the ``CREATE MATERIALIZED VIEW`` of this view, each clause on a line of its own if ``formatted``."""
        columns = "*" if self.include_all_columns else listed(column.name for column in self.columns.values())
        clauses = [
            f"CREATE MATERIALIZED VIEW {qualified(self.keyspace_name, self.name)} AS",
            f"SELECT {columns}",
            f"FROM {qualified(self.keyspace_name, self.base_table_name)}",
            f"WHERE {self.where_clause}",
            f"PRIMARY KEY ({_key_clause(self.partition_key, self.clustering_key)})",
            f"WITH {TableMetadataV3._property_string(formatted, self.clustering_key, self.options)}",
        ]
        statement = ("\n    " if formatted else " ").join(clauses)
        return "\n\n".join([statement, *extension_statements(self)])

    def export_as_string(self):
        """Returns the statement that makes this view again."""
        return self.as_cql_query(formatted=True) + ";"

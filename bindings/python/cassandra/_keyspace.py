"""Keyspaces, with all that is in them."""

from __future__ import annotations

from typing import Any

from cassandra._names import protect_name
from cassandra._replication import ReplicationStrategy
from cassandra._table import as_warning
from cassandra.cqltypes import cql_types_from_string


def renew(places, found):
    """Makes a dict equal to another one; what stays is never missing for threads that look at the same time."""
    places.update(found)
    for name in [name for name in places if name not in found]:
        del places[name]


class KeyspaceMetadata:
    """A keyspace. What is in it is found by name, functions and aggregates by a signature such as ``sum(int,int)``."""

    name: Any = None
    durable_writes = True
    replication_strategy: Any = None
    tables: Any = None
    indexes: Any = None
    user_types: Any = None
    functions: Any = None
    aggregates: Any = None
    views: Any = None
    graph_engine: Any = None
    virtual = False
    _exc_info: Any = None

    def __init__(self, name, durable_writes, strategy_class, strategy_options, graph_engine=None):
        self.name = name
        self.durable_writes = durable_writes
        self.replication_strategy = ReplicationStrategy.create(strategy_class, strategy_options)
        self.tables = {}
        self.indexes = {}
        self.user_types = {}
        self.functions = {}
        self.aggregates = {}
        self.views = {}
        self.graph_engine = graph_engine

    @property
    def is_graph_enabled(self):
        """Whether DataStax Enterprise keeps a graph in this keyspace."""
        return self.graph_engine is not None

    def export_as_string(self):
        """Returns the statements that make the keyspace and all that is in it again, each after those that it needs."""
        # Edges name the vertices at their ends.
        tables = sorted(self.tables.values(), key=lambda table: not getattr(table, "vertex", None))
        parts = [*self.functions.values(), *self.aggregates.values(), *tables]
        statements = [self.as_cql_query() + ";", *self.user_type_strings()]
        schema = "\n\n".join(statements + [part.export_as_string() for part in parts])
        if self._exc_info:
            return as_warning(f"Keyspace {self.name}", schema, self._exc_info)
        if self.virtual:
            warning = f"Warning: Keyspace {self.name} is a virtual keyspace and cannot be recreated with CQL."
            return f"/*\n{warning}\nStructure, for reference:*/\n{schema}\n"
        return schema

    def as_cql_query(self):
        """Returns the ``CREATE KEYSPACE`` of this keyspace."""
        name = protect_name(self.name)
        if self.virtual:
            return f"// VIRTUAL KEYSPACE {name}"
        replication = self.replication_strategy.export_for_schema()
        durable = str(bool(self.durable_writes)).lower()
        statement = f"CREATE KEYSPACE {name} WITH replication = {replication}  AND durable_writes = {durable}"
        if self.graph_engine is not None:
            statement += f" AND graph_engine = '{self.graph_engine}'"
        return statement

    def user_type_strings(self):
        """Returns the statements that make the user-defined types, each after those that it consists of."""
        statements: list[str] = []
        left = dict(sorted(self.user_types.items()))
        while left:
            self.resolve_user_types(next(iter(left)), left, statements)
        return statements

    def resolve_user_types(self, key, user_types, user_type_strings):
        """Moves a type from a dict into a list of statements, after those that it consists of."""
        user_type = user_types.pop(key)
        for field_type in user_type.field_types:
            for name in cql_types_from_string(field_type):
                if name in user_types:
                    self.resolve_user_types(name, user_types, user_type_strings)
        user_type_strings.append(user_type.export_as_string())

    def _take_places_of(self, old):
        """Puts what is in this keyspace into the dicts of an older view of it, which programs may hold."""
        for name in ("tables", "indexes", "user_types", "functions", "aggregates", "views"):
            places = getattr(old, name)
            renew(places, getattr(self, name))
            setattr(self, name, places)

    def _add_table_metadata(self, table_metadata):
        """Takes a table, in place of the one of that name; its views stay."""
        old = self.tables.get(table_metadata.name)
        if old is not None:
            table_metadata.views = old.views
        # Threads that look at the same time find what stays.
        self.indexes.update(table_metadata.indexes)
        for name in old.indexes if old is not None else ():
            if name not in table_metadata.indexes:
                self.indexes.pop(name, None)
        self.tables[table_metadata.name] = table_metadata

    def _add_view_metadata(self, view_metadata):
        """Takes a view, unless its table is not known."""
        table = self.tables.get(view_metadata.base_table_name)
        if table is not None:
            table.views[view_metadata.name] = view_metadata
            self.views[view_metadata.name] = view_metadata

    def _drop_table_metadata(self, table_name):
        """Forgets a table or a view: the server does not tell which."""
        table = self.tables.pop(table_name, None)
        if table is not None:
            for name in table.indexes:
                self.indexes.pop(name, None)
            for name in table.views:
                self.views.pop(name, None)
            return
        view = self.views.pop(table_name, None)
        base = self.tables.get(view.base_table_name) if view is not None else None
        if base is not None:
            base.views.pop(table_name, None)

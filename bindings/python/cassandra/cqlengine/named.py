"""Tables that are queried by their names, without models."""

from __future__ import annotations

from typing import Any

from cassandra._homes import open_up
from cassandra.cqlengine import CQLEngineException, query
from cassandra.cqlengine._condition import AbstractQueryableColumn
from cassandra.cqlengine.columns import Column
from cassandra.cqlengine.connection import get_cluster


class NamedColumn(AbstractQueryableColumn):
    """A column of which only the name is known; values are not converted."""

    def __init__(self, name):
        self.name = name

    def __unicode__(self):
        return self.name

    def _get_column(self):
        return self

    @property
    def db_field_name(self):
        """The name in the database."""
        return self.name

    @property
    def cql(self):
        """The name in the database, in quotes."""
        return self.get_cql()

    def get_cql(self):
        """Returns the name in the database, in quotes."""
        return f'"{self.name}"'

    def to_database(self, val):
        """Returns the value as it is."""
        return val


class QuerySetDescriptor:
    """A new query of the table each time."""

    def __get__(self, obj, owner) -> Any:
        return query.SimpleQuerySet(obj)


class NamedTable:
    """A table of a keyspace. Its rows are dicts whose keys are attributes too."""

    __abstract__ = False
    __connection__: str | None = None

    _connection: str | None = None
    _partition_key_index: dict | None = None

    objects = QuerySetDescriptor()

    class DoesNotExist(query.DoesNotExist):
        """No row matches."""

    class MultipleObjectsReturned(query.MultipleObjectsReturned):
        """More than one row matches."""

    def __init__(self, keyspace, name):
        self.keyspace = keyspace
        self.name = name
        self._known_partition_keys: dict[str, Column] | None = None

    def using(self, connection=None):
        """Uses a connection by its name."""
        if connection:
            self._connection = connection
        return self

    def _get_connection(self):
        return self._connection or self.__connection__

    @property
    def _partition_keys(self):
        if self._known_partition_keys is None:
            self._known_partition_keys = {name: self._key_column(name) for name in self._partition_key_names()}
        return self._known_partition_keys

    @staticmethod
    def _key_column(name):
        column = Column(primary_key=True, partition_key=True, db_field=name)
        column.set_column_name(name)
        return column

    def _partition_key_names(self):
        try:
            metadata = get_cluster(self._get_connection()).metadata
            return [column.name for column in metadata.keyspaces[self.keyspace].tables[self.name].partition_key]
        except Exception as error:
            raise CQLEngineException(
                f"Failed inspecting partition keys for {self.column_family_name()}. "
                "Ensure cqlengine is connected before attempting this with NamedTable."
            ) from error

    def column(self, name):
        """Returns a column, for conditions."""
        return NamedColumn(name)

    def _get_column(self, name):
        return self.column(name)

    def column_family_name(self, include_keyspace=True):
        """Returns the name of the table, with its keyspace."""
        return f"{self.keyspace}.{self.name}" if include_keyspace else self.name

    def all(self):
        """Returns a query of all rows."""
        return self.objects.all()

    def filter(self, *args, **kwargs):
        """Returns a query with conditions; see :meth:`cassandra.cqlengine.query.ModelQuerySet.filter`."""
        return self.objects.filter(*args, **kwargs)

    def get(self, *args, **kwargs):
        """Returns the only row that conditions match."""
        return self.objects.get(*args, **kwargs)


class NamedKeyspace:
    """A keyspace."""

    def __init__(self, name):
        self.name = name

    def table(self, name):
        """Returns a table."""
        return NamedTable(self.name, name)


__getattr__ = open_up(__name__)

"""The statements that write an instance of a model."""

from __future__ import annotations

from copy import copy
from typing import Any
from warnings import warn

from cassandra.cqlengine import CQLEngineException, columns
from cassandra.cqlengine import connection as conn
from cassandra.cqlengine._batch_query import BatchQuery
from cassandra.cqlengine._outcome import check_applied, execute_statement
from cassandra.cqlengine.operators import EqualsOperator
from cassandra.cqlengine.statements import DeleteStatement, InsertStatement, MapDeleteClause, UpdateStatement


class DMLQuery:
    """Writes an instance, which must have been validated, with the options that the instance has. Subclasses may be
    given to models as ``__dmlquery__``."""

    def __init__(
        self,
        model,
        instance=None,
        batch=None,
        ttl=None,
        consistency=None,
        timestamp=None,
        if_not_exists=False,
        conditional=None,
        timeout=conn.NOT_SET,
        if_exists=False,
    ):
        self.model = model
        self.column_family_name = model.column_family_name()
        self.instance: Any = instance
        self._batch = batch
        self._ttl = ttl
        self._consistency = consistency
        self._timestamp = timestamp
        self._if_not_exists = if_not_exists
        self._if_exists = if_exists
        self._conditional = conditional
        self._timeout = timeout

    def batch(self, batch_obj):
        """Adds the statements to a :class:`BatchQuery` instead of sending them."""
        if batch_obj is not None and not isinstance(batch_obj, BatchQuery):
            raise CQLEngineException("batch_obj must be a BatchQuery instance or None")
        self._batch = batch_obj
        return self

    def _execute(self, statement):
        writer = self.model if self.instance is None else self.instance
        connection = writer._get_connection()
        if self._batch:
            self._batch._use_connection(connection)
            return self._batch.add_query(statement)
        result = execute_statement(self.model, statement, self._consistency, self._timeout, connection)
        if self._if_not_exists or self._if_exists or self._conditional:
            check_applied(result)
        return result

    def _written(self) -> Any:
        if self.instance is None:
            raise CQLEngineException("DML Query instance attribute is None")
        return self.instance

    def _conditions(self, without=()):
        return [copy(clause) for clause in self._conditional or () if clause.field not in without]

    def _lacks_clustering_key(self):
        """Tells whether the instance names a partition but no row of it, so that only static columns are written."""
        keys = self.model._clustering_keys.items()
        return bool(keys) and all(column._val_is_null(getattr(self.instance, name, None)) for name, column in keys)

    def _add_key(self, statement, is_static):
        keys = self.model._partition_keys if is_static else self.model._primary_keys
        for name, column in keys.items():
            statement.add_where(column, EqualsOperator(), getattr(self.instance, name))

    def update(self):
        """Writes the values that changed and deletes those that became null."""
        instance = self._written()
        names_partition = self._lacks_clustering_key()
        statement = UpdateStatement(
            self.column_family_name,
            ttl=self._ttl,
            timestamp=self._timestamp,
            conditionals=self._conditions(),
            if_exists=self._if_exists,
        )
        updated = []
        for name, column in self.model._columns.items():
            if column.is_primary_key or (names_partition and not column.static):
                continue
            manager = instance._values[name]
            value = manager.getval()
            if value is not None and (manager.changed or isinstance(column, columns.Counter)):
                statement.add_update(column, value, previous=manager.previous_value)
                updated.append(column)
        if statement.assignments:
            self._add_key(statement, names_partition or all(column.static for column in updated))
            self._execute(statement)
        if not names_partition:
            self._delete_null_columns(self._conditions({column.db_field_name for column in updated}))

    def save(self):
        """Inserts the instance, or updates it if it was read or saved before and its key is the same."""
        instance = self._written()
        if instance._has_counter:
            warn(
                "'create' and 'save' actions on Counters are deprecated. It will be disallowed in 4.0. "
                "Use the 'update' mechanism instead.",
                DeprecationWarning,
                stacklevel=2,
            )
        if instance._has_counter or instance._can_update():
            self.update()
            return
        names_partition = self._lacks_clustering_key()
        insert = self._insert(names_partition)
        if not insert.is_empty:
            self._execute(insert)
        if not names_partition:
            self._delete_null_columns()

    def _insert(self, names_partition):
        insert = InsertStatement(
            self.column_family_name, ttl=self._ttl, timestamp=self._timestamp, if_not_exists=self._if_not_exists
        )
        for name, column in self.model._columns.items():
            manager = self.instance._values[name]
            value = manager.getval()
            is_left_out = names_partition and not column.static and not column.partition_key
            if is_left_out or column._val_is_null(value):
                continue
            if column.has_default and not manager.changed:
                # The default becomes a value of the row, as if the user had assigned it.
                manager.explicit = True
            insert.add_assignment(column, value)
        return insert

    def _delete_null_columns(self, conditionals=None):
        instance = self._written()
        fields = {manager.column: self._deleted_field(manager) for manager in instance._values.values()}
        deleted = [column for column, field in fields.items() if field is not None]
        if not deleted:
            return
        statement = DeleteStatement(
            self.column_family_name,
            fields=[fields[column] for column in deleted],
            timestamp=self._timestamp,
            conditionals=conditionals,
            if_exists=self._if_exists,
        )
        self._add_key(statement, all(column.static for column in deleted))
        self._execute(statement)

    @staticmethod
    def _deleted_field(manager):
        column = manager.column
        if manager.deleted:
            return column.db_field_name
        if isinstance(column, columns.Map):
            clause = MapDeleteClause(column.db_field_name, manager.value, manager.previous_value)
            return clause if clause.get_context_size() else None
        return None

    def delete(self):
        """Deletes the row of the instance, or its partition if it has no clustering key."""
        instance = self._written()
        statement = DeleteStatement(
            self.column_family_name,
            timestamp=self._timestamp,
            conditionals=self._conditions(),
            if_exists=self._if_exists,
        )
        for name, column in self.model._primary_keys.items():
            value = getattr(instance, name)
            if value is not None or column.partition_key:
                statement.add_where(column, EqualsOperator(), value)
        self._execute(statement)

"""Queries of models."""

from __future__ import annotations

from cassandra.cqlengine import ValidationError, columns
from cassandra.cqlengine._filter import split_argument
from cassandra.cqlengine._outcome import (
    IfExistsWithCounterColumn,
    IfNotExistsWithCounterColumn,
    QueryException,
)
from cassandra.cqlengine._queryset import AbstractQuerySet
from cassandra.cqlengine.functions import Token
from cassandra.cqlengine.operators import EqualsOperator
from cassandra.cqlengine.statements import DeleteStatement, UpdateStatement


class ModelQuerySet(AbstractQuerySet):
    """A query of a model, whose results are instances. Subclasses may be given to models as ``__queryset__``."""

    def _validate_select_where(self):
        if self._allow_filtering or any(isinstance(clause.value, Token) for clause in self._where):
            return
        found = [(clause, self.model._get_column_by_db_name(clause.field)) for clause in self._where]
        equal = [
            column
            for clause, column in found
            if column and (isinstance(clause.operator, EqualsOperator) or column.custom_index)
        ]
        if any(column.has_index or column.partition_key for column in equal):
            return
        if not any(column.primary_key for column in equal):
            raise QueryException(
                "Where clauses require either  =, a IN or a CONTAINS (collection) comparison with either a primary "
                "key or indexed field. You might want to consider setting custom_index on fields that you manage "
                "index outside cqlengine."
            )
        raise QueryException(
            "Filtering on a clustering key without a partition key is not allowed unless allow_filtering() is called "
            "on the queryset. You might want to consider setting custom_index on fields that you manage index outside "
            "cqlengine."
        )

    def _select_fields(self):
        if not (self._defer_fields or self._only_fields):
            return []
        fields = [column.db_field_name for column in self.model._columns.values()]
        fields = [field for field in fields if field not in self._defer_fields]
        if not fields:
            fields = [column.db_field_name for column in self.model._partition_keys.values()]
        if self._only_fields:
            fields = [field for field in fields if field in self._only_fields]
        if not fields:
            only, deferred = ",".join(self._only_fields), ",".join(self._defer_fields)
            raise QueryException(f'No fields in select query. Only fields: "{only}", defer fields: "{deferred}"')
        return fields

    def _get_result_constructor(self):
        names = self._only_fields
        if not self._values_list:
            return self.model._construct_instance
        if self._flat_values_list:
            return lambda row: row[names[0]]
        return lambda row: [row[name] for name in names]

    def _get_ordering_condition(self, colname):
        name, order = super()._get_ordering_condition(colname)
        column = self.model._columns.get(name)
        if column is None:
            raise QueryException(f"Can't resolve the column name: '{name}'")
        if not column.primary_key:
            raise QueryException(f"Can't order on '{name}', can only order on (clustered) primary keys")
        if column is next(iter(self.model._primary_keys.values())):
            raise QueryException(
                "Can't order by the first primary key (partition key), clustering (secondary) keys only"
            )
        return column.db_field_name, order

    def values_list(self, *fields, **kwargs):
        """Makes the results lists of the values of fields, or with ``flat=True`` the values of one field."""
        flat = kwargs.pop("flat", False)
        if kwargs:
            raise TypeError(f"Unexpected keyword arguments to values_list: {kwargs.keys()}")
        if flat and len(fields) > 1:
            raise TypeError("'flat' is not valid when values_list is called with more than one field.")
        clone = self.only(fields)
        clone._values_list = True
        clone._flat_values_list = flat
        return clone

    def ttl(self, ttl):
        """Sets after how many seconds what is written disappears."""
        return self._changed(_ttl=ttl)

    def timestamp(self, timestamp):
        """Sets the write time: microseconds, a ``timedelta`` from now, or a ``datetime``."""
        return self._changed(_timestamp=timestamp)

    def if_not_exists(self):
        """Inserts what does not exist alone; otherwise :exc:`~cassandra.cqlengine.query.LWTException` is raised."""
        if self.model._has_counter:
            raise IfNotExistsWithCounterColumn("if_not_exists cannot be used with tables containing counter columns")
        return self._changed(_if_not_exists=True)

    def if_exists(self):
        """Updates and deletes what exists alone; otherwise :exc:`~cassandra.cqlengine.query.LWTException` is
        raised."""
        if self.model._has_counter:
            raise IfExistsWithCounterColumn("if_exists cannot be used with tables containing counter columns")
        return self._changed(_if_exists=True)

    def update(self, **values):
        """Writes values into the matching rows without reading them; ``None`` deletes a value.

        Collections also take ``column__add`` and ``column__remove`` (sets), ``column__append`` and
        ``column__prepend`` (lists), ``column__update`` with a dict and ``column__remove`` with a set of keys (maps).
        Values are validated one by one; ``Model.validate`` is not called.
        """
        if not values:
            return
        update = UpdateStatement(
            self.column_family_name,
            ttl=self._ttl,
            timestamp=self._timestamp,
            if_exists=self._if_exists,
            **self._conditions(),
        )
        updated, deleted = set(), []
        for argument, given in values.items():
            name, operation = split_argument(argument)
            column = self._updatable(name)
            value = self._operand(column, operation, given)
            if value is None:
                deleted.append(column.db_field_name)
            else:
                update.add_update(column, value, operation=operation)
                updated.add(column.db_field_name)
        if update.assignments:
            self._execute(update)
        if deleted:
            self._execute(self._deletion(deleted, updated))

    def _updatable(self, name):
        column = self.model._columns.get(name)
        model = f"{self.__module__}.{self.model.__name__}"
        if column is None:
            raise ValidationError(f"{model} has no column named: {name}")
        if column.is_primary_key:
            raise ValidationError(f"Cannot apply update to primary key '{name}' for {model}")
        return column

    @staticmethod
    def _operand(column, operation, given):
        if operation != "remove" or not isinstance(column, columns.Map):
            return column.validate(given)
        if not isinstance(given, set):
            raise ValidationError(
                f"Cannot apply update operation '{operation}' on column '{column.column_name}' with value '{given}'. "
                "A set is required."
            )
        return dict.fromkeys(given)

    def _deletion(self, deleted, updated):
        conditions = self._conditions()
        # What the update has written is no longer what the condition asks for.
        remaining = [clause for clause in conditions["conditionals"] if clause.field not in updated]
        return DeleteStatement(
            self.column_family_name,
            fields=deleted,
            where=conditions["where"],
            timestamp=self._timestamp,
            conditionals=remaining,
            if_exists=self._if_exists,
        )

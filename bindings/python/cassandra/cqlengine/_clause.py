"""Parts of statements that carry values: conditions, assignments and what is deleted.

A clause does not hold the text of its values but numbers of placeholders, which the statement assigns.
"""

from __future__ import annotations

from copy import copy
from typing import Any

from cassandra.cqlengine import UnicodeMixin
from cassandra.cqlengine.functions import QueryValue
from cassandra.cqlengine.operators import BaseWhereOperator, InOperator, IsNotNullOperator
from cassandra.encoder import Encoder


class StatementException(Exception):
    """A statement cannot be made of what is given."""


class ValueQuoter(UnicodeMixin):
    """A value that is a literal as a parameter."""

    def __init__(self, value):
        self.value = value

    def __unicode__(self):
        return Encoder().cql_encode_all_types(self.value)

    def __eq__(self, other):
        return isinstance(other, type(self)) and self.value == other.value

    __hash__ = None  # type: ignore[assignment]


class InQuoter(ValueQuoter):
    """Values for ``IN``."""

    def __unicode__(self):
        return Encoder().cql_encode_sequence(self.value)


class BaseClause(UnicodeMixin):
    """Base of all clauses: a field, and a value with one placeholder."""

    def __init__(self, field, value):
        self.field = field
        self.value: Any = value
        self.context_id: int | None = None

    def __hash__(self):
        return hash(self.field) ^ hash(self.value)

    def __eq__(self, other):
        return isinstance(other, type(self)) and self.field == other.field and self.value == other.value

    def get_context_size(self):
        """Returns how many placeholders the clause has."""
        return 1

    def set_context_id(self, i):
        """Numbers the placeholders from a number on."""
        self.context_id = i

    def update_context(self, ctx):
        """Adds the values to the parameters of the statement."""
        ctx[str(self.context_id)] = self.value


class WhereClause(BaseClause):
    """A condition: a field, an operator and a value. ``quote_field=False`` is for what is no name but a function."""

    def __init__(self, field, operator, value, quote_field=True):
        if not isinstance(operator, BaseWhereOperator):
            raise StatementException(f"operator must be of type {BaseWhereOperator}, got {type(operator)}")
        super().__init__(field, value)
        self.operator = operator
        self.query_value = value if isinstance(value, QueryValue) else QueryValue(value)
        self.quote_field = quote_field

    def __copy__(self):
        """Statements number what they are given, so each gets its own placeholders."""
        clone = object.__new__(type(self))
        clone.__dict__.update(self.__dict__, query_value=copy(self.query_value))
        return clone

    @property
    def _name(self):
        return f'"{self.field}"' if self.quote_field else self.field

    def __unicode__(self):
        return f"{self._name} {self.operator} {self.query_value}"

    def __hash__(self):
        return super().__hash__() ^ hash(type(self.operator))

    def __eq__(self, other):
        return super().__eq__(other) and type(self.operator) is type(other.operator)

    def get_context_size(self):
        return self.query_value.get_context_size()

    def set_context_id(self, i):
        super().set_context_id(i)
        self.query_value.set_context_id(i)

    def update_context(self, ctx):
        if isinstance(self.operator, InOperator):
            ctx[str(self.context_id)] = InQuoter(self.value)
        else:
            self.query_value.update_context(ctx)


class IsNotNullClause(WhereClause):
    """The condition that a field has a value."""

    def __init__(self, field):
        super().__init__(field, IsNotNullOperator(), "")

    def __unicode__(self):
        return f"{self._name} {self.operator}"

    def get_context_size(self):
        return 0

    def update_context(self, ctx):
        """A condition without a value adds none."""


IsNotNull = IsNotNullClause


class AssignmentClause(BaseClause):
    """The assignment of a value."""

    def __unicode__(self):
        return f'"{self.field}" = %({self.context_id})s'

    def insert_tuple(self):
        """Returns the field and the number of the placeholder."""
        return self.field, self.context_id


class ConditionalClause(AssignmentClause):
    """The condition of a lightweight transaction that a field has a value."""


class BaseDeleteClause(BaseClause):
    """Base of what a statement deletes."""


class FieldDeleteClause(BaseDeleteClause):
    """The deletion of a field."""

    def __init__(self, field):
        super().__init__(field, None)

    def __unicode__(self):
        return f'"{self.field}"'

    def get_context_size(self):
        return 0

    def update_context(self, ctx):
        """A name has no values."""

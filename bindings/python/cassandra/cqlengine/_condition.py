"""Conditions made by comparing columns: ``Model.column == 5``."""

from __future__ import annotations

from typing import Any

from cassandra.cqlengine import UnicodeMixin
from cassandra.cqlengine._clause import WhereClause
from cassandra.cqlengine.functions import QueryValue
from cassandra.cqlengine.operators import (
    ContainsOperator,
    EqualsOperator,
    GreaterThanOperator,
    GreaterThanOrEqualOperator,
    InOperator,
    LessThanOperator,
    LessThanOrEqualOperator,
)


class AbstractQueryableColumn(UnicodeMixin):
    """Base of what is compared to make a condition; its text is the name of the column in the database."""

    def _get_column(self) -> Any:
        raise NotImplementedError

    def _to_database(self, val):
        return val if isinstance(val, QueryValue) else self._get_column().to_database(val)

    def _compared(self, operator, other):
        return WhereClause(str(self), operator, self._to_database(other))

    def in_(self, item):
        """Returns the condition that the value is one of some, as the database holds them."""
        return WhereClause(str(self), InOperator(), item)

    def contains_(self, item):
        """Returns the condition that the collection has an element."""
        return WhereClause(str(self), ContainsOperator(), item)

    def __eq__(self, other) -> Any:
        return self._compared(EqualsOperator(), other)

    __hash__ = None  # type: ignore[assignment]

    def __gt__(self, other):
        return self._compared(GreaterThanOperator(), other)

    def __ge__(self, other):
        return self._compared(GreaterThanOrEqualOperator(), other)

    def __lt__(self, other):
        return self._compared(LessThanOperator(), other)

    def __le__(self, other):
        return self._compared(LessThanOrEqualOperator(), other)


class ColumnQueryEvaluator(AbstractQueryableColumn):
    """What the class of a model has for a column."""

    def __init__(self, column):
        self.column = column

    def __unicode__(self):
        return self.column.db_field_name

    def _get_column(self):
        return self.column

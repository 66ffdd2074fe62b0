"""The operators of conditions, each a class that conditions hold an instance of."""

from __future__ import annotations

from typing import ClassVar

from cassandra.cqlengine import UnicodeMixin


class QueryOperatorException(Exception):
    """There is no such operator."""


class BaseQueryOperator(UnicodeMixin):
    """Base of all operators."""

    symbol: str | None = None
    """The name in arguments of ``filter``: ``column__<symbol>``, in any case."""

    cql_symbol: str | None = None
    """The operator in CQL."""

    def __unicode__(self):
        if self.cql_symbol is None:
            raise QueryOperatorException("cql symbol is None")
        return self.cql_symbol


class BaseWhereOperator(BaseQueryOperator):
    """Base of the operators of conditions. A subclass is known by its symbol from its definition on."""

    opmap: ClassVar[dict[str | None, type[BaseWhereOperator]]] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        BaseWhereOperator.opmap[cls.symbol] = cls

    @classmethod
    def get_operator(cls, symbol):
        """Returns the class of a symbol; :exc:`QueryOperatorException` when there is none."""
        operator = cls.opmap.get(symbol.upper())
        if operator is None:
            raise QueryOperatorException(f"{symbol} doesn't map to a QueryOperator")
        return operator


class EqualsOperator(BaseWhereOperator):
    """``=``"""

    symbol = "EQ"
    cql_symbol = "="


class NotEqualsOperator(BaseWhereOperator):
    """``!=``, which only conditions of lightweight transactions take."""

    symbol = "NE"
    cql_symbol = "!="


class InOperator(EqualsOperator):
    """``IN`` with a list or tuple of values."""

    symbol = "IN"
    cql_symbol = "IN"


class GreaterThanOperator(BaseWhereOperator):
    """``>``"""

    symbol = "GT"
    cql_symbol = ">"


class GreaterThanOrEqualOperator(BaseWhereOperator):
    """``>=``"""

    symbol = "GTE"
    cql_symbol = ">="


class LessThanOperator(BaseWhereOperator):
    """``<``"""

    symbol = "LT"
    cql_symbol = "<"


class LessThanOrEqualOperator(BaseWhereOperator):
    """``<=``"""

    symbol = "LTE"
    cql_symbol = "<="


class ContainsOperator(EqualsOperator):
    """``CONTAINS``: a collection has an element."""

    symbol = "CONTAINS"
    cql_symbol = "CONTAINS"


class LikeOperator(EqualsOperator):
    """``LIKE`` on a column with an index that supports it."""

    symbol = "LIKE"
    cql_symbol = "LIKE"


class IsNotNullOperator(EqualsOperator):
    """``IS NOT NULL``, which some indexes support."""

    symbol = "IS NOT NULL"
    cql_symbol = "IS NOT NULL"

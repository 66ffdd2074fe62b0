"""Conditions from the keyword arguments of ``filter`` and ``iff``: ``column=5``, ``column__gt=5``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cassandra.cqlengine import columns
from cassandra.cqlengine._column import PartitionKeysToken
from cassandra.cqlengine._outcome import QueryException
from cassandra.cqlengine.functions import BaseQueryFunction, Token
from cassandra.cqlengine.operators import BaseWhereOperator, ContainsOperator, InOperator
from cassandra.cqlengine.statements import WhereClause

_TOKEN = "pk__token"


def split_argument(name):
    """Returns the column of ``column__operator`` and the operator, or ``None``."""
    column, separator, operator = name.rpartition("__")
    return (column, operator) if separator and name != _TOKEN else (name, None)


@dataclass
class Condition:
    """A condition, and the value as the user gave it when the condition fixes what the column is."""

    clause: WhereClause
    is_fixed: bool
    value: Any


def _column(model, name):
    try:
        return model._get_column(name)
    except KeyError:
        raise QueryException(f"Can't resolve column name: '{name}'") from None


def _token_column(model, name, token):
    if name != _TOKEN:
        raise QueryException("Token() values may only be compared to the 'pk__token' virtual column")
    column = PartitionKeysToken(model)
    keys = column.partition_columns
    if len(keys) != len(token.value):
        raise QueryException(f"Token() received {len(token.value)} arguments but model has {len(keys)} partition keys")
    token.set_columns(keys)
    return column


def condition(model, argument, value) -> Condition:
    """Returns the condition of one argument of ``filter``."""
    name, symbol = split_argument(argument)
    operator = BaseWhereOperator.get_operator(symbol or "EQ")()
    is_token = isinstance(value, Token)
    column = _token_column(model, name, value) if is_token else _column(model, name)
    is_fixed = False
    if isinstance(operator, InOperator):
        if not isinstance(value, (list, tuple)):
            raise QueryException("IN queries must use a list/tuple value")
        term = [column.to_database(element) for element in value]
    elif isinstance(value, BaseQueryFunction) or _is_element(operator, column):
        term = value
    else:
        term = column.to_database(value)
        is_fixed = symbol is None
    return Condition(WhereClause(column.db_field_name, operator, term, quote_field=not is_token), is_fixed, value)


def _is_element(operator, column):
    return isinstance(operator, ContainsOperator) and isinstance(column, columns.BaseContainerColumn)


def transaction_condition(model, argument, value) -> WhereClause:
    """Returns the condition of one argument of ``iff``."""
    if isinstance(value, Token):
        raise QueryException("Token() values are not valid in conditionals")
    name, symbol = split_argument(argument)
    column = _column(model, name)
    operator = BaseWhereOperator.get_operator(symbol or "EQ")()
    term = value if isinstance(value, BaseQueryFunction) else column.to_database(value)
    return WhereClause(column.db_field_name, operator, term)

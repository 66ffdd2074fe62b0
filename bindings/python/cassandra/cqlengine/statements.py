"""Statements of the mapper and the clauses that they are made of."""

from cassandra._homes import open_up
from cassandra.cqlengine._clause import (
    AssignmentClause,
    BaseClause,
    BaseDeleteClause,
    ConditionalClause,
    FieldDeleteClause,
    InQuoter,
    IsNotNull,
    IsNotNullClause,
    StatementException,
    ValueQuoter,
    WhereClause,
)
from cassandra.cqlengine._container_clause import (
    ContainerUpdateClause,
    CounterUpdateClause,
    ListUpdateClause,
    MapDeleteClause,
    MapUpdateClause,
    SetUpdateClause,
)
from cassandra.cqlengine._statement import (
    AssignmentStatement,
    BaseCQLStatement,
    DeleteStatement,
    InsertStatement,
    SelectStatement,
    UpdateStatement,
)

__all__ = [
    "AssignmentClause",
    "AssignmentStatement",
    "BaseCQLStatement",
    "BaseClause",
    "BaseDeleteClause",
    "ConditionalClause",
    "ContainerUpdateClause",
    "CounterUpdateClause",
    "DeleteStatement",
    "FieldDeleteClause",
    "InQuoter",
    "InsertStatement",
    "IsNotNull",
    "IsNotNullClause",
    "ListUpdateClause",
    "MapDeleteClause",
    "MapUpdateClause",
    "SelectStatement",
    "SetUpdateClause",
    "StatementException",
    "UpdateStatement",
    "ValueQuoter",
    "WhereClause",
]

# Users and pickles know these classes under the name of this module.
for _name in __all__:
    globals()[_name].__module__ = __name__

__getattr__ = open_up(__name__)

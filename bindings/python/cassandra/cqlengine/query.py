"""Queries of models, and batches of writes."""

from cassandra._homes import open_up
from cassandra.cqlengine._batch_query import BatchQuery, BatchType
from cassandra.cqlengine._condition import AbstractQueryableColumn, ColumnQueryEvaluator
from cassandra.cqlengine._context_query import ContextQuery
from cassandra.cqlengine._dml import DMLQuery
from cassandra.cqlengine._model_queryset import ModelQuerySet
from cassandra.cqlengine._outcome import (
    DoesNotExist,
    IfExistsWithCounterColumn,
    IfNotExistsWithCounterColumn,
    LWTException,
    MultipleObjectsReturned,
    QueryException,
    check_applied,
)
from cassandra.cqlengine._queryset import AbstractQuerySet, ResultObject, SimpleQuerySet

__all__ = [
    "AbstractQuerySet",
    "AbstractQueryableColumn",
    "BatchQuery",
    "BatchType",
    "ColumnQueryEvaluator",
    "ContextQuery",
    "DMLQuery",
    "DoesNotExist",
    "IfExistsWithCounterColumn",
    "IfNotExistsWithCounterColumn",
    "LWTException",
    "ModelQuerySet",
    "MultipleObjectsReturned",
    "QueryException",
    "ResultObject",
    "SimpleQuerySet",
    "check_applied",
]

# Users and pickles know these classes under the name of this module.
for _name in __all__:
    globals()[_name].__module__ = __name__

__getattr__ = open_up(__name__)

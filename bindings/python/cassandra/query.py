"""Statements, row factories and traces."""

from __future__ import annotations

import logging

from cassandra._batch import BatchStatement, BatchType
from cassandra._homes import open_up
from cassandra._prepared import BoundStatement, PreparedStatement
from cassandra._rows import (
    PseudoNamedTupleRow,
    _row_class,
    dict_factory,
    named_tuple_factory,
    ordered_dict_factory,
    pseudo_namedtuple_factory,
    tuple_factory,
)
from cassandra._statement import (
    FETCH_SIZE_UNSET,
    UNSET_VALUE,
    HostTargetingStatement,
    SimpleStatement,
    Statement,
    bind_params,
)
from cassandra._trace import QueryTrace, TraceEvent, TraceUnavailable
from cassandra.encoder import ValueSequence

__all__ = [
    "FETCH_SIZE_UNSET",
    "UNSET_VALUE",
    "BatchStatement",
    "BatchType",
    "BoundStatement",
    "HostTargetingStatement",
    "PreparedStatement",
    "PseudoNamedTupleRow",
    "QueryTrace",
    "SimpleStatement",
    "Statement",
    "TraceEvent",
    "TraceUnavailable",
    "ValueSequence",
    "_row_class",
    "bind_params",
    "dict_factory",
    "named_tuple_factory",
    "ordered_dict_factory",
    "pseudo_namedtuple_factory",
    "tuple_factory",
]

log = logging.getLogger(__name__)

__getattr__ = open_up(__name__)

"""Statements, row factories and traces."""

from __future__ import annotations

from typing import Any

from cassandra import ConsistencyLevel, _native
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
    SimpleStatement,
    Statement,
    _check_retry_policy,
    _pack_key,
    bind_params,
)
from cassandra._trace import QueryTrace, TraceEvent, TraceUnavailable
from cassandra.encoder import Encoder, ValueSequence
from cassandra.protocol import ColumnMetadata

__all__ = [
    "FETCH_SIZE_UNSET",
    "UNSET_VALUE",
    "BatchStatement",
    "BatchType",
    "BoundStatement",
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


class PreparedStatement:
    """A statement that the server has parsed. It comes from :meth:`Session.prepare
    <cassandra.cluster.Session.prepare>` and may be used by many threads at once.

    Options that are assigned to it count for statements that are bound afterwards.
    """

    retry_policy: Any = None
    consistency_level: int | None = None
    serial_consistency_level: int | None = None
    fetch_size: Any = FETCH_SIZE_UNSET
    custom_payload: dict | None = None
    is_idempotent = False
    protocol_version = 4
    result_metadata_id = None
    column_encryption_policy = None

    def __init__(self, native, query, keyspace=None):
        self._native: _native.Prepared = native
        self.query_string = query
        self.keyspace = keyspace
        self.query_id = native.id
        self.routing_key_indexes = native.routing_indexes or None
        self.column_metadata = [ColumnMetadata(*column) for column in native.variables()]
        self.result_metadata = [ColumnMetadata(*column) for column in native.columns()]
        self._bound_keyspace = self.column_metadata[0].keyspace_name if self.column_metadata else None

    def bind(self, values):
        """Returns a :class:`BoundStatement` with values; see :meth:`BoundStatement.bind`."""
        return BoundStatement(self).bind(values)

    def is_routing_key_index(self, i):
        """Tells whether a marker is part of the partition key."""
        return i in (self.routing_key_indexes or ())

    def __str__(self):
        consistency = ConsistencyLevel.value_to_name.get(self.consistency_level, "Not Set")  # type: ignore[arg-type]
        return f'<PreparedStatement query="{self.query_string}", consistency={consistency}>'

    __repr__ = __str__


class BoundStatement(Statement):
    """A prepared statement with values."""

    def __init__(
        self,
        prepared_statement,
        retry_policy=None,
        consistency_level=None,
        routing_key=None,
        serial_consistency_level=None,
        fetch_size=FETCH_SIZE_UNSET,
        keyspace=None,
        custom_payload=None,
    ):
        _check_retry_policy(retry_policy)
        prepared = self.prepared_statement = prepared_statement
        self.retry_policy = retry_policy or prepared.retry_policy
        self.consistency_level = prepared.consistency_level if consistency_level is None else consistency_level
        self.serial_consistency_level = serial_consistency_level or prepared.serial_consistency_level
        self.fetch_size = prepared.fetch_size if fetch_size is FETCH_SIZE_UNSET else fetch_size
        self.custom_payload = custom_payload or prepared.custom_payload
        self.is_idempotent = prepared.is_idempotent
        self.keyspace = keyspace or prepared._bound_keyspace
        self._routing_key = routing_key
        self._encoded: _native.Values | None = None
        self.raw_values: Any = ()

    def bind(self, values):
        """Binds values and returns this statement: a sequence by position, or a dict by name.

        Values that are missing stay unset, and names that are no marker are ignored. ``TypeError`` names the column
        whose value does not fit; ``ValueError`` means too many values, or an unset part of the partition key.
        """
        if values is None:
            values = ()
        self.raw_values = values
        self._encoded = self.prepared_statement._native.bind(values)
        return self

    @property
    def values(self):
        """The encoded values: bytes, ``None`` or :data:`UNSET_VALUE`; empty before :meth:`bind`."""
        return [] if self._encoded is None else self._encoded.items()

    @values.setter
    def values(self, items):
        self._encoded = _native.Values(items)

    def _wire_values(self):
        if self._encoded is None:
            self.bind(())
        return self._encoded

    @property
    def routing_key(self):
        """The serialized partition key; ``None`` when not all of it is bound."""
        indexes = self.prepared_statement.routing_key_indexes
        if self._routing_key is None and indexes:
            values = self.values
            self._routing_key = _pack_key([values[index] for index in indexes])
        return self._routing_key

    @routing_key.setter
    def routing_key(self, key):
        self._routing_key = _pack_key(key) if isinstance(key, (list, tuple)) else key

    def __str__(self):
        query = self.prepared_statement.query_string
        return f'<BoundStatement query="{query}", values={self.raw_values}, consistency={self._consistency_name()}>'

    __repr__ = __str__


class BatchType:
    """How the coordinator applies a batch: :attr:`LOGGED`, :attr:`UNLOGGED` or :attr:`COUNTER`."""

    LOGGED: BatchType
    UNLOGGED: BatchType
    COUNTER: BatchType

    def __init__(self, name, value):
        self.name = name
        self.value = value

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"BatchType.{self.name}"


BatchType.LOGGED = BatchType("LOGGED", 0)
BatchType.UNLOGGED = BatchType("UNLOGGED", 1)
BatchType.COUNTER = BatchType("COUNTER", 2)


class BatchStatement(Statement):
    """Statements that are sent in one request. ``batch_type`` may be a :class:`BatchType` or its number."""

    def __init__(
        self,
        batch_type=BatchType.LOGGED,
        retry_policy=None,
        consistency_level=None,
        serial_consistency_level=None,
        session=None,
        custom_payload=None,
    ):
        super().__init__(
            retry_policy,
            consistency_level,
            serial_consistency_level=serial_consistency_level,
            custom_payload=custom_payload,
        )
        self.batch_type = batch_type
        self._session = session
        self._entries: list = []

    def add(self, statement, parameters=None):
        """Adds text, or a simple, prepared or bound statement, with its parameters."""
        if isinstance(statement, PreparedStatement):
            statement = statement.bind(() if parameters is None else parameters)
        elif isinstance(statement, BoundStatement) and parameters:
            raise ValueError("Parameters cannot be passed with a BoundStatement to BatchStatement.add()")
        if isinstance(statement, BoundStatement):
            self._append((statement.prepared_statement._native, statement._wire_values()), statement)
            return self
        text = statement if isinstance(statement, str) else statement.query_string
        if parameters:
            encoder = Encoder() if self._session is None else self._session.encoder
            text = bind_params(text, parameters, encoder)
        self._append(text, None if isinstance(statement, str) else statement)
        return self

    def add_all(self, statements, parameters):
        """Adds statements, each with the parameters at its place."""
        for statement, values in zip(statements, parameters):
            self.add(statement, values)

    def clear(self):
        """Removes every statement, so that the batch can be used anew."""
        self._entries.clear()
        self.keyspace = None
        self.routing_key = None
        if self.custom_payload:
            self.custom_payload.clear()

    def _append(self, entry, statement):
        if len(self._entries) >= 0xFFFF:
            raise ValueError(f"Batch statement cannot contain more than {0xFFFF} statements.")
        if statement is not None:
            if self.routing_key is None and statement.keyspace and statement.routing_key:
                self.routing_key = statement.routing_key
                self.keyspace = statement.keyspace
            if statement.custom_payload:
                self.custom_payload = {**(self.custom_payload or {}), **statement.custom_payload}
        self._entries.append(entry)

    def __len__(self):
        return len(self._entries)

    def __str__(self):
        consistency = self._consistency_name()
        return f"<BatchStatement type={self.batch_type}, statements={len(self)}, consistency={consistency}>"

    __repr__ = __str__


# Users and pickles know these classes under the name of this module.
for _class in (Statement, SimpleStatement, PseudoNamedTupleRow, QueryTrace, TraceEvent, TraceUnavailable):
    _class.__module__ = __name__

"""Prepared statements, and prepared statements with values."""

from __future__ import annotations

from typing import Any

from cassandra import ConsistencyLevel, UnsupportedOperation, _binding, _native
from cassandra._casstype import changes
from cassandra._statement import FETCH_SIZE_UNSET, Statement, _check_retry_policy, _pack_key
from cassandra.protocol import ColumnMetadata


class PreparedStatement:
    """A statement that the server has parsed. It comes from :meth:`Session.prepare
    <cassandra.cluster.Session.prepare>` and may be used by many threads at once.

    Options that are assigned to it count for statements that are bound afterwards.
    """

    column_metadata: Any = None
    query_id: Any = None
    routing_key_indexes: Any = None
    query_string: Any = None
    keyspace: str | None = None
    protocol_version: int = 4
    result_metadata: Any = None
    result_metadata_id: Any = None
    column_encryption_policy: Any = None
    retry_policy: Any = None
    consistency_level: int | None = None
    serial_consistency_level: int | None = None
    fetch_size: Any = FETCH_SIZE_UNSET
    custom_payload: dict | None = None
    is_idempotent = False

    _native: _native.Prepared | None = None
    # The count of changes to type classes at which it was found out whether the core's binding may bind.
    _checked_at = -1
    _is_bound_natively = False

    def __init__(
        self,
        column_metadata,
        query_id,
        routing_key_indexes,
        query,
        keyspace,
        protocol_version,
        result_metadata,
        result_metadata_id,
        column_encryption_policy=None,
    ):
        self.column_metadata = column_metadata
        self.query_id = query_id
        self.routing_key_indexes = routing_key_indexes
        self.query_string = query
        self.keyspace = keyspace
        self.protocol_version = protocol_version
        self.result_metadata = result_metadata
        self.result_metadata_id = result_metadata_id
        self.column_encryption_policy = column_encryption_policy

    @classmethod
    def from_message(
        cls,
        query_id,
        column_metadata,
        pk_indexes,
        cluster_metadata,
        query,
        prepared_keyspace,
        protocol_version,
        result_metadata,
        result_metadata_id,
        column_encryption_policy=None,
    ):
        """Makes a statement of what a server answers. Where it does not tell which markers make up the partition key,
        ``cluster_metadata`` does. Only statements from :meth:`Session.prepare <cassandra.cluster.Session.prepare>` can
        be executed."""
        indexes = pk_indexes or _key_indexes(column_metadata, cluster_metadata) if column_metadata else None
        return cls(
            column_metadata,
            query_id,
            indexes,
            query,
            prepared_keyspace,
            protocol_version,
            result_metadata,
            result_metadata_id,
            column_encryption_policy,
        )

    @classmethod
    def _of(cls, native, query, keyspace=None, column_encryption_policy=None):
        """Makes the statement of one that the core has prepared."""
        made = cls(
            [ColumnMetadata(*column) for column in native.variables()],
            native.id,
            native.routing_indexes or None,
            query,
            keyspace,
            4,
            [ColumnMetadata(*column) for column in native.columns()] or None,
            None,
            column_encryption_policy,
        )
        made._native = native
        return made

    def _follow(self, page, names):
        """Takes the columns of a page over: a star stands for others after the table was altered."""
        known = self.result_metadata
        if known and "*" in self.query_string and [column.name for column in known] != names:
            self.result_metadata = [ColumnMetadata(*column) for column in page.columns()]

    def _prepared_by_core(self) -> _native.Prepared:
        if self._native is None:
            raise UnsupportedOperation(
                "only a PreparedStatement from Session.prepare can be executed; this one was made by hand"
            )
        return self._native

    def _binds_natively(self):
        """Whether the core's binding encodes the values as the classes of the markers would."""
        if self._checked_at != changes.count:
            policy = self.column_encryption_policy
            self._checked_at = changes.count
            self._is_bound_natively = self._native is not None and all(
                _binding.is_native(column, policy) for column in self.column_metadata
            )
        return self._is_bound_natively

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

    prepared_statement: Any = None
    _own_key: bytes | None = None

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
        if keyspace is None and prepared.column_metadata:
            keyspace = prepared.column_metadata[0].keyspace_name
        self.keyspace = keyspace
        self._routing_key = routing_key
        self._encoded: _native.Values | list | None = None
        self.raw_values: Any = ()

    def bind(self, values):
        """Binds values and returns this statement: a sequence by position, or a dict by name.

        Values that are missing stay unset, and names that are no marker are ignored. ``TypeError`` names the column
        whose value does not fit; ``ValueError`` means too many values, or an unset part of the partition key.
        """
        if values is None:
            values = ()
        self.raw_values = values
        prepared = self.prepared_statement
        self._encoded = (
            prepared._native.bind(values) if prepared._binds_natively() else _binding.encoded(prepared, values)
        )
        return self

    @property
    def values(self):
        """The encoded values: bytes, ``None`` or :data:`UNSET_VALUE`; empty before :meth:`bind`."""
        if self._encoded is None:
            return []
        return self._encoded if isinstance(self._encoded, list) else self._encoded.items()

    @values.setter
    def values(self, items):
        self._encoded = list(items)

    def _wire_values(self):
        if self._encoded is None:
            self.bind(())
        if isinstance(self._encoded, list):
            return _native.Values(self._encoded)
        return self._encoded

    @property
    def routing_key(self):
        """The serialized partition key; ``None`` when not all of it is bound."""
        indexes = self.prepared_statement.routing_key_indexes
        if self._routing_key is not None or not indexes:
            return self._routing_key
        if self._own_key is None:
            values = self.values
            self._own_key = _pack_key([values[index] for index in indexes])
        return self._own_key

    @routing_key.setter
    def routing_key(self, key):
        self._set_routing_key(key)

    def __str__(self):
        query = self.prepared_statement.query_string
        return f'<BoundStatement query="{query}", values={self.raw_values}, consistency={self._consistency_name()}>'

    __repr__ = __str__


def _key_indexes(columns, cluster_metadata):
    """Returns which markers make up the partition key of the first one's table, or ``None`` unless all do."""
    keyspace = cluster_metadata.keyspaces.get(columns[0].keyspace_name)
    table = keyspace and keyspace.tables.get(columns[0].table_name)
    if not table:
        return None
    positions = {column.name: index for index, column in enumerate(columns)}
    indexes = [positions.get(column.name) for column in table.partition_key]
    return None if None in indexes else indexes

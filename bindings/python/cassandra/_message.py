"""Requests as messages of the native protocol. The core writes its own; these serve programs that look at them."""

from __future__ import annotations

from typing import Any

from cassandra import ProtocolVersion, UnsupportedOperation
from cassandra._wire import (
    write_byte,
    write_int,
    write_longstring,
    write_short,
    write_string,
    write_timestamp,
    write_uint,
    write_value,
)

_VALUES_FLAG = 0x01
_SKIP_METADATA_FLAG = 0x02
_PAGE_SIZE_FLAG = 0x04
_WITH_PAGING_STATE_FLAG = 0x08
_WITH_SERIAL_CONSISTENCY_FLAG = 0x10
_PROTOCOL_TIMESTAMP_FLAG = 0x20
_NAMES_FOR_VALUES_FLAG = 0x40
_WITH_KEYSPACE_FLAG = 0x80
_PREPARED_WITH_KEYSPACE_FLAG = 0x01
_PAGE_SIZE_BYTES_FLAG = 0x40000000
_PAGING_OPTIONS_FLAG = 0x80000000


class RequestMessage:
    """Base of the requests. ``send_body`` writes one to an object with ``write``, for a version of the protocol."""

    opcode: int
    name: str
    tracing = False
    custom_payload: dict | None = None
    warnings = None

    def send_body(self, f, protocol_version):
        raise NotImplementedError

    def __repr__(self):
        known = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"<{type(self).__name__}({known})>"


class _StatementMessage(RequestMessage):
    """A request that executes something: what follows the statement is the same for all."""

    def __init__(
        self,
        query_params,
        consistency_level,
        serial_consistency_level=None,
        fetch_size=None,
        paging_state=None,
        timestamp=None,
        skip_meta=False,
        continuous_paging_options=None,
        keyspace=None,
    ):
        self.query_params = query_params
        self.consistency_level = consistency_level
        self.serial_consistency_level = serial_consistency_level
        self.fetch_size = fetch_size
        self.paging_state = paging_state
        self.timestamp = timestamp
        self.skip_meta = skip_meta
        self.continuous_paging_options = continuous_paging_options
        self.keyspace = keyspace

    def _flags(self, version):
        options, keyspace = self.continuous_paging_options, self.keyspace
        if options and not ProtocolVersion.has_continuous_paging_support(version):
            raise UnsupportedOperation(
                "Continuous paging may only be used with protocol version ProtocolVersion.DSE_V1 or higher. Consider "
                "setting Cluster.protocol_version to ProtocolVersion.DSE_V1."
            )
        if keyspace is not None and not ProtocolVersion.uses_keyspace_flag(version):
            raise UnsupportedOperation(
                "Keyspaces may only be set on queries with protocol version 5 or DSE_V2 or higher. Consider setting "
                "Cluster.protocol_version to ProtocolVersion.V5."
            )
        parts = (
            (self.query_params is not None, _VALUES_FLAG),
            (self.skip_meta, _SKIP_METADATA_FLAG),
            (self.fetch_size, _PAGE_SIZE_FLAG),
            (self.paging_state, _WITH_PAGING_STATE_FLAG),
            (self.serial_consistency_level, _WITH_SERIAL_CONSISTENCY_FLAG),
            (self.timestamp is not None, _PROTOCOL_TIMESTAMP_FLAG),
            (keyspace is not None, _WITH_KEYSPACE_FLAG),
            (options and options.page_unit_bytes(), _PAGE_SIZE_BYTES_FLAG),
            (options, _PAGING_OPTIONS_FLAG),
        )
        return sum(flag for is_set, flag in parts if is_set)

    def _write_options(self, f, version):
        flags = self._flags(version)
        write_short(f, self.consistency_level)
        _write_flags(f, flags, version)
        if self.query_params is not None:
            write_short(f, len(self.query_params))
            for value in self.query_params:
                write_value(f, value)
        if self.fetch_size:
            write_int(f, self.fetch_size)
        if self.paging_state:
            write_longstring(f, self.paging_state)
        _write_tail(f, self)
        if self.continuous_paging_options:
            self._write_paging_options(f, self.continuous_paging_options, version)

    @staticmethod
    def _write_paging_options(f, options, version):
        write_int(f, options.max_pages)
        write_int(f, options.max_pages_per_second)
        if ProtocolVersion.has_continuous_paging_next_pages(version):
            write_int(f, options.max_queue_size)


def _write_flags(f, flags, version):
    if ProtocolVersion.uses_int_query_flags(version):
        write_uint(f, flags)
    else:
        write_byte(f, flags)


def _write_tail(f, message):
    """Writes what statements and batches have in the same order."""
    if message.serial_consistency_level:
        write_short(f, message.serial_consistency_level)
    if message.timestamp is not None:
        write_timestamp(f, message.timestamp)
    if message.keyspace is not None:
        write_string(f, message.keyspace)


class QueryMessage(_StatementMessage):
    """Executes text."""

    opcode = 0x07
    name = "QUERY"

    def __init__(
        self,
        query,
        consistency_level,
        serial_consistency_level=None,
        fetch_size=None,
        paging_state=None,
        timestamp=None,
        continuous_paging_options=None,
        keyspace=None,
    ):
        self.query = query
        super().__init__(
            None,
            consistency_level,
            serial_consistency_level,
            fetch_size,
            paging_state,
            timestamp,
            False,
            continuous_paging_options,
            keyspace,
        )

    def send_body(self, f, protocol_version):
        self._flags(protocol_version)
        write_longstring(f, self.query)
        self._write_options(f, protocol_version)


class ExecuteMessage(_StatementMessage):
    """Executes a prepared statement with values, each as it is sent."""

    opcode = 0x0A
    name = "EXECUTE"

    def __init__(
        self,
        query_id,
        query_params,
        consistency_level,
        serial_consistency_level=None,
        fetch_size=None,
        paging_state=None,
        timestamp=None,
        skip_meta=False,
        continuous_paging_options=None,
        result_metadata_id=None,
    ):
        self.query_id = query_id
        self.result_metadata_id = result_metadata_id
        super().__init__(
            query_params,
            consistency_level,
            serial_consistency_level,
            fetch_size,
            paging_state,
            timestamp,
            skip_meta,
            continuous_paging_options,
        )

    def send_body(self, f, protocol_version):
        self._flags(protocol_version)
        write_string(f, self.query_id)
        if ProtocolVersion.uses_prepared_metadata(protocol_version):
            write_string(f, self.result_metadata_id)
        self._write_options(f, protocol_version)


class PrepareMessage(RequestMessage):
    """Prepares text."""

    opcode = 0x09
    name = "PREPARE"

    def __init__(self, query, keyspace=None):
        self.query = query
        self.keyspace = keyspace

    def send_body(self, f, protocol_version):
        if self.keyspace is not None and not ProtocolVersion.uses_keyspace_flag(protocol_version):
            raise UnsupportedOperation(
                "Keyspaces may only be set on queries with protocol version 5 or DSE_V2 or higher. Consider setting "
                "Cluster.protocol_version to ProtocolVersion.V5."
            )
        write_longstring(f, self.query)
        if ProtocolVersion.uses_prepare_flags(protocol_version):
            write_uint(f, _PREPARED_WITH_KEYSPACE_FLAG if self.keyspace is not None else 0)
        if self.keyspace is not None:
            write_string(f, self.keyspace)


class BatchMessage(RequestMessage):
    """Executes several statements. Each of ``queries`` is whether it is prepared, its text or id, and its values."""

    opcode = 0x0D
    name = "BATCH"

    def __init__(
        self, batch_type, queries, consistency_level, serial_consistency_level=None, timestamp=None, keyspace=None
    ):
        self.batch_type = batch_type
        self.queries = queries
        self.consistency_level = consistency_level
        self.serial_consistency_level = serial_consistency_level
        self.timestamp = timestamp
        self.keyspace = keyspace

    def send_body(self, f, protocol_version):
        if self.keyspace is not None and not ProtocolVersion.uses_keyspace_flag(protocol_version):
            raise UnsupportedOperation(
                "Keyspaces may only be set on queries with protocol version 5 or higher. Consider setting "
                "Cluster.protocol_version to ProtocolVersion.V5."
            )
        write_byte(f, self.batch_type.value)
        write_short(f, len(self.queries))
        for is_prepared, statement, values in self.queries:
            write_byte(f, int(bool(is_prepared)))
            (write_string if is_prepared else write_longstring)(f, statement)
            write_short(f, len(values))
            for value in values:
                write_value(f, value)
        write_short(f, self.consistency_level)
        parts = (
            (self.serial_consistency_level, _WITH_SERIAL_CONSISTENCY_FLAG),
            (self.timestamp is not None, _PROTOCOL_TIMESTAMP_FLAG),
            (self.keyspace is not None, _WITH_KEYSPACE_FLAG),
        )
        _write_flags(f, sum(flag for is_set, flag in parts if is_set), protocol_version)
        _write_tail(f, self)


def message_of(query, options) -> Any:
    """Returns the message of a statement with the options of its request."""
    level, serial, fetch_size, paging_state, timestamp, _, _, tracing, _, payload, *_ = options
    prepared = getattr(query, "prepared_statement", None)
    if prepared is not None:
        message: Any = ExecuteMessage(
            prepared.query_id, query.values, level, serial, fetch_size or None, paging_state, timestamp
        )
    elif hasattr(query, "batch_type"):
        message = BatchMessage(query.batch_type, query._statements_and_parameters, level, serial, timestamp)
    else:
        message = QueryMessage(query.query_string, level, serial, fetch_size or None, paging_state, timestamp)
    message.tracing = tracing
    message.custom_payload = payload
    return message

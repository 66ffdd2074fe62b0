"""What all statements have in common, and statements of text."""

from __future__ import annotations

import struct
from typing import Any

from cassandra import ConsistencyLevel

UNSET_VALUE = object()
"""Bound in place of a value, it leaves the column as it is."""

FETCH_SIZE_UNSET = object()
"""The fetch size of a statement that takes the session's."""


def bind_params(query, params, encoder):
    """Puts parameters into the text of a query as literals: ``%s`` from a sequence, ``%(name)s`` from a dict."""
    encode = encoder.cql_encode_all_types
    if isinstance(params, dict):
        return query % {name: encode(value) for name, value in params.items()}
    return query % tuple(encode(value) for value in params)


def _check_retry_policy(retry_policy):
    if retry_policy and not hasattr(retry_policy, "on_read_timeout"):
        raise ValueError("retry_policy should implement cassandra.policies.RetryPolicy")


class Statement:
    """Base of all statements. Every attribute may be assigned at any time before the statement is executed."""

    retry_policy: Any = None
    consistency_level: int | None = None
    fetch_size: Any = FETCH_SIZE_UNSET
    keyspace: str | None = None
    custom_payload: dict | None = None
    is_idempotent = False

    _serial_consistency_level: int | None = None
    _routing_key: bytes | None = None

    def __init__(
        self,
        retry_policy=None,
        consistency_level=None,
        routing_key=None,
        serial_consistency_level=None,
        fetch_size=FETCH_SIZE_UNSET,
        keyspace=None,
        custom_payload=None,
        is_idempotent=False,
    ):
        _check_retry_policy(retry_policy)
        if retry_policy is not None:
            self.retry_policy = retry_policy
        if consistency_level is not None:
            self.consistency_level = consistency_level
        self._routing_key = routing_key
        if serial_consistency_level is not None:
            self.serial_consistency_level = serial_consistency_level
        if fetch_size is not FETCH_SIZE_UNSET:
            self.fetch_size = fetch_size
        if keyspace is not None:
            self.keyspace = keyspace
        if custom_payload is not None:
            self.custom_payload = custom_payload
        self.is_idempotent = is_idempotent

    @property
    def routing_key(self):
        """The serialized partition key; a list or tuple of parts may be assigned."""
        return self._routing_key

    @routing_key.setter
    def routing_key(self, key):
        self._set_routing_key(key)

    @routing_key.deleter
    def routing_key(self):
        self._routing_key = None

    def _routing(self):
        """Returns the keyspace and the key of the partition that the core cannot find out by itself."""
        return None if self._routing_key is None else (self.keyspace, self._routing_key)

    def _set_routing_key(self, key):
        self._routing_key = _pack_key(key) if isinstance(key, (list, tuple)) else key

    @property
    def serial_consistency_level(self):
        """The level of the serial phase of a conditional statement: ``SERIAL``, ``LOCAL_SERIAL`` or ``None``."""
        return self._serial_consistency_level

    @serial_consistency_level.setter
    def serial_consistency_level(self, level):
        if level is not None and not ConsistencyLevel.is_serial(level):
            raise ValueError(
                "serial_consistency_level must be either ConsistencyLevel.SERIAL or ConsistencyLevel.LOCAL_SERIAL"
            )
        self._serial_consistency_level = level

    @serial_consistency_level.deleter
    def serial_consistency_level(self):
        self._serial_consistency_level = None

    def _consistency_name(self):
        return ConsistencyLevel.value_to_name.get(self.consistency_level, "Not Set")  # type: ignore[arg-type]


def _pack_key(parts):
    if len(parts) == 1:
        return parts[0]
    return b"".join(struct.pack(f">H{len(part)}sB", len(part), part, 0) for part in parts)


class SimpleStatement(Statement):
    """CQL text. Its parameters are put into the text by the client."""

    def __init__(
        self,
        query_string,
        retry_policy=None,
        consistency_level=None,
        routing_key=None,
        serial_consistency_level=None,
        fetch_size=FETCH_SIZE_UNSET,
        keyspace=None,
        custom_payload=None,
        is_idempotent=False,
    ):
        super().__init__(
            retry_policy,
            consistency_level,
            routing_key,
            serial_consistency_level,
            fetch_size,
            keyspace,
            custom_payload,
            is_idempotent,
        )
        self._query_string = query_string

    @property
    def query_string(self):
        """The text."""
        return self._query_string

    def __str__(self):
        return f'<SimpleStatement query="{self.query_string}", consistency={self._consistency_name()}>'

    __repr__ = __str__


class HostTargetingStatement:
    """A statement of any kind with the address of the node to ask first, which takes a load balancing policy that heeds
    it: :class:`~cassandra.policies.DefaultLoadBalancingPolicy`. The statement itself stays as it is."""

    def __init__(self, inner_statement, target_host):
        kind = type(inner_statement)
        self.__class__ = type(kind.__name__, (HostTargetingStatement, kind), {})
        self.__dict__.update(vars(inner_statement))
        self.target_host = target_host


def payload_of(own, given):
    """Returns what a request carries: the payload of the statement and what the call adds to it."""
    if not own and not given:
        return None
    payload = {**(own or {}), **(given or {})}
    if len(payload) > 0xFFFF:
        raise ValueError("Custom payload map exceeds max count allowed by protocol (65535)")
    return payload

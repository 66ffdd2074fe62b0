"""Values encoded and decoded by the type classes of their columns, where the core's binding would not do what a
program wants: for classes with methods of the program, and for columns that the client encrypts."""

from __future__ import annotations

import struct

from cassandra._statement import UNSET_VALUE
from cassandra.policies import ColDesc


def encoded(prepared, values):
    """Returns the encoded values of a prepared statement: bytes, ``None`` or :data:`UNSET_VALUE`, one for each marker
    (before protocol version 4, for each value). Raises what :meth:`BoundStatement.bind` raises."""
    columns = prepared.column_metadata or []
    may_unset = prepared.protocol_version >= 4
    if isinstance(values, dict):
        values = _in_order(columns, values, may_unset)
    if len(values) > len(columns):
        raise ValueError(f"Too many arguments provided to bind() (got {len(values)}, expected {len(columns)})")
    key = prepared.routing_key_indexes or ()
    if not may_unset and len(values) < len(key):
        raise ValueError(
            f"Too few arguments provided to bind() (got {len(values)}, required {len(key)} for routing key)"
        )
    if may_unset:
        values = [*values, *[UNSET_VALUE] * (len(columns) - len(values))]
    return [_encode(prepared, index, value) for index, value in enumerate(values)]


def _in_order(columns, values, may_unset):
    missing = next((column.name for column in columns if column.name not in values), None)
    if missing is not None and not may_unset:
        raise KeyError(f"Column name `{missing}` not found in bound dict.")
    return [values.get(column.name, UNSET_VALUE) for column in columns]


def _encode(prepared, index, value):
    if value is None:
        return None
    column = prepared.column_metadata[index]
    if value is UNSET_VALUE:
        _check_unset(prepared, index, column)
        return UNSET_VALUE
    try:
        return _encrypted(prepared, column, value)
    except (TypeError, struct.error) as error:
        raise TypeError(
            f'Received an argument of invalid type for column "{column.name}". Expected: {column.type}, '
            f"Got: {type(value)}; ({error})"
        ) from None


def _check_unset(prepared, index, column):
    version = prepared.protocol_version
    if version < 4:
        raise ValueError(f"Attempt to bind UNSET_VALUE while using unsuitable protocol version ({version} < 4)")
    if prepared.is_routing_key_index(index):
        raise ValueError(f"Cannot bind UNSET_VALUE as a part of the routing key '{column.name}'")


def _encrypted(prepared, column, value):
    policy = prepared.column_encryption_policy
    where = ColDesc(column.keyspace_name, column.table_name, column.name)
    if not policy or not policy.contains_column(where):
        return column.type.serialize(value, prepared.protocol_version)
    return policy.encrypt(where, policy.column_type(where).serialize(value, prepared.protocol_version))


def is_native(column, policy):
    """Whether the core's binding encodes the values of a marker as its class would."""
    where = ColDesc(column.keyspace_name, column.table_name, column.name)
    return column.type._is_native() and not (policy and policy.contains_column(where))


def decoder_of(policy):
    """Returns a function that tells what decodes the cells of a column: a callable, or ``None`` when the core's binding
    does it as the class of the column would."""

    def choose(keyspace, table, name, data_type):
        where = ColDesc(keyspace, table, name)
        if policy and policy.contains_column(where):
            return lambda cell: _decrypted(policy, where, cell)
        if data_type._is_native():
            return None
        return lambda cell: data_type.from_binary(cell, 4)

    return choose


def _decrypted(policy, where, cell):
    return None if cell is None else policy.column_type(where).from_binary(policy.decrypt(where, cell), 4)

"""Reads and writes the notations of the native protocol, from and to anything with ``read`` and ``write``."""

from __future__ import annotations

import socket

from cassandra._statement import UNSET_VALUE
from cassandra.marshal import (
    int8_pack,
    int8_unpack,
    int32_pack,
    int32_unpack,
    int64_pack,
    uint16_pack,
    uint16_unpack,
    uint32_pack,
    uint64_pack,
)


def read_byte(f):
    """Reads a ``[byte]`` as a signed number."""
    return int8_unpack(f.read(1))


def write_byte(f, b):
    """Writes a ``[byte]``, a signed number."""
    f.write(int8_pack(b))


def read_short(f):
    """Reads a ``[short]``, which has no sign."""
    return uint16_unpack(f.read(2))


def write_short(f, s):
    """Writes a ``[short]``, which has no sign."""
    f.write(uint16_pack(s))


def read_int(f):
    """Reads an ``[int]``, which has a sign."""
    return int32_unpack(f.read(4))


def write_int(f, i):
    """Writes an ``[int]``, which has a sign."""
    f.write(int32_pack(i))


def write_uint(f, i):
    """Writes four bytes that have no sign."""
    f.write(uint32_pack(i))


def write_long(f, i):
    """Writes eight bytes that have no sign, as ``[long]`` has them."""
    f.write(uint64_pack(i))


def read_string(f):
    """Reads a ``[string]``."""
    return f.read(read_short(f)).decode()


def read_binary_string(f):
    """Reads ``[short bytes]``."""
    return f.read(read_short(f))


def write_string(f, s):
    """Writes a ``[string]``, or ``[short bytes]``."""
    data = s.encode() if isinstance(s, str) else s
    write_short(f, len(data))
    f.write(data)


def read_longstring(f):
    """Reads a ``[long string]``."""
    return f.read(read_int(f)).decode()


def write_longstring(f, s):
    """Writes a ``[long string]``, or ``[bytes]`` that are not null."""
    data = s.encode() if isinstance(s, str) else s
    write_int(f, len(data))
    f.write(data)


def read_binary_longstring(f):
    """Reads ``[bytes]`` that are not null."""
    return f.read(read_int(f))


def read_stringlist(f):
    """Reads a ``[string list]``."""
    return [read_string(f) for _ in range(read_short(f))]


def write_stringlist(f, stringlist):
    """Writes a ``[string list]``."""
    write_short(f, len(stringlist))
    for text in stringlist:
        write_string(f, text)


def read_stringmap(f):
    """Reads a ``[string map]``."""
    return {read_string(f): read_string(f) for _ in range(read_short(f))}


def write_stringmap(f, strmap):
    """Writes a ``[string map]``."""
    write_short(f, len(strmap))
    for key, value in strmap.items():
        write_string(f, key)
        write_string(f, value)


def read_stringmultimap(f):
    """Reads a ``[string multimap]``."""
    return {read_string(f): read_stringlist(f) for _ in range(read_short(f))}


def write_stringmultimap(f, strmmap):
    """Writes a ``[string multimap]``."""
    write_short(f, len(strmmap))
    for key, values in strmmap.items():
        write_string(f, key)
        write_stringlist(f, values)


def read_bytesmap(f):
    """Reads a ``[bytes map]``, as custom payloads are."""
    return {read_string(f): read_value(f) for _ in range(read_short(f))}


def write_bytesmap(f, bytesmap):
    """Writes a ``[bytes map]``, as custom payloads are."""
    write_short(f, len(bytesmap))
    for key, value in bytesmap.items():
        write_string(f, key)
        write_value(f, value)


def read_value(f):
    """Reads ``[bytes]``; ``None`` for null."""
    length = read_int(f)
    return None if length < 0 else f.read(length)


def write_value(f, v):
    """Writes a ``[value]``: bytes, ``None`` or ``UNSET_VALUE``."""
    if v is None:
        write_int(f, -1)
    elif v is UNSET_VALUE:
        write_int(f, -2)
    else:
        write_int(f, len(v))
        f.write(v)


def read_inet_addr_only(f):
    """Reads an ``[inetaddr]`` as text."""
    return _address(f.read(_checked(read_byte(f))))


def read_inet(f):
    """Reads an ``[inet]`` as address and port."""
    return read_inet_addr_only(f), read_int(f)


def write_inet(f, addrtuple):
    """Writes an ``[inet]``, an address and a port."""
    address, port = addrtuple
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    packed = socket.inet_pton(family, address)
    write_byte(f, len(packed))
    f.write(packed)
    write_int(f, port)


def _checked(length):
    if length not in (4, 16):
        raise ValueError(f"an address has 4 or 16 bytes, not {length}")
    return length


def _address(packed):
    return socket.inet_ntop(socket.AF_INET if len(packed) == 4 else socket.AF_INET6, packed)


def write_timestamp(f, microseconds):
    """Writes a write timestamp."""
    f.write(int64_pack(microseconds))

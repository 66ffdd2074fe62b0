"""The hash of ``Murmur3Partitioner``: the first half of MurmurHash3 x64 128, with bytes that have a sign."""

from __future__ import annotations

import struct

from cassandra._native import murmur3

__all__ = ["murmur3"]

_MASK = (1 << 64) - 1
_C1, _C2 = 0x87C37B91114253D5, 0x4CF5AD432745937F


def _rotated(value, bits):
    return ((value << bits) | (value >> (64 - bits))) & _MASK


def _mixed(value, first, bits, second):
    return (_rotated((value * first) & _MASK, bits) * second) & _MASK


def _finished(value):
    value ^= value >> 33
    value = (value * 0xFF51AFD7ED558CCD) & _MASK
    value ^= value >> 33
    value = (value * 0xC4CEB9FE1A85EC53) & _MASK
    return value ^ (value >> 33)


def _tail(data):
    """Returns up to eight bytes as a number. Each byte has a sign, which reaches into those above it."""
    value = 0
    for index, byte in enumerate(struct.unpack(f"{len(data)}b", data)):
        value ^= (byte << (8 * index)) & _MASK
    return value


def _murmur3(data):
    """Returns the hash of bytes as a signed number of 64 bits."""
    first = second = 0
    length, whole = len(data), len(data) // 16 * 16
    for one, two in struct.iter_unpack("<QQ", data[:whole]):
        first ^= _mixed(one, _C1, 31, _C2)
        first = (_rotated(first, 27) + second) * 5 + 0x52DCE729 & _MASK
        second ^= _mixed(two, _C2, 33, _C1)
        second = (_rotated(second, 31) + first) * 5 + 0x38495AB5 & _MASK
    rest = data[whole:]
    first ^= _mixed(_tail(rest[:8]), _C1, 31, _C2)
    second ^= _mixed(_tail(rest[8:]), _C2, 33, _C1)
    first, second = first ^ length, second ^ length
    first = (first + second) & _MASK
    second = (second + first) & _MASK
    first = (_finished(first) + _finished(second)) & _MASK
    return first - (1 << 64) if first >> 63 else first

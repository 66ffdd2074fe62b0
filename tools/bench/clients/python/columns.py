"""Reading by the rules of ``values.ts``, and values to write."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

EPOCH = datetime(1970, 1, 1)
MILLISECOND = timedelta(milliseconds=1)

DIGESTS: dict[str, Callable[[Any], float]] = {
    "int": lambda value: value,
    "bigint": lambda value: value % 2**32,
    "double": lambda value: value * 8,
    "boolean": lambda value: 1 if value else 0,
    "text": len,
    "uuid": lambda value: value.bytes[15],
    "timestamp": lambda value: ((value - EPOCH) // MILLISECOND) % 2**32,
    "blob": lambda value: len(value) + value[0],
    "list<int>": sum,
    "set<text>": lambda value: sum(map(len, value)),
    "map<text,int>": lambda value: sum(len(key) + number for key, number in value.items()),
    "address": lambda value: len(value.street) + value.number,
    "vector": lambda value: sum(value) * 8,
}

VALUES: dict[str, Callable[[int, int], Any]] = {
    "int": lambda i, _length: i,
    "bigint": lambda i, _length: i * 1_000_003,
    "double": lambda i, _length: i / 8,
    "boolean": lambda i, _length: i % 2 == 1,
    "text": lambda i, length: str(i).ljust(length, "x") if length else f"row {i}",
    "uuid": lambda i, _length: UUID(int=0x40008000 << 48 | i),
    "timestamp": lambda i, _length: EPOCH + timedelta(milliseconds=1_700_000_000_000 + i),
    "blob": lambda i, length: bytes([i & 0xFF]) * length,
}


def rule_of(rules: dict[str, Any], type_: str) -> Any:
    """A type that is written ``list<int>`` has its own rule, one that is written ``text:200`` that of ``text``."""
    return rules.get(type_) or rules[type_.split(":")[0]]


def reader_of(type_: str) -> Callable[[Any], float]:
    return rule_of(DIGESTS, type_)


def values_of(types: list[str]) -> list[list[Any]]:
    """Values that are dear to make are made before, so that the driver is measured."""
    columns = []
    for type_ in types:
        rule = rule_of(VALUES, type_)
        length = int(type_.partition(":")[2] or 0)
        rows = 15 if type_.startswith("blob") else 1023
        columns.append([rule(i & rows, length) for i in range(1024)])
    return columns

"""Values between the canonical form of the cases and the classes of the cassandra package."""

import datetime
import ipaddress
import struct
from decimal import Decimal
from uuid import UUID

from cassandra import cqltypes
from cassandra.query import UNSET_VALUE
from cassandra.util import Date, Duration, OrderedMap, Time, sortedset

EPOCH = datetime.datetime(1970, 1, 1)


class Record:
    """A value of a user-defined type: its fields are attributes."""

    def __init__(self, **fields):
        self.__dict__.update(fields)


def type_of(cls):
    """Returns a cqltypes class in the notation of the cases."""
    if issubclass(cls, cqltypes.UserType):
        fields = [[name, type_of(part)] for name, part in zip(cls.fieldnames, cls.subtypes)]
        return ["udt", cls.keyspace, cls.typename, fields]
    if issubclass(cls, cqltypes.VectorType):
        return ["vector", type_of(cls.subtype), cls.vector_size]
    if cls.subtypes:
        return [cls.typename, *map(type_of, cls.subtypes)]
    if cls.typename.startswith("'"):
        return ["custom", cls.typename.strip("'")]
    return "text" if cls.typename == "varchar" else cls.typename


def signed_bytes(number):
    return number.to_bytes((number if number >= 0 else ~number).bit_length() // 8 + 1, "big", signed=True)


def to_timestamp(text):
    try:
        return EPOCH + datetime.timedelta(milliseconds=int(text))
    except OverflowError:
        return int(text)


def to_decimal(value):
    unscaled = Decimal(int.from_bytes(bytes.fromhex(value["unscaled"]), "big", signed=True)).as_tuple()
    return Decimal((unscaled.sign, unscaled.digits, -value["scale"]))


def to_text(value):
    return bytes.fromhex(value["utf8"]).decode() if isinstance(value, dict) else value


TO_PYTHON = {
    "ascii": to_text,
    "text": to_text,
    "blob": bytes.fromhex,
    "boolean": bool,
    "tinyint": int,
    "smallint": int,
    "int": int,
    "bigint": int,
    "counter": int,
    "varint": lambda value: int.from_bytes(bytes.fromhex(value), "big", signed=True),
    "decimal": to_decimal,
    "float": lambda value: struct.unpack(">f", bytes.fromhex(value))[0],
    "double": lambda value: struct.unpack(">d", bytes.fromhex(value))[0],
    "timestamp": to_timestamp,
    "date": Date,
    "time": lambda value: Time(int(value)),
    "uuid": UUID,
    "timeuuid": UUID,
    "inet": lambda value: str(ipaddress.ip_address(bytes.fromhex(value))),
    "duration": lambda value: Duration(value["months"], value["days"], int(value["nanoseconds"])),
}


def to_python(cql_type, value, record):
    """Returns the native value of a parameter; ``record`` gives the class of a user-defined type."""
    if value is None:
        return None
    if isinstance(value, dict) and "unset" in value:
        return UNSET_VALUE
    if isinstance(value, dict) and "native" in value:
        return value["native"]
    if isinstance(cql_type, str):
        return TO_PYTHON[cql_type](value)
    kind, *parts = cql_type
    if kind == "custom":
        return bytes.fromhex(value)
    if kind == "map":
        key, item = parts
        return OrderedMap([(to_python(key, k, record), to_python(item, v, record)) for k, v in value])
    if kind == "udt":
        types = dict(parts[2])
        return record(parts[0], parts[1])(**{name: to_python(types[name], v, record) for name, v in value})
    if kind == "tuple":
        return tuple(to_python(part, v, record) for part, v in zip(parts, value))
    items = [to_python(parts[0], v, record) for v in value]
    return sortedset(items) if kind == "set" else items


def from_decimal(value):
    sign, digits, exponent = value.as_tuple()
    unscaled = int(Decimal((sign, digits, 0)))
    return {"unscaled": signed_bytes(unscaled).hex(), "scale": -exponent}


def from_text(value):
    return {"utf8": value.encode().hex()} if "\0" in value else value


FROM_PYTHON = {
    "ascii": from_text,
    "text": from_text,
    "blob": bytes.hex,
    "boolean": lambda value: value,
    "tinyint": lambda value: value,
    "smallint": lambda value: value,
    "int": lambda value: value,
    "bigint": str,
    "counter": str,
    "varint": lambda value: signed_bytes(value).hex(),
    "decimal": from_decimal,
    "float": lambda value: struct.pack(">f", value).hex(),
    "double": lambda value: struct.pack(">d", value).hex(),
    "timestamp": lambda value: str((value - EPOCH) // datetime.timedelta(milliseconds=1)),
    "date": lambda value: value.days_from_epoch,
    "time": lambda value: str(value.nanosecond_time),
    "uuid": str,
    "timeuuid": str,
    "inet": lambda value: ipaddress.ip_address(value).packed.hex(),
    "duration": lambda value: {
        "months": value.months,
        "days": value.days,
        "nanoseconds": str(value.nanoseconds),
    },
}


def from_python(cql_type, value):
    """Returns the canonical form of a value of a result."""
    if value is None:
        return None
    if isinstance(cql_type, str):
        return FROM_PYTHON[cql_type](value)
    kind, *parts = cql_type
    if kind == "custom":
        return value.hex()
    if kind == "map":
        return [[from_python(parts[0], k), from_python(parts[1], v)] for k, v in value.items()]
    if kind == "udt":
        items = value if isinstance(value, tuple) else [getattr(value, name) for name, _ in parts[2]]
        return [[name, from_python(part, item)] for (name, part), item in zip(parts[2], items)]
    if kind == "tuple":
        return [from_python(part, item) for part, item in zip(parts, value)]
    return [from_python(parts[0], item) for item in value]

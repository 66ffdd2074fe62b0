"""Native values of the `cassandra` package to and from the canonical form of PROTOCOL.md."""

import ipaddress
import struct
import uuid
from datetime import datetime, timedelta
from decimal import Decimal

from cassandra import cqltypes, query
from cassandra.util import Date, Duration, OrderedMap, SortedSet, Time

EPOCH = datetime(1970, 1, 1)
DATETIME_MS = (-62135596800000, 253402300799999)


def type_of(cls):
    if issubclass(cls, cqltypes.UserType):
        fields = [[name, type_of(sub)] for name, sub in zip(cls.fieldnames, cls.subtypes)]
        return ["udt", cls.keyspace, cls.typename, fields]
    if issubclass(cls, cqltypes.VectorType):
        return ["vector", type_of(cls.subtype), cls.vector_size]
    if issubclass(cls, (cqltypes.ListType, cqltypes.SetType, cqltypes.MapType, cqltypes.TupleType)):
        return [cls.typename, *map(type_of, cls.subtypes)]
    if cls.typename.startswith("'"):
        return ["custom", cls.typename.strip("'")]
    return "text" if cls.typename == "varchar" else cls.typename


def varint_from(text):
    return int.from_bytes(bytes.fromhex(text), "big", signed=True)


def varint_hex(value):
    length = ((value + (value < 0)).bit_length() // 8) + 1
    return value.to_bytes(length, "big", signed=True).hex()


def decimal_from(value):
    unscaled = varint_from(value["unscaled"])
    digits = tuple(map(int, str(abs(unscaled))))
    return Decimal((int(unscaled < 0), digits, -value["scale"]))


def decimal_parts(value):
    sign, digits, exponent = value.as_tuple()
    unscaled = int("".join(map(str, digits))) * (-1 if sign else 1)
    return {"unscaled": varint_hex(unscaled), "scale": -exponent}


def timestamp_from(text):
    value = int(text)
    if DATETIME_MS[0] <= value <= DATETIME_MS[1]:
        return EPOCH + timedelta(milliseconds=value)
    return value


def text_of(value):
    return {"utf8": value.encode().hex()} if "\0" in value else value


SCALARS = {
    "ascii": (lambda v: v if isinstance(v, str) else bytes.fromhex(v["utf8"]).decode(), text_of),
    "text": (lambda v: v if isinstance(v, str) else bytes.fromhex(v["utf8"]).decode(), text_of),
    "blob": (bytes.fromhex, bytes.hex),
    "bigint": (int, str),
    "counter": (int, str),
    "varint": (varint_from, varint_hex),
    "decimal": (decimal_from, decimal_parts),
    "float": (lambda v: struct.unpack(">f", bytes.fromhex(v))[0], lambda v: struct.pack(">f", v).hex()),
    "double": (lambda v: struct.unpack(">d", bytes.fromhex(v))[0], lambda v: struct.pack(">d", v).hex()),
    "timestamp": (timestamp_from, lambda v: str((v - EPOCH) // timedelta(milliseconds=1))),
    "date": (Date, lambda v: v.days_from_epoch),
    "time": (lambda v: Time(int(v)), lambda v: str(v.nanosecond_time)),
    "uuid": (uuid.UUID, str),
    "timeuuid": (uuid.UUID, str),
    "inet": (
        lambda v: str(ipaddress.ip_address(bytes.fromhex(v))),
        lambda v: ipaddress.ip_address(v).packed.hex(),
    ),
    "duration": (
        lambda v: Duration(v["months"], v["days"], int(v["nanoseconds"])),
        lambda v: {"months": v.months, "days": v.days, "nanoseconds": str(v.nanoseconds)},
    ),
}


def to_native(type_, value, user_type=tuple):
    if value is None:
        return None
    if isinstance(value, dict) and value.get("unset"):
        return query.UNSET_VALUE
    if isinstance(value, dict) and "native" in value:
        return value["native"]
    if isinstance(type_, str):
        return SCALARS[type_][0](value) if type_ in SCALARS else value
    name, *of = type_
    if name in ("list", "vector"):
        return [to_native(of[0], item, user_type) for item in value]
    if name == "set":
        return SortedSet(to_native(of[0], item, user_type) for item in value)
    if name == "map":
        return OrderedMap((to_native(of[0], k, user_type), to_native(of[1], v, user_type)) for k, v in value)
    if name == "tuple":
        return tuple(to_native(item_type, item, user_type) for item_type, item in zip(of, value))
    if name == "udt":
        given = dict(value)
        fields = [to_native(field_type, given.get(field), user_type) for field, field_type in of[2]]
        return fields and user_type(fields) if user_type is tuple else user_type(of)(*fields)
    return bytes.fromhex(value)


def from_native(type_, value):
    if value is None:
        return None
    if isinstance(type_, str):
        return SCALARS[type_][1](value) if type_ in SCALARS else value
    name, *of = type_
    if name in ("list", "set", "vector"):
        return [from_native(of[0], item) for item in value]
    if name == "map":
        return [[from_native(of[0], k), from_native(of[1], v)] for k, v in value.items()]
    if name == "tuple":
        items = list(value) + [None] * (len(of) - len(value))
        return [from_native(item_type, item) for item_type, item in zip(of, items)]
    if name == "udt":
        return [[field, from_native(field_type, item)] for (field, field_type), item in zip(of[2], value)]
    return value.hex()

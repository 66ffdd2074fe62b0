"""CQL types as classes, as result metadata shows them. Values are encoded and decoded by the core's binding, unless a
program has put methods of its own into a class: these are called then."""

from __future__ import annotations

import calendar
import logging
import sys
import time
from typing import Any

from cassandra._casstype import (
    EMPTY,
    CassandraType,
    CassandraTypeType,
    EmptyValue,
    _CassandraType,
    _casstypes,
    _cqltypes,
    _UnrecognizedType,
    apache_cassandra_type_prefix,
    class_of_custom_type,
    lookup_casstype,
    lookup_casstype_simple,
    mkUnrecognizedType,
    native,
    parse_casstype_args,
    trim_if_startswith,
)
from cassandra._collection_types import (
    ColumnToCollectionType,
    CompositeType,
    DynamicCompositeType,
    FrozenType,
    ListType,
    MapType,
    ReversedType,
    SetType,
    TupleType,
    VectorType,
    _ParameterizedType,
    _SimpleParameterizedType,
)
from cassandra._cql_type_name import cql_types_from_string, cqltype_to_python, python_to_cqltype, strip_frozen
from cassandra._date_range_type import BoundKind, DateRangeType
from cassandra._geometry_types import LineStringType, PointType, PolygonType, WKBGeometryType
from cassandra._homes import open_up
from cassandra._user_type import UserType, _name_from_hex_string, _warn_missing_field
from cassandra.marshal import (
    double_pack,
    double_unpack,
    float_pack,
    float_unpack,
    int8_pack,
    int8_unpack,
    int16_pack,
    int16_unpack,
    int32_pack,
    int32_unpack,
    int64_pack,
    int64_unpack,
    point_be,
    point_le,
    uint16_pack,
    uint16_unpack,
    uint32_pack,
    uint32_unpack,
    uvint_pack,
    uvint_unpack,
    varint_pack,
    varint_unpack,
    vints_pack,
    vints_unpack,
)

log = logging.getLogger(__name__)

cassandra_empty_type = apache_cassandra_type_prefix + "EmptyType"
cql_empty_type = "empty"

cql_timestamp_formats = (
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d",
)
"""What :meth:`DateType.interpret_datestring` reads."""

_module = sys.modules[__name__]


def _native_class(name, cql_name, base=_CassandraType, size=None, empty_binary_ok=False):
    """Makes the class of a native type. ``size`` is what :meth:`_CassandraType.serial_size` returns."""
    members: dict[str, Any] = {"typename": cql_name, "_family": cql_name, "empty_binary_ok": empty_binary_ok}
    members["serial_size"] = classmethod(lambda cls: size)
    return CassandraTypeType(name, (base,), {**members, "__module__": __name__})


AsciiType = _native_class("AsciiType", "ascii", empty_binary_ok=True)
BooleanType = _native_class("BooleanType", "boolean", size=1)
ByteType = _native_class("ByteType", "tinyint")
BytesType = _native_class("BytesType", "blob", empty_binary_ok=True)
LongType: Any = _native_class("LongType", "bigint", size=8)
CounterColumnType: Any = _native_class("CounterColumnType", "counter", LongType, size=8)
DecimalType = _native_class("DecimalType", "decimal")
DoubleType = _native_class("DoubleType", "double", size=8)
DurationType = _native_class("DurationType", "duration")
FloatType = _native_class("FloatType", "float", size=4)
InetAddressType = _native_class("InetAddressType", "inet")
Int32Type = _native_class("Int32Type", "int", size=4)
IntegerType = _native_class("IntegerType", "varint")
ShortType = _native_class("ShortType", "smallint")
TimeType = _native_class("TimeType", "time")
UTF8Type: Any = _native_class("UTF8Type", "text", empty_binary_ok=True)
UUIDType = _native_class("UUIDType", "uuid", size=16)


class VarcharType(UTF8Type):
    """Another name of ``text``."""

    typename = "varchar"


class DateType(_CassandraType):
    """``timestamp``, as a naive UTC ``datetime``."""

    typename = _family = "timestamp"

    @classmethod
    def serial_size(cls):
        return 8

    @staticmethod
    def interpret_datestring(val):
        """Returns milliseconds for a text in one of :data:`cql_timestamp_formats`, with an offset such as ``+0100`` or
        without. The offset is added, as programs of the legacy driver have it; without one it is that of this
        machine. ``ValueError`` for any other text."""
        offset = -time.timezone
        if val[-5] in "+-":
            minutes = int(val[-4:-2]) * 60 + int(val[-2:])
            offset = minutes * (60 if val[-5] == "+" else -60)
            val = val[:-5]
        for form in cql_timestamp_formats:
            try:
                parsed = time.strptime(val, form)
            except ValueError:
                continue
            return (calendar.timegm(parsed) + offset) * 1e3
        raise ValueError(f"can't interpret {val!r} as a date")


class TimestampType(DateType):
    """Another name of ``timestamp``."""


class TimeUUIDType(DateType):
    """``timeuuid``, as a ``UUID``."""

    typename = _family = "timeuuid"

    @classmethod
    def serial_size(cls):
        return 16

    # Programs replace the methods of the base, whose values are of another kind.

    @classmethod
    @native
    def deserialize(cls, byts, protocol_version):
        """Returns the ``UUID`` of 16 bytes."""
        return cls._codec().deserialize(bytes(byts))

    @classmethod
    @native
    def serialize(cls, val, protocol_version):
        """Returns the bytes of a ``UUID``; ``TypeError`` for anything else."""
        return cls._codec().serialize(val)


class SimpleDateType(_CassandraType):
    """``date``, as a :class:`~cassandra.util.Date`."""

    typename = _family = "date"
    date_format = "%Y-%m-%d"

    # The number of the epoch, so that the days before it are positive too.
    EPOCH_OFFSET_DAYS = 2**31


def is_reversed_casstype(data_type):
    """Tells whether a class stands for a descending clustering column."""
    return issubclass(data_type, ReversedType)


def is_counter_type(t):
    """Tells whether a class, or the class of a name, is ``counter``."""
    return issubclass(lookup_casstype(t), CounterColumnType)


def cql_typename(casstypename):
    """Returns the CQL form of a type in the server's notation, such as ``ListType(IntegerType)``."""
    return lookup_casstype(casstypename).cql_parameterized_type()


# Users and pickles know these classes under the name of this module.
for _class in (*_casstypes.values(), _CassandraType, CassandraTypeType, EmptyValue, _UnrecognizedType, UserType):
    _class.__module__ = __name__
for _class in (BoundKind, WKBGeometryType, _ParameterizedType, _SimpleParameterizedType):
    _class.__module__ = __name__

__getattr__ = open_up(__name__)

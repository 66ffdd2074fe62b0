"""CQL types as classes, as result metadata shows them. Values are encoded and decoded by the core's binding."""

from __future__ import annotations

import logging
import sys
from binascii import unhexlify
from collections import namedtuple
from typing import Any, ClassVar

from cassandra import util
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
    lookup_casstype,
    lookup_casstype_simple,
    mkUnrecognizedType,
    parse_casstype_args,
    trim_if_startswith,
)

log = logging.getLogger(__name__)

cql_empty_type = "empty"

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
DateType: Any = _native_class("DateType", "timestamp", size=8)
TimestampType = _native_class("TimestampType", "timestamp", DateType, size=8)
DecimalType = _native_class("DecimalType", "decimal")
DoubleType = _native_class("DoubleType", "double", size=8)
DurationType = _native_class("DurationType", "duration")
FloatType = _native_class("FloatType", "float", size=4)
InetAddressType = _native_class("InetAddressType", "inet")
Int32Type = _native_class("Int32Type", "int", size=4)
IntegerType = _native_class("IntegerType", "varint")
ShortType = _native_class("ShortType", "smallint")
SimpleDateType = _native_class("SimpleDateType", "date")
TimeType = _native_class("TimeType", "time")
TimeUUIDType = _native_class("TimeUUIDType", "timeuuid", DateType, size=16)
UTF8Type: Any = _native_class("UTF8Type", "text", empty_binary_ok=True)
UUIDType = _native_class("UUIDType", "uuid", size=16)


class VarcharType(UTF8Type):
    """Another name of ``text``."""

    typename = "varchar"


class _ParameterizedType(_CassandraType):
    num_subtypes = "UNKNOWN"


class ListType(_ParameterizedType):
    """``list``, as a list."""

    typename = "list"
    num_subtypes = 1
    _family = "list"


class SetType(_ParameterizedType):
    """``set``, as a :class:`~cassandra.util.SortedSet`."""

    typename = "set"
    num_subtypes = 1
    _family = "set"


class MapType(_ParameterizedType):
    """``map``, as an :class:`~cassandra.util.OrderedMapSerializedKey`."""

    typename = "map"
    num_subtypes = 2
    _family = "map"


class TupleType(_ParameterizedType):
    """``tuple``, as a tuple."""

    typename = "tuple"
    _family = "tuple"

    @classmethod
    def cql_parameterized_type(cls):
        return f"frozen<tuple<{', '.join(part.cql_parameterized_type() for part in cls.subtypes)}>>"


class UserType(TupleType):
    """A user-defined type, as its registered class or a namedtuple."""

    typename = apache_cassandra_type_prefix + "UserType"
    _family = "udt"
    fieldnames: tuple[str, ...] = ()
    keyspace: str | None = None
    mapped_class: type | None = None
    tuple_type: Any = None
    _cache: ClassVar[dict[tuple[str, str], Any]] = {}

    @classmethod
    def make_udt_class(cls, keyspace, udt_name, field_names, field_types):
        """Returns the class of a user-defined type, the same one for the same definition."""
        field_names, field_types = tuple(field_names), tuple(field_types)
        known = cls._cache.get((keyspace, udt_name))
        if known is None or known.fieldnames != field_names or known.subtypes != field_types:
            members = {
                "subtypes": field_types,
                "cassname": cls.cassname,
                "typename": udt_name,
                "fieldnames": field_names,
                "keyspace": keyspace,
                "mapped_class": None,
                "tuple_type": cls._make_registered_udt_namedtuple(keyspace, udt_name, field_names),
                "__module__": __name__,
            }
            # The underscore keeps it out of the registry, where it could replace a native type of the same name.
            known = CassandraTypeType(f"_{udt_name}", (cls,), members)
            known.__name__ = udt_name
            cls._cache[keyspace, udt_name] = known
        return known

    @classmethod
    def evict_udt_class(cls, keyspace, udt_name):
        """Forgets the class of a user-defined type."""
        cls._cache.pop((keyspace, udt_name), None)

    @classmethod
    def apply_parameters(cls, subtypes, names=None):
        keyspace = subtypes[0].cass_parameterized_type()
        udt_name = _name_from_hex_string(subtypes[1].cassname)
        field_names = tuple(_name_from_hex_string(name) for name in (names or ())[2:])
        return cls.make_udt_class(keyspace, udt_name, field_names, tuple(subtypes[2:]))

    @classmethod
    def cql_parameterized_type(cls):
        return f"frozen<{cls.typename}>"

    @classmethod
    def _make_registered_udt_namedtuple(cls, keyspace, name, field_names):
        """Makes the namedtuple, and makes it known to this module, where pickle looks for it."""
        made = cls._make_udt_tuple_type(name, field_names)
        if made is not None:
            made.__module__ = __name__
            made.__qualname__ = f"{keyspace}_{name}"
            setattr(_module, made.__qualname__, made)
        return made

    @classmethod
    def _make_udt_tuple_type(cls, name, field_names):
        try:
            return namedtuple(name, field_names)
        except ValueError:
            pass
        try:
            made = namedtuple(name, util._positional_rename_invalid_identifiers(field_names))
        except ValueError:
            log.warning(
                "could not create a namedtuple for '%s' because the name is not a valid Python identifier; "
                "will return tuples in its place",
                name,
            )
            return None
        log.warning(
            "could not create a namedtuple for '%s' because one or more field names are not valid Python "
            "identifiers (%s); returning positionally-named fields",
            name,
            field_names,
        )
        return made


class VectorType(_CassandraType):
    """``vector``, as a list."""

    typename = apache_cassandra_type_prefix + "VectorType"
    _family = "vector"
    vector_size = 0
    subtype: Any = None

    @classmethod
    def serial_size(cls):
        size = cls.subtype.serial_size()
        return None if size is None else cls.vector_size * size

    @classmethod
    def apply_parameters(cls, params, names=None):  # type: ignore[override]
        element, dimensions = params
        members = {"vector_size": dimensions, "subtype": lookup_casstype(element), "__module__": __name__}
        return CassandraTypeType(f"{cls.cass_parameterized_type_with([])}({dimensions})", (cls,), members)

    @classmethod
    def cql_parameterized_type(cls):
        return f"{cls.typename}<{cls.subtype.cql_parameterized_type()}, {cls.vector_size}>"


class _WrapperType(_ParameterizedType):
    """A type that changes nothing about the values of the type in it."""

    num_subtypes = 1

    @classmethod
    def deserialize(cls, byts, protocol_version):
        return cls.subtypes[0].from_binary(byts, protocol_version)

    @classmethod
    def serialize(cls, val, protocol_version):
        return cls.subtypes[0].to_binary(val, protocol_version)


class ReversedType(_WrapperType):
    """A clustering column in descending order."""

    typename = apache_cassandra_type_prefix + "ReversedType"


class FrozenType(_WrapperType):
    """A frozen collection."""

    typename = "frozen"


def is_reversed_casstype(data_type):
    """Tells whether a class stands for a descending clustering column."""
    return issubclass(data_type, ReversedType)


def is_counter_type(t):
    """Tells whether a class, or the class of a name, is ``counter``."""
    return issubclass(lookup_casstype(t), CounterColumnType)


def cql_typename(casstypename):
    """Returns the CQL form of a type in the server's notation, such as ``ListType(IntegerType)``."""
    return lookup_casstype(casstypename).cql_parameterized_type()


def _name_from_hex_string(encoded_name):
    return unhexlify(encoded_name).decode("utf-8")


def _warn_missing_field(field, type_name, value):
    log.warning("field %s is part of the UDT %s but is not present in the value %s", field, type_name, value)


# Users and pickles know these classes under the name of this module.
for _class in (_CassandraType, CassandraTypeType, EmptyValue, _UnrecognizedType):
    _class.__module__ = __name__

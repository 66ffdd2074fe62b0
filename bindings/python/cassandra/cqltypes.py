"""CQL types as classes, as result metadata shows them. Values are encoded and decoded by the core's binding."""

from __future__ import annotations

import logging
import re
import sys
from binascii import unhexlify
from collections import namedtuple
from typing import Any, ClassVar

from cassandra import _native, util

log = logging.getLogger(__name__)

apache_cassandra_type_prefix = "org.apache.cassandra.db.marshal."
cql_empty_type = "empty"

_module = sys.modules[__name__]
_casstypes: dict[str, type[_CassandraType]] = {}
_cqltypes: dict[str, type[_CassandraType]] = {}


class EmptyValue:
    """The value of :data:`EMPTY`."""

    def __str__(self):
        return "EMPTY"

    __repr__ = __str__


EMPTY = EmptyValue()
"""What an empty value becomes when its type has ``support_empty_values``."""


class CassandraTypeType(type):
    """Registers type classes by their names, except those that begin with an underscore."""

    def __new__(metacls, name, bases, dct):
        dct.setdefault("cassname", name)
        cls = super().__new__(metacls, name, bases, dct)
        if not name.startswith("_"):
            _casstypes[name] = cls  # type: ignore[assignment]
            if not cls.typename.startswith(apache_cassandra_type_prefix):  # type: ignore[attr-defined]
                _cqltypes[cls.typename] = cls  # type: ignore[attr-defined]
        return cls


class _CassandraType(metaclass=CassandraTypeType):
    """Base of all type classes. They are used as classes, never as instances."""

    typename: str = ""
    cassname: str = ""
    subtypes: tuple = ()
    num_subtypes: Any = 0
    empty_binary_ok = False
    _family = "custom"

    support_empty_values = False
    """Whether an empty value of a type without an empty form is :data:`EMPTY` and not ``None``. Must be set before
    the first row of the type is read."""

    @classmethod
    def _codec(cls) -> _native.Codec:
        codec = cls.__dict__.get("_cached_codec")
        if codec is None:
            codec = _native.Codec(cls)
            cls._cached_codec = codec  # type: ignore[attr-defined]
        return codec

    @classmethod
    def from_binary(cls, byts, protocol_version):
        """Returns the value of some bytes; ``None`` for ``None``, and for no bytes unless the type has an empty
        form."""
        if byts is None:
            return None
        if not byts and not cls.empty_binary_ok:
            return EMPTY if cls.support_empty_values else None
        return cls.deserialize(byts, protocol_version)

    @classmethod
    def to_binary(cls, val, protocol_version):
        """Returns the bytes of a value; none for ``None``."""
        return b"" if val is None else cls.serialize(val, protocol_version)

    @classmethod
    def deserialize(cls, byts, protocol_version):
        """Returns the value of some bytes."""
        return cls._codec().deserialize(bytes(byts))

    @classmethod
    def serialize(cls, val, protocol_version):
        """Returns the bytes of a value; ``TypeError`` or ``ValueError`` when it does not fit the type."""
        return cls._codec().serialize(val)

    @classmethod
    def cass_parameterized_type_with(cls, subtypes, full=False):
        """Returns the name that the server gives to this type with some parameters."""
        name = cls.cassname
        if full and "." not in name:
            name = apache_cassandra_type_prefix + name
        if not subtypes:
            return name
        return f"{name}({', '.join(part.cass_parameterized_type(full=full) for part in subtypes)})"

    @classmethod
    def cass_parameterized_type(cls, full=False):
        """Returns the name that the server gives to this type."""
        return cls.cass_parameterized_type_with(cls.subtypes, full=full)

    @classmethod
    def cql_parameterized_type(cls):
        """Returns the type as CQL writes it."""
        if not cls.subtypes:
            return cls.typename
        return f"{cls.typename}<{', '.join(part.cql_parameterized_type() for part in cls.subtypes)}>"

    @classmethod
    def apply_parameters(cls, subtypes, names=None):
        """Returns the class of this type with some parameters."""
        if cls.num_subtypes != "UNKNOWN" and len(subtypes) != cls.num_subtypes:
            raise ValueError(f"{cls.typename} types require {cls.num_subtypes} subtypes ({len(subtypes)} given)")
        name = cls.cass_parameterized_type_with(subtypes)
        members = {"subtypes": tuple(subtypes), "cassname": cls.cassname, "fieldnames": names}
        return type(cls)(name, (cls,), {**members, "__module__": __name__})

    @classmethod
    def serial_size(cls):
        """Returns the number of bytes of every value inside a vector, or ``None`` when it varies."""
        return None


# The name without the underscore must not become a type in the registry.
CassandraType = _CassandraType


class _UnrecognizedType(_CassandraType):
    num_subtypes = "UNKNOWN"
    _family = "custom"


def mkUnrecognizedType(casstypename):
    """Makes the class of a server-side class that the driver does not know; its values are bytes."""
    members = {"typename": f"'{casstypename}'", "__module__": __name__}
    return CassandraTypeType(casstypename, (_UnrecognizedType,), members)


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


def trim_if_startswith(s, prefix):
    """Returns a string without a prefix."""
    return s.removeprefix(prefix)


def _name_from_hex_string(encoded_name):
    return unhexlify(encoded_name).decode("utf-8")


def lookup_casstype_simple(casstype):
    """Returns the class of a name in the server's notation without parameters."""
    short = casstype.removeprefix(apache_cassandra_type_prefix)
    return _casstypes.get(short) or mkUnrecognizedType(casstype)


def lookup_casstype(casstype) -> Any:
    """Returns the class of a type in the server's notation; ``ValueError`` when it cannot be parsed."""
    if isinstance(casstype, CassandraTypeType):
        return casstype
    try:
        return parse_casstype_args(casstype)
    except (ValueError, AssertionError, IndexError) as error:
        raise ValueError(f"Don't know how to parse type string {casstype!r}: {error}") from error


def parse_casstype_args(typestring):
    """Returns the class of a type in the server's notation, with its parameters."""
    tokens = re.findall(r"[()]|[a-zA-Z0-9_.:=>]+|\S", typestring.replace(",", " "))
    levels: list[tuple[list, list]] = [([], [])]
    for token in tokens:
        if token == "(":
            levels.append(([], []))
        elif token == ")":
            types, names = levels.pop()
            outer = levels[-1][0]
            outer[-1] = outer[-1].apply_parameters(types, names)
        elif not re.fullmatch(r"[a-zA-Z0-9_.:=>]+", token):
            raise ValueError(f"weird characters {token!r}")
        else:
            *name, plain = re.split(":|=>", token)
            types, names = levels[-1]
            names.append(name[0] if name else None)
            types.append(int(plain) if plain.isdigit() else lookup_casstype_simple(plain))
    if len(levels) > 1:
        raise ValueError("a parenthesis is not closed")
    return levels[0][0][0]


def _warn_missing_field(field, type_name, value):
    log.warning("field %s is part of the UDT %s but is not present in the value %s", field, type_name, value)

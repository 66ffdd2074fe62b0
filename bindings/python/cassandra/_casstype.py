"""The base of the type classes, and the classes by their names."""

from __future__ import annotations

import re
from threading import Lock
from typing import Any
from weakref import WeakSet

from cassandra import _native

apache_cassandra_type_prefix = "org.apache.cassandra.db.marshal."

_casstypes: dict[str, type[_CassandraType]] = {}
_cqltypes: dict[str, type[_CassandraType]] = {}


class EmptyValue:
    """The value of :data:`EMPTY`."""

    def __str__(self):
        return "EMPTY"

    __repr__ = __str__


EMPTY = EmptyValue()
"""What an empty value becomes when its type has ``support_empty_values``."""


def native(function):
    """Marks a method of a type class that does what the core's binding does, which therefore need not call it."""
    function._is_native = True
    return function


class _Changes:
    """Counts how often programs have changed how type classes encode and decode."""

    def __init__(self):
        self.count = 0
        self._watchers: WeakSet = WeakSet()
        self._lock = Lock()

    def watch(self, session):
        """Has a session make its plans for decoding rows anew after each change."""
        with self._lock:
            self._watchers.add(session)

    def add(self):
        with self._lock:
            self.count += 1
            watchers = tuple(self._watchers)
        for session in watchers:
            session._forget_plans()


changes = _Changes()

# What a program may replace in a type class to have its own way with values.
_METHODS = ("from_binary", "to_binary", "deserialize", "serialize")
_SAFE_METHODS = ("deserialize_safe", "serialize_safe")
_WATCHED = frozenset((*_METHODS, *_SAFE_METHODS, "adapter", "empty_binary_ok", "mapped_class", "support_empty_values"))


class CassandraTypeType(type):
    """Registers type classes by their names, except those that begin with an underscore."""

    def __setattr__(cls, name, value):
        super().__setattr__(name, value)
        if name in _WATCHED:
            changes.add()

    def __delattr__(cls, name):
        super().__delattr__(name)
        if name in _WATCHED:
            changes.add()

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
        """Returns what encodes and decodes in the core's binding."""
        known = cls.__dict__.get("_known_codec")
        if known is None or known[0] != changes.count:
            known = cls._known_codec = (changes.count, _native.Codec(cls))
        return known[1]

    @classmethod
    def _is_native(cls) -> bool:
        """Whether the binding does all that the methods of this class do, and of those inside it."""
        known = cls.__dict__.get("_known_native")
        if known is None or known[0] != changes.count:
            known = cls._known_native = (changes.count, cls._compare_with_native())
        return known[1]

    @classmethod
    def _compare_with_native(cls):
        return all(getattr(getattr(cls, method), "_is_native", False) for method in _METHODS)

    @classmethod
    @native
    def from_binary(cls, byts, protocol_version):
        """Returns the value of some bytes; ``None`` for ``None``, and for no bytes unless the type has an empty
        form."""
        if byts is None:
            return None
        if not byts and not cls.empty_binary_ok:
            return EMPTY if cls.support_empty_values else None
        return cls.deserialize(byts, protocol_version)

    @classmethod
    @native
    def to_binary(cls, val, protocol_version):
        """Returns the bytes of a value; none for ``None``."""
        return b"" if val is None else cls.serialize(val, protocol_version)

    @classmethod
    @native
    def deserialize(cls, byts, protocol_version):
        """Returns the value of some bytes."""
        return cls._codec().deserialize(bytes(byts))

    @classmethod
    @native
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
        return type(cls)(name, (cls,), {**members, "__module__": "cassandra.cqltypes"})

    @classmethod
    def serial_size(cls):
        """Returns the number of bytes of every value inside a vector, or ``None`` when it varies."""
        return None

    def __repr__(self):
        return f"<{self.cql_parameterized_type()}>"


# The name without the underscore must not become a type in the registry.
CassandraType = _CassandraType


class _UnrecognizedType(_CassandraType):
    num_subtypes = "UNKNOWN"
    _family = "custom"


def mkUnrecognizedType(casstypename):
    """Makes the class of a server-side class that the driver does not know; its values are bytes."""
    members = {"typename": f"'{casstypename}'", "__module__": "cassandra.cqltypes"}
    return CassandraTypeType(casstypename, (_UnrecognizedType,), members)


def trim_if_startswith(s, prefix):
    """Returns a string without a prefix."""
    return s.removeprefix(prefix)


def lookup_casstype_simple(casstype):
    """Returns the class of a name in the server's notation without parameters."""
    short = casstype.removeprefix(apache_cassandra_type_prefix)
    return _casstypes.get(short) or mkUnrecognizedType(casstype)


def lookup_casstype(casstype) -> Any:
    """Returns the class of a type in the server's notation; ``ValueError`` when it cannot be parsed."""
    if isinstance(casstype, (CassandraTypeType, _CassandraType)):
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


def class_of_custom_type(name):
    """Returns the class of a type that has a name of the server alone."""
    try:
        return lookup_casstype(name)
    except ValueError:
        return mkUnrecognizedType(name)

"""User-defined types as classes."""

from __future__ import annotations

import logging
import sys
from binascii import unhexlify
from collections import namedtuple
from typing import Any, ClassVar

from cassandra import util
from cassandra._casstype import apache_cassandra_type_prefix, native
from cassandra._collection_types import TupleType, read_fields, write_fields

log = logging.getLogger("cassandra.cqltypes")

_MODULE = "cassandra.cqltypes"


class UserType(TupleType):
    """A user-defined type, as its registered class or a namedtuple."""

    typename = apache_cassandra_type_prefix + "UserType"
    _family = "udt"
    fieldnames: tuple[str, ...] = ()
    keyspace: str | None = None
    mapped_class: Any = None
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
                "__module__": _MODULE,
            }
            # The underscore keeps it out of the registry, where it could replace a native type of the same name.
            known = type(cls)(f"_{udt_name}", (cls,), members)
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
    @native
    def deserialize_safe(cls, byts, protocol_version):
        values = read_fields(byts, cls.subtypes, protocol_version)
        if cls.mapped_class:
            return cls.mapped_class(**dict(zip(cls.fieldnames, values)))
        return cls.tuple_type(*values) if cls.tuple_type else values

    @classmethod
    @native
    def serialize_safe(cls, val, protocol_version):
        values = [cls._field(val, index, name) for index, name in enumerate(cls.fieldnames)]
        return write_fields(values, cls.subtypes, protocol_version)

    @classmethod
    def _field(cls, val, index, name):
        if isinstance(val, dict):
            return val.get(name)
        try:
            return val[index]
        except TypeError:
            pass
        if not hasattr(val, name):
            _warn_missing_field(name, cls.typename, val)
        return getattr(val, name, None)

    @classmethod
    def _make_registered_udt_namedtuple(cls, keyspace, name, field_names):
        """Makes the namedtuple, and makes it known to the module where pickle looks for it."""
        made = cls._make_udt_tuple_type(name, field_names)
        if made is not None:
            made.__module__ = _MODULE
            made.__qualname__ = f"{keyspace}_{name}"
            setattr(sys.modules[_MODULE], made.__qualname__, made)
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


def _name_from_hex_string(encoded_name):
    return unhexlify(encoded_name).decode("utf-8")


def _warn_missing_field(field, type_name, value):
    log.warning("field %s is part of the UDT %s but is not present in the value %s", field, type_name, value)

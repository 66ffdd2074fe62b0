"""Types that are made of other types, as classes. The core's binding encodes and decodes them; the methods here do
the same for types that programs have put their own classes into, and for the format before protocol version 3."""

from __future__ import annotations

from typing import Any

from cassandra._casstype import (
    _METHODS,
    _SAFE_METHODS,
    _CassandraType,
    apache_cassandra_type_prefix,
    lookup_casstype,
    native,
)
from cassandra.marshal import (
    int32_pack,
    int32_unpack,
    uint16_pack,
    uint16_unpack,
    uvint_pack,
    uvint_unpack,
)
from cassandra.util import OrderedMapSerializedKey, sortedset


class _Lengths:
    """How lengths are written: in four bytes, or in two before protocol version 3."""

    def __init__(self, protocol_version):
        is_wide = protocol_version >= 3
        self.size = 4 if is_wide else 2
        self.pack: Any = int32_pack if is_wide else uint16_pack
        self.unpack: Any = int32_unpack if is_wide else uint16_unpack

    def write(self, part):
        return self.pack(len(part)) + part


class _Reader:
    """Reads numbers and parts off bytes."""

    def __init__(self, byts, protocol_version):
        self._rest = memoryview(byts)
        self._lengths = _Lengths(protocol_version)

    def __bool__(self):
        return bool(self._rest)

    def number(self):
        size = self._lengths.size
        number = self._lengths.unpack(self._rest[:size])
        self._rest = self._rest[size:]
        return number

    def part(self):
        """Returns the bytes of a part, or ``None``."""
        length = self.number()
        if length < 0:
            return None
        part = bytes(self._rest[:length])
        self._rest = self._rest[length:]
        return part


def _inner(protocol_version):
    """What is inside a collection has had the format of version 3 all along."""
    return max(3, protocol_version)


class _ParameterizedType(_CassandraType):
    num_subtypes: Any = "UNKNOWN"

    @classmethod
    def _compare_with_native(cls):
        methods = (*_METHODS, *_SAFE_METHODS)
        own = all(getattr(getattr(cls, method), "_is_native", False) for method in methods)
        return own and all(part._is_native() for part in cls.subtypes)

    @classmethod
    @native
    def deserialize(cls, byts, protocol_version):
        """Returns the value of some bytes."""
        if not cls.subtypes:
            raise NotImplementedError(f"can't deserialize unparameterized {cls.typename}")
        if protocol_version >= 3 and cls._is_native():
            return cls._codec().deserialize(bytes(byts))
        return cls.deserialize_safe(byts, protocol_version)

    @classmethod
    @native
    def serialize(cls, val, protocol_version):
        """Returns the bytes of a value; ``TypeError`` or ``ValueError`` when it does not fit the type."""
        if not cls.subtypes:
            raise NotImplementedError(f"can't serialize unparameterized {cls.typename}")
        if protocol_version >= 3 and cls._is_native():
            return cls._codec().serialize(val)
        return cls.serialize_safe(val, protocol_version)

    @classmethod
    def deserialize_safe(cls, byts, protocol_version):
        """Returns the value of some bytes by the classes inside this one."""
        raise NotImplementedError(f"can't deserialize {cls.typename}")

    @classmethod
    def serialize_safe(cls, val, protocol_version):
        """Returns the bytes of a value by the classes inside this one."""
        raise NotImplementedError(f"can't serialize {cls.typename}")


class _SimpleParameterizedType(_ParameterizedType):
    adapter: Any = None
    _native_adapter: Any = None

    @classmethod
    def _compare_with_native(cls):
        return cls.adapter is cls._native_adapter and super()._compare_with_native()

    @classmethod
    @native
    def deserialize_safe(cls, byts, protocol_version):
        (subtype,) = cls.subtypes
        reader = _Reader(byts, protocol_version)
        inner = _inner(protocol_version)
        return cls.adapter([subtype.from_binary(reader.part(), inner) for _ in range(reader.number())])

    @classmethod
    @native
    def serialize_safe(cls, val, protocol_version):
        if isinstance(val, str):
            raise TypeError("Received a string for a type that expects a sequence")
        (subtype,) = cls.subtypes
        lengths, inner = _Lengths(protocol_version), _inner(protocol_version)
        items = [lengths.write(subtype.to_binary(item, inner)) for item in val]
        return lengths.pack(len(items)) + b"".join(items)


class ListType(_SimpleParameterizedType):
    """``list``, as a list. :attr:`adapter` makes the value of a list of elements."""

    typename = "list"
    num_subtypes = 1
    adapter = _native_adapter = list
    _family = "list"


class SetType(_SimpleParameterizedType):
    """``set``, as a :class:`~cassandra.util.SortedSet`. :attr:`adapter` makes the value of a list of elements."""

    typename = "set"
    num_subtypes = 1
    adapter = _native_adapter = sortedset
    _family = "set"


class MapType(_ParameterizedType):
    """``map``, as an :class:`~cassandra.util.OrderedMapSerializedKey`."""

    typename = "map"
    num_subtypes = 2
    _family = "map"

    @classmethod
    @native
    def deserialize_safe(cls, byts, protocol_version):
        key_type, value_type = cls.subtypes
        reader = _Reader(byts, protocol_version)
        inner = _inner(protocol_version)
        pairs = OrderedMapSerializedKey(key_type, protocol_version)
        for _ in range(reader.number()):
            key = reader.part()
            value = value_type.from_binary(reader.part(), inner)
            pairs._insert_unchecked(key_type.from_binary(key, inner), key, value)
        return pairs

    @classmethod
    @native
    def serialize_safe(cls, val, protocol_version):
        if not hasattr(val, "items"):
            raise TypeError("Got a non-map object for a map value")
        key_type, value_type = cls.subtypes
        lengths, inner = _Lengths(protocol_version), _inner(protocol_version)
        pairs = [
            lengths.write(key_type.to_binary(key, inner)) + lengths.write(value_type.to_binary(value, inner))
            for key, value in val.items()
        ]
        return lengths.pack(len(pairs)) + b"".join(pairs)


def read_fields(byts, types, protocol_version):
    """Returns the fields of a tuple or user-defined type; those that are not there are ``None``."""
    reader = _Reader(byts, 3)
    inner = _inner(protocol_version)
    return tuple(part.from_binary(reader.part() if reader else None, inner) for part in types)


def write_fields(values, types, protocol_version):
    """Returns the bytes of the fields of a tuple or user-defined type."""
    lengths, inner = _Lengths(3), _inner(protocol_version)
    fields = (
        int32_pack(-1) if value is None else lengths.write(part.to_binary(value, inner))
        for value, part in zip(values, types)
    )
    return b"".join(fields)


class TupleType(_ParameterizedType):
    """``tuple``, as a tuple."""

    typename = "tuple"
    _family = "tuple"

    @classmethod
    def cql_parameterized_type(cls):
        return f"frozen<tuple<{', '.join(part.cql_parameterized_type() for part in cls.subtypes)}>>"

    @classmethod
    @native
    def deserialize_safe(cls, byts, protocol_version):
        return read_fields(byts, cls.subtypes, protocol_version)

    @classmethod
    @native
    def serialize_safe(cls, val, protocol_version):
        if len(val) > len(cls.subtypes):
            raise ValueError(f"Expected {len(cls.subtypes)} items in a tuple, but got {len(val)}: {val}")
        return write_fields(val, cls.subtypes, protocol_version)


class CompositeType(_ParameterizedType):
    """A column of several parts from before CQL, as a tuple. It can be read, not written."""

    typename = apache_cassandra_type_prefix + "CompositeType"

    @classmethod
    def cql_parameterized_type(cls):
        """Returns the name that the server gives to the type, since CQL has none."""
        return f"'{cls.cass_parameterized_type(full=True)}'"

    @classmethod
    def deserialize_safe(cls, byts, protocol_version):
        parts = []
        for subtype in cls.subtypes:
            # Parts at the end may be left out.
            if not byts:
                break
            end = 2 + uint16_unpack(byts[:2])
            parts.append(subtype.from_binary(byts[2:end], protocol_version))
            # A byte that tells ranges apart follows each part.
            byts = byts[end + 1 :]
        return tuple(parts)


class DynamicCompositeType(_ParameterizedType):
    """A column of parts whose types stand in the data. Values can be neither read nor written."""

    typename = apache_cassandra_type_prefix + "DynamicCompositeType"
    fieldnames: Any = ()

    @classmethod
    def cql_parameterized_type(cls):
        """Returns the name that the server gives to the type, since CQL has none."""
        pairs = zip(cls.fieldnames, cls.subtypes)
        parts = (f"{name}=>{part.cass_parameterized_type(full=True)}" for name, part in pairs)
        return f"'{cls.typename}({', '.join(parts)})'"


class ColumnToCollectionType(_ParameterizedType):
    """A part of the description of tables from before CQL, which names the collections in them."""

    typename = apache_cassandra_type_prefix + "ColumnToCollectionType"


class _WrapperType(_ParameterizedType):
    """A type that changes nothing about the values of the type in it."""

    num_subtypes = 1

    @classmethod
    def deserialize_safe(cls, byts, protocol_version):
        (subtype,) = cls.subtypes
        return subtype.from_binary(byts, protocol_version)

    @classmethod
    def serialize_safe(cls, val, protocol_version):
        (subtype,) = cls.subtypes
        return subtype.to_binary(val, protocol_version)


class ReversedType(_WrapperType):
    """A clustering column in descending order."""

    typename = apache_cassandra_type_prefix + "ReversedType"


class FrozenType(_WrapperType):
    """A frozen collection."""

    typename = "frozen"


class VectorType(_CassandraType):
    """``vector``, as a list."""

    typename = apache_cassandra_type_prefix + "VectorType"
    _family = "vector"
    vector_size = 0
    subtype: Any = None

    @classmethod
    def _compare_with_native(cls):
        return super()._compare_with_native() and (cls.subtype is None or cls.subtype._is_native())

    @classmethod
    def serial_size(cls):
        size = cls.subtype.serial_size()
        return None if size is None else cls.vector_size * size

    @classmethod
    def apply_parameters(cls, params, names=None):  # type: ignore[override]
        element, dimensions = params
        members = {"vector_size": dimensions, "subtype": lookup_casstype(element), "__module__": "cassandra.cqltypes"}
        return type(cls)(f"{cls.cass_parameterized_type_with([])}({dimensions})", (cls,), members)

    @classmethod
    def cass_parameterized_type(cls, full=False):
        if cls.subtype is None:
            return super().cass_parameterized_type(full)
        prefix = apache_cassandra_type_prefix if full else ""
        return f"{prefix}VectorType({cls.subtype.cass_parameterized_type(full)}, {cls.vector_size})"

    @classmethod
    def cql_parameterized_type(cls):
        return f"{cls.typename}<{cls.subtype.cql_parameterized_type()}, {cls.vector_size}>"

    @classmethod
    @native
    def deserialize(cls, byts, protocol_version):
        """Returns the value of some bytes; ``ValueError`` when they are too many or too few."""
        if cls._is_native():
            return cls._codec().deserialize(bytes(byts))
        size = cls.subtype.serial_size()
        parts = cls._parts(byts) if size is None else cls._parts_of(size, byts)
        return [cls.subtype.deserialize(part, protocol_version) for part in parts]

    @classmethod
    def _parts_of(cls, size, byts):
        if len(byts) != size * cls.vector_size:
            raise ValueError(
                f"Expected vector of type {cls.subtype.typename} and dimension {cls.vector_size} to have serialized "
                f"size {size * cls.vector_size}; observed serialized size of {len(byts)} instead"
            )
        return [byts[start : start + size] for start in range(0, len(byts), size)]

    @classmethod
    def _parts(cls, byts):
        parts: list = []
        while len(parts) < cls.vector_size:
            if not byts:
                raise ValueError(
                    "Error reading additional data during vector deserialization after successfully adding "
                    f"{len(parts)} elements"
                )
            size, start = uvint_unpack(byts)
            parts.append(byts[start : start + size])
            byts = byts[start + size :]
        if byts:
            raise ValueError("Additional bytes remaining after vector deserialization completed")
        return parts

    @classmethod
    @native
    def serialize(cls, val, protocol_version):
        """Returns the bytes of a sequence of as many elements as the vector has; ``ValueError`` for any other."""
        if cls._is_native():
            return cls._codec().serialize(val)
        if len(val) != cls.vector_size:
            raise ValueError(
                f"Expected sequence of size {cls.vector_size} for vector of type {cls.subtype.typename} and dimension "
                f"{cls.vector_size}, observed sequence of length {len(val)}"
            )
        parts = [cls.subtype.serialize(item, protocol_version) for item in val]
        if cls.subtype.serial_size() is None:
            parts = [uvint_pack(len(part)) + part for part in parts]
        return b"".join(parts)

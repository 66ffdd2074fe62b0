"""The body of a RESULT of rows, for programs that decode rows by themselves. The core reads everything else."""

from __future__ import annotations

import io
from typing import Any, ClassVar

from cassandra import DriverException, cqltypes, type_codes
from cassandra._wire import (
    read_binary_longstring,
    read_int,
    read_short,
    read_string,
    read_value,
    write_int,
    write_short,
    write_string,
    write_value,
)
from cassandra.policies import ColDesc

RESULT_KIND_VOID = 0x0001
RESULT_KIND_ROWS = 0x0002
RESULT_KIND_SET_KEYSPACE = 0x0003
RESULT_KIND_PREPARED = 0x0004
RESULT_KIND_SCHEMA_CHANGE = 0x0005

_GLOBAL_TABLE = 0x0001
_HAS_MORE_PAGES = 0x0002
_NO_METADATA = 0x0004

CUSTOM_TYPE = object()

_COLLECTIONS = cqltypes.ListType, cqltypes.SetType, cqltypes.MapType


def _class_of(name):
    return CUSTOM_TYPE if name == "CUSTOM_TYPE" else getattr(cqltypes, name)


_CLASSES = {code: _class_of(name) for name, code in vars(type_codes).items() if isinstance(code, int)}
_CODES = {cls: code for code, cls in _CLASSES.items()}


class ResultMessage:
    """A RESULT of rows. Subclasses replace ``type_codes``, the :mod:`cassandra.cqltypes` class for each type code, or
    ``recv_results_rows``, which sets ``column_names``, ``column_types`` and ``parsed_rows``."""

    opcode = 0x08
    name = "RESULT"

    type_codes: ClassVar[dict[int, Any]] = dict(_CLASSES)
    column_names: list[str] | None = None
    column_types: list | None = None
    column_metadata: list | None = None
    parsed_rows: Any = None
    paging_state: bytes | None = None

    def __init__(self, kind):
        self.kind = kind

    @classmethod
    def recv_body(cls, f, protocol_version, user_type_map, result_metadata, column_encryption_policy):
        """Reads the message from a file object."""
        message = cls(read_int(f))
        message.recv(f, protocol_version, user_type_map, result_metadata, column_encryption_policy)
        return message

    def recv(self, f, protocol_version, user_type_map, result_metadata, column_encryption_policy):
        """Reads what follows the kind."""
        if self.kind != RESULT_KIND_ROWS:
            raise DriverException(f"Only results of rows are read here, not those of kind {self.kind}")
        self.recv_results_rows(f, protocol_version, user_type_map, result_metadata, column_encryption_policy)

    def recv_results_rows(self, f, protocol_version, user_type_map, result_metadata, column_encryption_policy):
        """Reads the columns and the rows."""
        self.recv_results_metadata(f, user_type_map)
        columns = self.column_metadata or result_metadata
        self.column_names = [column[2] for column in columns]
        self.column_types = [column[3] for column in columns]
        decoders = [_decoder(column, protocol_version, column_encryption_policy) for column in columns]
        self.parsed_rows = [
            tuple(decode(cell) for decode, cell in zip(decoders, self.recv_row(f, len(columns))))
            for _ in range(read_int(f))
        ]

    def recv_results_metadata(self, f, user_type_map):
        """Reads the columns into ``column_metadata``: for each keyspace, table, name and class."""
        flags, count = read_int(f), read_int(f)
        if flags & _HAS_MORE_PAGES:
            self.paging_state = read_binary_longstring(f)
        if flags & _NO_METADATA:
            return
        of_all = (read_string(f), read_string(f)) if flags & _GLOBAL_TABLE else None
        self.column_metadata = []
        for _ in range(count):
            place = of_all or (read_string(f), read_string(f))
            self.column_metadata.append((*place, read_string(f), self.read_type(f, user_type_map)))

    @classmethod
    def read_type(cls, f, user_type_map):
        """Reads the class of a type."""
        code = read_short(f)
        found = cls.type_codes.get(code)
        if found is None:
            raise DriverException(f"Unknown data type code 0x{code:04x}. Have to skip entire result set.")
        if found is CUSTOM_TYPE:
            return cqltypes.lookup_casstype(read_string(f))
        if not (isinstance(found, type) and issubclass(found, cqltypes._ParameterizedType)):
            return found
        if issubclass(found, cqltypes.UserType):
            return cls._read_user_type(f, found, user_type_map)
        count = read_short(f) if issubclass(found, cqltypes.TupleType) else found.num_subtypes
        return found.apply_parameters(tuple(cls.read_type(f, user_type_map) for _ in range(count)))

    @classmethod
    def _read_user_type(cls, f, base, user_type_map):
        keyspace, name = read_string(f), read_string(f)
        fields = [(read_string(f), cls.read_type(f, user_type_map)) for _ in range(read_short(f))]
        made = base.make_udt_class(keyspace, name, *zip(*fields))
        made.mapped_class = user_type_map.get(keyspace, {}).get(name)
        return made

    @staticmethod
    def recv_row(f, colcount):
        """Reads the cells of a row: bytes, or ``None`` for null."""
        return [read_value(f) for _ in range(colcount)]


def _decoder(column, protocol_version, policy):
    *place, cls = column
    described = ColDesc(*place)
    plain = None
    if policy is not None and policy.contains_column(described):
        cls, plain = policy.column_type(described), policy.decrypt

    def decode(cell):
        try:
            return cls.from_binary(cell if plain is None else plain(described, cell), protocol_version)
        except Exception as error:
            kind = cls.cql_parameterized_type()
            raise DriverException(f'Failed decoding result column "{place[2]}" of type {kind}: {error}') from error

    return decode


def body_of(columns, paging_state, row_count, cells):
    """Writes the body of a RESULT as a server does: the columns, each as in ``column_metadata``, and the cells."""
    f = io.BytesIO()
    write_int(f, RESULT_KIND_ROWS)
    write_int(f, 0 if paging_state is None else _HAS_MORE_PAGES)
    write_int(f, len(columns))
    if paging_state is not None:
        write_value(f, paging_state)
    for keyspace, table, name, cls in columns:
        for text in (keyspace, table, name):
            write_string(f, text)
        _write_type(f, cls)
    write_int(f, row_count)
    f.write(cells)
    return f.getvalue()


def _write_type(f, cls):
    if issubclass(cls, cqltypes.UserType):
        write_short(f, type_codes.UserType)
        write_string(f, cls.keyspace)
        write_string(f, cls.typename)
        write_short(f, len(cls.subtypes))
        for name, subtype in zip(cls.fieldnames, cls.subtypes):
            write_string(f, name)
            _write_type(f, subtype)
    elif issubclass(cls, cqltypes.FrozenType):
        _write_type(f, *cls.subtypes)
    elif issubclass(cls, (*_COLLECTIONS, cqltypes.TupleType)):
        base = next(base for base in cls.__mro__ if base in _CODES)
        write_short(f, _CODES[base])
        if base is cqltypes.TupleType:
            write_short(f, len(cls.subtypes))
        for subtype in cls.subtypes:
            _write_type(f, subtype)
    elif cls in _CODES:
        write_short(f, _CODES[cls])
    else:
        write_short(f, type_codes.CUSTOM_TYPE)
        write_string(f, cls.cass_parameterized_type(full=True))

"""The base of all columns."""

from __future__ import annotations

from functools import total_ordering
from itertools import count
from typing import Any

from cassandra.cqlengine import ValidationError
from cassandra.cqlengine._value_manager import BaseValueManager
from cassandra.cqltypes import _cqltypes

_positions = count()


@total_ordering
class Column:
    """A column of a table, or a field of a user-defined type. Columns are ordered as they were made.

    :param primary_key: the column is part of the primary key. The first such column of a model is the partition key,
        unless others are marked as that, and the rest cluster.
    :param partition_key: the column is part of the partition key.
    :param index: ``sync_table`` makes an index on the column.
    :param custom_index: there is an index on the column that somebody else takes care of, so that conditions on it
        are allowed.
    :param db_field: the name in the database, if it is another one.
    :param default: the value of instances that are given none, or a function without arguments that makes it.
    :param required: ``None`` is refused with :exc:`ValidationError`.
    :param clustering_order: ``"asc"`` or ``"desc"``, for clustering columns alone.
    :param discriminator_column: the column tells which model of a hierarchy a row belongs to.
    :param static: a partition has one value of the column.
    """

    db_type: str | None = None
    value_manager: type[BaseValueManager] = BaseValueManager

    _python_type_hashable = True

    primary_key = False
    partition_key = False
    index = False
    custom_index = False
    db_field: str | None = None
    default: Any = None
    required = False
    clustering_order: str | None = None
    discriminator_column = False
    static = False

    def __init__(
        self,
        primary_key=False,
        partition_key=False,
        index=False,
        db_field=None,
        default=None,
        required=False,
        clustering_order=None,
        discriminator_column=False,
        static=False,
        custom_index=False,
    ):
        self.primary_key = primary_key or partition_key
        self.partition_key = partition_key
        self.index = index
        self.custom_index = custom_index
        self.db_field = db_field
        self.default = default
        self.required = required
        self.clustering_order = clustering_order
        self.discriminator_column = discriminator_column
        self.static = static
        self.column_name: str | None = None
        self.value: Any = None
        self.position = next(_positions)
        self._partition_key_index: int | None = None

    def __eq__(self, other):
        return self.position == other.position if isinstance(other, Column) else NotImplemented

    def __lt__(self, other):
        return self.position < other.position if isinstance(other, Column) else NotImplemented

    def __hash__(self):
        return id(self)

    def validate(self, value):
        """Returns a value as instances hold it; :exc:`ValidationError` when it does not fit."""
        if value is None and self.required:
            raise ValidationError(f"{self.column_name or self.db_field} - None values are not allowed")
        return value

    def to_python(self, value):
        """Returns a value of the database as instances hold it."""
        return value

    def to_database(self, value) -> Any:
        """Returns a value as the parameter of a statement."""
        return value

    @property
    def has_default(self):
        """Whether instances that are given no value get one."""
        return self.default is not None

    @property
    def is_primary_key(self):
        """Whether the column is part of the primary key."""
        return self.primary_key

    @property
    def can_delete(self):
        """Whether the value may be null, which a primary key's may not."""
        return not self.primary_key

    @property
    def has_index(self):
        """Whether conditions on the column are served by an index."""
        return self.index or self.custom_index

    def get_default(self):
        """Returns the value of an instance that is given none."""
        return self.default() if callable(self.default) else self.default

    def get_column_def(self):
        """Returns the column as ``CREATE TABLE`` names it."""
        return f"{self.cql} {self.db_type} {'static' if self.static else ''}"

    def cql_parameterized_type(self):
        """Returns the type in CQL."""
        return self.db_type

    def set_column_name(self, name):
        """Takes the name of the attribute that holds the column."""
        self.column_name = name

    @property
    def db_field_name(self):
        """The name in the database."""
        return self.column_name if self.db_field is None else self.db_field

    @property
    def db_index_name(self):
        """The name of an index on the column."""
        return f"index_{self.db_field_name}"

    @property
    def cql(self):
        """The name in the database, in quotes."""
        return self.get_cql()

    def get_cql(self):
        """Returns the name in the database, in quotes."""
        return f'"{self.db_field_name}"'

    def _val_is_null(self, val):
        return val is None

    @property
    def sub_types(self) -> list[Column]:
        """The columns that describe the elements or fields of the type."""
        return []

    @property
    def cql_type(self) -> Any:
        """The class of the type in :mod:`cassandra.cqltypes`."""
        return _cqltypes[self.db_type or ""]


class PartitionKeysToken(Column):
    """What ``pk__token`` stands for: the token of the partition key of a model."""

    def __init__(self, model):
        self.partition_columns = list(model._partition_keys.values())
        super().__init__(partition_key=True)

    @property
    def db_field_name(self):
        names = ", ".join(column.cql for column in self.partition_columns)
        return f"token({names})"

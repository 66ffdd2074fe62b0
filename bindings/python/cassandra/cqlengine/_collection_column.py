"""Columns of collections, tuples and user-defined types."""

from __future__ import annotations

from copy import deepcopy

from cassandra import util
from cassandra.cqlengine import ValidationError
from cassandra.cqlengine._column import Column
from cassandra.cqlengine._value_manager import ContainerValueManager, UDTValueManager
from cassandra.cqltypes import UserType, _cqltypes

# Servers before 2.1 lose the elements beyond this number (CASSANDRA-5428).
_MOST_ELEMENTS = 65535


def _element(given):
    """Returns the column of an element, of which a class or an instance is given."""
    is_column = issubclass(given, Column) if isinstance(given, type) else isinstance(given, Column)
    if not is_column:
        raise ValidationError(f"{given} is not a column class")
    if given.db_type is None:
        raise ValidationError(f"{given} is an abstract type")
    column = given() if isinstance(given, type) else given
    if isinstance(given, BaseCollectionColumn):
        given._freeze_db_type()
    return column


class BaseCollectionColumn(Column):
    """Base of columns whose values have elements. ``types`` are the columns of the elements, or their classes."""

    db_type: str
    _cql_name = ""

    def __init__(self, types, **kwargs):
        self.types: list[Column] = [_element(given) for given in types]
        super().__init__(**kwargs)
        self.db_type = f"{self._cql_name}<{', '.join(str(column.db_type) for column in self.types)}>"

    def validate(self, value):
        value = super().validate(value)
        if value is not None and len(value) > _MOST_ELEMENTS:
            raise ValidationError(f"{self.column_name} Collection can't have more than {_MOST_ELEMENTS} elements.")
        return value

    def _val_is_null(self, val):
        return not val

    def _freeze_db_type(self):
        if not self.db_type.startswith("frozen"):
            self.db_type = f"frozen<{self.db_type}>"

    @property
    def sub_types(self):
        return self.types

    @property
    def cql_type(self):
        return _cqltypes[self._cql_name].apply_parameters([column.cql_type for column in self.types])


class Tuple(BaseCollectionColumn):
    """A tuple, with a column or class of a column for each place."""

    db_type = "tuple"
    _cql_name = "tuple"

    def __init__(self, *args, **kwargs):
        if not args:
            raise ValueError("Tuple must specify at least one inner type")
        super().__init__(args, **kwargs)

    def _each(self, method, value):
        return tuple(getattr(column, method)(element) for column, element in zip(self.types, value))

    def validate(self, value):
        value = super().validate(value)
        if value is None:
            return None
        if len(value) > len(self.types):
            raise ValidationError(f"Value {value!r} has more fields than tuple definition ({self.db_type})")
        return self._each("validate", value)

    def to_python(self, value):
        return () if value is None else self._each("to_python", value)

    def to_database(self, value):
        return None if value is None else self._each("to_database", value)


class BaseContainerColumn(BaseCollectionColumn):
    """Base of columns of sets, lists and maps. The server does not tell an empty one from null."""

    value_manager = ContainerValueManager
    _python_type_hashable = False
    _kinds: tuple[type, ...] = ()
    _noun = ""
    _refusal = "None is not allowed in a {}"

    @property
    def value_col(self):
        """The column of the elements, or of the values of a map."""
        return self.types[-1]

    def _check(self, value):
        if not isinstance(value, self._kinds):
            raise ValidationError(f"{self.column_name} {value} is not a {self._noun} object")
        if None in value:
            raise ValidationError(f"{self.column_name} {self._refusal.format(self._cql_name)}")

    def _each(self, method, value):
        raise NotImplementedError

    def validate(self, value):
        value = super().validate(value)
        if value is None:
            return None
        self._check(value)
        return self._each("validate", value)

    def to_python(self, value):
        return self._each("to_python", () if value is None else value)

    def to_database(self, value):
        return None if value is None else self._each("to_database", value)


class Set(BaseContainerColumn):
    """A ``set``. Without ``strict``, lists and tuples are made sets."""

    db_type = "set"
    _cql_name = "set"
    _noun = "set"
    _kinds = (set, util.SortedSet)
    _refusal = "None not allowed in a {}"

    def __init__(self, value_type, strict=True, default=set, **kwargs):
        self.strict = strict
        super().__init__((value_type,), default=default, **kwargs)
        if not self.value_col._python_type_hashable:
            raise ValidationError("Cannot create a Set with unhashable value type (see PYTHON-494)")

    def _check(self, value):
        if not self.strict:
            if not isinstance(value, (*self._kinds, list, tuple)):
                raise ValidationError(f"{self.column_name} {value} cannot be coerced to a set object")
            value = set(value)
        super()._check(value)

    def _each(self, method, value):
        convert = getattr(self.value_col, method)
        return {convert(element) for element in value}


class List(BaseContainerColumn):
    """A ``list``."""

    db_type = "list"
    _cql_name = "list"
    _noun = "list"
    _kinds = (set, list, tuple)

    def __init__(self, value_type, default=list, **kwargs):
        super().__init__((value_type,), default=default, **kwargs)

    def _each(self, method, value):
        convert = getattr(self.value_col, method)
        return [convert(element) for element in value]


class Map(BaseContainerColumn):
    """A ``dict``."""

    db_type = "map"
    _cql_name = "map"
    _noun = "dict"
    _kinds = (dict, util.OrderedMap)

    def __init__(self, key_type, value_type, default=dict, **kwargs):
        super().__init__((key_type, value_type), default=default, **kwargs)
        if not self.key_col._python_type_hashable:
            raise ValidationError("Cannot create a Map with unhashable key type (see PYTHON-494)")

    @property
    def key_col(self):
        """The column of the keys."""
        return self.types[0]

    def _each(self, method, value):
        convert_key, convert = getattr(self.key_col, method), getattr(self.value_col, method)
        return {convert_key(key): convert(element) for key, element in value.items()} if value else {}


class UserDefinedType(Column):
    """A value of a user-defined type: an instance of ``user_type``, a subclass of
    :class:`~cassandra.cqlengine.usertype.UserType`."""

    value_manager = UDTValueManager

    def __init__(self, user_type, **kwargs):
        self.user_type = user_type
        self.db_type = f"frozen<{user_type.type_name()}>"
        super().__init__(**kwargs)

    @property
    def sub_types(self):
        return list(self.user_type._fields.values())

    @property
    def cql_type(self):
        return UserType.make_udt_class(
            keyspace="",
            udt_name=self.user_type.type_name(),
            field_names=[field.db_field_name for field in self.sub_types],
            field_types=[field.cql_type for field in self.sub_types],
        )

    def validate(self, value):
        value = super().validate(value)
        if value is not None:
            value.validate()
        return value

    def _each(self, method, value):
        if value is None:
            return None
        converted = deepcopy(value)
        for name, field in self.user_type._fields.items():
            element = converted[name]
            if element is not None or isinstance(field, BaseContainerColumn):
                converted[name] = getattr(field, method)(element)
        return converted

    def to_python(self, value):
        return self._each("to_python", value)

    def to_database(self, value):
        return self._each("to_database", value)


def resolve_udts(col_def, out_list):
    """Adds the classes of the user-defined types of a column to a list, those that a type is made of before it."""
    for column in col_def.sub_types:
        resolve_udts(column, out_list)
    if isinstance(col_def, UserDefinedType):
        out_list.append(col_def.user_type)

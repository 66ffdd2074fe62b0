"""User-defined types as classes."""

from __future__ import annotations

from typing import ClassVar

from cassandra.cqlengine import CQLEngineException, connection
from cassandra.cqlengine._record import ColumnDescriptor, Record, database_name
from cassandra.cqlengine.columns import Column


class UserTypeException(CQLEngineException):
    """Base of the errors of user-defined types."""


class UserTypeDefinitionException(UserTypeException):
    """The class of a type cannot be made."""


class BaseUserType(Record):
    """What all types have in common. Types inherit from :class:`UserType`."""

    __type_name__: str | None = None

    _fields: ClassVar[dict[str, Column]] = {}
    _db_map: ClassVar[dict[str, str]] = {}

    def __init__(self, **values):
        self._load({self._db_map.get(name, name): value for name, value in values.items()})

    @classmethod
    def _members(cls):
        return cls._fields

    def __getattr__(self, attr):
        # The driver writes values by the names of the fields in the database.
        if attr in self._db_map:
            return getattr(self, self._db_map[attr])
        raise AttributeError(attr)

    def __str__(self):
        fields = (f"'{name}': {getattr(self, name)}" for name in self._values)
        return f"{{{', '.join(fields)}}}"

    def has_changed_fields(self):
        """Tells whether a field has to be written."""
        return any(manager.changed for manager in self._values.values())

    def reset_changed_fields(self):
        """Takes the values as those of the database."""
        for manager in self._values.values():
            manager.reset_previous_value()

    @classmethod
    def register_for_keyspace(cls, keyspace, connection=None):
        """Reads and writes the type of a keyspace as this class, on a connection."""
        _register(keyspace, cls, connection)

    @classmethod
    def type_name(cls):
        """Returns the name of the type: ``__type_name__`` in lower case, or one made of the name of the class."""
        if cls.__type_name__:
            return cls.__type_name__.lower()
        cls.__type_name__ = database_name(cls.__name__)
        return cls.__type_name__

    def validate(self):
        """Validates the values; :exc:`~cassandra.cqlengine.ValidationError` names the field that does not fit."""
        for name, value in self._valid_values():
            setattr(self, name, value)


def _register(keyspace, user_type, name):
    connection.register_udt(keyspace, user_type.type_name(), user_type, connection=name)


class UserTypeMetaClass(type):
    """Collects the fields of a type."""

    def __new__(metacls, name, bases, attrs):
        members = [(key, value) for key, value in attrs.items() if isinstance(value, Column)]
        fields = dict(sorted(members, key=lambda member: member[1].position))
        db_map = {}
        for key, field in fields.items():
            if hasattr(BaseUserType, key):
                raise UserTypeDefinitionException(f"field '{key}' conflicts with built-in attribute/method")
            field.set_column_name(key)
            if field.db_field_name != key:
                db_map[field.db_field_name] = key
            attrs[key] = ColumnDescriptor(field)
        for db_field, key in db_map.items():
            if db_field in fields:
                raise UserTypeDefinitionException(
                    f"db_field '{db_field}' for field '{key}' conflicts with another attribute name"
                )
        attrs.update(_fields=fields, _db_map=db_map)
        return super().__new__(metacls, name, bases, attrs)


class UserType(BaseUserType, metaclass=UserTypeMetaClass):
    """Base of user-defined types, whose fields are columns::

        class address(UserType):
            street = columns.Text()
            zipcode = columns.Integer()

    :func:`~cassandra.cqlengine.management.sync_type` creates the type in the database.
    """

    __type_name__: str | None = None
    """The name of the type, if it is not that of the class."""

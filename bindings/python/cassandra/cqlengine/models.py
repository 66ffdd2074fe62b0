"""Tables as classes, whose instances are rows."""

from __future__ import annotations

from typing import Any, ClassVar
from warnings import warn

from cassandra._homes import open_up
from cassandra.cqlengine import CQLEngineException, ValidationError, columns, connection, query
from cassandra.cqlengine._condition import ColumnQueryEvaluator
from cassandra.cqlengine._definition import (
    ModelDefinition,
    ModelDefinitionException,
    ModelException,
    PolymorphicModelException,
    clone_model,
)
from cassandra.cqlengine._descriptors import ConnectionName, OptionOfWrites, QuerySetDescriptor
from cassandra.cqlengine._hierarchy import class_of_row
from cassandra.cqlengine._record import ColumnDescriptor, Record, database_name
from cassandra.metadata import protect_name

__all__ = [
    "DEFAULT_KEYSPACE",
    "BaseModel",
    "ColumnDescriptor",
    "ColumnQueryEvaluator",
    "Model",
    "ModelDefinitionException",
    "ModelException",
    "ModelMetaClass",
    "PolymorphicModelException",
    "QuerySetDescriptor",
    "UndefinedKeyspaceWarning",
    "ValidationError",
    "_clone_model_class",
    "columns",
    "connection",
    "query",
]

DEFAULT_KEYSPACE: str | None = None
"""The keyspace of models that name none. :func:`cassandra.cqlengine.connection.setup` sets it."""


class UndefinedKeyspaceWarning(Warning):
    """A model has no keyspace."""


def _clone_model_class(model, attrs):
    return clone_model(model, **attrs)


class BaseModel(Record):
    """What all models have in common. Models inherit from :class:`Model`."""

    class DoesNotExist(query.DoesNotExist):
        """No row of the model matches."""

    class MultipleObjectsReturned(query.MultipleObjectsReturned):
        """More than one row of the model matches."""

    objects = QuerySetDescriptor()

    __table_name__: str | None = None
    __table_name_case_sensitive__ = False
    __keyspace__: str | None = None
    __connection__: str | None = None
    __discriminator_value__: Any = None
    __options__: dict | None = None
    __compute_routing_key__ = True
    __queryset__ = query.ModelQuerySet
    __dmlquery__ = query.DMLQuery
    __consistency__: int | None = None
    __abstract__ = False
    __default_ttl__: int | None = None

    _columns: ClassVar[dict[str, columns.Column]] = {}
    _primary_keys: ClassVar[dict[str, columns.Column]] = {}
    _partition_keys: ClassVar[dict[str, columns.Column]] = {}
    _db_map: ClassVar[dict[Any, Any]] = {}
    _is_polymorphic = False
    _is_polymorphic_base = False
    _polymorphic_base: Any = None
    _discriminator_column_name: Any = None
    _table_name: str | None = None
    _clone_of: Any = None
    _if_not_exists = False
    _if_exists = False
    _connection: str | None = None
    _get_connection = ConnectionName()

    def __init__(self, **values):
        self._ttl: int | None = None
        self._timestamp: Any = None
        self._conditional: list | None = None
        self._batch: query.BatchQuery | None = None
        self._timeout: Any = connection.NOT_SET
        self._is_persisted = False
        self._load(values)

    @classmethod
    def _members(cls):
        return cls._columns

    def __repr__(self):
        names = (name for name in self._columns if name != self._discriminator_column_name)
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    def __str__(self):
        keys = ", ".join(f"{name}={getattr(self, name)}" for name in self._primary_keys)
        return f"{type(self).__name__} <{keys}>"

    @classmethod
    def _routing_key_from_values(cls, pk_values, protocol_version):
        if not cls.__compute_routing_key__:
            return None
        keys = cls._partition_keys.values()
        return [key.cql_type.to_binary(value, protocol_version) for key, value in zip(keys, pk_values)]

    @classmethod
    def _construct_instance(cls, values):
        """Returns the instance of a row, which is a dict by the names in the database."""
        if cls._db_map:
            values = {cls._db_map.get(name, name): value for name, value in values.items()}
        klass = cls
        if cls._is_polymorphic:
            klass = class_of_row(cls, values)
            values = {name: value for name, value in values.items() if name in klass._columns}
        instance = klass(**values)
        instance._set_persisted(force=True)
        return instance

    def _set_persisted(self, force=False):
        """Takes the values that changed, or all, as those of the database."""
        for manager in self._values.values():
            if force or manager.changed:
                manager.reset_previous_value()
                manager.explicit = False
        self._is_persisted = True

    def _can_update(self):
        return self._is_persisted and not any(self._values[name].changed for name in self._primary_keys)

    @classmethod
    def _get_keyspace(cls):
        return cls.__keyspace__ or DEFAULT_KEYSPACE

    @classmethod
    def _get_column(cls, name):
        return cls._columns[name]

    @classmethod
    def _get_column_by_db_name(cls, name):
        return cls._columns.get(cls._db_map.get(name, name))

    @classmethod
    def column_family_name(cls, include_keyspace=True):
        """Returns the name of the table as CQL writes it, with its keyspace."""
        name = protect_name(cls._raw_column_family_name())
        if not include_keyspace:
            return name
        keyspace = cls._get_keyspace()
        if not keyspace:
            raise CQLEngineException(
                "Model keyspace is not set and no default is available. Set model keyspace or setup connection before "
                "attempting to generate a query."
            )
        return f"{protect_name(keyspace)}.{name}"

    @classmethod
    def _raw_column_family_name(cls):
        if cls._table_name is None:
            cls._table_name = cls._make_table_name()
        return cls._table_name

    @classmethod
    def _make_table_name(cls):
        name = cls.__table_name__
        if name and cls.__table_name_case_sensitive__:
            warn("Model __table_name_case_sensitive__ will be removed in 4.0.", PendingDeprecationWarning, stacklevel=4)
            return name
        if name:
            if name != name.lower():
                warn(
                    "Model __table_name__ will be case sensitive by default in 4.0. You should fix the __table_name__ "
                    f"value of the '{cls.__name__}' model.",
                    stacklevel=4,
                )
            return name.lower()
        if cls._polymorphic_base is not None:
            return cls._polymorphic_base._raw_column_family_name()
        return database_name(cls.__name__)

    def _set_column_value(self, name, value):
        """Changes a value without taking it as assigned."""
        self._values[name].value = value

    def validate(self):
        """Validates the values; :exc:`~cassandra.cqlengine.ValidationError` names the column that does not fit.
        Subclasses may check more."""
        for name, value in self._valid_values():
            self._set_column_value(name, value)

    def _as_dict(self):
        """Returns the values as the database gets them."""
        return {name: column.to_database(getattr(self, name, None)) for name, column in self._columns.items()}

    def get_changed_columns(self):
        """Returns the names of the columns whose values have to be written."""
        return [name for name, manager in self._values.items() if manager.changed]

    @classmethod
    def create(cls, **kwargs):
        """Inserts an instance with these values, and returns it."""
        unknown = kwargs.keys() - cls._columns.keys()
        if unknown:
            raise ValidationError(f"Incorrect columns passed: {unknown}")
        return cls.objects.create(**kwargs)

    @classmethod
    def all(cls):
        """Returns a query of all rows."""
        return cls.objects.all()

    @classmethod
    def filter(cls, *args, **kwargs):
        """Returns a query with conditions; see :meth:`cassandra.cqlengine.query.ModelQuerySet.filter`."""
        return cls.objects.filter(*args, **kwargs)

    @classmethod
    def get(cls, *args, **kwargs):
        """Returns the only instance that conditions match; see
        :meth:`cassandra.cqlengine.query.ModelQuerySet.get`."""
        return cls.objects.get(*args, **kwargs)

    @OptionOfWrites
    def ttl(self, ttl):
        """Sets after how many seconds what is written disappears."""
        self._ttl = ttl
        return self

    @OptionOfWrites
    def timestamp(self, timestamp):
        """Sets the write time of the next write: microseconds, a ``timedelta`` from now, or a ``datetime``."""
        self._timestamp = timestamp
        return self

    @OptionOfWrites
    def consistency(self, consistency):
        """Sets the :class:`~cassandra.ConsistencyLevel`."""
        self.__consistency__ = consistency
        return self

    @OptionOfWrites
    def iff(self, *prepared, **conditions):
        """Sets the conditions of a lightweight transaction: by keyword, or as one list."""
        self._conditional = prepared[0] if prepared else self.objects.iff(**conditions)._conditional
        return self

    @OptionOfWrites
    def if_not_exists(self, ife=True):
        """Inserts only if there is no such row."""
        self._if_not_exists = ife
        return self

    @OptionOfWrites
    def if_exists(self, ife=True):
        """Updates and deletes only if there is such a row."""
        self._if_exists = ife
        return self

    @OptionOfWrites
    def using(self, connection=None):
        """Uses a connection by its name."""
        if connection:
            self._connection = connection
        return self

    @OptionOfWrites
    def batch(self, batch):
        """Adds writes to a :class:`~cassandra.cqlengine.query.BatchQuery` instead of sending them."""
        assert self._timeout is connection.NOT_SET, "Setting both timeout and batch is not supported"
        if self._connection:
            raise CQLEngineException("Cannot specify a connection on model in batch mode.")
        self._batch = batch
        return self

    def timeout(self, timeout):
        """Sets the timeout of writes in seconds; ``None`` is without limit."""
        assert self._batch is None, "Setting both timeout and batch is not supported"
        self._timeout = timeout
        return self

    def _writer(self):
        return self.__dmlquery__(
            type(self),
            self,
            batch=self._batch,
            ttl=self._ttl,
            timestamp=self._timestamp,
            consistency=self.__consistency__,
            if_not_exists=self._if_not_exists,
            conditional=self._conditional,
            timeout=self._timeout,
            if_exists=self._if_exists,
        )

    def _write(self, verb):
        if self._is_polymorphic_base:
            raise PolymorphicModelException(f"cannot {verb} polymorphic base model")
        if self._is_polymorphic:
            setattr(self, self._discriminator_column_name, self.__discriminator_value__)
        self.validate()
        getattr(self._writer(), verb)()
        self._set_persisted()
        self._timestamp = None
        return self

    def save(self):
        """Validates and writes the instance, and returns it: an insertion, or an update of what changed if it was
        read or saved before."""
        return self._write("save")

    def update(self, **values):
        """Assigns values, then validates and writes what changed, and returns the instance. A value of ``None``
        deletes that of the column."""
        for name, value in values.items():
            column = self._columns.get(name)
            if column is None:
                raise ValidationError(f"{self.__module__}.{type(self).__name__} has no column named: {name}")
            if column.is_primary_key and value != getattr(self, name):
                raise ValidationError(
                    f"Cannot apply update to primary key '{name}' for {self.__module__}.{type(self).__name__}"
                )
            setattr(self, name, value)
        return self._write("update")

    def delete(self):
        """Deletes the row of the instance."""
        self._writer().delete()


class ModelMetaClass(type):
    """Makes the class of a model of its columns."""

    def __new__(metacls, name, bases, attrs):
        definition = ModelDefinition(name, bases, attrs)
        model: Any = super().__new__(metacls, name, bases, definition.attributes(BaseModel))
        user_types: list = []
        for column in definition.columns.values():
            columns.resolve_udts(column, user_types)
        for user_type in set(user_types):
            user_type.register_for_keyspace(model._get_keyspace())
        return model


class Model(BaseModel, metaclass=ModelMetaClass):
    """Base of models, whose columns are attributes of the class::

        class Person(Model):
            id = columns.UUID(primary_key=True, default=uuid4)
            name = columns.Text()

    Instances are made of keyword arguments; ``Person.objects`` is a query of all rows.
    """

    __abstract__ = True
    """Whether the class is only a base of others and has no table. It is not inherited."""

    __table_name__: str | None = None
    """The name of the table, if it is not that of the class; in lower case unless it is case sensitive."""

    __table_name_case_sensitive__ = False
    """Whether the case of ``__table_name__`` counts."""

    __keyspace__: str | None = None
    """The keyspace, if it is not the default one."""

    __connection__: str | None = None
    """The name of the connection, if it is not the default one."""

    __options__: dict | None = None
    """Options of the table: compaction, default time to live, caching and so on."""

    __discriminator_value__: Any = None
    """The value of the discriminator column that tells the rows of the model from others of the hierarchy."""

    __compute_routing_key__ = True
    """Whether requests say where their partition is, so that they are sent to a replica."""


__getattr__ = open_up(__name__)

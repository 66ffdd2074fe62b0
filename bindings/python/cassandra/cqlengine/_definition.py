"""What the class statement of a model becomes: its columns, keys and names, checked."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from cassandra.cqlengine import CQLEngineException, columns
from cassandra.cqlengine._record import ColumnDescriptor


class ModelException(CQLEngineException):
    """Base of the errors of models."""


class ModelDefinitionException(ModelException):
    """The class of a model cannot be made."""


class PolymorphicModelException(ModelException):
    """A model of a hierarchy is used as it cannot be, or a row belongs to none of them."""


def clone_model(model, **attributes) -> Any:
    """Returns a subclass of a model that is it in all but some attributes."""
    # Django's metaclass registers what is a class of some module, and each class of one module but once.
    clone = type(model)(model.__name__, (model,), attributes)
    clone.__module__ = model.__module__
    clone.__abstract__ = model.__abstract__
    clone.__discriminator_value__ = model.__discriminator_value__
    clone.__default_ttl__ = model.__default_ttl__
    clone._clone_of = model._clone_of or model
    clone._table_name = model._table_name
    clone._is_polymorphic_base = model._is_polymorphic_base
    clone._polymorphic_base = model._polymorphic_base
    return clone


class ModelDefinition:
    """The class statement of a model."""

    def __init__(self, name, bases, attrs):
        self.name = name
        self.bases = bases
        self.attrs = attrs
        self.is_abstract = attrs.get("__abstract__", False)
        self.discriminator_value = attrs.get("__discriminator_value__")
        members = [(key, value) for key, value in attrs.items() if isinstance(value, columns.Column)]
        self.own = dict(sorted(members, key=lambda member: member[1].position))

    @cached_property
    def columns(self):
        """The columns of the bases, then those of the class; one that replaces another takes its place."""
        merged: dict[str, columns.Column] = {}
        for base in self.bases:
            merged = {**getattr(base, "_defined_columns", {}), **merged}
        for key, column in self.own.items():
            replaced = merged.get(key)
            if replaced is not None:
                column.position = replaced.position
                column.partition_key = replaced.partition_key
                column.primary_key = column.primary_key or replaced.partition_key
            merged[key] = column
        return merged

    @cached_property
    def discriminator(self):
        """The name and the column that tell the models of a hierarchy apart; ``None`` and ``None`` without one."""
        found = [(key, column) for key, column in self.columns.items() if column.discriminator_column]
        if len(found) > 1:
            raise ModelDefinitionException(
                f"only one discriminator_column can be defined in a model, {len(found)} found"
            )
        if self.discriminator_value and not found:
            raise ModelDefinitionException(
                "__discriminator_value__ specified, but no base columns defined with discriminator_column=True"
            )
        if found and isinstance(found[0][1], (columns.BaseContainerColumn, columns.Counter)):
            raise ModelDefinitionException("counter and container columns cannot be used as discriminator columns")
        return found[0] if found else (None, None)

    @property
    def is_polymorphic_base(self):
        """Whether the class is the root of a hierarchy in one table."""
        return any(column.discriminator_column for column in self.own.values())

    @property
    def polymorphic_base(self):
        """The root of the hierarchy that the class belongs to, or ``None``."""
        if self.discriminator[1] is None or self.is_polymorphic_base:
            return None
        ancestors = (ancestor for base in self.bases for ancestor in base.__mro__)
        return next((ancestor for ancestor in ancestors if vars(ancestor).get("_is_polymorphic_base")), None)

    def check_columns(self, reserved):
        """Raises for columns that cannot be together, or that hide an attribute of ``reserved``."""
        counters = [column for column in self.columns.values() if isinstance(column, columns.Counter)]
        if any(column.primary_key for column in counters):
            raise ModelDefinitionException("counter columns cannot be used as primary keys")
        if not self.is_abstract and not any(column.primary_key for column in self.columns.values()):
            raise ModelDefinitionException("At least 1 primary key is required.")
        data = [column for column in self.columns.values() if not column.primary_key and column not in counters]
        if counters and data:
            raise ModelDefinitionException("counter models may not have data columns")
        names = {name for base in reserved.__mro__ for name in vars(base)}
        for key in self.columns:
            if key in names:
                raise ModelDefinitionException(f"column '{key}' conflicts with built-in attribute/method")

    def mark_partition_key(self):
        """Makes the first primary key that of the partition when none is marked, and numbers the parts."""
        keys = [column for column in self.columns.values() if column.primary_key]
        if keys and not any(column.partition_key for column in keys):
            keys[0].partition_key = True
        for index, column in enumerate(column for column in keys if column.partition_key):
            column._partition_key_index = index

    def name_columns(self):
        """Tells the columns their names, and returns those of the attributes by those of the database that differ."""
        db_map, names = {}, set()
        for key, column in self.columns.items():
            column.set_column_name(key)
            field = column.db_field_name
            if field in names:
                raise ModelException(f"{self.name} defines the column '{field}' more than once")
            names.add(field)
            if field != key:
                db_map[field] = key
            self._check_order(column)
        return db_map

    @staticmethod
    def _check_order(column):
        order = column.clustering_order
        if order and (column.partition_key or not column.primary_key):
            raise ModelException("clustering_order may be specified only for clustering primary keys")
        if order and order.lower() not in ("asc", "desc"):
            raise ModelException(f"invalid clustering order {order!r} for column '{column.db_field_name}'")

    def _row_errors(self):
        """Makes exceptions of the model's own, which those of its base catch."""
        for kind in ("DoesNotExist", "MultipleObjectsReturned"):
            base = next(getattr(base, kind) for base in self.bases if hasattr(base, kind))
            yield kind, type(kind, (base,), {"__module__": self.attrs.get("__module__")})

    def _primary_key(self, partition):
        """Returns the attribute ``pk``: the column, or the tuple of values of several."""
        if len(partition) == 1:
            return ColumnDescriptor(next(iter(partition.values())))

        def set_values(instance, values):
            for name, value in zip(partition, values):
                setattr(instance, name, value)

        return property(lambda instance: tuple(getattr(instance, name) for name in partition), set_values)

    def attributes(self, reserved):
        """Returns the attributes of the class."""
        discriminator_name, discriminator = self.discriminator
        self.check_columns(reserved)
        self.mark_partition_key()
        db_map = self.name_columns()
        primary = {key: column for key, column in self.columns.items() if column.primary_key}
        partition = {key: column for key, column in primary.items() if column.partition_key}
        is_routed = self.attrs.get("__compute_routing_key__", True)
        return {
            **self.attrs,
            **{key: ColumnDescriptor(column) for key, column in self.columns.items()},
            **dict(self._row_errors()),
            "pk": self._primary_key(partition),
            "__abstract__": self.is_abstract,
            "__discriminator_value__": self.discriminator_value,
            "__default_ttl__": (self.attrs.get("__options__") or {}).get("default_time_to_live"),
            "_columns": self.columns,
            "_defined_columns": self.columns,
            "_primary_keys": primary,
            "_partition_keys": partition,
            "_clustering_keys": {key: column for key, column in primary.items() if not column.partition_key},
            "_partition_key_index": {
                column.db_field_name: column._partition_key_index for column in partition.values() if is_routed
            },
            "_pk_name": next(iter(partition)) if len(partition) == 1 else None,
            "_db_map": db_map,
            "_has_counter": any(isinstance(column, columns.Counter) for column in self.columns.values()),
            "_is_polymorphic": discriminator is not None,
            "_is_polymorphic_base": self.is_polymorphic_base,
            "_polymorphic_base": self.polymorphic_base,
            "_discriminator_column": discriminator,
            "_discriminator_column_name": discriminator_name,
            "_discriminator_map": {} if self.is_polymorphic_base else None,
            "_clone_of": None,
            "_table_name": None,
        }

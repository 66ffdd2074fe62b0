"""Attributes of models that are one thing on the class and another on its instances."""

from __future__ import annotations

from typing import Any

from cassandra.cqlengine import CQLEngineException


class QuerySetDescriptor:
    """A new query of the model each time, of the rows of its kind if the model is one of a hierarchy."""

    def __get__(self, obj, model) -> Any:
        if model.__abstract__:
            raise CQLEngineException("cannot execute queries against abstract models")
        queryset = model.__queryset__(model)
        column = model._discriminator_column
        if model._is_polymorphic and not model._is_polymorphic_base and (column.partition_key or column.index):
            return queryset.filter(**{model._discriminator_column_name: model.__discriminator_value__})
        return queryset


class OptionOfWrites:
    """A method of instances that sets an option of what they write next. On the class, the method of the same name of
    a new query."""

    def __init__(self, method):
        self.method = method
        self.__doc__ = method.__doc__

    def __get__(self, instance, model) -> Any:
        if instance is None:
            return getattr(model.objects, self.method.__name__)
        return self.method.__get__(instance, model)


class ConnectionName:
    """The name of the connection of an instance, or of its class."""

    def __get__(self, instance, model) -> Any:
        if instance is None:
            return lambda: model.__connection__
        return lambda: instance._connection or instance.__connection__

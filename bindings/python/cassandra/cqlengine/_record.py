"""What instances of models and of user-defined types have in common: named values, and the look of a mapping."""

from __future__ import annotations

import re
from typing import Any

from cassandra.cqlengine._condition import ColumnQueryEvaluator
from cassandra.cqlengine.columns import BaseContainerColumn, BaseValueManager, Column

# The server refuses longer names of tables.
_LONGEST_NAME = 48


def database_name(class_name):
    """Returns the name of a table or type for a class: ``CamelCase`` as ``camel_case``."""
    words = re.sub("([a-z])([A-Z])", r"\1_\2", class_name)
    return words[-_LONGEST_NAME:].lower().lstrip("_")


class Record:
    """Named values. It is made of keyword arguments; what is not given has its default."""

    _values: dict[str, BaseValueManager]

    @classmethod
    def _members(cls) -> dict[str, Column]:
        """Returns the columns by the names of their attributes."""
        raise NotImplementedError

    def _load(self, values):
        self._values = {}
        for name, column in self._members().items():
            is_given = name in values
            value = values[name] if is_given else column.get_default()
            if value is not None or isinstance(column, BaseContainerColumn):
                value = column.to_python(value)
            manager = self._values[name] = column.value_manager(self, column, value)
            manager.explicit = is_given

    def _valid_values(self):
        """Yields each name with its value, validated, and its default in place of a value that was never given."""
        for name, column in self._members().items():
            manager = self._values[name]
            value = manager.getval()
            if value is None and not manager.explicit and column.has_default:
                value = column.get_default()
            yield name, column.validate(value)

    def __eq__(self, other):
        if self.__class__ is not other.__class__:
            return False
        return all(getattr(self, name, None) == getattr(other, name, None) for name in self._members())

    __hash__ = None  # type: ignore[assignment]

    def __iter__(self):
        return iter(self._members())

    def _check_name(self, key):
        if not isinstance(key, str):
            raise TypeError(f"names are strings, not {type(key).__name__}")
        if key not in self._members():
            raise KeyError(key)

    def __getitem__(self, key) -> Any:
        self._check_name(key)
        return getattr(self, key)

    def __setitem__(self, key, val):
        self._check_name(key)
        setattr(self, key, val)

    def __len__(self):
        return len(self._members())

    def keys(self):
        """Returns the names as a list."""
        return list(self._members())

    def values(self):
        """Returns the values as a list."""
        return [self[name] for name in self._members()]

    def items(self):
        """Returns pairs of names and values as a list."""
        return [(name, self[name]) for name in self._members()]


class ColumnDescriptor:
    """The attribute of a column: the value for instances, and for the class what makes conditions."""

    def __init__(self, column):
        self.column = column
        self.query_evaluator = ColumnQueryEvaluator(column)

    def __get__(self, instance, owner) -> Any:
        if instance is None:
            return self.query_evaluator
        return instance._values[self.column.column_name].getval()

    def __set__(self, instance, value):
        instance._values[self.column.column_name].setval(value)

    def __delete__(self, instance):
        if not self.column.can_delete:
            raise AttributeError(f"cannot delete {self.column.column_name} columns")
        instance._values[self.column.column_name].delval()

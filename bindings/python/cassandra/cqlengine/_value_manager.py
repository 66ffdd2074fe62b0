"""What an instance knows of the value of one of its columns: the value, and whether it changed since it was read."""

from __future__ import annotations

from copy import copy, deepcopy
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

# Values of these types cannot change under the instance that read them.
_IMMUTABLE = frozenset((type(None), bool, bytes, date, datetime, Decimal, float, int, str, UUID))


class BaseValueManager:
    """The value of a scalar column. ``explicit`` tells that the user has assigned it."""

    def __init__(self, instance, column, value):
        self.instance = instance
        self.column = column
        self.value: Any = value
        self.previous_value: Any = None
        self.explicit = False

    def __deepcopy__(self, memo):
        clone = memo[id(self)] = copy(self)
        clone.instance = deepcopy(self.instance, memo)
        clone.value = deepcopy(self.value, memo)
        clone.previous_value = deepcopy(self.previous_value, memo)
        # The column is part of the class, which its instances share.
        return clone

    @property
    def deleted(self):
        """Whether the value became null."""
        is_null = self.column._val_is_null
        return is_null(self.value) and (self.explicit or not is_null(self.previous_value))

    @property
    def changed(self):
        """Whether the value has to be written."""
        return self.explicit and self.value != self.previous_value

    def reset_previous_value(self):
        """Takes the value as that of the database."""
        is_immutable = type(self.value) in _IMMUTABLE
        self.previous_value = self.value if is_immutable else deepcopy(self.value)

    def getval(self):
        """Returns the value."""
        return self.value

    def setval(self, val):
        """Assigns the value."""
        self.value = val
        self.explicit = True

    def delval(self):
        """Makes the value null."""
        self.value = None

    def get_property(self):
        """Returns a ``property`` of the value, which cannot be deleted if it is part of the primary key."""
        deleter = (lambda _: self.delval()) if self.column.can_delete else None
        return property(lambda _: self.getval(), lambda _, val: self.setval(val), deleter)


class ContainerValueManager(BaseValueManager):
    """The value of a collection, which users change in place, so that it may have changed without assignment."""

    @property
    def changed(self):
        if self.explicit:
            return self.value != self.previous_value
        default = self.column.get_default()
        if self.column._val_is_null(default):
            return not self.column._val_is_null(self.value) and self.value != self.previous_value
        return self.value != (default if self.previous_value is None else self.previous_value)


class CounterValueManager(BaseValueManager):
    """The value of a counter, which is never null."""

    def __init__(self, instance, column, value):
        super().__init__(instance, column, value or 0)
        self.previous_value = 0


class UDTValueManager(BaseValueManager):
    """The value of a user-defined type, whose fields users change in place."""

    @property
    def changed(self):
        if self.explicit:
            return self.value != self.previous_value
        default = self.column.get_default()
        if not self.column._val_is_null(default):
            return self.value != default
        return self.previous_value is None and self.value is not None and self.value.has_changed_fields()

    def reset_previous_value(self):
        if self.value is not None:
            self.value.reset_changed_fields()
        self.previous_value = copy(self.value)

"""Functions of CQL that may stand for values in conditions."""

from __future__ import annotations

from datetime import datetime

from cassandra.cqlengine import UnicodeMixin, ValidationError
from cassandra.cqlengine._moment import milliseconds


def get_total_seconds(td):
    """Returns a ``timedelta`` in seconds."""
    return td.total_seconds()


class QueryValue(UnicodeMixin):
    """The value of a condition, rendered as a placeholder. Subclasses change :attr:`format_string`, which gets the
    number of the placeholder, or the value in :meth:`update_context`."""

    format_string = "%({0})s"

    def __init__(self, value):
        self.value = value
        self.context_id: int | None = None

    def __unicode__(self):
        return self.format_string.format(self.context_id)

    def set_context_id(self, ctx_id):
        """Numbers the placeholder."""
        self.context_id = ctx_id

    def get_context_size(self):
        """Returns how many placeholders the value takes."""
        return 1

    def update_context(self, ctx):
        """Adds the value to the parameters of the statement."""
        ctx[str(self.context_id)] = self.value


class BaseQueryFunction(QueryValue):
    """Base of functions that ``filter`` takes as values."""


class TimeUUIDQueryFunction(BaseQueryFunction):
    """Base of functions that make a ``timeuuid`` of a ``datetime``."""

    def __init__(self, value):
        if not isinstance(value, datetime):
            raise ValidationError("datetime instance is required")
        super().__init__(value)

    def to_database(self, val):
        """Returns the milliseconds since the epoch; a naive time is UTC."""
        return milliseconds(val)

    def update_context(self, ctx):
        ctx[str(self.context_id)] = self.to_database(self.value)


class MinTimeUUID(TimeUUIDQueryFunction):
    """The smallest ``timeuuid`` of a time."""

    format_string = "MinTimeUUID(%({0})s)"


class MaxTimeUUID(TimeUUIDQueryFunction):
    """The largest ``timeuuid`` of a time."""

    format_string = "MaxTimeUUID(%({0})s)"


class Token(BaseQueryFunction):
    """The token of a partition key, for comparison with ``pk__token``: its values, or one list of them."""

    def __init__(self, *values):
        if len(values) == 1 and isinstance(values[0], (list, tuple)):
            values = values[0]
        super().__init__(values)
        self._columns: list = []

    def set_columns(self, columns):
        """Takes the columns of the partition key, which convert the values."""
        self._columns = columns

    def get_context_size(self):
        return len(self.value)

    def _numbers(self):
        first = self.context_id or 0
        return range(first, first + len(self.value))

    def __unicode__(self):
        return f"token({', '.join(f'%({number})s' for number in self._numbers())})"

    def update_context(self, ctx):
        for number, column, value in zip(self._numbers(), self._columns, self.value):
            ctx[str(number)] = column.to_database(value)

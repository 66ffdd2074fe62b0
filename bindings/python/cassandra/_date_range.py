"""The date ranges of DataStax Enterprise: spans of time whose ends are as precise as they were written."""

from __future__ import annotations

import calendar
import datetime
from functools import total_ordering
from typing import Any

from cassandra._moment import ms_timestamp_from_datetime, utc_datetime_from_ms_timestamp

_MILLISECOND = datetime.timedelta(milliseconds=1)

# The fields of a time after the year, and how each begins.
_FIRST = (("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0))


class DateRangePrecision:
    """How precise a bound is: a name out of :attr:`PRECISIONS`."""

    YEAR = "YEAR"
    MONTH = "MONTH"
    DAY = "DAY"
    HOUR = "HOUR"
    MINUTE = "MINUTE"
    SECOND = "SECOND"
    MILLISECOND = "MILLISECOND"

    PRECISIONS = (YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, MILLISECOND)

    @classmethod
    def round_down_to_precision(cls, ms, precision):
        """Returns the first millisecond of the year, month … that milliseconds since the epoch lie in. A time beyond
        those of ``datetime`` stays as it is."""
        span = cls._span(ms, precision)
        return ms if span is None else ms_timestamp_from_datetime(span[0])

    @classmethod
    def round_up_to_precision(cls, ms, precision):
        """Returns the last millisecond of the year, month … that milliseconds since the epoch lie in. A time beyond
        those of ``datetime`` stays as it is."""
        span = cls._span(ms, precision)
        return ms if span is None else ms_timestamp_from_datetime(span[0] + (span[1] - _MILLISECOND))

    @classmethod
    def _span(cls, ms, precision):
        """Returns the start of the unit of time around milliseconds since the epoch, and how long it is."""
        precision = precision.upper()
        try:
            moment = utc_datetime_from_ms_timestamp(ms)
        except OverflowError:
            return None
        if precision == cls.MILLISECOND:
            return moment, _MILLISECOND
        smaller: dict[str, Any] = dict(_FIRST[cls.PRECISIONS.index(precision) :])
        return moment.replace(**smaller, microsecond=0), cls._length(moment, precision)

    @classmethod
    def _length(cls, moment, precision):
        if precision == cls.YEAR:
            return datetime.timedelta(days=366 if calendar.isleap(moment.year) else 365)
        if precision == cls.MONTH:
            return datetime.timedelta(days=calendar.monthrange(moment.year, moment.month)[1])
        return datetime.timedelta(**{f"{precision.lower()}s": 1})


_FORMATS = {
    DateRangePrecision.YEAR: "%Y",
    DateRangePrecision.MONTH: "%Y-%m",
    DateRangePrecision.DAY: "%Y-%m-%d",
    DateRangePrecision.HOUR: "%Y-%m-%dT%HZ",
    DateRangePrecision.MINUTE: "%Y-%m-%dT%H:%MZ",
    DateRangePrecision.SECOND: "%Y-%m-%dT%H:%M:%SZ",
}


@total_ordering
class DateRangeBound:
    """One end of a range: milliseconds since the epoch, or a naive UTC ``datetime``, and how precise it is. Both are
    ``None`` in :data:`OPEN_BOUND` alone. Milliseconds may lie beyond the years of ``datetime``."""

    __hash__ = None  # type: ignore[assignment]

    milliseconds: Any = None
    precision: Any = None

    def __init__(self, value, precision):
        if precision is not None:
            if not isinstance(precision, str):
                raise TypeError(f"precision must be a string; got {precision!r}")
            self.precision = precision.upper()
        if isinstance(value, datetime.datetime):
            self.milliseconds = ms_timestamp_from_datetime(value)
        elif value is None or isinstance(value, int):
            self.milliseconds = value
        else:
            raise ValueError(f"{value!r} is not a valid value for DateRangeBound")
        self.validate()

    @classmethod
    def from_value(cls, value):
        """Returns a bound as it is; makes one of a mapping with ``milliseconds`` and ``precision``, or of a pair."""
        if isinstance(value, cls):
            return value
        if hasattr(value, "get"):
            milliseconds, precision = value.get("milliseconds"), value.get("precision")
            if milliseconds is not None and precision is not None:
                return cls(milliseconds, precision)
        return cls(*value)

    def validate(self):
        """Raises ``TypeError`` when one attribute alone is ``None``, ``ValueError`` for an unknown precision."""
        if self.milliseconds is None and self.precision is None:
            return
        if self.milliseconds is None or self.precision is None:
            name = type(self).__name__
            raise TypeError(
                f"{name}.datetime and {name}.precision must not be None unless both are None; Got: {self!r}"
            )
        if self.precision not in DateRangePrecision.PRECISIONS:
            expected = DateRangePrecision.PRECISIONS
            raise ValueError(f"{type(self).__name__}.precision: expected value in {expected!r}; got {self.precision!r}")

    def datetime(self):
        """Returns a naive UTC ``datetime``; ``OverflowError`` beyond its years."""
        return utc_datetime_from_ms_timestamp(self.milliseconds)

    def round_up(self):
        """Moves the bound to the last millisecond within its precision, and returns it."""
        if self.milliseconds is not None:
            self.milliseconds = DateRangePrecision.round_up_to_precision(self.milliseconds, self.precision)
        return self

    def round_down(self):
        """Moves the bound to the first millisecond within its precision, and returns it."""
        if self.milliseconds is not None:
            self.milliseconds = DateRangePrecision.round_down_to_precision(self.milliseconds, self.precision)
        return self

    def __eq__(self, other):
        if not isinstance(other, type(self)):
            return NotImplemented
        return (self.milliseconds, self.precision) == (other.milliseconds, other.precision)

    def __lt__(self, other):
        # Ranges are sorted by their digits, as programs that store them have seen them.
        return (str(self.milliseconds), str(self.precision)) < (str(other.milliseconds), str(other.precision))

    def __str__(self):
        if self.milliseconds is None:
            return "*"
        try:
            moment = self.datetime()
        except OverflowError:
            return f"{self.milliseconds}ms"
        if self.precision == DateRangePrecision.MILLISECOND:
            return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
        return moment.strftime(_FORMATS[self.precision])

    def __repr__(self):
        return f"{type(self).__name__}(milliseconds={self.milliseconds!r}, precision={self.precision!r})"


OPEN_BOUND = DateRangeBound(value=None, precision=None)
"""The end of a range that has none; it prints as ``*``."""


@total_ordering
class DateRange:
    """A range of time: either one ``value``, or a ``lower_bound`` and an ``upper_bound``, of which the one that is
    left out is open. Each is a :class:`DateRangeBound` or what :meth:`DateRangeBound.from_value` takes.

    The lower bound and the value are rounded down to their precision, the upper bound is rounded up.
    """

    __hash__ = None  # type: ignore[assignment]

    lower_bound: Any = None
    upper_bound: Any = None
    value: Any = None

    def __init__(self, lower_bound=None, upper_bound=None, value=None):
        if lower_bound:
            self.lower_bound = DateRangeBound.from_value(lower_bound).round_down()
        if upper_bound:
            self.upper_bound = DateRangeBound.from_value(upper_bound).round_up()
        if value:
            self.value = DateRangeBound.from_value(value).round_down()
        if self.lower_bound is None and self.upper_bound is not None:
            self.lower_bound = OPEN_BOUND
        if self.upper_bound is None and self.lower_bound is not None:
            self.upper_bound = OPEN_BOUND
        self.validate()

    def validate(self):
        """Raises ``ValueError`` unless there is either a value or bounds."""
        name = type(self).__name__
        has_bounds = self.lower_bound is not None or self.upper_bound is not None
        if self.value is None and (self.lower_bound is None or self.upper_bound is None):
            raise ValueError(
                f"{name} instances where value attribute is None must set lower_bound or upper_bound; got {self!r}"
            )
        if self.value is not None and has_bounds:
            raise ValueError(
                f"{name} instances where value attribute is not None must not set lower_bound or upper_bound; "
                f"got {self!r}"
            )

    def __eq__(self, other):
        if not isinstance(other, type(self)):
            return NotImplemented
        mine = (self.lower_bound, self.upper_bound, self.value)
        return mine == (other.lower_bound, other.upper_bound, other.value)

    def __lt__(self, other):
        mine = (str(self.lower_bound), str(self.upper_bound), str(self.value))
        return mine < (str(other.lower_bound), str(other.upper_bound), str(other.value))

    def __str__(self):
        return str(self.value) if self.value else f"[{self.lower_bound} TO {self.upper_bound}]"

    def __repr__(self):
        bounds = f"lower_bound={self.lower_bound!r}, upper_bound={self.upper_bound!r}"
        return f"{type(self).__name__}({bounds}, value={self.value!r})"

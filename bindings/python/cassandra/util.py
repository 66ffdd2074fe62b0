"""Values that Python has no class for, and conversions between times and UUIDs."""

from __future__ import annotations

import calendar
import datetime
import keyword
import logging
import sys
import time
from collections import OrderedDict
from functools import total_ordering
from socket import inet_ntop, inet_pton
from weakref import WeakSet

from cassandra._date_range import OPEN_BOUND, DateRange, DateRangeBound, DateRangePrecision
from cassandra._geometry import Distance, LineString, Point, Polygon, _LinearRing, list_contents_to_tuple
from cassandra._homes import open_up
from cassandra._moment import (
    DATETIME_EPOC,
    HIGHEST_TIME_UUID,
    LOWEST_TIME_UUID,
    UTC_DATETIME_EPOC,
    datetime_from_timestamp,
    datetime_from_uuid1,
    max_uuid_from_time,
    min_uuid_from_time,
    ms_timestamp_from_datetime,
    unix_time_from_uuid1,
    utc_datetime_from_ms_timestamp,
    uuid_from_time,
)
from cassandra._ordered_map import OrderedMap, OrderedMapSerializedKey
from cassandra._sorted_set import SortedSet, sortedset
from cassandra._version import Version

__all__ = [
    "DATETIME_EPOC",
    "HIGHEST_TIME_UUID",
    "LOWEST_TIME_UUID",
    "OPEN_BOUND",
    "UTC_DATETIME_EPOC",
    "Date",
    "DateRange",
    "DateRangeBound",
    "DateRangePrecision",
    "Distance",
    "Duration",
    "LineString",
    "OrderedDict",
    "OrderedMap",
    "OrderedMapSerializedKey",
    "Point",
    "Polygon",
    "SortedSet",
    "Time",
    "Version",
    "WeakSet",
    "_LinearRing",
    "datetime_from_timestamp",
    "datetime_from_uuid1",
    "inet_ntop",
    "inet_pton",
    "is_little_endian",
    "list_contents_to_tuple",
    "max_uuid_from_time",
    "min_uuid_from_time",
    "ms_timestamp_from_datetime",
    "sortedset",
    "unix_time_from_uuid1",
    "utc_datetime_from_ms_timestamp",
    "uuid_from_time",
]

log = logging.getLogger(__name__)

is_little_endian = sys.byteorder == "little"

# Well-known text is read here, without another package.
_HAS_GEOMET = True


@total_ordering
class Time:
    """A time of day in nanoseconds. Made of nanoseconds since midnight, a ``datetime.time``, or a string of the form
    ``HH:MM:SS[.fraction]``."""

    MICRO = 1000
    MILLI = 1000 * MICRO
    SECOND = 1000 * MILLI
    MINUTE = 60 * SECOND
    HOUR = 60 * MINUTE
    DAY = 24 * HOUR

    nanosecond_time = 0

    def __init__(self, value):
        if isinstance(value, int):
            if value >= Time.DAY:
                raise ValueError(f"value must be less than number of nanoseconds in a day ({Time.DAY})")
            self.nanosecond_time = value
        elif isinstance(value, datetime.time):
            self.nanosecond_time = self._sum(value.hour, value.minute, value.second)
            self.nanosecond_time += value.microsecond * Time.MICRO
        elif isinstance(value, str):
            self.nanosecond_time = self._parse(value)
        else:
            raise TypeError("Time arguments must be a whole number, datetime.time, or string")

    @staticmethod
    def _sum(hour, minute, second):
        return hour * Time.HOUR + minute * Time.MINUTE + second * Time.SECOND

    @staticmethod
    def _parse(text):
        whole, _, fraction = text.partition(".")
        try:
            parsed = time.strptime(whole, "%H:%M:%S")
            nanoseconds = int(fraction.ljust(9, "0"))
        except ValueError:
            raise ValueError(f"can't interpret {text!r} as a time") from None
        return Time._sum(parsed.tm_hour, parsed.tm_min, parsed.tm_sec) + nanoseconds

    @property
    def hour(self):
        """The hour, 0 to 23."""
        return self.nanosecond_time // Time.HOUR

    @property
    def minute(self):
        """The minute, 0 to 59."""
        return self.nanosecond_time // Time.MINUTE % 60

    @property
    def second(self):
        """The second, 0 to 59."""
        return self.nanosecond_time // Time.SECOND % 60

    @property
    def nanosecond(self):
        """The fraction of the second in nanoseconds."""
        return self.nanosecond_time % Time.SECOND

    def time(self):
        """Returns a ``datetime.time``, cut off to microseconds."""
        return datetime.time(self.hour, self.minute, self.second, self.nanosecond // Time.MICRO)

    def __hash__(self):
        return self.nanosecond_time

    def __eq__(self, other):
        if isinstance(other, Time):
            return self.nanosecond_time == other.nanosecond_time
        if isinstance(other, int):
            return self.nanosecond_time == other
        return self.nanosecond_time % Time.MICRO == 0 and self.time() == other

    def __lt__(self, other):
        if not isinstance(other, Time):
            return NotImplemented
        return self.nanosecond_time < other.nanosecond_time

    def __repr__(self):
        return f"Time({self.nanosecond_time})"

    def __str__(self):
        return f"{self.hour:02d}:{self.minute:02d}:{self.second:02d}.{self.nanosecond:09d}"


@total_ordering
class Date:
    """A day, also beyond the years of ``datetime.date``. Made of days since 1970-01-01, a ``datetime.date``, or a
    string of the form ``YYYY-MM-DD``."""

    MINUTE = 60
    HOUR = 60 * MINUTE
    DAY = 24 * HOUR

    date_format = "%Y-%m-%d"

    days_from_epoch = 0

    def __init__(self, value):
        if isinstance(value, int):
            self.days_from_epoch = value
        elif isinstance(value, datetime.date):
            self.days_from_epoch = self._days(value)
        elif isinstance(value, str):
            parsed = datetime.datetime.strptime(value.removeprefix("+"), self.date_format)
            self.days_from_epoch = self._days(parsed)
        else:
            raise TypeError("Date arguments must be a whole number, datetime.date, or string")

    @staticmethod
    def _days(day):
        return calendar.timegm(day.timetuple()) // Date.DAY

    @property
    def seconds(self):
        """The seconds since the epoch at the start of the day."""
        return self.days_from_epoch * Date.DAY

    def date(self):
        """Returns a ``datetime.date``; ``ValueError`` beyond its years."""
        try:
            return datetime_from_timestamp(self.seconds).date()
        except OverflowError:
            raise ValueError(f"{self!r} exceeds ranges for built-in datetime.date") from None

    def __hash__(self):
        return self.days_from_epoch

    def __eq__(self, other):
        if isinstance(other, Date):
            return self.days_from_epoch == other.days_from_epoch
        if isinstance(other, int):
            return self.days_from_epoch == other
        try:
            return self.date() == other
        except ValueError:
            return False

    def __lt__(self, other):
        if not isinstance(other, Date):
            return NotImplemented
        return self.days_from_epoch < other.days_from_epoch

    def __repr__(self):
        return f"Date({self.days_from_epoch})"

    def __str__(self):
        try:
            day = self.date()
        except ValueError:
            return str(self.days_from_epoch)
        return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"


class Duration:
    """Months, days and nanoseconds, all of one sign."""

    months = 0
    days = 0
    nanoseconds = 0

    def __init__(self, months=0, days=0, nanoseconds=0):
        self.months = months
        self.days = days
        self.nanoseconds = nanoseconds

    def __eq__(self, other):
        if not isinstance(other, Duration):
            return False
        mine = (self.months, self.days, self.nanoseconds)
        return mine == (other.months, other.days, other.nanoseconds)

    def __repr__(self):
        return f"Duration({self.months}, {self.days}, {self.nanoseconds})"

    def __str__(self):
        is_negative = self.months < 0 or self.days < 0 or self.nanoseconds < 0
        return f"{'-' if is_negative else ''}{abs(self.months)}mo{abs(self.days)}d{abs(self.nanoseconds)}ns"


def _positional_rename_invalid_identifiers(field_names):
    """Replaces names that Python does not take as attributes by their position."""
    return [
        name if name.isidentifier() and not keyword.iskeyword(name) and name[0] != "_" else f"field_{index}_"
        for index, name in enumerate(field_names)
    ]


def _sanitize_identifiers(field_names):
    """Makes names that Python takes as attributes, each once."""
    names = []
    for name in _positional_rename_invalid_identifiers(field_names):
        while name in names:
            name += "_"
        names.append(name)
    return names


__getattr__ = open_up(__name__)

"""Conversions between times, numbers and UUIDs."""

from __future__ import annotations

import calendar
import datetime
import random
import uuid

DATETIME_EPOC = datetime.datetime(1970, 1, 1)
UTC_DATETIME_EPOC = datetime.datetime(1970, 1, 1)

# A version 1 UUID counts units of 100 ns since the Gregorian calendar began.
_UUID_EPOCH = 0x01B21DD213814000


def datetime_from_timestamp(timestamp):
    """Returns the naive UTC ``datetime`` of seconds since the epoch."""
    return DATETIME_EPOC + datetime.timedelta(seconds=timestamp)


def utc_datetime_from_ms_timestamp(timestamp):
    """Returns the naive UTC ``datetime`` of milliseconds since the epoch; ``OverflowError`` beyond its years."""
    return UTC_DATETIME_EPOC + datetime.timedelta(milliseconds=timestamp)


def ms_timestamp_from_datetime(dt):
    """Returns the milliseconds since the epoch of a ``datetime``, rounded; a naive one is taken as UTC."""
    if dt.tzinfo is not None:
        dt = dt.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return round((dt - UTC_DATETIME_EPOC) // datetime.timedelta(microseconds=1), -3) // 1000


def unix_time_from_uuid1(uuid_arg):
    """Returns the seconds since the epoch of a version 1 UUID, as ``time.time()`` does."""
    return (uuid_arg.time - _UUID_EPOCH) / 1e7


def datetime_from_uuid1(uuid_arg):
    """Returns the naive UTC ``datetime`` of a version 1 UUID."""
    return datetime_from_timestamp(unix_time_from_uuid1(uuid_arg))


def min_uuid_from_time(timestamp):
    """Returns the version 1 UUID that Cassandra sorts first of all with a time."""
    return uuid_from_time(timestamp, 0x808080808080, 0x80)


def max_uuid_from_time(timestamp):
    """Returns the version 1 UUID that Cassandra sorts last of all with a time."""
    return uuid_from_time(timestamp, 0x7F7F7F7F7F7F, 0x3F7F)


def uuid_from_time(time_arg, node=None, clock_seq=None):
    """Returns a version 1 UUID for a time: a ``datetime`` (naive is UTC) or seconds since the epoch.

    ``node`` has 48 bits and ``clock_seq`` 14; both are random when they are not given.
    """
    if hasattr(time_arg, "utctimetuple"):
        seconds = calendar.timegm(time_arg.utctimetuple())
        microseconds = seconds * 10**6 + time_arg.time().microsecond
    else:
        microseconds = int(time_arg * 1e6)
    intervals = microseconds * 10 + _UUID_EPOCH

    if clock_seq is None:
        clock_seq = random.getrandbits(14)
    elif clock_seq > 0x3FFF:
        raise ValueError("clock_seq is out of range (need a 14-bit value)")
    if node is None:
        node = random.getrandbits(48)

    return uuid.UUID(
        fields=(
            intervals & 0xFFFFFFFF,
            intervals >> 32 & 0xFFFF,
            intervals >> 48 & 0x0FFF,
            0x80 | clock_seq >> 8 & 0x3F,
            clock_seq & 0xFF,
            node,
        ),
        version=1,
    )


LOWEST_TIME_UUID = uuid.UUID("00000000-0000-1000-8080-808080808080")
HIGHEST_TIME_UUID = uuid.UUID("ffffffff-ffff-1fff-bf7f-7f7f7f7f7f7f")

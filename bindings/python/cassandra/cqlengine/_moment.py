"""Points in time as numbers for the server."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def milliseconds(moment: datetime) -> int:
    """Returns the milliseconds since the epoch of a time; a naive one is UTC."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=timezone.utc)
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def write_time(timestamp) -> int | None:
    """Returns the microseconds of ``USING TIMESTAMP``: a number as it is, a ``timedelta`` from now, or a ``datetime``,
    where a naive one is local time."""
    if not timestamp:
        return None
    if isinstance(timestamp, int):
        return timestamp
    moment = datetime.now() + timestamp if isinstance(timestamp, timedelta) else timestamp
    return int(moment.replace(microsecond=0).timestamp()) * 10**6 + moment.microsecond

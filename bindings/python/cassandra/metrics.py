"""What the sessions of a cluster have counted and timed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import count
from threading import Lock
from typing import Any, ClassVar
from weakref import WeakSet

_COUNTERS = (
    "connection_errors",
    "write_timeouts",
    "read_timeouts",
    "unavailables",
    "other_errors",
    "retries",
    "ignores",
)
_GAUGES = ("known_hosts", "connected_to", "open_connections")

# A session counts in microseconds.
_SECOND = 1e6


class _Timer(Mapping):
    """The latencies of requests in seconds, as they are at the moment when one is asked for."""

    _KEYS = (
        "count",
        "min",
        "max",
        "mean",
        "stddev",
        "median",
        "75percentile",
        "95percentile",
        "98percentile",
        "99percentile",
        "999percentile",
    )

    def __init__(self, read):
        self._read = read

    def __getitem__(self, key):
        if key not in self._KEYS:
            raise KeyError(key)
        timers = [session["request_timer"] for session in self._read()]
        timers = [timer for timer in timers if timer["count"]]
        if key == "count":
            return sum(timer[key] for timer in timers)
        if not timers:
            return 0.0
        if key == "min":
            return min(timer[key] for timer in timers) / _SECOND
        if key == "mean":
            weighted = sum(timer[key] * timer["count"] for timer in timers)
            return weighted / sum(timer["count"] for timer in timers) / _SECOND
        return max(timer[key] for timer in timers) / _SECOND

    def __iter__(self) -> Iterator[str]:
        return iter(self._KEYS)

    def __len__(self):
        return len(self._KEYS)

    def __repr__(self):
        return repr(dict(self))


class _Stats(Mapping):
    """All numbers by name, and as attributes, as they are at the moment when one is asked for."""

    _KEYS = ("request_timer", *_COUNTERS, *_GAUGES)

    def __init__(self, read):
        self._read = read
        self._timer = _Timer(read)

    def __getitem__(self, key):
        if key == "request_timer":
            return self._timer
        if key not in self._KEYS:
            raise KeyError(key)
        numbers = [session[key] for session in self._read()]
        # Sessions of a cluster know the same hosts.
        return max(numbers, default=0) if key in ("known_hosts", "connected_to") else sum(numbers)

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._KEYS)

    def __len__(self):
        return len(self._KEYS)

    def __repr__(self):
        return repr(dict(self))


def _number(name) -> Any:
    return property(lambda self: self.stats[name])


class Metrics:
    """The metrics of a cluster that was made with ``metrics_enabled=True``; it comes from :attr:`Cluster.metrics
    <cassandra.cluster.Cluster.metrics>`. Its sessions are added up, as far as they have not been collected.

    Counters are ``connection_errors``, ``write_timeouts``, ``read_timeouts``, ``unavailables``, ``other_errors``,
    ``retries`` and ``ignores`` (failures that the retry policy made an empty answer of); gauges are ``known_hosts``,
    ``connected_to`` (hosts with a connection) and ``open_connections``. They are attributes of this object and of
    :attr:`stats`. :attr:`request_timer` is a mapping of ``count``, and in seconds ``min``, ``max``, ``mean``,
    ``stddev``, ``median`` and ``75percentile`` to ``999percentile``; where the numbers of several sessions cannot be
    put together, it has the largest.

    A program that has imported the package ``scales`` finds the same under :attr:`stats_name` in ``scales.getStats()``.
    """

    _numbers: ClassVar[Iterator[int]] = count()
    _all: ClassVar[WeakSet[Metrics]] = WeakSet()
    _lock: ClassVar[Lock] = Lock()

    def __init__(self, sessions):
        self._sessions = sessions
        self.stats: Any = _Stats(self._read)
        self.stats_name = f"cassandra-{next(Metrics._numbers)}"
        with Metrics._lock:
            Metrics._all.add(self)
            _scales()[self.stats_name] = self.stats

    request_timer = _number("request_timer")
    connection_errors = _number("connection_errors")
    write_timeouts = _number("write_timeouts")
    read_timeouts = _number("read_timeouts")
    unavailables = _number("unavailables")
    other_errors = _number("other_errors")
    retries = _number("retries")
    ignores = _number("ignores")
    known_hosts = _number("known_hosts")
    connected_to = _number("connected_to")
    open_connections = _number("open_connections")

    def get_stats(self):
        """Returns all numbers as they are now, as a dict."""
        return {**self.stats, "request_timer": dict(self.stats.request_timer)}

    def set_stats_name(self, stats_name):
        """Renames the metrics; ``ValueError`` when others have the name."""
        with Metrics._lock:
            if stats_name == self.stats_name:
                return
            published = _scales()
            if stats_name in published or any(other.stats_name == stats_name for other in Metrics._all):
                raise ValueError(f'"{stats_name}" already exists in stats.')
            published.pop(self.stats_name, None)
            self.stats_name = stats_name
            published[stats_name] = self.stats

    def _read(self):
        snapshots = (session._native.metrics() for session in tuple(self._sessions))
        return [snapshot for snapshot in snapshots if snapshot is not None]


def _scales() -> Any:
    """Returns what ``scales`` publishes, or a dict for nobody."""
    scales = sys.modules.get("greplin.scales")
    return {} if scales is None else scales.getStats()

"""Tells policies and listeners of the program what happens to hosts."""

from __future__ import annotations

import logging
import weakref
from threading import Lock

from cassandra import _dispatch

log = logging.getLogger("cassandra.cluster")

# What is called for each change, and whether the host is up after it. A host that has another address is another one.
_CALLS = {
    "added": (("on_add",), True),
    "removed": (("on_remove",), None),
    "up": (("on_up",), True),
    "down": (("on_down",), False),
    "moved": (("on_remove", "on_add"), True),
}


class HostNews:
    """Follows one session of the core. What it tells of hosts that are known already is no news."""

    def __init__(self, cluster):
        self._cluster = weakref.ref(cluster)
        self._known: dict = {}
        self._listeners: set = set()
        self._followed = None
        self._lock = Lock()

    def add(self, listener):
        """Tells a listener from now on."""
        with self._lock:
            self._listeners.add(listener)

    def remove(self, listener):
        """Tells a listener no more; ``KeyError`` when it was not told."""
        with self._lock:
            self._listeners.remove(listener)

    @property
    def listeners(self):
        """The listeners, as they are now."""
        with self._lock:
            return self._listeners.copy()

    def introduce(self, hosts):
        """Tells the listeners of the hosts that a cluster finds when it connects for the first time."""
        for listener in self.listeners:
            for host in hosts:
                self._tell_one(listener, "on_add", host)

    def follow(self, native, hosts):
        """Follows a session of the core; ``hosts`` are those that are known."""
        if native is None or native is self._followed:
            return
        self._followed = native
        self._known = {host.host_id.int: (host, host.is_up) for host in hosts}
        _dispatch.start(policies=True)
        native.watch_hosts(self._heard)

    def _heard(self, change, row):
        """Runs on the thread of policies."""
        cluster, number = self._cluster(), row[0]
        if cluster is None or cluster.is_shutdown:
            return
        calls, is_up = _CALLS[change]
        host, was_up = self._known.get(number, (None, None))
        if change == "added" and host is not None or change in ("up", "down") and was_up is is_up:
            return
        cluster.metadata._refresh()
        host = cluster.metadata._by_id.get(number, host)
        if host is None:
            return
        self._known[number] = host, is_up
        if change == "removed":
            del self._known[number]
        for name in calls:
            self._tell(cluster, name, host)
        cluster._distances_changed()

    def _tell(self, cluster, name, host):
        for listener in [*cluster._balancing_policies(), cluster._connection_objects, *self.listeners]:
            self._tell_one(listener, name, host)

    @staticmethod
    def _tell_one(listener, name, host):
        try:
            getattr(listener, name)(host)
        except Exception:
            log.exception("Error while %s was told of host %s:", name, host)

"""What a session tells of its connections, which are the core's."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from cassandra._host_connections import HostConnections


class SessionPools:
    """The methods of a session that are about its connections to hosts."""

    cluster: Any
    hosts: Any
    is_shutdown: bool
    _native: Any

    def add_or_renew_pool(self, host, is_host_addition):
        """Returns a future that tells whether a host is connected: the core connects to hosts by itself."""
        connected = Future()
        connected.set_result(bool(host.is_up))
        return connected

    def update_created_pools(self):
        """Asks the load balancing policies anew how near the hosts are, and returns the futures that wait until the
        session is connected accordingly; none where the core decides that by itself."""
        return self.cluster._distances_changed([self])

    def submit(self, fn, *args, **kwargs):
        """Runs a function on a thread of the cluster, and returns its future; ``None`` after the end of the session."""
        return None if self.is_shutdown else self.cluster.executor.submit(fn, *args, **kwargs)

    @property
    def _pools(self):
        if self.is_shutdown or self._native is None:
            return {}
        connected = self._native.pools()
        return {host: HostConnections(self, host) for host in self.hosts if host.host_id.int in connected}

    def get_pools(self):
        """Returns the connections to each host that the session is connected to."""
        return self._pools.values()

    def get_pool_state(self):
        """Returns for each host that the session is connected to the number of connections (``open_count``), how many
        requests it has not answered (``in_flights``), and ids of those among them that timed out, which it may still
        answer (``orphan_requests``)."""
        return {host: pool.get_state() for host, pool in self._pools.items()}

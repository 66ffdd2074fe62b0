"""What a session tells of its connections, which are the core's."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any


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

    def get_pool_state(self):
        """Returns how many connections the session has to each host, and how many requests are under way there."""
        if self.is_shutdown or self._native is None:
            return {}
        pools, hosts = self._native.pools(), self.hosts
        states = ((host, pools.get(host.host_id.int)) for host in hosts)
        return {
            host: {"shutdown": False, "open_count": state[0], "in_flights": [state[1]]}
            for host, state in states
            if state
        }

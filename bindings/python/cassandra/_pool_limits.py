"""How many connections and requests versions 1 and 2 of the protocol were limited to."""

from __future__ import annotations

from cassandra import UnsupportedOperation
from cassandra.policies import HostDistance

DEFAULT_MIN_REQUESTS = 5
DEFAULT_MAX_REQUESTS = 100
DEFAULT_MIN_CONNECTIONS_PER_LOCAL_HOST = 2
DEFAULT_MAX_CONNECTIONS_PER_LOCAL_HOST = 8
DEFAULT_MIN_CONNECTIONS_PER_REMOTE_HOST = 1
DEFAULT_MAX_CONNECTIONS_PER_REMOTE_HOST = 2


def _by_distance(local, remote):
    return {HostDistance.LOCAL: local, HostDistance.REMOTE: remote}


_MIN_REQUESTS = _by_distance(DEFAULT_MIN_REQUESTS, DEFAULT_MIN_REQUESTS)
_MAX_REQUESTS = _by_distance(DEFAULT_MAX_REQUESTS, DEFAULT_MAX_REQUESTS)
_MIN_CONNECTIONS = _by_distance(DEFAULT_MIN_CONNECTIONS_PER_LOCAL_HOST, DEFAULT_MIN_CONNECTIONS_PER_REMOTE_HOST)
_MAX_CONNECTIONS = _by_distance(DEFAULT_MAX_CONNECTIONS_PER_LOCAL_HOST, DEFAULT_MAX_CONNECTIONS_PER_REMOTE_HOST)


def _refused(method):
    return UnsupportedOperation(f"Cluster.{method}() only has an effect when using protocol_version 1 or 2.")


class PoolLimits:
    """Methods of a cluster that tell limits and refuse to change them: version 4 of the protocol needs one connection
    for all requests to a host."""

    def get_min_requests_per_connection(self, host_distance):
        """Returns below how many requests a connection was given up."""
        return _MIN_REQUESTS[host_distance]

    def set_min_requests_per_connection(self, host_distance, min_requests):
        """Raises :exc:`~cassandra.UnsupportedOperation`."""
        raise _refused("set_min_requests_per_connection")

    def get_max_requests_per_connection(self, host_distance):
        """Returns above how many requests another connection was opened."""
        return _MAX_REQUESTS[host_distance]

    def set_max_requests_per_connection(self, host_distance, max_requests):
        """Raises :exc:`~cassandra.UnsupportedOperation`."""
        raise _refused("set_max_requests_per_connection")

    def get_core_connections_per_host(self, host_distance):
        """Returns how many connections a host had at least."""
        return _MIN_CONNECTIONS[host_distance]

    def set_core_connections_per_host(self, host_distance, core_connections):
        """Raises :exc:`~cassandra.UnsupportedOperation`."""
        raise _refused("set_core_connections_per_host")

    def get_max_connections_per_host(self, host_distance):
        """Returns how many connections a host had at most."""
        return _MAX_CONNECTIONS[host_distance]

    def set_max_connections_per_host(self, host_distance, max_connections):
        """Raises :exc:`~cassandra.UnsupportedOperation`."""
        raise _refused("set_max_connections_per_host")

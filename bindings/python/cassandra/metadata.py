"""The hosts of a cluster, and names as CQL writes them."""

from __future__ import annotations

import re
from threading import Lock
from uuid import UUID

from cassandra import UnsupportedOperation
from cassandra._keywords import RESERVED_WORDS
from cassandra.connection import DefaultEndPoint, EndPoint
from cassandra.policies import SimpleConvictionPolicy
from cassandra.pool import Host

_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]*")


def is_valid_name(name):
    """Tells whether CQL takes a name without quotes and keeps it as it is."""
    return name is not None and name.lower() not in RESERVED_WORDS and bool(_PLAIN_NAME.fullmatch(name))


def escape_name(name):
    """Returns a name in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def protect_name(name):
    """Returns a name, in double quotes if it needs them."""
    return name if is_valid_name(name) else escape_name(name)


maybe_escape_name = protect_name


def protect_names(names):
    """Returns names, each in double quotes if it needs them."""
    return [protect_name(name) for name in names]


def protect_value(value):
    """Returns a value as CQL writes options: numbers and booleans bare, all else as a string."""
    if value is None:
        return "NULL"
    if isinstance(value, (int, float, bool)):
        return str(value).lower()
    return "'" + str(value).replace("'", "''") + "'"


class Metadata:
    """What is known of a cluster."""

    cluster_name: str | None = None
    partitioner: str | None = None

    def __init__(self, sessions=()):
        self._sessions = sessions
        self._hosts: dict[int, Host] = {}
        self._by_endpoint: dict[str, Host] = {}
        self._lock = Lock()

    @property
    def keyspaces(self):
        """Not provided: query the tables of ``system_schema``."""
        raise UnsupportedOperation(
            "cluster.metadata.keyspaces is not provided in this version; query the tables of system_schema"
        )

    def all_hosts(self):
        """Returns every host that is known, as the first open session sees it now."""
        self._refresh()
        return list(self._hosts.values())

    def _refresh(self):
        native = next((session._native for session in tuple(self._sessions) if not session.is_shutdown), None)
        if native is not None:
            self._update(native.cluster_name, native.hosts())

    def get_host(self, endpoint_or_address, port=None):
        """Returns the host of an endpoint or address, or ``None``."""
        wanted = endpoint_or_address
        if not isinstance(wanted, EndPoint) and port is not None:
            wanted = DefaultEndPoint(wanted, port)
        for host in self.all_hosts():
            if wanted in (host.endpoint, host.address):
                return host
        return None

    def _host_at(self, endpoint):
        """Returns the host of ``ip:port``, or the text itself for a host that is not known."""
        host = self._by_endpoint.get(endpoint)
        if host is None:
            self._refresh()
        return self._by_endpoint.get(endpoint, endpoint)

    def _update(self, cluster_name, rows):
        """Takes the hosts as the core sees them; known ones keep their object."""
        with self._lock:
            self.cluster_name = cluster_name or self.cluster_name
            hosts, by_endpoint = {}, {}
            for number, address, port, datacenter, rack, is_up in rows:
                host = self._hosts.get(number)
                if host is None:
                    host = Host(DefaultEndPoint(address, port), SimpleConvictionPolicy, host_id=UUID(int=number))
                host.endpoint = DefaultEndPoint(address, port)
                host.set_location_info(datacenter, rack)
                host.is_up = is_up
                hosts[number] = host
                by_endpoint[f"[{address}]:{port}" if ":" in address else f"{address}:{port}"] = host
            if hosts:
                self._hosts, self._by_endpoint = hosts, by_endpoint

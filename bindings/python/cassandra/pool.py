"""A node of the cluster as the driver sees it."""

from __future__ import annotations

import logging
from functools import total_ordering
from threading import RLock
from typing import Any
from uuid import UUID

from cassandra._homes import open_up
from cassandra._host_connections import HostConnections
from cassandra.connection import DefaultEndPoint, EndPoint
from cassandra.policies import HostDistance

__all__ = ["Host", "HostConnection", "HostConnectionPool", "HostDistance", "NoConnectionsAvailable"]

log = logging.getLogger(__name__)


# What a session has of connections to a host goes by the names of both legacy classes for that.
HostConnection = HostConnectionPool = HostConnections


class NoConnectionsAvailable(Exception):
    """No connection to a host could take another request."""


@total_ordering
class Host:
    """One node. There is one object per node for the life of a :class:`~cassandra.cluster.Cluster`."""

    release_version: str | None = None
    broadcast_address: str | None = None
    broadcast_port: int | None = None
    listen_address: str | None = None
    listen_port: int | None = None
    dse_version: str | None = None
    dse_workload: str | None = None
    dse_workloads: Any = None

    broadcast_rpc_address: str | None = None
    broadcast_rpc_port: int | None = None
    endpoint: Any = None
    host_id: UUID | None = None
    conviction_policy: Any = None
    lock: Any = None
    # As it was when the metadata was read last, and what tells how it is now.
    _is_up: bool | None = None
    _is_reconnecting = False
    _states: Any = None

    def __init__(
        self,
        endpoint,
        conviction_policy_factory,
        datacenter: str | None = None,
        rack: str | None = None,
        host_id: UUID | None = None,
    ):
        if endpoint is None:
            raise ValueError("endpoint may not be None")
        if conviction_policy_factory is None:
            raise ValueError("conviction_policy_factory may not be None")
        self.endpoint = endpoint if isinstance(endpoint, EndPoint) else DefaultEndPoint(endpoint)
        self.conviction_policy = conviction_policy_factory(self)
        self.host_id = host_id
        self.lock = RLock()
        self.set_location_info(datacenter, rack)

    def _state(self):
        knows = self._states is not None and self.host_id is not None
        now = self._states(self.host_id.int) if knows else None  # type: ignore[union-attr]
        return (self._is_up, self._is_reconnecting) if now is None else now

    @property
    def is_up(self):
        """Whether the node is up, at this moment; ``None`` where nobody knows."""
        return self._state()[0]

    @is_up.setter
    def is_up(self, is_up):
        self._is_up = is_up

    @property
    def address(self):
        """The address that clients connect to."""
        return self.endpoint.address

    @property
    def datacenter(self):
        """The name of the data center, if known."""
        return self._datacenter

    @property
    def rack(self):
        """The name of the rack, if known."""
        return self._rack

    def set_location_info(self, datacenter, rack):
        """Sets data center and rack."""
        self._datacenter = datacenter
        self._rack = rack

    def set_up(self):
        """Marks the node as up."""
        if not self.is_up:
            log.debug("Host %s is now marked up", self.endpoint)
        self.conviction_policy.reset()
        self.is_up = True

    def set_down(self):
        """Marks the node as down."""
        self.is_up = False

    def is_currently_reconnecting(self):
        """Tells whether the driver tries to connect to the node again."""
        return self._state()[1]

    def signal_connection_failure(self, connection_exc):
        """Tells the conviction policy of a failure, and returns whether the node counts as down by it."""
        return self.conviction_policy.add_failure(connection_exc)

    def __eq__(self, other):
        if isinstance(other, Host):
            return self.endpoint == other.endpoint
        return self.endpoint.address == other

    def __hash__(self):
        return hash(self.endpoint)

    def __lt__(self, other):
        return self.endpoint < other.endpoint

    def __str__(self):
        return str(self.endpoint)

    def __repr__(self):
        datacenter = f" {self._datacenter}" if self._datacenter else ""
        return f"<{type(self).__name__}: {self.endpoint}{datacenter}>"


__getattr__ = open_up(__name__)

"""A node of the cluster as the driver sees it."""

from __future__ import annotations

from uuid import UUID

from cassandra.connection import EndPoint


class NoConnectionsAvailable(Exception):
    """No connection to a host could take another request."""


class Host:
    """One node. There is one object per node for the life of a :class:`~cassandra.cluster.Cluster`."""

    release_version: str | None = None
    broadcast_address: str | None = None
    broadcast_port: int | None = None
    listen_address: str | None = None
    listen_port: int | None = None
    dse_version: str | None = None
    dse_workload: str | None = None

    def __init__(
        self,
        endpoint: EndPoint,
        conviction_policy_factory=None,
        datacenter: str | None = None,
        rack: str | None = None,
        host_id: UUID | None = None,
    ):
        if endpoint is None:
            raise ValueError("endpoint may not be None")
        self.endpoint = endpoint
        self.host_id = host_id
        self.is_up: bool | None = None
        self._datacenter = datacenter
        self._rack = rack

    @property
    def address(self):
        """The address that clients connect to."""
        return self.endpoint.address

    @property
    def broadcast_rpc_address(self):
        """The address that the node tells clients."""
        return self.endpoint.address

    @property
    def broadcast_rpc_port(self):
        """The port that the node tells clients."""
        return self.endpoint.port

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
        self.is_up = True

    def set_down(self):
        """Marks the node as down."""
        self.is_up = False

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

"""What nodes say of themselves in ``system.local``, ``system.peers_v2`` and ``system.peers``. Versions of the server
have different names for the same."""

from __future__ import annotations

_ANYWHERE = ("0.0.0.0", "::")


def _first(row, *names):
    return next((row[name] for name in names if row.get(name)), None)


def broadcast_rpc_address(row):
    """Returns the address that a node tells clients; if that is any of its own, the one that it has for other nodes."""
    told = _first(row, "native_transport_address", "native_address", "rpc_address")
    return row.get("peer") if told in (None, *_ANYWHERE) else told


def broadcast_rpc_port(row):
    """Returns the port that a node tells clients; ``None`` when it tells none."""
    return _first(row, "rpc_port", "native_transport_port", "native_port")


class _NodeInfo:
    """What factories of end points take from the row of a node."""

    get_broadcast_rpc_address = staticmethod(broadcast_rpc_address)
    get_broadcast_rpc_port = staticmethod(broadcast_rpc_port)

    @staticmethod
    def get_broadcast_address(row):
        """Returns the address that a node tells other nodes."""
        return _first(row, "broadcast_address", "peer")

    @staticmethod
    def get_broadcast_port(row):
        """Returns the port that a node tells other nodes; ``None`` when it tells none."""
        return _first(row, "broadcast_port", "peer_port")


def describe(host, row):
    """Has a host take what it says of itself."""
    host.listen_address = row.get("listen_address")
    host.listen_port = row.get("listen_port")
    host.broadcast_address = _NodeInfo.get_broadcast_address(row)
    host.broadcast_port = _NodeInfo.get_broadcast_port(row)
    host.broadcast_rpc_address = broadcast_rpc_address(row) or host.endpoint.address
    host.broadcast_rpc_port = broadcast_rpc_port(row)
    host.release_version = row.get("release_version")
    host.dse_version = row.get("dse_version")
    host.dse_workload = row.get("workload")
    host.dse_workloads = row.get("workloads")

"""Endpoints: where nodes take connections."""

from __future__ import annotations

import socket
from itertools import count

from cassandra import UnresolvableContactPoints
from cassandra._node_row import broadcast_rpc_address, broadcast_rpc_port


class EndPoint:
    """Where a node takes connections."""

    @property
    def address(self):
        """The address or path."""
        raise NotImplementedError

    @property
    def port(self):
        """The port, or ``None`` where there is none."""
        raise NotImplementedError

    @property
    def ssl_options(self):
        """TLS options of this endpoint alone."""
        return None

    @property
    def socket_family(self):
        """The socket family, or ``AF_UNSPEC``."""
        return socket.AF_UNSPEC

    def resolve(self):
        """Returns address and port to connect to."""
        raise NotImplementedError


class EndPointFactory:
    """Makes the endpoint of a node."""

    cluster = None

    def configure(self, cluster):
        """Takes the cluster that the endpoints belong to."""
        self.cluster = cluster
        return self

    def create(self, row):
        """Returns the endpoint for a row of ``system.peers``."""
        raise NotImplementedError


class DefaultEndPoint(EndPoint):
    """An address and a port."""

    def __init__(self, address, port=9042):
        self._address = address
        self._port = port

    @property
    def address(self):
        return self._address

    @property
    def port(self):
        return self._port

    def resolve(self):
        return self._address, self._port

    def __eq__(self, other):
        if not isinstance(other, DefaultEndPoint):
            return NotImplemented
        return (self.address, self.port) == (other.address, other.port)

    def __hash__(self):
        return hash((self.address, self.port))

    def __lt__(self, other):
        return (self.address, self.port) < (other.address, other.port)

    def __str__(self):
        return f"{self.address}:{self.port}"

    def __repr__(self):
        return f"<{type(self).__name__}: {self.address}:{self.port}>"


class DefaultEndPointFactory(EndPointFactory):
    """Makes plain endpoints, with one port for all nodes if it is given one."""

    port = None

    def __init__(self, port=None):
        self.port = port

    def create(self, row):
        address, port = broadcast_rpc_address(row), broadcast_rpc_port(row) or self.port or 9042
        translator = getattr(self.cluster, "address_translator", None)
        return DefaultEndPoint(translator.translate(address) if translator else address, port)


class SniEndPoint(EndPoint):
    """A node behind a proxy, which goes by the name in the handshake of TLS. Each time it is resolved, it is to the
    next address of the proxy."""

    def __init__(self, proxy_address, server_name, port=9042):
        self._proxy_address = proxy_address
        self._server_name = server_name
        self._port = port
        self._turn = count()

    @property
    def address(self):
        return self._proxy_address

    @property
    def port(self):
        return self._port

    @property
    def ssl_options(self):
        return {"server_hostname": self._server_name}

    def resolve(self):
        try:
            found = socket.getaddrinfo(self._proxy_address, self._port, socket.AF_UNSPEC, socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise UnresolvableContactPoints({self._proxy_address: None}) from error
        addresses = sorted(dict.fromkeys(entry[4][0] for entry in found))
        return addresses[next(self._turn) % len(addresses)], self._port

    def _key(self):
        return self._proxy_address, self._port, self._server_name

    def __eq__(self, other):
        return isinstance(other, SniEndPoint) and self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __lt__(self, other):
        return self._key() < other._key()

    def __str__(self):
        return f"{self._proxy_address}:{self._port}:{self._server_name}"

    def __repr__(self):
        return f"<{type(self).__name__}: {self}>"


class SniEndPointFactory(EndPointFactory):
    """Makes the endpoints of nodes behind one proxy."""

    def __init__(self, proxy_address, port):
        self._proxy_address = proxy_address
        self._port = port

    def create(self, row):
        if row.get("host_id") is None:
            raise ValueError("No host_id to create the SniEndPoint")
        return self.create_from_sni(str(row["host_id"]))

    def create_from_sni(self, sni):
        """Returns the endpoint of a node by its name."""
        return SniEndPoint(self._proxy_address, sni, self._port)


class UnixSocketEndPoint(EndPoint):
    """A socket of this machine, by its path."""

    def __init__(self, unix_socket_path):
        self._unix_socket_path = unix_socket_path

    @property
    def address(self):
        return self._unix_socket_path

    @property
    def port(self):
        return None

    @property
    def socket_family(self):
        return getattr(socket, "AF_UNIX", socket.AF_UNSPEC)

    def resolve(self):
        return self.address, None

    def __eq__(self, other):
        return isinstance(other, UnixSocketEndPoint) and self.address == other.address

    def __hash__(self):
        return hash(self.address)

    def __lt__(self, other):
        return self.address < other.address

    def __str__(self):
        return str(self.address)

    def __repr__(self):
        return f"<{type(self).__name__}: {self}>"

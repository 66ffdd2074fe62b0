"""Endpoints, and what can go wrong with a connection. Connections themselves belong to the core."""

from __future__ import annotations

import socket


class ConnectionException(Exception):
    """A connection could not be used any more."""

    def __init__(self, message, endpoint=None):
        super().__init__(message)
        self.endpoint = endpoint

    @property
    def host(self):
        """The address of the endpoint."""
        return None if self.endpoint is None else self.endpoint.address


class ConnectionShutdown(ConnectionException):
    """The connection was closed."""


class ProtocolVersionUnsupported(ConnectionException):
    """The server does not speak the protocol version."""

    def __init__(self, endpoint, startup_version):
        super().__init__(f"Unsupported protocol version on {endpoint}: {startup_version}", endpoint)
        self.startup_version = startup_version


class ConnectionBusy(Exception):
    """Too many requests are under way on a connection."""


class ProtocolError(Exception):
    """The server sent what this driver does not understand."""


class CrcMismatchException(ConnectionException):
    """A frame arrived damaged."""


class Connection:
    """Base of the classes that :mod:`cassandra.io` has for ``connection_class``. Connections belong to the core."""


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
        address = row.get("native_transport_address") or row.get("rpc_address")
        return DefaultEndPoint(address, row.get("native_port") or self.port or 9042)

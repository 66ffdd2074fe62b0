"""Endpoints, and what can go wrong with a connection. Connections themselves belong to the core."""

from __future__ import annotations

from typing import Any

from cassandra._endpoint import (
    DefaultEndPoint,
    DefaultEndPointFactory,
    EndPoint,
    EndPointFactory,
    SniEndPoint,
    SniEndPointFactory,
    UnixSocketEndPoint,
)
from cassandra._homes import open_up
from cassandra._host_connections import Connections

__all__ = [
    "DEFAULT_CQL_VERSION",
    "Connection",
    "ConnectionBusy",
    "ConnectionException",
    "ConnectionShutdown",
    "CrcMismatchException",
    "DefaultEndPoint",
    "DefaultEndPointFactory",
    "EndPoint",
    "EndPointFactory",
    "ProtocolError",
    "ProtocolVersionUnsupported",
    "SniEndPoint",
    "SniEndPointFactory",
    "UnixSocketEndPoint",
]


# The version of CQL that every server has which speaks protocol v4.
DEFAULT_CQL_VERSION = "3.0.0"


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


class Connection(Connections):
    """Base of the classes that :mod:`cassandra.io` has for ``connection_class``. Connections belong to the core.

    A class of the program that is derived from one of those gets one object for each host that a session is connected
    to, which counts the requests under way there. What it may add is its own; what the core does for a connection, such
    as to open it and to send, it cannot replace.
    """

    endpoint: EndPoint
    keyspace = None
    last_error = None
    is_defunct = False
    max_request_id = Connections.highest_request_id
    _counted: Any = None

    def __init__(
        self,
        host="127.0.0.1",
        port=9042,
        authenticator=None,
        ssl_options=None,
        sockopts=None,
        compression=True,
        cql_version=None,
        protocol_version=4,
        is_control_connection=False,
        user_type_map=None,
        connect_timeout=None,
        allow_beta_protocol_version=False,
        no_compact=False,
        ssl_context=None,
        on_orphaned_stream_released=None,
    ):
        self.endpoint = host if isinstance(host, EndPoint) else DefaultEndPoint(host, port)
        self.authenticator = authenticator
        self.ssl_options = ssl_options or {}
        self.ssl_context = ssl_context
        self.sockopts = sockopts
        self.compression = compression
        self.cql_version = cql_version
        self.protocol_version = protocol_version
        self.is_control_connection = is_control_connection
        self.user_type_map = user_type_map
        self.connect_timeout = connect_timeout
        self.allow_beta_protocol_version = allow_beta_protocol_version
        self.no_compact = no_compact

    @property
    def host(self):
        """The address of the endpoint."""
        return self.endpoint.address

    @property
    def port(self):
        """The port of the endpoint."""
        return self.endpoint.port

    @property
    def is_closed(self):
        """Whether there is no connection to the host."""
        return self._counted is not None and not self._counted.get_connections()

    def _requests(self):
        return (0, 0) if self._counted is None else self._counted._requests()

    @classmethod
    def initialize_reactor(cls):
        """Does nothing: the core has its own event loop, which starts with the first session."""

    @classmethod
    def handle_fork(cls):
        """Does nothing: the core notices a fork by itself."""

    def __repr__(self):
        return f"<{type(self).__name__}({id(self)}) {self.endpoint}{' (closed)' if self.is_closed else ''}>"


__getattr__ = open_up(__name__)

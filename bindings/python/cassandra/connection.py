"""Endpoints, and what can go wrong with a connection. Connections themselves belong to the core."""

from __future__ import annotations

from cassandra._endpoint import (
    DefaultEndPoint,
    DefaultEndPointFactory,
    EndPoint,
    EndPointFactory,
    SniEndPoint,
    SniEndPointFactory,
    UnixSocketEndPoint,
)

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


class Connection:
    """Base of the classes that :mod:`cassandra.io` has for ``connection_class``. Connections belong to the core."""

    @classmethod
    def initialize_reactor(cls):
        """Does nothing: the core has its own event loop, which starts with the first session."""

    @classmethod
    def handle_fork(cls):
        """Does nothing: the core notices a fork by itself."""

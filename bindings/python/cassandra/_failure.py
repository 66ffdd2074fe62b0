"""Exceptions of requests that belong to :mod:`cassandra.cluster`, and the hosts in them."""

from __future__ import annotations

import os
from errno import ECONNREFUSED
from typing import Any

from cassandra import AuthenticationFailed, DriverException, OperationTimedOut
from cassandra.connection import ConnectionException


class QueryExhausted(Exception):
    """There are no more pages."""


class NoHostAvailable(Exception):
    """No host could answer. ``errors`` tells why for each: its keys are :class:`~cassandra.pool.Host` objects, or
    ``address:port`` for a host that is not known."""

    errors: Any = None

    def __init__(self, message, errors):
        super().__init__(message, errors)
        self.errors = errors


def connection_errors(errors, tried, timeout_seconds):
    """Returns why there is no connection to each host, by the legacy driver's names of hosts; the core may know one
    reason for all that were tried."""
    known = {host: why for host, why in errors.items() if host} or dict.fromkeys(tried, errors.get(None))
    known = {host.replace("[", "").replace("]", ""): why for host, why in known.items()}
    return {host: _as_connecting(host, why, timeout_seconds) for host, why in known.items()}


def connecting_failed(error, keyspace, endpoints):
    """Returns what a program is told when no host was at fault: that there is no such keyspace, or that no host is in
    the data center of the policy, by all hosts; else the error itself."""
    if isinstance(error, DriverException) and keyspace:
        message = f"Unable to connect to any servers using keyspace '{keyspace}'"
    elif "option `local_datacenter`" in str(error):
        message = "Unable to connect to any servers"
    else:
        return error
    return NoHostAvailable(message, dict.fromkeys([endpoint.address for endpoint in endpoints], error))


def _as_connecting(host, why, timeout_seconds):
    """Says of an error what it was about: there is no request yet."""
    if isinstance(why, OperationTimedOut):
        return OperationTimedOut(f"Timed out creating connection ({timeout_seconds} seconds)")
    if isinstance(why, AuthenticationFailed):
        said, ours = "Failed to authenticate:", f"Failed to authenticate to {host}:"
        return AuthenticationFailed(str(why).replace(said, ours, 1))
    if isinstance(why, ConnectionRefusedError):
        ip, _, port = host.rpartition(":")
        address = (ip, int(port), 0, 0) if ":" in ip else (ip, int(port))
        reason = os.strerror(ECONNREFUSED)
        return ConnectionRefusedError(ECONNREFUSED, f"Tried connecting to {[address]}. Last error: {reason}")
    return why


def name_hosts(error, metadata, is_shutdown):
    """Puts :class:`~cassandra.pool.Host` objects where the core knows addresses alone."""
    if isinstance(error, NoHostAvailable) and is_shutdown:
        closed = ConnectionException("Pool is shutdown")
        return NoHostAvailable(error.args[0], dict.fromkeys(metadata.all_hosts(), closed))
    if isinstance(error, NoHostAvailable):
        named = {}
        for host, why in error.errors.items():
            named.update({metadata._host_at(host): why} if host else dict.fromkeys(metadata.all_hosts(), why))
        return NoHostAvailable(error.args[0], named)
    if isinstance(error, OperationTimedOut) and error.last_host is not None:
        return OperationTimedOut(error.errors, metadata._host_at(error.last_host))
    return error

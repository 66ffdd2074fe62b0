"""The arguments of :class:`~cassandra.cluster.Cluster` checked against the option table, and turned into options of
the core."""

from __future__ import annotations

import importlib.util
import os
import socket
from typing import Any

from cassandra import UnresolvableContactPoints, _dispatch, _policy_rules, _tls
from cassandra._authentication import Authentication
from cassandra._policy_rules import refuse
from cassandra._profiles import NOT_SET
from cassandra.auth import PlainTextAuthProvider
from cassandra.connection import DefaultEndPoint, EndPoint

SUPPORTED_PROTOCOL_VERSION = 4


def check_protocol_version(version):
    """Refuses versions below 4, which is spoken when a higher one is allowed."""
    if version is not NOT_SET and version < SUPPORTED_PROTOCOL_VERSION:
        raise refuse(f"protocol_version={version}", "the driver speaks protocol version 4")


def resolve(contact_points, port):
    """Resolves contact points to endpoints, as many as each name has addresses."""
    if isinstance(contact_points, str):
        raise TypeError("contact_points should not be a string, it should be a sequence (e.g. list) of strings")
    if None in contact_points:
        raise ValueError("contact_points should not contain None (it can resolve to localhost)")
    endpoints, unresolved = [], {}
    for point in contact_points:
        if isinstance(point, EndPoint):
            if point.ssl_options or point.port is None:
                raise refuse("contact_points", f"{type(point).__name__} is no endpoint that the core can reach")
            endpoints.append(point)
            continue
        name, own_port = point if isinstance(point, tuple) else (point, port)
        try:
            found = socket.getaddrinfo(name, own_port, socket.AF_UNSPEC, socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            unresolved[f"{name}:{own_port}"] = None
            continue
        endpoints += [DefaultEndPoint(address[4][0], own_port) for address in found]
    if contact_points and not endpoints:
        raise UnresolvableContactPoints(unresolved)
    return list(dict.fromkeys(endpoints))


def secure_connect_bundle(cloud, given):
    """Returns the path of the bundle in the configuration of a managed cluster; ``None`` without one. The core unpacks
    it in memory and waits for the service as long as for any connection, so the other keys need nothing to be done."""
    if cloud is None:
        return None
    if any(given[name] not in (None, NOT_SET) for name in ("contact_points", "ssl_context", "ssl_options")):
        raise ValueError(
            "contact_points, endpoint_factory, ssl_context, and ssl_options cannot be specified with a cloud "
            "configuration"
        )
    if "secure_connect_bundle" not in cloud:
        raise ValueError("The cloud config doesn't have a secure_connect_bundle specified.")
    unknown = cloud.keys() - {"secure_connect_bundle", "use_default_tempdir", "connect_timeout"}
    if unknown:
        raise refuse(f"cloud: {', '.join(sorted(unknown))}", "the core takes all that it needs from the bundle")
    return os.fspath(cloud["secure_connect_bundle"])


def credentials(provider, endpoints=()):
    """Returns the options of the core for an auth provider, which is asked itself unless it is name and password."""
    if not provider:
        return {}
    if type(provider) is not PlainTextAuthProvider:
        _dispatch.start(policies=True)
        return {"authenticator": Authentication(provider, endpoints[0].address if endpoints else None)}
    return {"username": provider.username, "password": provider.password}


def translation(cluster):
    """Returns the options of the core for a factory of end points of the program, or for an address translator."""
    asked = cluster._endpoints or _policy_rules.address_translation(cluster.address_translator)
    if asked is None:
        return {}
    _dispatch.start(policies=True)
    return {"address_translation": asked}


def compression(wanted):
    """Returns the compression of the core. ``True`` compresses where the legacy driver would: with the packages
    ``lz4`` or ``snappy`` installed."""
    if not wanted:
        return None
    if wanted is True:
        return next((name for name in ("lz4", "snappy") if importlib.util.find_spec(name)), None)
    if wanted not in ("lz4", "snappy"):
        raise refuse(f"compression={wanted!r}", "the compressions are 'lz4' and 'snappy'")
    return wanted


def socket_options(sockopts):
    """Returns the options of the core for arguments of ``setsockopt``."""
    options = {}
    for level, name, value in sockopts or ():
        if (level, name) == (socket.IPPROTO_TCP, socket.TCP_NODELAY):
            options["tcp_nodelay"] = bool(value)
        elif (level, name) == (socket.SOL_SOCKET, socket.SO_KEEPALIVE) and not value:
            continue
        else:
            raise refuse(f"sockopts: ({level}, {name}, {value})", "only TCP_NODELAY can be set")
    return options


def _milliseconds(seconds):
    return 0 if not seconds else max(1, round(seconds * 1000))


def core_options(cluster, keyspace, request_timeout):
    """Returns the options of a session of the core."""
    options: dict[str, Any] = {
        "contact_points": [_authority(endpoint) for endpoint in cluster.endpoints_resolved],
        "secure_connect_bundle": cluster._secure_connect_bundle,
        "keyspace": keyspace,
        "reconnection": _policy_rules.reconnection(cluster.reconnection_policy),
        # The core cannot be without this limit; a day is none in practice.
        "connect_timeout_ms": _milliseconds(cluster.connect_timeout) or 86_400_000,
        "request_timeout_ms": _milliseconds(request_timeout),
        "heartbeat_interval_ms": _milliseconds(cluster.idle_heartbeat_interval),
        "heartbeat_timeout_ms": _milliseconds(cluster.idle_heartbeat_timeout),
        "schema_agreement_timeout_ms": _milliseconds(cluster.max_schema_agreement_wait),
        "compression": compression(cluster.compression),
        "prepare_on_up": bool(cluster.reprepare_on_up),
        "startup_options": [("NO_COMPACT", "true")] if cluster.no_compact else None,
        "client_id": str(cluster.client_id),
        "driver_name": "unicql for Python",
        "metrics": cluster.metrics_enabled,
        **translation(cluster),
        **credentials(cluster.auth_provider, cluster.endpoints_resolved),
        **socket_options(cluster.sockopts),
    }
    if cluster.application_name:
        options["application_name"] = cluster.application_name
    if cluster.application_version:
        options["application_version"] = cluster.application_version
    tls = _tls.core_options(cluster.ssl_context, cluster.ssl_options)
    if tls is not None:
        options["tls"] = tls
    return options


def _authority(endpoint):
    address, port = endpoint.resolve()
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"

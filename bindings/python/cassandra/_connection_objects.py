"""Objects of a connection class of the program, one for each host that a session is connected to."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from cassandra._host_connections import HostConnections
from cassandra._policy_rules import refuse
from cassandra.connection import Connection

# What the legacy driver calls or reads to make connections and to speak over them, which is all done by the core.
_OF_CORE = frozenset(
    """
    close control_conn_disposed create_timer defunct error_all_requests factory get_request_id handle_close handle_error
    handle_pushed handle_read handle_write in_buffer_size in_flight is_closed is_defunct is_idle max_in_flight
    out_buffer_size process_io_buffer process_msg push register_watcher register_watchers request_ids reset_idle
    send_msg set_keyspace_async set_keyspace_blocking wait_for_response wait_for_responses _connect_socket
    _enable_compression _get_socket_addresses _handle_auth_response _handle_options_response _handle_startup_response
    _initiate_connection _send_options_message _send_startup_message _socket_impl
    _validate_hostname _wrap_socket_from_context
    """.split()
)


def check_connection_class(connection_class):
    """Refuses classes that are none of :mod:`cassandra.io`, and those derived from one that do the work of the core."""
    bases = connection_class.__mro__ if isinstance(connection_class, type) else ()
    known = [base for base in bases if base.__module__.startswith("cassandra.io.")]
    changed = {name for base in bases if not _is_ours(base) for name in vars(base).keys() & _OF_CORE}
    if not known or changed:
        why = f"it has a {min(changed)} of its own, and" if changed else ""
        raise refuse("connection_class", f"{why} the core has its own event loop and connections".strip())


def _is_ours(base):
    return base.__module__.startswith("cassandra.") or base is object


class ConnectionObjects:
    """Makes an object of the class when a session gets to know a host, or the host comes up again."""

    def __init__(self, cluster):
        self._cluster = cluster
        self._by_session: Any = WeakKeyDictionary()

    @property
    def are_wanted(self):
        """Whether the program has a class of its own."""
        return not _is_ours(self._cluster.connection_class)

    def add_session(self, session):
        """Makes one for each host of a new session, and for its cluster the one of the control connection, first."""
        if not self.are_wanted:
            return
        if not self._by_session:
            control = self._cluster.control_connection
            self._by_session[control] = self._made(control, control.endpoint, is_control_connection=True)
        self._by_session[session] = made = {}
        for host in session.hosts:
            made[host] = self._made(HostConnections(session, host), host.endpoint)

    def on_up(self, host):
        """Makes one for each session, in the place of the one for earlier connections to the host."""
        for session, made in list(self._by_session.items()):
            if session is not self._cluster.control_connection:
                made[host] = self._made(HostConnections(session, host), host.endpoint)

    on_add = on_up

    def on_down(self, host):
        """Keeps the object, which tells that there is no connection."""

    def on_remove(self, host):
        """Forgets the objects."""
        for session, made in list(self._by_session.items()):
            if session is not self._cluster.control_connection:
                made.pop(host, None)

    def _made(self, counted, endpoint, is_control_connection=False) -> Connection:
        cluster, provider = self._cluster, self._cluster.auth_provider
        connection = cluster.connection_class(
            endpoint,
            port=cluster.port,
            authenticator=provider and provider.new_authenticator(endpoint.address),
            ssl_options=cluster.ssl_options,
            sockopts=cluster.sockopts,
            compression=cluster.compression,
            cql_version=cluster.cql_version,
            protocol_version=cluster.protocol_version,
            is_control_connection=is_control_connection,
            user_type_map=cluster._user_types,
            connect_timeout=cluster.connect_timeout,
            allow_beta_protocol_version=cluster.allow_beta_protocol_version,
            no_compact=cluster.no_compact,
            ssl_context=cluster.ssl_context,
        )
        connection._counted = counted
        return connection

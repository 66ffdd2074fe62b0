"""The methods of a cluster that read its metadata anew."""

from __future__ import annotations

import logging
from typing import Any
from warnings import warn

from cassandra import DriverException
from cassandra._control_connection import ControlConnection
from cassandra.cqltypes import UserType
from cassandra.metadata import Metadata

log = logging.getLogger("cassandra.cluster")


class UserTypeDoesNotExist(Exception):
    """The keyspace or the user-defined type to register a class for does not exist."""


class ClusterMetadata:
    """What a cluster knows of its nodes and its schema. The methods wait until it is read, and raise
    :exc:`~cassandra.DriverException` when it cannot be."""

    metadata: Metadata = None  # type: ignore[assignment]
    control_connection: ControlConnection = None  # type: ignore[assignment]
    max_schema_agreement_wait: float
    schema_metadata_enabled = True
    token_metadata_enabled = True
    sessions: Any
    _user_types: dict

    def get_control_connection_host(self):
        """Returns the host that is asked for metadata, or was last while none is up; ``None`` without a session."""
        endpoint = self.control_connection.endpoint
        return None if endpoint is None else self.metadata.get_host(endpoint)

    def refresh_schema_metadata(self, max_schema_agreement_wait=None):
        """Reads the whole schema, after waiting so many seconds at most until all nodes have the same, by default as
        long as the cluster does; 0 does not wait."""
        self._read_schema("Schema", max_schema_agreement_wait)

    def refresh_keyspace_metadata(self, keyspace, max_schema_agreement_wait=None):
        """Reads a keyspace."""
        self._read_schema("Keyspace", max_schema_agreement_wait, "KEYSPACE", keyspace)

    def refresh_table_metadata(self, keyspace, table, max_schema_agreement_wait=None):
        """Reads a table or a materialized view."""
        self._read_schema("Table", max_schema_agreement_wait, "TABLE", keyspace, table)

    def refresh_materialized_view_metadata(self, keyspace, view, max_schema_agreement_wait=None):
        """Reads a materialized view."""
        self._read_schema("View", max_schema_agreement_wait, "TABLE", keyspace, view)

    def refresh_user_type_metadata(self, keyspace, user_type, max_schema_agreement_wait=None):
        """Reads a user-defined type."""
        self._read_schema("User Type", max_schema_agreement_wait, "TYPE", keyspace, user_type)

    def refresh_user_function_metadata(self, keyspace, function, max_schema_agreement_wait=None):
        """Reads the user-defined functions of a keyspace, among them the one of a
        :class:`~cassandra.UserFunctionDescriptor`."""
        self._read_schema("User Function", max_schema_agreement_wait, "FUNCTION", keyspace, function.name)

    def refresh_user_aggregate_metadata(self, keyspace, aggregate, max_schema_agreement_wait=None):
        """Reads the user-defined aggregates of a keyspace, among them the one of a
        :class:`~cassandra.UserAggregateDescriptor`."""
        self._read_schema("User Aggregate", max_schema_agreement_wait, "AGGREGATE", keyspace, aggregate.name)

    def refresh_nodes(self, force_token_rebuild=False):
        """Reads the nodes and the ring."""
        try:
            self.metadata._read_ring_now()
        except Exception as error:
            raise DriverException("Node list was not refreshed. See log for details.") from error

    def set_meta_refresh_enabled(self, enabled):
        """Sets ``schema_metadata_enabled`` and ``token_metadata_enabled`` at once."""
        warn(
            "Cluster.set_meta_refresh_enabled is deprecated and will be removed in 4.0. Set "
            "Cluster.schema_metadata_enabled and Cluster.token_metadata_enabled instead.",
            DeprecationWarning,
            stacklevel=2,
        )
        self.schema_metadata_enabled = enabled
        self.token_metadata_enabled = enabled

    def _read_schema(self, what, max_wait, target: Any = None, keyspace=None, name=None):
        try:
            if not self.control_connection.wait_for_schema_agreement(wait_time=max_wait):
                raise DriverException("the nodes do not agree on the schema")
            self.metadata._read_now(target, keyspace, name)
        except Exception as error:
            log.warning("%s metadata was not refreshed", what, exc_info=True)
            raise DriverException(f"{what} metadata was not refreshed. See log for details.") from error

    def register_user_type(self, keyspace, user_type, klass):
        """Reads and writes a user-defined type as a class, whose attributes are the fields and whose constructor takes
        them by keyword. Raises :exc:`UserTypeDoesNotExist` when a session is open and there is no such type."""
        self._user_types[keyspace][user_type] = klass
        for session in tuple(self.sessions):
            session.user_type_registered(keyspace, user_type, klass)
        UserType.evict_udt_class(keyspace, user_type)

    def _user_type_fields(self, session, keyspace, user_type):
        query = "SELECT type_name, field_names FROM system_schema.types WHERE keyspace_name = %s"
        found = dict(session._internal_rows(query, (keyspace,)))
        if user_type in found:
            return found[user_type]
        query = "SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = %s"
        if not found and not session._internal_rows(query, (keyspace,)):
            raise UserTypeDoesNotExist(f"Keyspace {keyspace} does not exist or has not been discovered by the driver")
        raise UserTypeDoesNotExist(f"User type {user_type} does not exist in keyspace {keyspace}")

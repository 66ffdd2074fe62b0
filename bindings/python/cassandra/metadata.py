"""What is known of a cluster: its nodes, its ring and its schema."""

from __future__ import annotations

import logging
from threading import RLock
from time import monotonic
from typing import Any
from uuid import UUID

from cassandra._homes import open_up
from cassandra._keyspace import KeyspaceMetadata, renew
from cassandra._keywords import RESERVED_WORDS, UNRESERVED_WORDS
from cassandra._names import escape_name, is_valid_name, maybe_escape_name, protect_name, protect_names, protect_value
from cassandra._node_row import _NodeInfo, describe
from cassandra._replica_groups import NO_VALID_REPLICA, group_keys_by_replica
from cassandra._replication import (
    LocalStrategy,
    NetworkTopologyStrategy,
    ReplicationFactor,
    ReplicationStrategy,
    SimpleStrategy,
    _UnknownStrategy,
)
from cassandra._schema_parser import SchemaParserDSE60, SchemaParserDSE67, SchemaParserV3, SchemaParserV4
from cassandra._schema_parser_dse import SchemaParserDSE68
from cassandra._schema_parser_v22 import SchemaParserV22
from cassandra._table import MaterializedViewMetadata, TableMetadata, TableMetadataDSE68, TableMetadataV3
from cassandra._table_parts import (
    ColumnMetadata,
    EdgeMetadata,
    IndexMetadata,
    RegisteredTableExtension,
    RLACTableExtension,
    TableExtensionInterface,
    TriggerMetadata,
    VertexMetadata,
    _RegisteredExtensionType,
)
from cassandra._token import (
    MAX_LONG,
    MIN_LONG,
    BytesToken,
    HashToken,
    MD5Token,
    Murmur3Token,
    Token,
    TokenMap,
    token_class_of,
)
from cassandra._user_type_metadata import Aggregate, Function, UserType
from cassandra.connection import DefaultEndPoint, EndPoint
from cassandra.murmur3 import murmur3
from cassandra.policies import SimpleConvictionPolicy
from cassandra.pool import Host
from cassandra.util import Version

__all__ = [
    "MAX_LONG",
    "MIN_LONG",
    "NO_VALID_REPLICA",
    "Aggregate",
    "BytesToken",
    "ColumnMetadata",
    "EdgeMetadata",
    "Function",
    "HashToken",
    "IndexMetadata",
    "KeyspaceMetadata",
    "LocalStrategy",
    "MD5Token",
    "MaterializedViewMetadata",
    "Metadata",
    "Murmur3Token",
    "NetworkTopologyStrategy",
    "RLACTableExtension",
    "RegisteredTableExtension",
    "ReplicationFactor",
    "ReplicationStrategy",
    "SchemaParserDSE60",
    "SchemaParserDSE67",
    "SchemaParserDSE68",
    "SchemaParserV3",
    "SchemaParserV4",
    "SchemaParserV22",
    "SimpleStrategy",
    "TableExtensionInterface",
    "TableMetadata",
    "TableMetadataDSE68",
    "TableMetadataV3",
    "Token",
    "TokenMap",
    "TriggerMetadata",
    "UserType",
    "VertexMetadata",
    "_NodeInfo",
    "_RegisteredExtensionType",
    "_UnknownStrategy",
    "cql_keywords",
    "cql_keywords_reserved",
    "cql_keywords_unreserved",
    "escape_name",
    "get_schema_parser",
    "group_keys_by_replica",
    "is_valid_name",
    "maybe_escape_name",
    "murmur3",
    "protect_name",
    "protect_names",
    "protect_value",
]

log = logging.getLogger(__name__)
cql_keywords = set(RESERVED_WORDS | UNRESERVED_WORDS)
cql_keywords_unreserved = set(UNRESERVED_WORDS)
cql_keywords_reserved = set(RESERVED_WORDS)

# How long the ring is taken to be as it was, in seconds, while the hosts are the same.
_RING_SECONDS = 10.0
# So many changes of the schema are cheaper to read with all the rest.
_MANY_CHANGES = 20


class Metadata:
    """What is known of a cluster. The schema is read when it is first asked for and follows its changes from then on;
    ``source`` is what it is read from."""

    cluster_name: str | None = None
    dbaas = False
    _endpoint_of: Any = staticmethod(lambda number, address, port: DefaultEndPoint(address, port))
    _partitioner: str | None = None

    def __init__(self, source=None):
        self._source: Any = source
        self._keyspaces: dict[str, Any] = {}
        self._is_read = False
        self._changes: list[tuple] = []
        self._token_map: TokenMap | None = None
        self._ring_key = self._ring_tokens = None
        self._ring_until = 0.0
        self._hosts: dict[EndPoint, Host] = {}
        self._by_id: dict[int, Host] = {}
        self._by_endpoint: dict[str, Host] = {}
        self._lock = RLock()

    @property
    def keyspaces(self):
        """The keyspaces by name, as :class:`KeyspaceMetadata`; empty when the cluster does not keep the schema."""
        if self._source is not None and self._source.keeps_schema:
            self._catch_up()
        return self._keyspaces

    @keyspaces.setter
    def keyspaces(self, keyspaces):
        self._keyspaces = keyspaces

    def export_schema_as_string(self):
        """Returns the statements that make the schema again."""
        return "\n\n".join(keyspace.export_as_string() for keyspace in self.keyspaces.values())

    def _catch_up(self):
        """Reads what has changed since the last time. What cannot be read now stays as it was."""
        with self._lock:
            changes = self._take_changes()
            if self._is_read and changes == []:
                return
            try:
                if changes is None or not self._is_read:
                    self._read_all()
                else:
                    for change in changes:
                        self._read_changed(*change)
            except Exception:
                self._changes += changes or [(None, None, None)]
                log.warning("The schema could not be read; what is known of it may be out of date", exc_info=True)

    def _take_changes(self):
        """Returns the parts that have changed, each once; ``None`` when it may be all of them."""
        told, self._changes = self._changes, []
        missed, heard = self._source.take_schema_changes()
        changes = list(dict.fromkeys([*told, *heard]))
        return None if missed or len(changes) > _MANY_CHANGES or (None, None, None) in changes else changes

    def _changed(self, target, keyspace, name):
        """Reads what a statement of this program changed, if it is known here: what a program holds of the metadata is
        up to date when it has the result."""
        if self._is_read and self._source.keeps_schema:
            self._changes.append((target, keyspace, name))
            self._catch_up()

    def _read_all(self):
        old, read = self._keyspaces, {}
        for keyspace in self._source.schema_parser().get_all_keyspaces():
            read[keyspace.name] = keyspace
        for name in {*old, *read}:
            self._forget_replicas(name)
        # Programs may hold the dict of before.
        old.update(read)
        self._keyspaces, self._is_read = read, True

    def _read_changed(self, target, keyspace, name):
        """Reads a part anew: whatever happened to it, it is as it is now."""
        known, parser = self._keyspaces.get(keyspace), self._source.schema_parser()
        if target == "TABLE" and known and name:
            found = parser.get_table(self._keyspaces, keyspace, name)
            if isinstance(found, MaterializedViewMetadata) and found.base_table_name not in known.tables:
                # The view was heard of before its table was.
                self._read_changed("TABLE", keyspace, found.base_table_name)
            self._put_table(known, name, found)
        elif target == "TYPE" and known and name:
            user_type = parser.get_type(self._keyspaces, keyspace, name)
            known.user_types.pop(name, None)
            if user_type is not None:
                known.user_types[name] = user_type
        elif target == "FUNCTION" and known:
            renew(known.functions, parser.get_functions_map(keyspace))
        elif target == "AGGREGATE" and known:
            renew(known.aggregates, parser.get_aggregates_map(keyspace))
        else:
            self._put_keyspace(keyspace, parser.get_keyspace_with_contents(keyspace))

    @staticmethod
    def _put_table(keyspace, name, found):
        if found is None:
            keyspace._drop_table_metadata(name)
        elif isinstance(found, TableMetadata):
            keyspace._add_table_metadata(found)
        else:
            keyspace._add_view_metadata(found)

    def _put_keyspace(self, name, found):
        if found is None:
            self._keyspaces.pop(name, None)
        else:
            if name in self._keyspaces:
                found._take_places_of(self._keyspaces[name])
            self._keyspaces[name] = found
        self._forget_replicas(name)

    def _forget_replicas(self, keyspace):
        if self._token_map is not None:
            self._token_map.remove_keyspace(keyspace)

    def _read_now(self, target, keyspace=None, name=None):
        """Reads a part of the schema, or all of it, and raises when that fails."""
        with self._lock:
            if target is None or not self._is_read:
                self._take_changes()
                self._read_all()
            else:
                self._read_changed(target, keyspace, name)

    @property
    def partitioner(self):
        """The class name of the partitioner; ``None`` while it is not known."""
        if self._partitioner is None and self._source is not None:
            self._partitioner = self._source.partitioner()
        return self._partitioner

    @partitioner.setter
    def partitioner(self, partitioner):
        self._partitioner = partitioner

    @property
    def token_map(self):
        """The ring as a :class:`TokenMap`; ``None`` when the partitioner is not known here, and before a session is."""
        if self._source is not None and not self._source.is_closed:
            self._follow_ring()
        return self._token_map

    @token_map.setter
    def token_map(self, token_map):
        self._token_map = token_map

    def _read_ring_now(self):
        """Reads the hosts and the ring, and raises when that fails."""
        self._source.update_hosts(self, again=True)
        self._follow_ring(force=True)

    def _follow_ring(self, force=False):
        hosts = self.all_hosts()
        key = frozenset((host.host_id, host.endpoint, host.datacenter, host.rack) for host in hosts)
        if not force and key == self._ring_key and monotonic() < self._ring_until:
            return
        with self._lock:
            tokens = self._source.tokens() if self._source.keeps_tokens else {}
            by_host = {host: tokens.get(host.host_id.int, ()) for host in hosts if host.host_id}
            new = key, {host.host_id: tuple(owned) for host, owned in by_host.items()}
            if self._token_map is None or force or new != (self._ring_key, self._ring_tokens):
                if self.partitioner:
                    owned = by_host if self._source.keeps_tokens else {}
                    self.rebuild_token_map(self.partitioner, owned)
                self._ring_key, self._ring_tokens = new
            self._ring_until = monotonic() + _RING_SECONDS

    def rebuild_token_map(self, partitioner, token_map):
        """Makes the ring anew from the tokens of each host, as the server writes them."""
        self.partitioner = partitioner
        token_class = token_class_of(partitioner)
        if token_class is None:
            self._token_map = None
            return
        owners = {token_class.from_string(text): host for host, texts in token_map.items() for text in texts}
        self._token_map = TokenMap(token_class, owners, sorted(owners), self)

    def get_replicas(self, keyspace, key):
        """Returns the hosts that have the partition of a key, as it is sent; empty when they are not known."""
        ring = self.token_map
        return ring.get_replicas(keyspace, ring.token_class.from_key(key)) if ring else []

    def can_support_partitioner(self):
        """Whether tokens can be worked out here: always, for every partitioner that is known."""
        return True

    def all_hosts(self):
        """Returns every host that is known, as the first open session sees it now."""
        self._refresh()
        with self._lock:
            return list(self._hosts.values())

    def add_or_return_host(self, host):
        """Returns the host that is known at the endpoint of another, which is added if there is none, and whether it
        was added."""
        with self._lock:
            known = self._hosts.setdefault(host.endpoint, host)
            return known, known is host

    def remove_host(self, host):
        """Forgets a host; tells whether it was known."""
        with self._lock:
            return self._hosts.pop(host.endpoint, None) is not None

    def get_host(self, endpoint_or_address, port=None):
        """Returns the host of an endpoint, or of the address (and port) that it tells clients; ``None`` without one."""
        hosts = self.all_hosts()
        if isinstance(endpoint_or_address, EndPoint):
            return self._hosts.get(endpoint_or_address)
        at = (host for host in hosts if host.broadcast_rpc_address == endpoint_or_address)
        return next((host for host in at if port in (None, host.broadcast_rpc_port or port)), None)

    def _refresh(self):
        if self._source is not None:
            self._source.update_hosts(self)

    def _host_at(self, endpoint):
        """Returns the host of ``ip:port``, or the text itself for a host that is not known."""
        host = self._by_endpoint.get(endpoint)
        if host is None:
            self._refresh()
        return self._by_endpoint.get(endpoint, endpoint)

    def _update(self, cluster_name, rows, details_of, conviction_policy_factory=SimpleConvictionPolicy, again=False):
        """Takes the hosts as the core sees them; known ones keep their object. ``details_of`` returns what each says of
        itself and is called when one is new, or came up or went down, or if it is to be asked ``again``."""
        with self._lock:
            self.cluster_name = cluster_name or self.cluster_name
            if not rows:
                return
            hosts, by_id, by_endpoint, details = {}, {}, {}, None
            for number, address, port, datacenter, rack, is_up, is_reconnecting in rows:
                host = self._by_id.get(number)
                endpoint = self._endpoint_of(number, address, port)
                was = None if host is None else (host.endpoint, host._is_up)
                if host is None:
                    host = Host(endpoint, conviction_policy_factory, host_id=UUID(int=number))
                host.endpoint = endpoint
                if again or was != (endpoint, is_up):
                    details = details_of() if details is None else details
                    describe(host, details.get(number, {}))
                host.set_location_info(datacenter, rack)
                host._is_up, host._is_reconnecting = is_up, is_reconnecting
                host._states = self._source and self._source.host_state
                hosts[endpoint] = by_id[number] = host
                by_endpoint[f"[{address}]:{port}" if ":" in address else f"{address}:{port}"] = host
            for gone in self._by_id.keys() - by_id.keys():
                self._by_id[gone]._is_up = self._by_id[gone]._is_reconnecting = False
            self._hosts, self._by_id, self._by_endpoint = hosts, by_id, by_endpoint


def get_schema_parser(connection, server_version, dse_version, timeout):
    """Returns what reads the schema of a server of a version. ``timeout`` is in seconds."""
    if dse_version:
        for oldest, parser in (
            ("6.8.0", SchemaParserDSE68),
            ("6.7.0", SchemaParserDSE67),
            ("6.0.0", SchemaParserDSE60),
        ):
            if Version(dse_version) >= Version(oldest):
                return parser(connection, timeout)
    if Version(server_version) >= Version("4-a"):
        return SchemaParserV4(connection, timeout)
    if Version(server_version) >= Version("3.0.0"):
        return SchemaParserV3(connection, timeout)
    return SchemaParserV22(connection, timeout)


__getattr__ = open_up(__name__)

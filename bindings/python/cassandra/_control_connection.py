"""What the driver asks one node for, beside the requests of the program: the schema, the ring and the nodes."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from threading import Lock
from time import monotonic, sleep

from cassandra import DriverException, InvalidRequest, _green, _native
from cassandra._endpoint import DefaultEndPoint
from cassandra._host_connections import Connections
from cassandra._rows import dict_factory, shape_of

log = logging.getLogger("cassandra.cluster")

# How often nodes are asked whether they agree on the schema.
_AGREEMENT_SECONDS = 0.2

_DICT = shape_of(dict_factory) or 0


class ControlConnection(Connections):
    """Asks one node, always the same one while it is up, over the connections of the first session that is open."""

    is_control_connection = True

    _SELECT_LOCAL = "SELECT * FROM system.local WHERE key = 'local'"
    _SELECT_PEERS_V2 = "SELECT * FROM system.peers_v2"
    _SELECT_PEERS = "SELECT * FROM system.peers"

    def __init__(self, cluster):
        self._cluster = cluster
        # Kept here, since a program may drop a session and go on with the cluster.
        self._native: _native.Session | None = None
        self._asked: str | None = None
        self._asking = 0
        self._lock = Lock()

    @property
    def is_closed(self):
        """Whether there is no session to ask over."""
        return self._native is None

    def use(self, native):
        """Asks over the connections of a session from now on, if there is no other."""
        self._native = self._native or native

    def leave(self, native):
        """Asks over those of another session, if there is one, since this one ends."""
        if self._native is native:
            sessions = tuple(self._cluster.sessions)
            self._native = next((session._native for session in sessions if not session.is_shutdown), None)
            self._cluster._follow_hosts()

    def close(self):
        """Ends the session whose connections are used: the program may have dropped it long before."""
        native, self._native = self._native, None
        if native is not None:
            _green.call(native.close, 0)

    @property
    def keeps_schema(self):
        """Whether the cluster keeps the schema."""
        return self._cluster.schema_metadata_enabled

    @property
    def keeps_tokens(self):
        """Whether the cluster keeps the tokens of its nodes."""
        return self._cluster.token_metadata_enabled

    @property
    def endpoint(self):
        """The endpoint of the node that is asked, or was last while none can be; ``None`` without a session."""
        if self._native is None:
            return None
        self._asked = self._native.control_host() or self._asked
        if self._asked is None:
            return None
        host = self._cluster.metadata._host_at(self._asked)
        if not isinstance(host, str):
            return host.endpoint
        name, _, port = self._asked.rpartition(":")
        return DefaultEndPoint(name.strip("[]"), int(port))

    @property
    def host(self):
        """The address of that node."""
        endpoint = self.endpoint
        return None if endpoint is None else endpoint.address

    @property
    def _connection(self):
        return self if self.endpoint is not None else None

    def get_connections(self):
        """Returns this, in a list; empty without a session."""
        return [self] if self.endpoint is not None else []

    def query_all(self, queries):
        """Asks all queries at once and returns for each its rows as dicts, or an exception."""
        native = self._native
        if native is None:
            raise DriverException("no session of the cluster is open")
        pending = [native.control_query(query) for query in queries]
        with self._under_way(len(pending)):
            return [self._rows(native, _green.call(each.wait)) for each in pending]

    @contextmanager
    def _under_way(self, count):
        with self._lock:
            self._asking += count
        try:
            yield
        finally:
            with self._lock:
                self._asking -= count

    def _requests(self):
        # The core waits for each answer of its own control connection: it never leaves one behind.
        return self._asking, 0

    @staticmethod
    def _rows(native, outcome):
        return outcome if isinstance(outcome, Exception) else native.rows(outcome, _DICT)[1]

    def _query(self, query):
        (outcome,) = self.query_all([query])
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def node_rows(self):
        """Returns the rows of ``system.local`` and of the peers."""
        rows: list[dict] = []
        local, peers = self.query_all([self._SELECT_LOCAL, self._SELECT_PEERS_V2])
        if isinstance(peers, InvalidRequest):
            (peers,) = self.query_all([self._SELECT_PEERS])
        for outcome in (local, peers):
            if isinstance(outcome, Exception):
                raise outcome
            rows += outcome
        return rows

    def _rows_by_id(self):
        try:
            return {row["host_id"].int: row for row in self.node_rows() if row["host_id"]}
        except Exception:
            log.warning("Nodes could not be asked what they say of themselves", exc_info=True)
            return {}

    def update_hosts(self, metadata, again=False):
        """Has the metadata take the nodes as the core sees them now; what they say of themselves when one is new or
        has changed, or ``again``."""
        native = self._native
        if native is not None:
            factory = self._cluster.conviction_policy_factory
            metadata._update(native.cluster_name, native.hosts(), self._rows_by_id, factory, again)

    def host_state(self, number):
        """Returns whether a node is up, and whether the driver tries to connect to it again, as the core sees it now;
        ``None`` without a session."""
        native = self._native
        return None if native is None else native.host_state(number)

    def tokens(self):
        """Returns the tokens of each node, as the server writes them, by its id as an integer."""
        return {row["host_id"].int: row["tokens"] or () for row in self.node_rows() if row["host_id"]}

    def partitioner(self):
        """Returns the class name of the partitioner; ``None`` without a session."""
        return self._query(self._SELECT_LOCAL)[0]["partitioner"] if self._native is not None else None

    def cql_version(self):
        """Returns the version of CQL that the node speaks."""
        return self._query(self._SELECT_LOCAL)[0]["cql_version"]

    def schema_parser(self):
        """Returns what reads the schema of the node that is asked."""
        from cassandra.metadata import get_schema_parser

        local = self._query(self._SELECT_LOCAL)[0]
        return get_schema_parser(self, local["release_version"], local.get("dse_version"), None)

    def take_schema_changes(self):
        """Returns whether something may have been missed, and what was heard of the schema since the last time: for
        each change the kind of thing, its keyspace and its name. Nothing, if the cluster does not follow changes."""
        if self._native is None:
            return False, []
        missed, changes = self._native.take_schema_changes()
        if self._cluster.schema_event_refresh_window < 0:
            return False, []
        return missed, [change[1:4] for change in changes]

    def wait_for_schema_agreement(self, *, wait_time=None):
        """Waits until all nodes that are up have the same schema, and tells whether they have. ``wait_time`` is in
        seconds, by default :attr:`Cluster.max_schema_agreement_wait`; with 0 nothing is asked and it is ``True``."""
        seconds = self._cluster.max_schema_agreement_wait if wait_time is None else wait_time
        end = monotonic() + seconds
        while seconds > 0 and not self._agrees():
            if monotonic() >= end:
                return False
            sleep(_AGREEMENT_SECONDS)
        return True

    def _agrees(self):
        if self._native is None:
            raise DriverException("no session of the cluster is open")
        return _green.call(self._native.check_schema_agreement)

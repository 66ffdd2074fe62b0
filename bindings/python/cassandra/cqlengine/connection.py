"""The connections of the mapper, by name, and the default one among them."""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from typing import Any

from cassandra._homes import open_up
from cassandra.cluster import _NOT_SET, Cluster, NoHostAvailable, UserTypeDoesNotExist, _ConfigMode
from cassandra.cqlengine import CQLEngineException
from cassandra.cqlengine.statements import BaseCQLStatement
from cassandra.query import SimpleStatement, dict_factory

log = logging.getLogger(__name__)

NOT_SET = _NOT_SET
"""The timeout of requests that take that of the session."""

cluster: Any = None
"""The :class:`~cassandra.cluster.Cluster` of the default connection."""

session: Any = None
"""The :class:`~cassandra.cluster.Session` of the default connection."""

DEFAULT_CONNECTION: Any = object()
_connections: dict[Any, Connection] = {}

udt_by_keyspace: defaultdict[str | None, dict[str, type]] = defaultdict(dict)
"""The classes of user-defined types by keyspace and name; the keyspace ``None`` is that of models that name none."""


class UndefinedKeyspaceException(CQLEngineException):
    """There is no such keyspace."""


def format_log_context(msg, connection=None, keyspace=None):
    """Returns a message of the log with the connection and keyspace that it is about."""
    where = f"[Connection: {connection or 'DEFAULT_CONNECTION'}"
    return f"{where}, Keyspace: {keyspace}] {msg}" if keyspace else f"{where}] {msg}"


class Connection:
    """A cluster and a session of it, or what is needed to connect: see :func:`register_connection`."""

    cluster: Any = None
    session: Any = None
    name: Any = None
    hosts: Any = None
    consistency: int | None = None
    lazy_connect = False
    retry_connect = False
    lazy_connect_lock: Any = None
    cluster_options: Any = None

    def __init__(self, name, hosts, consistency=None, lazy_connect=False, retry_connect=False, cluster_options=None):
        self.name = name
        self.hosts = hosts
        self.consistency = consistency
        self.lazy_connect = lazy_connect
        self.retry_connect = retry_connect
        self.cluster_options = cluster_options or {}
        self.lazy_connect_lock = threading.RLock()

    @classmethod
    def from_session(cls, name, session):
        """Returns the connection of a session that is open."""
        connection = cls(name, session.hosts)
        connection.session = session
        connection.cluster = session.cluster
        connection.setup_session()
        return connection

    def setup(self):
        """Connects, unless that waits for the first use. Raises :exc:`~cassandra.cluster.NoHostAvailable`."""
        if "username" in self.cluster_options or "password" in self.cluster_options:
            raise CQLEngineException("Username & Password are now handled by using the native driver's auth_provider")
        if self.lazy_connect:
            return
        self.cluster = self._make_cluster()
        try:
            self.session = self.cluster.connect()
        except NoHostAvailable:
            if self.retry_connect:
                log.warning(format_log_context("connect failed, setting up for re-attempt on first use", self.name))
                self.lazy_connect = True
            raise
        log.debug(format_log_context("connection initialized with internally created session", self.name))
        if _connections.get(DEFAULT_CONNECTION) is self:
            _publish(self)
        self.setup_session()

    def _make_cluster(self):
        if "cloud" not in self.cluster_options:
            return Cluster(self.hosts, **self.cluster_options)
        if self.hosts:
            log.warning("Ignoring hosts %s because a cloud config was provided.", self.hosts)
        return Cluster(**self.cluster_options)

    def setup_session(self):
        """Makes the session return rows as the mapper needs them, and write tuples as CQL tuples."""
        if self.cluster._config_mode == _ConfigMode.PROFILES:
            profile = self.cluster.profile_manager.default
            profile.row_factory = dict_factory
            if self.consistency is not None:
                profile.consistency_level = self.consistency
        else:
            self.session.row_factory = dict_factory
            if self.consistency is not None:
                self.session.default_consistency_level = self.consistency
        encoder = self.session.encoder
        encoder.mapping[tuple] = encoder.cql_encode_tuple
        _register_known_types(self.cluster)

    def handle_lazy_connect(self):
        """Connects if that has waited for the first use."""
        if not self.lazy_connect:
            return
        with self.lazy_connect_lock:
            if self.lazy_connect:
                log.debug(format_log_context("Lazy connect enabled", self.name))
                self.lazy_connect = False
                self.setup()


def _publish(connection):
    """Shows a connection, or none, as the default in this module."""
    global cluster, session
    cluster = None if connection is None else connection.cluster
    session = None if connection is None else connection.session


def register_connection(
    name,
    hosts=None,
    consistency=None,
    lazy_connect=False,
    retry_connect=False,
    cluster_options=None,
    default=False,
    session=None,
):
    """Connects, keeps the :class:`Connection` under a name and returns it.

    :param hosts: contact points, for a new :class:`~cassandra.cluster.Cluster`.
    :param consistency: the consistency level of requests that name none.
    :param lazy_connect: connect on the first use, not now.
    :param retry_connect: when connecting fails, try again on the next use.
    :param cluster_options: further arguments of the cluster, by their names.
    :param default: make it the connection of models that name none.
    :param session: a session that is open, instead of all of the above except ``default``.
    """
    if name in _connections:
        log.warning("Registering connection '%s' when it already exists.", name)
    if session is not None:
        if any(given is not None for given in (hosts, consistency, cluster_options)) or lazy_connect or retry_connect:
            raise CQLEngineException("Session configuration arguments and 'session' argument are mutually exclusive")
        return _register(Connection.from_session(name, session), default)
    connection = Connection(name, hosts, consistency, lazy_connect, retry_connect, cluster_options)
    try:
        connection.setup()
    except NoHostAvailable:
        # The next use finds the connection here and tries again.
        if retry_connect:
            _register(connection, default)
        raise
    return _register(connection, default)


def _register(connection, default):
    _connections[connection.name] = connection
    if default:
        set_default_connection(connection.name)
    return connection


def unregister_connection(name):
    """Shuts the cluster of a connection down and forgets it; nothing happens when there is none."""
    connection = _connections.pop(name, None)
    if connection is None:
        return
    if _connections.get(DEFAULT_CONNECTION) is connection:
        del _connections[DEFAULT_CONNECTION]
        _publish(None)
    if connection.cluster:
        connection.cluster.shutdown()
    log.debug("Connection '%s' has been removed from the registry.", name)


def set_default_connection(name):
    """Makes a connection that of models that name none."""
    if name not in _connections:
        raise CQLEngineException(f"Connection '{name}' doesn't exist.")
    log.debug("Connection '%s' has been set as default.", name)
    _connections[DEFAULT_CONNECTION] = _connections[name]
    _publish(_connections[name])


def get_connection(name=None):
    """Returns the connection of a name, or the default one, connected. ``CQLEngineException`` when there is none."""
    name = name or DEFAULT_CONNECTION
    if name not in _connections:
        raise CQLEngineException(f"Connection name '{name}' doesn't exist in the registry.")
    connection = _connections[name]
    connection.handle_lazy_connect()
    return connection


def _warn_of_replacing(what):
    connection = _connections.get(DEFAULT_CONNECTION)
    if connection is not None and connection.session:
        log.warning("configuring new default %s for cqlengine when one was already set", what)


def default():
    """Makes a connection to this machine, with the defaults of the driver, the default one."""
    _warn_of_replacing("connection")
    register_connection("default", hosts=None, default=True)
    log.debug("cqlengine connection initialized with default session to localhost")


def set_session(s):
    """Makes a session that is open that of the default connection, and its keyspace that of models that name none.
    Its rows must come from :func:`~cassandra.query.dict_factory`."""
    _warn_of_replacing("session")
    connection = _connections.get(DEFAULT_CONNECTION) or register_connection("default", session=s, default=True)
    if not _returns_dicts(s):
        raise CQLEngineException("Failed to initialize: row_factory must be 'dict_factory'")

    connection.session = s
    connection.cluster = s.cluster
    connection.lazy_connect = False
    if s.keyspace:
        _set_default_keyspace(s.keyspace)
    connection.setup_session()
    log.debug("cqlengine default connection initialized with %s", s)


def _returns_dicts(session):
    mode = session.cluster._config_mode
    by_profile = mode != _ConfigMode.LEGACY and session.cluster.profile_manager.default.row_factory is dict_factory
    return by_profile or (mode != _ConfigMode.PROFILES and session.row_factory is dict_factory)


def _set_default_keyspace(keyspace):
    from cassandra.cqlengine import models

    models.DEFAULT_KEYSPACE = keyspace


def setup(hosts, default_keyspace, consistency=None, lazy_connect=False, retry_connect=False, **kwargs):
    """Makes the default connection; see :func:`register_connection`.

    ``default_keyspace`` is the keyspace of models that name none; further arguments are those of the cluster.
    """
    _set_default_keyspace(default_keyspace)
    register_connection("default", hosts, consistency, lazy_connect, retry_connect, kwargs, default=True)


def execute(query, params=None, consistency_level=None, timeout=NOT_SET, connection=None) -> Any:
    """Executes text, a :class:`~cassandra.query.SimpleStatement` or a statement of the mapper on a connection, and
    returns the :class:`~cassandra.cluster.ResultSet`. ``timeout`` is in seconds, ``None`` is without limit."""
    session = get_connection(connection).session
    if not session:
        raise CQLEngineException("It is required to setup() cqlengine before executing queries")
    if isinstance(query, BaseCQLStatement):
        params = query.get_context()
        query = SimpleStatement(str(query), consistency_level=consistency_level, fetch_size=query.fetch_size)
    elif isinstance(query, str):
        query = SimpleStatement(query, consistency_level=consistency_level)
    if log.isEnabledFor(logging.DEBUG):
        log.debug("%s", format_log_context(f"Query: {query.query_string}, Params: {params}", connection))
    return session.execute(query, params, timeout=timeout)


def get_session(connection=None) -> Any:
    """Returns the session of a connection."""
    return get_connection(connection).session


def get_cluster(connection=None) -> Any:
    """Returns the cluster of a connection."""
    found = get_connection(connection).cluster
    if not found:
        raise CQLEngineException(
            f"{__name__}.cluster is not configured. Call one of the setup or default functions first."
        )
    return found


def register_udt(keyspace, type_name, klass, connection=None):
    """Reads and writes a user-defined type as a class, on connections that come later too."""
    udt_by_keyspace[keyspace][type_name] = klass
    try:
        known = get_cluster(connection)
    except CQLEngineException:
        return
    _register_type(known, keyspace, type_name, klass)


def _register_type(known, keyspace, type_name, klass):
    from cassandra.cqlengine import models

    keyspace = keyspace or models.DEFAULT_KEYSPACE
    if keyspace is None:
        return
    try:
        known.register_user_type(keyspace, type_name, klass)
    except UserTypeDoesNotExist:
        # The functions that make the type register it then.
        log.debug("The type %s.%s does not exist yet.", keyspace, type_name)


def _register_known_types(known):
    for keyspace, types in udt_by_keyspace.items():
        for type_name, klass in types.items():
            _register_type(known, keyspace, type_name, klass)


__getattr__ = open_up(__name__)

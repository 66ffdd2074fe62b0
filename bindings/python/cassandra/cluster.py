"""Clusters, sessions and what comes of requests."""

from __future__ import annotations

import inspect
import logging
import uuid
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from threading import RLock
from typing import Any
from warnings import warn
from weakref import WeakSet, WeakValueDictionary

from cassandra import (
    DriverException,
    OperationTimedOut,  # noqa: F401 (programs import it from here)
    ProtocolVersion,
    _dispatch,
    _green,
    _log,
    _native,
    _options,
    _policy_rules,
)
from cassandra._cluster_metadata import ClusterMetadata, UserTypeDoesNotExist
from cassandra._cluster_policies import ClusterPolicies, as_callable
from cassandra._connection_objects import ConnectionObjects, check_connection_class
from cassandra._control_connection import ControlConnection
from cassandra._endpoint_factory import Endpoints, is_own
from cassandra._failure import NoHostAvailable, QueryExhausted, connecting_failed, connection_errors
from cassandra._future import ResponseFuture
from cassandra._homes import open_up
from cassandra._host_news import HostNews
from cassandra._paging_options import ContinuousPagingOptions
from cassandra._pool_limits import (  # noqa: F401 (programs import the numbers from here)
    DEFAULT_MAX_CONNECTIONS_PER_LOCAL_HOST,
    DEFAULT_MAX_CONNECTIONS_PER_REMOTE_HOST,
    DEFAULT_MAX_REQUESTS,
    DEFAULT_MIN_CONNECTIONS_PER_LOCAL_HOST,
    DEFAULT_MIN_CONNECTIONS_PER_REMOTE_HOST,
    DEFAULT_MIN_REQUESTS,
    PoolLimits,
)
from cassandra._prepared import PreparedStatement
from cassandra._profiles import (
    EXEC_PROFILE_DEFAULT,
    ExecutionProfile,
    ProfileManager,
    default_lbp_factory,
)
from cassandra._profiles import NOT_SET as _NOT_SET
from cassandra._profiles import ConfigMode as _ConfigMode
from cassandra._result import ResultSet
from cassandra._scheduler import Scheduler as _Scheduler
from cassandra._session import Session
from cassandra.connection import ConnectionShutdown as ConnectionShutdown
from cassandra.connection import DefaultEndPointFactory, ProtocolError
from cassandra.io.libevreactor import LibevConnection as DefaultConnection
from cassandra.metadata import Metadata
from cassandra.metrics import Metrics
from cassandra.timestamps import MonotonicTimestampGenerator

__all__ = [
    "EXEC_PROFILE_DEFAULT",
    "Cluster",
    "ContinuousPagingOptions",
    "DefaultConnection",
    "ExecutionProfile",
    "NoHostAvailable",
    "ProtocolVersion",
    "ProfileManager",
    "QueryExhausted",
    "ResponseFuture",
    "ResultSet",
    "Session",
    "UserTypeDoesNotExist",
    "default_lbp_factory",
]

log = logging.getLogger(__name__)

_clusters_for_shutdown = _dispatch.clusters_for_shutdown


class Cluster(ClusterMetadata, ClusterPolicies, PoolLimits):
    """The way to a cluster: contact points and options. :meth:`connect` opens a :class:`Session`.

    Arguments that this driver cannot honour raise :exc:`~cassandra.UnsupportedOperation`, which says why. Times are in
    seconds. It is a context manager that shuts down in the end.
    """

    contact_points: Any = ["127.0.0.1"]  # noqa: RUF012
    protocol_version = _options.SUPPORTED_PROTOCOL_VERSION
    is_shutdown = False
    connection_class: Any = DefaultConnection
    cloud = None
    metrics: Metrics | None = None
    _endpoints: Endpoints | None = None

    def __init__(
        self,
        contact_points=_NOT_SET,
        port=9042,
        compression=True,
        auth_provider=None,
        load_balancing_policy=None,
        reconnection_policy=None,
        default_retry_policy=None,
        conviction_policy_factory=None,
        metrics_enabled=False,
        connection_class=None,
        ssl_options=None,
        sockopts=None,
        cql_version=None,
        protocol_version=_NOT_SET,
        executor_threads=2,
        max_schema_agreement_wait=10,
        control_connection_timeout=2.0,
        idle_heartbeat_interval=30,
        schema_event_refresh_window=2,
        topology_event_refresh_window=10,
        connect_timeout=5,
        schema_metadata_enabled=True,
        token_metadata_enabled=True,
        address_translator=None,
        status_event_refresh_window=2,
        prepare_on_all_hosts=True,
        reprepare_on_up=True,
        execution_profiles=None,
        allow_beta_protocol_version=False,
        timestamp_generator=None,
        idle_heartbeat_timeout=30,
        no_compact=False,
        ssl_context=None,
        endpoint_factory=None,
        application_name=None,
        application_version=None,
        monitor_reporting_enabled=True,
        monitor_reporting_interval=30,
        client_id=None,
        cloud=None,
        column_encryption_policy=None,
    ):
        given = {name: value for name, value in locals().items() if name in _DEFAULTS}
        _options.check_protocol_version(protocol_version)
        _green.notice_patching()
        self._contact_points_explicit = contact_points not in (_NOT_SET, None)
        self.cloud = cloud
        self._secure_connect_bundle = _options.secure_connect_bundle(cloud, given)
        defaults = [] if cloud else list(self.contact_points)
        self.contact_points = contact_points if self._contact_points_explicit else defaults
        self.endpoints_resolved = _options.resolve(self.contact_points, port)
        self.port = port
        self.cql_version = cql_version
        self.compression = compression
        _options.compression(compression)
        self.auth_provider = auth_provider
        self.ssl_options = ssl_options
        self.ssl_context = ssl_context
        self._check_tls()
        self.sockopts = sockopts
        _options.socket_options(sockopts)
        if connection_class is not None:
            check_connection_class(connection_class)
            self.connection_class = connection_class
        self.connect_timeout = connect_timeout
        self.control_connection_timeout = control_connection_timeout
        self.idle_heartbeat_interval = idle_heartbeat_interval
        self.idle_heartbeat_timeout = idle_heartbeat_timeout
        self.max_schema_agreement_wait = max_schema_agreement_wait
        self.schema_event_refresh_window = schema_event_refresh_window
        self.topology_event_refresh_window = topology_event_refresh_window
        self.status_event_refresh_window = status_event_refresh_window
        self.schema_metadata_enabled = schema_metadata_enabled
        self.token_metadata_enabled = token_metadata_enabled
        self.prepare_on_all_hosts = prepare_on_all_hosts
        self.reprepare_on_up = reprepare_on_up
        self.no_compact = no_compact
        self.executor_threads = executor_threads
        self.monitor_reporting_enabled = monitor_reporting_enabled
        self.monitor_reporting_interval = monitor_reporting_interval
        self.application_name = application_name or ""
        self.application_version = application_version or ""
        self.client_id = client_id or uuid.uuid4()
        self.column_encryption_policy = column_encryption_policy
        self.metrics_enabled = bool(metrics_enabled)
        self.timestamp_generator = as_callable(timestamp_generator, "timestamp_generator") or (
            MonotonicTimestampGenerator()
        )
        self._set_policies(
            load_balancing_policy,
            default_retry_policy,
            reconnection_policy,
            conviction_policy_factory,
            address_translator,
        )
        self._set_profiles(load_balancing_policy, default_retry_policy, execution_profiles)
        self.sessions = WeakSet()
        self.metrics = Metrics(self.sessions) if metrics_enabled else None
        self.control_connection = ControlConnection(self)
        self._connection_objects = ConnectionObjects(self)
        self._host_news = HostNews(self)
        self.metadata = Metadata(self.control_connection)
        self.endpoint_factory = endpoint_factory or DefaultEndPointFactory(port)
        self.endpoint_factory.configure(self)
        if is_own(self.endpoint_factory, port):
            self._endpoints = Endpoints(self.endpoint_factory, self.control_connection._rows_by_id)
            self.metadata._endpoint_of = self._endpoints.of
        self._user_types: dict[str, dict[str, type]] = defaultdict(dict)
        self._prepared_statements: WeakValueDictionary[bytes, PreparedStatement] = WeakValueDictionary()
        self._lock = RLock()

    def _check_tls(self):
        if self.ssl_options and not self.ssl_context:
            warn(
                "Using ssl_options without ssl_context is deprecated and will result in an error in the next major "
                "release. Please use ssl_context to prepare for that release.",
                DeprecationWarning,
                stacklevel=3,
            )
        _options._tls.core_options(self.ssl_context, self.ssl_options)

    def _set_profiles(self, load_balancing, retry, profiles):
        self.profile_manager = ProfileManager()
        self.profile_manager.profiles[EXEC_PROFILE_DEFAULT] = ExecutionProfile(
            self.load_balancing_policy, self.default_retry_policy
        )
        self._config_mode = _ConfigMode.LEGACY if load_balancing or retry else _ConfigMode.UNCOMMITTED
        if self._config_mode == _ConfigMode.UNCOMMITTED:
            if profiles:
                self.profile_manager.profiles.update(profiles)
                self._config_mode = _ConfigMode.PROFILES
        elif profiles:
            raise ValueError(
                "Clusters constructed with execution_profiles should not specify legacy parameters "
                "load_balancing_policy or default_retry_policy. Configure this in a profile instead."
            )
        else:
            warn(
                "Legacy execution parameters will be removed in 4.0. Consider using execution profiles.",
                DeprecationWarning,
                stacklevel=3,
            )
        for profile in self.profile_manager.profiles.values():
            _policy_rules.check_profile(profile)
        if self._contact_points_explicit:
            self._warn_of_defaults(load_balancing)

    @cached_property
    def executor(self):
        """Runs what programs give to :meth:`Session.submit <cassandra.cluster.Session.submit>`, on
        ``executor_threads`` threads."""
        return ThreadPoolExecutor(self.executor_threads)

    @cached_property
    def scheduler(self):
        """Runs functions later, on the threads of the executor."""
        return _Scheduler(self.executor)

    def _warn(self, message):
        # Programs replace the logger of this module.
        log.warning(message)

    def connect(self, keyspace=None, wait_for_all_pools=False):
        """Connects and returns a :class:`Session`, which uses a keyspace by its exact name if one is given.

        Raises :exc:`NoHostAvailable` when no contact point can be used; its ``errors`` say why for each.
        """
        with self._lock:
            if self.is_shutdown:
                raise DriverException("Cluster is already shut down")
            check_connection_class(self.connection_class)
            self.connection_class.initialize_reactor()
            session = Session(self, (), keyspace)
            session._attach(self._connect_core(keyspace, self._core_policies()))
            try:
                self._take(session)
            except Exception:
                session.shutdown()
                raise
            _clusters_for_shutdown.add(self)
            return session

    def _take(self, session):
        """Makes a connected session one of the cluster's. With the first one, policies get to know the hosts."""
        is_first = self.control_connection.is_closed
        self.control_connection.use(session._native)
        if self.cql_version:
            self._check_cql_version()
        self.sessions.add(session)
        if is_first:
            self._populate(self._balancing_policies(), is_first=True)
            self._host_news.introduce(self.metadata.all_hosts())
        if self._is_balanced_here:
            _green.call(session._native.set_distances, self._distances())
        self._connection_objects.add_session(session)
        self._follow_hosts()
        for keyspace, types in self._user_types.items():
            for name, klass in types.items():
                session.user_type_registered(keyspace, name, klass)

    def _check_cql_version(self):
        """Every version 3 is spoken to a server in the same way, so a version that is asked for has but to be its."""
        version = self.control_connection.cql_version()
        if self.cql_version != version:
            why = f"cql_version {self.cql_version!r} is not supported by remote (w/ native protocol)"
            error = ProtocolError(f"{why}. Supported versions: {[version]}")
            raise NoHostAvailable("Unable to connect to any servers", {str(self.control_connection.endpoint): error})

    def add_prepared(self, query_id, prepared_statement):
        """Knows a prepared statement by its id, as long as somebody holds it."""
        self._prepared_statements[query_id] = prepared_statement

    def _of_core(self, query_id):
        prepared = self._prepared_statements.get(query_id)
        if prepared is None:
            raise DriverException(f"Nobody holds a statement that was prepared with id 0x{query_id.hex()}")
        return prepared._prepared_by_core()

    def get_connection_holders(self):
        """Returns what every session has of connections to each host, and the control connection."""
        return [*(pool for session in tuple(self.sessions) for pool in session.get_pools()), self.control_connection]

    def _follow_hosts(self):
        if self._is_balanced_here or self._connection_objects.are_wanted or self._host_news.listeners:
            self._host_news.follow(self.control_connection._native, self.metadata.all_hosts())

    def register_listener(self, listener):
        """Tells a :class:`~cassandra.policies.HostStateListener` what happens to hosts, on a thread of the driver."""
        self._host_news.add(listener)
        self._follow_hosts()

    def unregister_listener(self, listener):
        """Tells a listener no more; ``KeyError`` when it was not told."""
        self._host_news.remove(listener)

    @property
    def listeners(self):
        """The listeners."""
        return self._host_news.listeners

    def _connect_core(self, keyspace, policies):
        if not self.endpoints_resolved and not self.cloud:
            raise NoHostAvailable("Unable to connect to any servers", {})
        _log.follow()
        options = _options.core_options(self, keyspace, Session._default_timeout)
        options.update(policies)
        options = {name: value for name, value in options.items() if value is not None}
        try:
            return _green.call(_native.Session.connect, options)
        except NoHostAvailable as error:
            tried = [str(endpoint) for endpoint in self.endpoints_resolved] or [self._secure_connect_bundle]
            errors = connection_errors(error.errors, tried, self.connect_timeout)
            raise NoHostAvailable("Unable to connect to any servers", errors) from None
        except (DriverException, ValueError) as error:
            raise connecting_failed(error, keyspace, self.endpoints_resolved) from None

    def shutdown(self):
        """Shuts every session down. A cluster cannot be used after that."""
        with self._lock:
            if self.is_shutdown:
                return
            self.is_shutdown = True
        _clusters_for_shutdown.discard(self)
        if "scheduler" in self.__dict__:
            self.scheduler.shutdown()
        if "executor" in self.__dict__:
            self.executor.shutdown(wait=False)
        for session in tuple(self.sessions):
            session.shutdown()
        self.control_connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.shutdown()


_DEFAULTS = {
    name: parameter.default
    for name, parameter in inspect.signature(Cluster.__init__).parameters.items()
    if name != "self"
}


# Programs read the defaults on the class.
for _name in _DEFAULTS.keys() - set(dir(Cluster)) - {"contact_points", "protocol_version"}:
    setattr(Cluster, _name, _DEFAULTS[_name])

__getattr__ = open_up(__name__)

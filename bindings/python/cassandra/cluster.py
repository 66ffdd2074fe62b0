"""Clusters, sessions and what comes of requests."""

from __future__ import annotations

import inspect
import logging
import uuid
from collections import defaultdict
from threading import RLock
from typing import Any
from warnings import warn
from weakref import WeakSet

from cassandra import DriverException, UnsupportedOperation, _dispatch, _native, _options, _policy_rules
from cassandra._failure import NoHostAvailable, QueryExhausted
from cassandra._future import ResponseFuture
from cassandra._policy_rules import INFER_DATACENTER
from cassandra._profiles import (
    EXEC_PROFILE_DEFAULT,
    ExecutionProfile,
    ProfileManager,
    default_lbp_factory,
)
from cassandra._profiles import NOT_SET as _NOT_SET
from cassandra._profiles import ConfigMode as _ConfigMode
from cassandra._result import ResultSet
from cassandra._session import Session
from cassandra.cqltypes import UserType
from cassandra.metadata import Metadata
from cassandra.metrics import Metrics
from cassandra.policies import ExponentialReconnectionPolicy, RetryPolicy, SimpleConvictionPolicy
from cassandra.timestamps import MonotonicTimestampGenerator

__all__ = [
    "EXEC_PROFILE_DEFAULT",
    "Cluster",
    "ExecutionProfile",
    "NoHostAvailable",
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


class UserTypeDoesNotExist(Exception):
    """The keyspace or the user-defined type to register a class for does not exist."""


class Cluster:
    """The way to a cluster: contact points and options. :meth:`connect` opens a :class:`Session`.

    Arguments that this driver cannot honour raise :exc:`~cassandra.UnsupportedOperation`, which says why. Times are in
    seconds. It is a context manager that shuts down in the end.
    """

    is_shutdown = False
    connection_class: Any = None
    cloud = None
    metrics: Metrics | None = None

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
        _options.check_arguments(given, _DEFAULTS)
        _options.check_protocol_version(protocol_version)
        _options.check_monkey_patching()
        self._contact_points_explicit = contact_points not in (_NOT_SET, None)
        self.contact_points = contact_points if self._contact_points_explicit else ["127.0.0.1"]
        self.endpoints_resolved = _options.resolve(self.contact_points, port)
        self.port = port
        self.protocol_version = _options.SUPPORTED_PROTOCOL_VERSION
        self.compression = compression
        _options.compression(compression)
        self.auth_provider = auth_provider
        _options.credentials(auth_provider)
        self.ssl_options = ssl_options
        self.ssl_context = ssl_context
        self._check_tls()
        self.sockopts = sockopts
        _options.socket_options(sockopts)
        if connection_class is not None:
            _policy_rules.check_connection_class(connection_class)
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
        self.timestamp_generator = _callable(timestamp_generator, "timestamp_generator") or (
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
        self.sessions: WeakSet[Session] = WeakSet()
        self.metrics = Metrics(self.sessions) if metrics_enabled else None
        self.metadata = Metadata(self.sessions)
        self._user_types: dict[str, dict[str, type]] = defaultdict(dict)
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

    def _set_policies(self, load_balancing, retry, reconnection, conviction, translator):
        policies = {
            "load_balancing_policy": load_balancing,
            "default_retry_policy": retry,
            "reconnection_policy": reconnection,
            "address_translator": translator,
        }
        for name, policy in policies.items():
            if isinstance(policy, type):
                raise TypeError(f"{name} should not be a class, it should be an instance of that class")
        self.load_balancing_policy = load_balancing or default_lbp_factory()
        self.default_retry_policy = retry or RetryPolicy()
        self.reconnection_policy = reconnection or ExponentialReconnectionPolicy(1.0, 600.0)
        self.conviction_policy_factory = _callable(conviction, "conviction_policy_factory") or SimpleConvictionPolicy
        self.address_translator = translator
        _policy_rules.load_balancing(self.load_balancing_policy)
        _policy_rules.retry(self.default_retry_policy)
        _policy_rules.reconnection(self.reconnection_policy)
        _policy_rules.check_conviction(self.conviction_policy_factory)
        if translator is not None:
            _policy_rules.check_translator(translator)

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
        self._policies()

    def _enter_legacy_mode(self, attribute):
        if self._config_mode == _ConfigMode.PROFILES:
            raise ValueError(
                f"Cannot set {attribute} while using Configuration Profiles. Set this in a profile instead."
            )
        self._config_mode = _ConfigMode.LEGACY

    def _policies(self):
        """Returns the data center and the options of the core that all profiles share. A session of the core has one
        set of policies, so profiles that differ in them are refused."""
        compiled = [_policy_rules.of_profile(profile) for profile in self.profile_manager.profiles.values()]
        if any(other != compiled[0] for other in compiled[1:]):
            raise _policy_rules.refuse(
                "execution_profiles", "all profiles must have the same load balancing, retry and speculative policies"
            )
        return compiled[0]

    def _check_retry(self, policy):
        """A statement may name the retry policy that counts anyway."""
        rule = _policy_rules.retry(policy, "Statement.retry_policy")
        if rule != self._policies()[1]["retry"]:
            raise _policy_rules.refuse("Statement.retry_policy", "it must be the one of the cluster")

    def add_execution_profile(self, name, profile, pool_wait_timeout=5):
        """Adds a profile under a name that is not taken."""
        if not isinstance(profile, ExecutionProfile):
            raise TypeError("profile must be an instance of ExecutionProfile")
        if self._config_mode == _ConfigMode.LEGACY:
            raise ValueError("Cannot add execution profiles when legacy parameters are set explicitly.")
        if name in self.profile_manager.profiles:
            raise ValueError(f"Profile {name} already exists")
        self.profile_manager.profiles[name] = profile
        try:
            self._policies()
        except UnsupportedOperation:
            del self.profile_manager.profiles[name]
            raise
        self._config_mode = _ConfigMode.PROFILES

    def connect(self, keyspace=None, wait_for_all_pools=False):
        """Connects and returns a :class:`Session`, which uses a keyspace by its exact name if one is given.

        Raises :exc:`NoHostAvailable` when no contact point can be used; its ``errors`` say why for each.
        """
        with self._lock:
            if self.is_shutdown:
                raise DriverException("Cluster is already shut down")
            native = self._open(keyspace)
            session = Session(self, native, keyspace)
            for user_keyspace, types in self._user_types.items():
                for name, klass in types.items():
                    session.user_type_registered(user_keyspace, name, klass)
            self.sessions.add(session)
            _clusters_for_shutdown.add(self)
            return session

    def _open(self, keyspace):
        datacenter, policies = self._policies()
        infers = datacenter is INFER_DATACENTER
        choice = {"infer_local_datacenter": True} if infers else {"local_datacenter": datacenter}
        native = self._connect_core(keyspace, {**policies, **choice})
        self.metadata._update(native.cluster_name, native.hosts())
        if infers:
            log.info("Using datacenter '%s' for DCAwareRoundRobinPolicy (via contact points)", native.local_datacenter)
        return native

    def _connect_core(self, keyspace, policies):
        if not self.endpoints_resolved:
            raise NoHostAvailable("Unable to connect to any servers", {})
        options = _options.core_options(self, keyspace, Session._default_timeout)
        options.update(policies)
        options = {name: value for name, value in options.items() if value is not None}
        try:
            return _native.Session.connect(options)
        except NoHostAvailable as error:
            tried = [str(endpoint) for endpoint in self.endpoints_resolved]
            errors = {host: why for host, why in error.errors.items() if host}
            errors = errors or dict.fromkeys(tried, error.errors.get(None))
            raise NoHostAvailable("Unable to connect to any servers", errors) from None
        except DriverException as error:
            if not keyspace:
                raise
            message = f"Unable to connect to any servers using keyspace '{keyspace}'"
            errors = dict.fromkeys([endpoint.address for endpoint in self.endpoints_resolved], error)
            raise NoHostAvailable(message, errors) from None

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

    def shutdown(self):
        """Shuts every session down. A cluster cannot be used after that."""
        with self._lock:
            if self.is_shutdown:
                return
            self.is_shutdown = True
        _clusters_for_shutdown.discard(self)
        for session in tuple(self.sessions):
            session.shutdown()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.shutdown()


def _callable(given, name) -> Any:
    if given is not None and not callable(given):
        raise ValueError(f"{name} must be callable")
    return given


_DEFAULTS = {
    name: parameter.default
    for name, parameter in inspect.signature(Cluster.__init__).parameters.items()
    if name != "self"
}

# Users and pickles know these classes under the name of this module.
for _class in (ExecutionProfile, NoHostAvailable, ProfileManager, QueryExhausted, ResponseFuture, ResultSet, Session):
    _class.__module__ = __name__

"""A session: statements turned into requests, with the options that count at that moment."""

from __future__ import annotations

import math
import uuid
from typing import Any
from warnings import warn

from cassandra import ConsistencyLevel, _binding, _green, _native
from cassandra._casstype import changes
from cassandra._failure import NoHostAvailable, name_hosts
from cassandra._future import ResponseFuture
from cassandra._profiles import EXEC_PROFILE_DEFAULT, NOT_SET, ConfigMode
from cassandra._protocol_handler import ProtocolHandler, reader_of
from cassandra._rows import named_tuple_factory, tuple_factory
from cassandra._session_pools import SessionPools
from cassandra._statement import payload_of
from cassandra.encoder import Encoder
from cassandra.metadata import protect_name
from cassandra.query import (
    FETCH_SIZE_UNSET,
    BatchStatement,
    BoundStatement,
    PreparedStatement,
    SimpleStatement,
    bind_params,
)
from cassandra.timestamps import MonotonicTimestampGenerator

# How long shutdown waits for requests that are under way.
_GRACE_MS = 1000


class Session(SessionPools):
    """Executes statements. It comes from :meth:`Cluster.connect <cassandra.cluster.Cluster.connect>`, and any number
    of threads may use it. Every attribute may be assigned at any time, on the class too, and counts from the next
    request on.

    ``default_timeout`` is in seconds, ``None`` is without limit. ``default_fetch_size=None`` turns paging off.
    """

    cluster: Any = None
    keyspace: Any = None
    session_id: Any = None
    is_shutdown = False
    max_trace_wait = 2.0
    default_fetch_size: int | None = 5000
    use_client_timestamp = True
    timestamp_generator: Any = None
    client_protocol_handler: Any = ProtocolHandler
    encoder: Any = None

    _row_factory: Any = staticmethod(named_tuple_factory)
    _default_timeout: float | None = 10.0
    _default_consistency_level = ConsistencyLevel.LOCAL_ONE
    _default_serial_consistency_level: int | None = None

    _native: _native.Session = None  # type: ignore[assignment]

    def __init__(self, cluster, hosts, keyspace=None):
        self.cluster = cluster
        self.keyspace = keyspace
        self._given_hosts = tuple(hosts)
        self.session_id = uuid.uuid4()
        self.encoder = Encoder()
        self._request_init_callbacks: list = []

    @property
    def hosts(self):
        """The hosts of the cluster."""
        return self.cluster.metadata.all_hosts() or list(self._given_hosts)

    @property
    def _protocol_version(self):
        return self.cluster.protocol_version

    @property
    def row_factory(self):
        """Makes rows of column names and tuples; a factory of :mod:`cassandra.query` or any callable."""
        return self._row_factory

    @row_factory.setter
    def row_factory(self, factory):
        self._set_legacy("row_factory", factory)

    @property
    def default_timeout(self):
        """The timeout in seconds of requests that name none."""
        return self._default_timeout

    @default_timeout.setter
    def default_timeout(self, timeout):
        self._set_legacy("default_timeout", timeout)

    @property
    def default_consistency_level(self):
        """The consistency level of requests that name none."""
        return self._default_consistency_level

    @default_consistency_level.setter
    def default_consistency_level(self, level):
        warn(
            "Setting the consistency level at the session level will be removed in 4.0. Consider using execution "
            "profiles and setting the desired consistency level to the EXEC_PROFILE_DEFAULT profile.",
            DeprecationWarning,
            stacklevel=2,
        )
        self._set_legacy("default_consistency_level", level)

    @property
    def default_serial_consistency_level(self):
        """The serial consistency level of requests that name none."""
        return self._default_serial_consistency_level

    @default_serial_consistency_level.setter
    def default_serial_consistency_level(self, level):
        if level is not None and not ConsistencyLevel.is_serial(level):
            raise ValueError(
                "default_serial_consistency_level must be either ConsistencyLevel.SERIAL or "
                "ConsistencyLevel.LOCAL_SERIAL."
            )
        self._set_legacy("default_serial_consistency_level", level)

    def _set_legacy(self, name, value):
        self.cluster._enter_legacy_mode(f"Session.{name}")
        setattr(self, f"_{name}", value)

    def execute(
        self,
        query,
        parameters=None,
        timeout=NOT_SET,
        trace=False,
        custom_payload=None,
        execution_profile=EXEC_PROFILE_DEFAULT,
        paging_state=None,
        host=None,
        execute_as=None,
    ):
        """Executes a statement, waits for the answer and returns a :class:`ResultSet`.

        ``query`` is text or a statement. Parameters of text are put into it as literals: ``%s`` from a sequence,
        ``%(name)s`` from a dict; those of a prepared statement are bound. ``timeout`` is in seconds, ``None`` is
        without limit. ``paging_state`` goes on where an earlier result ended. ``host`` is the only host asked.
        ``custom_payload`` maps names to bytes for the server and is added to that of the statement; ``execute_as``
        names whom DSE executes it for.
        """
        future = self.execute_async(
            query, parameters, trace, custom_payload, timeout, execution_profile, paging_state, host, execute_as
        )
        return future.result()

    def execute_async(
        self,
        query,
        parameters=None,
        trace=False,
        custom_payload=None,
        timeout=NOT_SET,
        execution_profile=EXEC_PROFILE_DEFAULT,
        paging_state=None,
        host=None,
        execute_as=None,
    ):
        """Executes a statement and returns a :class:`ResponseFuture`; see :meth:`execute`."""
        if execute_as:
            custom_payload = {**(custom_payload or {}), "ProxyExecute": execute_as.encode()}
        future = self._create_response_future(
            query, parameters, trace, custom_payload, timeout, execution_profile, paging_state, host
        )
        for listener, args, kwargs in self._request_init_callbacks:
            listener(future, *args, **kwargs)
        future.send_request()
        return future

    def _create_response_future(
        self,
        query,
        parameters,
        trace,
        custom_payload,
        timeout=NOT_SET,
        execution_profile=EXEC_PROFILE_DEFAULT,
        paging_state=None,
        host=None,
    ):
        """Makes the future of a request without sending it."""
        if isinstance(query, str):
            query = SimpleStatement(query)
        elif isinstance(query, PreparedStatement):
            query = query.bind(parameters)
        reader = reader_of(self.client_protocol_handler, self.cluster)
        if self.cluster._config_mode == ConfigMode.LEGACY:
            if execution_profile is not EXEC_PROFILE_DEFAULT:
                raise ValueError("Cannot specify execution_profile while using legacy parameters.")
            # The public names, which programs also replace on the class.
            profile = self.cluster.profile_manager.default
            row_factory = self.row_factory
            default_timeout = self.default_timeout
            level, serial = self.default_consistency_level, self.default_serial_consistency_level
        else:
            profile = self._profile(execution_profile)
            row_factory = profile.row_factory
            default_timeout = profile.request_timeout
            level, serial = profile.consistency_level, profile.serial_consistency_level
        if timeout is NOT_SET:
            timeout = default_timeout
        if query.consistency_level is not None:
            level = query.consistency_level
        if query._serial_consistency_level is not None:
            serial = query._serial_consistency_level
        fetch_size = query.fetch_size
        if fetch_size is FETCH_SIZE_UNSET:
            fetch_size = self.default_fetch_size

        options = (
            level,
            serial,
            fetch_size or 0,
            paging_state,
            self._timestamp(),
            _milliseconds(timeout),
            bool(query.is_idempotent),
            bool(trace),
            None if host is None else host.host_id.int,
            payload_of(query.custom_payload, custom_payload),
            query._routing(),
            None if isinstance(query, BoundStatement) else query.keyspace,
        )
        future = ResponseFuture(self, None, query, timeout, row_factory, None)
        future._load_balancer = profile.load_balancing_policy
        future._retry_policy = query.retry_policy or profile.retry_policy
        future._options = options
        future._reader = reader
        future._parameters = parameters
        if self._native is not None:
            request, future.prepared_statement = self._request(query, parameters, options)
            future._request, future._rounds = self.cluster._with_policies(self, request, profile, query, host)
        elif parameters and isinstance(query, SimpleStatement):
            # What is wrong with them is told before it is told that no host is there.
            bind_params(query.query_string, parameters, self.encoder)
        return future

    def _internal_rows(self, text, parameters):
        """Returns the rows of a query of the driver itself as a list of tuples."""
        future = self._create_response_future(text, parameters, False, None)
        future.row_factory = tuple_factory
        future.send_request()
        return future.result().all()

    def _request(self, query, parameters, options):
        if isinstance(query, BoundStatement):
            prepared = query.prepared_statement
            return _native.Request.prepared(prepared._prepared_by_core(), query._wire_values(), options), prepared
        if isinstance(query, BatchStatement):
            kind = getattr(query.batch_type, "value", query.batch_type)
            return _native.Request.batch(kind, query._entries_for(self.cluster), options), None
        text = query.query_string
        if parameters:
            text = bind_params(text, parameters, self.encoder)
        return _native.Request.text(text, options), None

    def _timestamp(self):
        if not self.use_client_timestamp:
            return None
        generator = self.timestamp_generator or self.cluster.timestamp_generator
        if type(generator) is MonotonicTimestampGenerator:
            return _native.monotonic_timestamp()
        return generator()

    def _profile(self, name):
        profile = self.cluster.profile_manager.profiles.get(name, name)
        if not hasattr(profile, "row_factory"):
            raise ValueError(f"Invalid execution_profile: {name!r}; valid profiles are {self._profile_names()}")
        return profile

    def _profile_names(self):
        return list(self.cluster.profile_manager.profiles)

    def get_execution_profile(self, name):
        """Returns the profile of a name; ``ValueError`` when there is none."""
        profiles = self.cluster.profile_manager.profiles
        if name not in profiles:
            raise ValueError(f"Invalid execution_profile: {name!r}; valid profiles are {self._profile_names()}")
        return profiles[name]

    def execution_profile_clone_update(self, ep, **kwargs):
        """Returns a copy of a profile, or of the profile of a name, with some attributes changed."""
        return self._profile(ep)._clone(**kwargs)

    def add_request_init_listener(self, fn, *args, **kwargs):
        """Calls a function with the :class:`ResponseFuture` of every request before it is sent, in the thread that
        sends it."""
        self._request_init_callbacks.append((fn, args, kwargs))

    def remove_request_init_listener(self, fn, *args, **kwargs):
        """Removes a function that was added with the same arguments."""
        self._request_init_callbacks.remove((fn, args, kwargs))

    def prepare(self, query, custom_payload=None, keyspace=None):
        """Prepares a statement on every host and returns a :class:`~cassandra.query.PreparedStatement`. With a
        ``keyspace``, that is where names without one are, whatever keyspace the session has.

        ``custom_payload`` is accepted for the sake of programs that give one, and not sent, as the legacy driver does:
        requests carry payloads, but no host is given one with the text to prepare.
        """
        keyspace = keyspace or None
        try:
            native = _green.call(self._native.prepare, query, keyspace)
        except NoHostAvailable as error:
            raise self._name_hosts(error) from None
        prepared = PreparedStatement._of(native, query, keyspace, self.cluster.column_encryption_policy)
        self.cluster.add_prepared(prepared.query_id, prepared)
        return prepared

    def _name_hosts(self, error):
        return name_hosts(error, self.cluster.metadata, self.is_shutdown)

    def set_keyspace(self, keyspace):
        """Makes a keyspace that of the session, by its exact name. Waits until it is done."""
        self.execute(f"USE {protect_name(keyspace)}")

    def execute_concurrent(self, statements_and_parameters, *args, **kwargs):
        """See :func:`cassandra.concurrent.execute_concurrent`."""
        from cassandra.concurrent import execute_concurrent

        return execute_concurrent(self, statements_and_parameters, *args, **kwargs)

    def execute_concurrent_with_args(self, statement, parameters, *args, **kwargs):
        """See :func:`cassandra.concurrent.execute_concurrent_with_args`."""
        from cassandra.concurrent import execute_concurrent_with_args

        return execute_concurrent_with_args(self, statement, parameters, *args, **kwargs)

    def execute_concurrent_async(self, statements_and_parameters, *args, **kwargs):
        """See :func:`cassandra.concurrent.execute_concurrent_async`."""
        from cassandra.concurrent import execute_concurrent_async

        return execute_concurrent_async(self, statements_and_parameters, *args, **kwargs)

    def _attach(self, native):
        """Takes the session of the core, without which this one reaches no host."""
        self._native = native
        native.decode_columns_by(_binding.decoder_of(self.cluster.column_encryption_policy))
        changes.watch(self)

    def _forget_plans(self):
        """Decodes rows anew by the type classes as they are now."""
        self._native.forget_plans()

    def shutdown(self):
        """Closes all connections, after requests that are under way have ended or a second has passed."""
        if self.is_shutdown:
            return
        self.is_shutdown = True
        if self._native is not None:
            self.cluster.control_connection.leave(self._native)
            _green.call(self._native.close, _GRACE_MS)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.shutdown()

    def user_type_registered(self, keyspace, user_type, klass):
        """Takes a class for a user-defined type; :meth:`Cluster.register_user_type
        <cassandra.cluster.Cluster.register_user_type>` calls this."""
        field_names = self.cluster._user_type_fields(self, keyspace, user_type)
        encode = self.encoder.cql_encode_all_types

        def as_literal(value):
            pairs = (f"{protect_name(name)} : {encode(getattr(value, name, None))}" for name in field_names)
            return f"{{ {' , '.join(pairs)} }}"

        self.encoder.mapping[klass] = as_literal
        self._native.register_user_type(keyspace, user_type, klass)


# What a program replaces on the class is told from this, even if it does so before anything else is imported.
EXECUTE_ASYNC = Session.execute_async


def _milliseconds(seconds):
    """Returns a timeout for the core, where 0 is without limit and less than a millisecond is one."""
    return 0 if seconds is None else max(1, math.ceil(seconds * 1000))

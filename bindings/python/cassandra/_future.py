"""The answer of one request, which may still be to come."""

from __future__ import annotations

import logging
from functools import cached_property
from io import BytesIO
from threading import Event, Lock, RLock
from typing import Any
from uuid import UUID

from cassandra import ConsistencyLevel, DriverException, _dispatch, _green, _native
from cassandra._failure import NoHostAvailable, QueryExhausted
from cassandra._message import QueryMessage, message_of
from cassandra._profiles import NOT_SET
from cassandra._result import ResultSet
from cassandra._rows import shape_of
from cassandra._wire import write_bytesmap
from cassandra.query import QueryTrace, TraceUnavailable, bind_params

log = logging.getLogger("cassandra.cluster")

_protocol_log = logging.getLogger("cassandra.protocol")


# The legacy driver's thread calls callbacks as soon as it has woken who waits, and lets go of the interpreter after so
# many seconds: programs find their callbacks called when `result()` returns.
_CALLBACKS_SECONDS = 0.005

# The frame of a message has so many bytes before its body.
_HEADER_BYTES = 9


class ResponseFuture:
    """The answer of a request. It comes from :meth:`Session.execute_async
    <cassandra.cluster.Session.execute_async>`; one thread or many may wait for it.

    Callbacks run on the driver's own thread, never on its I/O thread: they may block and send requests, but other
    callbacks wait for them. They are called again for every page after :meth:`start_fetching_next_page`.
    """

    session: Any = None
    query: Any = None
    row_factory: Any = None
    is_schema_agreed = True
    _final_result: Any = NOT_SET
    _final_exception: Exception | None = None
    _settled = False
    _watched = False
    _pending: _native.Pending | None = None
    _page: _native.Page | None = None
    _paging_state: bytes | None = None
    _col_names: list[str] | None = None
    _query_traces: list[QueryTrace] | None = None
    _to_call: list | None = None
    _calling: Any = None
    _load_balancer: Any = None
    _retry_policy: Any = None
    _options: Any = None
    _parameters: Any = None
    _reader: Any = None
    _read_types: list | None = None
    _tried: Any = ()
    _waiting: Any = ()
    # The same request for the hosts that the plan of a policy goes on with.
    _rounds: Any = None
    _failed_before: Any = None

    def __init__(self, session, request, query, timeout, row_factory, prepared_statement=None):
        self.session = session
        self.query = query
        self.timeout = timeout
        self.row_factory = row_factory
        self.prepared_statement = prepared_statement
        self._request = request
        self._lock = RLock()
        self._callbacks: list = []
        self._errbacks: list = []

    def send_request(self):
        """Sends the request. The session does this."""
        self._settled = self._watched = False
        self._final_result = NOT_SET
        self._final_exception = None
        self._tried = ()
        if self.session._native is None:
            self._settled = True
            self._final_exception = NoHostAvailable("Unable to complete the operation against any hosts", {})
            return
        self._pending = self.session._native.execute(self._request)
        if self._callbacks or self._errbacks:
            self._watched = True
            if not self._watch():
                _native.dispatch(self._deliver)

    def _watch(self):
        """Has the callbacks called; tells whether the answer is still to come."""
        _dispatch.start()
        return self._pending.notify(self._deliver)  # type: ignore[union-attr]

    def _deliver(self):
        """Runs on the thread of the callbacks."""
        with self._lock:
            if not self._to_call and not self._settled:
                self._settle(self._pending.wait())  # type: ignore[union-attr]
            if not self._to_call:
                return
            calls, calling = self._to_call.pop(0)
        try:
            self._call(*calls)
        finally:
            calling.release()

    def _call(self, callbacks, errbacks, result, exception):
        try:
            if exception is None:
                for fn, args, kwargs in callbacks:
                    fn(result, *args, **kwargs)
        except Exception as error:
            log.exception("Unexpected exception while handling result in ResponseFuture:")
            self._final_exception = exception = error
        if exception is not None:
            for fn, args, kwargs in errbacks:
                fn(exception, *args, **kwargs)

    def _settle(self, outcome):
        """Takes the outcome: a page or an exception. The lock is held."""
        try:
            if isinstance(outcome, Exception):
                if isinstance(outcome, NoHostAvailable) and self._goes_on(outcome):
                    return
                self._tried = (*self._tried, *getattr(outcome, "_tried", ()))
                self._final_exception = self.session._name_hosts(outcome)
            else:
                self._final_result = self._take(outcome)
        except Exception as error:
            self._final_exception = error
        self._settled = True
        waiting, self._waiting = self._waiting, ()
        for answered in waiting:
            answered.set()
        if self._watched:
            calls = tuple(self._callbacks), tuple(self._errbacks), self._final_result, self._final_exception
            self._calling = Lock()
            self._calling.acquire()
            self._to_call = [*(self._to_call or ()), (calls, self._calling)]

    def _goes_on(self, failure):
        """Sends the request to the next hosts of the plan, and tells whether there are any."""
        request = None if self._rounds is None else next(self._rounds, None)
        if request is None:
            failure.errors = {**(self._failed_before or {}), **failure.errors}
            return False
        self._failed_before = {**(self._failed_before or {}), **failure.errors}
        self._tried = (*self._tried, *getattr(failure, "_tried", ()))
        self._pending = self.session._native.execute(request)
        if self._watched and not self._watch():
            _native.dispatch(self._deliver)
        return True

    def _take(self, page):
        self._page = page
        if page.is_bare:
            return None
        if page.warnings is not None:
            for warning in page.warnings:
                _protocol_log.warning("Server warning: %s", warning)
        if page.tracing_id is not None:
            self._query_traces = self._query_traces or []
            self._query_traces.append(QueryTrace(UUID(int=page.tracing_id), self.session))
        kind = page.kind
        if kind == "rows":
            self._paging_state = page.paging_state
            return self._rows(page)
        if kind == "set_keyspace":
            self.session.keyspace = page.keyspace
        elif kind == "schema_change":
            self.is_schema_agreed = page.is_schema_agreed
            change = page.schema_change
            self.session.cluster.metadata._changed(*(change[1:4] if change else (None, None, None)))
        return None

    @property
    def message(self):
        """The request as a message of the protocol; made to look at, the core makes its own."""
        message = message_of(self.query, self._options)
        if self._parameters and isinstance(message, QueryMessage):
            message.query = bind_params(message.query, self._parameters, self.session.encoder)
        return message

    @property
    def request_encoded_size(self):
        """How many bytes the request takes, header and all, where it is not compressed."""
        body, message = BytesIO(), self.message
        if message.custom_payload:
            write_bytesmap(body, message.custom_payload)
        message.send_body(body, 4)
        return _HEADER_BYTES + body.tell()

    def _rows(self, page):
        if self._reader is not None:
            self._read_types, rows = self._reader(self.session._native, page)
            self._col_names = [column[2] for column in page.columns()]
            return self.row_factory(self._col_names, rows)
        shape = shape_of(self.row_factory)
        self._col_names, rows = self.session._native.rows(page, shape or 0)
        if self.prepared_statement is not None:
            self.prepared_statement._follow(page, self._col_names)
        return rows if shape is not None else self.row_factory(self._col_names, rows)

    def result(self):
        """Waits for the answer and returns a :class:`ResultSet`, or raises why there is none."""
        if not self._settled:
            pending = self._pending
            if pending is None:
                raise DriverException("the request has not been sent")
            if _green.is_on() and not _dispatch.runs_here():
                return self._wait_as_greenlet()
            outcome = _green.call(pending.wait)
            with self._lock:
                if not self._settled and self._pending is pending:
                    self._settle(outcome)
        calling = self._calling
        if calling is not None and not _dispatch.runs_here() and calling.acquire(timeout=_CALLBACKS_SECONDS):
            calling.release()
        if self._final_result is not NOT_SET:
            return ResultSet(self, self._final_result)
        if self._final_exception is None:
            return self.result()
        raise self._final_exception

    def _wait_as_greenlet(self):
        answered = Event()
        self._waiting = (*self._waiting, answered)
        self._add([], None)
        if not self._settled:
            answered.wait()
        return self.result()

    @property
    def has_more_pages(self):
        """Whether there are pages after the one that came last."""
        return self._paging_state is not None

    @property
    def _col_types(self):
        if self._read_types is not None:
            return self._read_types
        columns = None if self._page is None else self._page.columns()
        return None if columns is None else [column[3] for column in columns]

    @property
    def warnings(self):
        """What the server warned of; ``None`` when it did not. Raises before the answer is there."""
        self._require_done("warnings")
        return None if self._page is None else self._page.warnings

    @property
    def custom_payload(self):
        """What the server sent along, bytes by name; ``None`` without. Raises before the answer is there."""
        self._require_done("custom_payload")
        return None if self._page is None else self._page.custom_payload

    def _require_done(self, what):
        if not self._settled and (self._pending is None or not self._pending.done()):
            raise DriverException(f"{what} cannot be retrieved before ResponseFuture is finalized")
        if not self._settled:
            with self._lock:
                if not self._settled:
                    self._settle(self._pending.wait())  # type: ignore[union-attr]

    @property
    def coordinator_host(self) -> Any:
        """The :class:`~cassandra.pool.Host` that answered; ``None`` before there is an answer."""
        return None if self._page is None else self.session.cluster.metadata._host_at(self._page.coordinator)

    @cached_property
    def _event(self):
        """Is set when the answer is there."""
        answered = Event()
        self.add_callbacks(lambda _: answered.set(), lambda _: answered.set())
        return answered

    @property
    def _current_host(self):
        return self.coordinator_host

    @property
    def attempted_hosts(self):
        """The hosts that were asked, in order; empty before one has answered or the request has failed."""
        metadata = self.session.cluster.metadata
        answered = () if self._page is None or self._final_exception is not None else self._page.tried
        return [metadata._host_at(address) for address in (*self._tried, *answered)]

    @property
    def _errors(self):
        """Why hosts that were asked did not answer, by host; programs look at it where a request went well, too."""
        if self._final_exception is not None:
            return getattr(self._final_exception, "errors", None) or {}
        metadata = self.session.cluster.metadata
        failures = {} if self._page is None else self._page.failures
        return {metadata._host_at(address): why for address, why in failures.items()}

    def start_fetching_next_page(self):
        """Asks for the next page; :exc:`QueryExhausted` when there is none. Callbacks are called again."""
        if not self._paging_state:
            raise QueryExhausted
        with self._lock:
            self._request, self._rounds = self._request.after(self._paging_state), None
            self.send_request()

    def add_callback(self, fn, *args, **kwargs):
        """Calls a function with the rows when they are there, at once and in this thread if they are already."""
        if self._add(self._callbacks, (fn, args, kwargs)) and self._final_result is not NOT_SET:
            fn(self._final_result, *args, **kwargs)
        return self

    def add_errback(self, fn, *args, **kwargs):
        """Calls a function with the exception if the request fails, at once and in this thread if it has."""
        if self._add(self._errbacks, (fn, args, kwargs)) and self._final_exception is not None:
            fn(self._final_exception, *args, **kwargs)
        return self

    def add_callbacks(
        self, callback, errback, callback_args=(), callback_kwargs=None, errback_args=(), errback_kwargs=None
    ):
        """Adds a callback and an errback."""
        self.add_callback(callback, *callback_args, **(callback_kwargs or {}))
        self.add_errback(errback, *errback_args, **(errback_kwargs or {}))

    def _add(self, listeners, entry):
        """Adds a listener; tells whether the answer is there, so that the caller calls it."""
        with self._lock:
            if not self._settled and self._pending is not None:
                while not self._settled and not self._watched:
                    self._watched = self._watch()
                    if not self._watched:
                        self._settle(self._pending.wait())
            listeners.append(entry)
            return self._settled

    def clear_callbacks(self):
        """Removes all callbacks and errbacks."""
        with self._lock:
            self._callbacks = []
            self._errbacks = []

    def get_query_trace_ids(self):
        """Returns the ids of the traces, one for each page."""
        return [trace.trace_id for trace in self._query_traces or ()]

    def get_query_trace(self, max_wait=None, query_cl=ConsistencyLevel.LOCAL_ONE):
        """Returns the trace of the last page, ``None`` when it was not traced. Raises :exc:`TraceUnavailable
        <cassandra.query.TraceUnavailable>` before the answer is there and when the trace is not complete in time."""
        if not self._settled:
            raise TraceUnavailable("Trace information was not available. The ResponseFuture is not done.")
        if not self._query_traces:
            return None
        return self._populated(self._query_traces[-1], max_wait, query_cl)

    def get_all_query_traces(self, max_wait_per=None, query_cl=ConsistencyLevel.LOCAL_ONE):
        """Returns the traces of all pages."""
        return [self._populated(trace, max_wait_per, query_cl) for trace in self._query_traces or ()]

    @staticmethod
    def _populated(trace, max_wait, query_cl):
        if not trace.events:
            trace.populate(max_wait=max_wait, query_cl=query_cl)
        return trace

    def __str__(self):
        result = "(no result yet)" if self._final_result is NOT_SET else self._final_result
        return (
            f"<ResponseFuture: query='{self.query}' result={result} exception={self._final_exception} "
            f"coordinator_host={self.coordinator_host}>"
        )

    __repr__ = __str__

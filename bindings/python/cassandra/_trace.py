"""What the server traced of a request, read from ``system_traces``."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone

from cassandra.util import unix_time_from_uuid1


class TraceUnavailable(Exception):
    """The trace was not complete in time."""


class QueryTrace:
    """The trace of one request. :meth:`populate` reads it."""

    trace_id = None
    request_type = None
    duration = None
    client = None
    coordinator = None
    parameters = None
    started_at = None
    events = None

    _BASE_RETRY_SLEEP = 0.003

    def __init__(self, trace_id, session):
        self.trace_id = trace_id
        self._session = session

    def populate(self, max_wait=2.0, wait_for_complete=True, query_cl=None):
        """Reads the trace, which the server writes a little later than it answers.

        Waits at most ``max_wait`` seconds (``None``: without limit) and raises :exc:`TraceUnavailable` after that.
        ``wait_for_complete=False`` takes what is there. ``query_cl`` is the consistency level of the reads.
        """
        deadline = None if max_wait is None else time.monotonic() + max_wait
        pause = self._BASE_RETRY_SLEEP
        while True:
            row = self._select("sessions", query_cl, deadline, max_wait).one()
            is_complete = row is not None and row.duration is not None and row.started_at is not None
            if row is not None and (is_complete or not wait_for_complete):
                break
            time.sleep(pause)
            pause *= 2
        self.request_type = row.request
        self.duration = timedelta(microseconds=row.duration) if is_complete else None  # type: ignore[arg-type]
        self.started_at = row.started_at
        self.coordinator = row.coordinator
        self.parameters = row.parameters
        self.client = getattr(row, "client", None)
        events = self._select("events", query_cl, deadline, max_wait)
        self.events = tuple(
            TraceEvent(event.activity, event.event_id, event.source, event.source_elapsed, event.thread)
            for event in events
        )

    def _select(self, table, query_cl, deadline, max_wait):
        from cassandra import OperationTimedOut
        from cassandra.query import SimpleStatement, named_tuple_factory

        left = None if deadline is None else deadline - time.monotonic()
        message = f"Trace information was not available within {max_wait} seconds."
        if left is not None and left <= 0:
            raise TraceUnavailable(f"{message} Consider raising Session.max_trace_wait.")
        text = f"SELECT * FROM system_traces.{table} WHERE session_id = {self.trace_id}"
        statement = SimpleStatement(text, consistency_level=query_cl)
        future = self._session._create_response_future(statement, None, False, None, left)
        future.row_factory = named_tuple_factory
        future.send_request()
        try:
            return future.result()
        except OperationTimedOut:
            raise TraceUnavailable(message) from None

    def __str__(self):
        return (
            f"{self.request_type} [{self.trace_id}] coordinator: {self.coordinator}, started at: {self.started_at}, "
            f"duration: {self.duration}, parameters: {self.parameters}"
        )


class TraceEvent:
    """One step of a traced request. ``datetime`` is in UTC, ``source_elapsed`` a ``timedelta``."""

    description = None
    datetime = None
    source = None
    source_elapsed = None
    thread_name = None

    def __init__(self, description, timeuuid, source, source_elapsed: int | None, thread_name):
        self.description = description
        self.datetime = datetime.fromtimestamp(unix_time_from_uuid1(timeuuid), tz=timezone.utc)
        self.source = source
        self.source_elapsed = None if source_elapsed is None else timedelta(microseconds=source_elapsed)
        self.thread_name = thread_name

    def __str__(self):
        return f"{self.description} on {self.source}[{self.thread_name}] at {self.datetime}"

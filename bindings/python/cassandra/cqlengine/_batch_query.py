"""Statements of the mapper that are sent in one request."""

from __future__ import annotations

from datetime import datetime, timedelta
from warnings import warn

from cassandra.cqlengine import CQLEngineException
from cassandra.cqlengine import connection as conn
from cassandra.cqlengine._moment import write_time
from cassandra.cqlengine._outcome import check_applied
from cassandra.cqlengine.statements import BaseCQLStatement
from cassandra.query import BatchType as DriverBatchType


class BatchType:
    """Kinds of batches besides the logged one, which is ``None``."""

    Unlogged = "UNLOGGED"
    Counter = "COUNTER"


class BatchQuery:
    """Collects writes of models and querysets (:meth:`~cassandra.cqlengine.models.Model.batch`) and sends them
    together, at the end of the ``with`` block that it is used in or by :meth:`execute`.

    :param batch_type: a :class:`BatchType`, or one of :class:`cassandra.query.BatchType`.
    :param timestamp: the write time: a ``datetime``, or a ``timedelta`` from now.
    :param consistency: a :class:`~cassandra.ConsistencyLevel`.
    :param execute_on_exception: send what has been collected even if the ``with`` block raises.
    :param timeout: in seconds; ``None`` is without limit.
    :param connection: the name of the connection.
    """

    warn_multiple_exec = True
    """Whether a second execution warns."""

    def __init__(
        self,
        batch_type=None,
        timestamp=None,
        consistency=None,
        execute_on_exception=False,
        timeout=conn.NOT_SET,
        connection=None,
    ):
        if timestamp is not None and not isinstance(timestamp, (datetime, timedelta)):
            raise CQLEngineException("timestamp object must be an instance of datetime")
        self.queries: list[BaseCQLStatement] = []
        self.batch_type = batch_type
        self.timestamp = timestamp
        self._consistency = consistency
        self._execute_on_exception = execute_on_exception
        self._timeout = timeout
        self._connection = connection
        self._connection_explicit = bool(connection)
        self._callbacks: list[tuple] = []
        self._executed = False
        self._context_entered = False

    def add_query(self, query):
        """Adds a statement."""
        if not isinstance(query, BaseCQLStatement):
            raise CQLEngineException("only BaseCQLStatements can be added to a batch query")
        self.queries.append(query)

    def consistency(self, consistency):
        """Sets the consistency level."""
        self._consistency = consistency

    def add_callback(self, fn, *args, **kwargs):
        """Calls a function after the batch has succeeded."""
        if not callable(fn):
            raise ValueError(f"Value for argument 'fn' is {type(fn)} and is not a callable object.")
        self._callbacks.append((fn, args, kwargs))

    def _use_connection(self, connection):
        """Takes the connection of a model, which must be that of the models before it unless the user named one."""
        if not self._connection:
            self._connection = connection
        elif connection and connection != self._connection and not self._connection_explicit:
            raise CQLEngineException("BatchQuery queries must be executed on the same connection")

    def execute(self):
        """Sends the statements and calls the functions that wait for their success. A batch without statements calls
        the functions alone. Raises :exc:`~cassandra.cqlengine.query.LWTException` when it was not applied."""
        self._note_execution()
        if self.queries:
            text, parameters = self._text()
            result = conn.execute(text, parameters, self._consistency, self._timeout, connection=self._connection)
            check_applied(result)
            self.queries = []
        for callback, args, kwargs in self._callbacks:
            callback(*args, **kwargs)

    def _note_execution(self):
        if self._executed and self.warn_multiple_exec:
            advice = " If using the batch as a context manager, there is no need to call execute directly."
            warn(f"Batch executed multiple times.{advice if self._context_entered else ''}", stacklevel=3)
        self._executed = True

    def _text(self):
        lines = [self._opener()]
        parameters: dict = {}
        for query in self.queries:
            query.update_context_id(len(parameters))
            parameters.update(query.get_context())
            lines.append(f"  {query}")
        lines.append("APPLY BATCH;")
        return "\n".join(lines), parameters

    def _opener(self):
        is_logged = not self.batch_type or self.batch_type is DriverBatchType.LOGGED
        words = ["BEGIN", "" if is_logged else str(self.batch_type), "BATCH"]
        if self.timestamp:
            words.append(f"USING TIMESTAMP {write_time(self.timestamp)}")
        return " ".join(filter(None, words))

    def __enter__(self):
        self._context_entered = True
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        if exc_type is None or self._execute_on_exception:
            self.execute()

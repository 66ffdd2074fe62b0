"""What a query may end with instead of rows, and how a statement of a model is sent."""

from __future__ import annotations

from typing import Any

from cassandra.cqlengine import CQLEngineException
from cassandra.cqlengine import connection as conn
from cassandra.cqlengine.functions import QueryValue
from cassandra.query import SimpleStatement


class QueryException(CQLEngineException):
    """A query cannot be made of what is given."""


class IfNotExistsWithCounterColumn(CQLEngineException):
    """Counters take no ``IF NOT EXISTS``."""


class IfExistsWithCounterColumn(CQLEngineException):
    """Counters take no ``IF EXISTS``."""


class LWTException(CQLEngineException):
    """A lightweight transaction was not applied; ``existing`` is the row that the server answered with."""

    def __init__(self, existing):
        super().__init__("LWT Query was not applied")
        self.existing = existing


class DoesNotExist(QueryException):
    """No row matches."""


class MultipleObjectsReturned(QueryException):
    """More than one row matches."""


def check_applied(result):
    """Raises :exc:`LWTException` when a result is that of a lightweight transaction that was not applied."""
    try:
        applied = result.was_applied
    except Exception:
        # What is no lightweight transaction, or a batch of several rows, does not tell.
        applied = True
    if not applied:
        raise LWTException(result.one())


def execute_statement(model, statement, consistency_level, timeout, connection=None) -> Any:
    """Executes a statement on the table of a model, at a replica if it names the whole partition key."""
    request = SimpleStatement(str(statement), consistency_level=consistency_level, fetch_size=statement.fetch_size)
    connection = connection or model._get_connection()
    if model._partition_key_index:
        key = statement.partition_key_values(model._partition_key_index)
        if not any(part is None or isinstance(part, QueryValue) for part in key):
            version = conn.get_cluster(connection).protocol_version
            request.routing_key = model._routing_key_from_values(key, version)
            request.keyspace = model._get_keyspace()
    return conn.execute(request, statement.get_context(), timeout=timeout, connection=connection)

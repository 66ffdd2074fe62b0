"""Statements that are sent in one request."""

from __future__ import annotations

from typing import Any

from cassandra import _native
from cassandra._prepared import BoundStatement, PreparedStatement
from cassandra._statement import Statement, bind_params
from cassandra.encoder import Encoder


class BatchType:
    """How the coordinator applies a batch: :attr:`LOGGED`, :attr:`UNLOGGED` or :attr:`COUNTER`."""

    LOGGED: BatchType
    UNLOGGED: BatchType
    COUNTER: BatchType

    def __init__(self, name, value):
        self.name = name
        self.value = value

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"BatchType.{self.name}"


BatchType.LOGGED = BatchType("LOGGED", 0)
BatchType.UNLOGGED = BatchType("UNLOGGED", 1)
BatchType.COUNTER = BatchType("COUNTER", 2)


class BatchStatement(Statement):
    """Statements that are sent in one request. ``batch_type`` may be a :class:`BatchType` or its number."""

    batch_type: Any = None

    def __init__(
        self,
        batch_type=BatchType.LOGGED,
        retry_policy=None,
        consistency_level=None,
        serial_consistency_level=None,
        session=None,
        custom_payload=None,
    ):
        super().__init__(
            retry_policy,
            consistency_level,
            serial_consistency_level=serial_consistency_level,
            custom_payload=custom_payload,
        )
        self.batch_type = batch_type
        self._session = session
        self._entries: list = []

    def add(self, statement, parameters=None):
        """Adds text, or a simple, prepared or bound statement, with its parameters."""
        if isinstance(statement, PreparedStatement):
            statement = statement.bind(() if parameters is None else parameters)
        elif isinstance(statement, BoundStatement) and parameters:
            raise ValueError("Parameters cannot be passed with a BoundStatement to BatchStatement.add()")
        if isinstance(statement, BoundStatement):
            self._append((statement.prepared_statement._prepared_by_core(), statement._wire_values()), statement)
            return self
        text = statement if isinstance(statement, str) else statement.query_string
        if parameters:
            encoder = Encoder() if self._session is None else self._session.encoder
            text = bind_params(text, parameters, encoder)
        self._append(text, None if isinstance(statement, str) else statement)
        return self

    def add_all(self, statements, parameters):
        """Adds statements, each with the parameters at its place."""
        for statement, values in zip(statements, parameters):
            self.add(statement, values)

    def clear(self):
        """Removes every statement, so that the batch can be used anew."""
        self._entries.clear()
        self.keyspace = None
        self.routing_key = None
        if self.custom_payload:
            self.custom_payload.clear()

    @property
    def _statements_and_parameters(self):
        """What was added: whether it is prepared, the text or the id of the statement, and the encoded values. Programs
        assign it too, as the fast way to fill a batch or to cut one into pieces."""
        return [
            (False, entry, ()) if isinstance(entry, str) else (True, _id_of(entry[0]), entry[1].items())
            for entry in self._entries
        ]

    @_statements_and_parameters.setter
    def _statements_and_parameters(self, entries):
        self._entries = [
            (statement, _native.Values(values)) if is_prepared else statement
            for is_prepared, statement, values in entries
        ]

    def _entries_for(self, cluster) -> list[Any]:
        """Returns what is sent: statements that were assigned by their ids are those that the cluster has prepared."""
        return [
            (cluster._of_core(entry[0]), entry[1]) if isinstance(entry, tuple) and _is_id(entry[0]) else entry
            for entry in self._entries
        ]

    def _append(self, entry, statement):
        if len(self._entries) >= 0xFFFF:
            raise ValueError(f"Batch statement cannot contain more than {0xFFFF} statements.")
        if statement is not None:
            if self.routing_key is None and statement.keyspace and statement.routing_key:
                self.routing_key = statement.routing_key
                self.keyspace = statement.keyspace
            if statement.custom_payload:
                self.custom_payload = {**(self.custom_payload or {}), **statement.custom_payload}
        self._entries.append(entry)

    def _routing(self):
        # Of a batch that begins with a prepared statement, the core finds the partition by itself.
        begins_with_text = not self._entries or isinstance(self._entries[0], str)
        return super()._routing() if begins_with_text else None

    def __len__(self):
        return len(self._entries)

    def __str__(self):
        consistency = self._consistency_name()
        return f"<BatchStatement type={self.batch_type}, statements={len(self)}, consistency={consistency}>"

    __repr__ = __str__


def _is_id(prepared):
    return isinstance(prepared, bytes)


def _id_of(prepared):
    return prepared if _is_id(prepared) else prepared.id

"""The rows of the tables that describe the schema."""

from __future__ import annotations

from collections import defaultdict

from cassandra import InvalidRequest
from cassandra.encoder import Encoder

_encoder = Encoder()


def where(**columns):
    """Returns the condition that columns have values."""
    conditions = (f"{name} = {_encoder.cql_encode_all_types(value)}" for name, value in columns.items())
    return f" WHERE {' AND '.join(conditions)}"


class SchemaRows:
    """Rows by the kind of thing that they describe, found by keyspace, or by keyspace and table."""

    def __init__(self, rows, table_name_column):
        self._rows = rows
        self._by_keyspace: dict = defaultdict(list)
        self._by_table: dict = defaultdict(list)
        for kind, found in rows.items():
            for row in found:
                keyspace = row["keyspace_name"]
                self._by_keyspace[kind, keyspace].append(row)
                if table_name_column in row:
                    self._by_table[kind, keyspace, row[table_name_column]].append(row)

    def all(self, kind):
        """Returns all rows of a kind."""
        return self._rows.get(kind, [])

    def of_keyspace(self, kind, keyspace):
        """Returns the rows of a kind in a keyspace."""
        return self._by_keyspace.get((kind, keyspace), [])

    def of_table(self, kind, keyspace, table):
        """Returns the rows of a kind about a table."""
        return self._by_table.get((kind, keyspace, table), [])


def read(connection, queries, table_name_column, optional=()):
    """Asks for rows of several kinds at once: one query for each. Kinds that are ``optional`` may be of tables that the
    server does not have."""
    answers = connection.query_all(list(queries.values()))
    rows = {}
    for kind, answer in zip(queries, answers):
        if isinstance(answer, Exception):
            if not (isinstance(answer, InvalidRequest) and kind in optional):
                raise answer
            answer = []
        rows[kind] = answer
    return SchemaRows(rows, table_name_column)

"""Statements in a keyspace that is not the session's."""

import pytest

from cassandra import InvalidRequest
from cassandra.query import BatchStatement, SimpleStatement


@pytest.fixture(scope="module")
def elsewhere(session):
    """Another keyspace than that of the session, whose table ``t`` has one row."""
    name = f"{session.keyspace}_elsewhere"
    session.execute(f"CREATE KEYSPACE {name} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}}")
    session.execute("CREATE TABLE t (id int PRIMARY KEY)")
    session.execute(f"CREATE TABLE {name}.t (id int PRIMARY KEY, place text)")
    session.execute(f"INSERT INTO {name}.t (id, place) VALUES (1, 'elsewhere')")
    yield name
    session.execute(f"DROP KEYSPACE {name}", timeout=60)


def test_a_statement_may_be_in_another_keyspace(session, elsewhere):
    home = session.keyspace
    statement = SimpleStatement("SELECT place FROM t WHERE id = %s", keyspace=elsewhere)
    assert session.execute(statement, [1]).one().place == "elsewhere"
    statement = SimpleStatement("SELECT place FROM t", keyspace=elsewhere, routing_key=(1).to_bytes(4, "big"))
    assert session.execute(statement).one().place == "elsewhere"
    assert session.keyspace == home
    with pytest.raises(InvalidRequest, match="place"):
        session.execute(SimpleStatement("SELECT place FROM t", keyspace=home))
    with pytest.raises(InvalidRequest, match="no_such_keyspace"):
        session.execute(SimpleStatement("SELECT place FROM t", keyspace="no_such_keyspace"))


def test_a_statement_is_prepared_in_another_keyspace_and_stays_there(cluster, session, elsewhere):
    prepared = session.prepare("SELECT place FROM t WHERE id = ?", keyspace=elsewhere)
    assert prepared.keyspace == elsewhere
    assert prepared.column_metadata[0].keyspace_name == elsewhere
    assert session.execute(prepared, [1]).one().place == "elsewhere"
    nowhere = cluster.connect()
    assert nowhere.execute(nowhere.prepare("SELECT place FROM t", keyspace=elsewhere)).one().place == "elsewhere"
    assert nowhere.keyspace is None


def test_a_batch_may_be_in_another_keyspace(session, elsewhere):
    batch = BatchStatement()
    batch.add(SimpleStatement("INSERT INTO t (id, place) VALUES (%s, %s)"), (2, "batch"))
    batch.add(session.prepare("INSERT INTO t (id, place) VALUES (?, ?)", keyspace=elsewhere), (3, "batch"))
    batch.keyspace = elsewhere
    session.execute(batch)
    rows = session.execute(f"SELECT id FROM {elsewhere}.t WHERE place = 'batch' ALLOW FILTERING")
    assert sorted(row.id for row in rows) == [2, 3]

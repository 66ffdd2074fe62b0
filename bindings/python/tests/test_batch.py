"""Batches of text, simple, prepared and bound statements."""

import pytest

import cassandra
from cassandra.query import BatchStatement, BatchType, SimpleStatement


@pytest.fixture(scope="module")
def table(session):
    session.execute("CREATE TABLE batched (p int, c int, v text, s text STATIC, PRIMARY KEY (p, c))")
    session.execute("CREATE TABLE counted (id int PRIMARY KEY, n counter)")
    return session.prepare("INSERT INTO batched (p, c, v) VALUES (?, ?, ?)")


def rows(session, p):
    return [(row.c, row.v) for row in session.execute("SELECT c, v FROM batched WHERE p = %s", (p,))]


@pytest.mark.parametrize("kind", [BatchType.LOGGED, BatchType.UNLOGGED])
def test_a_batch_mixes_statements(session, table, kind):
    p = kind.value
    batch = BatchStatement(kind)
    batch.add(table, (p, 1, "prepared"))
    batch.add(table.bind((p, 2, "bound")))
    batch.add(SimpleStatement("INSERT INTO batched (p, c, v) VALUES (%s, %s, %s)"), (p, 3, "simple"))
    batch.add(f"INSERT INTO batched (p, c, v) VALUES ({p}, 4, 'text')")
    batch.add_all([table, table], [(p, 5, "all"), (p, 6, None)])
    assert len(batch) == 6
    assert list(session.execute(batch)) == []
    expected = [(1, "prepared"), (2, "bound"), (3, "simple"), (4, "text"), (5, "all"), (6, None)]
    assert rows(session, p) == expected


def test_a_counter_batch_counts(session, table):
    add = session.prepare("UPDATE counted SET n = n + ? WHERE id = ?")
    batch = BatchStatement(BatchType.COUNTER)
    batch.add_all([add] * 3, [(1, 1), (2, 1), (5, 2)])
    session.execute(batch)
    assert {row.id: row.n for row in session.execute("SELECT id, n FROM counted")} == {1: 3, 2: 5}


def test_counters_do_not_go_with_other_statements(session, table):
    batch = BatchStatement()
    batch.add("UPDATE counted SET n = n + 1 WHERE id = 1")
    with pytest.raises(cassandra.InvalidRequest):
        session.execute(batch)


def test_a_conditional_batch_tells_whether_it_was_applied(session, table):
    def attempt():
        batch = BatchStatement()
        batch.add("INSERT INTO batched (p, c, v) VALUES (50, 1, 'a') IF NOT EXISTS")
        batch.add("INSERT INTO batched (p, c, v) VALUES (50, 2, 'b')")
        return session.execute(batch)

    assert attempt().was_applied is True
    assert attempt().was_applied is False
    plain = BatchStatement()
    plain.add(table, (51, 1, "x"))
    with pytest.raises(RuntimeError, match="No LWT were present"):
        _ = session.execute(plain).was_applied


def test_a_cleared_batch_can_be_used_anew(session, table):
    batch = BatchStatement()
    batch.add(table, (60, 1, "gone"))
    batch.clear()
    assert len(batch) == 0
    batch.add(table, (60, 2, "kept"))
    session.execute(batch)
    assert rows(session, 60) == [(2, "kept")]


def test_a_batch_is_filled_and_cut_by_assigning_its_statements(session, table):
    filled, cut = BatchStatement(BatchType.UNLOGGED), BatchStatement(BatchType.UNLOGGED)
    text = "INSERT INTO batched (p, c, v) VALUES (70, 3, 'text')"
    filled._statements_and_parameters = [
        *((True, table.query_id, table.bind((70, c, "bound")).values) for c in (1, 2)),
        (False, text, ()),
    ]
    assert len(filled) == 3 and filled._statements_and_parameters[2] == (False, text, ())
    session.execute(filled)
    assert rows(session, 70) == [(1, "bound"), (2, "bound"), (3, "text")]
    session.execute("DELETE FROM batched WHERE p = 70")
    cut._statements_and_parameters = filled._statements_and_parameters[1:]
    session.execute(cut)
    assert rows(session, 70) == [(2, "bound"), (3, "text")]


def test_a_statement_that_nobody_holds_is_not_found_by_its_id(session):
    batch = BatchStatement()
    batch._statements_and_parameters = [(True, b"\1\2", [])]
    with pytest.raises(cassandra.DriverException, match="0x0102"):
        session.execute(batch)


def test_an_empty_batch_does_nothing(session):
    assert list(session.execute(BatchStatement())) == []


def test_bad_values_are_refused_when_they_are_added(table):
    batch = BatchStatement()
    with pytest.raises(TypeError, match='column "c"'):
        batch.add(table, (1, "no", "v"))
    with pytest.raises(ValueError, match="Parameters cannot be passed with a BoundStatement"):
        batch.add(table.bind((1, 1, "v")), (1,))
    assert len(batch) == 0


def test_a_batch_has_at_most_65535_statements():
    batch = BatchStatement(BatchType.UNLOGGED)
    batch._entries = ["x"] * 0xFFFF
    with pytest.raises(ValueError, match="more than 65535"):
        batch.add("one more")

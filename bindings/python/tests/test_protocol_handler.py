"""Rows that a handler of the program makes."""

from typing import ClassVar
from uuid import UUID

import pytest

from cassandra import UnsupportedOperation, cqltypes
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile
from cassandra.concurrent import execute_concurrent_with_args
from cassandra.protocol import LazyProtocolHandler, NumpyProtocolHandler, ProtocolHandler, ResultMessage
from cassandra.query import dict_factory, tuple_factory

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class Raw(ResultMessage):
    """Leaves cells as the server sent them."""

    def recv_results_rows(self, f, protocol_version, user_type_map, result_metadata, column_encryption_policy):
        super().recv_results_rows(f, protocol_version, user_type_map, result_metadata, column_encryption_policy)
        self.parsed_rows = [[str(value) for value in row] for row in self.parsed_rows]


class Texts(ProtocolHandler):
    message_types_by_opcode: ClassVar = {**ProtocolHandler.message_types_by_opcode, ResultMessage.opcode: Raw}


class Own(ResultMessage):
    type_codes: ClassVar = {**ResultMessage.type_codes, 0x000C: cqltypes.BytesType}


class Bytes(ProtocolHandler):
    message_types_by_opcode: ClassVar = {ResultMessage.opcode: Own}


@pytest.fixture(scope="module")
def tuples(plain, keyspace):
    profile = ExecutionProfile(row_factory=tuple_factory)
    with Cluster(**plain, execution_profiles={EXEC_PROFILE_DEFAULT: profile}) as cluster:
        session = cluster.connect(keyspace)
        session.execute("CREATE TYPE place (street text, number int)")
        session.execute(
            "CREATE TABLE t (id int PRIMARY KEY, u uuid, d double, l frozen<list<text>>, m map<text, int>, "
            "p frozen<tuple<int, text>>, w place, v vector<float, 2>, big bigint)"
        )
        insert = (
            "INSERT INTO t (id, u, d, l, m, p, w, v, big) VALUES (%s, 00000000-0000-0000-0000-000000000005, 1.5, "
            "['a', 'b'], {'x': 1}, (1, 'one'), {street: 'Elm', number: 3}, [1, 2], 7)"
        )
        for number in range(3):
            session.execute(insert, (number,))
        session.execute("INSERT INTO t (id) VALUES (3)")
        yield session


@pytest.fixture
def session(tuples):
    yield tuples
    tuples.client_protocol_handler = ProtocolHandler
    tuples.default_fetch_size = 5000


def test_a_result_message_of_the_program_reads_the_same_rows(session):
    expected = session.execute("SELECT * FROM t")
    session.client_protocol_handler = type(
        "Same",
        (ProtocolHandler,),
        {"message_types_by_opcode": {ResultMessage.opcode: type("Same", (ResultMessage,), {})}},
    )
    same = session.execute("SELECT * FROM t")
    names = [[cls.cql_parameterized_type() for cls in result.column_types] for result in (same, expected)]
    assert names[0] == names[1]
    assert list(same) == list(expected)


def test_a_message_replaces_types_or_rows_on_every_page(session):
    session.client_protocol_handler = Bytes
    result = session.execute("SELECT u FROM t WHERE id = 1")
    assert (list(result), result.column_types) == ([(UUID(int=5).bytes,)], [cqltypes.BytesType])
    session.client_protocol_handler = Texts
    session.default_fetch_size = 2
    assert sorted(session.execute("SELECT id FROM t")) == [["0"], ["1"], ["2"], ["3"]]
    prepared = session.prepare("SELECT id FROM t WHERE id = ?")
    found = execute_concurrent_with_args(session, prepared, [(1,), (2,)])
    assert [list(result) for _, result in found] == [[["1"]], [["2"]]]


def test_a_lazy_handler_makes_iterators(session):
    session.client_protocol_handler = LazyProtocolHandler
    session.default_fetch_size = 2
    result = session.execute("SELECT id FROM t")
    assert next(result.current_rows)
    session.client_protocol_handler = LazyProtocolHandler
    assert sorted(session.execute("SELECT id FROM t")) == [(0,), (1,), (2,), (3,)]


def test_a_numpy_handler_makes_arrays(session):
    numpy = pytest.importorskip("numpy")
    session.client_protocol_handler = NumpyProtocolHandler
    (page,) = session.execute("SELECT id, d, l, big FROM t")
    assert [page[name].dtype.str[1:] for name in ("id", "d", "l", "big")] == ["i4", "f8", "O", "i8"]
    by_id = {int(number): index for index, number in enumerate(page["id"])}
    assert page["d"][by_id[1]] == 1.5 and page["d"][by_id[3]] is numpy.ma.masked
    assert page["l"][by_id[0]] == ["a", "b"] and page["l"][by_id[3]] is None
    (nothing,) = session.execute("SELECT id, l FROM t WHERE id = 9")
    assert [len(array) for array in nothing.values()] == [0, 0]


def test_a_handler_that_changes_nothing_leaves_rows_to_the_core(session):
    session.client_protocol_handler = type("Named", (ProtocolHandler,), {})
    assert session.execute("SELECT id FROM t WHERE id = 1").one() == (1,)


@pytest.mark.parametrize("handler", [object(), type("Writes", (ProtocolHandler,), {"encode_message": print})])
def test_a_handler_that_writes_or_reads_nothing_is_refused(session, handler):
    session.client_protocol_handler = handler
    with pytest.raises(UnsupportedOperation, match="client_protocol_handler"):
        session.execute("SELECT id FROM t")


def test_row_factories_get_what_a_handler_makes(plain, keyspace, tuples):
    with Cluster(**plain) as cluster:
        session = cluster.connect(keyspace)
        session.client_protocol_handler = Texts
        session.row_factory = dict_factory
        assert session.execute("SELECT id FROM t WHERE id = 1").one() == {"id": "1"}

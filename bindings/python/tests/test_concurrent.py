"""Many statements at once, the native way and through a replaced ``execute_async``."""

import contextlib
import threading

import pytest

import cassandra
from cassandra.cluster import Cluster, NoHostAvailable, Session
from cassandra.concurrent import (
    ExecutionResult,
    execute_concurrent,
    execute_concurrent_async,
    execute_concurrent_with_args,
)
from cassandra.query import SimpleStatement


@pytest.fixture(scope="module")
def insert(session):
    session.execute("CREATE TABLE many (id int PRIMARY KEY, v int)")
    return session.prepare("INSERT INTO many (id, v) VALUES (?, ?)")


class Replaced(Session):
    """A session whose requests take the way of callbacks, since a program has changed it."""

    def execute_async(self, *args, **kwargs):
        return super().execute_async(*args, **kwargs)


@pytest.fixture(params=["native", "callbacks"])
def either(request, session):
    if request.param == "native":
        return session
    replaced = Replaced(session.cluster, session.hosts, session.keyspace)
    replaced._attach(session._native)
    return replaced


def test_results_come_in_the_order_of_the_statements(either, insert):
    written = execute_concurrent_with_args(either, insert, [(n, 2 * n) for n in range(500)], concurrency=40)
    assert len(written) == 500
    assert all(isinstance(result, ExecutionResult) and result.success for result in written)
    select = either.prepare("SELECT v FROM many WHERE id = ?")
    results = execute_concurrent(either, [(select, (n,)) for n in range(500)], concurrency=40)
    assert [result.result_or_exc.one().v for result in results] == [2 * n for n in range(500)]


def test_a_generator_gives_results_as_they_come_in_order(either, insert):
    select = either.prepare("SELECT id FROM many WHERE id = ?")
    asked = []

    def parameters():
        for n in range(300):
            asked.append(n)
            yield (n,)

    results = execute_concurrent_with_args(either, select, parameters(), concurrency=10, results_generator=True)
    assert len(asked) == 10
    assert [result.one().id for _, result in results] == list(range(300))


def test_the_first_failure_is_raised(either, insert):
    statements = [(insert, (1, 1)), ("SELECT nothing FROM many", None), (insert, (2, 2))]
    with pytest.raises(cassandra.InvalidRequest):
        execute_concurrent(either, statements)
    with pytest.raises(cassandra.InvalidRequest):
        list(execute_concurrent(either, statements, results_generator=True))


def test_failures_are_results_when_they_are_not_raised(either, insert):
    statements = [(insert, (1, 1)), ("SELECT nothing FROM many", None), (insert, ("x", 1)), (insert, (2, 2))]
    results = execute_concurrent(either, statements, concurrency=2, raise_on_first_error=False)
    assert [result.success for result in results] == [True, False, False, True]
    assert isinstance(results[1].result_or_exc, cassandra.InvalidRequest)
    assert isinstance(results[2].result_or_exc, TypeError)


def test_only_bad_statements_end_too(either, insert):
    results = execute_concurrent_with_args(either, insert, [("x", 1)] * 2000, concurrency=3, raise_on_first_error=False)
    assert len(results) == 2000
    assert not any(result.success for result in results)


def test_pages_of_results_can_be_read_on(either, insert):
    execute_concurrent_with_args(either, insert, [(n, n) for n in range(30)])
    statement = SimpleStatement("SELECT id FROM many", fetch_size=7)
    ((success, result),) = execute_concurrent(either, [(statement, None)])
    assert success
    assert result.has_more_pages
    assert len(list(result)) >= 30


def test_no_statements_give_no_results(either):
    assert execute_concurrent(either, []) == []
    assert execute_concurrent(either, iter(())) == []
    with pytest.raises(ValueError, match="concurrency"):
        execute_concurrent(either, [("x", None)], concurrency=0)


def test_an_error_of_the_iterable_is_raised(either, insert):
    def parameters():
        yield (1, 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        execute_concurrent_with_args(either, insert, parameters())


def test_a_future_of_all_results(either, insert):
    future = execute_concurrent_async(either, [(insert, (n, n)) for n in range(50)], concurrency=7)
    assert len(future.result(timeout=30)) == 50
    failing = execute_concurrent_async(either, [("SELECT x", None)], raise_on_first_error=True)
    assert isinstance(failing.exception(timeout=30), Exception)


def test_methods_of_the_session_do_the_same(session, insert):
    assert len(session.execute_concurrent_with_args(insert, [(1, 1)], concurrency=1)) == 1
    assert len(session.execute_concurrent([(insert, (1, 1))])) == 1
    assert len(session.execute_concurrent_async([(insert, (1, 1))]).result(30)) == 1


def test_many_threads_share_a_session(session, insert):
    select = session.prepare("SELECT v FROM many WHERE id = ?")
    session.execute(insert, (7, 49))
    wrong = []

    def ask():
        for _ in range(50):
            if session.execute(select, (7,)).one().v != 49:
                wrong.append(1)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert wrong == []


def test_what_is_under_way_at_shutdown_ends(plain, keyspace, insert):
    with Cluster(**plain) as cluster:
        session = cluster.connect(keyspace)
        futures = [session.execute_async("INSERT INTO many (id, v) VALUES (1, 1)") for _ in range(200)]
    for future in futures:
        with contextlib.suppress(NoHostAvailable):
            future.result()

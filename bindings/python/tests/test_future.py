"""Callbacks, pages and traces of requests."""

import threading

import pytest

import cassandra
from cassandra.cluster import QueryExhausted
from cassandra.query import SimpleStatement, TraceUnavailable

ROWS = 25


@pytest.fixture(scope="module")
def filled(session):
    session.execute("CREATE TABLE pages (id int PRIMARY KEY, a text)")
    insert = session.prepare("INSERT INTO pages (id, a) VALUES (?, ?)")
    for future in [session.execute_async(insert, (number, f"row {number}")) for number in range(ROWS)]:
        future.result()
    return session


def pages_of(size):
    return SimpleStatement("SELECT id FROM pages", fetch_size=size)


class Waiter:
    """Collects what callbacks get, and where they run."""

    def __init__(self):
        self.results = []
        self.threads = []
        self.done = threading.Event()

    def __call__(self, result, *args, **kwargs):
        self.results.append((result, args, kwargs))
        self.threads.append(threading.current_thread())
        self.done.set()

    def wait(self):
        assert self.done.wait(30)
        return self.results


def test_iteration_goes_through_all_pages(filled):
    result = filled.execute(pages_of(7))
    assert len(result.current_rows) == 7
    assert result.has_more_pages
    assert sorted(row.id for row in result) == list(range(ROWS))
    assert result.paging_state is None
    assert result.current_rows == []


def test_all_returns_every_page(filled):
    assert len(filled.execute(pages_of(4)).all()) == ROWS


def test_without_a_fetch_size_there_is_one_page(filled):
    result = filled.execute(pages_of(None))
    assert len(result.current_rows) == ROWS
    assert not result.has_more_pages


def test_indexing_and_equality_take_all_rows(filled):
    result = filled.execute(pages_of(10))
    with pytest.warns(DeprecationWarning, match="ResultSet indexing"):
        first = result[0]
    assert result[ROWS - 1] is not None
    assert len(list(result)) == ROWS
    assert result == list(result)
    assert first in list(result)
    iterated = filled.execute(pages_of(10))
    next(iter(iterated))
    with pytest.raises(RuntimeError, match="Cannot use index operator when results have been iterated"):
        iterated[1]


def test_a_paging_state_goes_on_in_another_request(filled):
    first = filled.execute(pages_of(10))
    rows = list(first.current_rows)
    state = first.paging_state
    assert isinstance(state, bytes)
    while state is not None:
        page = filled.execute(pages_of(10), paging_state=state)
        rows += page.current_rows
        state = page.paging_state
    assert sorted(row.id for row in rows) == list(range(ROWS))


def test_fetch_next_page_steps_by_hand(filled):
    result = filled.execute(pages_of(20))
    result.fetch_next_page()
    assert len(result.current_rows) == 5
    result.fetch_next_page()
    assert result.current_rows == []
    with pytest.raises(QueryExhausted):
        result.response_future.start_fetching_next_page()


def test_a_damaged_paging_state_is_an_error_of_the_server(filled):
    with pytest.raises((cassandra.DriverException, cassandra.protocol.ErrorMessage)):
        filled.execute(pages_of(10), paging_state=b"\x01\x02")


def test_a_callback_gets_the_rows_on_the_thread_of_callbacks(filled):
    waiter = Waiter()
    future = filled.execute_async("SELECT id FROM pages WHERE id = 3")
    future.add_callback(waiter, "extra", key="word")
    ((rows, args, kwargs),) = waiter.wait()
    assert [row.id for row in rows] == [3]
    assert (args, kwargs) == (("extra",), {"key": "word"})
    assert waiter.threads[0].name in ("cassandra-callbacks", threading.current_thread().name)
    assert future.result().one().id == 3


def test_a_callback_that_comes_late_runs_at_once_in_its_thread(filled):
    future = filled.execute_async("SELECT id FROM pages WHERE id = 3")
    future.result()
    waiter = Waiter()
    future.add_callbacks(waiter, pytest.fail)
    assert waiter.threads == [threading.current_thread()]


def test_an_errback_gets_the_exception(filled):
    waiter = Waiter()
    future = filled.execute_async("SELECT nothing FROM pages")
    future.add_callbacks(pytest.fail, waiter, errback_args=(1,))
    ((error, args, _),) = waiter.wait()
    assert isinstance(error, cassandra.InvalidRequest)
    assert args == (1,)
    with pytest.raises(cassandra.InvalidRequest):
        future.result()
    late = Waiter()
    future.add_errback(late)
    assert late.results == [(error, (), {})]


def test_callbacks_run_again_for_every_page(filled):
    seen, done = [], threading.Event()
    future = filled.execute_async(pages_of(10))

    def take(rows):
        seen.append(len(rows))
        if future.has_more_pages:
            future.start_fetching_next_page()
        else:
            done.set()

    future.add_callbacks(take, lambda error: done.set())
    assert done.wait(30)
    assert seen == [10, 10, 5]


def test_a_callback_may_send_requests_and_wait_for_them(filled):
    waiter = Waiter()

    def ask(rows, future):
        assert future.result().one().id == rows[0].id
        waiter(filled.execute("SELECT id FROM pages WHERE id = 5").one().id)

    for _ in range(20):
        future = filled.execute_async("SELECT id FROM pages WHERE id = 4")
        future.add_callbacks(ask, waiter, callback_args=(future,))
    while len(waiter.wait()) < 20:
        waiter.done.clear()
    assert {result for result, _, _ in waiter.results} == {5}


def test_callbacks_have_been_called_when_result_returns(filled):
    for _ in range(50):
        called = []
        future = filled.execute_async("SELECT * FROM system.local")
        future.add_callback(called.append)
        future.result()
        assert called


def test_an_exception_of_a_callback_goes_to_the_errbacks(filled, caplog):
    waiter = Waiter()
    release = threading.Event()

    def fail(rows):
        raise ZeroDivisionError("callback")

    blocker = filled.execute_async("SELECT id FROM pages WHERE id = 1")
    blocker.add_callback(lambda rows: release.wait(30))
    future = filled.execute_async("SELECT id FROM pages WHERE id = 4")
    future._callbacks.append((fail, (), {}))
    future.add_errback(waiter)
    release.set()
    ((error, _, _),) = waiter.wait()
    assert isinstance(error, ZeroDivisionError)
    assert future.result().one().id == 4


def test_each_callback_runs_once_for_many_requests(filled):
    counts = dict.fromkeys(range(300), 0)
    done = threading.Semaphore(0)

    def count(rows, number):
        counts[number] += 1
        done.release()

    for number in counts:
        future = filled.execute_async("SELECT id FROM pages WHERE id = 1")
        future.add_callbacks(count, pytest.fail, callback_args=(number,))
        if number % 3 == 0:
            future.result()
    for _ in counts:
        assert done.acquire(timeout=30)
    assert set(counts.values()) == {1}


def test_cleared_callbacks_do_not_run_for_the_next_page(filled):
    waiter = Waiter()
    future = filled.execute_async(pages_of(20))
    future.add_callback(waiter)
    waiter.wait()
    future.clear_callbacks()
    future.start_fetching_next_page()
    assert len(future.result().current_rows) == 5
    assert len(waiter.results) == 1


def test_many_threads_may_wait_for_one_future(filled):
    future = filled.execute_async(pages_of(5))
    sizes = []
    threads = [threading.Thread(target=lambda: sizes.append(len(future.result().current_rows))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sizes == [5] * 8


def test_warnings_of_the_server_are_given_and_logged(filled, caplog):
    future = filled.execute_async("SELECT key FROM system.local")
    future.result()
    assert future.warnings is None
    future = filled.execute_async("SELECT count(*) FROM pages")
    future.result()
    assert "Aggregation query used without partition key" in future.warnings[0]
    assert any("Server warning: Aggregation query" in record.message for record in caplog.records)


def test_a_traced_request_tells_what_happened(filled):
    result = filled.execute("SELECT id FROM pages WHERE id = 1", trace=True)
    trace = result.get_query_trace(max_wait_sec=30)
    assert trace.trace_id in result.response_future.get_query_trace_ids()
    assert trace.request_type == "Execute CQL3 query"
    assert trace.duration.total_seconds() > 0
    assert trace.events
    assert "SELECT id" in trace.parameters["query"]
    assert trace.events[0].description
    assert filled.execute("SELECT id FROM pages WHERE id = 1").get_query_trace() is None


def test_a_trace_that_takes_too_long_is_unavailable(filled):
    result = filled.execute("SELECT id FROM pages WHERE id = 1", trace=True)
    with pytest.raises(TraceUnavailable):
        result.get_query_trace(max_wait_sec=0)


def test_a_schema_change_is_agreed_on(filled):
    future = filled.execute_async("CREATE TABLE agreed (id int PRIMARY KEY)")
    assert list(future.result()) == []
    assert future.is_schema_agreed is True


def test_a_future_tells_how_large_its_request_is(filled):
    sizes = []
    filled.add_request_init_listener(lambda future: sizes.append(future.request_encoded_size))
    try:
        for text in ("a", "b" * 101):
            filled.execute("SELECT id FROM pages WHERE a = %s ALLOW FILTERING", (text,))
    finally:
        filled._request_init_callbacks.clear()
    assert sizes[1] == sizes[0] + 100


def test_an_event_is_set_with_the_answer(filled):
    assert filled.execute_async(pages_of(7))._event.wait(30)
    assert filled.execute_async("nonsense")._event.wait(30)

"""Many statements at once, with a limit on how many are under way."""

from __future__ import annotations

from collections import namedtuple
from concurrent.futures import Future
from heapq import heappop, heappush
from itertools import cycle
from operator import itemgetter
from threading import Condition, Thread

from cassandra import _green, _native
from cassandra._session import EXECUTE_ASYNC
from cassandra.cluster import EXEC_PROFILE_DEFAULT, ResponseFuture, ResultSet, Session

ExecutionResult = namedtuple("ExecutionResult", ["success", "result_or_exc"])
"""Whether a statement succeeded, with its :class:`~cassandra.cluster.ResultSet` or its exception."""


def execute_concurrent(
    session,
    statements_and_parameters,
    concurrency=100,
    raise_on_first_error=True,
    results_generator=False,
    execution_profile=EXEC_PROFILE_DEFAULT,
):
    """Executes pairs of statement and parameters, at most ``concurrency`` at once, and returns an
    :class:`ExecutionResult` for each, in order: a list, or a generator if ``results_generator`` is true.

    The first failure is raised, unless ``raise_on_first_error`` is false.
    """
    if concurrency <= 0:
        raise ValueError("concurrency must be greater than 0")
    if not statements_and_parameters:
        return []
    results = _start(session, statements_and_parameters, concurrency, execution_profile)
    if results_generator:
        return _in_order(results, raise_on_first_error)
    if not raise_on_first_error:
        return list(_in_order(results, False))
    # The first failure in time is raised at once, even if earlier statements are still under way.
    return [result for _, result in sorted(_until_failure(results), key=itemgetter(0))]


def execute_concurrent_with_args(session, statement, parameters, *args, **kwargs):
    """Executes one statement with many parameters; see :func:`execute_concurrent`."""
    return execute_concurrent(session, zip(cycle((statement,)), parameters), *args, **kwargs)


def execute_concurrent_async(
    session,
    statements_and_parameters,
    concurrency=100,
    raise_on_first_error=False,
    execution_profile=EXEC_PROFILE_DEFAULT,
):
    """Does what :func:`execute_concurrent` does on a thread of its own, and returns a ``concurrent.futures.Future`` of
    the list."""
    future: Future = Future()
    future.set_running_or_notify_cancel()

    def run():
        try:
            future.set_result(
                execute_concurrent(
                    session, statements_and_parameters, concurrency, raise_on_first_error, False, execution_profile
                )
            )
        except BaseException as error:
            future.set_exception(error)

    Thread(target=run, name="cassandra-concurrent", daemon=True).start()
    return future


def _in_order(results, raise_on_first_error):
    """Yields results in the order of their statements, as soon as all before them are there."""
    waiting: list = []
    expected = 0
    for pair in results:
        heappush(waiting, pair)
        while waiting and waiting[0][0] == expected:
            result = heappop(waiting)[1]
            if raise_on_first_error and not result.success:
                raise result.result_or_exc
            yield result
            expected += 1


def _until_failure(results):
    for index, result in results:
        if not result.success:
            raise result.result_or_exc
        yield index, result


def _start(session, statements, concurrency, execution_profile):
    """Submits the first statements, and returns an iterator over pairs of index and :class:`ExecutionResult` as they
    arrive. It takes the native way, unless the program has put something of its own into that of a request."""
    is_stock = type(session) is Session and "execute_async" not in vars(session) and not session._request_init_callbacks
    is_stock = is_stock and session._native is not None and Session.execute_async is EXECUTE_ASYNC
    kind = _NativeBurst if is_stock else _CallbackBurst
    burst = kind(session, statements, execution_profile)
    burst.submit(concurrency)
    return burst.results()


class _Burst:
    def __init__(self, session, statements, execution_profile):
        self._session = session
        self._statements = enumerate(statements)
        self._profile = execution_profile

    def _next(self, count):
        # The range comes first, since zip takes one from it before it asks for another statement.
        return (pair for _, pair in zip(range(count), self._statements))


class _NativeBurst(_Burst):
    """Submits and completes in bursts, one wake-up each."""

    def __init__(self, session, statements, execution_profile):
        super().__init__(session, statements, execution_profile)
        self._completions = _native.Completions()
        self._under_way: dict[int, ResponseFuture] = {}
        self._refused: list = []

    def submit(self, count):
        requests = []
        for index, (statement, parameters) in self._next(count):
            try:
                future = self._session._create_response_future(statement, parameters, False, None, None, self._profile)
            except Exception as error:
                self._refused.append((index, ExecutionResult(False, error)))
                continue
            self._under_way[index] = future
            requests.append((index, future._request))
        self._session._native.execute_many(requests, self._completions)

    def results(self):
        while self._under_way or self._refused:
            done, self._refused = self._refused, []
            if not done:
                arrived = _green.call(self._completions.wait)
                done = [(index, self._finish(self._under_way.pop(index), outcome)) for index, outcome in arrived]
            self.submit(len(done))
            yield from done

    @staticmethod
    def _finish(future, outcome):
        future._settle(outcome)
        while not future._settled:
            future._settle(_green.call(future._pending.wait))
        if future._final_exception is not None:
            return ExecutionResult(False, future._final_exception)
        return ExecutionResult(True, ResultSet(future, future._final_result))


class _CallbackBurst(_Burst):
    """Goes through ``execute_async`` and callbacks, which the program may have replaced."""

    def __init__(self, session, statements, execution_profile):
        super().__init__(session, statements, execution_profile)
        self._changed = Condition()
        self._arrived: list = []
        self._under_way = 0

    def submit(self, count):
        for index, (statement, parameters) in self._next(count):
            self._under_way += 1
            try:
                future = self._session.execute_async(
                    statement, parameters, timeout=None, execution_profile=self._profile
                )
                future.add_callbacks(
                    callback=self._succeed,
                    callback_args=(future, index),
                    errback=self._fail,
                    errback_args=(index,),
                )
            except Exception as error:
                self._fail(error, index)

    def results(self):
        while self._under_way:
            with self._changed:
                while not self._arrived:
                    self._changed.wait()
                done, self._arrived = self._arrived, []
            self._under_way -= len(done)
            self.submit(len(done))
            yield from done

    def _succeed(self, rows, future, index):
        future.clear_callbacks()
        self._arrive(index, ExecutionResult(True, ResultSet(future, rows)))

    def _fail(self, error, index):
        self._arrive(index, ExecutionResult(False, error))

    def _arrive(self, index, result):
        with self._changed:
            self._arrived.append((index, result))
            self._changed.notify()

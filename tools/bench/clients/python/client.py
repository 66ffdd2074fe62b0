"""The Python client of the bench: ``client.py PLAN``, on whichever ``cassandra`` package is on the path.

PLAN is the JSON of ``plan.ts``. It prints a line when it is warm, waits for a line, does what is measured and prints
that; what is measured from the start needs no line.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from columns import reader_of, values_of
from measure import Measurement, wait_until_told

from cassandra import ConsistencyLevel
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile
from cassandra.policies import DCAwareRoundRobinPolicy, TokenAwarePolicy
from cassandra.query import BatchStatement, BatchType, SimpleStatement

plan = json.loads(sys.argv[1])


def open_session() -> tuple[Cluster, Any]:
    # A policy keeps what it knows of one cluster, so each has its own.
    profile = ExecutionProfile(
        load_balancing_policy=TokenAwarePolicy(DCAwareRoundRobinPolicy(plan["localDatacenter"])),
        consistency_level=ConsistencyLevel.LOCAL_ONE,
        request_timeout=60,
    )
    cluster = Cluster(
        [plan["host"]],
        port=plan["port"],
        protocol_version=4,
        execution_profiles={EXEC_PROFILE_DEFAULT: profile},
        # Hundreds of sessions that are opened together take longer than the default of each.
        connect_timeout=60,
        control_connection_timeout=60,
    )
    session = cluster.connect(plan["keyspace"])
    session.default_fetch_size = plan["pageSize"]
    return cluster, session


# Those of all operations, unless each has its own.
cluster, session = (None, None) if plan["action"] == "connect" else open_session()

readers = [reader_of(type_) for type_ in plan["types"]]
columns = range(len(readers))
digest = 0


def sum_of(rows: Any) -> float:
    total = 0
    for row in rows:
        for i in columns:
            total += readers[i](row[i])
    return total


def read_rows(rows: Any) -> None:
    global digest
    digest += sum_of(rows)


# What a request is: made once where nothing in it changes.
insert_statement = session.prepare(plan["insert"]) if plan["insert"] else None
if plan["select"] and plan["selectPrepared"]:
    select_request = session.prepare(plan["select"]).bind((plan["partition"],))
elif plan["select"]:
    select_request = SimpleStatement(plan["select"])
else:
    select_request = None
values = values_of(plan["types"]) if plan["insert"] else []


def row_of(n: int) -> list[Any]:
    return [n >> 10, *(column[n & 1023] for column in values[1:])]


def write_request(n: int) -> Any:
    return insert_statement.bind(row_of(n))


def batch_request(n: int) -> Any:
    batch = BatchStatement(batch_type=BatchType.UNLOGGED)
    for i in range(n * plan["batch"], (n + 1) * plan["batch"]):
        batch.add(insert_statement, row_of(i))
    return batch


def mixed_request(n: int) -> Any:
    return write_request(n) if n % 100 < plan["insertPercent"] else select_request


requests: dict[str, Callable[[int], Any]] = {
    "insert": write_request,
    "batch": batch_request,
    "mixed": mixed_request,
    "select": lambda _n: select_request,
    "connect": lambda _n: select_request,
}
request_of = requests[plan["action"]]


def one_by_one(operations: int, latencies: list[float]) -> None:
    for n in range(operations):
        begun = time.perf_counter()
        read_rows(session.execute(request_of(n)))
        latencies[n] = time.perf_counter() - begun


class Window:
    """Keeps requests under way; what they bring is read where the driver calls back."""

    def __init__(self, latencies: list[float]) -> None:
        self.room = threading.Semaphore(plan["concurrency"])
        self.latencies = latencies
        self.error: BaseException | None = None

    def start(self, n: int, counted_from: float) -> None:
        self.room.acquire()
        future = session.execute_async(request_of(n))
        future.add_callbacks(self.succeeded, self.failed, callback_args=(n, counted_from))

    def succeeded(self, rows: Any, n: int, counted_from: float) -> None:
        try:
            if rows:
                read_rows(rows)
            self.latencies[n] = time.perf_counter() - counted_from
        except BaseException as error:
            self.error = error
        self.room.release()

    def failed(self, error: BaseException) -> None:
        self.error = error
        self.room.release()

    def finish(self) -> None:
        for _ in range(plan["concurrency"]):
            self.room.acquire()
        if self.error is not None:
            raise self.error


def many_at_once(operations: int, latencies: list[float]) -> None:
    window = Window(latencies)
    for n in range(operations):
        window.start(n, time.perf_counter())
    window.finish()


def open_loop(operations: int, latencies: list[float]) -> None:
    window = Window(latencies)
    window.room = threading.Semaphore(100_000)
    start = time.perf_counter()
    for n in range(operations):
        due = start + n / plan["ratePerSecond"]
        wait = due - time.perf_counter()
        if wait > 0:
            time.sleep(wait)
        window.start(n, due)
    for _ in range(100_000):
        window.room.acquire()
    if window.error is not None:
        raise window.error


def with_own_sessions(operations: int, latencies: list[float]) -> None:
    def operate(n: int) -> float:
        begun = time.perf_counter()
        own_cluster, own_session = open_session()
        total = sum_of(own_session.execute(request_of(n)))
        own_cluster.shutdown()
        latencies[n] = time.perf_counter() - begun
        return total

    global digest
    with ThreadPoolExecutor(plan["concurrency"]) as threads:
        digest += sum(threads.map(operate, range(operations)))


if plan["action"] == "connect":
    run = with_own_sessions
elif plan["ratePerSecond"]:
    run = open_loop
elif plan["concurrency"] == 1 or plan["paged"]:
    run = one_by_one
else:
    run = many_at_once


if not plan["fromStart"]:
    run(plan["warmup"], [0.0] * plan["warmup"])
    digest = 0
    wait_until_told()
latencies = [0.0] * plan["operations"]
measurement = Measurement(plan["fromStart"])
run(plan["operations"], latencies)
measurement.print(latencies, digest)
if cluster is not None:
    cluster.shutdown()

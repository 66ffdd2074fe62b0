"""The Python client of the bench: ``client.py PLAN``, on whichever ``cassandra`` package is on the path.

PLAN is the JSON of ``plan.ts``. It prints a line when it is warm, waits for a line, does what is measured and prints
that.
"""

import json
import resource
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from columns import reader_of, values_of

from cassandra import ConsistencyLevel
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile
from cassandra.policies import DCAwareRoundRobinPolicy, TokenAwarePolicy
from cassandra.query import BatchStatement, BatchType, SimpleStatement

plan = json.loads(sys.argv[1])
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
)
session = cluster.connect(plan["keyspace"])
session.default_fetch_size = plan["pageSize"]

readers = [reader_of(type_) for type_ in plan["types"]]
columns = range(len(readers))
digest = 0


def read_rows(rows: Any) -> None:
    global digest
    total = 0
    for row in rows:
        for i in columns:
            total += readers[i](row[i])
    digest += total


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


if plan["ratePerSecond"]:
    run = open_loop
elif plan["concurrency"] == 1 or plan["paged"]:
    run = one_by_one
else:
    run = many_at_once


def cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def resident_kib() -> int:
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


run(plan["warmup"], [0.0] * plan["warmup"])
digest = 0
print('{"warm":true}', flush=True)
sys.stdin.readline()
operations = plan["operations"]
latencies = [0.0] * operations
cpu, begun = cpu_s(), time.perf_counter()
run(operations, latencies)
elapsed, cpu = time.perf_counter() - begun, cpu_s() - cpu
latencies.sort()
measured = {
    "operations": operations,
    "elapsed_us": elapsed * 1e6,
    "cpu_us": cpu * 1e6,
    "rss_kib": resident_kib(),
    "p50_us": latencies[operations // 2] * 1e6,
    "p99_us": latencies[min(operations - 1, operations * 99 // 100)] * 1e6,
    "digest": int(digest) % 2**32,
}
print(json.dumps(measured), flush=True)
cluster.shutdown()

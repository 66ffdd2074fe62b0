"""The asyncio client of the bench: ``asyncio_client.py ADAPTER PLAN``, on drivers without the legacy interface.

ADAPTER is a module beside this one that has a ``Session`` as below. Otherwise it does what ``client.py`` does.
"""

import asyncio
import importlib
import json
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from typing import Any, Protocol

from columns import reader_of, values_of
from measure import Measurement, wait_until_told


class Session(Protocol):
    """What an adapter does; rows are sequences of values."""

    @classmethod
    async def open(cls, plan: dict[str, Any]) -> "Session":
        """Connects, and prepares what the plan says."""
        ...

    async def select(self) -> Iterable[Sequence[Any]]: ...
    def pages(self) -> AsyncIterator[Iterable[Sequence[Any]]]: ...
    async def insert(self, row: list[Any]) -> None: ...
    async def batch(self, rows: list[list[Any]]) -> None: ...
    async def close(self) -> None: ...


adapter = importlib.import_module(sys.argv[1])
plan = json.loads(sys.argv[2])
# A driver may have other Python types for some columns.
own_readers: dict[str, Callable[[Any], float]] = adapter.DIGESTS
readers = [own_readers.get(type_) or reader_of(type_) for type_ in plan["types"]]
columns = range(len(readers))
values = values_of(plan["types"]) if plan["insert"] else []


def sum_of(rows: Iterable[Sequence[Any]]) -> float:
    total = 0
    for row in rows:
        for i in columns:
            total += readers[i](row[i])
    return total


def row_of(n: int) -> list[Any]:
    return [n >> 10, *(column[n & 1023] for column in values[1:])]


async def select(session: Session, _n: int) -> float:
    return sum_of(await session.select())


async def select_pages(session: Session, _n: int) -> float:
    total = 0
    async for page in session.pages():
        total += sum_of(page)
    return total


async def insert(session: Session, n: int) -> float:
    await session.insert(row_of(n))
    return 0


async def batch(session: Session, n: int) -> float:
    await session.batch([row_of(i) for i in range(n * plan["batch"], (n + 1) * plan["batch"])])
    return 0


async def mixed(session: Session, n: int) -> float:
    return await (insert if n % 100 < plan["insertPercent"] else select)(session, n)


async def connect(_session: Session | None, n: int) -> float:
    session = await adapter.Session.open(plan)
    total = await select(session, n)
    await session.close()
    return total


actions: dict[str, Callable[[Any, int], Coroutine[Any, Any, float]]] = {
    "insert": insert,
    "select": select_pages if plan["paged"] else select,
    "batch": batch,
    "mixed": mixed,
    "connect": connect,
}
act = actions[plan["action"]]


async def many_at_once(session: Session | None, latencies: list[float]) -> float:
    numbers = iter(range(len(latencies)))

    async def work() -> float:
        total = 0
        for n in numbers:
            begun = time.perf_counter()
            total += await act(session, n)
            latencies[n] = time.perf_counter() - begun
        return total

    return sum(await asyncio.gather(*(work() for _ in range(plan["concurrency"]))))


async def open_loop(session: Session | None, latencies: list[float]) -> float:
    start = time.perf_counter()

    async def operate(n: int, due: float) -> float:
        total = await act(session, n)
        latencies[n] = time.perf_counter() - due
        return total

    tasks = []
    for n in range(len(latencies)):
        due = start + n / plan["ratePerSecond"]
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(operate(n, due)))
    return sum(await asyncio.gather(*tasks))


async def main() -> None:
    run = open_loop if plan["ratePerSecond"] else many_at_once
    session = None if plan["action"] == "connect" else await adapter.Session.open(plan)
    if not plan["fromStart"]:
        await run(session, [0.0] * plan["warmup"])
        wait_until_told()
    latencies = [0.0] * plan["operations"]
    measurement = Measurement(plan["fromStart"])
    digest = await run(session, latencies)
    measurement.print(latencies, digest)
    if session is not None:
        await session.close()


asyncio.run(main())

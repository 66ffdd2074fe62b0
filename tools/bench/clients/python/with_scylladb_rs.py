"""The package ``scylladb-rs-driver``, which is on the scylla crate."""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta, timezone
from typing import Any

from scylla.batch import Batch, BatchType
from scylla.session_builder import SessionBuilder
from scylla.statement import Statement

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MILLISECOND = timedelta(milliseconds=1)

DIGESTS: dict[str, Any] = {
    "timestamp": lambda value: ((value - EPOCH) // MILLISECOND) % 2**32,
    "address": lambda value: len(value["street"]) + value["number"],
}


class Session:
    def __init__(self, session: Any, plan: dict[str, Any]) -> None:
        self.session = session
        self.plan = plan
        self.read: tuple[Any, Any] | None = None
        self.write: Any = None

    @classmethod
    async def open(cls, plan: dict[str, Any]) -> "Session":
        builder = SessionBuilder().contact_points((plan["host"], plan["port"])).connection_timeout(60.0)
        own = cls(await builder.use_keyspace(plan["keyspace"], False).connect(), plan)
        if plan["select"] and plan["selectPrepared"]:
            prepared = await own.session.prepare(plan["select"])
            own.read = (prepared.with_page_size(plan["pageSize"]), [plan["partition"]])
        elif plan["select"]:
            own.read = (Statement(plan["select"]).with_page_size(plan["pageSize"]), None)
        if plan["insert"]:
            own.write = await own.session.prepare(plan["insert"])
        return own

    async def select(self) -> Iterable[tuple[Any, ...]]:
        result = await self.session.execute(*self.read)
        return (tuple(row.values()) for row in result.iter_current_page())

    async def pages(self) -> AsyncIterator[Iterable[tuple[Any, ...]]]:
        result = await self.session.execute(*self.read)
        while result is not None:
            yield (tuple(row.values()) for row in result.iter_current_page())
            result = await result.fetch_next_page()

    async def insert(self, row: list[Any]) -> None:
        await self.session.execute(self.write, row)

    async def batch(self, rows: list[list[Any]]) -> None:
        batch = Batch(BatchType.Unlogged)
        for row in rows:
            batch.add(self.write, row)
        await self.session.batch(batch)

    async def close(self) -> None:
        """A session has no end of its own; it ends when nothing refers to it."""
        self.session = None

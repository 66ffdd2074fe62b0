"""The package ``acsylla``, which is on a fork of the legacy C++ driver."""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta, timezone
from typing import Any

import acsylla

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MILLISECOND = timedelta(milliseconds=1)

DIGESTS: dict[str, Any] = {
    "uuid": lambda value: int(value[-2:], 16),
    "timestamp": lambda value: ((value - EPOCH) // MILLISECOND) % 2**32,
    "address": lambda value: len(value["street"]) + value["number"],
}


class Session:
    def __init__(self, session: Any, plan: dict[str, Any]) -> None:
        self.session = session
        self.plan = plan
        self.read: Any = None
        self.write: Any = None

    @classmethod
    async def open(cls, plan: dict[str, Any]) -> "Session":
        cluster = acsylla.create_cluster(
            [plan["host"]],
            port=plan["port"],
            protocol_version=4,
            load_balance_dc_aware=plan["localDatacenter"],
            request_timeout=60,
            connect_timeout=60,
        )
        own = cls(await cluster.create_session(keyspace=plan["keyspace"]), plan)
        if plan["select"] and plan["selectPrepared"]:
            own.read = await own.session.create_prepared(plan["select"])
        if plan["insert"]:
            own.write = await own.session.create_prepared(plan["insert"])
        return own

    def statement(self) -> Any:
        if self.read is None:
            return acsylla.create_statement(self.plan["select"], page_size=self.plan["pageSize"])
        statement = self.read.bind(page_size=self.plan["pageSize"])
        statement.bind(0, self.plan["partition"])
        return statement

    def bound(self, row: list[Any]) -> Any:
        statement = self.write.bind()
        statement.bind_list(row)
        return statement

    async def select(self) -> Iterable[tuple[Any, ...]]:
        result = await self.session.execute(self.statement())
        return (row.as_tuple() for row in result.all())

    async def pages(self) -> AsyncIterator[Iterable[tuple[Any, ...]]]:
        statement = self.statement()
        while True:
            result = await self.session.execute(statement)
            yield (row.as_tuple() for row in result.all())
            if not result.has_more_pages():
                return
            statement.set_page_state(result.page_state())

    async def insert(self, row: list[Any]) -> None:
        await self.session.execute(self.bound(row))

    async def batch(self, rows: list[list[Any]]) -> None:
        batch = acsylla.create_batch_unlogged()
        for row in rows:
            batch.add_statement(self.bound(row))
        await self.session.execute_batch(batch)

    async def close(self) -> None:
        await self.session.close()

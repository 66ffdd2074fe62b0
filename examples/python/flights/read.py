"""Reads back, and checks, everything that one writer has written."""

import sys
import time
from collections.abc import Iterator, Sequence

from cassandra.cluster import ResultSet, Session
from cassandra.query import PreparedStatement

from attempts import repeat
from checksum import Checksum
from dataset import Tally
from settings import FlightsError, Settings

_OWNER = "SELECT run, rows FROM owners WHERE writer = ?"
_AIRPORTS = "SELECT * FROM airports WHERE writer = ?"
_DEPARTURES = (
    "SELECT flight, origin, destination, departed_at, distance, delay"
    " FROM departures WHERE writer = ? AND origin = ?"
)
_MONTHS = "SELECT * FROM months WHERE writer = ?"
_TOTALS = "SELECT airport, flights, delay_minutes FROM totals WHERE writer = ?"
_STATE = "SELECT iata FROM airports WHERE writer = ? AND state = ?"

_DELAYED_AFTER_MINUTES = 15


def _say(text: str) -> None:
    print(f"python: {text}", file=sys.stderr)


def _check(condition: bool, message: str) -> None:
    if not condition:
        raise FlightsError(message)


class Read:
    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self._writer = settings.reads
        self._checksum = Checksum()
        self._tally = Tally()
        self._pages = 0
        self._delayed = 0
        self._distance = 0

    def run(self) -> dict:
        started = time.monotonic()
        rows = self._rows_of_owner()
        airports = self._airports()
        departures = self._prepare(_DEPARTURES, 100)
        for iata in airports:
            self._departures(departures, iata)
        _say(f"{sum(self._tally.flights.values())} departures read in {self._pages} pages")
        self._months()
        self._totals()
        california = len(self._page(self._prepare(_STATE, 50), (self._writer, "CA")).current_rows)
        _check(self._checksum.rows == rows, f"{self._checksum.rows} rows read, {rows} written")
        seconds = time.monotonic() - started
        return {
            "writer": self._writer,
            "rows": rows,
            "pages": self._pages,
            "checksum": str(self._checksum),
            "seconds": round(seconds, 3),
            "rows_per_second": round(rows / seconds),
            "aggregates": self._aggregates(california),
        }

    def _prepare(self, query: str, fetch_size: int) -> PreparedStatement:
        statement = self._session.prepare(query)
        statement.is_idempotent = True
        statement.fetch_size = fetch_size
        return statement

    def _page(self, statement: PreparedStatement, values: tuple, paging_state=None) -> ResultSet:
        return repeat(lambda: self._session.execute(statement, values, paging_state=paging_state))

    def _pages_of(self, statement: PreparedStatement, values: tuple) -> Iterator[Sequence]:
        """Asks for page after page; each goes on from the paging state of the one before."""
        paging_state = None
        while True:
            result = self._page(statement, values, paging_state)
            yield result.current_rows
            paging_state = result.paging_state
            if not paging_state:
                return

    def _rows_of_owner(self) -> int:
        owner = self._page(self._prepare(_OWNER, 50), (self._writer,)).one()
        if owner is None or owner.rows is None:
            raise FlightsError(f"writer {self._writer} has not finished")
        return owner.rows

    def _airports(self) -> list[str]:
        codes = []
        for page in self._pages_of(self._prepare(_AIRPORTS, 50), (self._writer,)):
            for row in page:
                self._checksum.airport(row)
                codes.append(row.iata)
        _say(f"{len(codes)} airports read")
        return codes

    def _departures(self, statement: PreparedStatement, origin: str) -> None:
        later = None
        for page in self._pages_of(statement, (self._writer, origin)):
            self._pages += 1
            for row in page:
                descending = later is None or row.departed_at <= later
                _check(descending, f"departures of {origin} are not in descending order")
                later = row.departed_at
                self._count(row)

    def _count(self, row) -> None:
        self._checksum.departure(row)
        self._tally.add(row.origin, row.delay)
        self._distance += row.distance
        self._delayed += row.delay > _DELAYED_AFTER_MINUTES

    def _months(self) -> None:
        for page in self._pages_of(self._prepare(_MONTHS, 50), (self._writer,)):
            for row in page:
                self._checksum.month(row)

    def _totals(self) -> None:
        missing = set(self._tally.flights)
        for page in self._pages_of(self._prepare(_TOTALS, 50), (self._writer,)):
            for row in page:
                sums = (self._tally.flights.get(row.airport), self._tally.delay_minutes.get(row.airport))
                _check((row.flights, row.delay_minutes) == sums, f"totals of {row.airport} disagree")
                missing.discard(row.airport)
                self._checksum.total(row.airport, row.flights, row.delay_minutes)
        for airport in missing:
            _check(False, f"totals of {airport} disagree")

    def _aggregates(self, california: int) -> dict:
        tally = self._tally
        return {
            "flights": sum(tally.flights.values()),
            "delayed": self._delayed,
            "delay_minutes": sum(tally.delay_minutes.values()),
            "distance": self._distance,
            "california": california,
            "busiest": [[origin, tally.flights[origin]] for origin in tally.busiest(5)],
        }

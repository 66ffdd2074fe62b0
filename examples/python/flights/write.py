"""Writes the whole data set under the name of one writer."""

import sys
import time

from cassandra.cluster import Session
from cassandra.concurrent import execute_concurrent_with_args
from cassandra.query import BatchStatement, BatchType, PreparedStatement

import attempts
from attempts import repeat
from checksum import Checksum
from dataset import Airport, Departure, Month, Tally, read_airports, read_departures, tally_months
from settings import FlightsError, Settings

_CLAIM = "INSERT INTO owners (writer, run) VALUES (?, ?) IF NOT EXISTS"
_AIRPORT = (
    "INSERT INTO airports (writer, iata, name, city, state, country, position, destinations, longest, months)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_DEPARTURE = (
    "INSERT INTO departures (writer, origin, departed_at, destination, flight, distance, delay)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_MONTH = "INSERT INTO months (writer, month, flights, delay_minutes, busiest) VALUES (?, ?, ?, ?, ?)"
_TOTAL = (
    "UPDATE totals SET flights = flights + ?, delay_minutes = delay_minutes + ?"
    " WHERE writer = ? AND airport = ?"
)
_FINISH = "UPDATE owners SET rows = ? WHERE writer = ? IF run = ?"

_TOTALS_PER_BATCH = 20
_ROWS_PER_REPORT = 5000
_ROUNDS_MAX = 3


def _say(text: str) -> None:
    print(f"python: {text}", file=sys.stderr)


class Write:
    def __init__(self, session: Session, settings: Settings) -> None:
        self._session = session
        self._settings = settings
        self._writer = settings.writer
        self._checksum = Checksum()
        self._operations = 0

    def run(self) -> dict:
        airports = read_airports(self._settings.data)
        departures = read_departures(self._settings.data)
        started = time.monotonic()
        self._claim()
        months = tally_months(departures)
        self._rows(airports, departures, months)
        self._totals(months, departures)
        self._finish()
        seconds = time.monotonic() - started
        return {
            "writer": self._writer,
            "rows": self._checksum.rows,
            "checksum": str(self._checksum),
            "operations": self._operations,
            "seconds": round(seconds, 3),
            "ops_per_second": round(self._operations / seconds),
        }

    def _prepare(self, query: str) -> PreparedStatement:
        statement = self._session.prepare(query)
        statement.is_idempotent = True
        return statement

    def _execute(self, query: str, values: tuple):
        statement = self._prepare(query)
        result = repeat(lambda: self._session.execute(statement, values))
        self._operations += 1
        return result

    def _execute_all(self, statement: PreparedStatement, rows: list[tuple]) -> None:
        """After a failure all rows are written again, which does no harm."""
        concurrency = self._settings.concurrency
        repeat(lambda: execute_concurrent_with_args(self._session, statement, rows, concurrency=concurrency))
        self._operations += len(rows)

    def _claim(self) -> None:
        result = self._execute(_CLAIM, (self._writer, self._settings.run))
        if result.was_applied:
            return
        owner = result.one().run
        if owner != self._settings.run:
            raise FlightsError(f"writer {self._writer} belongs to run {owner}")

    def _rows(self, airports: list[Airport], departures: list[Departure], months: list[Month]) -> None:
        """Writes all again when the server was away: after a crash it may have forgotten its last moments."""
        for _ in range(_ROUNDS_MAX):
            before = attempts.repetitions
            self._airports(airports)
            self._departures(departures)
            self._months(months)
            if attempts.repetitions == before:
                break
        for airport in airports:
            self._checksum.airport(airport)
        for departure in departures:
            self._checksum.departure(departure)
        for month in months:
            self._checksum.month(month)

    def _airports(self, airports: list[Airport]) -> None:
        self._execute_all(self._prepare(_AIRPORT), [(self._writer, *airport) for airport in airports])
        _say(f"{len(airports)} airports written")

    def _departures(self, departures: list[Departure]) -> None:
        statement = self._prepare(_DEPARTURE)
        for start in range(0, len(departures), _ROWS_PER_REPORT):
            some = departures[start : start + _ROWS_PER_REPORT]
            self._execute_all(statement, [(self._writer, *departure[:-1]) for departure in some])
            _say(f"{start + len(some)} of {len(departures)} departures written")

    def _months(self, months: list[Month]) -> None:
        statement = self._prepare(_MONTH)
        batch = BatchStatement(BatchType.LOGGED)
        batch.is_idempotent = True
        for month in months:
            batch.add(
                statement, (self._writer, month.month, month.flights, month.delay_minutes, month.busiest)
            )
        repeat(lambda: self._session.execute(batch))
        self._operations += 1
        _say(f"{len(months)} months written")

    def _totals(self, months: list[Month], departures: list[Departure]) -> None:
        """Counters cannot be repeated: a batch whose answer was lost may have been counted."""
        statement = self._session.prepare(_TOTAL)
        updates = [
            (month.tally.flights[origin], month.tally.delay_minutes[origin], self._writer, origin)
            for month in months
            for origin in sorted(month.tally.flights)
        ]
        for start in range(0, len(updates), _TOTALS_PER_BATCH):
            batch = BatchStatement(BatchType.COUNTER)
            for update in updates[start : start + _TOTALS_PER_BATCH]:
                batch.add(statement, update)
            self._session.execute(batch)
            self._operations += 1
        self._sum_totals(departures)
        _say(f"{len(updates)} totals counted")

    def _sum_totals(self, departures: list[Departure]) -> None:
        tally = Tally()
        for departure in departures:
            tally.add(departure.origin, departure.delay)
        for origin, flights in tally.flights.items():
            self._checksum.total(origin, flights, tally.delay_minutes[origin])

    def _finish(self) -> None:
        result = self._execute(_FINISH, (self._checksum.rows, self._writer, self._settings.run))
        if not result.was_applied:
            raise FlightsError(f"writer {self._writer} belongs to another run")

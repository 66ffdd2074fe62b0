"""The files of the data set as rows of the tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple


class Location(NamedTuple):
    """The user-defined type `location`."""

    latitude: float
    longitude: float


class Airport(NamedTuple):
    iata: str
    name: str
    city: str
    state: str
    country: str
    position: Location
    destinations: set[str] | None
    longest: Sequence[int] | None
    months: Mapping[str, int] | None


class Departure(NamedTuple):
    origin: str
    departed_at: datetime
    destination: str
    flight: int
    distance: int
    delay: int
    month: str


def read_airports(directory: str) -> list[Airport]:
    return [_airport(*columns) for columns in _table(directory, "airports.tsv")]


def _airport(
    iata: str,
    name: str,
    city: str,
    state: str,
    country: str,
    latitude: str,
    longitude: str,
    destinations: str,
    longest: str,
    months: str,
) -> Airport:
    position = Location(float(latitude), float(longitude))
    distances = [int(distance) for distance in _list(longest)]
    by_month = {month: int(departures) for month, departures in (item.split(":") for item in _list(months))}
    return Airport(iata, name, city, state, country, position, set(_list(destinations)), distances, by_month)


def read_departures(directory: str) -> list[Departure]:
    return [_departure(*columns) for columns in _table(directory, "flights.tsv")]


def _departure(
    flight: str, milliseconds: str, month: str, origin: str, destination: str, distance: str, delay: str
) -> Departure:
    departed_at = datetime.fromtimestamp(int(milliseconds) / 1000, timezone.utc)
    return Departure(origin, departed_at, destination, int(flight), int(distance), int(delay), month)


def read_schema(directory: str) -> list[str]:
    statements = Path(directory, "schema.cql").read_text(encoding="utf-8").split(";")
    return [statement.strip() for statement in statements if statement.strip()]


def _table(directory: str, name: str) -> Iterator[list[str]]:
    lines = Path(directory, name).read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines[1:])


def _list(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split(",")


class Tally:
    """Departures and minutes of delay of each origin."""

    def __init__(self) -> None:
        self.flights: dict[str, int] = defaultdict(int)
        self.delay_minutes: dict[str, int] = defaultdict(int)

    def add(self, origin: str, delay: int) -> None:
        self.flights[origin] += 1
        self.delay_minutes[origin] += delay

    def busiest(self, count: int) -> list[str]:
        """The origins with the most departures; of equals, the first by code."""
        return sorted(self.flights, key=lambda origin: (-self.flights[origin], origin))[:count]


class Month(NamedTuple):
    """A row of the table `months`, with the tally that it comes from."""

    month: str
    flights: int
    delay_minutes: int
    busiest: str
    tally: Tally


def tally_months(departures: Iterable[Departure]) -> list[Month]:
    """One for each month, in order."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for departure in departures:
        tallies[departure.month].add(departure.origin, departure.delay)
    return [_month(month, tally) for month, tally in sorted(tallies.items(), key=lambda item: item[0])]


def _month(month: str, tally: Tally) -> Month:
    flights, delay_minutes = sum(tally.flights.values()), sum(tally.delay_minutes.values())
    return Month(month, flights, delay_minutes, tally.busiest(1)[0], tally)

"""The settings of the program, from environment variables."""

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class FlightsError(Exception):
    """The program cannot go on; the message says why."""


class Settings(NamedTuple):
    hosts: Sequence[str]
    port: int
    keyspace: str
    data: str
    steps: Sequence[str]
    writer: str
    reads: str
    concurrency: int
    run: uuid.UUID


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Raises FlightsError for a bad setting."""

    def value(name: str, fallback: str) -> str:
        return environment.get(name) or fallback

    hosts, port = _contact_points(value("UNICQL_CONTACT_POINTS", "127.0.0.1:9042"))
    writer = value("FLIGHTS_WRITER", "python")
    return Settings(
        hosts=hosts,
        port=port,
        keyspace=_keyspace(value("FLIGHTS_KEYSPACE", "flights")),
        data=_data(environment.get("FLIGHTS_DATA")),
        steps=_steps(value("FLIGHTS_STEPS", "write,read")),
        writer=writer,
        reads=value("FLIGHTS_READS", writer),
        concurrency=_concurrency(value("FLIGHTS_CONCURRENCY", "64")),
        run=_run(environment.get("FLIGHTS_RUN")),
    )


def _contact_points(text: str) -> tuple[list[str], int]:
    points = [(host, port or "9042") for host, _, port in (point.partition(":") for point in text.split(","))]
    ports = {port for _, port in points}
    if len(ports) == 1 and all(port.isdecimal() for port in ports):
        return [host for host, _ in points], int(ports.pop())
    raise FlightsError(f"UNICQL_CONTACT_POINTS: '{text}' is not a list of host:port with one port")


def _keyspace(name: str) -> str:
    if re.fullmatch("[a-z][a-z0-9_]{0,47}", name):
        return name
    raise FlightsError(f"FLIGHTS_KEYSPACE: '{name}' is not a name of small letters, digits and _")


def _data(directory: str | None) -> str:
    if directory:
        return directory
    raise FlightsError("FLIGHTS_DATA: a directory with airports.tsv, flights.tsv and schema.cql is needed")


def _steps(text: str) -> list[str]:
    steps = text.split(",")
    if text == "drop" or set(steps) <= {"write", "read"}:
        return steps
    raise FlightsError(f"FLIGHTS_STEPS: '{text}' is none of write, read, write,read and drop")


def _concurrency(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 4096:
        return int(text)
    raise FlightsError(f"FLIGHTS_CONCURRENCY: '{text}' is not a number from 1 to 4096")


def _run(text: str | None) -> uuid.UUID:
    if not text:
        return uuid.uuid4()
    try:
        return uuid.UUID(text)
    except ValueError:
        raise FlightsError(f"FLIGHTS_RUN: '{text}' is not a UUID") from None

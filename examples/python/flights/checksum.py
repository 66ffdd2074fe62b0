"""The checksum of rows, the same in every language."""

import calendar
import struct
from collections.abc import Iterable
from datetime import datetime

_OFFSET_BASIS = 0xCBF29CE484222325
_PRIME = 0x100000001B3
_MASK = 0xFFFFFFFFFFFFFFFF


class Checksum:
    """The sum of the FNV-1a 64 hashes of rows, whatever their order."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def airport(self, row) -> None:
        place = (row.iata, row.name, row.city, row.state, row.country)
        position = (_bits(row.position.latitude), _bits(row.position.longitude))
        months = [f"{month}:{departures}" for month, departures in sorted((row.months or {}).items())]
        self._add(
            "airport",
            *place,
            *position,
            _cell(sorted(row.destinations or ())),
            _cell(row.longest),
            _cell(months),
        )

    def departure(self, row) -> None:
        departed_at = _milliseconds(row.departed_at)
        self._add("flight", row.flight, row.origin, row.destination, departed_at, row.distance, row.delay)

    def month(self, row) -> None:
        self._add("month", row.month, row.flights, row.delay_minutes, row.busiest)

    def total(self, airport: str, flights: int, delay_minutes: int) -> None:
        self._add("total", airport, flights, delay_minutes)

    def _add(self, *columns: object) -> None:
        value = _OFFSET_BASIS
        for byte in "\t".join(map(str, columns)).encode():
            value = (value ^ byte) * _PRIME & _MASK
        self._sum = (self._sum + value) & _MASK
        self.rows += 1

    def __str__(self) -> str:
        return f"{self._sum:016x}"


def _bits(number: float) -> str:
    return struct.pack(">d", number).hex()


def _cell(items: Iterable[object] | None) -> str:
    return ",".join(map(str, items or ())) or "-"


def _milliseconds(moment: datetime) -> int:
    return calendar.timegm(moment.utctimetuple()) * 1000 + moment.microsecond // 1000

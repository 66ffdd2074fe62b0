"""Geometries as well-known text."""

from __future__ import annotations

import re

_TEXT = re.compile(r"\s*(POINT|LINESTRING|POLYGON)\s*(?:(EMPTY)|\((.*)\))\s*", re.IGNORECASE | re.DOTALL)
_NAMES = {"POINT": "Point", "LINESTRING": "LineString", "POLYGON": "Polygon"}
_RINGS = re.compile(r"\s*\([^()]*\)\s*(?:,\s*\([^()]*\)\s*)*")
_RING = re.compile(r"\(([^()]*)\)")


def parse(text, expected):
    """Returns the coordinates of a geometry of the expected type: one coordinate of a ``Point``, a tuple of them of a
    ``LineString``, a tuple of rings of a ``Polygon``; empty for ``EMPTY``. ``ValueError`` for anything else."""
    match = _TEXT.fullmatch(text)
    if match is None:
        raise ValueError(f"Invalid WKT geometry: '{text}'")
    keyword, is_empty, body = match.groups()
    name = _NAMES[keyword.upper()]
    if name != expected:
        raise ValueError(f"Invalid WKT geometry type. Expected '{expected}', got '{name}': '{text}'")
    if is_empty:
        return ()
    try:
        return _READERS[name](body)
    except ValueError:
        raise ValueError(f"Invalid WKT geometry: '{text}'") from None


def _coordinate(text):
    numbers = tuple(map(float, text.split()))
    if not numbers:
        raise ValueError("a coordinate has no number")
    return numbers


def _line(text):
    return tuple(map(_coordinate, text.split(",")))


def _rings(text):
    if not _RINGS.fullmatch(text):
        raise ValueError("a polygon is made of rings")
    return tuple(map(_line, _RING.findall(text)))


_READERS = {"Point": _coordinate, "LineString": _line, "Polygon": _rings}

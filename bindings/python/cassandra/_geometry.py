"""The geometries of DataStax Enterprise: points, lines, polygons and distances on a plane."""

from __future__ import annotations

import re
from math import nan
from typing import Any, ClassVar

from cassandra import _wkt

_DISTANCE = re.compile(
    r"distance\s*\(\s*\(\s*(?P<x>[\d.+-]+)\s+(?P<y>[\d.+-]+)\s*\)\s*(?P<radius>[\d.+-]+)\s*\)\s*", re.IGNORECASE
)


def list_contents_to_tuple(to_convert):
    """Returns a list, with the lists in it, as tuples; anything else as it is."""
    if not isinstance(to_convert, list):
        return to_convert
    return tuple(tuple(part) if isinstance(part, list) else part for part in to_convert)


def _written(coords):
    return ", ".join(f"{x!r} {y!r}" for x, y in coords)


class _Geometry:
    """What all have in common: they are equal when kind and parts are, and print as well-known text."""

    _kind: ClassVar[str] = ""
    _parts: ClassVar[tuple[str, ...]] = ()

    def _key(self):
        return tuple(getattr(self, part) for part in self._parts)

    def __eq__(self, other):
        return isinstance(other, _Geometry) and self._kind == other._kind and self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(map(repr, self._key()))})"


class Point(_Geometry):
    """A point. Without arguments it is empty: both coordinates are NaN."""

    _kind = "POINT"
    _parts = ("x", "y")

    x: Any = None
    y: Any = None

    def __init__(self, x=nan, y=nan):
        self.x = x
        self.y = y

    def __str__(self):
        return f"POINT ({self.x!r} {self.y!r})"

    @staticmethod
    def from_wkt(s):
        """Returns the point of a text such as ``POINT (1.0 2.0)``; ``ValueError`` when it is none."""
        return Point(*_wkt.parse(s, "Point")[:2])


class LineString(_Geometry):
    """A line through points; :attr:`coords` is a tuple of ``(x, y)``."""

    _kind = "LINESTRING"
    _parts = ("coords",)

    coords: Any = None

    def __init__(self, coords=()):
        self.coords = tuple(coords)

    def __str__(self):
        return f"LINESTRING ({_written(self.coords)})" if self.coords else "LINESTRING EMPTY"

    @staticmethod
    def from_wkt(s):
        """Returns the line of a text such as ``LINESTRING (1.0 2.0, 3.0 4.0)``; ``ValueError`` when it is none."""
        return LineString(_wkt.parse(s, "LineString"))


class _LinearRing(_Geometry):
    """A closed line, which is taken as it is: nothing closes it."""

    _kind = "LINEARRING"
    _parts = ("coords",)

    def __init__(self, coords=()):
        self.coords = list_contents_to_tuple(coords)

    def __str__(self):
        return f"LINEARRING ({_written(self.coords)})" if self.coords else "LINEARRING EMPTY"

    def __repr__(self):
        return f"{type(self).__name__}({self.coords!r})"


class Polygon(_Geometry):
    """An area within a ring, with holes. Made of sequences of ``(x, y)``: one for the exterior, one for each hole;
    :attr:`exterior` and :attr:`interiors` hold them as rings, whose ``coords`` are the points."""

    _kind = "POLYGON"
    _parts = ("exterior", "interiors")

    exterior: Any = None
    interiors: Any = None

    def __init__(self, exterior=(), interiors=None):
        self.exterior = _LinearRing(exterior)
        self.interiors = tuple(_LinearRing(ring) for ring in interiors or ())

    def __str__(self):
        if not self.exterior.coords:
            return "POLYGON EMPTY"
        rings = (self.exterior, *self.interiors)
        return f"POLYGON ({', '.join(f'({_written(ring.coords)})' for ring in rings)})"

    def __repr__(self):
        holes = [ring.coords for ring in self.interiors]
        return f"{type(self).__name__}({self.exterior.coords!r}, {holes!r})"

    @staticmethod
    def from_wkt(s):
        """Returns the area of a text such as ``POLYGON ((0.0 0.0, 1.0 0.0, 1.0 1.0, 0.0 0.0))``; ``ValueError`` when
        it is none."""
        rings = _wkt.parse(s, "Polygon")
        return Polygon(rings[0], rings[1:]) if rings else Polygon()


class Distance(_Geometry):
    """A circle: everything within :attr:`radius` of a point."""

    _kind = "DISTANCE"
    _parts = ("x", "y", "radius")

    x: Any = None
    y: Any = None
    radius: Any = None

    def __init__(self, x=nan, y=nan, radius=nan):
        self.x = x
        self.y = y
        self.radius = radius

    def __str__(self):
        return f"DISTANCE (({self.x!r} {self.y!r}) {self.radius!r})"

    @staticmethod
    def from_wkt(s):
        """Returns the circle of a text such as ``DISTANCE ((1.0 2.0) 3.0)``; ``ValueError`` when it is none."""
        match = _DISTANCE.fullmatch(s)
        if match is None:
            raise ValueError(f"Invalid WKT geometry: '{s}'")
        return Distance(*map(float, match.groups()))

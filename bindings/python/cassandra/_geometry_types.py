"""The geometries of DataStax Enterprise as type classes: well-known binary, written little-endian, read either way."""

from __future__ import annotations

import struct
from itertools import chain

from cassandra._casstype import _CassandraType
from cassandra.util import LineString, Point, Polygon


class WKBGeometryType:
    """The numbers of the geometries in well-known binary."""

    POINT = 1
    LINESTRING = 2
    POLYGON = 3


class _Binary:
    """Reads well-known binary: the byte order, the number of the geometry, and what it is made of."""

    def __init__(self, byts):
        self._bytes = byts
        self._order = "<" if byts[0] else ">"
        self._position = 5

    def count(self):
        (count,) = struct.unpack_from(f"{self._order}I", self._bytes, self._position)
        self._position += 4
        return count

    def points(self, count):
        numbers = struct.unpack_from(f"{self._order}{2 * count}d", self._bytes, self._position)
        self._position += 16 * count
        return tuple(zip(numbers[::2], numbers[1::2]))

    @staticmethod
    def head(kind):
        return struct.pack("<BI", 1, kind)

    @staticmethod
    def line(coords):
        return struct.pack(f"<I{2 * len(coords)}d", len(coords), *chain.from_iterable(coords))


class PointType(_CassandraType):
    """``PointType``, as a :class:`~cassandra.util.Point`."""

    typename = "PointType"

    @classmethod
    def serialize(cls, val, protocol_version):
        return _Binary.head(WKBGeometryType.POINT) + struct.pack("<dd", val.x, val.y)

    @classmethod
    def deserialize(cls, byts, protocol_version):
        return Point(*_Binary(byts).points(1)[0])


class LineStringType(_CassandraType):
    """``LineStringType``, as a :class:`~cassandra.util.LineString`."""

    typename = "LineStringType"

    @classmethod
    def serialize(cls, val, protocol_version):
        return _Binary.head(WKBGeometryType.LINESTRING) + _Binary.line(val.coords)

    @classmethod
    def deserialize(cls, byts, protocol_version):
        reader = _Binary(byts)
        return LineString(reader.points(reader.count()))


class PolygonType(_CassandraType):
    """``PolygonType``, as a :class:`~cassandra.util.Polygon`."""

    typename = "PolygonType"

    @classmethod
    def serialize(cls, val, protocol_version):
        rings = (val.exterior, *val.interiors) if val.exterior.coords else ()
        lines = b"".join(_Binary.line(ring.coords) for ring in rings)
        return _Binary.head(WKBGeometryType.POLYGON) + struct.pack("<I", len(rings)) + lines

    @classmethod
    def deserialize(cls, byts, protocol_version):
        reader = _Binary(byts)
        rings = [reader.points(reader.count()) for _ in range(reader.count())]
        return Polygon(rings[0], rings[1:]) if rings else Polygon()

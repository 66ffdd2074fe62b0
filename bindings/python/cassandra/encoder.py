"""Python objects as CQL literals, for statements with ``%s`` parameters."""

from __future__ import annotations

import calendar
import datetime
import ipaddress
import logging
import math
import types
from collections import OrderedDict
from decimal import Decimal
from typing import Any
from uuid import UUID

from cassandra.util import Date, LineString, OrderedMap, OrderedMapSerializedKey, Point, Polygon, Time, sortedset

log = logging.getLogger(__name__)


def cql_quote(term):
    """Returns a string as a CQL literal; anything else by ``str``."""
    if not isinstance(term, str):
        return str(term)
    return "'" + str(term).replace("'", "''") + "'"


class ValueSequence(list):
    """A sequence that is formatted as ``(a, b)``, as ``IN`` wants it, and not as a list."""


class Encoder:
    """Formats values by their exact type. Users may change :attr:`mapping`, which holds a function per type."""

    mapping: Any = None

    def __init__(self):
        self.mapping = {
            float: self.cql_encode_float,
            Decimal: self.cql_encode_decimal,
            str: self.cql_encode_str,
            int: self.cql_encode_object,
            UUID: self.cql_encode_object,
            type(None): self.cql_encode_none,
            bytes: self.cql_encode_bytes,
            bytearray: self.cql_encode_bytes,
            memoryview: self.cql_encode_bytes,
            datetime.datetime: self.cql_encode_datetime,
            datetime.date: self.cql_encode_date,
            datetime.time: self.cql_encode_time,
            Date: self.cql_encode_date_ext,
            Time: self.cql_encode_time,
            ipaddress.IPv4Address: self.cql_encode_ipaddress,
            ipaddress.IPv6Address: self.cql_encode_ipaddress,
            dict: self.cql_encode_map_collection,
            OrderedDict: self.cql_encode_map_collection,
            OrderedMap: self.cql_encode_map_collection,
            OrderedMapSerializedKey: self.cql_encode_map_collection,
            list: self.cql_encode_list_collection,
            tuple: self.cql_encode_list_collection,
            types.GeneratorType: self.cql_encode_list_collection,
            set: self.cql_encode_set_collection,
            frozenset: self.cql_encode_set_collection,
            sortedset: self.cql_encode_set_collection,
            ValueSequence: self.cql_encode_sequence,
            Point: self.cql_encode_str_quoted,
            LineString: self.cql_encode_str_quoted,
            Polygon: self.cql_encode_str_quoted,
        }

    def _encode(self, val):
        return self.mapping.get(type(val), self.cql_encode_object)(val)

    def cql_encode_all_types(self, val, as_text_type=False):
        """Returns any value as a literal; a type without a function is formatted by ``str``."""
        encoded = self._encode(val)
        if as_text_type and isinstance(encoded, bytes):
            return encoded.decode("utf-8")
        return encoded

    def cql_encode_none(self, val):
        return "NULL"

    def cql_encode_unicode(self, val):
        return cql_quote(val)

    def cql_encode_str(self, val):
        return cql_quote(val)

    def cql_encode_str_quoted(self, val):
        return f"'{val}'"

    def cql_encode_bytes(self, val):
        return "0x" + bytes(val).hex()

    def cql_encode_object(self, val):
        return str(val)

    def cql_encode_float(self, val):
        if math.isnan(val):
            return "NaN"
        if math.isinf(val):
            return "Infinity" if val > 0 else "-Infinity"
        return repr(val)

    def cql_encode_decimal(self, val):
        return self.cql_encode_float(float(val)) if not val.is_finite() else str(val)

    def cql_encode_datetime(self, val):
        """Returns milliseconds since the epoch; a naive time is taken as UTC."""
        seconds = calendar.timegm(val.utctimetuple())
        return str(int(seconds * 1e3 + getattr(val, "microsecond", 0) / 1e3))

    def cql_encode_date(self, val):
        return f"'{val.year:04d}-{val.month:02d}-{val.day:02d}'"

    def cql_encode_time(self, val):
        return f"'{val}'"

    def cql_encode_date_ext(self, val):
        """Returns the day as a number, since a :class:`~cassandra.util.Date` may lie beyond the year 9999."""
        return str(val.days_from_epoch + 2**31)

    def cql_encode_ipaddress(self, val):
        return f"'{val.compressed}'"

    def cql_encode_sequence(self, val):
        return f"({', '.join(map(self._encode, val))})"

    cql_encode_tuple = cql_encode_sequence

    def cql_encode_list_collection(self, val):
        return f"[{', '.join(map(self._encode, val))}]"

    def cql_encode_set_collection(self, val):
        return f"{{{', '.join(map(self._encode, val))}}}"

    def cql_encode_map_collection(self, val):
        pairs = (f"{self._encode(key)}: {self._encode(value)}" for key, value in val.items())
        return f"{{{', '.join(pairs)}}}"

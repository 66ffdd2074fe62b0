"""The date ranges of DataStax Enterprise as a type class."""

from __future__ import annotations

import struct

from cassandra._casstype import _CassandraType
from cassandra.util import OPEN_BOUND, DateRange, DateRangeBound, DateRangePrecision


class BoundKind:
    """What a range is made of: one date or two, of which each may be open."""

    SINGLE_DATE = "SINGLE_DATE"
    CLOSED_RANGE = "CLOSED_RANGE"
    OPEN_RANGE_HIGH = "OPEN_RANGE_HIGH"
    OPEN_RANGE_LOW = "OPEN_RANGE_LOW"
    BOTH_OPEN_RANGE = "BOTH_OPEN_RANGE"
    SINGLE_DATE_OPEN = "SINGLE_DATE_OPEN"

    # In the order of their numbers.
    VALID_RANGE_BOUNDS = (
        SINGLE_DATE,
        CLOSED_RANGE,
        OPEN_RANGE_HIGH,
        OPEN_RANGE_LOW,
        BOTH_OPEN_RANGE,
        SINGLE_DATE_OPEN,
    )

    @classmethod
    def to_int(cls, bound_str):
        """Returns the number of a kind."""
        return cls.VALID_RANGE_BOUNDS.index(bound_str.upper())

    @classmethod
    def to_str(cls, bound_int):
        """Returns the kind of a number."""
        return cls.VALID_RANGE_BOUNDS[bound_int]


# Milliseconds since the epoch, and the number of the precision.
_BOUND = struct.Struct(">qb")


class DateRangeType(_CassandraType):
    """``daterange``, as a :class:`~cassandra.util.DateRange`."""

    typename = "daterange"

    @classmethod
    def serialize(cls, val, protocol_version):
        kind, bounds = cls._shape(val)
        parts = (_BOUND.pack(bound.milliseconds, cls._encode_precision(bound.precision)) for bound in bounds)
        return bytes([BoundKind.to_int(kind)]) + b"".join(parts)

    @classmethod
    def deserialize(cls, byts, protocol_version):
        numbers = _BOUND.iter_unpack(byts[1:])
        bounds = [DateRangeBound(milliseconds, cls._decode_precision(precision)) for milliseconds, precision in numbers]
        arguments = {
            (0, 1): {"value": 0},
            (1, 2): {"lower_bound": 0, "upper_bound": 1},
            (2, 1): {"lower_bound": 0, "upper_bound": None},
            (3, 1): {"lower_bound": None, "upper_bound": 0},
            (4, 0): {"lower_bound": None, "upper_bound": None},
            (5, 0): {"value": None},
        }.get((byts[0], len(bounds)))
        if arguments is None:
            raise ValueError(f"Could not deserialize {byts!r}")
        return DateRange(**{name: OPEN_BOUND if at is None else bounds[at] for name, at in arguments.items()})

    @classmethod
    def _shape(cls, val):
        """Returns the kind of a range, and the bounds of it that are written."""
        if not hasattr(val, "value"):
            raise ValueError(f"{cls.__name__}.serialize expects an object with a value attribute; got {val!r}")
        if val.value is not None:
            is_open = val.value == OPEN_BOUND
            return (BoundKind.SINGLE_DATE_OPEN, ()) if is_open else (BoundKind.SINGLE_DATE, (val.value,))
        lower, upper = getattr(val, "lower_bound", None), getattr(val, "upper_bound", None)
        if lower is None or upper is None:
            raise ValueError(
                f"{cls.__name__}.serialize expects an object with lower_bound and upper_bound attributes; got {val!r}"
            )
        kinds = {
            (False, False): BoundKind.CLOSED_RANGE,
            (False, True): BoundKind.OPEN_RANGE_HIGH,
            (True, False): BoundKind.OPEN_RANGE_LOW,
            (True, True): BoundKind.BOTH_OPEN_RANGE,
        }
        kind = kinds[lower == OPEN_BOUND, upper == OPEN_BOUND]
        return kind, tuple(bound for bound in (lower, upper) if bound != OPEN_BOUND)

    @classmethod
    def _encode_precision(cls, precision_str):
        if precision_str.upper() not in DateRangePrecision.PRECISIONS:
            valid = ", ".join(DateRangePrecision.PRECISIONS)
            raise ValueError(f"{precision_str!r} is not a valid DateRange precision string. Valid values: {valid}")
        return DateRangePrecision.PRECISIONS.index(precision_str.upper())

    @classmethod
    def _decode_precision(cls, precision_int):
        if not 0 <= precision_int < len(DateRangePrecision.PRECISIONS):
            valid = ", ".join(map(str, range(len(DateRangePrecision.PRECISIONS))))
            raise ValueError(f"{precision_int} not a valid DateRange precision int. Valid values: {valid}")
        return DateRangePrecision.PRECISIONS[precision_int]

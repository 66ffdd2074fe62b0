"""Columns of types without elements."""

from __future__ import annotations

import datetime
import decimal
import uuid

from cassandra import util
from cassandra.cqlengine import ValidationError
from cassandra.cqlengine._column import Column
from cassandra.cqlengine._moment import milliseconds
from cassandra.cqlengine._value_manager import CounterValueManager

# CQL counts days from the middle of an unsigned number of 32 bits.
_DAY_OF_THE_EPOCH = 2**31


class _Coerced(Column):
    """A column whose values are converted the same way wherever they come from."""

    def _coerce(self, value):
        raise NotImplementedError

    def validate(self, value):
        value = super().validate(value)
        return None if value is None else self._coerce(value)

    def to_python(self, value):
        return self.validate(value)

    def to_database(self, value):
        return self.validate(value)


class _Whole(_Coerced):
    def _coerce(self, value):
        try:
            return int(value)
        except (TypeError, ValueError):
            raise ValidationError(f"{self.column_name} {value} can't be converted to integral value") from None


class Blob(Column):
    """Bytes: ``bytes`` or a ``bytearray``."""

    db_type = "blob"

    def to_database(self, value):
        if value is None:
            return None
        if not isinstance(value, (bytes, bytearray)):
            raise ValidationError(f"expecting a binary, got a {type(value)}")
        return bytearray(value)


Bytes = Blob


class Inet(Column):
    """An IPv4 or IPv6 address as a string."""

    db_type = "inet"


class Text(Column):
    """A string, of ``min_length`` (1 when it is required) to ``max_length`` characters."""

    db_type = "text"

    def __init__(self, min_length=None, max_length=None, **kwargs):
        self.min_length: int | None = 1 if min_length is None and kwargs.get("required") else min_length
        self.max_length: int | None = max_length
        if self.min_length is not None and self.min_length < 0:
            raise ValueError("Minimum length is not allowed to be negative.")
        if self.max_length is not None and self.max_length < 0:
            raise ValueError("Maximum length is not allowed to be negative.")
        if self.max_length is not None and (self.min_length or 0) > self.max_length:
            raise ValueError("Maximum length must be greater or equal to minimum length.")
        super().__init__(**kwargs)

    def validate(self, value):
        value = super().validate(value)
        if value is not None and not isinstance(value, (str, bytearray)):
            raise ValidationError(f"{self.column_name} {type(value)} is not a string")
        length = len(value or ())
        if self.max_length is not None and length > self.max_length:
            raise ValidationError(f"{self.column_name} is longer than {self.max_length} characters")
        if self.min_length and length < self.min_length:
            raise ValidationError(f"{self.column_name} is shorter than {self.min_length} characters")
        return value


class Ascii(Text):
    """A string of ASCII characters."""

    db_type = "ascii"

    def validate(self, value):
        value = super().validate(value)
        if value and not value.isascii():
            raise ValidationError(f"{value!r} is not an ASCII string.")
        return value


class Integer(_Whole):
    """A number of 32 bits."""

    db_type = "int"


class TinyInt(Integer):
    """A number of 8 bits."""

    db_type = "tinyint"


class SmallInt(Integer):
    """A number of 16 bits."""

    db_type = "smallint"


class BigInt(Integer):
    """A number of 64 bits."""

    db_type = "bigint"


class VarInt(_Whole):
    """A whole number of any size."""

    db_type = "varint"


class Counter(Integer):
    """A counter: an update adds the difference to the value that was read."""

    db_type = "counter"
    value_manager = CounterValueManager

    def __init__(self, index=False, db_field=None, required=False):
        super().__init__(index=index, db_field=db_field, default=0, required=required)


class DateTime(Column):
    """A ``datetime``; it is naive UTC when it is read, and taken as UTC when it is naive."""

    db_type = "timestamp"

    truncate_microseconds = False
    """Whether instances cut times to milliseconds as the database does, so that a time that is read equals the one
    that was assigned. It is set for all columns: ``DateTime.truncate_microseconds = True``."""

    def to_python(self, value):
        if value is None:
            return None
        if isinstance(value, datetime.datetime):
            surplus = value.microsecond % 1000 if DateTime.truncate_microseconds else 0
            return value - datetime.timedelta(microseconds=surplus)
        if isinstance(value, datetime.date):
            return datetime.datetime(value.year, value.month, value.day)
        return datetime.datetime.fromtimestamp(value, datetime.timezone.utc).replace(tzinfo=None)

    def to_database(self, value):
        if value is None:
            return None
        if not isinstance(value, datetime.date):
            raise ValidationError(f"{self.column_name} '{value}' is not a datetime object")
        if not isinstance(value, datetime.datetime):
            value = datetime.datetime(value.year, value.month, value.day)
        return milliseconds(value)


class Date(Column):
    """A day: a :class:`cassandra.util.Date`, or what makes one."""

    db_type = "date"

    def to_python(self, value):
        if value is None or isinstance(value, util.Date):
            return value
        return util.Date(value.date() if isinstance(value, datetime.datetime) else value)

    def to_database(self, value):
        # A number, since CQL writes no days beyond the year 9999 as text.
        if value is None:
            return None
        day = value if isinstance(value, util.Date) else util.Date(value)
        return day.days_from_epoch + _DAY_OF_THE_EPOCH


class Time(Column):
    """A time of day: a :class:`cassandra.util.Time`, or what makes one."""

    db_type = "time"

    def to_python(self, value):
        return value if value is None or isinstance(value, util.Time) else util.Time(value)

    def to_database(self, value):
        return self.to_python(value)


class Duration(Column):
    """A :class:`cassandra.util.Duration`."""

    db_type = "duration"

    def validate(self, value):
        value = super().validate(value)
        if value is not None and not isinstance(value, util.Duration):
            raise TypeError(f"{self.column_name} {value} is not a valid Duration.")
        return value


class UUID(_Coerced):
    """A ``uuid.UUID``, or its text."""

    db_type = "uuid"

    def _coerce(self, value):
        if isinstance(value, uuid.UUID):
            return value
        try:
            if isinstance(value, str):
                return uuid.UUID(value)
        except ValueError:
            pass
        raise ValidationError(f"{self.column_name} {value} is not a valid uuid")


class TimeUUID(UUID):
    """A ``uuid.UUID`` of version 1."""

    db_type = "timeuuid"


class Boolean(_Coerced):
    """``True`` or ``False``."""

    db_type = "boolean"

    def _coerce(self, value):
        return bool(value)


class BaseFloat(_Coerced):
    """Base of columns of floating-point numbers."""

    def _coerce(self, value):
        try:
            return float(value)
        except (TypeError, ValueError):
            raise ValidationError(f"{self.column_name} {value} is not a valid float") from None


class Float(BaseFloat):
    """A floating-point number of 32 bits."""

    db_type = "float"


class Double(BaseFloat):
    """A floating-point number of 64 bits."""

    db_type = "double"


class Decimal(_Coerced):
    """A ``decimal.Decimal``; a float is taken as it is written."""

    db_type = "decimal"

    def _coerce(self, value):
        try:
            return decimal.Decimal(repr(value) if isinstance(value, float) else value)
        except decimal.InvalidOperation:
            raise ValidationError(f"{self.column_name} '{value}' can't be coerced to decimal") from None

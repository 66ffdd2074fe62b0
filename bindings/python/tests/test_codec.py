"""Values to wire bytes and back, without a server. The bytes are those of the protocol's specification."""

import datetime
import ipaddress
import math
import struct
import sys
from decimal import Decimal
from uuid import UUID, uuid1, uuid4

import pytest

from cassandra import cqltypes
from cassandra.cqltypes import EMPTY, lookup_casstype
from cassandra.util import Date, Duration, OrderedMapSerializedKey, SortedSet, Time

SAME = [
    ("AsciiType", "", b""),
    ("AsciiType", "abc", b"abc"),
    ("UTF8Type", "hé\0€😀", "hé\0€😀".encode()),
    ("UTF8Type", "x" * 65536, b"x" * 65536),
    ("BytesType", b"", b""),
    ("BytesType", bytes(range(256)), bytes(range(256))),
    ("BooleanType", True, b"\x01"),
    ("BooleanType", False, b"\0"),
    ("ByteType", -128, b"\x80"),
    ("ShortType", -32768, b"\x80\0"),
    ("Int32Type", 2**31 - 1, b"\x7f\xff\xff\xff"),
    ("LongType", -(2**63), b"\x80" + bytes(7)),
    ("CounterColumnType", 2**63 - 1, b"\x7f" + b"\xff" * 7),
    ("IntegerType", 0, b"\0"),
    ("IntegerType", 127, b"\x7f"),
    ("IntegerType", 128, b"\0\x80"),
    ("IntegerType", -128, b"\x80"),
    ("IntegerType", -129, b"\xff\x7f"),
    ("IntegerType", 2**63, b"\0\x80" + bytes(7)),
    ("IntegerType", -(2**63), b"\x80" + bytes(7)),
    ("IntegerType", -(2**63) - 1, b"\xff\x7f" + b"\xff" * 7),
    ("IntegerType", 2**64, b"\x01" + bytes(8)),
    ("DecimalType", Decimal("0"), bytes(4) + b"\0"),
    ("DecimalType", Decimal("-1.50"), b"\0\0\0\x02\xff\x6a"),
    ("DecimalType", Decimal("12E+20"), b"\xff\xff\xff\xec\x0c"),
    ("FloatType", 1.5, b"\x3f\xc0\0\0"),
    ("DoubleType", -0.0, b"\x80" + bytes(7)),
    ("DoubleType", math.inf, b"\x7f\xf0" + bytes(6)),
    ("DoubleType", sys.float_info.max, struct.pack(">d", sys.float_info.max)),
    ("UUIDType", UUID(int=0), bytes(16)),
    ("UUIDType", UUID(int=2**128 - 1), b"\xff" * 16),
    ("InetAddressType", "127.0.0.1", b"\x7f\0\0\x01"),
    ("InetAddressType", "::1", bytes(15) + b"\x01"),
    ("InetAddressType", "::ffff:1.2.3.4", bytes(10) + b"\xff\xff\x01\x02\x03\x04"),
    ("DateType", datetime.datetime(1970, 1, 1), bytes(8)),
    ("DateType", datetime.datetime(1969, 12, 31, 23, 59, 59, 999000), b"\xff" * 8),
    ("DateType", datetime.datetime(9999, 12, 31, 23, 59, 59, 999000), struct.pack(">q", 253402300799999)),
    ("DateType", datetime.datetime(1, 1, 1), struct.pack(">q", -62135596800000)),
    ("SimpleDateType", Date(0), b"\x80\0\0\0"),
    ("SimpleDateType", Date(-(2**31)), bytes(4)),
    ("SimpleDateType", Date(2**31 - 1), b"\xff" * 4),
    ("TimeType", Time(86399999999999), struct.pack(">q", 86399999999999)),
    ("DurationType", Duration(1, 2, 3), b"\x02\x04\x06"),
    ("DurationType", Duration(-(2**31), -(2**31), -(2**63)), None),
    ("DurationType", Duration(2**31 - 1, 2**31 - 1, 2**63 - 1), None),
    ("ListType(Int32Type)", [], bytes(4)),
    ("ListType(Int32Type)", [1, 1], b"\0\0\0\x02" + b"\0\0\0\x04\0\0\0\x01" * 2),
    ("SetType(UTF8Type)", SortedSet(["b", "a"]), None),
    ("SetType(TupleType(Int32Type, UTF8Type))", SortedSet([(1, "a"), (2, None)]), None),
    ("MapType(UTF8Type, ListType(Int32Type))", {"a": [1], "b": []}, None),
    ("TupleType(Int32Type, UTF8Type)", (1, None), b"\0\0\0\x04\0\0\0\x01\xff\xff\xff\xff"),
    ("TupleType(Int32Type, TupleType(BooleanType))", (None, (True,)), None),
    ("VectorType(FloatType, 3)", [1.0, 2.0, -0.5], struct.pack(">fff", 1.0, 2.0, -0.5)),
    ("VectorType(UTF8Type, 2)", ["a", "b" * 200], b"\x01a\x80\xc8" + b"b" * 200),
    ("VectorType(VectorType(Int32Type, 2), 2)", [[1, 2], [3, 4]], struct.pack(">iiii", 1, 2, 3, 4)),
]


@pytest.mark.parametrize(("name", "value", "wire"), SAME, ids=[f"{name}-{str(v)[:24]}" for name, v, _ in SAME])
def test_a_value_comes_back_as_it_went(name, value, wire):
    cls = lookup_casstype(name)
    encoded = cls.serialize(value, 4)
    if wire is not None:
        assert encoded == wire
    decoded = cls.deserialize(encoded, 4)
    assert decoded == value
    if isinstance(value, float):
        assert math.copysign(1, decoded) == math.copysign(1, value)
    if not isinstance(value, dict):
        assert type(decoded) is type(value)


def test_numbers_of_three_hundred_digits_keep_every_digit():
    digits = "9876543210" * 30
    for value in (int(digits), -int(digits)):
        assert cqltypes.IntegerType.deserialize(cqltypes.IntegerType.serialize(value, 4), 4) == value
    decimal = Decimal(f"-{digits}.{digits}")
    decoded = cqltypes.DecimalType.deserialize(cqltypes.DecimalType.serialize(decimal, 4), 4)
    assert decoded.as_tuple() == decimal.as_tuple()


def test_nan_stays_nan():
    assert math.isnan(cqltypes.DoubleType.deserialize(cqltypes.DoubleType.serialize(math.nan, 4), 4))


class Indexed:
    def __index__(self):
        return 7


class Times:
    """Has what a datetime has for the driver, and no more."""

    def utctimetuple(self):
        return (1970, 1, 1, 0, 0, 1, 3, 1, 0)


OTHER = [
    ("Int32Type", Indexed(), 7),
    ("Int32Type", True, 1),
    ("DoubleType", 3, 3.0),
    ("DoubleType", Decimal("0.5"), 0.5),
    ("DecimalType", 3, Decimal(3)),
    ("DecimalType", "1.10", Decimal("1.10")),
    ("BytesType", bytearray(b"ab"), b"ab"),
    ("BytesType", memoryview(b"abc")[1:], b"bc"),
    ("InetAddressType", ipaddress.ip_address("10.0.0.1"), "10.0.0.1"),
    ("InetAddressType", ipaddress.ip_address("fe80::1"), "fe80::1"),
    ("DateType", 1500, datetime.datetime(1970, 1, 1, 0, 0, 1, 500000)),
    ("DateType", 1500.9, datetime.datetime(1970, 1, 1, 0, 0, 1, 500000)),
    ("DateType", datetime.date(1970, 1, 2), datetime.datetime(1970, 1, 2)),
    ("DateType", Times(), datetime.datetime(1970, 1, 1, 0, 0, 1)),
    (
        "DateType",
        datetime.datetime(1970, 1, 1, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
        datetime.datetime(1970, 1, 1),
    ),
    ("SimpleDateType", datetime.date(2020, 2, 29), Date(18321)),
    ("SimpleDateType", "1969-12-31", Date(-1)),
    ("SimpleDateType", 2**31 + 5, Date(5)),
    ("TimeType", "00:00:01.5", Time(1_500_000_000)),
    ("TimeType", datetime.time(0, 0, 1), Time(1_000_000_000)),
    ("ListType(Int32Type)", (1, 2), [1, 2]),
    ("SetType(Int32Type)", [3, 1, 3], SortedSet([1, 3])),
    ("ListType(UTF8Type)", ["a", None], ["a", ""]),
    ("TupleType(Int32Type, UTF8Type)", (1,), (1, None)),
]


@pytest.mark.parametrize(("name", "given", "expected"), OTHER)
def test_other_classes_are_taken_for_what_they_are(name, given, expected):
    cls = lookup_casstype(name)
    assert cls.deserialize(cls.serialize(given, 4), 4) == expected


UNFIT = [
    ("Int32Type", 2**31, TypeError),
    ("Int32Type", -(2**31) - 1, TypeError),
    ("Int32Type", 2**200, TypeError),
    ("Int32Type", 1.0, TypeError),
    ("Int32Type", "1", TypeError),
    ("Int32Type", None, TypeError),
    ("LongType", 2**63, TypeError),
    ("ByteType", 128, TypeError),
    ("BooleanType", "yes", TypeError),
    ("IntegerType", 1.5, TypeError),
    ("FloatType", 1e39, OverflowError),
    ("DoubleType", "1", TypeError),
    ("DecimalType", Decimal("NaN"), TypeError),
    ("DecimalType", object(), TypeError),
    ("UTF8Type", 5, TypeError),
    ("UTF8Type", "\ud800", UnicodeEncodeError),
    ("AsciiType", "é", UnicodeEncodeError),
    ("BytesType", "text", TypeError),
    ("UUIDType", "00000000-0000-0000-0000-000000000000", TypeError),
    ("InetAddressType", "localhost", ValueError),
    ("InetAddressType", 5, ValueError),
    ("DateType", "2020-01-01", TypeError),
    ("DateType", True, TypeError),
    ("DateType", 1e30, TypeError),
    ("SimpleDateType", 2**32, TypeError),
    ("SimpleDateType", "yesterday", ValueError),
    ("TimeType", 86_400_000_000_000, ValueError),
    ("TimeType", object(), TypeError),
    ("DurationType", 5, TypeError),
    ("DurationType", Duration(0, 0, 2**63), ValueError),
    ("DurationType", Duration(0, "1", 0), TypeError),
    ("ListType(Int32Type)", "12", TypeError),
    ("ListType(Int32Type)", 5, TypeError),
    ("ListType(Int32Type)", (n for n in (1, 2)), TypeError),
    ("MapType(Int32Type, Int32Type)", [1], TypeError),
    ("TupleType(Int32Type)", (1, 2), ValueError),
    ("VectorType(FloatType, 3)", [1.0], ValueError),
]


@pytest.mark.parametrize(("name", "value", "error"), UNFIT)
def test_a_value_that_does_not_fit_is_refused(name, value, error):
    with pytest.raises(error):
        lookup_casstype(name).serialize(value, 4)


def test_a_list_that_lies_about_its_length_is_refused():
    class Liar(list):
        def __len__(self):
            return 5

    with pytest.raises(ValueError, match="gave 1 elements, its length is 5"):
        cqltypes.ListType.apply_parameters([cqltypes.Int32Type]).serialize(Liar([1]), 4)


MALFORMED = [
    ("Int32Type", b"\0"),
    ("UUIDType", bytes(15)),
    ("DecimalType", b"\0\0"),
    ("DurationType", b"\xff"),
    ("InetAddressType", bytes(5)),
    ("ListType(Int32Type)", b"\x7f\xff\xff\xff"),
    ("ListType(Int32Type)", b"\0\0\0\x01\0\0\0\x04\0"),
    ("MapType(Int32Type, Int32Type)", b"\0\0\0\x01\0\0\0\x04\0\0\0\x01"),
    ("TupleType(Int32Type)", b"\0\0\0\x09\0"),
    ("VectorType(FloatType, 2)", bytes(7)),
    ("VectorType(UTF8Type, 1)", b"\x05a"),
    ("VectorType(UTF8Type, 1)", b"\x01ab"),
]


@pytest.mark.parametrize(("name", "wire"), MALFORMED)
def test_malformed_bytes_are_an_error(name, wire):
    with pytest.raises(ValueError):
        lookup_casstype(name).deserialize(wire, 4)


def test_text_that_is_no_utf8_is_an_error():
    with pytest.raises(UnicodeDecodeError):
        cqltypes.UTF8Type.deserialize(b"\xff", 4)


def test_a_timestamp_beyond_the_year_9999_is_an_overflow():
    with pytest.raises(OverflowError, match="date value out of range"):
        cqltypes.DateType.deserialize(struct.pack(">q", 253402300800000), 4)


def test_no_bytes_are_none_unless_the_type_supports_empty_values():
    assert cqltypes.Int32Type.from_binary(b"", 4) is None
    assert cqltypes.UTF8Type.from_binary(b"", 4) == ""
    assert cqltypes.Int32Type.from_binary(None, 4) is None

    class Supporting(cqltypes.Int32Type):
        typename = "int"
        support_empty_values = True

    assert Supporting.from_binary(b"", 4) is EMPTY


def test_uuids_are_real_ones():
    for value in (uuid1(), uuid4()):
        decoded = cqltypes.TimeUUIDType.deserialize(value.bytes, 4)
        assert decoded == value
        assert hash(decoded) == hash(value)
        assert str(decoded) == str(value)
        assert decoded.is_safe == UUID(bytes=value.bytes).is_safe


def test_maps_keep_keys_without_a_hash():
    cls = lookup_casstype("MapType(ListType(Int32Type), UTF8Type)")
    decoded = cls.deserialize(cls.serialize(OrderedMapSerializedKey(cls.subtypes[0], 4), 4), 4)
    assert decoded == {}
    source = OrderedMapSerializedKey(cls.subtypes[0], 4)
    source._insert([1, 2], "a")
    decoded = cls.deserialize(cls.serialize(source, 4), 4)
    assert decoded[[1, 2]] == "a"
    assert list(decoded) == [[1, 2]]


def test_types_print_as_cql():
    cls = lookup_casstype(
        "org.apache.cassandra.db.marshal.MapType(org.apache.cassandra.db.marshal.UTF8Type,"
        "org.apache.cassandra.db.marshal.ListType(org.apache.cassandra.db.marshal.Int32Type))"
    )
    assert cls.cql_parameterized_type() == "map<text, list<int>>"
    assert (
        cqltypes.cql_typename("FrozenType(TupleType(DateType, LongType))") == "frozen<frozen<tuple<timestamp, bigint>>>"
    )
    with pytest.raises(ValueError):
        lookup_casstype("ListType(")

"""Values of ``cassandra.util``, and numbers as bytes."""

import datetime
import pickle

import pytest

from cassandra import marshal, util
from cassandra.encoder import Encoder


@pytest.mark.parametrize(
    "geometry",
    [
        util.Point(1.0, -2.5),
        util.LineString(((1.0, 2.0), (3.0, 4.0))),
        util.LineString(),
        util.Polygon(((0.0, 0.0), (9.0, 0.0), (9.0, 9.0)), [((1.0, 1.0), (2.0, 1.0), (2.0, 2.0))]),
        util.Polygon(),
        util.Distance(1.0, 2.0, 3.0),
    ],
    ids=str,
)
def test_a_geometry_is_read_from_its_text(geometry):
    read = type(geometry).from_wkt(str(geometry))
    assert read == geometry and hash(read) == hash(geometry)
    assert pickle.loads(pickle.dumps(geometry)) == geometry


@pytest.mark.parametrize(
    ("class_", "text"),
    [
        (util.Point, "POINT (1.0 2.0"),
        (util.Point, "LINESTRING (1.0 2.0, 3.0 4.0)"),
        (util.LineString, "LINESTRING (1.0 2.0, , 3.0 4.0)"),
        (util.Polygon, "POLYGON (1 2, 3 4, 5 6)"),
        (util.Distance, "DISTANCE ((1.0 2.0))"),
    ],
)
def test_text_that_is_no_such_geometry_is_refused(class_, text):
    with pytest.raises(ValueError, match="Invalid WKT"):
        class_.from_wkt(text)


def test_a_ring_is_no_line():
    points = ((1, 2), (3, 4))
    assert util._LinearRing(points) != util.LineString(points)


def test_a_geometry_is_a_quoted_literal():
    assert Encoder().cql_encode_all_types(util.Point(1.0, 2.0)) == "'POINT (1.0 2.0)'"


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        ("YEAR", "2016-01-01T00:00:00.000", "2016-12-31T23:59:59.999"),
        ("MONTH", "2016-02-01T00:00:00.000", "2016-02-29T23:59:59.999"),
        ("DAY", "2016-02-25T00:00:00.000", "2016-02-25T23:59:59.999"),
        ("HOUR", "2016-02-25T18:00:00.000", "2016-02-25T18:59:59.999"),
        ("MINUTE", "2016-02-25T18:31:00.000", "2016-02-25T18:31:59.999"),
        ("SECOND", "2016-02-25T18:31:07.000", "2016-02-25T18:31:07.999"),
        ("MILLISECOND", "2016-02-25T18:31:07.123", "2016-02-25T18:31:07.123"),
    ],
)
def test_the_ends_of_a_range_are_rounded_outwards(precision, first, last):
    bound = (datetime.datetime(2016, 2, 25, 18, 31, 7, 123000), precision)
    both = util.DateRange(bound, bound)
    assert both.lower_bound.datetime() == datetime.datetime.fromisoformat(first)
    assert both.upper_bound.datetime() == datetime.datetime.fromisoformat(last)


def test_the_last_year_of_the_calendar_has_an_end():
    last = util.DateRange(upper_bound=(datetime.datetime(9999, 6, 1), "YEAR"))
    assert last.upper_bound.datetime() == datetime.datetime(9999, 12, 31, 23, 59, 59, 999000)


def test_a_bound_beyond_the_calendar_is_kept_and_printed_in_milliseconds():
    far = util.DateRange(value=(2**62, "month"))
    assert far.value.milliseconds == 2**62
    assert str(far) == f"{2**62}ms"


def test_a_range_prints_as_cql_writes_it():
    start = (datetime.datetime(2017, 2, 1, 15, 42), "HOUR")
    assert str(util.DateRange(start)) == "[2017-02-01T15Z TO *]"
    assert str(util.DateRange(value=util.OPEN_BOUND)) == "*"
    with pytest.raises(ValueError, match="must set lower_bound or upper_bound"):
        util.DateRange()
    with pytest.raises(ValueError, match="must not set"):
        util.DateRange(lower_bound=start, value=start)


def test_versions_are_ordered_as_they_were_released():
    names = ["2.2.19", "3.0.0", "4.0-alpha1", "4.0-rc1", "4.0", "4.0.1", "4.0.1.build2", "5.0.5"]
    versions = [util.Version(name) for name in names]
    versions.reverse()
    assert [str(version) for version in sorted(versions)] == names
    assert util.Version("4.0") == util.Version("4.0.0.0")
    assert len({util.Version("4.0"), util.Version("4.0.0.0")}) == 1


def test_a_time_of_any_zone_is_counted_from_the_epoch():
    zone = datetime.timezone(datetime.timedelta(hours=2))
    assert util.ms_timestamp_from_datetime(datetime.datetime(1970, 1, 1, 2, 0, 1, tzinfo=zone)) == 1000
    assert util.ms_timestamp_from_datetime(datetime.datetime(1970, 1, 1, 0, 0, 1)) == 1000


@pytest.mark.parametrize("number", [0, 1, -1, 127, 128, -128, -129, 255, 2**63, -(2**63), 2**200, -(2**200)])
def test_a_varint_takes_the_fewest_bytes(number):
    packed = marshal.varint_pack(number)
    assert marshal.varint_unpack(packed) == number
    assert len(packed) == (number if number >= 0 else ~number).bit_length() // 8 + 1


@pytest.mark.parametrize("number", [0, 127, 128, 16383, 16384, 2**49 - 1, 2**56 - 1, 2**56, 2**64 - 1])
def test_an_unsigned_vint_says_how_long_it_is(number):
    packed = marshal.uvint_pack(number)
    assert marshal.uvint_unpack(packed + b"rest") == (number, len(packed))


def test_vints_keep_their_signs():
    numbers = (-(2**63), -65, -1, 0, 63, 64, 2**63 - 1)
    assert marshal.vints_unpack(marshal.vints_pack(numbers)) == numbers
    with pytest.raises(ValueError, match="too big"):
        marshal.uvint_pack(2**64)

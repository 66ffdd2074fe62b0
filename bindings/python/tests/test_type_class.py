"""Type classes: their names, and what becomes of values when a program puts its own methods into them."""

import datetime

import pytest

from cassandra import cqltypes, util
from cassandra.cqltypes import (
    CassandraType,
    CompositeType,
    Int32Type,
    ListType,
    MapType,
    SetType,
    TupleType,
    UserType,
    UTF8Type,
    lookup_casstype,
)
from cassandra.encoder import Encoder
from cassandra.protocol import ColumnMetadata
from cassandra.query import UNSET_VALUE, BatchStatement, PreparedStatement, bind_params


class _DoubledType(CassandraType):
    """An int that is stored as its half."""

    typename = "doubled"

    @classmethod
    def serialize(cls, val, protocol_version):
        return Int32Type.serialize(val // 2, protocol_version)

    @classmethod
    def deserialize(cls, byts, protocol_version):
        return Int32Type.deserialize(byts, protocol_version) * 2


@pytest.mark.parametrize(
    ("class_", "value", "stored_class", "stored"),
    [
        (ListType.apply_parameters([_DoubledType]), [2, None, 8], ListType.apply_parameters([Int32Type]), None),
        (SetType.apply_parameters([_DoubledType]), {2, 4}, SetType.apply_parameters([Int32Type]), {1, 2}),
        (
            MapType.apply_parameters([UTF8Type, _DoubledType]),
            {"a": 2},
            MapType.apply_parameters([UTF8Type, Int32Type]),
            {"a": 1},
        ),
        (
            TupleType.apply_parameters([_DoubledType, UTF8Type]),
            (6, None),
            TupleType.apply_parameters([Int32Type, UTF8Type]),
            (3, None),
        ),
    ],
    ids=["list", "set", "map", "tuple"],
)
def test_a_class_of_the_program_has_its_way_inside_others(class_, value, stored_class, stored):
    wire = class_.serialize(value, 4)
    assert class_.deserialize(wire, 4) == value
    if stored is not None:
        assert stored_class.deserialize(wire, 4) == stored


def test_a_vector_of_a_class_of_the_program():
    vector = cqltypes.VectorType.apply_parameters([_DoubledType, 2])
    wire = vector.serialize([2, 4], 4)
    assert wire == b"\x04\0\0\0\x01\x04\0\0\0\x02"
    assert vector.deserialize(wire, 4) == [2, 4]
    with pytest.raises(ValueError, match="after successfully adding 1 elements"):
        vector.deserialize(wire[:5], 4)
    with pytest.raises(ValueError, match="Additional bytes"):
        vector.deserialize(wire + b"\0", 4)


def test_a_user_type_of_a_class_of_the_program():
    class_ = UserType.make_udt_class("ks", "halves", ("name", "count"), (UTF8Type, _DoubledType))
    wire = class_.serialize({"name": "x", "count": 8}, 4)
    assert wire == class_.serialize(("x", 8), 4)
    assert class_.deserialize(wire, 4) == ("x", 8)
    # Fields that were added to the type later are not in older values.
    assert class_.deserialize(wire[:5], 4).count is None


def test_a_method_that_is_replaced_counts_at_once_and_until_it_is_put_back(monkeypatch):
    dates = ListType.apply_parameters([cqltypes.DateType])
    wire = dates.serialize([datetime.datetime(2020, 1, 1)], 4)
    assert dates.deserialize(wire, 4) == [datetime.datetime(2020, 1, 1)]
    with monkeypatch.context() as patch:
        patch.setattr(cqltypes.DateType, "deserialize", staticmethod(lambda byts, version: byts))
        assert dates.deserialize(wire, 4) == [wire[8:]]
        # A timeuuid is a kind of timestamp only by its class.
        assert cqltypes.TimeUUIDType.deserialize(bytes(16), 4).int == 0
    assert dates.deserialize(wire, 4) == [datetime.datetime(2020, 1, 1)]


def test_an_adapter_makes_another_kind_of_set(monkeypatch):
    numbers = SetType.apply_parameters([Int32Type])
    wire = numbers.serialize({1, 2}, 4)
    monkeypatch.setattr(SetType, "adapter", frozenset)
    assert numbers.deserialize(wire, 4) == frozenset({1, 2})
    assert type(numbers.deserialize(wire, 4)) is frozenset


def test_lengths_had_two_bytes_before_protocol_version_3():
    lists = ListType.apply_parameters([ListType.apply_parameters([Int32Type])])
    wire = lists.serialize([[7]], 2)
    assert wire == b"\0\x01\0\x0c" + b"\0\0\0\x01\0\0\0\x04\0\0\0\x07"
    assert lists.deserialize(wire, 2) == [[7]]


def test_a_composite_is_read_as_far_as_it_goes():
    class_ = CompositeType.apply_parameters([UTF8Type, Int32Type])
    assert class_.deserialize(b"\0\x01a\0\0\x04\0\0\0\x07\0", 4) == ("a", 7)
    assert class_.deserialize(b"\0\x01a\0", 4) == ("a",)
    with pytest.raises(NotImplementedError):
        class_.serialize(("a", 7), 4)


@pytest.mark.parametrize(
    "value",
    [
        util.Point(1.0, 2.0),
        util.LineString(((1.0, 2.0), (3.0, 4.0))),
        util.Polygon(((0.0, 0.0), (9.0, 0.0), (9.0, 9.0)), [((1.0, 1.0), (2.0, 1.0), (2.0, 2.0))]),
        util.Polygon(),
        util.DateRange(value=(datetime.datetime(2017, 2, 1), "DAY")),
        util.DateRange(lower_bound=(datetime.datetime(2017, 2, 1), "DAY")),
        util.DateRange(upper_bound=(datetime.datetime(2017, 2, 1), "YEAR")),
        util.DateRange((datetime.datetime(2017, 2, 1), "DAY"), (datetime.datetime(2018, 2, 1), "MONTH")),
        util.DateRange(util.OPEN_BOUND, util.OPEN_BOUND),
        util.DateRange(value=util.OPEN_BOUND),
    ],
    ids=str,
)
def test_values_of_datastax_enterprise_come_back(value):
    class_ = lookup_casstype(f"org.apache.cassandra.db.marshal.{type(value).__name__}Type")
    assert class_.from_binary(class_.to_binary(value, 4), 4) == value


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("frozen<tuple<text, int>>", "tuple<text, int>"),
        ('map<text, frozen<list<frozen<"My Type">>>>', 'map<text, list<"My Type">>'),
        ("vector<float, 3>", "vector<float, 3>"),
        ("int", "int"),
    ],
)
def test_frozen_is_taken_off_the_name_of_a_type(name, bare):
    assert cqltypes.strip_frozen(name) == bare
    assert cqltypes.python_to_cqltype(cqltypes.cqltype_to_python(name)) == name


def _prepared(version=4):
    columns = [ColumnMetadata("ks", "t", "k", Int32Type), ColumnMetadata("ks", "t", "v", _DoubledType)]
    return PreparedStatement(columns, b"id", [0], "INSERT", "ks", version, None, None)


def test_a_marker_of_a_class_of_the_program_is_encoded_by_it():
    bound = _prepared().bind({"k": 1, "v": 4})
    assert bound.values == [b"\0\0\0\x01", b"\0\0\0\x02"]
    assert bound.routing_key == b"\0\0\0\x01"
    assert bound.keyspace == "ks"
    assert _prepared().bind((1,)).values == [b"\0\0\0\x01", UNSET_VALUE]


def test_what_does_not_fit_such_a_marker_is_refused():
    with pytest.raises(TypeError, match=r'invalid type for column "v"\. Expected: .*_DoubledType'):
        _prepared().bind((1, "text"))
    with pytest.raises(ValueError, match="Too many arguments"):
        _prepared().bind((1, 2, 3))
    with pytest.raises(ValueError, match="routing key 'k'"):
        _prepared().bind({"v": 2})
    with pytest.raises(KeyError, match="`v` not found"):
        _prepared(version=3).bind({"k": 1})


def test_a_batch_tells_what_is_in_it():
    batch = BatchStatement()
    batch.add("INSERT INTO t (k) VALUES (%s)", (1,))
    assert batch._statements_and_parameters == [(False, "INSERT INTO t (k) VALUES (1)", ())]
    assert bind_params("%s", (util.Date(0),), Encoder()) == str(2**31)

"""The object mapper on a server."""

from __future__ import annotations

import datetime
import decimal
import uuid

import pytest

from cassandra import ConsistencyLevel, InvalidRequest, util
from cassandra.cqlengine import CQLEngineException, columns, connection, functions, management
from cassandra.cqlengine.models import Model
from cassandra.cqlengine.named import NamedKeyspace
from cassandra.cqlengine.query import BatchQuery, LWTException
from cassandra.cqlengine.usertype import UserType


@pytest.fixture(scope="module", autouse=True)
def mapped(plain, keyspace):
    """The default connection of the mapper, with the module's keyspace."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(management.CQLENG_ALLOW_SCHEMA_MANAGEMENT, "1")
        connection.setup(plain["contact_points"], keyspace, ConsistencyLevel.ONE, port=plain["port"])
        yield
        connection.unregister_connection("default")


class Address(UserType):
    street = columns.Text()
    number = columns.Integer(db_field="house")
    tags = columns.Set(columns.Text)


class Everything(Model):
    id = columns.UUID(primary_key=True, default=uuid.uuid4)
    at = columns.TimeUUID(primary_key=True, default=uuid.uuid1, clustering_order="desc")
    ascii = columns.Ascii()
    big = columns.BigInt()
    blob = columns.Blob()
    boolean = columns.Boolean()
    date = columns.Date()
    moment = columns.DateTime()
    decimal = columns.Decimal()
    double = columns.Double()
    duration = columns.Duration()
    real = columns.Float()
    inet = columns.Inet()
    whole = columns.Integer(db_field="n")
    small = columns.SmallInt()
    text = columns.Text(index=True)
    time = columns.Time()
    tiny = columns.TinyInt()
    varint = columns.VarInt()
    names = columns.List(columns.Text)
    numbers = columns.Set(columns.Integer)
    days = columns.Map(columns.Text, columns.Date)
    pair = columns.Tuple(columns.Text, columns.Integer)
    home = columns.UserDefinedType(Address)
    homes = columns.List(columns.UserDefinedType(Address))


@pytest.fixture(scope="module")
def everything(mapped):
    management.sync_table(Everything)
    return {
        "ascii": "a'b",
        "big": 2**62,
        "blob": b"\0\xff",
        "boolean": False,
        "date": util.Date("2026-11-23"),
        "moment": datetime.datetime(2026, 11, 23, 7, 30, 0, 123000),
        "decimal": decimal.Decimal("1.50"),
        "double": 1.1,
        "duration": util.Duration(1, 2, 3),
        "real": 0.5,
        "inet": "127.0.0.1",
        "whole": -1,
        "small": 2**15 - 1,
        "text": "é'%s",
        "time": util.Time("01:02:03.000000004"),
        "tiny": -128,
        "varint": 2**100,
        "names": ["b", "a"],
        "numbers": {2, 1},
        "days": {"a": util.Date("1970-01-01")},
        "pair": ("a", 1),
        "home": Address(street="it's", number=1, tags={"x"}),
        "homes": [Address(street="s", number=2)],
    }


def test_values_of_all_types_come_back_as_they_were(everything):
    made = Everything.create(**everything)
    read = Everything.get(id=made.id, at=made.at)
    assert {name: read[name] for name in everything} == everything
    assert read == made
    assert type(read.home) is Address


def test_every_type_may_be_null(everything):
    made = Everything.create()
    read = Everything.get(id=made.id)
    empty = {"names": [], "numbers": set(), "days": {}, "homes": []}
    assert {name: read[name] for name in everything} == {name: empty.get(name) for name in everything}


def test_what_changed_is_written_and_the_rest_left(everything):
    made = Everything.create(**everything)
    other = Everything.get(id=made.id, at=made.at)
    other.update(whole=7)
    made.names.append("c")
    made.numbers = {1, 3}
    made.days = {}
    made.text = None
    made.home = Address(street="new")
    made.save()
    read = Everything.get(id=made.id, at=made.at)
    assert (read.whole, read.names, read.numbers, read.days) == (7, ["b", "a", "c"], {1, 3}, {})
    assert (read.text, read.home.street, read.home.number) == (None, "new", None)
    read.delete()
    with pytest.raises(Everything.DoesNotExist):
        Everything.get(id=made.id)


def test_rows_are_found_by_keys_indexes_times_and_tokens(everything):
    key = uuid.uuid4()
    times = [datetime.datetime(2026, 1, day) for day in (1, 2, 3)]
    for number, time in enumerate(times):
        Everything.create(id=key, at=util.uuid_from_time(time), whole=number, text=f"{key}")
    rows = Everything.objects(id=key)
    assert [row.whole for row in rows] == [2, 1, 0]
    assert [row.whole for row in rows.order_by("at")[1:]] == [1, 2]
    assert list(rows.filter(at__gt=functions.MaxTimeUUID(times[1])).values_list("whole", flat=True)) == [2]
    assert Everything.objects(text=str(key)).count() == 3
    assert len(Everything.objects.filter(pk__token=functions.Token(key))) == 3
    assert rows.only(["whole"]).first().text is None
    assert [found.id for found in Everything.objects(id__in=[key, uuid.uuid4()])] == [key] * 3
    assert len(Everything.objects(id=key).fetch_size(2)) == 3
    with pytest.raises(Everything.MultipleObjectsReturned):
        rows.get()
    Everything.objects(id=key, at__in=[row.at for row in rows[:2]]).delete()
    assert rows.all().count() == 1


class Stock(Model):
    shelf = columns.Integer(partition_key=True)
    item = columns.Text(primary_key=True)
    amount = columns.Integer(default=1)
    room = columns.Text(static=True)


class Visits(Model):
    page = columns.Text(primary_key=True)
    seen = columns.Counter()


def test_transactions_batches_and_counters():
    management.sync_table(Stock)
    Stock.if_not_exists().create(shelf=1, item="a", room="north")
    with pytest.raises(LWTException) as raised:
        Stock.if_not_exists().create(shelf=1, item="a", amount=5)
    assert raised.value.existing["amount"] == 1
    with pytest.raises(LWTException):
        Stock.objects(shelf=1, item="a").iff(amount=9).update(amount=2)
    Stock.objects(shelf=1, item="a").iff(amount=1).update(amount=2)

    with BatchQuery() as batch:
        Stock.batch(batch).create(shelf=1, item="b")
        Stock.objects(shelf=1, item="a").batch(batch).update(amount=3)
    assert {row.item: (row.amount, row.room) for row in Stock.objects(shelf=1)} == {
        "a": (3, "north"),
        "b": (1, "north"),
    }

    management.sync_table(Visits)
    visits = Visits(page="p")
    visits.seen += 2
    visits.update()
    visits = Visits.get(page="p")
    visits.seen += 3
    visits.update()
    assert Visits.get(page="p").seen == 5


def test_tables_follow_their_models(keyspace):
    class Plan(Model):
        id = columns.Integer(primary_key=True)

    management.sync_table(Plan)

    class Grown(Model):
        __table_name__ = "plan"
        __options__ = {"comment": "it's", "compaction": {"class": "LeveledCompactionStrategy"}}  # noqa: RUF012

        id = columns.Integer(primary_key=True)
        owner = columns.Text(index=True)
        parts = columns.Map(columns.Text, columns.Integer)

    management.sync_table(Grown)
    Grown.create(id=1, owner="me", parts={"a": 1})
    assert Grown.objects(owner="me").get().parts == {"a": 1}
    session = connection.get_session()
    query = "SELECT comment, compaction FROM system_schema.tables WHERE keyspace_name = %s AND table_name = 'plan'"
    row = session.execute(query, [keyspace]).one()
    assert row["comment"] == "it's"
    assert row["compaction"]["class"].endswith("LeveledCompactionStrategy")

    class Other(Model):
        __table_name__ = "plan"
        id = columns.Text(primary_key=True)
        part = columns.Text(primary_key=True)

    with pytest.raises(CQLEngineException, match="PRIMARY KEY composition does not match"):
        management.sync_table(Other)
    management.drop_table(Grown)
    management.drop_table(Grown)
    with pytest.raises(InvalidRequest):
        list(Grown.objects)


def test_keyspaces_are_made_once_and_models_follow_them(keyspace):
    other = f"{keyspace}_Other"
    management.create_keyspace_simple(other, 1)
    management.create_keyspace_simple(other, 1)
    management.sync_table(Stock, keyspaces=[keyspace, other])
    Stock.objects.using(keyspace=other).create(shelf=77, item="z")
    assert Stock.objects(shelf=77).count() == 0
    assert Stock.objects.using(keyspace=other).filter(shelf=77).get().item == "z"
    management.drop_keyspace(other)
    management.drop_keyspace(other)


def test_tables_without_models(keyspace):
    management.sync_table(Stock)
    Stock.create(shelf=5, item="x", amount=9)
    table = NamedKeyspace(keyspace).table("stock")
    row = table.objects.filter(shelf=5).get()
    assert (row.item, row["amount"]) == ("x", 9)
    assert len(table.filter(table.column("shelf") == 5)) == 1
    assert {found.shelf for found in table.objects.distinct()} >= {5}
    with pytest.raises(table.DoesNotExist):
        table.get(shelf=6)

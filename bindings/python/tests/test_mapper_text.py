"""The object mapper without a server: what it makes of models and queries, and what it refuses."""

from __future__ import annotations

import copy
import datetime
import uuid
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from cassandra.cqlengine import CQLEngineException, ValidationError, columns, connection, functions
from cassandra.cqlengine.models import Model, ModelDefinitionException, ModelException, PolymorphicModelException
from cassandra.cqlengine.query import BatchQuery, BatchType, ContextQuery, LWTException, QueryException
from cassandra.cqlengine.statements import IsNotNull, MapUpdateClause, UpdateStatement
from cassandra.cqlengine.usertype import UserType, UserTypeDefinitionException


class Ride(Model):
    __keyspace__ = "city"

    line = columns.Text(partition_key=True)
    day = columns.Date(partition_key=True)
    at = columns.TimeUUID(primary_key=True, clustering_order="desc")
    seats = columns.Integer(db_field="seat_count")
    stops = columns.List(columns.Text)
    fares = columns.Map(columns.Text, columns.Integer)
    riders = columns.Set(columns.UUID)
    depot = columns.Text(static=True)
    note = columns.Text(index=True)


class Recorder:
    """Stands for a session: keeps what is executed and answers with what it is given."""

    def __init__(self):
        self.sent = []
        self.rows = []
        self.hosts = []
        self.keyspace = None
        self.row_factory = self.default_consistency_level = None
        self.encoder = SimpleNamespace(mapping={}, cql_encode_tuple=str)
        self.cluster = SimpleNamespace(_config_mode=1, protocol_version=4, register_user_type=lambda *_: None)
        self.cluster.shutdown = lambda: None
        self.was_applied = True

    def execute(self, query, parameters=None, timeout=None):
        self.sent.append((query.query_string, parameters, query))
        return self

    def __iter__(self):
        return iter(self.rows)

    def one(self):
        return next(iter(self.rows), None)


@pytest.fixture
def sent():
    recorder = Recorder()
    connection.register_connection("recorder", session=recorder, default=True)
    yield recorder
    connection.unregister_connection("recorder")


DAY = datetime.date(2026, 11, 23)
DAY_NUMBER = 2**31 + 20780
AT = uuid.UUID("f5a1a5a0-0000-11f1-8000-000000000000")


def test_conditions_become_placeholders():
    query = Ride.objects(line="7", day=DAY).filter(Ride.at > functions.MinTimeUUID(datetime.datetime(2026, 1, 1)))
    query = query.filter(seats__in=[1, 2]).filter(IsNotNull("note")).allow_filtering().limit(5).order_by("-at")
    assert str(query) == (
        'SELECT "at", "seat_count", "stops", "fares", "riders", "depot", "note" FROM city.ride WHERE "line" = %(0)s '
        'AND "day" = %(1)s AND "at" > MinTimeUUID(%(2)s) AND "seat_count" IN %(3)s AND "note" IS NOT NULL '
        'ORDER BY "at" DESC LIMIT 5 ALLOW FILTERING'
    )
    context = query._select_query().get_context()
    assert context["1"] == DAY_NUMBER
    assert str(context["3"]) == "(1, 2)"


def test_a_query_is_not_changed_by_those_made_of_it(sent):
    base = Ride.objects(line="7", day=DAY)
    narrowed = base.filter(note="x")
    assert (len(base._where), len(narrowed._where)) == (2, 3)
    assert copy.deepcopy(narrowed) == narrowed
    assert str(narrowed) == str(narrowed)
    assert str(base).endswith('"day" = %(1)s LIMIT 10000')


def test_a_count_is_that_of_the_query_alone(sent):
    sent.rows = [{"count": 3}]
    query = Ride.objects(line="7", day=DAY)
    assert query.count() == 3
    assert query.count() == 3
    query.filter(note="x").count()
    assert [text.split(" WHERE")[0] for text, _, _ in sent.sent] == ["SELECT COUNT(*) FROM city.ride"] * 2


def test_tokens_take_the_whole_partition_key():
    query = Ride.objects.filter(pk__token__gt=functions.Token("7", DAY))
    assert 'WHERE token("line", "day") > token(%(0)s, %(1)s)' in str(query)
    assert query._select_query().get_context() == {"0": "7", "1": DAY_NUMBER}
    with pytest.raises(QueryException, match="received 1 arguments but model has 2 partition keys"):
        Ride.objects.filter(pk__token__gt=functions.Token("7"))
    with pytest.raises(QueryException, match="virtual column"):
        Ride.objects.filter(line__gt=functions.Token("7", DAY))


@pytest.mark.parametrize(
    "query",
    [
        lambda: str(Ride.objects(seats=1)),
        lambda: str(Ride.objects(at=AT)),
        lambda: Ride.objects(nothing=1),
        lambda: Ride.objects(line=None),
        lambda: Ride.objects.order_by("line"),
        lambda: Ride.objects.order_by("note"),
        lambda: Ride.objects(line="7").delete(),
        lambda: Ride.objects.limit(-1),
        lambda: Ride.objects.only(["nothing"]),
        lambda: Ride.objects.batch("no batch"),
        lambda: list(Ride.objects.batch(BatchQuery())),
    ],
)
def test_queries_that_cannot_work_are_refused(query):
    with pytest.raises(CQLEngineException):
        query()


def test_a_save_inserts_and_then_updates_what_changed(sent):
    ride = Ride.create(line="7", day=DAY, at=AT, seats=4, stops=["a", "b"], fares={"x": 1, "y": 2})
    text, parameters, request = sent.sent.pop()
    assert text == (
        'INSERT INTO city.ride ("line", "day", "at", "seat_count", "stops", "fares") '
        "VALUES (%(0)s, %(1)s, %(2)s, %(3)s, %(4)s, %(5)s)"
    )
    assert parameters == {"0": "7", "1": DAY_NUMBER, "2": AT, "3": 4, "4": ["a", "b"], "5": {"x": 1, "y": 2}}
    assert request.keyspace == "city"
    assert request.routing_key == b"\0\x017\0" + b"\0\4" + DAY_NUMBER.to_bytes(4, "big") + b"\0"

    assert ride.get_changed_columns() == []
    ride.save()
    assert sent.sent == []

    ride.stops += ["c"]
    del ride.fares["x"]
    ride.seats = None
    ride.save()
    texts = [text for text, _, _ in sent.sent]
    key = '"line" = %({})s AND "day" = %({})s AND "at" = %({})s'
    assert texts == [
        'UPDATE city.ride SET "stops" = "stops" + %(0)s WHERE ' + key.format(1, 2, 3),
        'DELETE "seat_count", "fares"[%(0)s] FROM city.ride WHERE ' + key.format(1, 2, 3),
    ]
    assert sent.sent[0][1]["0"] == ["c"]


def test_a_removal_from_a_map_names_the_row_and_not_the_partition(sent):
    ride = Ride._construct_instance({"line": "7", "day": DAY, "at": AT, "fares": {"x": 1}})
    ride.fares = {}
    ride.update()
    assert '"at" = ' in sent.sent.pop()[0]


def test_static_columns_are_written_without_a_row(sent):
    Ride(line="7", day=DAY, depot="north").save()
    assert sent.sent[0][0] == 'INSERT INTO city.ride ("line", "day", "depot") VALUES (%(0)s, %(1)s, %(2)s)'


def test_options_of_writes(sent):
    Ride.ttl(60).timestamp(5).if_not_exists().create(line="7", day=DAY, at=AT)
    assert sent.sent.pop()[0].endswith("IF NOT EXISTS USING TTL 60 AND TIMESTAMP 5")
    Ride.objects(line="7", day=DAY, at=AT).iff(seats=3).ttl(9).update(seats=4, note=None)
    update, delete = (text for text, _, _ in sent.sent)
    assert update.startswith('UPDATE city.ride USING TTL 9 SET "seat_count" = %(')
    assert update.endswith('IF "seat_count" = %(3)s')
    assert "IF" not in delete
    sent.was_applied = False
    sent.rows = [{"[applied]": False, "seat_count": 2}]
    with pytest.raises(LWTException) as raised:
        Ride.objects(line="7", day=DAY, at=AT).if_exists().update(seats=4)
    assert raised.value.existing["seat_count"] == 2


def test_operations_on_collections(sent):
    row = Ride.objects(line="7", day=DAY, at=AT)
    one = uuid.uuid4()
    row.update(riders__add={one}, stops__prepend=["z"], fares__remove={"x"})
    assert '"riders" = "riders" + %(3)s, "stops" = %(4)s + "stops", "fares" = "fares" - %(5)s' in sent.sent.pop()[0]
    row.update(fares__update={"x": 1})
    assert '"fares"[%(3)s] = %(4)s' in sent.sent.pop()[0]
    row.update(stops__append=[])
    assert sent.sent == []
    with pytest.raises(ValidationError, match="A set is required"):
        row.update(fares__remove={"x": 1})
    with pytest.raises(ValidationError, match="primary key 'at'"):
        row.update(at=AT)


def test_updates_of_subclasses_of_collections_are_no_assignments():
    class Tags(columns.Set):
        pass

    update = UpdateStatement("t")
    update.add_update(Tags(columns.Text, db_field="tags"), {"a"}, operation="add")
    assert str(update) == 'UPDATE t SET "tags" = "tags" + %(0)s'


def test_keys_without_an_order_are_updated_too():
    clause = MapUpdateClause("m", {1: "a", "b": "c"})
    clause.set_context_id(0)
    assert str(clause) == '"m"[%(0)s] = %(1)s, "m"[%(2)s] = %(3)s'


def test_a_batch_is_one_text(sent):
    with BatchQuery(batch_type=BatchType.Unlogged, timestamp=datetime.timedelta(seconds=1)) as batch:
        called = []
        batch.add_callback(called.append, "done")
        Ride.batch(batch).create(line="7", day=DAY, at=AT)
        Ride.objects(line="8", day=DAY).batch(batch).delete()
        assert (sent.sent, called) == ([], [])
    assert called == ["done"]
    lines = sent.sent.pop()[0].split("\n")
    assert lines[0].startswith("BEGIN UNLOGGED BATCH USING TIMESTAMP 17")
    assert lines[2] == '  DELETE FROM city.ride WHERE "line" = %(3)s AND "day" = %(4)s'
    assert lines[3] == "APPLY BATCH;"

    with pytest.raises(ZeroDivisionError), BatchQuery() as batch:
        Ride.batch(batch).create(line="7", day=DAY, at=AT)
        raise ZeroDivisionError
    assert sent.sent == []


def test_models_of_another_keyspace(sent):
    with ContextQuery(Ride, keyspace="Town") as other:
        other.create(line="7", day=DAY, at=AT)
        assert 'INSERT INTO "Town".ride' in sent.sent.pop()[0]
    assert "FROM village.ride" in str(Ride.objects.using(keyspace="village"))
    assert Ride.column_family_name() == "city.ride"
    with pytest.raises(ValueError, match="derived from base Model"):
        ContextQuery(object)


class Animal(Model):
    __keyspace__ = "zoo"

    id = columns.Integer(primary_key=True)
    kind = columns.Text(discriminator_column=True, index=True)


class Cat(Animal):
    __discriminator_value__ = "cat"
    lives = columns.Integer()


class Dog(Animal):
    __discriminator_value__ = "dog"


def test_rows_of_a_hierarchy_become_what_they_are(sent):
    sent.rows = [{"id": 1, "kind": "cat", "lives": 9}, {"id": 2, "kind": "dog", "lives": None}]
    cat, dog = Animal.objects.all()
    assert (type(cat), cat.lives, type(dog)) == (Cat, 9, Dog)
    assert '"kind" = %(0)s' in str(Cat.objects)
    assert Cat.column_family_name() == "zoo.animal"
    sent.rows = [{"id": 1, "kind": "cow"}]
    with pytest.raises(PolymorphicModelException, match="unrecognized discriminator column cow"):
        list(Animal.objects)
    with pytest.raises(PolymorphicModelException, match="is not a subclass"):
        Cat._construct_instance({"id": 2, "kind": "dog"})
    with pytest.raises(PolymorphicModelException, match="cannot save polymorphic base model"):
        Animal(id=1).save()


def test_a_hierarchy_can_be_used_in_another_keyspace(sent):
    sent.rows = [{"id": 1, "kind": "cat", "lives": 9}]
    with ContextQuery(Animal, Cat, keyspace="other") as (animal, cat):
        assert type(next(iter(animal.objects))) is Cat
        assert type(next(iter(cat.objects))) is cat


@pytest.mark.parametrize(
    ("members", "error"),
    [
        ({"a": columns.Integer()}, "At least 1 primary key"),
        ({"filter": columns.Integer(primary_key=True)}, "conflicts with built-in"),
        ({"timestamp": columns.Integer(primary_key=True)}, "conflicts with built-in"),
        ({"a": columns.Integer(primary_key=True), "b": columns.Integer(db_field="a")}, "more than once"),
        (
            {"a": columns.Integer(primary_key=True), "b": columns.Counter(), "c": columns.Text()},
            "may not have data columns",
        ),
        ({"a": columns.Integer(primary_key=True, clustering_order="asc")}, "only for clustering"),
        ({"a": columns.Integer(primary_key=True), "__discriminator_value__": 1}, "discriminator_column=True"),
    ],
)
def test_models_that_cannot_be_are_refused(members, error):
    with pytest.raises((ModelDefinitionException, ModelException), match=error):
        type("Broken", (Model,), members)


def test_fields_of_types_are_checked():
    with pytest.raises(UserTypeDefinitionException, match="conflicts with built-in"):
        type("Broken", (UserType,), {"items": columns.Text()})
    with pytest.raises(UserTypeDefinitionException, match="conflicts with another attribute name"):
        type("Broken", (UserType,), {"a": columns.Text(db_field="b"), "b": columns.Text()})


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (columns.Integer(), "a"),
        (columns.Text(max_length=1), "ab"),
        (columns.Text(required=True), ""),
        (columns.Ascii(), "é"),
        (columns.UUID(), "a"),
        (columns.Double(), "a"),
        (columns.Decimal(), "a"),
        (columns.Set(columns.Text), ["a"]),
        (columns.Set(columns.Text), {None}),
        (columns.List(columns.Text), {"a": 1}),
        (columns.Map(columns.Text, columns.Text), ["a"]),
        (columns.Tuple(columns.Text), ("a", "b")),
        (columns.Text(required=True), None),
    ],
)
def test_values_that_do_not_fit_are_refused(column, value):
    with pytest.raises(ValidationError):
        column.validate(value)


def test_times_with_a_zone_are_the_moment_that_they_name():
    summer = datetime.datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/London"))
    assert columns.DateTime().to_database(summer) == 1782903600000
    assert columns.DateTime().to_database(summer.replace(tzinfo=None)) == 1782907200000

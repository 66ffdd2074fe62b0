"""Every CQL type through a real server: bound and as a literal, null, and nested."""

import datetime
import math
from collections import namedtuple
from decimal import Decimal
from uuid import UUID, uuid1

import pytest

from cassandra.cluster import Cluster, UserTypeDoesNotExist
from cassandra.util import Date, Duration, OrderedMapSerializedKey, SortedSet, Time

TIMEUUID = uuid1()

VALUES = [
    ("ascii", "abc", str),
    ("bigint", -(2**63), int),
    ("blob", b"\0\xff", bytes),
    ("boolean", True, bool),
    ("date", Date(-719528), Date),
    ("decimal", Decimal("-1.50"), Decimal),
    ("double", -0.0, float),
    ("duration", Duration(1, -0, 3), Duration),
    ("float", 0.5, float),
    ("inet", "::1", str),
    ("int", 2**31 - 1, int),
    ("smallint", -32768, int),
    ("text", "hé€😀", str),
    ("time", Time(86399999999999), Time),
    ("timestamp", datetime.datetime(2020, 2, 29, 23, 59, 59, 999000), datetime.datetime),
    ("timeuuid", TIMEUUID, UUID),
    ("tinyint", -128, int),
    ("uuid", UUID(int=1), UUID),
    ("varint", -(2**100), int),
    ("list<int>", [1, 2, 1], list),
    ("set<text>", SortedSet(["a", "b"]), SortedSet),
    ("map<text, int>", OrderedMapSerializedKey, OrderedMapSerializedKey),
    ("frozen<map<frozen<list<int>>, text>>", OrderedMapSerializedKey, OrderedMapSerializedKey),
    ("vector<float, 3>", [1.0, -2.5, 0.0], list),
]

MAPS = {"map<text, int>": [("a", 1), ("b", 2)], "frozen<map<frozen<list<int>>, text>>": [([1], "a"), ([2], "b")]}


class Pairs:
    """A mapping as far as the driver looks at one."""

    def __init__(self, pairs):
        self._pairs = pairs

    def __len__(self):
        return len(self._pairs)

    def items(self):
        return self._pairs


@pytest.fixture(scope="module")
def typed(session):
    columns = ", ".join(f"c{index} {name}" for index, (name, _, _) in enumerate(VALUES))
    session.execute(f"CREATE TABLE typed (id int PRIMARY KEY, {columns})", timeout=30)
    return session


@pytest.mark.parametrize("index", range(len(VALUES)), ids=[name for name, _, _ in VALUES])
def test_a_bound_value_comes_back(typed, index):
    name, value, cls = VALUES[index]
    given = Pairs(MAPS[name]) if name in MAPS else value
    insert = typed.prepare(f"INSERT INTO typed (id, c{index}) VALUES (?, ?)")
    typed.execute(insert, (index, given))
    found = typed.execute(f"SELECT c{index} FROM typed WHERE id = {index}").one()[0]
    assert type(found) is cls
    if name in MAPS:
        assert list(found.items()) == MAPS[name]
        for key, expected in MAPS[name]:
            assert found[key] == expected
    else:
        assert found == value
    if isinstance(found, float):
        assert math.copysign(1, found) == math.copysign(1, value)
    typed.execute(insert, (index, None))
    assert typed.execute(f"SELECT c{index} FROM typed WHERE id = {index}").one()[0] is None


@pytest.mark.parametrize(
    "index",
    [index for index, (name, _, _) in enumerate(VALUES) if name not in MAPS],
    ids=[name for name, _, _ in VALUES if name not in MAPS],
)
def test_a_literal_comes_back(typed, index):
    _, value, _ = VALUES[index]
    typed.execute(f"INSERT INTO typed (id, c{index}) VALUES (%s, %s)", (1000 + index, value))
    assert typed.execute(f"SELECT c{index} FROM typed WHERE id = {1000 + index}").one()[0] == value


def test_an_empty_collection_is_null(typed):
    insert = typed.prepare("INSERT INTO typed (id, c19, c20, c21) VALUES (5000, ?, ?, ?)")
    typed.execute(insert, ([], set(), {}))
    assert typed.execute("SELECT c19, c20, c21 FROM typed WHERE id = 5000").one() == (None, None, None)


def test_an_empty_value_is_none_but_empty_text_is_text(typed):
    typed.execute("INSERT INTO typed (id, c10, c12) VALUES (5001, blobAsInt(0x), '')")
    assert typed.execute("SELECT c10, c12 FROM typed WHERE id = 5001").one() == (None, "")


class Address:
    """A class of a user for a user-defined type."""

    def __init__(self, street, zip=None, phones=None):
        self.street = street
        self.zip = zip
        self.phones = phones

    def __eq__(self, other):
        return isinstance(other, Address) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


@pytest.fixture(scope="module")
def addresses(session):
    session.execute("CREATE TYPE address (street text, zip int, phones frozen<set<text>>)")
    session.execute("CREATE TABLE homes (id int PRIMARY KEY, home frozen<address>, others map<text, frozen<address>>)")
    return session


def test_an_unregistered_type_is_a_namedtuple(addresses):
    insert = addresses.prepare("INSERT INTO homes (id, home, others) VALUES (?, ?, ?)")
    addresses.execute(insert, (1, ("Main", 5, {"1", "2"}), {"a": ("Side", None, None)}))
    row = addresses.execute("SELECT home, others FROM homes WHERE id = 1").one()
    assert row.home == ("Main", 5, SortedSet(["1", "2"]))
    assert (row.home.street, row.home.zip) == ("Main", 5)
    assert type(row.home).__name__ == "address"
    assert row.others["a"].street == "Side"
    addresses.execute(insert, (2, Address("Own", 7, None), None))
    addresses.execute(insert, (3, {"street": "Dict"}, None))
    addresses.execute(insert, (4, namedtuple("Place", "a b c")("Place", 1, []), None))
    rows = {row.id: row.home for row in addresses.execute("SELECT id, home FROM homes")}
    assert rows[2] == ("Own", 7, None)
    assert rows[3] == ("Dict", None, None)
    assert rows[4][:2] == ("Place", 1)


def test_a_registered_class_is_written_and_read(addresses, plain, keyspace):
    with Cluster(**plain) as cluster:
        session = cluster.connect(keyspace)
        select = "SELECT home, others FROM homes WHERE id = 10"
        session.execute("INSERT INTO homes (id, home) VALUES (10, {street: 'before'})")
        assert session.execute(select).one().home.street == "before"
        cluster.register_user_type(keyspace, "address", Address)
        home = Address("Main", 5, SortedSet(["1"]))
        session.execute("INSERT INTO homes (id, home, others) VALUES (%s, %s, %s)", (10, home, {"x": home}))
        row = session.execute(select).one()
        assert row.home == home
        assert row.others["x"] == home
        session.execute(session.prepare("INSERT INTO homes (id, home) VALUES (?, ?)"), (10, Address("Bound")))
        assert session.execute(select).one().home == Address("Bound")
        assert cluster.connect(keyspace).execute(select).one().home == Address("Bound")


def test_a_type_that_does_not_exist_cannot_be_registered(plain, keyspace):
    with Cluster(**plain) as cluster:
        session = cluster.connect()
        assert session in cluster.sessions
        with pytest.raises(UserTypeDoesNotExist, match="User type nothing does not exist in keyspace system"):
            cluster.register_user_type("system", "nothing", Address)
        with pytest.raises(UserTypeDoesNotExist, match="Keyspace nowhere does not exist"):
            cluster.register_user_type("nowhere", "nothing", Address)


def test_a_field_that_is_missing_is_null_and_logged(addresses, caplog):
    class Partial:
        street = "only"

    insert = addresses.prepare("INSERT INTO homes (id, home) VALUES (20, ?)")
    addresses.execute(insert, (Partial(),))
    assert addresses.execute("SELECT home FROM homes WHERE id = 20").one().home == ("only", None, None)
    assert any("field zip is part of the UDT address" in record.message for record in caplog.records)


def test_tuples_keep_their_nulls(session):
    session.execute("CREATE TABLE tuples (id int PRIMARY KEY, t tuple<int, text, frozen<list<int>>>)")
    insert = session.prepare("INSERT INTO tuples (id, t) VALUES (1, ?)")
    session.execute(insert, ((None, "a", [1]),))
    assert session.execute("SELECT t FROM tuples").one().t == (None, "a", [1])


def test_counters_count(session):
    session.execute("CREATE TABLE counters (id int PRIMARY KEY, n counter)")
    add = session.prepare("UPDATE counters SET n = n + ? WHERE id = 1")
    session.execute(add, (2**62,))
    session.execute(add, (-1,))
    assert session.execute("SELECT n FROM counters").one().n == 2**62 - 1

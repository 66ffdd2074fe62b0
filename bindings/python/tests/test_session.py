"""Sessions on a real cluster: statements, options of a request, bad input, the end."""

import uuid
from collections import OrderedDict

import pytest

import cassandra
from cassandra import ConsistencyLevel, DriverException, protocol
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile, NoHostAvailable, ResultSet, Session
from cassandra.connection import ConnectionException
from cassandra.policies import (
    DCAwareRoundRobinPolicy,
    RoundRobinPolicy,
    SimpleConvictionPolicy,
)
from cassandra.pool import Host
from cassandra.query import (
    UNSET_VALUE,
    SimpleStatement,
    ValueSequence,
    dict_factory,
    ordered_dict_factory,
    pseudo_namedtuple_factory,
    tuple_factory,
)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def table(session):
    session.execute('CREATE TABLE t (id int PRIMARY KEY, a text, "B" int, c list<int>)')
    return session.prepare('INSERT INTO t (id, a, "B", c) VALUES (?, ?, ?, ?)')


@pytest.fixture
def own(plain, keyspace, table):
    """A session that a test may change."""
    with Cluster(**plain) as cluster:
        yield cluster.connect(keyspace)


def test_rows_are_namedtuples(session, table):
    session.execute(table, (1, "one", 10, [1]))
    row = session.execute("SELECT * FROM t WHERE id = 1").one()
    assert (row.id, row.a, row.B, row.c) == (1, "one", 10, [1])
    assert type(row).__name__ == "Row"
    assert row._asdict() == {"id": 1, "B": 10, "a": "one", "c": [1]}
    again = session.execute("SELECT * FROM t WHERE id = 1").one()
    assert type(again) is type(row)


@pytest.mark.parametrize(
    ("factory", "expected"),
    [
        (tuple_factory, (1, "one")),
        (dict_factory, {"id": 1, "a": "one"}),
        (ordered_dict_factory, OrderedDict([("id", 1), ("a", "one")])),
        (
            lambda names, rows: [dict(zip(names, row)) | {"own": True} for row in rows],
            {"id": 1, "a": "one", "own": True},
        ),
    ],
)
def test_the_row_factory_counts_from_the_next_request_on(own, table, factory, expected):
    own.execute(table, (1, "one", None, None))
    own.row_factory = factory
    row = own.execute("SELECT id, a FROM t WHERE id = 1").one()
    assert row == expected
    assert type(row) is type(expected)


def test_a_row_factory_may_return_anything(own, table):
    own.execute(table, (1, "one", None, None))
    own.row_factory = lambda names, rows: {"names": names, "count": len(rows)}
    assert own.execute("SELECT id, a FROM t WHERE id = 1").one() == {"names": ["id", "a"], "count": 1}
    own.row_factory = pseudo_namedtuple_factory
    assert own.execute("SELECT id, a FROM t WHERE id = 1").one().a == "one"


def test_an_error_of_a_row_factory_is_the_error_of_the_request(own):
    def fail(names, rows):
        raise ZeroDivisionError("rows")

    own.row_factory = fail
    with pytest.raises(ZeroDivisionError):
        own.execute("SELECT key FROM system.local")


def test_names_that_python_does_not_take_become_positional(session):
    row = session.execute('SELECT id AS "class", id AS "1", id AS "a b", id AS "_x" FROM t LIMIT 1').one()
    assert row is None or row._fields == ("field_0_", "field_1_", "a_b", "x")


def test_parameters_of_text_become_literals(session, table):
    session.execute("INSERT INTO t (id, a, c) VALUES (%s, %s, %s)", (2, "it's", [1, 2]))
    session.execute("INSERT INTO t (id, a) VALUES (%(id)s, %(a)s)", {"id": 3, "a": None})
    rows = session.execute("SELECT id, a FROM t WHERE id IN %s", (ValueSequence([2, 3]),))
    assert sorted(rows) == [(2, "it's"), (3, None)]


def test_bound_values_may_be_a_dict_or_too_few(session, table):
    session.execute(table, {"id": 4, "a": "four", "B": 4, "unknown": 1})
    session.execute(table, (4, UNSET_VALUE))
    session.execute(table, [4])
    assert session.execute("SELECT * FROM t WHERE id = 4").one() == (4, 4, "four", None)
    session.execute(table, (4, None))
    assert session.execute("SELECT a FROM t WHERE id = 4").one().a is None


def test_a_bound_statement_shows_what_it_holds(session, table):
    bound = table.bind((1, "a", None, UNSET_VALUE))
    assert bound.values == [b"\0\0\0\x01", b"a", None, UNSET_VALUE]
    assert bound.routing_key == b"\0\0\0\x01"
    assert bound.keyspace == session.keyspace
    assert [column.name for column in table.column_metadata] == ["id", "a", "B", "c"]
    assert table.column_metadata[1].type.typename == "varchar"
    assert table.routing_key_indexes == [0]
    bound.values = [b"\0\0\0\x09", b"nine", None, None]
    session.execute(bound)
    assert session.execute("SELECT a FROM t WHERE id = 9").one().a == "nine"


def test_options_of_a_prepared_statement_count_for_what_is_bound_after(session):
    prepared = session.prepare("SELECT * FROM system.local")
    prepared.consistency_level = ConsistencyLevel.QUORUM
    prepared.fetch_size = 7
    prepared.is_idempotent = True
    bound = prepared.bind(())
    assert (bound.consistency_level, bound.fetch_size, bound.is_idempotent) == (ConsistencyLevel.QUORUM, 7, True)


BAD_VALUES = [
    ((1, 2), TypeError, r'column "a"\. Expected: <class \'cassandra\.cqltypes\.VarcharType\'>, Got: <class \'int\'>'),
    (("1",), TypeError, r'column "id"\. Expected: <class \'cassandra\.cqltypes\.Int32Type\'>, Got: <class \'str\'>'),
    ((2**31,), TypeError, r'column "id".*between -2147483648 and 2147483647'),
    ((1, "a", 1, "12"), TypeError, r'column "c".*Received a string for a type that expects a sequence'),
    ((1, "a", 1, [1], 5), ValueError, r"Too many arguments provided to bind\(\) \(got 5, expected 4\)"),
    ((UNSET_VALUE,), ValueError, "Cannot bind UNSET_VALUE as a part of the routing key 'id'"),
    ((), ValueError, "Cannot bind UNSET_VALUE as a part of the routing key 'id'"),
    (5, TypeError, "object of type 'int' has no len"),
]


@pytest.mark.parametrize(("values", "error", "message"), BAD_VALUES)
def test_values_that_do_not_fit_are_refused_before_they_are_sent(session, table, values, error, message):
    with pytest.raises(error, match=message):
        session.execute(table, values)


SERVER_ERRORS = [
    ("SELEC 1", protocol.SyntaxException, "Syntax error in CQL query"),
    ("SELECT nothing FROM t", cassandra.InvalidRequest, "Invalid query"),
    ("SELECT * FROM no_such_table", cassandra.InvalidRequest, "code=2200"),
    ("CREATE TABLE t (id int PRIMARY KEY)", cassandra.AlreadyExists, "already exists"),
    (
        "CREATE KEYSPACE k WITH replication = {'class': 'NoStrategy'}",
        protocol.ConfigurationException,
        "NoStrategy",
    ),
    ("USE no_such_keyspace", cassandra.InvalidRequest, "no_such_keyspace"),
]


@pytest.mark.parametrize(("text", "error", "message"), SERVER_ERRORS)
def test_errors_of_the_server_have_their_legacy_class(session, table, text, error, message):
    with pytest.raises(error, match=message):
        session.execute(text)


def test_fields_of_errors_are_attributes(session, table, keyspace):
    with pytest.raises(cassandra.AlreadyExists) as exists:
        session.execute("CREATE TABLE t (id int PRIMARY KEY)")
    assert (exists.value.keyspace, exists.value.table) == (keyspace, "t")
    with pytest.raises(NoHostAvailable) as nowhere:
        session.execute(SimpleStatement("SELECT * FROM t", consistency_level=ConsistencyLevel.THREE))
    (unavailable,) = nowhere.value.errors.values()
    assert isinstance(unavailable, cassandra.Unavailable)
    assert unavailable.consistency == ConsistencyLevel.THREE
    assert (unavailable.required_replicas, unavailable.alive_replicas) == (3, 1)
    with pytest.raises(protocol.SyntaxException) as syntax:
        session.prepare("SELEC")
    assert syntax.value.code == 0x2000
    assert syntax.value.message


def test_the_keyspace_follows_use(own, keyspace):
    assert own.keyspace == keyspace
    own.execute("USE system")
    assert own.keyspace == "system"
    assert own.execute("SELECT key FROM local").one() is not None
    own.set_keyspace(keyspace)
    assert own.keyspace == keyspace


def test_conditional_statements_tell_whether_they_were_applied(session, table):
    first = session.execute("INSERT INTO t (id, a) VALUES (100, 'x') IF NOT EXISTS")
    second = session.execute("INSERT INTO t (id, a) VALUES (100, 'y') IF NOT EXISTS")
    assert (first.was_applied, second.was_applied) == (True, False)
    assert second.one().a == "x"
    with pytest.raises(RuntimeError):
        _ = session.execute("SELECT * FROM t WHERE id = 12345").was_applied


def test_a_result_without_rows_is_empty(session, table):
    result = session.execute(table, (5,))
    assert isinstance(result, ResultSet)
    assert list(result) == []
    assert result.one() is None
    assert not result
    assert result.column_names is None


def test_columns_are_described(session, table):
    result = session.execute("SELECT id, a, c FROM t LIMIT 1")
    assert result.column_names == ["id", "a", "c"]
    assert [cls.cql_parameterized_type() for cls in result.column_types] == ["int", "varchar", "list<int>"]


def test_a_timestamp_generator_writes_the_time(own, table):
    own.cluster.timestamp_generator = lambda: 1234567
    own.execute(table, (6, "old"))
    assert own.execute("SELECT writetime(a) AS w FROM t WHERE id = 6").one().w == 1234567
    own.use_client_timestamp = False
    own.execute(table, (6, "new"))
    assert own.execute("SELECT writetime(a) AS w FROM t WHERE id = 6").one().w > 1234567


def test_the_timeout_is_that_of_the_request(session, keyspace):
    # No processor adds up a hundred million remainders in five milliseconds.
    session.execute(
        "CREATE FUNCTION slow (n int) RETURNS NULL ON NULL INPUT RETURNS int LANGUAGE java AS "
        "'int sum = 0; for (int i = 0; i < 100000000; i++) sum += i % n; return sum;'"
    )
    with pytest.raises(cassandra.OperationTimedOut) as raised:
        session.execute(f"SELECT {keyspace}.slow(7) FROM system.local", timeout=0.005)
    assert "Client request timeout" in str(raised.value)


def test_attributes_of_a_profile_count_from_the_next_request_on(plain, table, keyspace):
    slow = ExecutionProfile(row_factory=dict_factory)
    with Cluster(**plain, execution_profiles={"dicts": slow}) as cluster:
        session = cluster.connect(keyspace)
        assert session.execute("SELECT key FROM system.local").one() == ("local",)
        assert session.execute("SELECT key FROM system.local", execution_profile="dicts").one() == {"key": "local"}
        slow.row_factory = tuple_factory
        assert session.execute("SELECT key FROM system.local", execution_profile="dicts").one() == ("local",)
        clone = session.execution_profile_clone_update("dicts", row_factory=dict_factory)
        assert session.execute("SELECT key FROM system.local", execution_profile=clone).one() == {"key": "local"}
        with pytest.raises(ValueError, match="Invalid execution_profile"):
            session.execute("SELECT key FROM system.local", execution_profile="other")
        with pytest.raises(ValueError, match=r"Cannot set Session\.row_factory while using Configuration Profiles"):
            session.row_factory = tuple_factory


def test_legacy_options_and_profiles_do_not_mix(plain):
    with Cluster(**plain, load_balancing_policy=RoundRobinPolicy()) as cluster:
        session = cluster.connect()
        session.default_consistency_level = ConsistencyLevel.ONE
        session.default_timeout = 20
        assert session.execute("SELECT key FROM system.local").one().key == "local"
        with pytest.raises(ValueError, match="Cannot specify execution_profile"):
            session.execute("SELECT key FROM system.local", execution_profile="other")
        with pytest.raises(ValueError, match="must be either"):
            session.default_serial_consistency_level = ConsistencyLevel.ONE


def test_class_attributes_count_too(own, monkeypatch):
    monkeypatch.setattr(Session, "default_fetch_size", 1)
    assert own.execute("SELECT * FROM system_schema.tables").has_more_pages
    own.default_timeout = 30
    monkeypatch.setattr(Session, "row_factory", staticmethod(dict_factory))
    assert own.execute("SELECT key FROM system.local").one() == {"key": "local"}


QUERY = "SELECT key FROM system.local"


def told_options(plain, **arguments):
    """The options that the connections of a client told the server."""
    with Cluster(**plain, **arguments) as cluster:
        rows = cluster.connect().execute("SELECT client_options AS told FROM system_views.clients").all()
        own = [row.told for row in rows if row.told and row.told.get("CLIENT_ID") == str(cluster.client_id)]
        assert own
        return own


def test_no_compact_is_told_to_the_server(plain):
    assert any(options.get("NO_COMPACT") == "true" for options in told_options(plain, no_compact=True))
    assert not any("NO_COMPACT" in options for options in told_options(plain))


def test_a_request_may_go_to_one_host_alone(session):
    host = session.hosts[0]
    assert session.execute("SELECT key FROM system.local", host=host).one().key == "local"
    missing = Host(host.endpoint, SimpleConvictionPolicy, host_id=uuid.uuid4())
    with pytest.raises(NoHostAvailable):
        session.execute("SELECT key FROM system.local", host=missing)


def test_hosts_keep_their_object(cluster, session):
    (host,) = [host for host in cluster.metadata.all_hosts() if host.is_up]
    future = session.execute_async("SELECT key FROM system.local")
    future.result()
    assert future.coordinator_host is host
    assert cluster.metadata.get_host(host.address) is host
    assert host.datacenter == "dc1"
    assert host.rack
    assert cluster.metadata.cluster_name


def test_a_wrong_port_is_no_host_with_the_error_of_each(plain):
    with Cluster(plain["contact_points"], port=1) as cluster, pytest.raises(NoHostAvailable) as raised:
        cluster.connect()
    assert raised.value.args[0] == "Unable to connect to any servers"
    (error,) = raised.value.errors.values()
    assert isinstance(error, ConnectionRefusedError)
    host = plain["contact_points"][0]
    assert list(raised.value.errors) == [f"{host}:1"]
    assert error.args == (111, f"Tried connecting to [('{host}', 1)]. Last error: Connection refused")


def test_no_contact_points_are_no_host():
    with Cluster([]) as cluster, pytest.raises(NoHostAvailable):
        cluster.connect()


def test_a_missing_keyspace_is_no_host_that_names_it(plain):
    with Cluster(**plain) as cluster, pytest.raises(NoHostAvailable, match="using keyspace 'no_such'") as raised:
        cluster.connect("no_such")
    assert all(isinstance(error, cassandra.InvalidRequest) for error in raised.value.errors.values())


def test_a_datacenter_that_does_not_exist_is_refused(plain):
    profile = ExecutionProfile(DCAwareRoundRobinPolicy("nowhere"))
    with (
        Cluster(**plain, execution_profiles={EXEC_PROFILE_DEFAULT: profile}) as cluster,
        pytest.raises(NoHostAvailable) as raised,
    ):
        cluster.connect()
    assert raised.value.args[0] == "Unable to connect to any servers"
    assert "nowhere" in str(raised.value.errors[plain["contact_points"][0]])


def test_nothing_works_after_shutdown(plain):
    cluster = Cluster(**plain)
    session = cluster.connect()
    session.shutdown()
    with pytest.raises(NoHostAvailable) as raised:
        session.execute("SELECT key FROM system.local")
    (host,) = raised.value.errors
    assert isinstance(host, Host)
    assert type(raised.value.errors[host]) is ConnectionException
    with pytest.raises(NoHostAvailable) as raised:
        session.prepare("SELECT key FROM system.local")
    assert list(raised.value.errors) == [host]
    cluster.shutdown()
    cluster.shutdown()
    with pytest.raises(DriverException, match="Cluster is already shut down"):
        cluster.connect()


def test_listeners_see_each_request_before_it_is_sent(own):
    seen = []
    own.add_request_init_listener(lambda future, tag: seen.append((tag, future.query.query_string)), "tag")
    own.execute("SELECT key FROM system.local")
    assert seen == [("tag", "SELECT key FROM system.local")]


def test_a_prepared_star_stands_for_the_columns_that_the_table_has_now(session):
    session.execute("CREATE TABLE growing (a int PRIMARY KEY, b int, d int)")
    session.execute("INSERT INTO growing (a, b, d) VALUES (1, 2, 4)")
    select = session.prepare("SELECT * FROM growing")
    assert session.execute(select).one() == (1, 2, 4)
    session.execute("ALTER TABLE growing ADD c int")
    assert session.execute(select).one()._asdict() == {"a": 1, "b": 2, "c": None, "d": 4}
    session.execute("ALTER TABLE growing DROP b")
    assert {future.result().one() for future in [session.execute_async(select) for _ in range(50)]} == {(1, None, 4)}
    assert [column.name for column in select.result_metadata] == ["a", "c", "d"]

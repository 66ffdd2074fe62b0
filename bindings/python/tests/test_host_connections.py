"""What a program sees of the connections that the core keeps."""

from typing import ClassVar

import pytest

from cassandra import OperationTimedOut, UnsupportedOperation
from cassandra.cluster import Cluster, DefaultConnection
from cassandra.connection import DefaultEndPointFactory, EndPoint, EndPointFactory, SniEndPoint, UnixSocketEndPoint
from cassandra.policies import AddressTranslator


@pytest.fixture
def own(plain, keyspace):
    with Cluster(**plain) as cluster:
        yield cluster.connect(keyspace)


def test_a_cluster_tells_of_the_connections_of_its_sessions(own):
    other = own.cluster.connect()
    *pools, control = own.cluster.get_connection_holders()
    assert control is own.cluster.control_connection
    hosts = own.cluster.metadata.all_hosts()
    assert sorted(pool.host for pool in pools) == sorted(hosts * 2)
    for holder in (*pools, control):
        (connection,) = holder.get_connections()
        assert connection.is_control_connection is (holder is control)
        assert (connection.in_flight, connection.orphaned_request_ids) == (0, set())
        assert len(connection.request_ids) == connection.highest_request_id + 1 == connection.max_in_flight
    (pool, *_) = other.get_pools()
    other.shutdown()
    assert pool.is_shutdown and pool.is_closed and not pool.get_connections()
    assert other.get_pool_state() == {}


def test_a_connection_class_of_the_program_has_an_object_for_each_host(plain, keyspace):
    class Counted(DefaultConnection):
        made: ClassVar[list] = []

        def __init__(self, *args, **kwargs):
            DefaultConnection.__init__(self, *args, **kwargs)
            self.made.append(self)

    with Cluster(**plain, connection_class=Counted) as cluster:
        session = cluster.connect(keyspace)
        control, *others = Counted.made
        assert [control.is_control_connection, *(one.is_control_connection for one in others)] == [True, False]
        (host,) = cluster.metadata.all_hosts()
        assert (others[0].host, others[0].port, others[0].endpoint) == (host.address, plain["port"], host.endpoint)
        session.execute("SELECT key FROM system.local")
        assert (others[0].in_flight, others[0].is_closed, others[0].max_request_id) == (0, False, 32767)
        cluster.connect()
        assert len(Counted.made) == 3
    assert others[0].is_closed


def test_a_request_that_timed_out_is_an_orphan_until_the_host_answers(own, keyspace):
    # No processor adds up a hundred million remainders in five milliseconds.
    own.execute(
        "CREATE FUNCTION slow (n int) RETURNS NULL ON NULL INPUT RETURNS int LANGUAGE java AS "
        "'int sum = 0; for (int i = 0; i < 100000000; i++) sum += i % n; return sum;'"
    )
    (host,) = own.get_pool_state()
    quiet = {"shutdown": False, "open_count": 1, "in_flights": [0], "orphan_requests": [set()]}
    assert own.get_pool_state()[host] == quiet
    with pytest.raises(OperationTimedOut):
        own.execute(f"SELECT {keyspace}.slow(7) FROM system.local", timeout=0.005)
    assert own.get_pool_state()[host] == {**quiet, "in_flights": [1], "orphan_requests": [{0}]}
    own.execute("SELECT key FROM system.local", host=host)
    assert own.get_pool_state()[host] == quiet


class Recorder(AddressTranslator):
    def __init__(self, translate):
        self.translate_one = translate
        self.told = set()

    def translate(self, addr):
        self.told.add(addr)
        return self.translate_one(addr)


def test_a_translator_is_asked_where_hosts_are_reached(plain):
    translator = Recorder(lambda addr: addr)
    with Cluster(**plain, address_translator=translator) as cluster:
        cluster.connect()
        assert {host.broadcast_rpc_address for host in cluster.metadata.all_hosts()} <= translator.told


def test_an_address_that_cannot_be_translated_is_used_as_it_is(plain, caplog):
    translator = Recorder(lambda addr: {}[addr])
    with Cluster(**plain, address_translator=translator) as cluster:
        assert cluster.connect().execute("SELECT key FROM system.local").one()
    assert translator.told
    assert "could not be translated" in caplog.text


class Named(EndPoint):
    """A host that goes by a name of the program's own."""

    def __init__(self, name, reached):
        self.name, self.reached = name, reached

    address = property(lambda self: self.name)
    port = property(lambda self: self.reached[1])

    def resolve(self):
        return self.reached

    def __eq__(self, other):
        return isinstance(other, Named) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def __str__(self):
        return self.name


class Names(EndPointFactory):
    def create(self, row):
        return Named(f"node of {row['data_center']}", (row["rpc_address"], row.get("rpc_port") or 9042))


def test_a_factory_makes_the_end_points_of_hosts(plain):
    reached = plain["contact_points"][0], plain["port"]
    with Cluster([Named("node of dc1", reached)], endpoint_factory=Names()) as cluster:
        session = cluster.connect()
        (host,) = cluster.metadata.all_hosts()
        assert (host.endpoint, host.address, str(host)) == (Named("node of dc1", None), "node of dc1", "node of dc1")
        assert host.broadcast_rpc_address == reached[0]
        assert session.execute("SELECT key FROM system.local").response_future.coordinator_host is host
        assert cluster.get_control_connection_host() is host
        assert cluster.metadata.get_host(host.endpoint) is host
        assert list(session.get_pool_state()) == [host]


def test_the_core_connects_where_a_factory_says(plain, caplog):
    class Elsewhere(EndPointFactory):
        def create(self, row):
            return Named("elsewhere", ("127.0.0.1", 1))

    with Cluster(**plain, endpoint_factory=Elsewhere()) as cluster:
        cluster.connect()
        (host,) = cluster.metadata.all_hosts()
        assert (str(host), host.is_up) == ("elsewhere", False)


def test_endpoints_that_the_core_cannot_reach_are_refused():
    for endpoint in (UnixSocketEndPoint("/tmp/socket"), SniEndPoint("127.0.0.1", "name")):
        with pytest.raises(UnsupportedOperation, match=type(endpoint).__name__):
            Cluster([endpoint])
    assert Cluster(port=9999).endpoint_factory.port == 9999
    assert Cluster(endpoint_factory=DefaultEndPointFactory())._endpoints is None

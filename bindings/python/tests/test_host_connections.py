"""What a program sees of the connections that the core keeps."""

import pytest

from cassandra import OperationTimedOut
from cassandra.cluster import Cluster
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

"""Policies: what they decide by themselves, and which hosts the core uses for them."""

from itertools import islice

import pytest

from cassandra import ConsistencyLevel, WriteType
from cassandra.cluster import Cluster
from cassandra.policies import (
    ConstantReconnectionPolicy,
    ConstantSpeculativeExecutionPolicy,
    DCAwareRoundRobinPolicy,
    DowngradingConsistencyRetryPolicy,
    ExponentialReconnectionPolicy,
    FallthroughRetryPolicy,
    RetryPolicy,
    RoundRobinPolicy,
    TokenAwarePolicy,
    WhiteListRoundRobinPolicy,
)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def used(arguments, policy, contact=0):
    """Connects through one contact point and returns how many hosts of each data center serve requests."""
    one = {**arguments, "contact_points": [arguments["contact_points"][contact]]}
    with Cluster(**one, load_balancing_policy=policy) as cluster:
        session = cluster.connect()
        hosts = set()
        for _ in range(30):
            future = session.execute_async("SELECT key FROM system.local")
            future.result()
            hosts.add(future.coordinator_host)
        assert all(host.is_up for host in hosts)
        assert len(cluster.metadata.all_hosts()) == 3
        assert not any(host.is_currently_reconnecting() for host in cluster.metadata.all_hosts())
        assert all(host.broadcast_rpc_address for host in cluster.metadata.all_hosts()), "unused ones as well"
        return sorted(host.datacenter for host in hosts)


def test_without_a_name_the_datacenter_is_that_of_the_contact_points(two_datacenters, caplog):
    assert used(two_datacenters, None) == ["dc1", "dc1"]
    with caplog.at_level("INFO", "cassandra"):
        assert used(two_datacenters, TokenAwarePolicy(DCAwareRoundRobinPolicy()), contact=2) == ["dc2"]
    assert "Using datacenter 'dc2'" in caplog.text


def test_round_robin_uses_every_host(two_datacenters):
    assert used(two_datacenters, RoundRobinPolicy()) == ["dc1", "dc1", "dc2"]


def test_a_named_datacenter_is_used_alone(two_datacenters):
    assert used(two_datacenters, DCAwareRoundRobinPolicy("dc2")) == ["dc2"]
    assert used(two_datacenters, TokenAwarePolicy(DCAwareRoundRobinPolicy("dc1"))) == ["dc1", "dc1"]


def test_a_white_list_uses_its_hosts_alone(two_datacenters):
    assert used(two_datacenters, WhiteListRoundRobinPolicy(two_datacenters["contact_points"][:1])) == ["dc1"]


class OwnRoundRobin(DCAwareRoundRobinPolicy):
    """A policy of the program, which the core does not run."""


@pytest.mark.parametrize("policy", [DCAwareRoundRobinPolicy, OwnRoundRobin])
@pytest.mark.parametrize(("connects", "datacenters"), [(True, ["dc1", "dc1", "dc2"]), (False, ["dc1", "dc1"])])
def test_remote_hosts_may_be_left_unconnected(two_datacenters, policy, connects, datacenters):
    with Cluster(**two_datacenters, load_balancing_policy=policy("dc1", used_hosts_per_remote_dc=1)) as cluster:
        cluster.connect_to_remote_hosts = connects
        session = cluster.connect()
        connected = [host for host, state in session.get_pool_state().items() if state["open_count"]]
        assert sorted(host.datacenter for host in connected) == datacenters


READ = {"query": None, "required_responses": 2, "retry_num": 0}


@pytest.mark.parametrize(
    ("policy", "received", "data", "decision"),
    [
        (RetryPolicy(), 2, False, (RetryPolicy.RETRY, 4)),
        (RetryPolicy(), 2, True, (RetryPolicy.RETHROW, None)),
        (RetryPolicy(), 1, False, (RetryPolicy.RETHROW, None)),
        (FallthroughRetryPolicy(), 2, False, (RetryPolicy.RETHROW, None)),
        (DowngradingConsistencyRetryPolicy(), 1, False, (RetryPolicy.RETRY, ConsistencyLevel.ONE)),
        (DowngradingConsistencyRetryPolicy(), 0, False, (RetryPolicy.RETHROW, None)),
    ],
)
def test_retry_policies_decide_as_they_always_did(policy, received, data, decision):
    found = policy.on_read_timeout(consistency=4, received_responses=received, data_retrieved=data, **READ)
    assert found == decision


def test_only_a_batch_log_is_written_again():
    for write_type, expected in ((WriteType.BATCH_LOG, RetryPolicy.RETRY), (WriteType.SIMPLE, RetryPolicy.RETHROW)):
        decision = RetryPolicy().on_write_timeout(None, 1, write_type, 1, 0, 0)
        assert decision[0] == expected
    assert RetryPolicy().on_unavailable(None, 1, 2, 1, 0) == (RetryPolicy.RETRY_NEXT_HOST, None)
    assert RetryPolicy().on_request_error(None, 1, None, 5) == (RetryPolicy.RETRY_NEXT_HOST, None)


def test_reconnection_schedules():
    assert list(ConstantReconnectionPolicy(2, max_attempts=3).new_schedule()) == [2, 2, 2]
    assert list(islice(ConstantReconnectionPolicy(2, max_attempts=None).new_schedule(), 100)) == [2] * 100
    delays = list(ExponentialReconnectionPolicy(1, 8, max_attempts=10).new_schedule())
    assert len(delays) == 10
    assert all(1 <= delay <= 8 for delay in delays)
    assert delays[-1] > 4
    for arguments in ((-1, 8), (9, 8), (1, 8, -1)):
        with pytest.raises(ValueError):
            ExponentialReconnectionPolicy(*arguments)


def test_speculative_executions_end():
    plan = ConstantSpeculativeExecutionPolicy(0.1, 2).new_plan("ks", None)
    assert [plan.next_execution(None) for _ in range(4)] == [0.1, 0.1, -1, -1]

"""Policies that are classes of the program: asked by the driver, and obeyed."""

from queue import Queue
from typing import ClassVar

import pytest

from cassandra import ConsistencyLevel, OperationTimedOut, Unavailable
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile, NoHostAvailable
from cassandra.concurrent import execute_concurrent
from cassandra.policies import (
    ConstantSpeculativeExecutionPolicy,
    DefaultLoadBalancingPolicy,
    DowngradingConsistencyRetryPolicy,
    FallthroughRetryPolicy,
    HostDistance,
    HostFilterPolicy,
    HostStateListener,
    RetryPolicy,
    RoundRobinPolicy,
    SpeculativeExecutionPlan,
    SpeculativeExecutionPolicy,
    TokenAwarePolicy,
)
from cassandra.query import BatchStatement, BatchType, HostTargetingStatement, SimpleStatement

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class Recorder(RoundRobinPolicy):
    """A policy that takes note of what it is asked and told."""

    def __init__(self):
        super().__init__()
        self.told, self.asked = [], []

    def populate(self, cluster, hosts):
        self.told.append(("populate", len(hosts)))
        super().populate(cluster, hosts)

    def on_up(self, host):
        self.told.append(("up", host.address))
        super().on_up(host)

    def make_query_plan(self, working_keyspace=None, query=None):
        self.asked.append((working_keyspace, query))
        return super().make_query_plan(working_keyspace, query)


def test_a_policy_is_populated_and_asked_for_each_statement(plain, keyspace):
    policy = Recorder()
    with Cluster(**plain, load_balancing_policy=policy) as cluster:
        session = cluster.connect(keyspace)
        hosts = cluster.metadata.all_hosts()
        assert policy.told[0] == ("populate", len(hosts))
        statement = SimpleStatement("SELECT key FROM system.local")
        result = session.execute(statement)
        assert result.response_future.coordinator_host in hosts
        assert policy.asked == [(keyspace, statement)]
        assert result.response_future.attempted_hosts == [result.response_future.coordinator_host]


def test_prepared_statements_follow_a_policy_around_built_in_ones(plain, keyspace):
    class Around(TokenAwarePolicy):
        asked: ClassVar[list] = []

        def make_query_plan(self, working_keyspace=None, query=None):
            self.asked.append(query)
            return super().make_query_plan(working_keyspace, query)

    child = Recorder()
    with Cluster(**plain, load_balancing_policy=Around(child)) as cluster:
        session = cluster.connect(keyspace)
        session.execute("CREATE TABLE IF NOT EXISTS routed (id int PRIMARY KEY)")
        insert = session.prepare("INSERT INTO routed (id) VALUES (?)")
        child.asked.clear()
        session.execute(insert, (1,))
        assert Around.asked[-1].routing_key == b"\0\0\0\1"
        # The only host is a replica, so no other one is wanted.
        assert child.asked == []


def test_a_host_that_a_policy_names_again_is_asked_again(plain, keyspace):
    class Thrice(RoundRobinPolicy):
        def make_query_plan(self, working_keyspace=None, query=None):
            return [host for host in super().make_query_plan(working_keyspace, query) for _ in range(3)]

    class NextHost(RetryPolicy):
        def on_unavailable(self, query, consistency, required_replicas, alive_replicas, retry_num):
            return self.RETRY_NEXT_HOST, None

    statement = SimpleStatement("SELECT * FROM t", consistency_level=ConsistencyLevel.THREE)
    for retry, times in ((NextHost(), 3), (RetryPolicy(), 2), (FallthroughRetryPolicy(), 1)):
        profiles = {EXEC_PROFILE_DEFAULT: ExecutionProfile(Thrice(), retry_policy=retry)}
        with Cluster(**plain, execution_profiles=profiles) as cluster:
            session = cluster.connect(keyspace)
            session.execute("CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY)")
            future = session.execute_async(statement)
            with pytest.raises((NoHostAvailable, Unavailable)):
                future.result()
            assert future.attempted_hosts == cluster.metadata.all_hosts() * times


@pytest.mark.parametrize("way", ["wait", "callback", "concurrent"])
def test_a_plan_is_asked_for_more_only_when_its_hosts_have_failed(plain, keyspace, way):
    class Rounds(RoundRobinPolicy):
        waited = 0

        def make_query_plan(self, working_keyspace=None, query=None):
            for _ in range(3):
                yield from super().make_query_plan(working_keyspace, query)
                self.waited += 1

    class NextHost(RetryPolicy):
        def on_unavailable(self, query, consistency, required_replicas, alive_replicas, retry_num):
            return self.RETRY_NEXT_HOST, None

    policy = Rounds()
    profiles = {EXEC_PROFILE_DEFAULT: ExecutionProfile(policy, retry_policy=NextHost())}
    with Cluster(**plain, execution_profiles=profiles) as cluster:
        session = cluster.connect(keyspace)
        session.execute("CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY)")
        assert policy.waited == 0
        statement = SimpleStatement("SELECT * FROM t", consistency_level=ConsistencyLevel.THREE)
        if way == "concurrent":
            ((success, error),) = execute_concurrent(session, [(statement, ())], raise_on_first_error=False)
            assert not success
        else:
            future = session.execute_async(statement)
            if way == "callback":
                errors = Queue()
                future.add_errback(errors.put)
                error = errors.get()
            with pytest.raises(NoHostAvailable) as raised:
                future.result()
            error = raised.value
            assert future.attempted_hosts == cluster.metadata.all_hosts() * 3
        assert isinstance(error, NoHostAvailable) and set(error.errors) == set(cluster.metadata.all_hosts())
        assert policy.waited == 3


def test_a_request_that_went_well_says_which_hosts_failed_before(plain, keyspace):
    class NextHostAtOne(RetryPolicy):
        def on_unavailable(self, query, consistency, required_replicas, alive_replicas, retry_num):
            return self.RETRY_NEXT_HOST, ConsistencyLevel.ONE

    class Twice(RoundRobinPolicy):
        def make_query_plan(self, working_keyspace=None, query=None):
            return list(super().make_query_plan(working_keyspace, query)) * 2

    profiles = {EXEC_PROFILE_DEFAULT: ExecutionProfile(Twice(), retry_policy=NextHostAtOne())}
    with Cluster(**plain, execution_profiles=profiles) as cluster:
        session = cluster.connect(keyspace)
        session.execute("CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY)")
        easy = session.execute_async("SELECT * FROM t")
        easy.result()
        assert easy._errors == {}
        hard = session.execute_async(SimpleStatement("SELECT * FROM t", consistency_level=ConsistencyLevel.THREE))
        hard.result()
        assert {host: type(why) for host, why in hard._errors.items()} == {hard.attempted_hosts[0]: Unavailable}


def test_the_default_profile_finds_its_datacenter_beside_a_policy_of_the_program(plain):
    own = ExecutionProfile(HostFilterPolicy(RoundRobinPolicy(), lambda host: True))
    with Cluster(**plain, execution_profiles={"own": own}) as cluster:
        assert cluster.connect().execute("SELECT key FROM system.local").one()


def test_a_profile_that_is_added_waits_for_its_connections(plain):
    with Cluster(**plain, execution_profiles={EXEC_PROFILE_DEFAULT: ExecutionProfile(Recorder())}) as cluster:
        session = cluster.connect()
        profiles = [ExecutionProfile(Recorder()) for _ in range(50)]
        cluster.add_execution_profile("some", profiles.pop())
        assert session.execute("SELECT key FROM system.local", execution_profile="some").one()
        with pytest.raises(OperationTimedOut, match="Failed to create all new connection pools"):
            # However fast the threads are, one of so many is not done in no time.
            for number, profile in enumerate(profiles):
                cluster.add_execution_profile(number, profile, pool_wait_timeout=0)


def test_a_policy_without_hosts_ends_in_no_host_available(plain):
    class Nowhere(RoundRobinPolicy):
        def make_query_plan(self, working_keyspace=None, query=None):
            return []

    with Cluster(**plain, load_balancing_policy=Nowhere()) as cluster:
        session = cluster.connect()
        with pytest.raises(NoHostAvailable):
            session.execute("SELECT key FROM system.local")


def test_an_error_of_a_policy_is_that_of_the_call(plain):
    class Broken(RoundRobinPolicy):
        def make_query_plan(self, working_keyspace=None, query=None):
            raise LookupError("no plan today")

    with Cluster(**plain, load_balancing_policy=Broken()) as cluster:
        session = cluster.connect()
        with pytest.raises(LookupError, match="no plan today"):
            session.execute_async("SELECT key FROM system.local")


def test_profiles_may_balance_in_different_ways(plain):
    own, asked = Recorder(), []

    def accepts(host):
        asked.append(host)
        return True

    profiles = {
        EXEC_PROFILE_DEFAULT: ExecutionProfile(RoundRobinPolicy()),
        "own": ExecutionProfile(own),
        "filter": ExecutionProfile(HostFilterPolicy(RoundRobinPolicy(), accepts)),
    }
    with Cluster(**plain, execution_profiles=profiles) as cluster:
        session = cluster.connect()
        asked.clear()
        query = "SELECT key FROM system.local"
        session.execute(query)
        assert (own.asked, asked) == ([], [])
        session.execute(query, execution_profile="own")
        assert len(own.asked) == 1
        session.execute(query, execution_profile="filter")
        assert set(asked) == set(cluster.metadata.all_hosts())


def test_hosts_that_a_policy_ignores_are_not_used(plain):
    class Ignoring(RoundRobinPolicy):
        def distance(self, host):
            return HostDistance.IGNORED

    with Cluster(**plain, load_balancing_policy=Ignoring()) as cluster:
        session = cluster.connect()
        assert [host.is_up for host in cluster.metadata.all_hosts()] == [None] * len(session.hosts)
        with pytest.raises(NoHostAvailable):
            session.execute("SELECT key FROM system.local")


class Asked(RetryPolicy):
    """A retry policy that takes note of what it is asked."""

    def __init__(self, decision):
        self.decision, self.calls = decision, []

    def on_unavailable(self, query, consistency, required_replicas, alive_replicas, retry_num):
        self.calls.append((query, consistency, required_replicas, alive_replicas, retry_num))
        return self.decision


@pytest.fixture(scope="module")
def unavailable(session, keyspace):
    """A statement that too few replicas are alive for."""
    name = f"{keyspace}_rf9"
    session.execute(f"CREATE KEYSPACE {name} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 9}}")
    session.execute(f"CREATE TABLE {name}.t (id int PRIMARY KEY)")
    yield f"SELECT id FROM {name}.t WHERE id = 1"
    session.execute(f"DROP KEYSPACE {name}", timeout=60)


def test_a_retry_policy_is_asked_and_obeyed(plain, unavailable):
    policy = Asked((RetryPolicy.RETRY, ConsistencyLevel.ONE))
    with Cluster(**plain, default_retry_policy=policy) as cluster:
        session = cluster.connect()
        statement = SimpleStatement(unavailable, consistency_level=ConsistencyLevel.ALL)
        assert session.execute(statement).all() == []
        assert policy.calls == [(statement, ConsistencyLevel.ALL, 9, policy.calls[0][3], 0)]


def test_a_callback_may_wait_for_a_request_that_a_policy_decides_about(plain, unavailable):
    policy = Asked((RetryPolicy.RETRY, ConsistencyLevel.ONE))
    with Cluster(**plain, default_retry_policy=policy) as cluster:
        session = cluster.connect()
        found = []

        def again(rows):
            statement = SimpleStatement(unavailable, consistency_level=ConsistencyLevel.ALL)
            found.append(session.execute(statement, timeout=5).all())

        future = session.execute_async("SELECT key FROM system.local")
        future.add_callback(again)
        future.result()
        for _ in range(100):
            if found:
                break
            session.execute("SELECT key FROM system.local")
        assert found == [[]]


def test_the_retry_policy_of_a_statement_comes_before_that_of_the_cluster(plain, unavailable):
    class Failing(RetryPolicy):
        def on_unavailable(self, *args, **kwargs):
            raise LookupError("no decision")

    with Cluster(**plain, default_retry_policy=FallthroughRetryPolicy()) as cluster:
        session = cluster.connect()
        query = {"query_string": unavailable, "consistency_level": ConsistencyLevel.ALL}
        ignored = SimpleStatement(retry_policy=Asked((RetryPolicy.IGNORE, None)), **query)
        assert session.execute(ignored).all() == []
        assert session.execute(SimpleStatement(retry_policy=DowngradingConsistencyRetryPolicy(), **query)).all() == []
        for policy in (Failing(), Asked((RetryPolicy.RETHROW, None)), None):
            with pytest.raises(Unavailable):
                session.execute(SimpleStatement(retry_policy=policy, **query))


def test_a_speculative_policy_plans_for_idempotent_statements(plain):
    class Never(SpeculativeExecutionPlan):
        def next_execution(self, host):
            return -1

    class Planner(SpeculativeExecutionPolicy):
        planned: ClassVar[list] = []

        def new_plan(self, keyspace, statement):
            self.planned.append(statement)
            return Never()

    profile = ExecutionProfile(RoundRobinPolicy(), speculative_execution_policy=Planner())
    constant = ExecutionProfile(
        RoundRobinPolicy(), speculative_execution_policy=ConstantSpeculativeExecutionPolicy(5, 1)
    )
    with Cluster(**plain, execution_profiles={"own": profile, "constant": constant}) as cluster:
        session = cluster.connect()
        once = SimpleStatement("SELECT key FROM system.local")
        often = SimpleStatement("SELECT key FROM system.local", is_idempotent=True)
        for statement in (once, often):
            session.execute(statement, execution_profile="own")
            session.execute(statement, execution_profile="constant")
        assert Planner.planned == [often]


def test_listeners_come_and_go(plain):
    class Listener(HostStateListener):
        pass

    listener = Listener()
    with Cluster(**plain) as cluster:
        cluster.register_listener(listener)
        cluster.connect()
        assert cluster.listeners == {listener}
        cluster.unregister_listener(listener)
        assert cluster.listeners == set()
        with pytest.raises(KeyError):
            cluster.unregister_listener(listener)


def test_a_statement_of_any_kind_is_sent_to_the_host_that_it_is_wrapped_with(two_datacenters):
    with Cluster(**two_datacenters, load_balancing_policy=DefaultLoadBalancingPolicy(RoundRobinPolicy())) as cluster:
        session = cluster.connect()
        batch = BatchStatement(BatchType.UNLOGGED, consistency_level=ConsistencyLevel.ONE)
        batch.add("INSERT INTO system_traces.events (session_id, event_id) VALUES (now(), now())")
        prepared = session.prepare("SELECT key FROM system.local WHERE key = ?")
        for statement in (SimpleStatement("SELECT key FROM system.local"), prepared.bind(["local"]), batch):
            for host in cluster.metadata.all_hosts():
                targeted = HostTargetingStatement(statement, host.address)
                assert isinstance(targeted, type(statement))
                assert type(targeted).__name__ == type(statement).__name__
                for _ in range(3):
                    future = session.execute_async(targeted)
                    future.result()
                    assert future.coordinator_host == host
            assert not hasattr(statement, "target_host")


def test_a_listener_gets_to_know_the_hosts_that_a_cluster_connects_to(plain):
    class Listener(HostStateListener):
        told: ClassVar[list] = []

        def on_add(self, host):
            self.told.append(host)
            raise LookupError("a listener that fails harms nobody")

    with Cluster(**plain) as cluster:
        cluster.register_listener(Listener())
        cluster.connect()
        assert Listener.told == cluster.metadata.all_hosts()
        cluster.connect()
        assert len(Listener.told) == len(cluster.metadata.all_hosts())

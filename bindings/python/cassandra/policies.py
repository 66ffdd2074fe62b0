"""Policies. The built-in ones name what the core does; classes of the user are refused by
:class:`~cassandra.cluster.Cluster` with an error that says so."""

from __future__ import annotations

import random
from itertools import islice, repeat

from cassandra import ConsistencyLevel
from cassandra._constants import WriteType
from cassandra._retry import (
    DowngradingConsistencyRetryPolicy,
    FallthroughRetryPolicy,
    NeverRetryPolicy,
    RetryPolicy,
)

__all__ = [
    "AddressTranslator",
    "ColDesc",
    "ColumnEncryptionPolicy",
    "ConsistencyLevel",
    "ConstantReconnectionPolicy",
    "ConstantSpeculativeExecutionPolicy",
    "ConvictionPolicy",
    "DCAwareRoundRobinPolicy",
    "DSELoadBalancingPolicy",
    "DefaultLoadBalancingPolicy",
    "DowngradingConsistencyRetryPolicy",
    "ExponentialReconnectionPolicy",
    "FallthroughRetryPolicy",
    "HostDistance",
    "HostFilterPolicy",
    "HostStateListener",
    "IdentityTranslator",
    "LoadBalancingPolicy",
    "NeverRetryPolicy",
    "NoSpeculativeExecutionPlan",
    "NoSpeculativeExecutionPolicy",
    "ReconnectionPolicy",
    "RetryPolicy",
    "RoundRobinPolicy",
    "SimpleConvictionPolicy",
    "SpeculativeExecutionPlan",
    "SpeculativeExecutionPolicy",
    "TokenAwarePolicy",
    "WhiteListRoundRobinPolicy",
    "WrapperPolicy",
    "WriteType",
]


class HostDistance:
    """How far a node is from the client."""

    IGNORED = -1
    LOCAL_RACK = 0
    LOCAL = 0
    REMOTE = 1


class HostStateListener:
    """Hears of nodes that come and go."""

    def on_up(self, host):
        raise NotImplementedError

    def on_down(self, host):
        raise NotImplementedError

    def on_add(self, host):
        raise NotImplementedError

    def on_remove(self, host):
        raise NotImplementedError


class LoadBalancingPolicy(HostStateListener):
    """Chooses the nodes for a request, and their order."""

    def distance(self, host):
        raise NotImplementedError

    def populate(self, cluster, hosts):
        raise NotImplementedError

    def make_query_plan(self, working_keyspace=None, query=None):
        raise NotImplementedError

    def check_supported(self):
        """Raises when the policy cannot work on the cluster."""


class RoundRobinPolicy(LoadBalancingPolicy):
    """Uses the nodes of all data centers in turn; where the core knows the replicas of a request, these first."""


class DCAwareRoundRobinPolicy(LoadBalancingPolicy):
    """Uses the nodes of one data center. Without a name, it is the one of the contact points."""

    def __init__(self, local_dc="", used_hosts_per_remote_dc=0):
        self.local_dc = local_dc
        self.used_hosts_per_remote_dc = used_hosts_per_remote_dc


class WrapperPolicy(LoadBalancingPolicy):
    """A policy around another one."""

    def __init__(self, child_policy):
        self._child_policy = child_policy

    @property
    def child_policy(self):
        """The policy inside."""
        return self._child_policy


class TokenAwarePolicy(WrapperPolicy):
    """Uses the replicas of a request first, then what its child policy chooses."""

    def __init__(self, child_policy, shuffle_replicas=False):
        super().__init__(child_policy)
        self.shuffle_replicas = shuffle_replicas


class WhiteListRoundRobinPolicy(RoundRobinPolicy):
    """Uses some nodes alone."""

    def __init__(self, hosts):
        self._allowed_hosts = tuple(hosts)


class HostFilterPolicy(WrapperPolicy):
    """Uses the nodes that a function accepts."""

    def __init__(self, child_policy, predicate):
        super().__init__(child_policy)
        self._predicate = predicate

    @property
    def predicate(self):
        """The function."""
        return self._predicate


class DefaultLoadBalancingPolicy(WrapperPolicy):
    """The same as its child policy."""


class DSELoadBalancingPolicy(DefaultLoadBalancingPolicy):
    """Another name of :class:`DefaultLoadBalancingPolicy`."""


class ConvictionPolicy:
    """Decides when a node counts as down."""

    def __init__(self, host):
        self.host = host

    def add_failure(self, connection_exc):
        raise NotImplementedError

    def reset(self):
        raise NotImplementedError


class SimpleConvictionPolicy(ConvictionPolicy):
    """Counts a node as down at the first failure."""

    def add_failure(self, connection_exc):
        return True

    def reset(self):
        """Does nothing: nothing is remembered."""


class ReconnectionPolicy:
    """Decides how long to wait before each try to reconnect."""

    def new_schedule(self):
        """Returns delays in seconds, one for each try."""
        raise NotImplementedError


class ConstantReconnectionPolicy(ReconnectionPolicy):
    """Waits the same time before each try."""

    def __init__(self, delay, max_attempts: int | None = 64):
        if delay < 0:
            raise ValueError("delay must not be negative")
        if max_attempts is not None and max_attempts < 0:
            raise ValueError("max_attempts must not be negative")
        self.delay = delay
        self.max_attempts = max_attempts

    def new_schedule(self):
        return repeat(self.delay, self.max_attempts) if self.max_attempts else repeat(self.delay)


class ExponentialReconnectionPolicy(ReconnectionPolicy):
    """Doubles the time before each try, up to a limit, with some chance in it."""

    def __init__(self, base_delay, max_delay, max_attempts=64):
        if base_delay < 0 or max_delay < 0:
            raise ValueError("Delays may not be negative")
        if max_delay < base_delay:
            raise ValueError("Max delay must be greater than base delay")
        if max_attempts is not None and max_attempts < 0:
            raise ValueError("max_attempts must not be negative")
        self.base_delay = base_delay
        self.max_delay = max_delay
        self.max_attempts = max_attempts

    def new_schedule(self):
        return islice(self._delays(), self.max_attempts)

    def _delays(self):
        delay = self.base_delay
        while True:
            with_chance = delay * random.uniform(0.85, 1.15)
            yield min(max(self.base_delay, with_chance), self.max_delay)
            delay = min(delay * 2, self.max_delay)


class AddressTranslator:
    """Translates addresses that nodes tell into ones that the client reaches."""

    def translate(self, addr):
        raise NotImplementedError


class IdentityTranslator(AddressTranslator):
    """Leaves addresses as they are."""

    def translate(self, addr):
        return addr


class SpeculativeExecutionPolicy:
    """Decides when a request is sent to another node before the first has answered."""

    def new_plan(self, keyspace, statement):
        raise NotImplementedError


class SpeculativeExecutionPlan:
    """The delays of one request."""

    def next_execution(self, host):
        raise NotImplementedError


class NoSpeculativeExecutionPlan(SpeculativeExecutionPlan):
    """Never sends a second time."""

    def next_execution(self, host):
        return -1


class NoSpeculativeExecutionPolicy(SpeculativeExecutionPolicy):
    """Never sends a second time."""

    def new_plan(self, keyspace, statement):
        return NoSpeculativeExecutionPlan()


class ConstantSpeculativeExecutionPolicy(SpeculativeExecutionPolicy):
    """Sends again after each delay in seconds, a number of times."""

    class ConstantSpeculativeExecutionPlan(SpeculativeExecutionPlan):
        """The delays of one request."""

        def __init__(self, delay, max_attempts):
            self.delay = delay
            self.remaining = max_attempts

        def next_execution(self, host):
            if self.remaining <= 0:
                return -1
            self.remaining -= 1
            return self.delay

    def __init__(self, delay, max_attempts):
        self.delay = delay
        self.max_attempts = max_attempts

    def new_plan(self, keyspace, statement):
        return self.ConstantSpeculativeExecutionPlan(self.delay, self.max_attempts)


class ColDesc(tuple):
    """Keyspace, table and column, as a key."""

    __slots__ = ()

    def __new__(cls, ks, table, col):
        return super().__new__(cls, (ks, table, col))

    ks = property(lambda self: self[0])
    table = property(lambda self: self[1])
    col = property(lambda self: self[2])


class ColumnEncryptionPolicy:
    """Encrypts columns on the client."""

    def encrypt(self, coldesc, obj_bytes):
        raise NotImplementedError

    def decrypt(self, coldesc, encrypted_bytes):
        raise NotImplementedError

    def add_column(self, coldesc, key):
        raise NotImplementedError

    def contains_column(self, coldesc):
        raise NotImplementedError

    def encode_and_encrypt(self, coldesc, obj):
        raise NotImplementedError

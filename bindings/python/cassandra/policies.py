"""Policies. Those of this module run in the core; of classes of the user, the core asks what they decide."""

from __future__ import annotations

import logging
import random
import socket
from itertools import cycle, islice
from random import shuffle
from threading import Lock
from warnings import warn

from cassandra import ConsistencyLevel
from cassandra._address_translator import AddressTranslator, EC2MultiRegionTranslator, IdentityTranslator
from cassandra._column_encryption import ColDesc, ColumnEncryptionPolicy
from cassandra._constants import WriteType
from cassandra._conviction import ConvictionPolicy, SimpleConvictionPolicy
from cassandra._homes import open_up
from cassandra._reconnection import (
    ConstantReconnectionPolicy,
    ExponentialReconnectionPolicy,
    ReconnectionPolicy,
)
from cassandra._retry import (
    DowngradingConsistencyRetryPolicy,
    FallthroughRetryPolicy,
    NeverRetryPolicy,
    RetryPolicy,
)
from cassandra._speculation import (
    ConstantSpeculativeExecutionPolicy,
    NoSpeculativeExecutionPlan,
    NoSpeculativeExecutionPolicy,
    SpeculativeExecutionPlan,
    SpeculativeExecutionPolicy,
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
    "EC2MultiRegionTranslator",
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

log = logging.getLogger(__name__)


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

    _hosts_lock: Lock = None  # type: ignore[assignment]

    def __init__(self):
        self._hosts_lock = Lock()

    def distance(self, host):
        """Returns how near a node is: a number of :class:`HostDistance`."""
        raise NotImplementedError

    def populate(self, cluster, hosts):
        """Takes the cluster and its nodes, once, before the first request."""
        raise NotImplementedError

    def make_query_plan(self, working_keyspace=None, query=None):
        """Returns the nodes for a statement in the order in which they are to be asked. ``query`` is ``None`` for
        requests that have no statement."""
        raise NotImplementedError

    def check_supported(self):
        """Raises when the policy cannot work on the cluster."""


def _rotated(hosts, start):
    """Returns an iterator over all hosts that begins at any of them."""
    count = len(hosts)
    start = start % count if count else 0
    return islice(cycle(hosts), start, start + count)


class RoundRobinPolicy(LoadBalancingPolicy):
    """Uses the nodes of all data centers in turn; where the core knows the replicas of a request, these first."""

    _live_hosts: frozenset = frozenset()
    _position = 0

    def populate(self, cluster, hosts):
        self._live_hosts = frozenset(hosts)
        self._position = random.randrange(len(hosts)) if hosts else 0

    def distance(self, host):
        return HostDistance.LOCAL

    def make_query_plan(self, working_keyspace=None, query=None):
        # Threads may get the same start: turns need not be exact.
        start = self._position
        self._position = start + 1
        return _rotated(self._live_hosts, start)

    def on_up(self, host):
        with self._hosts_lock:
            self._live_hosts |= {host}

    def on_down(self, host):
        with self._hosts_lock:
            self._live_hosts -= {host}

    def on_add(self, host):
        RoundRobinPolicy.on_up(self, host)

    def on_remove(self, host):
        RoundRobinPolicy.on_down(self, host)


class DCAwareRoundRobinPolicy(LoadBalancingPolicy):
    """Uses the nodes of one data center in turn, and then some of each other one. Without a name, it is the data center
    of the contact points."""

    local_dc = None
    used_hosts_per_remote_dc = 0

    def __init__(self, local_dc="", used_hosts_per_remote_dc=0):
        super().__init__()
        self.local_dc = local_dc
        self.used_hosts_per_remote_dc = used_hosts_per_remote_dc
        self._dc_live_hosts: dict = {}
        self._position = 0
        self._contact_points: list = []

    def _datacenter_of(self, host):
        return host.datacenter or self.local_dc

    def populate(self, cluster, hosts):
        by_datacenter: dict = {}
        for host in hosts:
            by_datacenter.setdefault(self._datacenter_of(host), {})[host] = None
        self._dc_live_hosts.update({name: tuple(found) for name, found in by_datacenter.items()})
        if not self.local_dc:
            self._contact_points = list(cluster.endpoints_resolved)
        self._position = random.randrange(len(hosts)) if hosts else 0

    def distance(self, host):
        datacenter = self._datacenter_of(host)
        if datacenter == self.local_dc:
            return HostDistance.LOCAL
        used = self._dc_live_hosts.get(datacenter, ())[: self.used_hosts_per_remote_dc]
        return HostDistance.REMOTE if host in used else HostDistance.IGNORED

    def make_query_plan(self, working_keyspace=None, query=None):
        start = self._position
        self._position = start + 1
        yield from _rotated(self._dc_live_hosts.get(self.local_dc, ()), start)
        # Data centers may come and go while the plan is used, so the names are those of one moment.
        for datacenter in [name for name in tuple(self._dc_live_hosts) if name != self.local_dc]:
            yield from self._dc_live_hosts.get(datacenter, ())[: self.used_hosts_per_remote_dc]

    def on_up(self, host):
        if not self.local_dc and host.datacenter and host.endpoint in self._contact_points:
            self.local_dc = host.datacenter
            self._contact_points = []
            log.info(
                "Using datacenter '%s' for DCAwareRoundRobinPolicy (via host '%s'); if incorrect, please specify a "
                "local_dc to the constructor, or limit contact points to local cluster nodes",
                self.local_dc,
                host.endpoint,
            )
        datacenter = self._datacenter_of(host)
        with self._hosts_lock:
            live = self._dc_live_hosts.get(datacenter, ())
            if host not in live:
                self._dc_live_hosts[datacenter] = (*live, host)

    def on_down(self, host):
        datacenter = self._datacenter_of(host)
        with self._hosts_lock:
            left = tuple(live for live in self._dc_live_hosts.get(datacenter, ()) if live != host)
            if left:
                self._dc_live_hosts[datacenter] = left
            else:
                self._dc_live_hosts.pop(datacenter, None)

    def on_add(self, host):
        self.on_up(host)

    def on_remove(self, host):
        self.on_down(host)


class WrapperPolicy(LoadBalancingPolicy):
    """A policy around another one, which decides all that this one does not."""

    _cluster_metadata = None

    def __init__(self, child_policy):
        super().__init__()
        self._child_policy = child_policy

    @property
    def child_policy(self):
        """The policy inside."""
        return self._child_policy

    def distance(self, *args, **kwargs):
        return self._child_policy.distance(*args, **kwargs)

    def populate(self, cluster, hosts):
        self._cluster_metadata = cluster.metadata
        self._child_policy.populate(cluster, hosts)

    def check_supported(self):
        return self._child_policy.check_supported()

    def on_up(self, *args, **kwargs):
        return self._child_policy.on_up(*args, **kwargs)

    def on_down(self, *args, **kwargs):
        return self._child_policy.on_down(*args, **kwargs)

    def on_add(self, *args, **kwargs):
        return self._child_policy.on_add(*args, **kwargs)

    def on_remove(self, *args, **kwargs):
        return self._child_policy.on_remove(*args, **kwargs)


def _keyspace_of(working_keyspace, query):
    """Returns the keyspace that a statement is about: its own, or that of the session."""
    return (query.keyspace if query else None) or working_keyspace


class TokenAwarePolicy(WrapperPolicy):
    """Uses the local replicas of a request first, then what its child policy chooses. ``shuffle_replicas`` puts the
    replicas in an order drawn by lot; without it they come in that of the ring."""

    shuffle_replicas = False

    def __init__(self, child_policy, shuffle_replicas=False):
        super().__init__(child_policy)
        self.shuffle_replicas = shuffle_replicas

    def make_query_plan(self, working_keyspace=None, query=None):
        keyspace = _keyspace_of(working_keyspace, query)
        child, replicas = self._child_policy, []
        if query is not None and keyspace is not None and query.routing_key is not None:
            replicas = list(self._cluster_metadata.get_replicas(keyspace, query.routing_key))  # type: ignore[union-attr]
            if self.shuffle_replicas:
                shuffle(replicas)
            for host in replicas:
                if host.is_up and child.distance(host) == HostDistance.LOCAL:
                    yield host
        for host in child.make_query_plan(keyspace, query):
            if host not in replicas or child.distance(host) == HostDistance.REMOTE:
                yield host


class WhiteListRoundRobinPolicy(RoundRobinPolicy):
    """Uses some nodes alone, in turn. ``hosts`` are their addresses or names."""

    def __init__(self, hosts):
        super().__init__()
        self._allowed_hosts = tuple(hosts)
        resolved = [socket.getaddrinfo(name, None, 0, socket.SOCK_STREAM) for name in self._allowed_hosts]
        self._allowed_hosts_resolved = list(dict.fromkeys(entry[4][0] for found in resolved for entry in found))

    def _allows(self, host):
        return host.address in self._allowed_hosts_resolved

    def populate(self, cluster, hosts):
        super().populate(cluster, [host for host in hosts if self._allows(host)])

    def distance(self, host):
        return HostDistance.LOCAL if self._allows(host) else HostDistance.IGNORED

    def on_up(self, host):
        if self._allows(host):
            super().on_up(host)

    def on_add(self, host):
        if self._allows(host):
            super().on_add(host)


class HostFilterPolicy(WrapperPolicy):
    """Uses the nodes that a function accepts, in the order of the child policy, which hears of all of them."""

    def __init__(self, child_policy, predicate):
        super().__init__(child_policy)
        self._predicate = predicate

    @property
    def predicate(self):
        """The function: it takes a node and tells whether it may be used."""
        return self._predicate

    def populate(self, cluster, hosts):
        self._child_policy.populate(cluster=cluster, hosts=hosts)

    def distance(self, host):
        return self._child_policy.distance(host) if self.predicate(host) else HostDistance.IGNORED

    def make_query_plan(self, working_keyspace=None, query=None):
        plan = self._child_policy.make_query_plan(working_keyspace=working_keyspace, query=query)
        return (host for host in plan if self.predicate(host))


class DefaultLoadBalancingPolicy(WrapperPolicy):
    """Uses the node that a statement names as its ``target_host`` first, if it is up, then what its child policy
    chooses."""

    def make_query_plan(self, working_keyspace=None, query=None):
        keyspace = _keyspace_of(working_keyspace, query)
        address = getattr(query, "target_host", None)
        target = self._cluster_metadata.get_host(address) if address else None  # type: ignore[union-attr]
        if target is not None and not target.is_up:
            target = None
        if target is not None:
            yield target
        for host in self._child_policy.make_query_plan(keyspace, query):
            if target is None or host != target:
                yield host


class DSELoadBalancingPolicy(DefaultLoadBalancingPolicy):
    """Another name of :class:`DefaultLoadBalancingPolicy`."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        warn(
            "DSELoadBalancingPolicy will be removed in 4.0. Consider using DefaultLoadBalancingPolicy.",
            DeprecationWarning,
            stacklevel=2,
        )


__getattr__ = open_up(__name__)

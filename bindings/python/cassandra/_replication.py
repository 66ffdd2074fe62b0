"""Replication strategies: on how many nodes each partition is, and on which."""

from __future__ import annotations

import logging
from collections import defaultdict
from typing import Any, ClassVar

log = logging.getLogger("cassandra.metadata")

_PACKAGE = "org.apache.cassandra.locator."


class ReplicationFactor:
    """How many nodes have a partition. ``transient_replicas`` of them have it only until the others have repaired it;
    it is ``None`` where there are none."""

    all_replicas: int = None  # type: ignore[assignment]
    full_replicas: int = None  # type: ignore[assignment]
    transient_replicas: int | None = None

    def __init__(self, all_replicas, transient_replicas=None):
        self.all_replicas = all_replicas
        self.transient_replicas = transient_replicas
        self.full_replicas = all_replicas - (transient_replicas or 0)

    @staticmethod
    def create(rf):
        """Reads a number, or text such as ``3`` and ``3/1``: of three replicas, one is transient."""
        every, slash, transient = str(rf).partition("/")
        try:
            return ReplicationFactor(int(every), int(transient) if slash else None)
        except ValueError:
            raise ValueError(f"Unable to determine replication factor from: {rf}") from None

    def __str__(self):
        return f"{self.all_replicas}/{self.transient_replicas}" if self.transient_replicas else str(self.all_replicas)

    def __eq__(self, other):
        if not isinstance(other, ReplicationFactor):
            return False
        return (self.all_replicas, self.full_replicas) == (other.all_replicas, other.full_replicas)

    def __hash__(self):
        return hash((self.all_replicas, self.full_replicas))


class ReplicationStrategy:
    """Base of the strategies. A subclass without an underscore before its name serves the strategy of that name, which
    ``create`` looks up."""

    name: ClassVar[str] = "ReplicationStrategy"
    options_map: Any = None
    _known: ClassVar[dict[str, type]] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "name" not in cls.__dict__:
            cls.name = cls.__name__
        if not cls.__name__.startswith("_"):
            ReplicationStrategy._known[cls.__name__] = cls

    @classmethod
    def create(cls, strategy_class, options_map):
        """Returns the strategy of a class of the server; ``None`` without one, and when its options make no sense."""
        if not strategy_class:
            return None
        name = strategy_class.removeprefix(_PACKAGE)
        known = ReplicationStrategy._known.get(name)
        try:
            return known(options_map) if known else _UnknownStrategy(name, options_map)
        except Exception as error:
            log.warning("Failed creating %s with options %s: %s", name, options_map, error)
            return None

    def make_token_replica_map(self, token_to_host_owner, ring):
        """Returns the replicas of the range that ends at each token of the ring, the first replica first."""
        raise NotImplementedError

    def export_for_schema(self):
        """Returns the options as ``CREATE KEYSPACE`` takes them."""
        raise NotImplementedError


def _as_map(name, options):
    pairs = [("class", name), *options]
    return "{" + ", ".join(f"'{key}': '{value}'" for key, value in pairs) + "}"


class _UnknownStrategy(ReplicationStrategy):
    """A strategy that only the server knows: it places no replicas here."""

    def __init__(self, name, options_map):
        self.name = name  # type: ignore[misc]
        self.options_map = {**(options_map or {}), "class": name}

    def __eq__(self, other):
        if not isinstance(other, _UnknownStrategy):
            return False
        return (self.name, self.options_map) == (other.name, other.options_map)

    __hash__ = None  # type: ignore[assignment]

    def export_for_schema(self):
        return {str(key): str(value) for key, value in self.options_map.items()}

    def make_token_replica_map(self, token_to_host_owner, ring):
        return {}


class SimpleStrategy(ReplicationStrategy):
    """Puts replicas on the next nodes of the ring, wherever they are."""

    replication_factor_info: Any = None

    def __init__(self, options_map):
        self.replication_factor_info = ReplicationFactor.create(options_map["replication_factor"])

    @property
    def replication_factor(self):
        """How many nodes have all of a partition; see ``replication_factor_info`` for transient ones."""
        return self.replication_factor_info.full_replicas

    def make_token_replica_map(self, token_to_host_owner, ring):
        owners = [token_to_host_owner[token] for token in ring]
        wanted = min(self.replication_factor, len(set(owners)))
        return {token: self._from(owners, start, wanted) for start, token in enumerate(ring)}

    @staticmethod
    def _from(owners, start, wanted):
        found: dict = {}
        for step in range(len(owners)):
            if len(found) >= wanted:
                break
            found[owners[(start + step) % len(owners)]] = None
        return list(found)

    def export_for_schema(self):
        return _as_map(self.name, [("replication_factor", self.replication_factor_info)])

    def __eq__(self, other):
        if not isinstance(other, SimpleStrategy):
            return False
        return str(self.replication_factor_info) == str(other.replication_factor_info)

    def __hash__(self):
        return hash(str(self.replication_factor_info))


class NetworkTopologyStrategy(ReplicationStrategy):
    """Puts a number of replicas into each data center, on as many racks as it has."""

    dc_replication_factors: Any = None
    dc_replication_factors_info: Any = None

    def __init__(self, dc_replication_factors):
        self.dc_replication_factors_info = {
            str(datacenter): ReplicationFactor.create(factor) for datacenter, factor in dc_replication_factors.items()
        }
        self.dc_replication_factors = {
            datacenter: factor.full_replicas for datacenter, factor in self.dc_replication_factors_info.items()
        }

    def make_token_replica_map(self, token_to_host_owner, ring):
        places = _Places([token_to_host_owner[token] for token in ring])
        replicas: dict = {token: [] for token in ring}
        for datacenter, factor in self.dc_replication_factors.items():
            for index, token in enumerate(ring):
                replicas[token] += places.replicas(datacenter, factor, index)
        return replicas

    def export_for_schema(self):
        return _as_map(self.name, sorted(self.dc_replication_factors_info.items()))

    def __eq__(self, other):
        if not isinstance(other, NetworkTopologyStrategy):
            return False
        return self.dc_replication_factors_info == other.dc_replication_factors_info

    def __hash__(self):
        return hash(tuple(sorted(self.dc_replication_factors_info.items())))


class _Places:
    """The places on the ring that each data center has, as indexes into the owners of all of them."""

    def __init__(self, owners):
        self.owners = owners
        self.of_datacenter: dict[Any, list[int]] = defaultdict(list)
        self.hosts: dict[Any, set] = defaultdict(set)
        self.racks: dict[Any, set] = defaultdict(set)
        # The place of a data center at or after each index, which only ever grows.
        self._next: dict[Any, tuple[int, int]] = {}
        for index, host in enumerate(owners):
            self.of_datacenter[host.datacenter].append(index)
            self.hosts[host.datacenter].add(host)
            if host.rack:
                self.racks[host.datacenter].add(host.rack)

    def replicas(self, datacenter, factor, index):
        """Returns the replicas in a data center of the range that ends at an index."""
        places = self.of_datacenter.get(datacenter)
        wanted = min(factor, len(self.hosts[datacenter])) if places else 0
        if not places or wanted <= 0:
            return []
        found, passed_over, racks = [], [], set()
        racks_left = len(self.racks[datacenter])
        start = self._first_place(datacenter, places, index)
        for step in range(len(places)):
            host = self.owners[places[(start + step) % len(places)]]
            if host in found or host in passed_over:
                continue
            if host.rack in racks and racks_left:
                passed_over.append(host)
                continue
            found.append(host)
            if host.rack and host.rack not in racks:
                racks.add(host.rack)
                racks_left -= 1
            if not racks_left:
                # Every rack has one: those that had to wait for that come next, in their order.
                found += passed_over
                passed_over = []
            if len(found) >= wanted:
                break
        return found[:wanted]

    def _first_place(self, datacenter, places, index):
        at, place = self._next.get(datacenter, (0, 0))
        place = place if index >= at else 0
        while place < len(places) and places[place] < index:
            place += 1
        self._next[datacenter] = index, place
        return place


class LocalStrategy(ReplicationStrategy):
    """Keeps on each node what is about that node."""

    def __init__(self, options_map):
        pass

    def make_token_replica_map(self, token_to_host_owner, ring):
        return {}

    def export_for_schema(self):
        return _as_map(self.name, [])

    def __eq__(self, other):
        return isinstance(other, LocalStrategy)

    def __hash__(self):
        return hash(LocalStrategy)

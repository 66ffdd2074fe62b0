"""Partition keys by the hosts that have them."""

from __future__ import annotations

import random
import struct
from collections import defaultdict
from typing import Any

from cassandra import cqltypes
from cassandra.policies import HostDistance

NO_VALID_REPLICA: Any = object()
"""Stands for a host where :func:`group_keys_by_replica` knows of none that is up."""


def group_keys_by_replica(session, keyspace, table, keys):
    """Groups partition keys, each a sequence of the values of its columns, by a host that has them and is up: a local
    one if there is one. Keys without such a host are those of :data:`NO_VALID_REPLICA`."""
    cluster = session.cluster
    columns = cluster.metadata.keyspaces[keyspace].tables[table].partition_key
    types = [cqltypes._cqltypes[column.cql_type] for column in columns]
    distance = cluster._default_load_balancing_policy.distance
    groups = defaultdict(list)
    for key in keys:
        parts = [cql.serialize(value, cluster.protocol_version) for cql, value in zip(types, key)]
        if len(parts) > 1:
            parts = [struct.pack(f">H{len(part)}sB", len(part), part, 0) for part in parts]
        replicas = [host for host in cluster.metadata.get_replicas(keyspace, b"".join(parts)) if host.is_up]
        local = [host for host in replicas if distance(host) == HostDistance.LOCAL]
        groups[random.choice(local or replicas or [NO_VALID_REPLICA])].append(key)
    return dict(groups)

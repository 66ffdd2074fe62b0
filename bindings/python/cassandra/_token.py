"""Tokens: where partitions are on the ring, and which nodes have them."""

from __future__ import annotations

import logging
from binascii import unhexlify
from bisect import bisect_left
from functools import total_ordering
from hashlib import md5
from threading import RLock
from typing import Any

from cassandra.murmur3 import murmur3

log = logging.getLogger("cassandra.metadata")

MIN_LONG = -(2**63)
MAX_LONG = 2**63 - 1


@total_ordering
class Token:
    """A place on the ring. ``value`` is what the partitioner makes of a partition key."""

    value: Any

    def __init__(self, token):
        self.value = token

    @classmethod
    def hash_fn(cls, key):
        """Returns the value for a partition key as it is sent."""
        return key

    @classmethod
    def from_key(cls, key):
        """Returns the token of a partition key as it is sent."""
        return cls(cls.hash_fn(key))

    @classmethod
    def from_string(cls, token_string):
        """Returns the token that the server writes as text."""
        raise NotImplementedError

    def __eq__(self, other):
        return isinstance(other, Token) and self.value == other.value

    def __lt__(self, other):
        return self.value < other.value

    def __hash__(self):
        return hash(self.value)

    def __repr__(self):
        return f"<{type(self).__name__}: {self.value}>"

    __str__ = __repr__


class HashToken(Token):
    """A token that is a number."""

    @classmethod
    def from_string(cls, token_string):
        return cls(int(token_string))


class Murmur3Token(HashToken):
    """A token of ``Murmur3Partitioner``."""

    def __init__(self, token):
        super().__init__(int(token))

    @classmethod
    def hash_fn(cls, key):
        value = murmur3(key)
        # The server keeps the lowest number for the beginning of the ring.
        return value if value != MIN_LONG else MAX_LONG


class MD5Token(HashToken):
    """A token of ``RandomPartitioner``."""

    @classmethod
    def hash_fn(cls, key):
        data = key.encode() if isinstance(key, str) else key
        return abs(int.from_bytes(md5(data, usedforsecurity=False).digest(), "big", signed=True))


class BytesToken(Token):
    """A token of ``ByteOrderedPartitioner``: the partition key itself."""

    @classmethod
    def from_string(cls, token_string):
        return cls(unhexlify(token_string))


def token_class_of(partitioner):
    """Returns the class of the tokens of a partitioner; ``None`` for one that is not known."""
    classes = {
        "Murmur3Partitioner": Murmur3Token,
        "RandomPartitioner": MD5Token,
        "ByteOrderedPartitioner": BytesToken,
    }
    return classes.get(partitioner.rpartition(".")[2])


class TokenMap:
    """The ring: its tokens in order, the owner of each, and by keyspace the replicas of the range that ends there."""

    token_class: Any = None
    ring: Any = None
    token_to_host_owner: Any = None
    tokens_to_hosts_by_ks: Any = None

    def __init__(self, token_class, token_to_host_owner, all_tokens, metadata):
        self.token_class = token_class
        self.ring = all_tokens
        self.token_to_host_owner = token_to_host_owner
        self.tokens_to_hosts_by_ks = {}
        self._metadata = metadata
        self._rebuild_lock = RLock()

    def rebuild_keyspace(self, keyspace, build_if_absent=False):
        """Works the replicas of a keyspace out anew if they had been, or only if they had not."""
        with self._rebuild_lock:
            is_known = self.tokens_to_hosts_by_ks.get(keyspace) is not None
            known_keyspace = self._metadata.keyspaces.get(keyspace)
            if is_known == build_if_absent or not known_keyspace:
                return
            try:
                self.tokens_to_hosts_by_ks[keyspace] = self.replica_map_for_keyspace(known_keyspace)
            except Exception:
                # Requests go on without knowing their replicas.
                self.tokens_to_hosts_by_ks[keyspace] = {}
                log.exception("Failed creating a token map for keyspace '%s'", keyspace)

    def replica_map_for_keyspace(self, ks_metadata):
        """Returns the replicas of each range; ``None`` when the strategy of the keyspace is not known."""
        strategy = ks_metadata.replication_strategy
        return strategy.make_token_replica_map(self.token_to_host_owner, self.ring) if strategy else None

    def remove_keyspace(self, keyspace):
        """Forgets the replicas of a keyspace."""
        self.tokens_to_hosts_by_ks.pop(keyspace, None)

    def get_replicas(self, keyspace, token):
        """Returns the nodes that have the partitions with a token, the first replica first; empty when not known."""
        if self.tokens_to_hosts_by_ks.get(keyspace) is None:
            self.rebuild_keyspace(keyspace, build_if_absent=True)
        replicas = self.tokens_to_hosts_by_ks.get(keyspace)
        if not replicas:
            return []
        # A token of the ring is the end of its range, which includes it.
        place = bisect_left(self.ring, token)
        return replicas[self.ring[place if place < len(self.ring) else 0]]

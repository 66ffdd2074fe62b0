"""The interface of policies that encrypt columns on the client."""

from __future__ import annotations


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

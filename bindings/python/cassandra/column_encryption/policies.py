"""Encryption of columns by AES. It needs the package ``cryptography``, which ``pip install unicql[cle]`` brings."""

from __future__ import annotations

import os
from collections import namedtuple
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from cassandra._casstype import changes
from cassandra.cqltypes import _cqltypes
from cassandra.policies import ColumnEncryptionPolicy

AES256_BLOCK_SIZE = 128
"""The size of a block in bits."""

AES256_BLOCK_SIZE_BYTES = AES256_BLOCK_SIZE // 8

AES256_KEY_SIZE = 256
"""The size of a key in bits."""

AES256_KEY_SIZE_BYTES = AES256_KEY_SIZE // 8

ColData = namedtuple("ColData", ["key", "type"])
"""The key of a column, and the class of the values in it."""


class AES256ColumnEncryptionPolicy(ColumnEncryptionPolicy):
    """Encrypts columns with AES-256 in CBC mode, padded as PKCS #7 says; the initialization vector goes before what is
    encrypted, so that any policy with the key can decrypt it.

    ``iv`` is the initialization vector of 16 bytes, a random one when it is left out; ``ValueError`` for any other
    size. One vector makes equal values equal in the database, which a column of the primary key depends on.
    """

    mode: Any = modes.CBC

    def __init__(self, iv=None):
        if iv and len(iv) != AES256_BLOCK_SIZE_BYTES:
            raise ValueError(
                "This policy uses AES-256 with CBC mode and therefore expects a 128-bit initialization vector"
            )
        self.iv = bytes(iv) if iv else os.urandom(AES256_BLOCK_SIZE_BYTES)
        self.coldata: dict[Any, ColData] = {}

    def add_column(self, coldesc, key, type):
        """Encrypts a column from now on, with a key of 32 bytes. ``type`` is the CQL type of its values, such as
        ``int``; the column itself is a ``blob``. ``ValueError`` when one is missing or does not fit."""
        for name, given in (("ColDesc", coldesc), ("Key", key), ("Type", type)):
            if not given:
                raise ValueError(f"{name} supplied to add_column cannot be None")
        if type not in _cqltypes:
            raise ValueError(f"Type {type} is not a supported type")
        if len(key) != AES256_KEY_SIZE_BYTES:
            raise ValueError("AES256 column encryption policy expects a 256-bit encryption key")
        self.coldata[coldesc] = ColData(bytes(key), _cqltypes[type])
        # Statements and rows that have been seen already must take notice.
        changes.add()

    def contains_column(self, coldesc):
        """Whether a column is encrypted."""
        return coldesc in self.coldata

    def column_type(self, coldesc):
        """Returns the class of the values in a column."""
        return self._column(coldesc).type

    def encrypt(self, coldesc, obj_bytes):
        """Returns bytes as they are stored in a column."""
        padder = PKCS7(AES256_BLOCK_SIZE).padder()
        encryptor = self._cipher(coldesc, self.iv).encryptor()
        padded = padder.update(obj_bytes) + padder.finalize()
        return self.iv + encryptor.update(padded) + encryptor.finalize()

    def decrypt(self, coldesc, encrypted_bytes):
        """Returns what was encrypted; ``ValueError`` when it was not with the key of the column."""
        iv, body = encrypted_bytes[:AES256_BLOCK_SIZE_BYTES], encrypted_bytes[AES256_BLOCK_SIZE_BYTES:]
        decryptor = self._cipher(coldesc, iv).decryptor()
        unpadder = PKCS7(AES256_BLOCK_SIZE).unpadder()
        padded = decryptor.update(body) + decryptor.finalize()
        return unpadder.update(padded) + unpadder.finalize()

    def encode_and_encrypt(self, coldesc, obj):
        """Returns a value as it is stored in a column, for statements that are not prepared."""
        if not coldesc:
            raise ValueError("ColDesc supplied to encode_and_encrypt cannot be None")
        if obj is None:
            raise ValueError("Object supplied to encode_and_encrypt cannot be None")
        return self.encrypt(coldesc, self.column_type(coldesc).serialize(obj, 4))

    def cache_info(self):
        """Tells how often a cipher was made, as ``functools.lru_cache`` does; all policies share the ciphers."""
        return AES256ColumnEncryptionPolicy._build_cipher.cache_info()

    def _column(self, coldesc):
        if coldesc not in self.coldata:
            raise ValueError(f"Could not find column {coldesc}")
        return self.coldata[coldesc]

    def _cipher(self, coldesc, iv):
        return AES256ColumnEncryptionPolicy._build_cipher(self._column(coldesc).key, iv)

    @staticmethod
    @lru_cache(maxsize=128)
    def _build_cipher(key, iv):
        return Cipher(algorithms.AES256(key), AES256ColumnEncryptionPolicy.mode(iv))

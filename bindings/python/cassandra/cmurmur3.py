"""The hash of ``Murmur3Partitioner``, from the native module."""

from __future__ import annotations

from cassandra._native import murmur3

__all__ = ["murmur3"]

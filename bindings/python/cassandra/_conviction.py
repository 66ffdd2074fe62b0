"""Conviction policies: when a node counts as down."""

from __future__ import annotations

from cassandra import OperationTimedOut


class ConvictionPolicy:
    """Decides when a node counts as down."""

    def __init__(self, host):
        self.host = host

    def add_failure(self, connection_exc):
        raise NotImplementedError

    def reset(self):
        raise NotImplementedError


class SimpleConvictionPolicy(ConvictionPolicy):
    """Counts a node as down at the first failure other than a timeout of the client."""

    def add_failure(self, connection_exc):
        return not isinstance(connection_exc, OperationTimedOut)

    def reset(self):
        """Does nothing: nothing is remembered."""

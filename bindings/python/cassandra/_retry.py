"""Retry policies. Decisions are pairs of what to do and the consistency level to do it with."""

from __future__ import annotations

from warnings import warn

from cassandra import ConsistencyLevel
from cassandra._constants import WriteType


class RetryPolicy:
    """Retries where that does no harm: once on the same node after a read timeout with enough answers, once after
    the batch log timed out, once on another node when too few replicas were alive."""

    RETRY = 0
    RETHROW = 1
    IGNORE = 2
    RETRY_NEXT_HOST = 3

    def on_read_timeout(self, query, consistency, required_responses, received_responses, data_retrieved, retry_num):
        """Decides after a :exc:`~cassandra.ReadTimeout`."""
        if retry_num == 0 and received_responses >= required_responses and not data_retrieved:
            return self.RETRY, consistency
        return self.RETHROW, None

    def on_write_timeout(self, query, consistency, write_type, required_responses, received_responses, retry_num):
        """Decides after a :exc:`~cassandra.WriteTimeout`."""
        if retry_num == 0 and write_type == WriteType.BATCH_LOG:
            return self.RETRY, consistency
        return self.RETHROW, None

    def on_unavailable(self, query, consistency, required_replicas, alive_replicas, retry_num):
        """Decides after :exc:`~cassandra.Unavailable`."""
        return (self.RETRY_NEXT_HOST, None) if retry_num == 0 else (self.RETHROW, None)

    def on_request_error(self, query, consistency, error, retry_num):
        """Decides after an overloaded or bootstrapping node, a server error or a lost connection."""
        return self.RETRY_NEXT_HOST, None


class FallthroughRetryPolicy(RetryPolicy):
    """Never retries."""

    def on_read_timeout(self, *args, **kwargs):
        return self.RETHROW, None

    def on_write_timeout(self, *args, **kwargs):
        return self.RETHROW, None

    def on_unavailable(self, *args, **kwargs):
        return self.RETHROW, None

    def on_request_error(self, *args, **kwargs):
        return self.RETHROW, None


class NeverRetryPolicy(RetryPolicy):
    """Never retries after a timeout or a lack of replicas; another node is asked when one fails."""

    def _rethrow(self, *args, **kwargs):
        return self.RETHROW, None

    on_read_timeout = on_write_timeout = on_unavailable = _rethrow


class DowngradingConsistencyRetryPolicy(RetryPolicy):
    """Retries with a lower consistency level that the live replicas can serve."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        warn(
            "DowngradingConsistencyRetryPolicy is deprecated and will be removed in the next major release.",
            DeprecationWarning,
            stacklevel=2,
        )

    def _pick_consistency(self, num_responses):
        levels = {1: ConsistencyLevel.ONE, 2: ConsistencyLevel.TWO}
        if num_responses < 1:
            return self.RETHROW, None
        return self.RETRY, levels.get(num_responses, ConsistencyLevel.THREE)

    def on_read_timeout(self, query, consistency, required_responses, received_responses, data_retrieved, retry_num):
        if retry_num != 0 or ConsistencyLevel.is_serial(consistency):
            return self.RETHROW, None
        if received_responses < required_responses:
            return self._pick_consistency(received_responses)
        return (self.RETRY, consistency) if not data_retrieved else (self.RETHROW, None)

    def on_write_timeout(self, query, consistency, write_type, required_responses, received_responses, retry_num):
        if retry_num != 0:
            return self.RETHROW, None
        if write_type in (WriteType.SIMPLE, WriteType.BATCH, WriteType.COUNTER):
            return (self.IGNORE, None) if received_responses > 0 else (self.RETHROW, None)
        if write_type == WriteType.UNLOGGED_BATCH:
            return self._pick_consistency(received_responses)
        if write_type == WriteType.BATCH_LOG:
            return self.RETRY, consistency
        return self.RETHROW, None

    def on_unavailable(self, query, consistency, required_replicas, alive_replicas, retry_num):
        if retry_num != 0:
            return self.RETHROW, None
        if ConsistencyLevel.is_serial(consistency):
            return self.RETRY_NEXT_HOST, None
        return self._pick_consistency(alive_replicas)

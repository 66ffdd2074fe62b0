"""Asks retry policies of the program about tries that failed."""

from __future__ import annotations

import logging

from cassandra import ReadTimeout, Unavailable, WriteTimeout
from cassandra._retry import RetryPolicy
from cassandra.connection import ConnectionBusy, ConnectionException
from cassandra.protocol import (
    IsBootstrappingErrorMessage,
    OverloadedErrorMessage,
    ServerError,
    TruncateError,
)

log = logging.getLogger("cassandra.cluster")

# Errors of one host: another one may do what this one did not.
_HOST_ERRORS = (
    OverloadedErrorMessage,
    IsBootstrappingErrorMessage,
    ServerError,
    TruncateError,
    ConnectionException,
    ConnectionError,
)


class RetryDecision:
    """Decides as a policy does about one statement. The core calls it on the thread of policies."""

    def __init__(self, policy, query):
        self._policy = policy
        self._query = query

    def __call__(self, error, consistency, retries, reply):
        decision, level = RetryPolicy.RETHROW, None
        try:
            decision, level = self._ask(error, consistency, retries)
        except Exception:
            log.exception("The retry policy failed; the error of the request stands:")
        finally:
            reply.send(decision, level)

    def _ask(self, error, consistency, retries):
        policy, query = self._policy, self._query
        if isinstance(error, ReadTimeout):
            return policy.on_read_timeout(
                query,
                consistency=error.consistency,
                required_responses=error.required_responses,
                received_responses=error.received_responses,
                data_retrieved=error.data_retrieved,
                retry_num=retries,
            )
        if isinstance(error, WriteTimeout):
            return policy.on_write_timeout(
                query,
                consistency=error.consistency,
                write_type=error.write_type,
                required_responses=error.required_responses,
                received_responses=error.received_responses,
                retry_num=retries,
            )
        if isinstance(error, Unavailable):
            return policy.on_unavailable(
                query,
                consistency=error.consistency,
                required_replicas=error.required_replicas,
                alive_replicas=error.alive_replicas,
                retry_num=retries,
            )
        if isinstance(error, ConnectionBusy):
            return RetryPolicy.RETRY_NEXT_HOST, None
        if isinstance(error, _HOST_ERRORS):
            return policy.on_request_error(query, consistency, error=error, retry_num=retries)
        return RetryPolicy.RETHROW, None

"""Requests that outlive an absence of the server."""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from cassandra import OperationTimedOut, ReadTimeout, Unavailable, WriteTimeout
from cassandra.cluster import NoHostAvailable
from cassandra.connection import ConnectionException
from cassandra.protocol import ErrorMessage, IsBootstrappingErrorMessage, OverloadedErrorMessage, ServerError

Result = TypeVar("Result")

_ATTEMPTS = 15
_FIRST_DELAY_SECONDS = 0.25
_LONGEST_DELAY_SECONDS = 4
_CAS_WRITE_UNKNOWN = 0x1700
_PASSING = (
    NoHostAvailable,
    OperationTimedOut,
    Unavailable,
    WriteTimeout,
    ReadTimeout,
    OverloadedErrorMessage,
    IsBootstrappingErrorMessage,
    ServerError,
    ConnectionException,
)


def _can_pass(error: Exception) -> bool:
    if isinstance(error, _PASSING):
        return True
    return isinstance(error, ErrorMessage) and error.code == _CAS_WRITE_UNKNOWN


repetitions = 0
"""How many requests have been made again so far."""


def repeat(request: Callable[[], Result]) -> Result:
    """Performs an idempotent request, again and again for up to 44 seconds while the server is away."""
    global repetitions
    delay = _FIRST_DELAY_SECONDS
    for attempt in range(2, _ATTEMPTS + 1):
        try:
            return request()
        except Exception as error:
            if not _can_pass(error):
                raise
            print(f"retry {attempt}: {type(error).__name__}: {error}", file=sys.stderr)
        repetitions += 1
        time.sleep(delay)
        delay = min(2 * delay, _LONGEST_DELAY_SECONDS)
    return request()

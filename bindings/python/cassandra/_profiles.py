"""Execution profiles: named sets of options for requests."""

from __future__ import annotations

from copy import copy
from typing import Any

from cassandra import ConsistencyLevel
from cassandra._rows import named_tuple_factory
from cassandra.policies import (
    DCAwareRoundRobinPolicy,
    NoSpeculativeExecutionPolicy,
    RetryPolicy,
    TokenAwarePolicy,
)

NOT_SET: Any = object()


class ConfigMode:
    """How the options of requests are set: by profiles, by attributes of sessions and clusters, or not yet known."""

    UNCOMMITTED = 0
    LEGACY = 1
    PROFILES = 2


class _ProfileName:
    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return self._name


EXEC_PROFILE_DEFAULT: Any = _ProfileName("EXEC_PROFILE_DEFAULT")
"""The key of the profile of requests that name none."""


def default_lbp_factory():
    """Makes the load balancing policy of profiles that name none."""
    return TokenAwarePolicy(DCAwareRoundRobinPolicy())


class ExecutionProfile:
    """Options for requests. Every attribute may be assigned at any time and counts from the next request on, except
    the load balancing policy, which counts for sessions that are connected afterwards.

    ``request_timeout`` is in seconds, ``None`` is without limit. ``row_factory`` takes the column names and the rows.
    """

    load_balancing_policy: Any = None
    retry_policy: Any = None
    consistency_level = ConsistencyLevel.LOCAL_ONE
    serial_consistency_level: int | None = None
    request_timeout: float | None = 10.0
    row_factory: Any = staticmethod(named_tuple_factory)
    speculative_execution_policy: Any = None
    continuous_paging_options: Any = None

    def __init__(
        self,
        load_balancing_policy=NOT_SET,
        retry_policy=None,
        consistency_level=NOT_SET,
        serial_consistency_level=None,
        request_timeout=10.0,
        row_factory=named_tuple_factory,
        speculative_execution_policy=None,
        continuous_paging_options=None,
    ):
        self._load_balancing_policy_explicit = load_balancing_policy is not NOT_SET
        self._consistency_level_explicit = consistency_level is not NOT_SET
        if not self._load_balancing_policy_explicit:
            load_balancing_policy = default_lbp_factory()
        if not self._consistency_level_explicit:
            consistency_level = ConsistencyLevel.LOCAL_ONE
        if serial_consistency_level is not None and not ConsistencyLevel.is_serial(serial_consistency_level):
            raise ValueError(
                "serial_consistency_level must be either ConsistencyLevel.SERIAL or ConsistencyLevel.LOCAL_SERIAL."
            )
        self.load_balancing_policy = load_balancing_policy
        self.retry_policy = retry_policy or RetryPolicy()
        self.consistency_level = consistency_level
        self.serial_consistency_level = serial_consistency_level
        self.request_timeout = request_timeout
        self.row_factory = row_factory
        self.speculative_execution_policy = speculative_execution_policy or NoSpeculativeExecutionPolicy()
        self.continuous_paging_options = continuous_paging_options

    def _clone(self, **changes):
        clone = copy(self)
        for name, value in changes.items():
            setattr(clone, name, value)
        return clone


class ProfileManager:
    """The profiles of a cluster by their keys."""

    def __init__(self):
        self.profiles: dict[Any, ExecutionProfile] = {}

    def _without_own_load_balancing(self):
        return [name for name, profile in self.profiles.items() if not profile._load_balancing_policy_explicit]

    @property
    def default(self):
        """The profile of requests that name none."""
        return self.profiles[EXEC_PROFILE_DEFAULT]

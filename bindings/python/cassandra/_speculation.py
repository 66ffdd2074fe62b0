"""Speculative execution policies: when to ask one more node before the first has answered."""

from __future__ import annotations


class SpeculativeExecutionPolicy:
    """Decides when a request is sent to another node before the first has answered."""

    def new_plan(self, keyspace, statement):
        raise NotImplementedError


class SpeculativeExecutionPlan:
    """The delays of one request."""

    def next_execution(self, host):
        raise NotImplementedError


class NoSpeculativeExecutionPlan(SpeculativeExecutionPlan):
    """Never sends a second time."""

    def next_execution(self, host):
        return -1


class NoSpeculativeExecutionPolicy(SpeculativeExecutionPolicy):
    """Never sends a second time."""

    def new_plan(self, keyspace, statement):
        return NoSpeculativeExecutionPlan()


class ConstantSpeculativeExecutionPolicy(SpeculativeExecutionPolicy):
    """Sends again after each delay in seconds, a number of times."""

    class ConstantSpeculativeExecutionPlan(SpeculativeExecutionPlan):
        """The delays of one request."""

        def __init__(self, delay, max_attempts):
            self.delay = delay
            self.remaining = max_attempts

        def next_execution(self, host):
            if self.remaining <= 0:
                return -1
            self.remaining -= 1
            return self.delay

    def __init__(self, delay, max_attempts):
        self.delay = delay
        self.max_attempts = max_attempts

    def new_plan(self, keyspace, statement):
        return self.ConstantSpeculativeExecutionPlan(self.delay, self.max_attempts)

"""Reconnection policies: how long to wait before each try to reach a node again."""

from __future__ import annotations

import random
from itertools import islice, repeat


class ReconnectionPolicy:
    """Decides how long to wait before each try to reconnect."""

    def new_schedule(self):
        """Returns delays in seconds, one for each try."""
        raise NotImplementedError


class ConstantReconnectionPolicy(ReconnectionPolicy):
    """Waits the same time before each try."""

    def __init__(self, delay, max_attempts: int | None = 64):
        if delay < 0:
            raise ValueError("delay must not be negative")
        if max_attempts is not None and max_attempts < 0:
            raise ValueError("max_attempts must not be negative")
        self.delay = delay
        self.max_attempts = max_attempts

    def new_schedule(self):
        return repeat(self.delay, self.max_attempts) if self.max_attempts else repeat(self.delay)


class ExponentialReconnectionPolicy(ReconnectionPolicy):
    """Doubles the time before each try, up to a limit, with some chance in it."""

    def __init__(self, base_delay, max_delay, max_attempts=64):
        if base_delay < 0 or max_delay < 0:
            raise ValueError("Delays may not be negative")
        if max_delay < base_delay:
            raise ValueError("Max delay must be greater than base delay")
        if max_attempts is not None and max_attempts < 0:
            raise ValueError("max_attempts must not be negative")
        self.base_delay = base_delay
        self.max_delay = max_delay
        self.max_attempts = max_attempts

    def new_schedule(self):
        return islice(self._delays(), self.max_attempts)

    def _delays(self):
        delay = self.base_delay
        while True:
            with_chance = delay * random.uniform(0.85, 1.15)
            yield min(max(self.base_delay, with_chance), self.max_delay)
            delay = min(delay * 2, self.max_delay)

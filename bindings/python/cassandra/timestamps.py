"""Write timestamps made by the client."""

from __future__ import annotations

import logging
import time
from threading import Lock

log = logging.getLogger(__name__)


class MonotonicTimestampGenerator:
    """Returns microseconds since the epoch, always more than the last time. When the clock stands still or goes
    back, it drifts into the future and warns about that.

    ``warning_threshold`` is the drift in seconds that is worth a warning, ``warning_interval`` the least time in
    seconds between two warnings; ``warn_on_drift=False`` turns them off.
    """

    warn_on_drift = True
    warning_threshold: float = 0
    warning_interval: float = 0

    def __init__(self, warn_on_drift=True, warning_threshold=1, warning_interval=1):
        self.lock = Lock()
        self.last = 0
        self._last_warn = 0
        self.warn_on_drift = warn_on_drift
        self.warning_threshold = warning_threshold
        self.warning_interval = warning_interval

    def _next_timestamp(self, now, last):
        if now > last:
            self.last = now
        else:
            self._maybe_warn(now=now)
            self.last = last + 1
        return self.last

    def __call__(self):
        with self.lock:
            return self._next_timestamp(now=int(time.time() * 1e6), last=self.last)

    def _maybe_warn(self, now):
        drift = self.last - now
        is_due = now - self._last_warn >= self.warning_interval * 1e6
        if not (self.warn_on_drift and is_due and drift >= self.warning_threshold * 1e6):
            return
        log.warning(
            f"Clock skew detected: current tick ({now}) was {drift} microseconds behind the last generated timestamp "
            f"({self.last}), returned timestamps will be artificially incremented to guarantee monotonicity."
        )
        self._last_warn = now

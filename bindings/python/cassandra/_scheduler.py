"""Runs functions later."""

from __future__ import annotations

import logging
from heapq import heappop, heappush
from itertools import count
from threading import Condition, Thread
from time import monotonic

log = logging.getLogger("cassandra.cluster")


class Scheduler(Thread):
    """Submits functions to an executor after a delay. One thread waits for all of them, until :meth:`shutdown`."""

    is_shutdown = False

    def __init__(self, executor):
        super().__init__(name="Task Scheduler", daemon=True)
        self._executor = executor
        self._tasks: list[tuple] = []
        self._order = count()
        self._changed = Condition()
        self.start()

    def schedule(self, delay, fn, *args, **kwargs):
        """Runs a function after so many seconds."""
        with self._changed:
            heappush(self._tasks, (monotonic() + delay, next(self._order), fn, args, kwargs))
            self._changed.notify()

    def schedule_unique(self, delay, fn, *args, **kwargs):
        """Runs a function after so many seconds, unless the same call is waiting already."""
        with self._changed:
            if any(task[2:] == (fn, args, kwargs) for task in self._tasks):
                log.debug("Ignoring schedule_unique for already-scheduled task: %r", (fn, args, kwargs))
                return
        self.schedule(delay, fn, *args, **kwargs)

    def shutdown(self):
        """Drops what is waiting, and ends the thread."""
        with self._changed:
            self.is_shutdown = True
            self._changed.notify()

    def run(self):
        while True:
            with self._changed:
                while not self.is_shutdown and (wait := self._wait()) != 0:
                    self._changed.wait(wait)
                if self.is_shutdown:
                    return
                _, _, fn, args, kwargs = heappop(self._tasks)
            try:
                self._executor.submit(fn, *args, **kwargs)
            except RuntimeError:
                # The executor takes nothing any more: the interpreter ends.
                return

    def _wait(self):
        """Returns how long nothing is due, in seconds; ``None`` while nothing is waiting."""
        return max(0, self._tasks[0][0] - monotonic()) if self._tasks else None

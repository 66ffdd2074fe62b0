"""The thread that runs callbacks of users, and its end with the interpreter or after a fork."""

from __future__ import annotations

import atexit
import logging
import os
from threading import Lock, Thread
from weakref import WeakSet

from cassandra import _native

log = logging.getLogger("cassandra.cluster")

# How long the interpreter waits at its end for a callback that is running.
_JOIN_SECONDS = 2.0

_lock = Lock()
_thread: Thread | None = None

clusters_for_shutdown: WeakSet = WeakSet()
"""Clusters that are shut down when the interpreter ends, if that has not been done."""


def start():
    """Starts the thread if it does not run."""
    global _thread
    if _thread is not None:
        return
    with _lock:
        if _thread is None:
            thread = Thread(target=_run, name="cassandra-callbacks", daemon=True)
            thread.start()
            _thread = thread


def _run():
    while jobs := _native.next_jobs():
        for job in jobs:
            try:
                job()
            except Exception:
                log.exception("Unexpected exception in a callback:")


def _exit():
    for cluster in list(clusters_for_shutdown):
        try:
            cluster.shutdown()
        except Exception:
            log.warning("A cluster was not shut down cleanly.", exc_info=True)
    _native.stop_dispatcher()
    if _thread is not None:
        _thread.join(_JOIN_SECONDS)
    _native.exit()


def _after_fork():
    """Threads do not survive a fork, and the parent's sessions are not the child's to close."""
    global _thread, _lock
    _lock = Lock()
    _thread = None
    clusters_for_shutdown.clear()
    _native.abandon_dispatcher()


atexit.register(_exit)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)

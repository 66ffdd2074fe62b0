"""The threads that run code of the program, callbacks and policies. They end with the interpreter, and after a fork."""

from __future__ import annotations

import atexit
import logging
import os
from threading import Lock, Thread, current_thread
from weakref import WeakSet

from cassandra import _green, _native

log = logging.getLogger("cassandra.cluster")

# How long the interpreter waits at its end for a callback that is running.
_JOIN_SECONDS = 2.0

_lock = Lock()
_threads: dict[bool, Thread] = {}

clusters_for_shutdown: WeakSet = WeakSet()
"""Clusters that are shut down when the interpreter ends, if that has not been done."""


def start(policies=False):
    """Starts the thread of callbacks, or that of policies, if it does not run. Policies have one of their own, so that
    a callback may wait for a request that they have to decide about."""
    if policies in _threads:
        return
    with _lock:
        if _green.is_on() and not _threads:
            # The pool of eventlet ends with the interpreter too, and waits for its threads: ours are to end first.
            atexit.unregister(_exit)
            atexit.register(_exit)
        if policies not in _threads:
            name = "cassandra-policies" if policies else "cassandra-callbacks"
            _threads[policies] = thread = Thread(target=_run, args=(policies,), name=name, daemon=True)
            thread.start()


def runs_here():
    """Tells whether this thread is that of callbacks."""
    return current_thread() is _threads.get(False)


def _run(policies):
    while jobs := _green.call(_native.next_jobs, policies):
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
    for thread in tuple(_threads.values()):
        thread.join(_JOIN_SECONDS)
    _native.exit()


def _after_fork():
    """Threads do not survive a fork, and the parent's sessions are not the child's to close."""
    global _lock
    _lock = Lock()
    _threads.clear()
    clusters_for_shutdown.clear()
    _native.abandon_dispatcher()


atexit.register(_exit)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)

"""How programs wait whose threads are greenlets, since gevent or eventlet has patched them: one of them waits, while
the others go on."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

_away: Any = None


def notice_patching():
    """Finds out, once a cluster is made, whether threads are greenlets."""
    global _away
    gevent, eventlet = sys.modules.get("gevent.monkey"), sys.modules.get("eventlet.patcher")
    if gevent is not None and gevent.is_module_patched("threading"):
        _away = _away_by_gevent
    elif eventlet is not None and eventlet.is_monkey_patched("thread"):
        _away = import_module("eventlet.tpool").execute


def is_on():
    """Whether threads are greenlets."""
    return _away is not None


def call(function, *args):
    """Calls what may wait, on a thread of the system if threads are greenlets."""
    return function(*args) if _away is None else _away(function, *args)


def _away_by_gevent(function, *args):
    # The pool prints what is raised, so it is brought back.
    value, error = import_module("gevent").get_hub().threadpool.apply(_outcome, (function, args))
    if error is not None:
        raise error
    return value


def _outcome(function, args):
    try:
        return function(*args), None
    except BaseException as error:
        return None, error

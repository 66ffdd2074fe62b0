"""Has the loggers of the package say what the core does."""

from __future__ import annotations

import logging

from cassandra import _dispatch, _native

_LOGGERS = [
    logging.getLogger(f"cassandra.{name}") for name in ("cluster", "connection", "metadata", "policies", "pool")
]


def follow():
    """Takes from the core what the loggers want by their levels now. What a logger wants that gets its level later is
    taken when the next session connects."""
    _dispatch.start()
    _native.follow_log(_say, min(min(logger.getEffectiveLevel(), 255) for logger in _LOGGERS))


def _say(level, name, text):
    logging.getLogger(name).log(level, "%s", text)

"""The name of the event loop of eventlet, in programs that it has patched."""

from importlib import import_module

from cassandra.connection import Connection

import_module("eventlet")


class EventletConnection(Connection):
    """Accepted as ``connection_class``; the core's own event loop is used, and only the greenlet waits."""

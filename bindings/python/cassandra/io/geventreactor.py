"""The name of the event loop of gevent, in programs that it has patched."""

from importlib import import_module

from cassandra.connection import Connection

import_module("gevent")


class GeventConnection(Connection):
    """Accepted as ``connection_class``; the core's own event loop is used, and only the greenlet waits."""

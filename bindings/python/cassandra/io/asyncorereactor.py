"""The name of the asyncore event loop."""

from cassandra.connection import Connection


class AsyncoreConnection(Connection):
    """Accepted as ``connection_class``; the core's own event loop is used."""

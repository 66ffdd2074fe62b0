"""The name of the libev event loop."""

from cassandra.connection import Connection


class LibevConnection(Connection):
    """Accepted as ``connection_class``; the core's own event loop is used."""

"""The name of the Twisted event loop."""

from cassandra.connection import Connection


class TwistedConnection(Connection):
    """Accepted as ``connection_class``; the core's own event loop is used."""

"""The name of the asyncio event loop."""

from cassandra.connection import Connection


class AsyncioConnection(Connection):
    """Accepted as ``connection_class``; the core's own event loop is used."""

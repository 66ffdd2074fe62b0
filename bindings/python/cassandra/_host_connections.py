"""The connections that the core keeps, as far as programs look at them."""

from __future__ import annotations


class Connections:
    """Connections to one host, seen as one: the core counts requests by host, whatever connection they went over. It
    tells how many there are, not which, so their ids are as of a connection that gives each the lowest free one."""

    is_control_connection = False
    # Protocol v4 has so many stream ids.
    max_in_flight = 1 << 15
    highest_request_id = max_in_flight - 1

    def _requests(self) -> tuple[int, int]:
        """Returns how many requests are not answered, and how many of those nobody waits for anymore."""
        raise NotImplementedError

    @property
    def in_flight(self):
        """How many requests are not answered yet. Those that timed out count until the host answers another one."""
        return self._requests()[0]

    @property
    def orphaned_request_ids(self):
        """One id for each request that timed out and that the host may still answer."""
        return set(range(self._requests()[1]))

    @property
    def request_ids(self):
        """The ids that are free."""
        return range(self._requests()[0], self.max_in_flight)


class HostConnections(Connections):
    """The connections of one session to one host: as many as the core keeps, one without options that say otherwise."""

    def __init__(self, session, host):
        self._session = session
        self.host = host

    @property
    def endpoint(self):
        """The endpoint of the host."""
        return self.host.endpoint

    @property
    def is_shutdown(self):
        """Whether the session has ended."""
        return self._session.is_shutdown

    @property
    def open_count(self):
        """How many connections there are."""
        return self._counts()[0]

    @property
    def is_closed(self):
        """Whether there is no connection. One that broke is replaced by the core before it could be seen here."""
        return not self.open_count

    @property
    def _connection(self):
        return None if self.is_closed else self

    @property
    def _connections(self):
        return self.get_connections()

    def get_connections(self):
        """Returns this, in a list; empty while the session is not connected to the host."""
        return [] if self.is_closed else [self]

    def get_state(self):
        """Returns how many connections there are, the number of requests that are not answered, and the ids of those
        among them that timed out."""
        open_count, in_flight, late = self._counts()
        return {
            "shutdown": self.is_shutdown,
            "open_count": open_count,
            "in_flights": [in_flight],
            "orphan_requests": [set(range(late))],
        }

    def _requests(self):
        return self._counts()[1:]

    def _counts(self):
        native, host_id = self._session._native, self.host.host_id
        if self.is_shutdown or native is None or host_id is None:
            return 0, 0, 0
        return native.pools().get(host_id.int, (0, 0, 0))

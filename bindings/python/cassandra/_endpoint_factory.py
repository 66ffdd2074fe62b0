"""End points of hosts as a factory of the program makes them."""

from __future__ import annotations

import logging
from uuid import UUID

from cassandra._address_translator import Translation, ip_of
from cassandra._endpoint import DefaultEndPoint, DefaultEndPointFactory

log = logging.getLogger("cassandra.cluster")


class Endpoints(Translation):
    """The end points of a cluster. The core asks where to connect before anything is read of a host: the factory gets
    what it knows then, under the names that the columns have. The end point of the :class:`~cassandra.pool.Host` is
    made of its whole row."""

    def __init__(self, factory, rows_by_id):
        super().__init__(None)
        self._factory = factory
        self._rows_by_id = rows_by_id
        self._made: dict = {}

    def _reached(self, told, port, host_id, datacenter, rack):
        row = {
            "host_id": UUID(int=host_id),
            "data_center": datacenter,
            "rack": rack,
            **dict.fromkeys(("rpc_address", "native_transport_address", "native_address", "peer"), told),
            **dict.fromkeys(("rpc_port", "native_transport_port", "native_port"), port),
        }
        address, port = self._factory.create(row).resolve()
        return ip_of(address), port

    def of(self, number, address, port):
        """Returns the end point of a host that the core reaches at an address."""
        key = number, address, port
        if key not in self._made:
            row = self._rows_by_id().get(number)
            if row is None:
                return DefaultEndPoint(address, port)
            self._made[key] = self._factory.create(row)
        return self._made[key]


def is_own(factory, port):
    """Whether a factory makes other end points than the core would."""
    return not (type(factory) is DefaultEndPointFactory and factory.port in (None, port))

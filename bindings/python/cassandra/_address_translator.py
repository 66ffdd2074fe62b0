"""Address translators: from what nodes tell to what the client reaches."""

from __future__ import annotations

import ipaddress
import logging
import socket

log = logging.getLogger("cassandra.cluster")


class AddressTranslator:
    """Translates addresses that nodes tell into ones that the client reaches."""

    def translate(self, addr):
        raise NotImplementedError


class IdentityTranslator(AddressTranslator):
    """Leaves addresses as they are."""

    def translate(self, addr):
        return addr


class EC2MultiRegionTranslator(AddressTranslator):
    """Translates public addresses of nodes in the client's own region of EC2 into private ones. The name service of EC2
    does it: a public address has a name, and inside the region that name resolves to the private address."""

    def translate(self, addr):
        family = socket.getaddrinfo(addr, 0, socket.AF_UNSPEC, socket.SOCK_STREAM)[0][0]
        resolved = socket.getaddrinfo(socket.getfqdn(addr), 0, family, socket.SOCK_STREAM)
        return next((entry[4][0] for entry in resolved), addr)


class Translation:
    """Asks a translator of the program where a host is reached. The core calls it on the thread of policies."""

    def __init__(self, translator):
        self._translator = translator

    def __call__(self, told, port, host_id, datacenter, rack, reply):
        try:
            reply.send(*self._reached(told, port, host_id, datacenter, rack))
        except Exception as error:
            log.warning("Address %s could not be translated and is used as it is:", told, exc_info=True)
            reply.fail(str(error) or repr(error))

    def _reached(self, told, port, host_id, datacenter, rack):
        return ip_of(self._translator.translate(told)), port


def ip_of(address):
    """Returns the IP address of an address or a name."""
    try:
        return ipaddress.ip_address(address)
    except ValueError:
        found = socket.getaddrinfo(address, 0, socket.AF_UNSPEC, socket.SOCK_STREAM)
        return ipaddress.ip_address(found[0][4][0])

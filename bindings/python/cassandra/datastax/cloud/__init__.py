"""Secure connect bundles: what a managed cluster gives to programs that connect to it. A :class:`Cluster
<cassandra.cluster.Cluster>` takes a bundle as ``cloud`` and has the core read it; these functions serve programs that
want to look into one."""

from __future__ import annotations

import json
import logging
import os
import ssl
import tempfile
from typing import Any
from urllib.request import urlopen
from zipfile import BadZipFile, ZipFile

from cassandra import DriverException

__all__ = ["CloudConfig", "get_cloud_config"]

log = logging.getLogger(__name__)

DATASTAX_CLOUD_PRODUCT_TYPE = "DATASTAX_APOLLO"

_TIMEOUT_SECONDS = 5


class CloudConfig:
    """What a bundle says (``username`` to ``ssl_context``), and what the service that it names adds: the data center,
    the proxy and the ids of the hosts behind it."""

    username: str | None = None
    password: str | None = None
    host: str | None = None
    port: int | None = None
    keyspace: str | None = None
    local_dc: str | None = None
    ssl_context: Any = None
    sni_host: str | None = None
    sni_port: int | None = None
    host_ids: list[str] | None = None

    @classmethod
    def from_dict(cls, d):
        """Reads the ``config.json`` of a bundle."""
        config = cls()
        config.username = d.get("username")
        config.password = d.get("password")
        config.host = d.get("host")
        config.port = _as_port(d.get("port"))
        config.keyspace = d.get("keyspace")
        config.local_dc = d.get("localDC")
        return config


def _as_port(value):
    try:
        return int(value)
    except (TypeError, ValueError):
        return value


def get_cloud_config(cloud_config, create_pyopenssl_context=False):
    """Reads the bundle at ``cloud_config["secure_connect_bundle"]`` and asks the service that it names.

    Raises ``ValueError`` for what is no bundle and :exc:`~cassandra.DriverException` when the service does not answer.
    """
    if "secure_connect_bundle" not in cloud_config:
        raise ValueError("The cloud config doesn't have a secure_connect_bundle specified.")
    try:
        config = read_cloud_config_from_zip(cloud_config, create_pyopenssl_context)
    except BadZipFile:
        message = "Unable to open the zip file for the cloud config. Check your secure connect bundle."
        raise ValueError(message) from None
    return read_metadata_info(config, cloud_config)


def read_cloud_config_from_zip(cloud_config, create_pyopenssl_context=False):
    """Reads a bundle. OpenSSL takes certificates from files alone, so they are for a moment in a folder beside the
    bundle, or with ``use_default_tempdir`` in that of the system."""
    bundle = cloud_config["secure_connect_bundle"]
    place = None if cloud_config.get("use_default_tempdir") else os.path.dirname(os.path.abspath(bundle))
    with ZipFile(bundle) as archive, tempfile.TemporaryDirectory(dir=place) as folder:
        archive.extractall(folder)
        return parse_cloud_config(os.path.join(folder, "config.json"), cloud_config, create_pyopenssl_context)


def parse_cloud_config(path, cloud_config, create_pyopenssl_context=False):
    """Reads the ``config.json`` of an unpacked bundle, and the certificates beside it."""
    if create_pyopenssl_context:
        raise DriverException("The core connects by itself, so no context of pyOpenSSL is made.")
    with open(path, encoding="utf-8") as stream:
        config = CloudConfig.from_dict(json.load(stream))
    config.ssl_context = cloud_config.get("ssl_context") or _context_of(os.path.dirname(path))
    return config


def _context_of(folder):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.load_verify_locations(os.path.join(folder, "ca.crt"))
    context.load_cert_chain(certfile=os.path.join(folder, "cert"), keyfile=os.path.join(folder, "key"))
    return context


def read_metadata_info(config, cloud_config):
    """Asks the service for the hosts and the proxy, for ``cloud_config["connect_timeout"]`` seconds at most."""
    url = f"https://{config.host}:{config.port}/metadata"
    timeout = cloud_config.get("connect_timeout", _TIMEOUT_SECONDS)
    try:
        with urlopen(url, context=config.ssl_context, timeout=timeout) as response:
            status, body = response.status, response.read()
    except Exception as error:
        log.exception("The metadata service could not be asked:")
        raise DriverException(
            f"Unable to connect to the metadata service at {url}. Check the cluster status in the cloud console. "
        ) from error
    if status != 200:
        raise DriverException(f"Error while fetching the metadata at: {url}. The service returned error code {status}.")
    return parse_metadata_info(config, body.decode())


def parse_metadata_info(config, http_data):
    """Adds what the service answered to a config, and returns it."""
    try:
        contact = json.loads(http_data)["contact_info"]
    except ValueError:
        raise DriverException("Failed to load cluster metadata") from None
    config.local_dc = contact["local_dc"]
    host, _, port = contact["sni_proxy_address"].partition(":")
    config.sni_host = host
    config.sni_port = int(port) if port.isdecimal() else 9042
    config.host_ids = list(contact["contact_points"])
    return config

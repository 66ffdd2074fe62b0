"""TLS options of :class:`~cassandra.cluster.Cluster` for the core, which does TLS itself."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from cassandra._policy_rules import refuse

# A context keeps its certificate to itself, so the paths are remembered when it loads them. That needs this module to
# be imported before the context is made, as programs that import `cassandra` at their top do.
_chains: WeakKeyDictionary[ssl.SSLContext, tuple] = WeakKeyDictionary()
_load_cert_chain = ssl.SSLContext.load_cert_chain


def _remember_cert_chain(self, certfile, keyfile=None, password=None):
    _load_cert_chain(self, certfile, keyfile, password)
    _chains[self] = (certfile, keyfile, password)


ssl.SSLContext.load_cert_chain = _remember_cert_chain  # type: ignore[method-assign,assignment]

_KNOWN = {
    "ca_certs",
    "cert_reqs",
    "certfile",
    "check_hostname",
    "ciphers",
    "keyfile",
    "server_hostname",
    "ssl_version",
}
_VERSIONS = {ssl.PROTOCOL_TLS, ssl.PROTOCOL_TLS_CLIENT, ssl.PROTOCOL_TLSv1_2}


def core_options(ssl_context, ssl_options):
    """Returns the TLS options of the core, or ``None`` without TLS."""
    if ssl_context is None and not ssl_options:
        return None
    options = dict(ssl_options or {})
    for name in options:
        if name not in _KNOWN:
            raise refuse(f"ssl_options: {name}", "the core has no such TLS option")
    if options.get("ssl_version", ssl.PROTOCOL_TLS_CLIENT) not in _VERSIONS:
        raise refuse("ssl_options: ssl_version", "the core speaks TLS 1.2 and 1.3")
    if ssl_context is not None:
        return _from_context(ssl_context, options)
    tls: dict[str, Any] = {
        **_common(options),
        "verify": _verification(options.get("cert_reqs"), options.get("check_hostname")),
    }
    if options.get("ca_certs"):
        tls["ca_pem"] = [Path(options["ca_certs"]).read_bytes()]
    return {**tls, **_client_certificate(options.get("certfile"), options.get("keyfile"))}


def _common(options):
    given = {"server_name": options.get("server_hostname"), "cipher_suites": options.get("ciphers")}
    return {name: value for name, value in given.items() if value is not None}


def _verification(cert_reqs, check_hostname):
    if cert_reqs == ssl.CERT_NONE:
        return "none"
    return "peer_identity" if check_hostname else "peer"


def _from_context(context, options):
    if not isinstance(context, ssl.SSLContext):
        raise refuse("ssl_context", f"{type(context)} is not an ssl.SSLContext")
    check_hostname = options.get("check_hostname", context.check_hostname)
    authorities = context.get_ca_certs(binary_form=True)
    tls = {
        **_common(options),
        "min_version": "1.3" if context.minimum_version == ssl.TLSVersion.TLSv1_3 else "1.2",
        "verify": _verification(context.verify_mode, check_hostname),
        "ca_pem": [ssl.DER_cert_to_PEM_cert(der).encode() for der in authorities],
    }
    certfile, keyfile, password = _chains.get(context, (None, None, None))
    if password is not None:
        tls["key_passphrase"] = _passphrase(password)
    own = _client_certificate(options.get("certfile") or certfile, options.get("keyfile") or keyfile)
    return {**tls, **own}


def _passphrase(password: str | bytes | bytearray | Callable[[], str | bytes | bytearray]) -> bytes:
    """Returns the bytes of what ``load_cert_chain`` takes: text, bytes, or a function that gives one of them."""
    given = password() if callable(password) else password
    return given.encode() if isinstance(given, str) else bytes(given)


def _client_certificate(certfile, keyfile):
    """Reads certificate and key, which may be in one file."""
    if certfile is None:
        return {}
    cert = Path(certfile).read_bytes()
    return {"cert_pem": cert, "key_pem": cert if keyfile is None else Path(keyfile).read_bytes()}

"""How the driver proves who it is. SASL mechanisms come from the package ``pure-sasl``."""

from __future__ import annotations

import socket

try:
    from puresasl.client import SASLClient  # pyright: ignore[reportMissingImports]
except ImportError:
    SASLClient = None

_DSE_AUTHENTICATOR = "com.datastax.bdp.cassandra.auth.DseAuthenticator"


class AuthProvider:
    """Makes an :class:`Authenticator` for each connection."""

    def new_authenticator(self, host):
        """Returns the authenticator of a connection to a host."""
        raise NotImplementedError


class Authenticator:
    """Answers the server's questions on one connection."""

    server_authenticator_class: str | None = None

    def initial_response(self):
        """Returns the first message to the server."""
        return None

    def evaluate_challenge(self, challenge):
        """Returns the answer to a challenge of the server."""
        raise NotImplementedError

    def on_authentication_success(self, token):
        """Takes the token that the server sends in the end."""


class PlainTextAuthProvider(AuthProvider):
    """User name and password for Cassandra's ``PasswordAuthenticator``."""

    def __init__(self, username=None, password=None):
        self.username = username
        self.password = password

    def new_authenticator(self, host):
        return PlainTextAuthenticator(self.username, self.password)

    def __repr__(self):
        return f"{type(self).__name__}(username={self.username!r})"


DSEPlainTextAuthProvider = PlainTextAuthProvider


class TransitionalModePlainTextAuthProvider(AuthProvider):
    """Lets programs without a name into a cluster of DataStax Enterprise that is about to ask for names."""

    def new_authenticator(self, host):
        return TransitionalModePlainTextAuthenticator()


class SaslAuthProvider(AuthProvider):
    """Any mechanism of the package ``pure-sasl``, by the arguments of its ``SASLClient`` but the host."""

    def __init__(self, **sasl_kwargs):
        _require_sasl()
        if "host" in sasl_kwargs:
            raise ValueError("kwargs should not contain 'host' since it is passed dynamically to new_authenticator")
        self.sasl_kwargs = sasl_kwargs

    def new_authenticator(self, host):
        return SaslAuthenticator(host, **self.sasl_kwargs)


class DSEGSSAPIAuthProvider(AuthProvider):
    """Kerberos for DataStax Enterprise. ``properties`` are those of the mechanism; ``resolve_host_name`` takes the name
    of the host for its principal, not the address."""

    def __init__(self, service="dse", qops=("auth",), resolve_host_name=True, **properties):
        _require_sasl()
        self.service = service
        self.qops = qops
        self.resolve_host_name = resolve_host_name
        self.properties = properties

    def new_authenticator(self, host):
        if self.resolve_host_name:
            host = socket.getnameinfo((host, 0), 0)[0]
        return GSSAPIAuthenticator(host, self.service, self.qops, self.properties)


class SaslAuthenticator(Authenticator):
    """Passes what the server says to a mechanism of ``pure-sasl``, and back."""

    def __init__(self, host, service, mechanism="GSSAPI", **sasl_kwargs):
        self.sasl = _require_sasl()(host, service, mechanism, **sasl_kwargs)

    def initial_response(self):
        return self.sasl.process()

    def evaluate_challenge(self, challenge):
        return self.sasl.process(challenge)


class BaseDSEAuthenticator(Authenticator):
    """Names its mechanism to DataStax Enterprise, which then asks for the first message; other servers get it at
    once."""

    def get_mechanism(self):
        """Returns the name of the mechanism."""
        raise NotImplementedError("get_mechanism not implemented")

    def get_initial_challenge(self):
        """Returns what DataStax Enterprise says once it knows the mechanism."""
        raise NotImplementedError("get_initial_challenge not implemented")

    def initial_response(self):
        if self.server_authenticator_class == _DSE_AUTHENTICATOR:
            return self.get_mechanism()
        return self.evaluate_challenge(self.get_initial_challenge())


class PlainTextAuthenticator(BaseDSEAuthenticator):
    """Sends user name and password as SASL PLAIN."""

    def __init__(self, username, password):
        self.username = username
        self.password = password

    def get_mechanism(self):
        return b"PLAIN"

    def get_initial_challenge(self):
        return b"PLAIN-START"

    def evaluate_challenge(self, challenge):
        if challenge != b"PLAIN-START":
            raise Exception("Did not receive a valid challenge response from server")
        return f"\0{self.username}\0{self.password}".encode()


class TransitionalModePlainTextAuthenticator(PlainTextAuthenticator):
    """Sends an empty name and password."""

    def __init__(self):
        super().__init__("", "")


class GSSAPIAuthenticator(BaseDSEAuthenticator):
    """Speaks for a Kerberos principal."""

    def __init__(self, host, service, qops, properties):
        self.sasl = _require_sasl()(host, service, "GSSAPI", qops=qops, **properties)

    def get_mechanism(self):
        return b"GSSAPI"

    def get_initial_challenge(self):
        return b"GSSAPI-START"

    def evaluate_challenge(self, challenge):
        return self.sasl.process() if challenge == b"GSSAPI-START" else self.sasl.process(challenge)


def _require_sasl():
    if SASLClient is None:
        raise ImportError("The puresasl library has not been installed")
    return SASLClient

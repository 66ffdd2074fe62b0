"""How the driver proves who it is."""

from __future__ import annotations


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


class PlainTextAuthenticator(Authenticator):
    """Sends user name and password as SASL PLAIN."""

    def __init__(self, username, password):
        self.username = username
        self.password = password

    def initial_response(self):
        return f"\0{self.username}\0{self.password}".encode()

    def evaluate_challenge(self, challenge):
        return self.initial_response() if challenge == b"PLAIN-START" else None

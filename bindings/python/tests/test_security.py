"""Authentication and TLS."""

import ssl

import pytest
from conftest import contact_points, environment

from cassandra import AuthenticationFailed, Unauthorized
from cassandra.auth import Authenticator, AuthProvider, PlainTextAuthProvider
from cassandra.cluster import Cluster, NoHostAvailable
from cassandra.connection import ConnectionException

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def protected():
    return contact_points("UNICQL_AUTH_CONTACT_POINTS")


@pytest.fixture(scope="module")
def encrypted():
    return contact_points("UNICQL_TLS_CONTACT_POINTS")


def files():
    return {name: environment(f"UNICQL_TLS_{name}") for name in ("CA", "CERT", "KEY")}


def context():
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname = False
    made.load_verify_locations(files()["CA"])
    return made


def causes(arguments):
    with Cluster(**arguments) as cluster, pytest.raises(NoHostAvailable) as raised:
        cluster.connect()
    return list(raised.value.errors.values())


def test_the_right_password_connects(protected):
    with Cluster(**protected, auth_provider=PlainTextAuthProvider("cassandra", "cassandra")) as cluster:
        session = cluster.connect()
        assert session.execute("SELECT key FROM system.local").one().key == "local"


def test_a_provider_of_the_program_speaks_for_its_connections(protected):
    class Own(AuthProvider):
        """Does in two steps what a name and a password would do."""

        def __init__(self, password):
            self.password = password
            self.asked, self.told = [], []

        def new_authenticator(self, host):
            self.asked.append(host)
            provider = self

            class OwnAuthenticator(Authenticator):
                def initial_response(self):
                    return f"\0cassandra\0{provider.password}".encode()

                def on_authentication_success(self, token):
                    provider.told.append((self.server_authenticator_class, token))

            return OwnAuthenticator()

    provider = Own("cassandra")
    with Cluster(**protected, auth_provider=provider) as cluster:
        session = cluster.connect()
        assert session.execute("SELECT key FROM system.local").one().key == "local"
        assert set(provider.asked) == {host.address for host in session.hosts}
        assert {name.rpartition(".")[2] for name, _ in provider.told} == {"PasswordAuthenticator"}
    (error,) = causes({**protected, "auth_provider": Own("wrong")})
    assert isinstance(error, AuthenticationFailed)


def test_a_provider_that_fails_says_why(protected):
    class Broken(AuthProvider):
        def new_authenticator(self, host):
            raise LookupError("no keys today")

    (error,) = causes({**protected, "auth_provider": Broken()})
    assert "no keys today" in str(error)


def test_a_wrong_password_fails_for_each_host(protected):
    (error,) = causes({**protected, "auth_provider": PlainTextAuthProvider("cassandra", "wrong")})
    assert isinstance(error, AuthenticationFailed)
    host = f"{protected['contact_points'][0]}:{protected['port']}"
    beginning = f"Failed to authenticate to {host}: Error from server: code=0100 [Bad credentials] message="
    assert str(error).startswith(beginning)
    assert "wrong" not in str(error)


def test_no_password_fails_for_each_host(protected):
    (error,) = causes(protected)
    assert isinstance(error, AuthenticationFailed)
    assert str(error) == "Remote end requires authentication"


def test_what_a_user_may_not_do_is_unauthorized(protected):
    with Cluster(**protected, auth_provider=PlainTextAuthProvider("cassandra", "cassandra")) as cluster:
        admin = cluster.connect()
        admin.execute("CREATE ROLE IF NOT EXISTS python_guest WITH PASSWORD = 'guest' AND LOGIN = true")
        try:
            guest = PlainTextAuthProvider("python_guest", "guest")
            with (
                Cluster(**protected, auth_provider=guest) as guests,
                pytest.raises(Unauthorized, match="code=2100"),
            ):
                guests.connect().execute("CREATE ROLE another")
        finally:
            admin.execute("DROP ROLE python_guest")


def test_a_context_with_a_client_certificate_connects(encrypted):
    made = context()
    made.load_cert_chain(files()["CERT"], files()["KEY"])
    with Cluster(**encrypted, ssl_context=made) as cluster:
        assert cluster.connect().execute("SELECT key FROM system.local").one().key == "local"


def test_ssl_options_connect(encrypted):
    given = files()
    options = {"ca_certs": given["CA"], "certfile": given["CERT"], "keyfile": given["KEY"]}
    with Cluster(**encrypted, ssl_options=options) as cluster:
        assert cluster.connect().execute("SELECT key FROM system.local").one().key == "local"


def test_without_the_client_certificate_tls_fails(encrypted):
    (error,) = causes({**encrypted, "ssl_context": context()})
    # With TLS 1.3 the server may refuse only after the client took the handshake for done.
    assert isinstance(error, (ssl.SSLError, ConnectionException))


def test_an_unknown_authority_is_refused(encrypted):
    given = files()
    options = {"ca_certs": given["CERT"], "certfile": given["CERT"], "keyfile": given["KEY"]}
    (error,) = causes({**encrypted, "ssl_options": options})
    assert isinstance(error, ssl.SSLError)


def test_a_context_that_trusts_nobody_is_refused(encrypted):
    with (
        Cluster(**encrypted, ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)) as cluster,
        pytest.raises(ValueError, match="ca_pem"),
    ):
        cluster.connect()


def test_tls_to_a_plain_port_fails(plain):
    (error,) = causes({**plain, "ssl_context": context(), "connect_timeout": 5})
    assert isinstance(error, ssl.SSLError)

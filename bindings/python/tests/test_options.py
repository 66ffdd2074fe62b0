"""The arguments of Cluster: honoured, refused with a reason, or without effect as the table says."""

import inspect
import socket
import ssl

import pytest

from cassandra import UnresolvableContactPoints, UnsupportedOperation
from cassandra._generated import OPTIONS
from cassandra._options import core_options
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, DefaultConnection, ExecutionProfile, NoHostAvailable
from cassandra.connection import Connection, ProtocolError
from cassandra.io.asyncioreactor import AsyncioConnection
from cassandra.io.asyncorereactor import AsyncoreConnection
from cassandra.io.libevreactor import LibevConnection
from cassandra.io.twistedreactor import TwistedConnection
from cassandra.policies import (
    ConstantReconnectionPolicy,
    ConstantSpeculativeExecutionPolicy,
    DCAwareRoundRobinPolicy,
    DowngradingConsistencyRetryPolicy,
    FallthroughRetryPolicy,
    HostDistance,
    IdentityTranslator,
    RetryPolicy,
    RoundRobinPolicy,
    SimpleConvictionPolicy,
    TokenAwarePolicy,
    WhiteListRoundRobinPolicy,
)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def parameters(function):
    return [name for name in inspect.signature(function).parameters if name != "self"]


def test_the_table_knows_every_argument():
    profile = [f"ExecutionProfile.{name}" for name in parameters(ExecutionProfile.__init__)]
    assert sorted(OPTIONS) == sorted(parameters(Cluster.__init__) + profile)
    assert len(parameters(Cluster.__init__)) == 41


def test_an_unknown_argument_is_a_type_error():
    with pytest.raises(TypeError, match="unexpected keyword argument 'contactpoints'"):
        Cluster(contactpoints=["127.0.0.1"])  # type: ignore[call-arg]


def test_what_connections_are_told_and_do_are_options_of_the_core():
    def options(**arguments):
        chosen = core_options(Cluster(**arguments), None, 10)
        names = "prepare_on_up", "startup_options", "heartbeat_interval_ms", "heartbeat_timeout_ms"
        return tuple(chosen[name] for name in names)

    assert options() == (True, None, 30_000, 30_000)
    assert options(reprepare_on_up=False, no_compact=True, idle_heartbeat_interval=2, idle_heartbeat_timeout=0.5) == (
        (False, [("NO_COMPACT", "true")], 2000, 500)
    )


REFUSED = [
    ("connection_class", {"connection_class": type("OwnConnection", (Connection,), {})}),
    ("push", {"connection_class": type("OwnConnection", (LibevConnection,), {"push": print})}),
    ("connection_class", {"connection_class": object}),
    ("conviction_policy_factory", {"conviction_policy_factory": lambda host: None}),
    ("address_translator", {"address_translator": object()}),
    ("protocol_version=3", {"protocol_version": 3}),
    ("compression='zstd'", {"compression": "zstd"}),
    ("sockopts", {"sockopts": [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)]}),
    ("ssl_options: ssl_version", {"ssl_options": {"ssl_version": 99}}),
    ("ssl_context", {"ssl_context": object()}),
    (
        "ExecutionProfile.continuous_paging_options",
        {"execution_profiles": {"a": ExecutionProfile(continuous_paging_options=object())}},
    ),
]


@pytest.mark.parametrize(("name", "arguments"), REFUSED)
def test_what_the_core_cannot_do_is_refused_by_name(name, arguments):
    with pytest.raises(UnsupportedOperation) as raised:
        Cluster(**arguments)
    assert name in str(raised.value)


def test_a_bundle_stands_for_contact_points_and_tls(tmp_path):
    bundle = tmp_path / "bundle.zip"
    cluster = Cluster(cloud={"secure_connect_bundle": bundle, "use_default_tempdir": True})
    assert (cluster.contact_points, cluster.endpoints_resolved) == ([], [])
    assert core_options(cluster, None, 10)["secure_connect_bundle"] == str(bundle)
    with pytest.raises(ValueError, match=r"bundle\.zip` cannot be opened"):
        cluster.connect()
    bundle.write_text("no zip file")
    with pytest.raises(ValueError, match="is not a zip file"):
        cluster.connect()
    for wrong, error in (
        ({"cloud": {}}, ValueError),
        ({"cloud": {"secure_connect_bundle": bundle}, "contact_points": ["127.0.0.1"]}, ValueError),
        ({"cloud": {"secure_connect_bundle": bundle, "ssl_context": object()}}, UnsupportedOperation),
    ):
        with pytest.raises(error):
            Cluster(**wrong)


def test_version_4_is_spoken_where_a_higher_one_is_allowed():
    assert Cluster(protocol_version=5).protocol_version == 4


@pytest.mark.parametrize("cls", [AsyncioConnection, AsyncoreConnection, LibevConnection, TwistedConnection])
def test_names_of_event_loops_are_accepted(cls):
    assert Cluster(connection_class=cls).connection_class is cls
    assert Cluster().connection_class is Cluster.connection_class is DefaultConnection


def test_a_version_of_cql_has_to_be_that_of_the_server(plain):
    with Cluster(**plain) as cluster:
        version = cluster.connect().execute("SELECT cql_version FROM system.local").one().cql_version
    with Cluster(**plain, cql_version=version) as cluster:
        assert cluster.connect().cluster.cql_version == version
    with Cluster(**plain, cql_version="9.9.9") as cluster, pytest.raises(NoHostAvailable) as raised:
        cluster.connect()
    ((host, error),) = raised.value.errors.items()
    assert isinstance(error, ProtocolError) and f"Supported versions: ['{version}']" in str(error)
    assert host == f"{plain['contact_points'][0]}:{plain['port']}"


def test_built_in_policies_are_options_of_the_core():
    token_aware = TokenAwarePolicy(DCAwareRoundRobinPolicy("dc1", used_hosts_per_remote_dc=2), shuffle_replicas=True)
    profile = ExecutionProfile(
        token_aware,
        retry_policy=FallthroughRetryPolicy(),
        speculative_execution_policy=ConstantSpeculativeExecutionPolicy(0.25, 3),
    )
    cluster = Cluster(
        execution_profiles={EXEC_PROFILE_DEFAULT: profile},
        reconnection_policy=ConstantReconnectionPolicy(0.5),
        conviction_policy_factory=SimpleConvictionPolicy,
        address_translator=IdentityTranslator(),
    )
    assert cluster._core_policies() == {
        "local_datacenter": "dc1",
        "load_balancing": {
            "token_aware": True,
            "shuffle_replicas": True,
            "remote_hosts_per_datacenter": 2,
            "remote_for_local_consistency": True,
        },
        "retry": "fallthrough",
        "speculative_execution": (250, 3),
    }
    legacy = Cluster(
        load_balancing_policy=WhiteListRoundRobinPolicy(["127.0.0.1"]),
        default_retry_policy=DowngradingConsistencyRetryPolicy(),
    )
    assert legacy._core_policies() == {
        "local_datacenter": None,
        "load_balancing": {"token_aware": False, "shuffle_replicas": False, "allowed_hosts": ["127.0.0.1"]},
        "retry": "downgrading",
        "speculative_execution": None,
    }
    assert Cluster()._core_policies()["infer_local_datacenter"] is True


WRONG = [
    ({"contact_points": "127.0.0.1"}, TypeError, "should not be a string"),
    ({"contact_points": [None]}, ValueError, "should not contain None"),
    ({"contact_points": ["no.such.host.invalid"]}, UnresolvableContactPoints, "no.such.host.invalid"),
    ({"load_balancing_policy": RoundRobinPolicy}, TypeError, "should not be a class"),
    ({"default_retry_policy": RetryPolicy}, TypeError, "should not be a class"),
    ({"reconnection_policy": ConstantReconnectionPolicy}, TypeError, "should not be a class"),
    ({"reconnection_policy": 5}, UnsupportedOperation, "reconnection_policy is not supported: builtins.int"),
    ({"conviction_policy_factory": 5}, ValueError, "must be callable"),
    ({"timestamp_generator": 5}, ValueError, "must be callable"),
    ({"auth_provider": ("user", "password")}, TypeError, "AuthProvider interface"),
    (
        {"load_balancing_policy": RoundRobinPolicy(), "execution_profiles": {"a": ExecutionProfile()}},
        ValueError,
        "should not specify legacy parameters",
    ),
]


@pytest.mark.parametrize(("arguments", "error", "message"), WRONG)
def test_a_wrong_argument_raises_as_it_always_did(arguments, error, message):
    with pytest.raises(error, match=message):
        Cluster(**arguments)


def test_contact_points_resolve_to_endpoints():
    cluster = Cluster(["127.0.0.1", ("127.0.0.2", 9043), "127.0.0.1"], port=9142)
    assert [str(endpoint) for endpoint in cluster.endpoints_resolved] == ["127.0.0.1:9142", "127.0.0.2:9043"]
    assert [str(endpoint) for endpoint in Cluster().endpoints_resolved] == ["127.0.0.1:9042"]


def test_profiles_are_added_under_a_new_name():
    cluster = Cluster(execution_profiles={"slow": ExecutionProfile(request_timeout=60)})
    cluster.add_execution_profile("fast", ExecutionProfile(request_timeout=1))
    assert cluster.profile_manager.profiles["fast"].request_timeout == 1
    with pytest.raises(ValueError, match="already exists"):
        cluster.add_execution_profile("fast", ExecutionProfile())
    with pytest.raises(TypeError):
        cluster.add_execution_profile("other", object())


def test_a_context_gives_its_authorities_and_what_it_verifies(tmp_path):
    from cassandra._tls import core_options

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    lowest = {"min_version": "1.2"}
    assert core_options(context, None) == {**lowest, "verify": "peer_identity", "ca_pem": []}
    context.check_hostname = False
    assert core_options(context, None) == {**lowest, "verify": "peer", "ca_pem": []}
    context.verify_mode = ssl.CERT_NONE
    assert core_options(context, None) == {**lowest, "verify": "none", "ca_pem": []}
    authority = tmp_path / "ca.pem"
    authority.write_bytes(b"pem")
    options = core_options(None, {"ca_certs": str(authority), "certfile": str(authority)})
    assert options == {"verify": "peer", "ca_pem": [b"pem"], "cert_pem": b"pem", "key_pem": b"pem"}


def test_limits_of_pools_are_told_and_cannot_be_set():
    cluster, local = Cluster(), HostDistance.LOCAL
    for name, told in (
        ("min_requests_per_connection", 5),
        ("max_requests_per_connection", 100),
        ("core_connections_per_host", 2),
        ("max_connections_per_host", 8),
    ):
        assert getattr(cluster, f"get_{name}")(local) == told
        with pytest.raises(UnsupportedOperation, match=rf"set_{name}\(\) only has an effect"):
            getattr(cluster, f"set_{name}")(local, told + 1)

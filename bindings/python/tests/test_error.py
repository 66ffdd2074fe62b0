"""Errors of the core as legacy exceptions."""

import ssl

import pytest

import cassandra
from cassandra import _native, protocol
from cassandra._failure import name_hosts
from cassandra._generated import ERROR_KINDS
from cassandra.cluster import NoHostAvailable
from cassandra.connection import ConnectionException, ProtocolError
from cassandra.metadata import Metadata

RAISED = {
    "Server": protocol.ServerError,
    "Protocol": protocol.ProtocolException,
    "BadCredentials": NoHostAvailable,
    "Unavailable": cassandra.Unavailable,
    "Overloaded": protocol.OverloadedErrorMessage,
    "IsBootstrapping": protocol.IsBootstrappingErrorMessage,
    "Truncate": protocol.TruncateError,
    "WriteTimeout": cassandra.WriteTimeout,
    "ReadTimeout": cassandra.ReadTimeout,
    "ReadFailure": cassandra.ReadFailure,
    "FunctionFailure": cassandra.FunctionFailure,
    "WriteFailure": cassandra.WriteFailure,
    "CdcWriteFailure": protocol.CDCWriteException,
    "CasWriteUnknown": protocol.ErrorMessage,
    "Syntax": protocol.SyntaxException,
    "Unauthorized": cassandra.Unauthorized,
    "Invalid": cassandra.InvalidRequest,
    "Config": protocol.ConfigurationException,
    "AlreadyExists": cassandra.AlreadyExists,
    "Unprepared": protocol.PreparedQueryNotFound,
    "OtherServer": protocol.ErrorMessage,
    "RateLimited": protocol.ErrorMessage,
    "NoHostAvailable": NoHostAvailable,
    "UnresolvedHost": cassandra.UnresolvableContactPoints,
    "ConnectionFailed": NoHostAvailable,
    "ConnectionClosed": NoHostAvailable,
    "AuthenticationRequired": NoHostAvailable,
    "Tls": NoHostAvailable,
    "NotCql": NoHostAvailable,
    "TimedOut": cassandra.OperationTimedOut,
    "Busy": NoHostAvailable,
    "InvalidOption": ValueError,
    "InvalidParameter": ValueError,
    "SessionClosed": NoHostAvailable,
    "Cancelled": NoHostAvailable,
    "BadFrame": ProtocolError,
    "SchemaDisagreement": cassandra.DriverException,
    "Unsupported": cassandra.UnsupportedOperation,
    "Internal": cassandra.DriverException,
}


def test_every_kind_of_the_core_has_its_legacy_class():
    assert set(ERROR_KINDS) == set(_native.error_kinds())
    assert _native.error_kinds() == RAISED


def test_every_class_of_the_package_is_an_exception_of_its_name():
    for name in cassandra.__all__:
        member = getattr(cassandra, name)
        assert getattr(member, "__module__", "cassandra") == "cassandra"
    assert issubclass(cassandra.AlreadyExists, cassandra.RequestValidationException)
    assert issubclass(cassandra.WriteTimeout, cassandra.Timeout)
    assert issubclass(ssl.SSLError, OSError)


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (
            cassandra.Unavailable("no", consistency=4, required_replicas=2, alive_replicas=1),
            "no info={'consistency': 'QUORUM', 'required_replicas': 2, 'alive_replicas': 1}",
        ),
        (
            cassandra.WriteTimeout("late", write_type=0, consistency=1, required_responses=1, received_responses=0),
            "late info={'consistency': 'ONE', 'required_responses': 1, 'received_responses': 0, "
            "'write_type': 'SIMPLE'}",
        ),
        (cassandra.AlreadyExists("ks", ""), "Keyspace 'ks' already exists"),
        (cassandra.AlreadyExists("ks", "t"), "Table 'ks.t' already exists"),
        (cassandra.OperationTimedOut({"a": "b"}, None), "errors={'a': 'b'}, last_host=None"),
        (
            protocol.SyntaxException(0x2000, "bad", None),
            '<Error from server: code=2000 [Syntax error in CQL query] message="bad">',
        ),
    ],
)
def test_messages_are_the_legacy_ones(error, text):
    assert str(error) == text


def test_a_host_tells_whether_it_is_tried_again_until_it_is_gone():
    metadata = Metadata()
    up, down = (1, "10.0.0.1", 9042, "dc1", "r1", True, False), (2, "10.0.0.2", 9042, "dc1", "r1", False, True)
    metadata._update("c", [up, down], dict)
    first, second = metadata.all_hosts()
    assert (first.is_currently_reconnecting(), second.is_currently_reconnecting()) == (False, True)
    metadata._update("c", [up], dict)
    assert metadata.all_hosts() == [first]
    assert not second.is_currently_reconnecting()


def test_hosts_in_errors_are_objects():
    metadata = Metadata()
    up, down = (1, "10.0.0.1", 9042, "dc1", "r1", True, False), (2, "::1", 9042, "dc1", "r1", False, True)
    metadata._update("c", [up, down], dict)
    first, second = metadata.all_hosts()
    refused, closed = ConnectionRefusedError(), ConnectionException("all")
    known = name_hosts(NoHostAvailable("m", {"10.0.0.1:9042": refused, "[::1]:9042": refused}), metadata, False)
    assert known.errors == {first: refused, second: refused}
    assert known.args[0] == "m"
    unknown = name_hosts(NoHostAvailable("m", {"10.9.9.9:1": refused}), metadata, False)
    assert unknown.errors == {"10.9.9.9:1": refused}
    every = name_hosts(NoHostAvailable("m", {None: closed}), metadata, False)
    assert every.errors == {first: closed, second: closed}
    after = name_hosts(NoHostAvailable("m", {None: closed}), metadata, True)
    assert {str(why) for why in after.errors.values()} == {"Pool is shutdown"}
    late = name_hosts(cassandra.OperationTimedOut({"a": "b"}, "10.0.0.1:9042"), metadata, False)
    assert late.last_host is first
    other = ValueError()
    assert name_hosts(other, metadata, False) is other


def test_a_failure_writes_its_map_of_codes_in_hexadecimal():
    error = cassandra.ReadFailure("f", consistency=1, failures=1, error_code_map={"127.0.0.1": 42})
    assert "'error_code_map': {'127.0.0.1': '0x002a'}" in str(error)

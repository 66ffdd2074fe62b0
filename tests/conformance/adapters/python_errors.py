"""Error kinds found from the public exceptions of the cassandra package."""

import ssl
import struct

import cassandra
from cassandra import ConsistencyLevel, WriteType, protocol
from cassandra.cluster import NoHostAvailable
from cassandra.connection import ConnectionBusy, ConnectionException, ProtocolError

# Subclasses come before their bases.
KINDS = [
    (cassandra.Unavailable, "Unavailable"),
    (cassandra.ReadTimeout, "ReadTimeout"),
    (cassandra.WriteTimeout, "WriteTimeout"),
    (cassandra.ReadFailure, "ReadFailure"),
    (cassandra.WriteFailure, "WriteFailure"),
    (cassandra.FunctionFailure, "FunctionFailure"),
    (cassandra.AlreadyExists, "AlreadyExists"),
    (cassandra.InvalidRequest, "Invalid"),
    (cassandra.Unauthorized, "Unauthorized"),
    (cassandra.OperationTimedOut, "TimedOut"),
    (cassandra.UnresolvableContactPoints, "UnresolvedHost"),
    (cassandra.UnsupportedOperation, "Unsupported"),
    (NoHostAvailable, "NoHostAvailable"),
    (protocol.ServerError, "Server"),
    (protocol.ProtocolException, "Protocol"),
    (protocol.OverloadedErrorMessage, "Overloaded"),
    (protocol.IsBootstrappingErrorMessage, "IsBootstrapping"),
    (protocol.TruncateError, "Truncate"),
    (protocol.CDCWriteException, "CdcWriteFailure"),
    (protocol.SyntaxException, "Syntax"),
    (protocol.ConfigurationException, "Config"),
    (protocol.PreparedQueryNotFound, "Unprepared"),
    (ConnectionBusy, "Busy"),
    (ConnectionException, "ConnectionClosed"),
    (ProtocolError, "NotCql"),
    (ssl.SSLError, "Tls"),
    (OSError, "ConnectionFailed"),
]

TELLING = [
    "BadCredentials",
    "AuthenticationRequired",
    "Tls",
    "NotCql",
    "ConnectionClosed",
    "TimedOut",
    "ConnectionFailed",
    "UnresolvedHost",
]

# What the attributes are called in the cases.
FIELDS = {
    "required_replicas": "required",
    "alive_replicas": "alive",
    "required_responses": "required",
    "received_responses": "received",
    "failures": "failures",
    "data_retrieved": "data_present",
    "keyspace": "keyspace",
    "table": "table",
    "function": "function",
    "arg_types": "arg_types",
}


def kind_of(error, phase):
    if isinstance(error, cassandra.AuthenticationFailed):
        return "AuthenticationRequired" if "requires authentication" in str(error) else "BadCredentials"
    if isinstance(error, protocol.ErrorMessage) and type(error) is protocol.ErrorMessage:
        return "CasWriteUnknown" if error.code == 0x1700 else "OtherServer"
    if isinstance(error, ConnectionException) and str(error) == "Pool is shutdown":
        return "SessionClosed"
    for cls, kind in KINDS:
        if isinstance(error, cls):
            return kind
    if phase == "result" and isinstance(error.__cause__ or error.__context__, OverflowError):
        return "Unrepresentable"
    if phase != "result" and isinstance(error, (TypeError, ValueError, OverflowError, KeyError, struct.error)):
        return "InvalidOption" if phase == "connect" else "InvalidParameter"
    return "Adapter"


def attempts_of(error):
    """Returns pairs of host and error; none when the driver does not tell the errors."""
    errors = getattr(error, "errors", None)
    if not isinstance(error, NoHostAvailable) or not isinstance(errors, dict):
        return []
    return [(str(host), each) for host, each in errors.items() if isinstance(each, Exception)]


def telling(error, phase):
    """Returns the error that says most about why."""
    attempts = [each for _, each in attempts_of(error)]
    kinds = [kind_of(each, phase) for each in attempts]
    for kind in TELLING:
        if kind in kinds:
            return attempts[kinds.index(kind)]
    return attempts[-1] if attempts else error


def cause_of(error, phase):
    return kind_of(telling(error, phase), phase)


def fields_of(error):
    fields = {}
    for attribute, name in FIELDS.items():
        if getattr(error, attribute, None) is not None:
            fields[name] = getattr(error, attribute)
    if getattr(error, "consistency", None) is not None:
        fields["consistency"] = ConsistencyLevel.value_to_name[error.consistency]
    if getattr(error, "write_type", None) is not None:
        fields["write_type"] = WriteType.value_to_name[error.write_type]
    return fields


def describe(error, phase):
    kind = kind_of(error, phase)
    reply = {
        "kind": kind,
        "cause": cause_of(error, phase),
        "message": f"{type(error).__name__}: {error}" if kind == "Adapter" else str(error),
        "class": type(error).__name__,
        "fields": fields_of(telling(error, phase)),
        "attempts": [{"host": host, "kind": kind_of(each, phase)} for host, each in attempts_of(error)],
    }
    if isinstance(getattr(error, "code", None), int):
        reply["code"] = error.code
    return reply

"""Answers the conformance cases with the public API of the `cassandra` package."""

import json
import re
import socket
import ssl
import struct
import sys
import tempfile
import time
from collections import namedtuple
from pathlib import Path

import cassandra
from cassandra import ConsistencyLevel, WriteType, cluster, connection, protocol, query
from cassandra.auth import PlainTextAuthProvider
from cassandra.policies import DCAwareRoundRobinPolicy
from python_value import from_native, to_native, type_of

# The driver may read certificates again when it reconnects.
CERTIFICATES = tempfile.TemporaryDirectory(prefix="conformance-")


class Session:
    """A session with its cluster, its prepared statements and the timestamp of the request under way."""

    def __init__(self, request):
        self.timestamp_us = None
        self.prepared = {}
        self.cluster = cluster.Cluster(**self._options(request))
        try:
            self.session = self.cluster.connect(request.get("keyspace"))
        except BaseException:
            self.cluster.shutdown()
            raise

    def _options(self, request):
        profile = {
            "load_balancing_policy": DCAwareRoundRobinPolicy(request.get("local_datacenter", "dc1")),
            "row_factory": query.tuple_factory,
        }
        if request.get("request_timeout_ms"):
            profile["request_timeout"] = request["request_timeout_ms"] / 1000
        options = {
            "contact_points": request["contact_points"],
            "port": request.get("port", 9042),
            "protocol_version": 4,
            "timestamp_generator": self._timestamp,
            "execution_profiles": {cluster.EXEC_PROFILE_DEFAULT: cluster.ExecutionProfile(**profile)},
        }
        if request.get("connect_timeout_ms"):
            options["connect_timeout"] = request["connect_timeout_ms"] / 1000
            options["control_connection_timeout"] = request["connect_timeout_ms"] / 1000
        if request.get("username") is not None:
            options["auth_provider"] = PlainTextAuthProvider(request["username"], request["password"])
        if request.get("tls") is not None:
            options["ssl_context"] = ssl_context(request["tls"])
        return options

    def _timestamp(self):
        if self.timestamp_us is not None:
            return self.timestamp_us
        return time.time_ns() // 1000

    def prepare(self, text):
        if text not in self.prepared:
            self.prepared[text] = self.session.prepare(text)
        return self.prepared[text]


def ssl_context(tls):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_REQUIRED if tls.get("verify") else ssl.CERT_NONE
    if tls.get("ca"):
        context.load_verify_locations(cadata=tls["ca"])
    if tls.get("cert"):
        pem = Path(CERTIFICATES.name, "client.pem")
        pem.write_text(f"{tls['cert']}\n{tls['key']}")
        context.load_cert_chain(pem)
    return context


SESSIONS = {}
MARKER = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*"|\$\$.*?\$\$)|\?|:(\w+)|%""", re.DOTALL)


def interpolated(text):
    """Turns the markers of CQL into those of this API, which fills in simple statements itself."""

    def replaced(match):
        if match.group(1):
            return match.group(1).replace("%", "%%")
        if match.group(2):
            return f"%({match.group(2)})s"
        return "%%" if match.group(0) == "%" else "%s"

    return MARKER.sub(replaced, text)


def values_of(params, user_type=tuple):
    if isinstance(params, dict):
        return {name: to_native(p["type"], p["value"], user_type) for name, p in params.items()}
    return [to_native(p["type"], p["value"], user_type) for p in params or []]


def registered(session):
    """Returns the class for a user type, as a program registers it to write it into a simple statement."""

    def class_of(udt):
        keyspace, name, fields = udt
        made = namedtuple(name, [field for field, _ in fields])
        session.cluster.register_user_type(keyspace, name, made)
        return made

    return class_of


def statement_options(options):
    wanted = {}
    if options.get("page_size"):
        wanted["fetch_size"] = options["page_size"]
    if options.get("consistency"):
        wanted["consistency_level"] = getattr(ConsistencyLevel, options["consistency"])
    if options.get("serial_consistency"):
        wanted["serial_consistency_level"] = getattr(ConsistencyLevel, options["serial_consistency"])
    if options.get("idempotent") is not None:
        wanted["is_idempotent"] = options["idempotent"]
    return wanted


def run(session, statement, params, options):
    for name, value in statement_options(options).items():
        setattr(statement, name, value)
    session.timestamp_us = int(options["timestamp_us"]) if options.get("timestamp_us") else None
    arguments = {"trace": bool(options.get("tracing"))}
    if options.get("timeout_ms"):
        arguments["timeout"] = options["timeout_ms"] / 1000
    if options.get("paging_state"):
        arguments["paging_state"] = bytes.fromhex(options["paging_state"])
    result = session.session.execute(statement, params or None, **arguments)
    return reply(result, arguments["trace"])


def reply(result, traced):
    future = result.response_future
    traces = future.get_query_trace_ids() if traced else []
    answer = {"warnings": future.warnings or [], "tracing_id": str(traces[0]) if traces else None}
    if not result.column_names:
        return answer
    types = [type_of(cls) for cls in result.column_types]
    answer["columns"] = [{"name": n, "type": t} for n, t in zip(result.column_names, types)]
    rows = result.current_rows
    if result.column_names[0] == "[applied]":
        answer["applied"] = result.was_applied
    answer["rows"] = [[from_native(t, v) for t, v in zip(types, row)] for row in rows]
    state = result.paging_state
    answer["paging_state"] = state.hex() if state else None
    return answer


def connect(request):
    number = len(SESSIONS) + 1
    SESSIONS[number] = Session(request)
    return {"session": number}


def execute(request):
    session, options, params = (
        SESSIONS[request["session"]],
        request.get("options") or {},
        request.get("params"),
    )
    if request.get("prepared"):
        return run(session, session.prepare(request["text"]).bind(values_of(params)), None, options)
    text = interpolated(request["text"]) if params else request["text"]
    return run(session, query.SimpleStatement(text), values_of(params, registered(session)), options)


BATCH_TYPES = {
    "logged": query.BatchType.LOGGED,
    "unlogged": query.BatchType.UNLOGGED,
    "counter": query.BatchType.COUNTER,
}


def batch(request):
    session, options = SESSIONS[request["session"]], request.get("options") or {}
    statement = query.BatchStatement(batch_type=BATCH_TYPES[request["kind"]])
    for entry in request["entries"]:
        params = entry.get("params")
        if entry.get("prepared"):
            statement.add(session.prepare(entry["text"]), values_of(params))
        else:
            text = interpolated(entry["text"]) if params else entry["text"]
            statement.add(query.SimpleStatement(text), values_of(params, registered(session)) or None)
    return run(session, statement, None, options)


def ingest(request):
    session = SESSIONS[request["session"]]
    prepared = session.prepare(request["text"])
    timeout = request["timeout_ms"] / 1000 if request.get("timeout_ms") else cluster._NOT_SET
    inserted, errors, flying = [], {}, []

    def settle(value, future):
        try:
            future.result()
            inserted.append(value)
        except Exception as error:
            cause = report(error)["cause"]
            errors[cause] = errors.get(cause, 0) + 1

    for value in range(request["from"], request["from"] + request["count"]):
        if len(flying) >= request["concurrency"]:
            settle(*flying.pop(0))
        try:
            flying.append((value, session.session.execute_async(prepared, [value], timeout=timeout)))
        except Exception as error:
            cause = report(error)["cause"]
            errors[cause] = errors.get(cause, 0) + 1
    for pair in flying:
        settle(*pair)
    return {"inserted": inserted, "errors": errors}


def close(request):
    SESSIONS[request["session"]].cluster.shutdown()
    return {}


def quit_(_request):
    for session in SESSIONS.values():
        session.cluster.shutdown()
    return {}


def hello(_request):
    capabilities = ["warnings", "tracing_id", "applied", "column_types", "attempts"]
    return {"language": "python", "driver": cassandra.__version__, "capabilities": capabilities}


OPERATIONS = {
    "hello": hello,
    "connect": connect,
    "execute": execute,
    "batch": batch,
    "ingest": ingest,
    "close": close,
    "quit": quit_,
}

SERVER_KINDS = {
    0x0000: "Server",
    0x000A: "Protocol",
    0x0100: "BadCredentials",
    0x1001: "Overloaded",
    0x1002: "IsBootstrapping",
    0x1003: "Truncate",
    0x2000: "Syntax",
    0x2100: "Unauthorized",
    0x2200: "Invalid",
    0x2300: "Config",
    0x2500: "Unprepared",
}
CLASS_KINDS = [
    (cassandra.AlreadyExists, "AlreadyExists"),
    (cassandra.Unavailable, "Unavailable"),
    (cassandra.ReadTimeout, "ReadTimeout"),
    (cassandra.WriteTimeout, "WriteTimeout"),
    (cassandra.ReadFailure, "ReadFailure"),
    (cassandra.WriteFailure, "WriteFailure"),
    (cassandra.FunctionFailure, "FunctionFailure"),
    (cassandra.Unauthorized, "Unauthorized"),
    (cassandra.InvalidRequest, "Invalid"),
    (cassandra.OperationTimedOut, "TimedOut"),
    (cassandra.UnsupportedOperation, "Unsupported"),
]


def kind_of(error):
    for cls, kind in CLASS_KINDS:
        if isinstance(error, cls):
            return kind
    if isinstance(error, protocol.ErrorMessage):
        return SERVER_KINDS.get(error.code, "OtherServer")
    if isinstance(error, cassandra.AuthenticationFailed):
        return "AuthenticationRequired" if "requires authentication" in str(error) else "BadCredentials"
    if isinstance(error, cluster.NoHostAvailable):
        return "Invalid" if "using keyspace" in str(error) else "NoHostAvailable"
    if isinstance(error, cluster.UserTypeDoesNotExist):
        return "InvalidParameter"
    if isinstance(error, cassandra.UnresolvableContactPoints):
        return "UnresolvedHost"
    if isinstance(error, (OSError, connection.ConnectionException, connection.ProtocolError)):
        return connection_kind(error)
    if isinstance(error, cassandra.DriverException):
        if "Failed decoding" in str(error):
            return "Unrepresentable"
        if "shut down" in str(error) or "shutdown" in str(error):
            return "SessionClosed"
        return "Internal"
    if isinstance(error, OverflowError):
        return "Unrepresentable"
    if isinstance(error, (TypeError, ValueError, KeyError, AttributeError, struct.error)):
        return "InvalidParameter"
    return "Adapter"


def connection_kind(error):
    text = str(error)
    if isinstance(error, connection.ProtocolError):
        return "NotCql"
    if isinstance(error, ssl.SSLError) or "SSL" in text or "certificate" in text:
        return "Tls"
    if "ool is shutdown" in text:
        return "SessionClosed"
    if isinstance(error, (TimeoutError, socket.timeout)):
        return "TimedOut"
    closed = isinstance(error, (connection.ConnectionShutdown, ConnectionResetError, BrokenPipeError))
    return "ConnectionClosed" if closed else "ConnectionFailed"


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


def report(error):
    kind = kind_of(error)
    attempts = []
    if isinstance(error, cluster.NoHostAvailable):
        errors = error.errors if isinstance(error.errors, dict) else {}
        attempts = [(str(host), inner) for host, inner in errors.items()]
    tried = [kind_of(inner) for _, inner in attempts]
    cause = next((name for name in TELLING if name in tried), tried[-1] if tried else kind)
    decisive = attempts[tried.index(cause)][1] if tried else error
    message = f"{type(error).__name__}: {error}" if kind == "Adapter" else str(error)
    return {
        "kind": kind,
        "cause": cause,
        "message": message,
        "class": type(error).__name__,
        "fields": fields_of(decisive),
        "attempts": [{"host": host, "kind": name} for (host, _), name in zip(attempts, tried)],
    }


def fields_of(error):
    def name(value, enum):
        return enum.value_to_name.get(value, value) if isinstance(value, int) else value

    fields = {
        "consistency": name(getattr(error, "consistency", None), ConsistencyLevel),
        "received": getattr(error, "received_responses", None),
        "required": getattr(error, "required_replicas", getattr(error, "required_responses", None)),
        "alive": getattr(error, "alive_replicas", None),
        "failures": getattr(error, "failures", None),
        "data_present": getattr(error, "data_retrieved", None),
        "write_type": name(getattr(error, "write_type", None), WriteType),
        "keyspace": getattr(error, "keyspace", None),
        "table": getattr(error, "table", None),
        "function": getattr(error, "function", None),
        "arg_types": getattr(error, "arg_types", None),
    }
    if isinstance(error, cassandra.AlreadyExists):
        fields["table"] = error.table or ""
    return {key: value for key, value in fields.items() if value is not None}


def main():
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"ok": OPERATIONS[request["op"]](request)}
        except Exception as error:
            answer = {"error": report(error)}
        print(json.dumps({"id": request["id"], **answer}), flush=True)
        if request["op"] == "quit":
            return


if __name__ == "__main__":
    main()

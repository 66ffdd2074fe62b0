"""Answers the conformance cases through the public API of the cassandra package: see ../PROTOCOL.md."""

import json
import re
import ssl
import sys
import tempfile
from collections import Counter
from pathlib import Path
from threading import Semaphore

sys.path.insert(0, str(Path(__file__).parent))

import cassandra
from cassandra import ConsistencyLevel
from cassandra.auth import PlainTextAuthProvider
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile
from cassandra.policies import DCAwareRoundRobinPolicy, TokenAwarePolicy
from cassandra.query import BatchStatement, BatchType, SimpleStatement, tuple_factory
from python_errors import cause_of, describe
from python_values import Record, from_python, to_python, type_of

CAPABILITIES = ["warnings", "tracing_id", "applied", "column_types", "attempts"]
MARKERS = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|(%)|(\?)|(?<![:\w]):([a-zA-Z]\w*|"[^"]+")""")


class Connection:
    """One session with its prepared statements."""

    def __init__(self, request):
        profile = ExecutionProfile(row_factory=tuple_factory)
        if request.get("local_datacenter"):
            local = DCAwareRoundRobinPolicy(local_dc=request["local_datacenter"])
            profile.load_balancing_policy = TokenAwarePolicy(local)
        if request.get("request_timeout_ms") is not None:
            profile.request_timeout = request["request_timeout_ms"] / 1000
        arguments = {"execution_profiles": {EXEC_PROFILE_DEFAULT: profile}, "protocol_version": 4}
        for name in ("contact_points", "port"):
            if request.get(name) is not None:
                arguments[name] = request[name]
        if request.get("username") is not None:
            arguments["auth_provider"] = PlainTextAuthProvider(request["username"], request.get("password"))
        if request.get("connect_timeout_ms") is not None:
            arguments["connect_timeout"] = request["connect_timeout_ms"] / 1000
        if request.get("tls") is not None:
            arguments["ssl_context"] = tls_context(request["tls"])
        self.cluster = Cluster(**arguments)
        try:
            self.session = self.cluster.connect(request.get("keyspace"))
        except BaseException:
            self.cluster.shutdown()
            raise
        self.prepared = {}
        self.records = {}

    def prepare(self, text):
        if text not in self.prepared:
            self.prepared[text] = self.session.prepare(text)
        return self.prepared[text]

    def record(self, keyspace, name):
        """The class of a user-defined type, which the driver writes and reads once it is registered."""
        if (keyspace, name) not in self.records:
            record = type(name, (Record,), {})
            self.cluster.register_user_type(keyspace, name, record)
            self.records[keyspace, name] = record
        return self.records[keyspace, name]

    def values(self, params):
        if isinstance(params, dict):
            return {name: to_python(each["type"], each["value"], self.record) for name, each in params.items()}
        return [to_python(each["type"], each["value"], self.record) for each in params]

    def statement(self, request):
        """Returns a statement and the parameters to execute it with."""
        params = self.values(request.get("params") or [])
        if request.get("prepared"):
            return self.prepare(request["text"]).bind(params), None
        text = with_legacy_markers(request["text"]) if params else request["text"]
        return SimpleStatement(text), params


def tls_context(tls):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_REQUIRED if tls.get("verify") else ssl.CERT_NONE
    if tls.get("ca"):
        context.load_verify_locations(cadata=tls["ca"])
    if tls.get("cert"):
        with tempfile.NamedTemporaryFile("w", suffix=".pem", delete=False) as chain:
            chain.write(tls["cert"] + "\n" + tls.get("key", ""))
        context.load_cert_chain(chain.name)
    return context


def with_legacy_markers(text):
    def rewrite(match):
        quoted, percent, _, name = match.groups()
        if quoted:
            return quoted.replace("%", "%%")
        if percent:
            return "%%"
        return f"%({name.strip(chr(34))})s" if name else "%s"

    return MARKERS.sub(rewrite, text)


def send(connection, statement, params, options):
    """Sends a statement. What the language raises before that is about the parameters."""
    arguments = {"trace": bool(options.get("tracing"))}
    if options.get("page_size") is not None:
        statement.fetch_size = options["page_size"]
    if options.get("paging_state") is not None:
        arguments["paging_state"] = bytes.fromhex(options["paging_state"])
    if options.get("consistency") is not None:
        statement.consistency_level = ConsistencyLevel.name_to_value[options["consistency"]]
    if options.get("serial_consistency") is not None:
        statement.serial_consistency_level = ConsistencyLevel.name_to_value[options["serial_consistency"]]
    if options.get("idempotent") is not None:
        statement.is_idempotent = options["idempotent"]
    if options.get("timeout_ms") is not None:
        arguments["timeout"] = options["timeout_ms"] / 1000
    usual = connection.cluster.timestamp_generator
    if options.get("timestamp_us") is not None:
        connection.cluster.timestamp_generator = lambda: int(options["timestamp_us"])
    try:
        return connection.session.execute_async(statement, params, **arguments)
    finally:
        connection.cluster.timestamp_generator = usual


def result_of(result, options):
    reply = {"warnings": result.response_future.warnings or []}
    if options.get("tracing"):
        reply["tracing_id"] = str(result.response_future.get_query_trace_ids()[-1])
    if result.column_names is None:
        return reply
    types = [type_of(each) for each in result.column_types]
    reply["columns"] = [{"name": name, "type": each} for name, each in zip(result.column_names, types)]
    reply["rows"] = [[from_python(*cell) for cell in zip(types, row)] for row in result.current_rows]
    reply["paging_state"] = None if result.paging_state is None else result.paging_state.hex()
    if result.column_names and result.column_names[0] == "[applied]":
        reply["applied"] = result.was_applied
    return reply


class Adapter:
    def __init__(self):
        self.connections = {}
        self.phase = ""

    def hello(self, request):
        return {"language": "python", "driver": cassandra.__version__, "capabilities": CAPABILITIES}

    def connect(self, request):
        self.phase = "connect"
        connection = Connection(request)
        number = len(self.connections) + 1
        self.connections[number] = connection
        return {"session": number}

    def execute(self, request):
        connection = self.connections[request["session"]]
        options = request.get("options") or {}
        return self.answer(connection, lambda: connection.statement(request), options)

    def batch(self, request):
        connection = self.connections[request["session"]]

        def statement():
            batch = BatchStatement(getattr(BatchType, request["kind"].upper()))
            for entry in request["entries"]:
                batch.add(*connection.statement(entry))
            return batch, None

        return self.answer(connection, statement, request.get("options") or {})

    def answer(self, connection, statement, options):
        self.phase = "bind"
        future = send(connection, *statement(), options)
        self.phase = "result"
        return result_of(future.result(), options)

    def ingest(self, request):
        connection = self.connections[request["session"]]
        prepared = connection.prepare(request["text"])
        timeout = request["timeout_ms"] / 1000
        free, inserted, errors = Semaphore(request["concurrency"]), [], Counter()

        def succeed(_, value):
            inserted.append(value)
            free.release()

        def fail(error):
            errors[cause_of(error, "result")] += 1
            free.release()

        for value in range(request["from"], request["from"] + request["count"]):
            free.acquire()
            future = connection.session.execute_async(prepared, (value,), timeout=timeout)
            future.add_callbacks(succeed, fail, callback_args=(value,))
        for _ in range(request["concurrency"]):
            free.acquire()
        return {"inserted": sorted(inserted), "errors": errors}

    def close(self, request):
        self.connections[request["session"]].cluster.shutdown()
        return {}

    def quit(self, request):
        for connection in self.connections.values():
            connection.cluster.shutdown()
        return {}

    def reply(self, request):
        self.phase = "result"
        try:
            return {"id": request["id"], "ok": getattr(self, request["op"])(request)}
        except Exception as error:
            return {"id": request["id"], "error": describe(error, self.phase)}


def main():
    adapter = Adapter()
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(adapter.reply(request)), flush=True)
        if request["op"] == "quit":
            return
    adapter.quit({})


if __name__ == "__main__":
    main()

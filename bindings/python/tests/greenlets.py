"""A program that gevent or eventlet has patched, as the first argument says; others name the cluster."""

import sys
import warnings
from importlib import import_module

warnings.simplefilter("ignore")
if sys.argv[1] == "gevent":
    import gevent.monkey

    gevent.monkey.patch_all()
    spawn, sleep = gevent.spawn, gevent.sleep
else:
    import eventlet

    eventlet.monkey_patch()
    spawn, sleep = eventlet.spawn, eventlet.sleep

import threading  # noqa: E402

from cassandra import ConsistencyLevel, InvalidRequest, ProtocolVersion, Unavailable  # noqa: E402
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile  # noqa: E402
from cassandra.concurrent import execute_concurrent_with_args  # noqa: E402
from cassandra.policies import FallthroughRetryPolicy, RoundRobinPolicy  # noqa: E402
from cassandra.query import SimpleStatement  # noqa: E402

ticks = []
calls = []


def tick():
    while True:
        ticks.append(None)
        sleep(0)


class Recorder(FallthroughRetryPolicy):
    def on_unavailable(self, *args, **kwargs):
        sleep(0)
        calls.append("policy")
        return super().on_unavailable(*args, **kwargs)


def use(session):
    select = session.prepare("SELECT key FROM system.local WHERE key = ?")

    def read():
        return [session.execute(select, ("local",)).one().key for _ in range(5)]

    threads = [threading.Thread(target=lambda: calls.extend(read())) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls == ["local"] * 200
    assert all(success for success, _ in execute_concurrent_with_args(session, select, [("local",)] * 50))
    session.default_fetch_size = 7
    assert len(list(session.execute("SELECT * FROM system_schema.columns"))) > 100
    assert "system" in session.cluster.metadata.keyspaces

    called = threading.Event()

    def callback(rows):
        # A callback may send requests, and wait for them.
        calls.append(session.execute("SELECT key FROM system.local").one().key)
        called.set()

    session.execute_async(select, ("local",)).add_callback(callback)
    assert called.wait(30)
    try:
        session.execute(SimpleStatement("SELECT * FROM system_traces.events", consistency_level=ConsistencyLevel.THREE))
    except Unavailable:
        assert calls[-1] == "policy"
    try:
        session.execute("SELECT nothing FROM system.local")
    except InvalidRequest:
        calls.append("invalid")


spawn(tick)
host, port = sys.argv[2].rsplit(":", 1)
profile = ExecutionProfile(RoundRobinPolicy(), retry_policy=Recorder())
arguments = {"protocol_version": ProtocolVersion.V4, "execution_profiles": {EXEC_PROFILE_DEFAULT: profile}}
with Cluster([host], int(port), **arguments) as cluster:
    use(cluster.connect())
# The interpreter ends with an open session.
reactor = import_module(f"cassandra.io.{sys.argv[1]}reactor")
loop = getattr(reactor, f"{sys.argv[1].capitalize()}Connection")
session = Cluster([host], int(port), connection_class=loop, **arguments).connect()
print(session.execute("SELECT key FROM system.local").one().key, calls[-1], len(ticks) > 100)

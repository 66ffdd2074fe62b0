"""The process around a session: its end, a fork, and Ctrl-C. Each test is a process of its own."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest

PRELUDE = """
import os, signal, sys, threading, time
from cassandra.cluster import Cluster, NoHostAvailable
point = os.environ["UNICQL_CONTACT_POINTS"].split(",")[0]
host, port = point.rsplit(":", 1)
cluster = Cluster([host], port=int(port))
session = cluster.connect()
"""


def run(program, timeout=60, **kwargs):
    source = PRELUDE + textwrap.dedent(program)
    return subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", source],
        capture_output=True,
        text=True,
        timeout=timeout,
        **kwargs,
    )


@pytest.fixture(autouse=True)
def needs_cluster(plain):
    return plain


ENDS = {
    "without shutdown": "",
    "with requests under way": "[session.execute_async('SELECT * FROM system_schema.columns') for _ in range(50)]",
    "with callbacks under way": """
        for _ in range(200):
            session.execute_async('SELECT key FROM system.local').add_callback(lambda rows: None)
    """,
    "with a callback that blocks": """
        started = threading.Event()
        def block(rows):
            started.set()
            time.sleep(600)
        session.add_request_init_listener(lambda future: future.add_callback(block))
        session.execute_async('SELECT key FROM system.local')
        assert started.wait(30)
    """,
    "with daemon threads that wait": """
        def ask():
            while True:
                session.execute('SELECT key FROM system.local')
        for _ in range(4):
            threading.Thread(target=ask, daemon=True).start()
        time.sleep(0.3)
    """,
    "with a session that is garbage": "del session, cluster",
    "with a session in a cycle": "session.me = session; del session, cluster",
    "with an exception": "raise SystemExit(0)",
}


@pytest.mark.parametrize("program", ENDS.values(), ids=ENDS)
def test_the_interpreter_ends(program):
    ended = run(textwrap.dedent(program) + "\nsys.stdout.write('end')" if "SystemExit" not in program else program)
    assert ended.returncode == 0, ended.stderr
    assert "Fatal" not in ended.stderr
    assert "panicked" not in ended.stderr


def test_a_child_opens_a_session_of_its_own():
    ended = run(
        """
        assert session.execute("SELECT key FROM system.local").one().key == "local"
        done = threading.Event()
        session.execute_async("SELECT key FROM system.local").add_callback(lambda rows: done.set())
        done.wait(10)
        pid = os.fork()
        if pid == 0:
            try:
                session.execute("SELECT key FROM system.local")
                print("the parent's session worked", flush=True)
            except NoHostAvailable as error:
                print("refused:", error, flush=True)
            with Cluster([host], port=int(port)) as own:
                child = own.connect()
                seen = threading.Event()
                child.execute_async("SELECT key FROM system.local").add_callback(lambda rows: seen.set())
                print("child:", child.execute("SELECT key FROM system.local").one().key, seen.wait(10), flush=True)
            sys.exit(0)
        _, status = os.waitpid(pid, 0)
        print("status:", status)
        print("parent:", session.execute("SELECT key FROM system.local").one().key)
        """
    )
    assert ended.returncode == 0, ended.stderr
    assert "refused:" in ended.stdout
    assert "before a fork" in ended.stdout
    assert "child: local True" in ended.stdout
    assert "status: 0" in ended.stdout
    assert "parent: local" in ended.stdout


def test_ctrl_c_ends_a_wait():
    ended = run(
        """
        threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        try:
            while True:
                session.execute("SELECT * FROM system_schema.columns")
        except KeyboardInterrupt:
            print("interrupted")
        print(session.execute("SELECT key FROM system.local").one().key)
        """
    )
    assert ended.stdout == "interrupted\nlocal\n", ended.stderr


def test_ctrl_c_ends_a_connect_that_hangs():
    ended = run(
        """
        import socket
        listener = socket.create_server(("127.0.0.1", 0))
        threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        hanging = Cluster(["127.0.0.1"], port=listener.getsockname()[1], connect_timeout=60)
        try:
            hanging.connect()
        except KeyboardInterrupt:
            print("interrupted")
        """,
        timeout=30,
    )
    assert ended.stdout == "interrupted\n", ended.stderr


@pytest.mark.skipif(not hasattr(os, "kill"), reason="there are no such signals on this system")
def test_a_terminated_process_ends():
    process = subprocess.Popen(
        [sys.executable, "-c", PRELUDE + "print('ready', flush=True)\ntime.sleep(600)"], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == -signal.SIGTERM
    process.stdout.close()


def test_what_replaces_execute_async_before_all_else_is_called_for_each_of_many(plain):
    program = f"""
from cassandra.cluster import Cluster, Session

original, calls = Session.execute_async, []


def counted(self, *args, **kwargs):
    calls.append(None)
    return original(self, *args, **kwargs)


Session.execute_async = counted
from cassandra.concurrent import execute_concurrent

with Cluster({plain["contact_points"]!r}, {plain["port"]}) as cluster:
    execute_concurrent(cluster.connect(), [("SELECT key FROM system.local", ())] * 3)
print(len(calls))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "3\n"

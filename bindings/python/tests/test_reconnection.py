"""Hosts that go away and come back, as a policy of the program has it."""

import contextlib
import socket
import threading
import time

from cassandra.cluster import Cluster, NoHostAvailable
from cassandra.policies import AddressTranslator, ExponentialReconnectionPolicy, ReconnectionPolicy


class Forwarder:
    """A way to a server that can be cut and opened again."""

    def __init__(self, target, port):
        self._target = (target, port)
        self.address = (f"{target.rpartition('.')[0]}.250", port)
        self._open_ends = []
        self.open()

    def open(self):
        self._listener = socket.create_server(self.address)
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self):
        for end in (self._listener, *self._open_ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open_ends.clear()

    def _accept(self, listener):
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = socket.create_connection(self._target)
            self._open_ends += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=_pass_on, args=(source, sink), daemon=True).start()


def _pass_on(source, sink):
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            sink.sendall(data)
    for end in (source, sink):
        end.close()


class Through(AddressTranslator):
    def __init__(self, address):
        self._address = address

    def translate(self, addr):
        return self._address


class Impatient(ReconnectionPolicy):
    """Tries at once, then soon, without end or a few times."""

    def __init__(self, tries=None):
        self.schedules = 0
        self._tries = tries

    def new_schedule(self):
        self.schedules += 1
        tried = 0
        while self._tries is None or tried < self._tries:
            yield 0.05
            tried += 1


def test_the_policy_of_the_program_says_when_a_host_is_tried_again(plain):
    forwarder = Forwarder(plain["contact_points"][0], plain["port"])
    policy = Impatient()
    through = {"contact_points": [forwarder.address[0]], "address_translator": Through(forwarder.address[0])}
    with Cluster(**{**plain, **through}, reconnection_policy=policy) as cluster:
        session = cluster.connect()
        assert policy.schedules == 1
        (host,) = cluster.metadata.all_hosts()
        forwarder.cut()
        wait_until(lambda: not host.is_up)
        wait_until(host.is_currently_reconnecting)
        forwarder.open()
        wait_until(lambda: host.is_up)
        assert answers(session)
    forwarder.cut()


class Doubling(ExponentialReconnectionPolicy):
    """A class of the program is asked itself, whatever it derives from."""

    def new_schedule(self):
        return iter([0.1, 0.2, 0.4])


def test_schedules_of_a_program_become_delays_of_the_core():
    from cassandra import _policy_rules

    assert _policy_rules.reconnection(Doubling(1, 2)) == ([100, 200, 400], False)
    assert _policy_rules.reconnection(Impatient()) == ([50] * 64, True)
    assert _policy_rules.reconnection(Impatient(0)) == ([], False)


def test_a_policy_that_never_tries_again_is_taken(plain):
    with Cluster(**plain, reconnection_policy=Impatient(0)) as cluster:
        assert answers(cluster.connect())


def answers(session):
    try:
        return session.execute("SELECT key FROM system.local").one().key == "local"
    except NoHostAvailable:
        return False


def wait_until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)

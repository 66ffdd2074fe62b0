"""What the loggers of the package say of the core."""

import logging
import time

import pytest

from cassandra.cluster import Cluster, NoHostAvailable


@pytest.fixture
def lines(caplog):
    def wait_for(name, text):
        end = time.monotonic() + 30
        while time.monotonic() < end:
            for record in caplog.records:
                if record.name == name and text in record.getMessage():
                    return record
            time.sleep(0.01)
        return None

    return wait_for


def test_loggers_say_from_their_level_on_what_the_core_does(plain, caplog, lines):
    caplog.set_level(logging.DEBUG, "cassandra.connection")
    with Cluster(**plain) as cluster:
        cluster.connect()
    assert lines("cassandra.connection", "Got ReadyMessage on new connection").levelno == logging.DEBUG
    caplog.clear()
    caplog.set_level(logging.WARNING, "cassandra.connection")
    with Cluster(**plain) as cluster:
        cluster.connect()
    with Cluster(["127.0.0.1"], port=1) as cluster, pytest.raises(NoHostAvailable):
        cluster.connect()
    # It is said after whatever there was to say of the first cluster.
    record = lines("cassandra.cluster", "[control connection] Error connecting to 127.0.0.1")
    assert record.levelno == logging.WARNING
    assert not [record for record in caplog.records if record.levelno < logging.WARNING]

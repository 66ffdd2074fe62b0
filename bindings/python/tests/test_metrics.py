"""Metrics: what the sessions of a cluster have counted and timed."""

import pytest

from cassandra import InvalidRequest
from cassandra.cluster import Cluster


def test_requests_are_timed_and_errors_are_counted(plain):
    with Cluster(**plain, metrics_enabled=True) as cluster:
        sessions = [cluster.connect(), cluster.connect()]
        for session in sessions:
            for _ in range(5):
                session.execute("SELECT key FROM system.local")
        with pytest.raises(InvalidRequest):
            sessions[0].execute("SELECT nothing FROM system.local")
        metrics = cluster.metrics
        assert metrics.request_timer["count"] == 11
        assert 0 < metrics.request_timer["min"] <= metrics.request_timer["mean"] <= metrics.request_timer["max"] < 60
        assert metrics.stats.other_errors == 1 and metrics.stats.read_timeouts == 0
        assert metrics.known_hosts == len(cluster.metadata.all_hosts())
        assert metrics.get_stats()["request_timer"]["count"] == 11


def test_metrics_have_names_of_their_own():
    one, other = Cluster(metrics_enabled=True), Cluster(metrics_enabled=True)
    assert one.metrics.stats_name != other.metrics.stats_name
    one.metrics.set_stats_name("application")
    one.metrics.set_stats_name("application")
    with pytest.raises(ValueError, match='"application" already exists'):
        other.metrics.set_stats_name("application")
    assert one.metrics.get_stats()["request_timer"]["mean"] == 0.0
    other.metrics.set_stats_name("another")


def test_nothing_is_counted_unless_the_program_asks():
    assert Cluster().metrics is None

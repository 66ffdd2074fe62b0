"""Clusters to test against, named by the environment."""

from __future__ import annotations

import os
import uuid

import pytest

from cassandra.cluster import Cluster


def environment(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        pytest.fail(f"{name} is not set: run the tests through `npm test`, or set it", pytrace=False)
    return value


def contact_points(name: str) -> dict:
    """Returns the arguments of ``Cluster`` for a variable of the form ``ip:port,ip:port``."""
    points = [point.rsplit(":", 1) for point in environment(name).split(",")]
    return {"contact_points": [host for host, _ in points], "port": int(points[0][1])}


@pytest.fixture(scope="session")
def plain():
    """The arguments of ``Cluster`` for the cluster without authentication and TLS."""
    return contact_points("UNICQL_CONTACT_POINTS")


@pytest.fixture(scope="session")
def two_datacenters():
    """The arguments of ``Cluster`` for two hosts in dc1 and one in dc2; the first contact point is in dc1."""
    return contact_points("UNICQL_DCS_CONTACT_POINTS")


@pytest.fixture(scope="module")
def cluster(plain):
    with Cluster(**plain) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def keyspace(cluster):
    """A keyspace of its own for each module."""
    name = f"python_{uuid.uuid4().hex[:12]}"
    session = cluster.connect()
    session.execute(f"CREATE KEYSPACE {name} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}}")
    yield name
    session.execute(f"DROP KEYSPACE {name}", timeout=60)
    session.shutdown()


@pytest.fixture(scope="module")
def session(cluster, keyspace):
    return cluster.connect(keyspace)

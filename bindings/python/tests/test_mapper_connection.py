"""The connections of the object mapper."""

from __future__ import annotations

import pytest

from cassandra.cluster import Cluster, NoHostAvailable
from cassandra.cqlengine import CQLEngineException, connection, models
from cassandra.query import dict_factory

# Nothing listens there.
NOWHERE = {"hosts": ["127.0.0.1"], "cluster_options": {"port": 1}}


@pytest.fixture(autouse=True)
def _unregistered():
    yield
    for name in ("default", "later"):
        connection.unregister_connection(name)
    models.DEFAULT_KEYSPACE = None


def test_a_connection_waits_for_its_first_use():
    connection.register_connection("later", **NOWHERE, lazy_connect=True)
    with pytest.raises(NoHostAvailable):
        connection.execute("SELECT * FROM system.local", connection="later")


def test_a_connection_that_failed_is_tried_again_when_asked():
    with pytest.raises(NoHostAvailable):
        connection.register_connection("later", **NOWHERE, retry_connect=True)
    with pytest.raises(NoHostAvailable):
        connection.get_session("later")


def test_a_connection_that_failed_is_not_registered():
    with pytest.raises(NoHostAvailable):
        connection.register_connection("later", **NOWHERE)
    with pytest.raises(CQLEngineException, match="doesn't exist in the registry"):
        connection.get_session("later")


def test_what_says_nothing_together_is_refused(plain):
    with pytest.raises(CQLEngineException, match="auth_provider"):
        connection.setup(["127.0.0.1"], "k", username="u")
    with pytest.raises(CQLEngineException, match="doesn't exist"):
        connection.set_default_connection("never")
    with Cluster(**plain) as cluster, cluster.connect() as session:
        with pytest.raises(CQLEngineException, match="mutually exclusive"):
            connection.register_connection("later", hosts=["127.0.0.1"], session=session)
        connection.register_connection("default", session=session, default=True)
        assert session.row_factory is dict_factory


def test_a_session_brings_its_keyspace(plain, keyspace):
    with Cluster(**plain) as cluster:
        session = cluster.connect(keyspace)
        session.row_factory = dict_factory
        connection.set_session(session)
        assert (connection.session, connection.get_cluster()) == (session, cluster)
        assert keyspace == models.DEFAULT_KEYSPACE
        assert connection.execute("SELECT key FROM system.local").one() == {"key": "local"}
    connection.unregister_connection("default")
    assert connection.session is None

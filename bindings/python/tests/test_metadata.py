"""What a cluster knows of its nodes, its ring and its schema."""

import uuid

import pytest

from cassandra import DriverException
from cassandra.cluster import Cluster
from cassandra.metadata import (
    MD5Token,
    NetworkTopologyStrategy,
    RegisteredTableExtension,
    _RegisteredExtensionType,
)
from cassandra.murmur3 import murmur3
from cassandra.policies import SimpleConvictionPolicy
from cassandra.pool import Host


@pytest.fixture
def scratch(cluster, session):
    """A keyspace for one test, and its name."""
    name = f"metadata_{uuid.uuid4().hex[:12]}"
    session.execute(f"CREATE KEYSPACE {name} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}}")
    yield name
    session.execute(f"DROP KEYSPACE {name}", timeout=60)


def test_programs_wait_for_agreement_on_the_schema(cluster, session):
    assert cluster.control_connection.wait_for_schema_agreement() is True
    assert cluster.control_connection.wait_for_schema_agreement(wait_time=0) is True


def test_own_changes_of_the_schema_are_seen_at_once(cluster, session, scratch):
    keyspaces = cluster.metadata.keyspaces
    assert keyspaces[scratch].replication_strategy.replication_factor == 1
    session.execute(f'CREATE TABLE {scratch}.t (a int, "B" text, c int static, PRIMARY KEY (a, "B"))')
    table = cluster.metadata.keyspaces[scratch].tables["t"]
    assert [column.name for column in table.primary_key] == ["a", "B"]
    assert table.columns["c"].is_static
    session.execute(f"CREATE INDEX by_c ON {scratch}.t (c)")
    assert "by_c" in cluster.metadata.keyspaces[scratch].indexes
    session.execute(f"DROP TABLE {scratch}.t")
    assert cluster.metadata.keyspaces[scratch].tables == {}


def test_the_exported_schema_makes_the_same_schema(cluster, session, scratch):
    session.execute(f"CREATE TYPE {scratch}.inner (x int)")
    session.execute(f"CREATE TYPE {scratch}.an_outer (i frozen<inner>, t text)")
    session.execute(
        f"CREATE TABLE {scratch}.t (a int, b text, o frozen<an_outer>, PRIMARY KEY (a, b)) "
        "WITH CLUSTERING ORDER BY (b DESC) AND comment = 'it''s mine'"
    )
    exported = cluster.metadata.keyspaces[scratch].export_as_string()
    copy = f"copy_{uuid.uuid4().hex[:12]}"
    try:
        for statement in exported.replace(scratch, copy).split(";\n\n"):
            session.execute(statement)
        assert cluster.metadata.keyspaces[copy].export_as_string().replace(copy, scratch) == exported
    finally:
        session.execute(f"DROP KEYSPACE IF EXISTS {copy}", timeout=60)


def test_changes_of_others_are_read_when_asked_for(plain, session, scratch):
    with Cluster(**plain, schema_event_refresh_window=-1) as other:
        other.connect()
        assert other.metadata.keyspaces[scratch].tables == {}
        session.execute(f"CREATE TABLE {scratch}.t (a int PRIMARY KEY)")
        session.execute(f"CREATE TYPE {scratch}.u (a int)")
        assert other.metadata.keyspaces[scratch].tables == {}
        other.refresh_table_metadata(scratch, "t")
        assert list(other.metadata.keyspaces[scratch].tables) == ["t"]
        assert other.metadata.keyspaces[scratch].user_types == {}
        other.refresh_schema_metadata()
        assert list(other.metadata.keyspaces[scratch].user_types) == ["u"]


def test_a_cluster_without_schema_metadata_keeps_none(plain):
    with Cluster(**plain, schema_metadata_enabled=False, token_metadata_enabled=False) as bare:
        bare.connect()
        assert bare.metadata.keyspaces == {}
        assert bare.metadata.token_map.ring == []


def test_metadata_that_cannot_be_read_is_an_error(plain):
    cluster = Cluster(**plain)
    with pytest.raises(DriverException, match="Schema metadata was not refreshed"):
        cluster.refresh_schema_metadata(max_schema_agreement_wait=0)


def test_nodes_tell_of_themselves(cluster, session):
    hosts = cluster.metadata.all_hosts()
    assert all(host.release_version and host.broadcast_address and host.host_id for host in hosts)
    assert cluster.get_control_connection_host() in hosts
    ring = cluster.metadata.token_map
    assert set(ring.token_to_host_owner.values()) <= set(hosts)
    assert len(cluster.metadata.get_replicas("system_auth", b"\0\0\0\1")) >= 1


def test_racks_are_spread_over_before_they_are_used_twice():
    hosts = [Host(f"10.0.0.{n}", SimpleConvictionPolicy) for n in range(4)]
    for host, rack in zip(hosts, ("r1", "r1", "r2", "r2")):
        host.set_location_info("dc1", rack)
    owners = {MD5Token(n): host for n, host in enumerate(hosts)}
    replicas = NetworkTopologyStrategy({"dc1": 3}).make_token_replica_map(owners, list(owners))
    assert replicas[MD5Token(0)] == [hosts[0], hosts[2], hosts[1]]
    assert replicas[MD5Token(3)] == [hosts[3], hosts[0], hosts[1]]


def test_tokens_are_those_of_the_server(session):
    rows = session.execute("SELECT key, token(key) AS place FROM system.local")
    assert all(murmur3(row.key.encode()) == row.place for row in rows)


def test_extensions_of_the_program_speak_for_their_tables(session, cluster, scratch):
    class Guarded(RegisteredTableExtension):
        name = "guard"

        @classmethod
        def after_table_cql(cls, table_meta, ext_key, ext_blob):
            return f"-- {table_meta.name} is guarded by {ext_blob.decode()}"

    try:
        session.execute(f"CREATE TABLE {scratch}.t (a int PRIMARY KEY)")
        table = cluster.metadata.keyspaces[scratch].tables["t"]
        table.extensions = {"guard": b"a dog"}
        assert table.export_as_string().endswith("\n\n-- t is guarded by a dog")
    finally:
        del _RegisteredExtensionType._extension_registry["guard"]


def test_nothing_is_known_before_a_session_is():
    metadata = Cluster().metadata
    assert (metadata.keyspaces, metadata.token_map, metadata.all_hosts()) == ({}, None, [])
    assert metadata.get_replicas("any", b"key") == []

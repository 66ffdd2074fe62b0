"""Columns whose values are not what the binding makes of them: those of type classes of the program, and those that
the client encrypts."""

import datetime
import os

import pytest

from cassandra import DriverException, cqltypes
from cassandra.cluster import Cluster
from cassandra.column_encryption.policies import AES256_KEY_SIZE_BYTES, AES256ColumnEncryptionPolicy
from cassandra.policies import ColDesc


@pytest.fixture(scope="module")
def moments(session):
    session.execute("CREATE TABLE moments (k int PRIMARY KEY, v timestamp, l list<frozen<list<timestamp>>>)")
    return session.prepare("INSERT INTO moments (k, v, l) VALUES (?, ?, ?)")


def test_a_replaced_method_reads_and_writes_rows_until_it_is_put_back(session, moments, monkeypatch):
    moment = datetime.datetime(2020, 1, 2)
    session.execute(moments, (1, moment, [[moment]]))
    select = session.prepare("SELECT v, l FROM moments WHERE k = 1")
    assert session.execute(select).one() == (moment, [[moment]])

    def since_the_epoch(byts, protocol_version):
        return int.from_bytes(byts, "big", signed=True)

    def from_seconds(value, protocol_version):
        return int(value * 1000).to_bytes(8, "big")

    with monkeypatch.context() as patch:
        patch.setattr(cqltypes.DateType, "deserialize", staticmethod(since_the_epoch))
        assert session.execute(select).one() == (1577923200000, [[1577923200000]])
        patch.setattr(cqltypes.DateType, "serialize", staticmethod(from_seconds))
        session.execute(moments, (1, 2, [[3]]))
        assert session.execute(select).one() == (2000, [[3000]])
    assert session.execute(select).one() == (
        datetime.datetime(1970, 1, 1, 0, 0, 2),
        [[datetime.datetime(1970, 1, 1, 0, 0, 3)]],
    )


def test_empty_values_are_told_from_null_when_the_program_wants_that(session, monkeypatch):
    session.execute("CREATE TABLE empties (k int PRIMARY KEY, v int)")
    session.execute("INSERT INTO empties (k, v) VALUES (1, blobAsInt(0x))")
    assert session.execute("SELECT v FROM empties").one().v is None
    with monkeypatch.context() as patch:
        patch.setattr(cqltypes.Int32Type, "support_empty_values", True)
        assert session.execute("SELECT v FROM empties").one().v is cqltypes.EMPTY
    assert session.execute("SELECT v FROM empties").one().v is None


def test_the_server_sees_nothing_of_an_encrypted_column(plain, session, keyspace):
    session.execute("CREATE TABLE secrets (k int PRIMARY KEY, v blob)")
    policy = AES256ColumnEncryptionPolicy()
    column = ColDesc(keyspace, "secrets", "v")
    policy.add_column(column, os.urandom(AES256_KEY_SIZE_BYTES), "text")
    with Cluster(**plain, column_encryption_policy=policy) as cluster:
        encrypting = cluster.connect(keyspace)
        insert = encrypting.prepare("INSERT INTO secrets (k, v) VALUES (?, ?)")
        encrypting.execute(insert, (1, "my secret"))
        encrypting.execute(insert, (2, None))
        encrypting.execute("INSERT INTO secrets (k, v) VALUES (3, %s)", (policy.encode_and_encrypt(column, "literal"),))
        rows = dict(encrypting.execute("SELECT k, v FROM secrets"))
        assert rows == {1: "my secret", 2: None, 3: "literal"}
        with pytest.raises(TypeError, match='for column "v"'):
            insert.bind((4, 4))
    seen = dict(session.execute("SELECT k, v FROM secrets"))
    assert b"secret" not in seen[1] and len(seen[1]) == 32


def test_a_value_that_python_cannot_hold_names_its_column(session):
    session.execute("CREATE TABLE far (k int PRIMARY KEY, v timestamp)")
    session.execute("INSERT INTO far (k, v) VALUES (1, 1000000000000000)")
    with pytest.raises(DriverException, match='column "v" of type timestamp: date value out of range') as raised:
        session.execute("SELECT k, v FROM far")
    assert isinstance(raised.value.__cause__, OverflowError)


def test_text_goes_by_the_name_that_the_protocol_gives_it(session):
    rows = session.execute("SELECT key FROM system.local")
    assert rows.column_types == [cqltypes.VarcharType]
    assert issubclass(cqltypes.VarcharType, cqltypes.UTF8Type)

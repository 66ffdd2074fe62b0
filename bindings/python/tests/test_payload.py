"""Custom payloads, which the nodes of the tests send back."""

import pytest

from cassandra.query import BatchStatement, SimpleStatement

QUERY = "SELECT key FROM system.local"


def returned(session, query, **arguments):
    """What came back of the payload of a request."""
    future = session.execute_async(query, **arguments)
    future.result()
    return future.custom_payload


def test_a_payload_goes_with_a_request_of_every_kind(session):
    session.execute("CREATE TABLE payloads (id int PRIMARY KEY)")
    payload = {"a": b"1", "b": b"2"}
    assert returned(session, QUERY) is None
    assert returned(session, QUERY, custom_payload={"none": None, "bytes": b"\0\xff"}) == {
        "none": None,
        "bytes": b"\0\xff",
    }
    statement = SimpleStatement(QUERY, custom_payload=payload)
    assert returned(session, statement) == payload
    assert returned(session, statement, custom_payload={"b": b"3"}) == {"a": b"1", "b": b"3"}
    prepared = session.prepare(QUERY, custom_payload=payload)
    assert prepared.custom_payload is None
    prepared.custom_payload = payload
    assert returned(session, prepared.bind(())) == payload
    batch = BatchStatement(custom_payload={"c": b"4"})
    batch.add(SimpleStatement("INSERT INTO payloads (id) VALUES (1)", custom_payload=payload))
    assert returned(session, batch) == {**payload, "c": b"4"}
    assert returned(session, QUERY, execute_as="somebody") == {"ProxyExecute": b"somebody"}


@pytest.mark.parametrize(
    ("payload", "error"),
    [({"a": "text"}, TypeError), ({5: b"a"}, TypeError), (dict.fromkeys(map(str, range(0x10000)), b""), ValueError)],
)
def test_a_payload_that_cannot_be_sent_is_refused(session, payload, error):
    with pytest.raises(error):
        session.execute(QUERY, custom_payload=payload)

"""Python objects as CQL literals."""

import datetime
import ipaddress
import math
from collections import OrderedDict
from decimal import Decimal
from uuid import UUID

import pytest

from cassandra.encoder import Encoder, ValueSequence, cql_quote
from cassandra.query import bind_params
from cassandra.util import Date, OrderedMap, Time, sortedset

LITERALS = [
    (None, "NULL"),
    (True, "True"),
    (5, "5"),
    (0.1, "0.1"),
    (math.inf, "Infinity"),
    (-math.inf, "-Infinity"),
    (math.nan, "NaN"),
    (Decimal("1.10"), "1.10"),
    ("it's", "'it''s'"),
    (b"\x00\xff", "0x00ff"),
    (bytearray(b"a"), "0x61"),
    (memoryview(b"a"), "0x61"),
    (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
    (datetime.datetime(1970, 1, 1, 0, 0, 1, 999999), "1999"),
    (datetime.date(33, 1, 2), "'0033-01-02'"),
    (datetime.time(1, 2, 3, 4), "'01:02:03.000004'"),
    (Date(-1), "2147483647"),
    (Time(1), "'00:00:00.000000001'"),
    (ipaddress.ip_address("::1"), "'::1'"),
    ([1, "a"], "[1, 'a']"),
    ((1, 2), "[1, 2]"),
    (ValueSequence([1, 2]), "(1, 2)"),
    ({1}, "{1}"),
    (frozenset(["a"]), "{'a'}"),
    (sortedset([2, 1]), "{1, 2}"),
    ({"a": [1]}, "{'a': [1]}"),
    (OrderedDict([("b", 1), ("a", 2)]), "{'b': 1, 'a': 2}"),
    (OrderedMap([([1], "x")]), "{[1]: 'x'}"),
    ((n for n in (1, 2)), "[1, 2]"),
]


@pytest.mark.parametrize(("value", "literal"), LITERALS)
def test_a_value_becomes_its_literal(value, literal):
    assert Encoder().cql_encode_all_types(value) == literal


def test_a_type_may_be_given_another_function():
    encoder = Encoder()
    encoder.mapping[tuple] = encoder.cql_encode_tuple
    assert encoder.cql_encode_all_types((1, ("a", None))) == "(1, ('a', NULL))"


def test_a_quote_cannot_end_a_string():
    assert cql_quote("'; DROP TABLE t; --") == "'''; DROP TABLE t; --'"
    assert bind_params("SELECT %s", ("'",), Encoder()) == "SELECT ''''"
    assert bind_params("SELECT %(a)s", {"a": 1, "unused": 2}, Encoder()) == "SELECT 1"


@pytest.mark.parametrize("parameters", [(), (1, 2)])
def test_a_wrong_number_of_parameters_is_an_error(parameters):
    with pytest.raises(TypeError):
        bind_params("SELECT %s", parameters, Encoder())

"""Where users find names, and under which names pickles find classes again."""

import datetime
import importlib
import pickle

import pytest

from cassandra.connection import DefaultEndPoint, EndPointFactory
from cassandra.metadata import Murmur3Token, ReplicationFactor
from cassandra.policies import RetryPolicy, SimpleConvictionPolicy
from cassandra.util import Date, DateRange, DateRangeBound, OrderedMap, Point, SortedSet, sortedset

BORROWED = [
    ("cassandra.cluster", "SimpleStatement", "cassandra.query"),
    ("cassandra.cluster", "ConsistencyLevel", "cassandra"),
    ("cassandra.cluster", "PlainTextAuthProvider", "cassandra.auth"),
    ("cassandra.query", "ConsistencyLevel", "cassandra"),
    ("cassandra.metadata", "Unauthorized", "cassandra"),
    ("cassandra.cqlengine.query", "EqualsOperator", "cassandra.cqlengine.operators"),
]


@pytest.mark.parametrize(("borrower", "name", "home"), BORROWED)
def test_programs_import_names_from_modules_that_use_them(borrower, name, home):
    namespace = {}
    exec(f"from {borrower} import *\nfrom {borrower} import {name} as alone", namespace)
    assert namespace["alone"] is namespace[name] is getattr(importlib.import_module(home), name)


def test_a_name_that_nobody_has_is_missing():
    with pytest.raises(ImportError, match="SimpelStatement"):
        exec("from cassandra.cluster import SimpelStatement")


VALUES = [
    (SortedSet([3, 1]), "cassandra.util"),
    (sortedset("ab"), "cassandra.util"),
    (OrderedMap([("a", [1])]), "cassandra.util"),
    (Date(5), "cassandra.util"),
    (Point(1, 2), "cassandra.util"),
    (DateRange(value=DateRangeBound(datetime.datetime(2020, 1, 1), "DAY")), "cassandra.util"),
    (DefaultEndPoint("127.0.0.1"), "cassandra.connection"),
    (Murmur3Token(5), "cassandra.metadata"),
    (ReplicationFactor(3), "cassandra.metadata"),
]


@pytest.mark.parametrize(("value", "home"), VALUES)
def test_pickles_name_the_modules_that_users_know(value, home):
    pickled = pickle.dumps(value, 0)
    assert f"c{home}\n{type(value).__name__}\n".encode() in pickled
    assert pickle.loads(pickled) == value


@pytest.mark.parametrize(
    ("known", "home"),
    [(RetryPolicy, "policies"), (SimpleConvictionPolicy, "policies"), (EndPointFactory, "connection")],
)
def test_classes_are_those_of_the_modules_that_users_know(known, home):
    assert known.__module__ == f"cassandra.{home}"

"""Frameworks build models of their own on the mapper, as Django's does."""

import copy

from cassandra.cqlengine import columns
from cassandra.cqlengine.models import BaseModel, Model, ModelMetaClass
from cassandra.cqlengine.query import ContextQuery, ModelQuerySet


class OwnQuerySet(ModelQuerySet):
    def _clone(self):
        return copy.deepcopy(self)


class OwnMetaClass(ModelMetaClass):
    """Registers each class under its module, and wants each but once."""

    registered: dict = {}  # noqa: RUF012

    def __new__(metacls, name, bases, attrs):
        made = super().__new__(metacls, name, bases, attrs)
        key = attrs.get("__module__"), name
        assert key not in metacls.registered or key[0] is None
        metacls.registered[key] = made
        return made


class OwnModel(BaseModel, metaclass=OwnMetaClass):
    __abstract__ = True
    __queryset__ = OwnQuerySet
    __table_name__ = __options__ = None
    __keyspace__ = "here"


class OwnThing(OwnModel):
    id = columns.Integer(primary_key=True)
    name = columns.Text()


class PlainThing(Model):
    __keyspace__ = "here"
    id = columns.Integer(primary_key=True)


def test_query_sets_with_a_clone_of_their_own_are_copied():
    query = OwnThing.objects.filter(id=1)
    clone = query._clone()
    assert type(clone) is OwnQuerySet and clone is not query and str(clone) == str(query)
    assert str(query.limit(5)) != str(query)
    assert str(PlainThing.objects.filter(id=1).all()) == str(copy.deepcopy(PlainThing.objects.filter(id=1)))


def test_models_that_are_not_derived_from_model_have_contexts():
    with ContextQuery(OwnThing, keyspace="elsewhere") as thing:
        assert thing.column_family_name() == "elsewhere.own_thing"
        assert thing.__module__ == OwnThing.__module__
    assert OwnMetaClass.registered[__name__, "OwnThing"] is OwnThing

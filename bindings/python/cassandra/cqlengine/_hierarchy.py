"""Models that share a table, told apart by the value of a column."""

from __future__ import annotations

from cassandra.cqlengine._definition import PolymorphicModelException


def _discover(model, found):
    """Collects the models below a model by their values; copies that use another keyspace are none of their own."""
    value = model.__discriminator_value__
    if value is not None and not model._is_polymorphic_base and model._clone_of is None:
        found[value] = model
    for submodel in model.__subclasses__():
        _discover(submodel, found)


def class_of_row(model, values):
    """Returns the class that a row belongs to, which is the model or one below it."""
    value = values.get(model._discriminator_column_name)
    if value is None:
        raise PolymorphicModelException("discriminator value was not found in values")
    base = model if model._is_polymorphic_base else model._polymorphic_base
    base = base._clone_of or base
    if value not in base._discriminator_map:
        _discover(base, base._discriminator_map)
    found = base._discriminator_map.get(value)
    if found is None:
        raise PolymorphicModelException(f"unrecognized discriminator column {value} for class {base.__name__}")
    original = model._clone_of or model
    if found is original:
        return model
    if not issubclass(found, original):
        raise PolymorphicModelException(f"{found.__name__} is not a subclass of {model.__name__}")
    return found

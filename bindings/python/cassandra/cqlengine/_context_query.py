"""Models that use another keyspace or connection for a while."""

from __future__ import annotations

from typing import Any

from cassandra.cqlengine._definition import clone_model


class ContextQuery:
    """Gives a ``with`` block one or more models that use another keyspace or connection::

        with ContextQuery(Automobile, keyspace="test4") as A:
            A.objects.create(manufacturer="honda", year=2008, model="civic")

    :param keyspace: the name of the keyspace.
    :param connection: the name of the connection.
    """

    def __init__(self, *args, **kwargs):
        keyspace, connection = kwargs.pop("keyspace", None), kwargs.pop("connection", None)
        if not args:
            raise ValueError("No model provided.")
        if kwargs:
            raise ValueError(f"Unknown keyword argument(s): {','.join(kwargs)}")
        changes = {"__keyspace__": keyspace, "__connection__": connection}
        changes = {name: value for name, value in changes.items() if value}
        self.models = [clone_model(_checked(model), **changes) for model in args]

    def __enter__(self) -> Any:
        return tuple(self.models) if len(self.models) > 1 else self.models[0]

    def __exit__(self, exc_type, exc_val, exc_tb):
        """The models that were changed are copies, so there is nothing to undo."""


def _checked(model):
    from cassandra.cqlengine.models import BaseModel

    # Django's models are derived from the base of Model, not from Model.
    if not isinstance(model, type) or not issubclass(model, BaseModel):
        raise ValueError("Models must be derived from base Model.")
    return model

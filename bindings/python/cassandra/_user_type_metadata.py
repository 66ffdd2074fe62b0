"""User-defined types, functions and aggregates, as ``CREATE`` makes them."""

from __future__ import annotations

from typing import Any

from cassandra import SignatureDescriptor
from cassandra._names import listed, protect_name, qualified
from cassandra.cqltypes import strip_frozen


class UserType:
    """A user-defined type. ``field_names`` and ``field_types`` are in the order of the definition; types are CQL."""

    keyspace: Any = None
    name: Any = None
    field_names: Any = None
    field_types: Any = None

    def __init__(self, keyspace, name, field_names, field_types):
        self.keyspace = keyspace
        self.name = name
        self.field_names = field_names or []
        self.field_types = field_types or []

    def as_cql_query(self, formatted=False):
        """Returns the ``CREATE TYPE`` of this type, on lines of their own if ``formatted``."""
        fields = [f"{protect_name(name)} {cql}" for name, cql in zip(self.field_names, self.field_types)]
        name = qualified(self.keyspace, self.name)
        if not formatted:
            return f"CREATE TYPE {name} ({', '.join(fields)})"
        body = ",\n".join(f"    {field}" for field in fields)
        return f"CREATE TYPE {name} (\n{body}\n)"

    def export_as_string(self):
        """Returns the statement that makes this type again."""
        return self.as_cql_query(formatted=True) + ";"


class _Routine:
    """What functions and aggregates have in common."""

    keyspace: Any = None
    name: Any = None
    argument_types: Any = None

    @property
    def signature(self):
        """The name with the types of the arguments, as the dicts of :class:`KeyspaceMetadata` have it for a key."""
        return SignatureDescriptor.format_signature(self.name, self.argument_types)

    def _clauses(self):
        raise NotImplementedError

    def as_cql_query(self, formatted=False):
        """Returns the ``CREATE`` statement, each clause on a line of its own if ``formatted``."""
        return ("\n    " if formatted else " ").join(self._clauses())

    def export_as_string(self):
        """Returns the statement that makes this again."""
        return self.as_cql_query(formatted=True) + ";"


class Aggregate(_Routine):
    """A user-defined aggregate. Types are CQL; ``initial_condition`` is a CQL literal or ``None``. ``deterministic`` is
    a matter of DataStax Enterprise."""

    state_func: Any = None
    state_type: Any = None
    final_func: Any = None
    initial_condition: Any = None
    return_type: Any = None
    deterministic: Any = None

    def __init__(
        self,
        keyspace,
        name,
        argument_types,
        state_func,
        state_type,
        final_func,
        initial_condition,
        return_type,
        deterministic,
    ):
        self.keyspace = keyspace
        self.name = name
        self.argument_types = argument_types
        self.state_func = state_func
        self.state_type = state_type
        self.final_func = final_func
        self.initial_condition = initial_condition
        self.return_type = return_type
        self.deterministic = deterministic

    def _clauses(self):
        arguments = ", ".join(map(strip_frozen, self.argument_types))
        yield f"CREATE AGGREGATE {qualified(self.keyspace, self.name)}({arguments})"
        yield f"SFUNC {protect_name(self.state_func)}"
        yield f"STYPE {strip_frozen(self.state_type)}"
        if self.final_func:
            yield f"FINALFUNC {protect_name(self.final_func)}"
        if self.initial_condition is not None:
            yield f"INITCOND {self.initial_condition}"
        if self.deterministic:
            yield "DETERMINISTIC"


class Function(_Routine):
    """A user-defined function. Types are CQL. ``deterministic``, ``monotonic`` and ``monotonic_on``, the names of
    arguments, are a matter of DataStax Enterprise."""

    argument_names: Any = None
    return_type: Any = None
    language: Any = None
    body: Any = None
    called_on_null_input: Any = None
    deterministic: Any = None
    monotonic: Any = None
    monotonic_on: Any = None

    def __init__(
        self,
        keyspace,
        name,
        argument_types,
        argument_names,
        return_type,
        language,
        body,
        called_on_null_input,
        deterministic,
        monotonic,
        monotonic_on,
    ):
        self.keyspace = keyspace
        self.name = name
        self.argument_types = argument_types
        self.argument_names = argument_names or []
        self.return_type = return_type
        self.language = language
        self.body = body
        self.called_on_null_input = called_on_null_input
        self.deterministic = deterministic
        self.monotonic = monotonic
        self.monotonic_on = monotonic_on

    def _clauses(self):
        arguments = zip(self.argument_names, self.argument_types)
        listing = ", ".join(f"{protect_name(name)} {strip_frozen(cql)}" for name, cql in arguments)
        yield f"CREATE FUNCTION {qualified(self.keyspace, self.name)}({listing})"
        yield f"{'CALLED' if self.called_on_null_input else 'RETURNS NULL'} ON NULL INPUT"
        yield f"RETURNS {self.return_type}"
        if self.deterministic:
            yield "DETERMINISTIC"
        if self.monotonic:
            yield "MONOTONIC"
        elif self.monotonic_on:
            yield f"MONOTONIC ON {listed(self.monotonic_on[:1])}"
        yield f"LANGUAGE {self.language}"
        yield f"AS $${self.body}$$"

"""Names and values as CQL writes them."""

from __future__ import annotations

import re

from cassandra._keywords import RESERVED_WORDS

_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]*")


def is_valid_name(name):
    """Tells whether CQL takes a name without quotes and keeps it as it is."""
    return name is not None and name.lower() not in RESERVED_WORDS and bool(_PLAIN_NAME.fullmatch(name))


def escape_name(name):
    """Returns a name in double quotes."""
    return '"' + name.replace('"', '""') + '"'


def protect_name(name):
    """Returns a name, in double quotes if it needs them."""
    return name if is_valid_name(name) else escape_name(name)


maybe_escape_name = protect_name


def protect_names(names):
    """Returns names, each in double quotes if it needs them."""
    return [protect_name(name) for name in names]


def protect_value(value):
    """Returns a value as CQL writes options: numbers and booleans bare, all else as a string."""
    if value is None:
        return "NULL"
    if isinstance(value, (int, float, bool)):
        return str(value).lower()
    return "'" + str(value).replace("'", "''") + "'"


def listed(names):
    """Returns names in a row, each in double quotes if it needs them."""
    return ", ".join(map(protect_name, names))


def qualified(keyspace, name):
    """Returns the name of something in a keyspace."""
    return f"{protect_name(keyspace)}.{protect_name(name)}"

"""The options of a table as a model asks for them, beside those that the table has."""

from __future__ import annotations

import json

from cassandra import metadata


def option_texts(options):
    """Returns options as CQL writes them, each ``name = value``."""
    return metadata.TableMetadataV3._make_option_strings(options)


def _parsed(texts):
    """Returns options by name: a dict where CQL writes a map, else the text of the value."""
    parsed = {}
    for text in texts:
        name, _, value = text.partition("=")
        start = value.find("{")
        if start >= 0:
            literal = value[start : value.rfind("}") + 1]
            parsed[name.strip()] = json.loads(literal.replace("'", '"'))
        else:
            parsed[name.strip()] = value.strip()
    return parsed


def _differs(wanted, present):
    if isinstance(wanted, dict) and isinstance(present, dict):
        return any(present.get(key) != value for key, value in wanted.items())
    return wanted != present


def changed_options(wanted, table):
    """Returns those of the options of a model that the table does not have; ``KeyError`` names an option that no table
    has."""
    present = _parsed(table._make_option_strings(table.options))
    changed = {}
    for name, value in _parsed(option_texts(wanted)).items():
        if name not in present:
            raise KeyError(f"Invalid table option: '{name}'; known options: {list(present)}")
        if _differs(value, present[name]):
            changed[name] = wanted[name]
    return changed

"""Row factories. Those of this module are fused into the native decoder; any other callable takes the column names
and the rows as tuples."""

from __future__ import annotations

import logging
import re
from collections import OrderedDict, namedtuple

from cassandra.util import _sanitize_identifiers

log = logging.getLogger("cassandra.query")


def tuple_factory(colnames, rows):
    """Returns each row as a tuple."""
    return rows


def named_tuple_factory(colnames, rows):
    """Returns each row as a namedtuple; characters that Python's names do not have become ``_``."""
    row_class = _row_class(colnames)
    return [row_class(*row) for row in rows]


def dict_factory(colnames, rows):
    """Returns each row as a dict."""
    return [dict(zip(colnames, row)) for row in rows]


def ordered_dict_factory(colnames, rows):
    """Returns each row as an ``OrderedDict``."""
    return [OrderedDict(zip(colnames, row)) for row in rows]


class PseudoNamedTupleRow:
    """A row that can be read by name, by index and in order, without being a tuple."""

    def __init__(self, ordered_dict):
        self._dict = ordered_dict
        self._tuple = tuple(ordered_dict.values())

    def __getattr__(self, name):
        return self._dict[name]

    def __getitem__(self, idx):
        return self._tuple[idx]

    def __iter__(self):
        return iter(self._tuple)

    def __repr__(self):
        return f"{type(self).__name__}({self._dict})"


def pseudo_namedtuple_factory(colnames, rows):
    """Returns each row as a :class:`PseudoNamedTupleRow`."""
    return [PseudoNamedTupleRow(row) for row in ordered_dict_factory(colnames, rows)]


def _clean_column_name(name):
    trimmed = re.sub(r"^[^a-zA-Z0-9]*", "", re.sub(r"[^a-zA-Z0-9_]*$", "", name))
    return re.sub(r"[^a-zA-Z0-9]", "_", trimmed)


def _row_class(colnames):
    """Makes the namedtuple class for columns."""
    names = [_clean_column_name(name) for name in colnames]
    try:
        return namedtuple("Row", names)
    except ValueError:
        log.warning(
            "Failed creating named tuple for results with column names %s (cleaned: %s) (see Python 'namedtuple' "
            "documentation for details on name rules). Results will be returned with positional names. Avoid this by "
            'choosing different names, using SELECT "<col name>" AS aliases, or specifying a different row_factory '
            "on your Session",
            colnames,
            names,
        )
        return namedtuple("Row", _sanitize_identifiers(names))


# The numbers by which the native decoder knows the factories.
_SHAPES = {tuple_factory: 0, named_tuple_factory: 1, dict_factory: 2, ordered_dict_factory: 3}


def shape_of(row_factory):
    """Returns the number of a factory of this module, or ``None`` for any other callable."""
    try:
        return _SHAPES.get(row_factory)
    except TypeError:
        return None

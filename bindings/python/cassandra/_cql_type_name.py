"""Names of types as CQL writes them, such as ``map<text, frozen<list<int>>>``."""

from __future__ import annotations

import re

_TOKENS = re.compile(r'"(?:[^"]|"")*"|\w+|[<>]')


def cqltype_to_python(cql_string):
    """Returns the names of a type as a list in which the parameters of a type follow it as a list:
    ``frozen<tuple<text, int>>`` becomes ``['frozen', ['tuple', ['text', 'int']]]``."""
    levels: list[list] = [[]]
    for token in _TOKENS.findall(cql_string):
        if token == "<":
            levels.append([])
        elif token == ">":
            parameters = levels.pop()
            levels[-1].append(parameters)
        else:
            levels[-1].append(token)
    if len(levels) != 1:
        raise ValueError(f"the parameters of {cql_string!r} are not closed")
    return levels[0]


def python_to_cqltype(types):
    """Undoes :func:`cqltype_to_python`."""
    names: list[str] = []
    for part in types:
        if isinstance(part, list):
            names[-1] += f"<{python_to_cqltype(part)}>"
        else:
            names.append(part)
    return ", ".join(names)


def strip_frozen(cql):
    """Returns the name of a type without the ``frozen<…>`` around it and inside it."""
    return python_to_cqltype(_strip_frozen_from_python(cqltype_to_python(cql)))


def _strip_frozen_from_python(types):
    stripped: list = []
    is_frozen = False
    for part in types:
        if isinstance(part, list):
            inner = _strip_frozen_from_python(part)
            stripped += inner if is_frozen else [inner]
        elif part != "frozen":
            stripped.append(part)
        is_frozen = part == "frozen"
    return stripped


def cql_types_from_string(cql_type):
    """Returns all names in the name of a type, in order and without ``frozen``."""
    return [name for name in re.findall(r"\w+", cql_type) if name != "frozen"]

"""Updates of collections and counters, which change the value that is there instead of replacing it."""

from __future__ import annotations

from typing import Any

from cassandra.cqlengine import columns
from cassandra.cqlengine._clause import AssignmentClause, BaseDeleteClause


def _in_order(keys):
    """Returns keys in a stable order, so that statements are the same text again."""
    try:
        return sorted(keys)
    except TypeError:
        return list(keys)


class _Parts:
    """A clause of several parts, each a text with ``{field}`` and as many ``{}`` as it has values."""

    field: str
    context_id: int | None
    _analyzed = False

    def _analyze(self):
        """Works out what to change."""
        raise NotImplementedError

    def _parts(self) -> list[tuple[str, tuple]]:
        raise NotImplementedError

    def _planned(self):
        if not self._analyzed:
            self._analyze()
            self._analyzed = True
        return self._parts()

    def get_context_size(self):
        """Returns how many placeholders the clause has."""
        return sum(len(values) for _, values in self._planned())

    def update_context(self, ctx):
        """Adds the values to the parameters of the statement."""
        number = self.context_id or 0
        for _, values in self._planned():
            for value in values:
                ctx[str(number)] = value
                number += 1

    def __unicode__(self):
        number = self.context_id or 0
        texts = []
        for text, values in self._planned():
            placeholders = [f"%({number + offset})s" for offset in range(len(values))]
            texts.append(text.format(*placeholders, field=f'"{self.field}"'))
            number += len(values)
        return ", ".join(texts)


class ContainerUpdateClause(_Parts, AssignmentClause):
    """Base of the updates of collections, from a previous value to a value. With an ``operation``, the value is what
    is added or removed."""

    _assignments: Any = None

    def __init__(self, field, value, operation=None, previous=None):
        super().__init__(field, value)
        self.previous: Any = previous
        self._operation = operation


class SetUpdateClause(ContainerUpdateClause):
    """An update of a set; operations are ``add`` and ``remove``."""

    _additions: set | None = None
    _removals: set | None = None

    def _analyze(self):
        if self.value is None or self.value == self.previous:
            return
        if self._operation == "add":
            self._additions = self.value
        elif self._operation == "remove":
            self._removals = self.value
        elif self.previous is None:
            self._assignments = self.value
        else:
            self._additions = self.value - self.previous or None
            self._removals = self.previous - self.value or None

    def _parts(self):
        if self._assignments is not None:
            return [("{field} = {}", (self._assignments,))]
        if self.previous is None and self._additions is None and self._removals is None:
            return [("{field} = {}", (set(),))]
        changes = [("{field} = {field} + {}", self._additions), ("{field} = {field} - {}", self._removals)]
        return [(text, (elements,)) for text, elements in changes if elements]


class ListUpdateClause(ContainerUpdateClause):
    """An update of a list; operations are ``append`` and ``prepend``."""

    _append: list | None = None
    _prepend: list | None = None

    def _analyze(self):
        if self.value is None or self.value == self.previous:
            return
        if self._operation == "append":
            self._append = self.value
        elif self._operation == "prepend":
            self._prepend = self.value
        else:
            self._compare()

    def _compare(self):
        """Adds at both ends if the previous list is found in the new one, and assigns the whole otherwise."""
        length = len(self.previous or ())
        last = len(self.value) - length
        starts = (at for at in range(last + 1) if self.value[at : at + length] == self.previous)
        start = next(starts, None) if length else None
        if start is None:
            self._assignments = self.value
        else:
            self._prepend = self.value[:start] or None
            self._append = self.value[start + length :] or None

    def _parts(self):
        if self._assignments is not None:
            return [("{field} = {}", (self._assignments,))]
        changes = [("{field} = {} + {field}", self._prepend), ("{field} = {field} + {}", self._append)]
        return [(text, (elements,)) for text, elements in changes if elements]


class MapUpdateClause(ContainerUpdateClause):
    """An update of a map; operations are ``update`` and ``remove``. Without an operation, keys that are gone stay:
    a :class:`MapDeleteClause` removes them."""

    _updates: Any = None
    _removals: set | None = None

    def _analyze(self):
        if self._operation == "update":
            self._updates = self.value.keys()
        elif self._operation == "remove":
            self._removals = set(self.value)
        elif self.previous is None:
            self._updates = _in_order(self.value)
        else:
            changed = (key for key, value in self.value.items() if value != self.previous.get(key))
            self._updates = _in_order(changed) or None

    @property
    def is_assignment(self):
        """Whether the map is made empty."""
        self._planned()
        return self.previous is None and not self._updates and not self._removals

    def _parts(self):
        if self.previous is None and not self._updates and not self._removals:
            return [("{field} = {}", ({},))]
        if self._removals:
            return [("{field} = {field} - {}", (self._removals,))]
        return [("{field}[{}] = {}", (key, self.value[key])) for key in self._updates or ()]


class CounterUpdateClause(AssignmentClause):
    """An update of a counter by the difference to the previous value."""

    def __init__(self, field, value, previous=None):
        super().__init__(field, value)
        self.previous: int = previous or 0

    def __unicode__(self):
        sign = "-" if self.value < self.previous else "+"
        return f'"{self.field}" = "{self.field}" {sign} %({self.context_id})s'

    def update_context(self, ctx):
        ctx[str(self.context_id)] = abs(self.value - self.previous)


class MapDeleteClause(_Parts, BaseDeleteClause):
    """The removal of the keys of a map that are in its previous value alone."""

    def __init__(self, field, value, previous=None):
        super().__init__(field, value or {})
        self.previous = previous or {}
        self._removals: list = []

    def _analyze(self):
        self._removals = _in_order(key for key in self.previous if key not in self.value)

    def _parts(self):
        return [("{field}[{}]", (key,)) for key in self._removals]


_CLAUSES = {
    columns.Set: SetUpdateClause,
    columns.List: ListUpdateClause,
    columns.Map: MapUpdateClause,
}


def update_clause(column, value, operation=None, previous=None):
    """Returns the clause that brings a column from a previous value to a value, both as instances hold them."""
    value = column.to_database(value)
    if isinstance(column, columns.Counter):
        return CounterUpdateClause(column.db_field_name, value, previous)
    for kind, clause in _CLAUSES.items():
        if isinstance(column, kind):
            return clause(column.db_field_name, value, operation, column.to_database(previous))
    return AssignmentClause(column.db_field_name, value)

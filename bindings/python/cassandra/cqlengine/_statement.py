"""Statements as texts with placeholders ``%(0)s``, ``%(1)s`` and their parameters."""

from __future__ import annotations

from cassandra.cqlengine import UnicodeMixin
from cassandra.cqlengine._clause import (
    AssignmentClause,
    BaseClause,
    FieldDeleteClause,
    StatementException,
    WhereClause,
)
from cassandra.cqlengine._container_clause import update_clause
from cassandra.cqlengine._moment import write_time
from cassandra.cqlengine.operators import EqualsOperator
from cassandra.query import FETCH_SIZE_UNSET


def _quoted(names):
    return ", ".join(f'"{name}"' for name in names)


class BaseCQLStatement(UnicodeMixin):
    """Base of all statements. Clauses get their numbers as they are added; :meth:`update_context_id` numbers them
    anew, so that statements can share the parameters of a batch.

    ``timestamp`` is the write time: microseconds, a ``timedelta`` from now, or a ``datetime``.
    """

    def __init__(self, table, timestamp=None, where=None, fetch_size=None, conditionals=None):
        self.table = table
        self.timestamp = timestamp
        self.fetch_size = fetch_size or FETCH_SIZE_UNSET
        self.context_id = self.context_counter = 0
        self.where_clauses: list = []
        self.conditionals: list = []
        for clause in where or ():
            self._add_where_clause(clause)
        for clause in conditionals or ():
            self.add_conditional_clause(clause)

    def _number(self, clause):
        clause.set_context_id(self.context_counter)
        self.context_counter += clause.get_context_size()

    def _clauses(self):
        """Returns the clauses of the text in the order of their numbers."""
        return self.where_clauses

    def add_where(self, column, operator, value, quote_field=True):
        """Adds a condition on a column; the value is as instances hold it."""
        self._add_where_clause(WhereClause(column.db_field_name, operator, column.to_database(value), quote_field))

    def _add_where_clause(self, clause):
        self._number(clause)
        self.where_clauses.append(clause)

    def add_conditional_clause(self, clause):
        """Adds a condition of a lightweight transaction."""
        self._number(clause)
        self.conditionals.append(clause)

    def partition_key_values(self, field_index_map):
        """Returns the values that the statement gives to the fields of a partition key, whose places are given by
        name; ``None`` where it gives none."""
        parts = [None] * len(field_index_map)
        for clause in self._key_clauses():
            if clause.field in field_index_map:
                parts[field_index_map[clause.field]] = clause.value
        return parts

    def _key_clauses(self):
        # IN is a kind of equality too, but names several partitions.
        return [clause for clause in self.where_clauses if type(clause.operator) is EqualsOperator]

    def get_context(self):
        """Returns the parameters by the numbers of their placeholders, as strings."""
        ctx: dict = {}
        for clause in self._clauses():
            clause.update_context(ctx)
        return ctx

    def get_context_size(self):
        """Returns the number of parameters."""
        return len(self.get_context())

    def update_context_id(self, i):
        """Numbers the placeholders from a number on."""
        self.context_id = self.context_counter = i
        for clause in self._clauses():
            self._number(clause)

    @property
    def timestamp_normalized(self):
        """The write time in microseconds, or ``None``."""
        return write_time(self.timestamp)

    def _using(self, **options):
        """Returns the options of a write that are given, as a list of none or one part of a text."""
        given = [f"{name} {value}" for name, value in options.items() if value]
        return [f"USING {' AND '.join(given)}"] if given else []

    @property
    def _where(self):
        return f"WHERE {' AND '.join(map(str, self.where_clauses))}"

    def _get_conditionals(self):
        return f"IF {' AND '.join(map(str, self.conditionals))}"

    def _conditions(self, if_exists=False):
        """Returns the parts of a text that say when it applies."""
        parts = [self._where] if self.where_clauses else []
        if self.conditionals:
            parts.append(self._get_conditionals())
        return [*parts, "IF EXISTS"] if if_exists else parts

    def __repr__(self):
        return self.__unicode__()


class SelectStatement(BaseCQLStatement):
    """A query. ``fields`` are names (none are all), ``order_by`` and ``distinct_fields`` too; a ``limit`` of 0 or
    ``None`` is none."""

    def __init__(
        self,
        table,
        fields=None,
        count=False,
        where=None,
        order_by=None,
        limit=None,
        allow_filtering=False,
        distinct_fields=None,
        fetch_size=None,
    ):
        super().__init__(table, where=where, fetch_size=fetch_size)
        self.fields = [fields] if isinstance(fields, str) else (fields or [])
        self.distinct_fields = distinct_fields
        self.count = count
        self.order_by = [order_by] if isinstance(order_by, str) else order_by
        self.limit = limit
        self.allow_filtering = allow_filtering

    def _selection(self):
        if self.distinct_fields:
            names = _quoted(self.distinct_fields)
            return f"DISTINCT COUNT({names})" if self.count else f"DISTINCT {names}"
        if self.count:
            return "COUNT(*)"
        return _quoted(self.fields) or "*"

    def __unicode__(self):
        parts = ["SELECT", self._selection(), "FROM", self.table, *self._conditions()]
        if self.order_by and not self.count:
            parts.append(f"ORDER BY {', '.join(map(str, self.order_by))}")
        if self.limit:
            parts.append(f"LIMIT {self.limit}")
        if self.allow_filtering:
            parts.append("ALLOW FILTERING")
        return " ".join(parts)


class AssignmentStatement(BaseCQLStatement):
    """Base of statements that assign values; ``ttl`` is in seconds."""

    def __init__(self, table, assignments=None, where=None, ttl=None, timestamp=None, conditionals=None):
        super().__init__(table, where=where, conditionals=conditionals)
        self.ttl = ttl
        self.timestamp = timestamp
        self.assignments: list = []
        for clause in assignments or ():
            self._add_assignment_clause(clause)

    def _clauses(self):
        return [*self.where_clauses, *self.assignments]

    def _key_clauses(self):
        return [*super()._key_clauses(), *self.assignments]

    def add_assignment(self, column, value):
        """Adds the assignment of a value, as instances hold it, to a column."""
        self._add_assignment_clause(AssignmentClause(column.db_field_name, column.to_database(value)))

    def _add_assignment_clause(self, clause):
        self._number(clause)
        self.assignments.append(clause)

    @property
    def is_empty(self):
        """Whether nothing is assigned."""
        return not self.assignments


class InsertStatement(AssignmentStatement):
    """An insertion."""

    def __init__(self, table, assignments=None, where=None, ttl=None, timestamp=None, if_not_exists=False):
        super().__init__(table, assignments=assignments, where=where, ttl=ttl, timestamp=timestamp)
        self.if_not_exists = if_not_exists

    def __unicode__(self):
        fields, numbers = zip(*(clause.insert_tuple() for clause in self.assignments))
        placeholders = ", ".join(f"%({number})s" for number in numbers)
        parts = [f"INSERT INTO {self.table} ({_quoted(fields)}) VALUES ({placeholders})"]
        if self.if_not_exists:
            parts.append("IF NOT EXISTS")
        parts += self._using(TTL=self.ttl, TIMESTAMP=self.timestamp_normalized)
        return " ".join(parts)


class UpdateStatement(AssignmentStatement):
    """An update."""

    def __init__(
        self,
        table,
        assignments=None,
        where=None,
        ttl=None,
        timestamp=None,
        conditionals=None,
        if_exists=False,
    ):
        super().__init__(table, assignments, where, ttl, timestamp, conditionals)
        self.if_exists = if_exists

    def _clauses(self):
        return [*super()._clauses(), *self.conditionals]

    def add_update(self, column, value, operation=None, previous=None):
        """Adds the change of a column from a previous value to a value, or an operation on a collection, unless
        nothing changes."""
        clause = update_clause(column, value, operation, previous)
        if clause.get_context_size():
            self._add_assignment_clause(clause)

    def __unicode__(self):
        parts = ["UPDATE", self.table, *self._using(TTL=self.ttl, TIMESTAMP=self.timestamp_normalized)]
        parts += ["SET", ", ".join(map(str, self.assignments)), *self._conditions(self.if_exists)]
        return " ".join(parts)


class DeleteStatement(BaseCQLStatement):
    """A deletion of rows, or of ``fields`` of rows: a name, names or clauses."""

    def __init__(self, table, fields=None, where=None, timestamp=None, conditionals=None, if_exists=False):
        super().__init__(table, where=where, timestamp=timestamp, conditionals=conditionals)
        self.if_exists = if_exists
        self.fields: list = []
        for field in [fields] if isinstance(fields, str) else fields or ():
            self.add_field(field)

    def _clauses(self):
        return [*self.where_clauses, *self.fields, *self.conditionals]

    def add_field(self, field):
        """Adds a field to delete, or a clause that says what of it."""
        if isinstance(field, str):
            field = FieldDeleteClause(field)
        if not isinstance(field, BaseClause):
            raise StatementException("only instances of AssignmentClause can be added to statements")
        self._number(field)
        self.fields.append(field)

    def __unicode__(self):
        parts = ["DELETE", ", ".join(map(str, self.fields)), "FROM", self.table]
        parts += self._using(TIMESTAMP=self.timestamp_normalized) + self._conditions(self.if_exists)
        return " ".join(filter(None, parts))

"""Queries that are made step by step, sent when their rows are asked for, and then hold them."""

from __future__ import annotations

from copy import copy
from typing import Any
from warnings import warn

from cassandra.cqlengine import CQLEngineException
from cassandra.cqlengine import connection as conn
from cassandra.cqlengine._batch_query import BatchQuery
from cassandra.cqlengine._definition import clone_model
from cassandra.cqlengine._filter import condition, transaction_condition
from cassandra.cqlengine._outcome import QueryException, check_applied, execute_statement
from cassandra.cqlengine.statements import ConditionalClause, DeleteStatement, SelectStatement, WhereClause

# What the server of old limited queries to that named no limit.
_DEFAULT_LIMIT = 10000


class AbstractQuerySet:
    """A query of a model. Methods that narrow it or set an option return a new one; the query is sent when the rows
    are iterated, indexed or counted by ``len``, and its rows are kept."""

    def __init__(self, model):
        self.model = model
        self._where: list = []
        self._conditional: list = []
        self._order: list[str] = []
        self._limit: int = _DEFAULT_LIMIT
        self._allow_filtering = False
        self._distinct_fields: list[str] | None = None
        self._fetch_size: int | None = None
        # Names in the database; what the conditions fix is not read but put into the rows.
        self._only_fields: list[str] = []
        self._defer_fields: set[str] = set()
        self._deferred_values: dict[str, Any] = {}
        self._values_list = False
        self._flat_values_list = False
        self._result_cache: list | None = None
        self._count: int | None = None
        self._batch: BatchQuery | None = None
        self._ttl: int | None = None
        self._consistency: int | None = None
        self._timestamp: Any = None
        self._if_not_exists = False
        self._if_exists = False
        self._timeout: Any = conn.NOT_SET
        self._connection: str | None = None

    def _changed(self, **changes):
        clone = copy(self)
        for name, value in vars(self).items():
            if type(value) in (dict, list, set):
                setattr(clone, name, value.copy())
        vars(clone).update(_result_cache=None, _count=None)
        vars(clone).update(changes)
        return clone

    def __deepcopy__(self, memo):
        return self._changed()

    @property
    def column_family_name(self):
        """The name of the table with its keyspace."""
        return self.model.column_family_name()

    def __unicode__(self):
        return str(self._select_query())

    def __str__(self):
        return self.__unicode__()

    def __call__(self, *args, **kwargs):
        return self.filter(*args, **kwargs)

    def __eq__(self, other):
        if not isinstance(other, AbstractQuerySet):
            return NotImplemented
        return len(self._where) == len(other._where) and all(clause in other._where for clause in self._where)

    __hash__ = None  # type: ignore[assignment]

    # -- sending --

    def _execute(self, statement) -> Any:
        if self._batch:
            return self._batch.add_query(statement)
        connection = self._connection or self.model._get_connection()
        result = execute_statement(self.model, statement, self._consistency, self._timeout, connection)
        if self._if_not_exists or self._if_exists or self._conditional:
            check_applied(result)
        return result

    def _select_fields(self) -> list[str]:
        return []

    def _validate_select_where(self):
        """Raises :exc:`QueryException` for conditions that the server would refuse."""

    def _conditions(self):
        return {
            "where": [copy(clause) for clause in self._where],
            "conditionals": [copy(clause) for clause in self._conditional],
        }

    def _select_query(self):
        if self._where:
            self._validate_select_where()
        return SelectStatement(
            self.column_family_name,
            fields=self._select_fields(),
            where=self._conditions()["where"],
            order_by=self._order,
            limit=self._limit,
            allow_filtering=self._allow_filtering,
            distinct_fields=self._distinct_fields,
            fetch_size=self._fetch_size,
        )

    def _check_no_batch(self):
        if self._batch:
            raise CQLEngineException("Only inserts, updates, and deletes are available in batch mode")

    def _get_result_constructor(self) -> Any:
        """Returns the function that makes a result of a row, which is a dict by the names in the database."""
        raise NotImplementedError

    def _results(self) -> list:
        """Returns the results, for which the query is sent once."""
        self._check_no_batch()
        if self._result_cache is None:
            construct = self._get_result_constructor()
            fixed = self._deferred_values
            rows = self._execute(self._select_query())
            self._result_cache = [construct({**row, **fixed} if fixed else row) for row in rows]
            self._count = len(self._result_cache)
        return self._result_cache

    # -- reading --

    def __len__(self):
        return len(self._results())

    def __iter__(self):
        return iter(self._results())

    def __getitem__(self, s) -> Any:
        results = self._results()
        if isinstance(s, slice):
            if min(s.start or 0, s.stop or 0) < 0:
                self._warn_of_negative("slicing with negative indices")
            return results[s]
        try:
            index = int(s)
        except (ValueError, TypeError):
            raise TypeError("QuerySet indices must be integers") from None
        if index < 0:
            self._warn_of_negative("indexing with negative indices")
        return results[index]

    @staticmethod
    def _warn_of_negative(what):
        warn(f"ModelQuerySet {what} support will be removed in 4.0.", DeprecationWarning, stacklevel=3)

    def first(self):
        """Returns the first result, or ``None``."""
        return next(iter(self), None)

    def get(self, *args, **kwargs) -> Any:
        """Returns the only result, of conditions that may be given as for :meth:`filter`.

        Raises :exc:`DoesNotExist` and :exc:`MultipleObjectsReturned` of the model.
        """
        if args or kwargs:
            return self.filter(*args, **kwargs).get()
        results = self._results()
        if len(results) > 1:
            raise self.model.MultipleObjectsReturned("Multiple objects found")
        if not results:
            raise self.model.DoesNotExist
        return results[0]

    def count(self):
        """Returns the number of matching rows, which the server counts unless they have been read."""
        self._check_no_batch()
        if self._count is None:
            query = self._select_query()
            query.count = True
            self._count = next(iter(self._execute(query).one().values()))
        return self._count

    # -- narrowing --

    def all(self):
        """Returns a copy of the query, which reads its rows anew."""
        return self._changed()

    def filter(self, *args, **kwargs):
        """Adds conditions: made by comparing columns (``Model.column > 5``), or ``column=5`` and ``column__operator=5``
        with the operators of :mod:`cassandra.cqlengine.operators`."""
        if any(value is None for value in kwargs.values()):
            raise CQLEngineException("None values on filter are not allowed")
        clone = self._changed()
        for clause in args:
            if not isinstance(clause, WhereClause):
                raise QueryException(f"{clause} is not a valid query operator")
            clone._where.append(clause)
        for argument, value in kwargs.items():
            made = condition(self.model, argument, value)
            clone._where.append(made.clause)
            if made.is_fixed:
                clone._defer_fields.add(made.clause.field)
                clone._deferred_values[made.clause.field] = made.value
        return clone

    def iff(self, *args, **kwargs):
        """Adds conditions of a lightweight transaction to the writes of the query, as :meth:`filter` does."""
        if any(value is None for value in kwargs.values()):
            raise CQLEngineException("None values on iff are not allowed")
        clone = self._changed()
        for clause in args:
            if not isinstance(clause, ConditionalClause):
                raise QueryException(f"{clause} is not a valid query operator")
            clone._conditional.append(clause)
        clone._conditional += [transaction_condition(self.model, name, value) for name, value in kwargs.items()]
        return clone

    def _get_ordering_condition(self, colname):
        """Returns the name in the database and the direction of an argument of :meth:`order_by`."""
        return colname.removeprefix("-"), "DESC" if colname.startswith("-") else "ASC"

    def order_by(self, *colnames):
        """Orders by clustering columns, ``"-column"`` in descending order. Without a name, removes the order."""
        if not colnames:
            return self._changed(_order=[])
        conditions = map(self._get_ordering_condition, colnames)
        return self._changed(_order=[*self._order, *(f'"{name}" {order}' for name, order in conditions)])

    def distinct(self, distinct_fields=None):
        """Reads the distinct values of fields, which are the partition key or static; by default the partition key."""
        fields = distinct_fields or [column.column_name for column in self.model._partition_keys.values()]
        return self._changed(_distinct_fields=fields)

    def limit(self, v):
        """Limits the number of rows: 0 and ``None`` are without limit, the default is 10000."""
        v = 0 if v is None else v
        if not isinstance(v, int):
            raise TypeError("a limit is a whole number")
        if v < 0:
            raise QueryException("Negative limit is not allowed")
        return self if v == self._limit else self._changed(_limit=v)

    def fetch_size(self, v):
        """Sets the number of rows of a page; the default is that of the session."""
        if not isinstance(v, int):
            raise TypeError("a fetch size is a whole number")
        if v < 1:
            raise QueryException("fetch size less than 1 is not allowed")
        return self if v == self._fetch_size else self._changed(_fetch_size=v)

    def allow_filtering(self):
        """Lets the server look through rows that no key or index finds."""
        return self._changed(_allow_filtering=True)

    def _database_names(self, fields):
        unknown = [field for field in fields if field not in self.model._columns]
        if unknown:
            raise QueryException(f"Can't resolve fields {', '.join(unknown)} in {self.model.__name__}")
        return [self.model._columns[field].db_field_name for field in fields]

    def only(self, fields):
        """Reads these fields alone."""
        if self._only_fields:
            raise QueryException("QuerySet already has 'only' fields defined")
        return self._changed(_only_fields=self._database_names(fields))

    def defer(self, fields):
        """Reads the other fields alone."""
        return self._changed(_defer_fields=self._defer_fields.union(self._database_names(fields)))

    # -- options --

    def batch(self, batch_obj):
        """Adds the writes of the query to a :class:`BatchQuery` instead of sending them."""
        if self._connection:
            raise CQLEngineException("Cannot specify the connection on model in batch mode.")
        if batch_obj is not None and not isinstance(batch_obj, BatchQuery):
            raise CQLEngineException("batch_obj must be a BatchQuery instance or None")
        return self._changed(_batch=batch_obj)

    def consistency(self, consistency):
        """Sets the :class:`~cassandra.ConsistencyLevel`."""
        return self._changed(_consistency=consistency)

    def timeout(self, timeout):
        """Sets the timeout in seconds; ``None`` is without limit."""
        return self._changed(_timeout=timeout)

    def using(self, keyspace=None, connection=None):
        """Uses another keyspace, or a connection by its name."""
        if connection and self._batch:
            raise CQLEngineException("Cannot specify a connection on model in batch mode.")
        clone = self._changed()
        if keyspace:
            clone.model = clone_model(self.model, __keyspace__=keyspace)
        if connection:
            clone._connection = connection
        return clone

    # -- writing --

    def create(self, **kwargs):
        """Inserts an instance of the model with these values and the options of the query, and returns it."""
        instance = self.model(**kwargs).batch(self._batch).ttl(self._ttl).consistency(self._consistency)
        instance = instance.if_not_exists(self._if_not_exists).if_exists(self._if_exists)
        return instance.timestamp(self._timestamp).using(connection=self._connection).save()

    def delete(self):
        """Deletes the matching rows; the conditions must name the partition key."""
        named = {clause.field for clause in self._where}
        if any(column.db_field_name not in named for column in self.model._partition_keys.values()):
            raise QueryException("The partition key must be defined on delete queries")
        statement = DeleteStatement(
            self.column_family_name, timestamp=self._timestamp, if_exists=self._if_exists, **self._conditions()
        )
        self._execute(statement)


class ResultObject(dict):
    """A row as a dict whose keys are attributes too."""

    def __getattr__(self, item):
        try:
            return self[item]
        except KeyError:
            raise AttributeError(item) from None


class SimpleQuerySet(AbstractQuerySet):
    """A query of a table without a model."""

    def _get_result_constructor(self):
        return ResultObject

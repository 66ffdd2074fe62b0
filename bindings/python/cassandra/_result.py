"""The rows of a request."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any
from warnings import warn

from cassandra import DriverException
from cassandra._rows import dict_factory, named_tuple_factory, tuple_factory
from cassandra.query import BatchStatement

log = logging.getLogger("cassandra.cluster")


class ResultSet:
    """An iterator over rows that fetches further pages as it goes. ``column_names`` and ``column_types`` describe
    the columns; they are ``None`` when the request returns no rows."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, response_future, initial_response):
        self.response_future = response_future
        self._page_iter = None
        self._list_mode = False
        self._set_current_rows(initial_response)

    @property
    def column_names(self):
        """The names of the columns."""
        return self.response_future._col_names

    @property
    def column_types(self):
        """The :mod:`cassandra.cqltypes` classes of the columns."""
        return self.response_future._col_types

    @property
    def has_more_pages(self):
        """Whether there are pages after the current one."""
        return self.response_future.has_more_pages

    @property
    def current_rows(self):
        """The rows of the current page."""
        return self._current_rows or []

    @property
    def paging_state(self):
        """Where the next page starts; ``None`` after the last one. It may hold parts of the primary key."""
        return self.response_future._paging_state

    def all(self) -> list[Any]:
        """Returns all rows that are left, of all pages, as a list."""
        return list(self)

    def one(self) -> Any:
        """Returns the first row of the current page, or ``None``."""
        if not self._current_rows:
            return None
        try:
            return self._current_rows[0]
        except TypeError:
            return next(iter(self._current_rows))

    def __iter__(self):
        if self._list_mode:
            return iter(self._current_rows)
        self._page_iter = iter(self._current_rows)
        return self

    def __next__(self):
        while True:
            try:
                return next(self._page_iter)  # type: ignore[arg-type]
            except StopIteration:
                if not self.response_future.has_more_pages:
                    if not self._list_mode:
                        self._current_rows = []
                    raise
            self.fetch_next_page()
            self._page_iter = iter(self._current_rows)

    next = __next__

    def fetch_next_page(self):
        """Waits for the next page and makes it the current one."""
        if not self.response_future.has_more_pages:
            self._current_rows = []
            return
        self.response_future.start_fetching_next_page()
        self._current_rows = self.response_future.result()._current_rows

    def _set_current_rows(self, result):
        """Row factories may return anything: what cannot be iterated counts as one row, as does a mapping."""
        if isinstance(result, list):
            self._current_rows = result
        elif isinstance(result, Mapping) or not hasattr(result, "__iter__"):
            self._current_rows = [result] if result else []
        else:
            self._current_rows = result

    def _enter_list_mode(self, operator):
        if self._list_mode:
            return
        if self._page_iter:
            raise RuntimeError(f"Cannot use {operator} when results have been iterated.")
        if self.response_future.has_more_pages:
            log.warning("Using %s on paged results causes entire result set to be materialized.", operator)
        self._current_rows = list(self)
        self._page_iter = None
        self._list_mode = True

    def __eq__(self, other):
        self._enter_list_mode("equality operator")
        return self._current_rows == other

    def __getitem__(self, i):
        if i == 0:
            warn(
                "ResultSet indexing support will be removed in 4.0. "
                "Consider using ResultSet.one() to get a single row.",
                DeprecationWarning,
                stacklevel=2,
            )
        self._enter_list_mode("index operator")
        return self._current_rows[i]

    def __bool__(self):
        return bool(self._current_rows)

    def get_query_trace(self, max_wait_sec=None):
        """Returns the trace of the last page; ``None`` when it was not traced."""
        return self.response_future.get_query_trace(max_wait_sec)

    def get_all_query_traces(self, max_wait_sec_per=None):
        """Returns the traces of all pages."""
        return self.response_future.get_all_query_traces(max_wait_sec_per)

    def cancel_continuous_paging(self):
        """Always raises: continuous paging is a feature of DSE."""
        raise DriverException(
            "Attempted to cancel paging with no active session. This is only for requests with ContinuousPagingOptions."
        )

    @property
    def was_applied(self):
        """Whether a conditional statement was applied."""
        factory = self.response_future.row_factory
        if factory not in (named_tuple_factory, dict_factory, tuple_factory):
            raise RuntimeError(f"Cannot determine LWT result with row factory {factory}")
        if isinstance(self.response_future.query, BatchStatement):
            if not self.column_names or self.column_names[0] != "[applied]":
                raise RuntimeError("No LWT were present in the BatchStatement")
        elif len(self.current_rows) != 1:
            raise RuntimeError(f"LWT result should have exactly one row. This has {len(self.current_rows)}.")
        row = self.current_rows[0]
        return row[0] if isinstance(row, tuple) else row["[applied]"]

"""An object mapper: classes for tables, whose instances are rows.

Declare models (:mod:`~cassandra.cqlengine.models`) of columns (:mod:`~cassandra.cqlengine.columns`), connect with
:func:`cassandra.cqlengine.connection.setup`, and create the tables with
:func:`cassandra.cqlengine.management.sync_table`.
"""

CACHING_ALL = "ALL"
CACHING_KEYS_ONLY = "KEYS_ONLY"
CACHING_ROWS_ONLY = "ROWS_ONLY"
CACHING_NONE = "NONE"


class CQLEngineException(Exception):
    """Base of the errors of the mapper."""


class ValidationError(CQLEngineException):
    """A value does not fit its column."""


class UnicodeMixin:
    """Makes ``str(x)`` what ``x.__unicode__()`` returns, the method that subclasses override."""

    def __unicode__(self) -> str:
        raise NotImplementedError

    def __str__(self):
        return self.__unicode__()

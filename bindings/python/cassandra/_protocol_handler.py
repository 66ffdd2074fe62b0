"""What makes the rows of a session, where a program wants others than the core makes."""

from __future__ import annotations

import importlib.util
import io
from functools import partial
from typing import Any, ClassVar

from cassandra import UnsupportedOperation, cqltypes
from cassandra._result_message import ResultMessage, body_of


class ProtocolHandler:
    """Makes rows of results; a session has the class as its ``client_protocol_handler``.

    Subclasses map ``ResultMessage.opcode`` to a subclass of :class:`ResultMessage` in ``message_types_by_opcode``, or
    replace ``decode_message``. The core writes all requests and reads all other answers, so a handler that has an
    ``encode_message`` is refused.
    """

    message_types_by_opcode: ClassVar[dict[int, Any]] = {ResultMessage.opcode: ResultMessage}
    column_encryption_policy: Any = None
    # Makes the rows of columns and of rows that the core has decoded, where it does not leave them as they are.
    _made_of: ClassVar[Any] = None

    @classmethod
    def decode_message(
        cls, protocol_version, user_type_map, stream_id, flags, opcode, body, decompressor, result_metadata
    ):
        """Returns the message in a body. ``user_type_map`` has the classes of user-defined types by keyspace and name.
        Flags are 0 and nothing is compressed: what they stand for has been read before."""
        message = cls.message_types_by_opcode[opcode].recv_body(
            io.BytesIO(body), protocol_version, user_type_map, result_metadata, cls.column_encryption_policy
        )
        message.stream_id = stream_id
        return message


class LazyProtocolHandler(ProtocolHandler):
    """Makes an iterator of the rows of a page. :func:`cassandra.query.tuple_factory` leaves it as it is."""

    @staticmethod
    def _made_of(columns, rows):
        return iter(rows)


class _NumpyProtocolHandler(ProtocolHandler):
    """Makes a dict of arrays by the names of the columns out of a page: masked arrays of numbers, and arrays of objects
    for other types. :func:`cassandra.query.tuple_factory` leaves it as it is."""

    @staticmethod
    def _made_of(columns, rows):
        cells = zip(*rows) if rows else [()] * len(columns)
        return {column[2]: _array(column[3], values) for column, values in zip(columns, cells)}


_NumpyProtocolHandler.__name__ = _NumpyProtocolHandler.__qualname__ = "NumpyProtocolHandler"

NumpyProtocolHandler: Any = _NumpyProtocolHandler if importlib.util.find_spec("numpy") else None

_DTYPES = {
    cqltypes.LongType: "i8",
    cqltypes.CounterColumnType: "i8",
    cqltypes.Int32Type: "i4",
    cqltypes.ShortType: "i2",
    cqltypes.FloatType: "f4",
    cqltypes.DoubleType: "f8",
}


def _array(cls, values):
    import numpy

    dtype = _DTYPES.get(cls)
    if dtype is not None:
        mask = [value is None for value in values]
        return numpy.ma.array([0 if value is None else value for value in values], dtype=dtype, mask=mask)
    array = numpy.empty(len(values), dtype=object)
    for index, value in enumerate(values):
        # All at once, lists would become a second dimension.
        array[index] = value
    return array


def reader_of(handler, cluster):
    """Returns what makes the column types and the rows of a page that the core has got; ``None`` where the rows are
    those of the core."""
    if handler is ProtocolHandler:
        return None
    decode = getattr(handler, "decode_message", None)
    if decode is None or hasattr(handler, "encode_message"):
        raise UnsupportedOperation(
            f"Session.client_protocol_handler: {handler!r} is not supported: the core writes the requests; derive the "
            "handler from cassandra.protocol.ProtocolHandler and leave encode_message out"
        )
    is_own = getattr(decode, "__func__", None) is not ProtocolHandler.decode_message.__func__  # type: ignore[attr-defined]
    if is_own or handler.message_types_by_opcode.get(ResultMessage.opcode) is not ResultMessage:
        return partial(_decoded, handler, cluster)
    return None if handler._made_of is None else partial(_made, handler)


def _made(handler, native, page):
    columns = page.columns()
    return [column[3] for column in columns], handler._made_of(columns, native.rows(page, 0)[1])


def _decoded(handler, cluster, native, page):
    policy = cluster.column_encryption_policy
    if policy is not None and handler.column_encryption_policy is None:
        handler = type(handler.__name__, (handler,), {"column_encryption_policy": policy})
    body = body_of(page.columns(), page.paging_state, *page.cells())
    message = handler.decode_message(4, cluster._user_types, 0, 0, ResultMessage.opcode, body, None, None)
    return message.column_types, message.parsed_rows

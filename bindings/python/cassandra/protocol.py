"""Errors of the server as the native protocol defines them. Some are raised as they are, most as the exception
of the :mod:`cassandra` package that ``to_exception`` makes."""

from __future__ import annotations

from collections import namedtuple
from typing import Any, ClassVar

import cassandra
from cassandra import ProtocolVersion, UnsupportedOperation
from cassandra._homes import open_up
from cassandra._message import (
    _NAMES_FOR_VALUES_FLAG,
    _PAGE_SIZE_BYTES_FLAG,
    _PAGE_SIZE_FLAG,
    _PAGING_OPTIONS_FLAG,
    _PREPARED_WITH_KEYSPACE_FLAG,
    _PROTOCOL_TIMESTAMP_FLAG,
    _SKIP_METADATA_FLAG,
    _VALUES_FLAG,
    _WITH_KEYSPACE_FLAG,
    _WITH_PAGING_STATE_FLAG,
    _WITH_SERIAL_CONSISTENCY_FLAG,
    BatchMessage,
    ExecuteMessage,
    PrepareMessage,
    QueryMessage,
    RequestMessage,
)
from cassandra._protocol_handler import LazyProtocolHandler, NumpyProtocolHandler, ProtocolHandler
from cassandra._result_message import (
    CUSTOM_TYPE,
    RESULT_KIND_PREPARED,
    RESULT_KIND_ROWS,
    RESULT_KIND_SCHEMA_CHANGE,
    RESULT_KIND_SET_KEYSPACE,
    RESULT_KIND_VOID,
    ResultMessage,
)
from cassandra._wire import (
    read_binary_longstring,
    read_binary_string,
    read_byte,
    read_bytesmap,
    read_inet,
    read_inet_addr_only,
    read_int,
    read_longstring,
    read_short,
    read_string,
    read_stringlist,
    read_stringmap,
    read_stringmultimap,
    read_value,
    write_byte,
    write_bytesmap,
    write_inet,
    write_int,
    write_long,
    write_longstring,
    write_short,
    write_string,
    write_stringlist,
    write_stringmap,
    write_stringmultimap,
    write_uint,
    write_value,
)
from cassandra.cqltypes import (
    AsciiType,
    BooleanType,
    BytesType,
    ByteType,
    CounterColumnType,
    DateType,
    DecimalType,
    DoubleType,
    DurationType,
    FloatType,
    InetAddressType,
    Int32Type,
    IntegerType,
    ListType,
    LongType,
    MapType,
    SetType,
    ShortType,
    SimpleDateType,
    TimeType,
    TimeUUIDType,
    TupleType,
    UserType,
    UTF8Type,
    UUIDType,
    VarcharType,
)

ColumnMetadata = namedtuple("ColumnMetadata", ["keyspace_name", "table_name", "name", "type"])
"""Where a column or marker belongs, and its :mod:`cassandra.cqltypes` class."""

error_classes: dict[int, type[ErrorMessage]] = {}


class NotSupportedError(Exception):
    """The protocol version does not support what was asked."""


class InternalError(Exception):
    """A bug in the driver."""


class ErrorMessage(Exception):
    """An ERROR frame. ``info`` holds the extra fields of the error, as a dict or the id of a statement."""

    summary = "Unknown"
    error_code: ClassVar[int | None] = None

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.error_code is not None:
            error_classes[cls.error_code] = cls

    def __init__(self, code, message, info=None):
        super().__init__(code, message, info)
        self.code = code
        self.message = message
        self.info: Any = info

    def summary_msg(self):
        """Returns code, summary and message in one line."""
        return f'Error from server: code={self.code:04x} [{self.summary}] message="{self.message}"'

    def __str__(self):
        return f"<{self.summary_msg()}>"

    __repr__ = __str__

    def to_exception(self) -> Exception:
        """Returns the exception that is raised for this error."""
        return self


class ErrorMessageSub(ErrorMessage):
    """Base of the errors that the protocol defines."""


class RequestExecutionException(ErrorMessageSub):
    """Base of errors while a request was executed."""


class RequestValidationException(ErrorMessageSub):
    """Base of errors of a request that was refused."""


class ServerError(ErrorMessageSub):
    summary = "Server error"
    error_code = 0x0000


class ProtocolException(ErrorMessageSub):
    summary = "Protocol error"
    error_code = 0x000A

    @property
    def is_beta_protocol_error(self):
        """Whether the server wants the flag of a protocol version in beta."""
        return "USE_BETA flag is unset" in str(self)


class BadCredentials(ErrorMessageSub):
    summary = "Bad credentials"
    error_code = 0x0100


class UnavailableErrorMessage(RequestExecutionException):
    summary = "Unavailable exception"
    error_code = 0x1000

    def to_exception(self):
        return cassandra.Unavailable(self.summary_msg(), **self.info)


class OverloadedErrorMessage(RequestExecutionException):
    summary = "Coordinator node overloaded"
    error_code = 0x1001


class IsBootstrappingErrorMessage(RequestExecutionException):
    summary = "Coordinator node is bootstrapping"
    error_code = 0x1002


class TruncateError(RequestExecutionException):
    summary = "Error during truncate"
    error_code = 0x1003


class WriteTimeoutErrorMessage(RequestExecutionException):
    summary = "Coordinator node timed out waiting for replica nodes' responses"
    error_code = 0x1100

    def to_exception(self):
        return cassandra.WriteTimeout(self.summary_msg(), **self.info)


class ReadTimeoutErrorMessage(RequestExecutionException):
    summary = "Coordinator node timed out waiting for replica nodes' responses"
    error_code = 0x1200

    def to_exception(self):
        return cassandra.ReadTimeout(self.summary_msg(), **self.info)


class ReadFailureMessage(RequestExecutionException):
    summary = "Replica(s) failed to execute read"
    error_code = 0x1300

    def to_exception(self):
        return cassandra.ReadFailure(self.summary_msg(), **self.info)


class FunctionFailureMessage(RequestExecutionException):
    summary = "User Defined Function failure"
    error_code = 0x1400

    def to_exception(self):
        return cassandra.FunctionFailure(self.summary_msg(), **self.info)


class WriteFailureMessage(RequestExecutionException):
    summary = "Replica(s) failed to execute write"
    error_code = 0x1500

    def to_exception(self):
        return cassandra.WriteFailure(self.summary_msg(), **self.info)


class CDCWriteException(RequestExecutionException):
    summary = "Failed to execute write due to CDC space exhaustion."
    error_code = 0x1600


class SyntaxException(RequestValidationException):
    summary = "Syntax error in CQL query"
    error_code = 0x2000


class UnauthorizedErrorMessage(RequestValidationException):
    summary = "Unauthorized"
    error_code = 0x2100

    def to_exception(self):
        return cassandra.Unauthorized(self.summary_msg())


class InvalidRequestException(RequestValidationException):
    summary = "Invalid query"
    error_code = 0x2200

    def to_exception(self):
        return cassandra.InvalidRequest(self.summary_msg())


class ConfigurationException(RequestValidationException):
    summary = "Query invalid because of configuration issue"
    error_code = 0x2300


class PreparedQueryNotFound(RequestValidationException):
    summary = "Matching prepared statement not found on this node"
    error_code = 0x2500


class AlreadyExistsException(ConfigurationException):
    summary = "Item already exists"
    error_code = 0x2400

    def to_exception(self):
        return cassandra.AlreadyExists(**self.info)


class ClientWriteError(RequestExecutionException):
    summary = "Client write failure."
    error_code = 0x8000


__getattr__ = open_up(__name__)

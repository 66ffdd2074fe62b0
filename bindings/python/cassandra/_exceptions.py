"""The exceptions of the ``cassandra`` package."""

from __future__ import annotations

from cassandra._constants import WriteType, consistency_value_to_name


class DriverException(Exception):
    """Base of the exceptions that the driver raises itself."""


class RequestExecutionException(DriverException):
    """Base of errors of the server while it executed a request."""


class Unavailable(RequestExecutionException):
    """Too few replicas were alive, so the coordinator did not even try."""

    consistency: int | None = None
    required_replicas: int | None = None
    alive_replicas: int | None = None

    def __init__(self, summary_message, consistency=None, required_replicas=None, alive_replicas=None):
        self.consistency = consistency
        self.required_replicas = required_replicas
        self.alive_replicas = alive_replicas
        info = {
            "consistency": consistency_value_to_name(consistency),
            "required_replicas": required_replicas,
            "alive_replicas": alive_replicas,
        }
        super().__init__(f"{summary_message} info={info!r}")


class Timeout(RequestExecutionException):
    """Too few replicas answered the coordinator in time."""

    consistency: int | None = None
    required_responses: int | None = None
    received_responses: int | None = None

    def __init__(self, summary_message, consistency=None, required_responses=None, received_responses=None, **kwargs):
        self.consistency = consistency
        self.required_responses = required_responses
        self.received_responses = received_responses
        if "write_type" in kwargs:
            kwargs["write_type"] = WriteType.value_to_name[kwargs["write_type"]]
        info = {
            "consistency": consistency_value_to_name(consistency),
            "required_responses": required_responses,
            "received_responses": received_responses,
            **kwargs,
        }
        super().__init__(f"{summary_message} info={info!r}")


class ReadTimeout(Timeout):
    """Too few replicas answered a read in time."""

    data_retrieved: bool | None = None

    def __init__(self, message, data_retrieved=None, **kwargs):
        super().__init__(message, **kwargs)
        self.data_retrieved = data_retrieved


class WriteTimeout(Timeout):
    """Too few replicas acknowledged a write in time."""

    write_type: int | None = None

    def __init__(self, message, write_type=None, **kwargs):
        super().__init__(message, write_type=write_type, **kwargs)
        self.write_type = write_type


class CDCWriteFailure(RequestExecutionException):
    """The change log is full, so writes are refused."""


class CoordinationFailure(RequestExecutionException):
    """A replica reported a failure to the coordinator."""

    consistency: int | None = None
    required_responses: int | None = None
    received_responses: int | None = None
    failures: int | None = None
    error_code_map: dict[str, int] | None = None

    def __init__(
        self,
        summary_message,
        consistency=None,
        required_responses=None,
        received_responses=None,
        failures=None,
        error_code_map=None,
    ):
        self.consistency = consistency
        self.required_responses = required_responses
        self.received_responses = received_responses
        self.failures = failures
        self.error_code_map = error_code_map
        info = {
            "consistency": consistency_value_to_name(consistency),
            "required_responses": required_responses,
            "received_responses": received_responses,
            "failures": failures,
        }
        if error_code_map is not None:
            info["error_code_map"] = {host: f"0x{code:04x}" for host, code in error_code_map.items()}
        super().__init__(f"{summary_message} info={info!r}")


class ReadFailure(CoordinationFailure):
    """A replica failed while it read."""

    data_retrieved: bool | None = None

    def __init__(self, message, data_retrieved=None, **kwargs):
        super().__init__(message, **kwargs)
        self.data_retrieved = data_retrieved


class WriteFailure(CoordinationFailure):
    """A replica failed while it wrote."""

    write_type: int | None = None

    def __init__(self, message, write_type=None, **kwargs):
        super().__init__(message, **kwargs)
        self.write_type = write_type


class FunctionFailure(RequestExecutionException):
    """A user-defined function failed while it ran."""

    keyspace: str | None = None
    function: str | None = None
    arg_types: list[str] | None = None

    def __init__(self, summary_message, keyspace, function, arg_types):
        self.keyspace = keyspace
        self.function = function
        self.arg_types = arg_types
        super().__init__(summary_message)


class RequestValidationException(DriverException):
    """Base of errors of the server that refused a request."""


class ConfigurationException(RequestValidationException):
    """The statement asks for an impossible configuration."""


class AlreadyExists(ConfigurationException):
    """The keyspace or table exists already. ``table`` is empty when the keyspace is meant."""

    keyspace: str | None = None
    table: str | None = None

    def __init__(self, keyspace=None, table=None):
        if table:
            message = f"Table '{keyspace}.{table}' already exists"
        else:
            message = f"Keyspace '{keyspace}' already exists"
        super().__init__(message)
        self.keyspace = keyspace
        self.table = table


class InvalidRequest(RequestValidationException):
    """The statement is well formed but invalid."""


class Unauthorized(RequestValidationException):
    """The user may not do that."""


class AuthenticationFailed(DriverException):
    """The server refused the credentials, or asked for some when there were none."""


class OperationTimedOut(DriverException):
    """No answer came within the timeout of the driver. The server may have executed the request."""

    errors = None
    last_host = None

    def __init__(self, errors=None, last_host=None):
        self.errors = errors
        self.last_host = last_host
        super().__init__(f"errors={errors}, last_host={last_host}")


class UnsupportedOperation(DriverException):
    """The driver does not support what was asked."""


class UnresolvableContactPoints(DriverException):
    """No contact point could be resolved to an address."""


class DependencyException(Exception):
    """An optional dependency is missing or unusable."""

    excs = ()

    def __init__(self, msg, excs=()):
        if excs:
            msg += "\nThe following exceptions were observed: \n - " + "\n - ".join(map(str, excs))
        super().__init__(msg)

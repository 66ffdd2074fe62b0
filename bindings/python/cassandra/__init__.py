"""Cassandra driver: the API of DataStax's ``cassandra-driver`` on the unicql core."""

import importlib.util
import logging

from cassandra._constants import (
    ConsistencyLevel,
    ProtocolVersion,
    SchemaChangeType,
    SchemaTargetType,
    WriteType,
    consistency_value_to_name,
)
from cassandra._exceptions import (
    AlreadyExists,
    AuthenticationFailed,
    CDCWriteFailure,
    ConfigurationException,
    CoordinationFailure,
    DependencyException,
    DriverException,
    FunctionFailure,
    InvalidRequest,
    OperationTimedOut,
    ReadFailure,
    ReadTimeout,
    RequestExecutionException,
    RequestValidationException,
    Timeout,
    Unauthorized,
    Unavailable,
    UnresolvableContactPoints,
    UnsupportedOperation,
    WriteFailure,
    WriteTimeout,
)
from cassandra._signature import SignatureDescriptor, UserAggregateDescriptor, UserFunctionDescriptor

__all__ = [
    "AlreadyExists",
    "AuthenticationFailed",
    "CDCWriteFailure",
    "ConfigurationException",
    "ConsistencyLevel",
    "CoordinationFailure",
    "DependencyException",
    "DriverException",
    "FunctionFailure",
    "InvalidRequest",
    "OperationTimedOut",
    "ProtocolVersion",
    "ReadFailure",
    "ReadTimeout",
    "RequestExecutionException",
    "RequestValidationException",
    "SchemaChangeType",
    "SchemaTargetType",
    "SignatureDescriptor",
    "Timeout",
    "Unauthorized",
    "Unavailable",
    "UnresolvableContactPoints",
    "UnsupportedOperation",
    "UserAggregateDescriptor",
    "UserFunctionDescriptor",
    "WriteFailure",
    "WriteTimeout",
    "WriteType",
    "consistency_value_to_name",
]

# Compiled modules of another driver in the same folder would be loaded in place of the sources beside them.
_spec = importlib.util.find_spec("cassandra.cluster")
if _spec is None or not str(_spec.origin).endswith(".py"):
    raise ImportError(
        "the package 'cassandra' of unicql is mixed with that of cassandra-driver or scylla-driver: "
        "uninstall both, then install unicql again"
    )
del _spec

# Programs compare this with versions of the legacy driver, so it tells which one's API is provided.
__version_info__ = (3, 29, 2)
__version__ = ".".join(map(str, __version_info__))

logging.getLogger("cassandra").addHandler(logging.NullHandler())

# Users and pickles know these classes under the name of the package.
for _name in __all__:
    _object = globals()[_name]
    _object.__module__ = "cassandra"
del _name, _object

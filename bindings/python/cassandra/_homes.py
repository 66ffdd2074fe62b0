"""Under which modules users know what private modules define, and what else they import from there."""

from __future__ import annotations

import sys
from importlib import import_module
from types import FunctionType

_PRIVATE = {
    "cassandra.cluster": "control_connection failure future paging_options profiles result session cluster_metadata",
    "cassandra.connection": "endpoint",
    "cassandra.cqlengine.columns": "cqlengine._collection_column cqlengine._column cqlengine._scalar_column",
    "cassandra.cqlengine.models": "cqlengine._definition cqlengine._descriptors cqlengine._record",
    "cassandra.cqltypes": "casstype cql_type_name",
    "cassandra.metadata": """
        keyspace names replica_groups replication schema_parser schema_parser_dse schema_parser_v22 table table_parts
        token user_type_metadata
    """,
    "cassandra.policies": "address_translator column_encryption conviction reconnection retry speculation",
    "cassandra.pool": "host_connections",
    "cassandra.protocol": "message protocol_handler result_message wire",
    "cassandra.query": "batch prepared rows statement trace",
    "cassandra.util": "date_range geometry moment ordered_map sorted_set version",
}

_HOMES = {
    f"cassandra.{name}" if name.startswith("cqlengine.") else f"cassandra._{name}": home
    for home, names in _PRIVATE.items()
    for name in names.split()
}

# The legacy driver's modules import these for themselves, and programs import them from there all the same.
_BORROWED = {
    "cassandra.cluster": {
        "cassandra": """
            AuthenticationFailed ConsistencyLevel DependencyException SchemaTargetType UnresolvableContactPoints
            UnsupportedOperation
        """,
        "cassandra.auth": "PlainTextAuthProvider",
        "cassandra.connection": """
            ConnectionBusy ConnectionException DefaultEndPoint EndPoint ProtocolVersionUnsupported SniEndPointFactory
        """,
        "cassandra.cqltypes": "UserType",
        "cassandra.encoder": "Encoder",
        "cassandra.io.twistedreactor": "TwistedConnection",
        "cassandra.marshal": "int64_pack",
        "cassandra.metadata": "protect_name",
        "cassandra.murmur3": "murmur3",
        "cassandra.policies": """
            DCAwareRoundRobinPolicy DefaultLoadBalancingPolicy ExponentialReconnectionPolicy HostDistance
            IdentityTranslator NeverRetryPolicy NoSpeculativeExecutionPlan NoSpeculativeExecutionPolicy RetryPolicy
            SimpleConvictionPolicy TokenAwarePolicy
        """,
        "cassandra.pool": "Host HostConnection HostConnectionPool NoConnectionsAvailable",
        "cassandra.protocol": """
            BatchMessage ErrorMessage ExecuteMessage IsBootstrappingErrorMessage OverloadedErrorMessage PrepareMessage
            PreparedQueryNotFound ProtocolException ProtocolHandler QueryMessage RESULT_KIND_PREPARED RESULT_KIND_ROWS
            RESULT_KIND_SCHEMA_CHANGE RESULT_KIND_SET_KEYSPACE RESULT_KIND_VOID ReadTimeoutErrorMessage ResultMessage
            ServerError TruncateError UnavailableErrorMessage WriteTimeoutErrorMessage
        """,
        "cassandra.query": """
            FETCH_SIZE_UNSET BatchStatement BoundStatement HostTargetingStatement QueryTrace SimpleStatement
            TraceUnavailable bind_params dict_factory named_tuple_factory tuple_factory
        """,
        "cassandra.util": "Version",
    },
    "cassandra.connection": {
        "cassandra": "AuthenticationFailed ConsistencyLevel OperationTimedOut ProtocolVersion",
        "cassandra.protocol": """
            ErrorMessage InvalidRequestException ProtocolException ProtocolHandler QueryMessage ResultMessage
        """,
    },
    "cassandra.cqlengine.columns": {
        "cassandra.cqlengine": "ValidationError",
        "cassandra.cqltypes": "SimpleDateType UserType",
    },
    "cassandra.cqlengine.connection": {"cassandra": "ConsistencyLevel"},
    "cassandra.cqlengine.management": {"cassandra.cqlengine.named": "NamedTable"},
    "cassandra.cqlengine.named": {
        "cassandra.cqlengine.models": "BaseModel",
        "cassandra.cqlengine.query": "SimpleQuerySet",
    },
    "cassandra.cqlengine.query": {
        "cassandra.cqlengine": "CQLEngineException UnicodeMixin ValidationError",
        "cassandra.cqlengine.functions": "BaseQueryFunction QueryValue Token",
        "cassandra.cqlengine.operators": """
            BaseWhereOperator ContainsOperator EqualsOperator GreaterThanOperator GreaterThanOrEqualOperator InOperator
            LessThanOperator LessThanOrEqualOperator
        """,
        "cassandra.cqlengine.statements": """
            BaseCQLStatement ConditionalClause DeleteStatement InsertStatement MapDeleteClause SelectStatement
            UpdateStatement WhereClause
        """,
        "cassandra.query": "BatchStatement SimpleStatement",
    },
    "cassandra.cqlengine.statements": {
        "cassandra.cqlengine": "UnicodeMixin",
        "cassandra.cqlengine.functions": "QueryValue",
        "cassandra.cqlengine.operators": "BaseWhereOperator EqualsOperator InOperator IsNotNullOperator",
    },
    "cassandra.metadata": {
        "cassandra": "ConsistencyLevel InvalidRequest SignatureDescriptor Unauthorized",
        "cassandra.encoder": "Encoder",
        "cassandra.marshal": "varint_unpack",
        "cassandra.policies": "HostDistance",
        "cassandra.protocol": "QueryMessage",
        "cassandra.query": "bind_params dict_factory",
    },
    "cassandra.policies": {"cassandra": "OperationTimedOut"},
    "cassandra.pool": {"cassandra": "AuthenticationFailed", "cassandra.connection": "ConnectionException"},
    "cassandra.protocol": {
        "cassandra": """
            AlreadyExists DriverException FunctionFailure InvalidRequest ReadFailure ReadTimeout SchemaTargetType
            Unauthorized Unavailable UserAggregateDescriptor UserFunctionDescriptor WriteFailure WriteTimeout WriteType
        """,
        "cassandra.cqltypes": "lookup_casstype",
    },
    "cassandra.query": {
        "cassandra": "ConsistencyLevel OperationTimedOut",
        "cassandra.encoder": "Encoder",
        "cassandra.policies": "ColDesc",
        "cassandra.util": "unix_time_from_uuid1",
    },
    "cassandra.util": {"cassandra": "DriverException"},
}


def open_up(module):
    """Has users and pickles know by the name of a public module what private modules define for it, and returns what
    the module answers with when it is asked for a name that it does not have."""
    public = vars(sys.modules[module])
    for value in list(public.values()):
        if isinstance(value, (type, FunctionType)) and value.__module__ in _HOMES:
            value.__module__ = _HOMES[value.__module__]
    lenders = {name: lender for lender, names in _BORROWED.get(module, {}).items() for name in names.split()}
    if "__all__" in public:
        public["__all__"] = [*public["__all__"], *(name for name in lenders if name not in public)]

    def lend(name):
        if name not in lenders:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        value = public[name] = getattr(import_module(lenders[name]), name)
        return value

    return lend

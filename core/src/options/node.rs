//! The legacy options of the node driver: those of `ClientOptions` by path, and those of one request
//! under `queryOptions`, whose defaults a client may set. A rejected option is refused when it differs from
//! its default, which means what the driver does anyway.

use super::legacy::{Fate, LegacyOption};

const fn row(name: &'static str, default: &'static str, fate: Fate) -> LegacyOption {
    LegacyOption { language: "node", name, default, fate }
}

const POLICY: Fate = Fate::Binding;

pub(super) const OPTIONS: &[LegacyOption] = &[
    row("contactPoints", "none", Fate::Core(&["contact_points"])),
    row("localDataCenter", "none", Fate::Core(&["local_datacenter"])),
    row("keyspace", "none", Fate::Core(&["keyspace"])),
    row("authProvider", "null", Fate::Core(&["username", "password"])),
    row("credentials.username", "none", Fate::Core(&["username"])),
    row("credentials.password", "none", Fate::Core(&["password"])),
    row("sslOptions", "none", Fate::Core(&["tls"])),
    row(
        "cloud",
        "none",
        Fate::Rejected("connect with contactPoints and sslOptions; secure connect bundles are not read"),
    ),
    row("id", "a random one", Fate::Core(&["client_id"])),
    row("applicationName", "none", Fate::Core(&["application_name"])),
    row("applicationVersion", "none", Fate::Core(&["application_version"])),
    row("logEmitter", "emits `log`", Fate::Binding),
    row("maxPrepared", "500", Fate::Binding),
    row(
        "isMetadataSyncEnabled",
        "true",
        Fate::NoOp("no schema is kept in the client, so there is none to keep up to date"),
    ),
    row(
        "refreshSchemaDelay",
        "1000",
        Fate::NoOp("no schema is kept in the client, so there is none to refresh"),
    ),
    row(
        "prepareOnAllHosts",
        "true",
        Fate::NoOp("a statement is always prepared on all hosts, and again where one has forgotten it"),
    ),
    row(
        "rePrepareOnUp",
        "true",
        Fate::NoOp("a host that does not know a statement is told it when it is executed"),
    ),
    row(
        "promiseFactory",
        "none",
        Fate::NoOp("promises are those of the language; the legacy driver ignores it too"),
    ),
    row("profiles", "none", Fate::Binding),
    row("metrics", "none", Fate::Rejected("no client metrics are reported")),
    row("requestTracker", "null", Fate::Rejected("no requests are tracked")),
    row("monitorReporting.enabled", "true", Fate::NoOp("nothing is reported to DSE Insights")),
    row("graphOptions", "none", Fate::Rejected("DSE Graph is not supported")),
    row("encoding.map", "none", Fate::Binding),
    row("encoding.set", "none", Fate::Binding),
    row("encoding.copyBuffer", "true", Fate::Binding),
    row("encoding.useUndefinedAsUnset", "true", Fate::Binding),
    row("encoding.useBigIntAsLong", "false", Fate::Binding),
    row("encoding.useBigIntAsVarint", "false", Fate::Binding),
    row("policies.addressResolution", "AddressTranslator", POLICY),
    row("policies.loadBalancing", "DefaultLoadBalancingPolicy", POLICY),
    row("policies.reconnection", "ExponentialReconnectionPolicy", POLICY),
    row("policies.retry", "RetryPolicy", POLICY),
    row("policies.speculativeExecution", "NoSpeculativeExecutionPolicy", POLICY),
    row("policies.timestampGeneration", "MonotonicTimestampGenerator", POLICY),
    row("pooling.coreConnectionsPerHost", "1", Fate::Core(&["connections_per_host"])),
    row("pooling.heartBeatInterval", "30000", Fate::Core(&["heartbeat_interval_ms"])),
    row(
        "pooling.maxRequestsPerConnection",
        "2048",
        Fate::NoOp("a connection carries as many requests as the protocol has stream ids for, 32768"),
    ),
    row("pooling.warmup", "true", Fate::NoOp("connections are opened when the client connects")),
    row("protocolOptions.port", "9042", Fate::Core(&["port"])),
    row("protocolOptions.maxSchemaAgreementWaitSeconds", "10", Fate::Core(&["schema_agreement_timeout_ms"])),
    row("protocolOptions.maxVersion", "0", Fate::Binding),
    row(
        "protocolOptions.noCompact",
        "false",
        Fate::Rejected("tables with COMPACT STORAGE are shown as they are"),
    ),
    row("socketOptions.connectTimeout", "5000", Fate::Core(&["connect_timeout_ms"])),
    row("socketOptions.readTimeout", "12000", Fate::Core(&["request_timeout_ms"])),
    row("socketOptions.tcpNoDelay", "true", Fate::Core(&["tcp_nodelay"])),
    row("socketOptions.keepAlive", "true", Fate::Core(&["tcp_keepalive_interval_ms"])),
    row("socketOptions.keepAliveDelay", "0", Fate::Core(&["tcp_keepalive_interval_ms"])),
    row(
        "socketOptions.defunctReadTimeoutThreshold",
        "64",
        Fate::NoOp("a connection that answers no heartbeat is closed, however many requests timed out on it"),
    ),
    row(
        "socketOptions.coalescingThreshold",
        "65536",
        Fate::NoOp("what is ready to be sent is always sent together"),
    ),
    row("queryOptions.autoPage", "false", Fate::Binding),
    row("queryOptions.captureStackTrace", "false", Fate::Binding),
    row("queryOptions.consistency", "localOne", Fate::Core(&["consistency"])),
    row("queryOptions.counter", "false", Fate::Binding),
    row("queryOptions.customPayload", "none", Fate::Rejected("requests carry no custom payload")),
    row("queryOptions.executeAs", "none", Fate::Rejected("requests carry no custom payload")),
    row("queryOptions.executionProfile", "default", Fate::Binding),
    row("queryOptions.fetchSize", "5000", Fate::Core(&["page_size"])),
    row("queryOptions.hints", "none", Fate::Binding),
    row("queryOptions.host", "none", Fate::Binding),
    row("queryOptions.isIdempotent", "false", Fate::Core(&["idempotent"])),
    row(
        "queryOptions.keyspace",
        "none",
        Fate::NoOp("protocol version 4 has no keyspace per request; the legacy driver ignores it there too"),
    ),
    row("queryOptions.logged", "true", Fate::Binding),
    row("queryOptions.pageState", "none", Fate::Binding),
    row("queryOptions.prepare", "false", Fate::Binding),
    row("queryOptions.readTimeout", "socketOptions.readTimeout", Fate::Core(&["request_timeout_ms"])),
    row("queryOptions.retry", "policies.retry", Fate::Binding),
    row(
        "queryOptions.routingIndexes",
        "none",
        Fate::NoOp("statements with values are routed by their prepared form"),
    ),
    row(
        "queryOptions.routingKey",
        "none",
        Fate::NoOp("statements with values are routed by their prepared form"),
    ),
    row(
        "queryOptions.routingNames",
        "none",
        Fate::NoOp("statements with values are routed by their prepared form"),
    ),
    row("queryOptions.serialConsistency", "none", Fate::Core(&["serial_consistency"])),
    row("queryOptions.timestamp", "policies.timestampGeneration", Fate::Binding),
    row("queryOptions.traceQuery", "false", Fate::Binding),
];

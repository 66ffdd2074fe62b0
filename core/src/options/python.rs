//! The legacy options of the python driver: the arguments of `Cluster` and the fields of `ExecutionProfile`.

use super::legacy::{Fate, LegacyOption};

const fn row(name: &'static str, default: &'static str, fate: Fate) -> LegacyOption {
    LegacyOption { language: "python", name, default, fate }
}

const NO_INSIGHTS: &str = "nothing is reported to DSE Insights";

pub(super) const OPTIONS: &[LegacyOption] = &[
    row("contact_points", "127.0.0.1", Fate::Core(&["contact_points"])),
    row("port", "9042", Fate::Core(&["port"])),
    row("compression", "True", Fate::Core(&["compression"])),
    row("auth_provider", "None", Fate::Core(&["authenticator", "username", "password"])),
    row(
        "load_balancing_policy",
        "TokenAwarePolicy(DCAwareRoundRobinPolicy())",
        Fate::Core(&["load_balancing", "local_datacenter", "infer_local_datacenter"]),
    ),
    row("reconnection_policy", "ExponentialReconnectionPolicy(1.0, 600.0)", Fate::Core(&["reconnection"])),
    row("default_retry_policy", "RetryPolicy()", Fate::Core(&["retry"])),
    row("conviction_policy_factory", "SimpleConvictionPolicy", Fate::Binding),
    row("metrics_enabled", "False", Fate::Core(&["metrics"])),
    row("connection_class", "the best event loop that is installed", Fate::Binding),
    row("ssl_options", "None", Fate::Core(&["tls"])),
    row("sockopts", "None", Fate::Core(&["tcp_nodelay"])),
    row("cql_version", "None", Fate::Binding),
    row("protocol_version", "negotiated", Fate::Binding),
    row("executor_threads", "2", Fate::NoOp("the core needs no pool of threads")),
    row("max_schema_agreement_wait", "10", Fate::Core(&["schema_agreement_timeout_ms"])),
    row(
        "control_connection_timeout",
        "2.0",
        Fate::NoOp("connect_timeout limits every connection, the one for metadata too"),
    ),
    row("idle_heartbeat_interval", "30", Fate::Core(&["heartbeat_interval_ms"])),
    row("schema_event_refresh_window", "2", Fate::Binding),
    row("topology_event_refresh_window", "10", Fate::NoOp("the core spreads its refreshes by itself")),
    row("connect_timeout", "5", Fate::Core(&["connect_timeout_ms"])),
    row("schema_metadata_enabled", "True", Fate::Binding),
    row("token_metadata_enabled", "True", Fate::Binding),
    row("address_translator", "None", Fate::Core(&["address_translation"])),
    row("status_event_refresh_window", "2", Fate::NoOp("the core follows the state of its own connections")),
    row("prepare_on_all_hosts", "True", Fate::NoOp("the core prepares on every host")),
    row("reprepare_on_up", "True", Fate::Core(&["prepare_on_up"])),
    row("execution_profiles", "None", Fate::Binding),
    row(
        "allow_beta_protocol_version",
        "False",
        Fate::NoOp("the driver speaks protocol version 4, which is not in beta"),
    ),
    row("timestamp_generator", "MonotonicTimestampGenerator()", Fate::Binding),
    row("idle_heartbeat_timeout", "30", Fate::Core(&["heartbeat_timeout_ms"])),
    row("no_compact", "False", Fate::Core(&["startup_options"])),
    row("ssl_context", "None", Fate::Core(&["tls"])),
    row("endpoint_factory", "None", Fate::Core(&["address_translation"])),
    row("application_name", "None", Fate::Core(&["application_name"])),
    row("application_version", "None", Fate::Core(&["application_version"])),
    row("monitor_reporting_enabled", "True", Fate::NoOp(NO_INSIGHTS)),
    row("monitor_reporting_interval", "30", Fate::NoOp(NO_INSIGHTS)),
    row("client_id", "random", Fate::Core(&["client_id"])),
    row("cloud", "None", Fate::Core(&["secure_connect_bundle"])),
    row("column_encryption_policy", "None", Fate::Binding),
    row(
        "ExecutionProfile.load_balancing_policy",
        "TokenAwarePolicy(DCAwareRoundRobinPolicy())",
        Fate::Core(&["load_balancing", "local_datacenter", "infer_local_datacenter"]),
    ),
    row("ExecutionProfile.retry_policy", "RetryPolicy()", Fate::Core(&["retry"])),
    row("ExecutionProfile.consistency_level", "LOCAL_ONE", Fate::Core(&["consistency"])),
    row("ExecutionProfile.serial_consistency_level", "None", Fate::Core(&["serial_consistency"])),
    row("ExecutionProfile.request_timeout", "10.0", Fate::Core(&["request_timeout_ms"])),
    row("ExecutionProfile.row_factory", "named_tuple_factory", Fate::Binding),
    row(
        "ExecutionProfile.speculative_execution_policy",
        "NoSpeculativeExecutionPolicy()",
        Fate::Core(&["speculative_execution"]),
    ),
    row(
        "ExecutionProfile.continuous_paging_options",
        "None",
        Fate::Rejected("continuous paging is a feature of DSE"),
    ),
];

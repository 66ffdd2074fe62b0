//! The legacy options of the C driver: the setters of clusters and of execution profiles. `_n` twins are the same
//! option. A rejected setter is exported all the same, so that programs start that link against it, and refuses.

use super::legacy::{Fate, LegacyOption};

const fn cluster(name: &'static str, default: &'static str, fate: Fate) -> LegacyOption {
    LegacyOption { language: "c", name, default, fate }
}

const fn profile(name: &'static str) -> LegacyOption {
    LegacyOption { language: "c", name, default: "that of the cluster", fate: PROFILES }
}

const LEGACY_NO_OP: Fate = Fate::NoOp("the legacy driver ignores it too");
const ONE_IO_THREAD: Fate =
    Fate::NoOp("one I/O thread serves all sessions, and writes what is queued whenever it wakes");
const TRACES: Fate = Fate::NoOp("a traced request completes with its answer and does not wait for its trace");
const PREPARED: Fate =
    Fate::NoOp("a statement is prepared on all hosts, and again where a host turns out not to know it");
const NO_KERBEROS: Fate = Fate::Rejected(
    "no Kerberos: cass_cluster_set_authenticator_callbacks takes an exchange of the program's own",
);
const PROFILES: Fate = Fate::Core(&["execution_profiles"]);
const BUNDLE: Fate = Fate::Core(&["secure_connect_bundle"]);
const BALANCING: Fate = Fate::Core(&["load_balancing"]);

pub(super) const OPTIONS: &[LegacyOption] = &[
    cluster("cass_cluster_set_contact_points", "none", Fate::Core(&["contact_points"])),
    cluster("cass_cluster_set_port", "9042", Fate::Core(&["port"])),
    cluster("cass_cluster_set_local_address", "none", Fate::Core(&["local_address"])),
    cluster("cass_cluster_set_ssl", "none", Fate::Core(&["tls"])),
    cluster("cass_cluster_set_authenticator_callbacks", "none", Fate::Core(&["authenticator"])),
    cluster("cass_cluster_set_protocol_version", "4", Fate::Binding),
    cluster(
        "cass_cluster_set_use_beta_protocol_version",
        "false",
        Fate::NoOp("no version that is spoken is a draft"),
    ),
    cluster("cass_cluster_set_consistency", "LOCAL_ONE", Fate::Core(&["consistency"])),
    cluster("cass_cluster_set_serial_consistency", "ANY", Fate::Core(&["serial_consistency"])),
    cluster("cass_cluster_set_num_threads_io", "1", ONE_IO_THREAD),
    cluster("cass_cluster_set_queue_size_io", "8192", Fate::NoOp("requests queue in memory without a limit")),
    cluster("cass_cluster_set_queue_size_event", "8192", LEGACY_NO_OP),
    cluster("cass_cluster_set_core_connections_per_host", "1", Fate::Core(&["connections_per_host"])),
    cluster("cass_cluster_set_max_connections_per_host", "2", LEGACY_NO_OP),
    cluster("cass_cluster_set_reconnect_wait_time", "2000", Fate::Core(&["reconnection"])),
    cluster("cass_cluster_set_constant_reconnect", "2000", Fate::Core(&["reconnection"])),
    cluster("cass_cluster_set_exponential_reconnect", "2000, 600000", Fate::Core(&["reconnection"])),
    cluster("cass_cluster_set_coalesce_delay", "200", ONE_IO_THREAD),
    cluster("cass_cluster_set_new_request_ratio", "50", ONE_IO_THREAD),
    cluster("cass_cluster_set_max_concurrent_creation", "1", LEGACY_NO_OP),
    cluster("cass_cluster_set_max_concurrent_requests_threshold", "100", LEGACY_NO_OP),
    cluster("cass_cluster_set_max_requests_per_flush", "128", LEGACY_NO_OP),
    cluster("cass_cluster_set_write_bytes_high_water_mark", "64 KiB", LEGACY_NO_OP),
    cluster("cass_cluster_set_write_bytes_low_water_mark", "32 KiB", LEGACY_NO_OP),
    cluster("cass_cluster_set_pending_requests_high_water_mark", "256", LEGACY_NO_OP),
    cluster("cass_cluster_set_pending_requests_low_water_mark", "128", LEGACY_NO_OP),
    cluster("cass_cluster_set_connect_timeout", "5000", Fate::Core(&["connect_timeout_ms"])),
    cluster("cass_cluster_set_request_timeout", "12000", Fate::Core(&["request_timeout_ms"])),
    cluster("cass_cluster_set_resolve_timeout", "5000", Fate::Core(&["resolve_timeout_ms"])),
    cluster("cass_cluster_set_max_schema_wait_time", "10000", Fate::Core(&["schema_agreement_timeout_ms"])),
    cluster("cass_cluster_set_tracing_max_wait_time", "15", TRACES),
    cluster("cass_cluster_set_tracing_retry_wait_time", "3", TRACES),
    cluster("cass_cluster_set_tracing_consistency", "ONE", TRACES),
    cluster("cass_cluster_set_credentials", "none", Fate::Core(&["username", "password"])),
    cluster("cass_cluster_set_dse_plaintext_authenticator", "none", Fate::Core(&["username", "password"])),
    cluster(
        "cass_cluster_set_dse_plaintext_authenticator_proxy",
        "none",
        Fate::Core(&["username", "password", "authorization_id"]),
    ),
    cluster("cass_cluster_set_dse_gssapi_authenticator", "none", NO_KERBEROS),
    cluster("cass_cluster_set_dse_gssapi_authenticator_proxy", "none", NO_KERBEROS),
    cluster("cass_cluster_set_load_balance_round_robin", "not used", BALANCING),
    cluster(
        "cass_cluster_set_load_balance_dc_aware",
        "the data center of the first contact point that can be used",
        Fate::Core(&["local_datacenter", "infer_local_datacenter", "load_balancing"]),
    ),
    cluster("cass_cluster_set_token_aware_routing", "true", BALANCING),
    cluster("cass_cluster_set_token_aware_routing_shuffle_replicas", "true", BALANCING),
    cluster("cass_cluster_set_latency_aware_routing", "false", BALANCING),
    cluster("cass_cluster_set_latency_aware_routing_settings", "2.0, 100, 10000, 100, 50", BALANCING),
    cluster("cass_cluster_set_whitelist_filtering", "none", BALANCING),
    cluster("cass_cluster_set_blacklist_filtering", "none", BALANCING),
    cluster("cass_cluster_set_whitelist_dc_filtering", "none", BALANCING),
    cluster("cass_cluster_set_blacklist_dc_filtering", "none", BALANCING),
    cluster("cass_cluster_set_tcp_nodelay", "true", Fate::Core(&["tcp_nodelay"])),
    cluster("cass_cluster_set_tcp_keepalive", "true, 0", Fate::Core(&["tcp_keepalive_interval_ms"])),
    cluster("cass_cluster_set_timestamp_gen", "monotonic", Fate::Binding),
    cluster("cass_cluster_set_connection_heartbeat_interval", "30", Fate::Core(&["heartbeat_interval_ms"])),
    cluster("cass_cluster_set_connection_idle_timeout", "60", Fate::Core(&["heartbeat_timeout_ms"])),
    cluster("cass_cluster_set_retry_policy", "default", Fate::Core(&["retry"])),
    cluster("cass_cluster_set_use_schema", "true", Fate::Core(&["schema_metadata"])),
    cluster(
        "cass_cluster_set_use_hostname_resolution",
        "false",
        Fate::NoOp("certificates are checked for the address that was connected to"),
    ),
    cluster(
        "cass_cluster_set_use_randomized_contact_points",
        "true",
        Fate::Core(&["shuffle_contact_points"]),
    ),
    cluster(
        "cass_cluster_set_constant_speculative_execution_policy",
        "none",
        Fate::Core(&["speculative_execution"]),
    ),
    cluster(
        "cass_cluster_set_no_speculative_execution_policy",
        "used",
        Fate::Core(&["speculative_execution"]),
    ),
    cluster(
        "cass_cluster_set_max_reusable_write_objects",
        "without limit",
        Fate::NoOp("there is no cache of write buffers"),
    ),
    cluster("cass_cluster_set_execution_profile", "none", PROFILES),
    cluster("cass_cluster_set_prepare_on_all_hosts", "true", PREPARED),
    cluster("cass_cluster_set_prepare_on_up_or_add_host", "true", Fate::Core(&["prepare_on_up"])),
    cluster("cass_cluster_set_no_compact", "false", Fate::Core(&["startup_options"])),
    cluster("cass_cluster_set_host_listener_callback", "none", Fate::Binding),
    cluster("cass_cluster_set_cloud_secure_connection_bundle", "none", BUNDLE),
    cluster("cass_cluster_set_cloud_secure_connection_bundle_no_ssl_lib_init", "none", BUNDLE),
    cluster("cass_cluster_set_application_name", "none", Fate::Core(&["application_name"])),
    cluster("cass_cluster_set_application_version", "none", Fate::Core(&["application_version"])),
    cluster("cass_cluster_set_client_id", "a random one", Fate::Core(&["client_id"])),
    cluster(
        "cass_cluster_set_monitor_reporting_interval",
        "300",
        Fate::NoOp("nothing is reported to DSE Insights"),
    ),
    cluster("cass_cluster_set_histogram_refresh_interval", "none", Fate::Core(&["metrics_interval_ms"])),
    profile("cass_execution_profile_set_request_timeout"),
    profile("cass_execution_profile_set_consistency"),
    profile("cass_execution_profile_set_serial_consistency"),
    profile("cass_execution_profile_set_load_balance_round_robin"),
    profile("cass_execution_profile_set_load_balance_dc_aware"),
    profile("cass_execution_profile_set_token_aware_routing"),
    profile("cass_execution_profile_set_token_aware_routing_shuffle_replicas"),
    profile("cass_execution_profile_set_latency_aware_routing"),
    profile("cass_execution_profile_set_latency_aware_routing_settings"),
    profile("cass_execution_profile_set_whitelist_filtering"),
    profile("cass_execution_profile_set_blacklist_filtering"),
    profile("cass_execution_profile_set_whitelist_dc_filtering"),
    profile("cass_execution_profile_set_blacklist_dc_filtering"),
    profile("cass_execution_profile_set_retry_policy"),
    profile("cass_execution_profile_set_constant_speculative_execution_policy"),
    profile("cass_execution_profile_set_no_speculative_execution_policy"),
];

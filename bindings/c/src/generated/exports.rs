//! Rendered from bindings/c/surface.json by `unicql-dev generate`.

use crate::error::CassError;
use crate::ptr::{self, guard};
use crate::{
    aggregate_meta, alloc, authenticator, batch, binder, cluster, collection, column_meta, custom_payload,
    data_type, date_range, date_time, enumerations, error, error_result, execution_profile, function_meta,
    future, gssapi_authenticator, index_meta, inet, iterator, keyspace_meta, line_string, line_string_iterator, log,
    materialized_view_meta, metrics, point, polygon, polygon_iterator, prepared, result, retry_policy, row,
    schema_meta, session, ssl, statement, table_meta, timestamp_gen, tuple, types, user_type, uuid, value,
};

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_new() -> Option<Box<execution_profile::ExecutionProfile>> {
    guard(|| Some(execution_profile::new()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_free(profile: Option<Box<execution_profile::ExecutionProfile>>) {
    guard(|| { drop(profile?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_request_timeout(profile: Option<&mut execution_profile::ExecutionProfile>, timeout_ms: u64) -> CassError {
    guard(|| Some(execution_profile::set_request_timeout(profile?, timeout_ms)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_consistency(profile: Option<&mut execution_profile::ExecutionProfile>, consistency: u32) -> CassError {
    guard(|| Some(execution_profile::set_consistency(profile?, consistency)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_serial_consistency(profile: Option<&mut execution_profile::ExecutionProfile>, serial_consistency: u32) -> CassError {
    guard(|| Some(execution_profile::set_serial_consistency(profile?, serial_consistency)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_load_balance_round_robin(profile: Option<&mut execution_profile::ExecutionProfile>) -> CassError {
    guard(|| Some(execution_profile::set_load_balance_round_robin(profile?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_load_balance_dc_aware(profile: Option<&mut execution_profile::ExecutionProfile>, local_dc: ptr::Str<'_>, used_hosts_per_remote_dc: u32, allow_remote_dcs_for_local_cl: types::Bool) -> CassError {
    guard(|| Some(execution_profile::set_load_balance_dc_aware(profile?, local_dc.get(), used_hosts_per_remote_dc, allow_remote_dcs_for_local_cl)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_load_balance_dc_aware_n(profile: Option<&mut execution_profile::ExecutionProfile>, local_dc: ptr::Str<'_>, local_dc_length: usize, used_hosts_per_remote_dc: u32, allow_remote_dcs_for_local_cl: types::Bool) -> CassError {
    guard(|| Some(execution_profile::set_load_balance_dc_aware(profile?, local_dc.sized(local_dc_length), used_hosts_per_remote_dc, allow_remote_dcs_for_local_cl)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_token_aware_routing(profile: Option<&mut execution_profile::ExecutionProfile>, enabled: types::Bool) -> CassError {
    guard(|| Some(execution_profile::set_token_aware_routing(profile?, enabled)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_token_aware_routing_shuffle_replicas(profile: Option<&mut execution_profile::ExecutionProfile>, enabled: types::Bool) -> CassError {
    guard(|| Some(execution_profile::set_token_aware_routing_shuffle_replicas(profile?, enabled)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_latency_aware_routing(profile: Option<&mut execution_profile::ExecutionProfile>, enabled: types::Bool) -> CassError {
    guard(|| Some(execution_profile::set_latency_aware_routing(profile?, enabled)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_latency_aware_routing_settings(profile: Option<&mut execution_profile::ExecutionProfile>, exclusion_threshold: f64, scale_ms: u64, retry_period_ms: u64, update_rate_ms: u64, min_measured: u64) -> CassError {
    guard(|| Some(execution_profile::set_latency_aware_routing_settings(profile?, exclusion_threshold, scale_ms, retry_period_ms, update_rate_ms, min_measured)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_whitelist_filtering(profile: Option<&mut execution_profile::ExecutionProfile>, hosts: ptr::Str<'_>) -> CassError {
    guard(|| Some(execution_profile::set_whitelist_filtering(profile?, hosts.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_whitelist_filtering_n(profile: Option<&mut execution_profile::ExecutionProfile>, hosts: ptr::Str<'_>, hosts_length: usize) -> CassError {
    guard(|| Some(execution_profile::set_whitelist_filtering(profile?, hosts.sized(hosts_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_blacklist_filtering(profile: Option<&mut execution_profile::ExecutionProfile>, hosts: ptr::Str<'_>) -> CassError {
    guard(|| Some(execution_profile::set_blacklist_filtering(profile?, hosts.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_blacklist_filtering_n(profile: Option<&mut execution_profile::ExecutionProfile>, hosts: ptr::Str<'_>, hosts_length: usize) -> CassError {
    guard(|| Some(execution_profile::set_blacklist_filtering(profile?, hosts.sized(hosts_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_whitelist_dc_filtering(profile: Option<&mut execution_profile::ExecutionProfile>, dcs: ptr::Str<'_>) -> CassError {
    guard(|| Some(execution_profile::set_whitelist_dc_filtering(profile?, dcs.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_whitelist_dc_filtering_n(profile: Option<&mut execution_profile::ExecutionProfile>, dcs: ptr::Str<'_>, dcs_length: usize) -> CassError {
    guard(|| Some(execution_profile::set_whitelist_dc_filtering(profile?, dcs.sized(dcs_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_blacklist_dc_filtering(profile: Option<&mut execution_profile::ExecutionProfile>, dcs: ptr::Str<'_>) -> CassError {
    guard(|| Some(execution_profile::set_blacklist_dc_filtering(profile?, dcs.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_blacklist_dc_filtering_n(profile: Option<&mut execution_profile::ExecutionProfile>, dcs: ptr::Str<'_>, dcs_length: usize) -> CassError {
    guard(|| Some(execution_profile::set_blacklist_dc_filtering(profile?, dcs.sized(dcs_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_retry_policy(profile: Option<&mut execution_profile::ExecutionProfile>, retry_policy: Option<&mut retry_policy::RetryPolicy>) -> CassError {
    guard(|| Some(execution_profile::set_retry_policy(profile?, retry_policy)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_constant_speculative_execution_policy(profile: Option<&mut execution_profile::ExecutionProfile>, constant_delay_ms: i64, max_speculative_executions: i32) -> CassError {
    guard(|| Some(execution_profile::set_constant_speculative_execution_policy(profile?, constant_delay_ms, max_speculative_executions)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_execution_profile_set_no_speculative_execution_policy(profile: Option<&mut execution_profile::ExecutionProfile>) -> CassError {
    guard(|| Some(execution_profile::set_no_speculative_execution_policy(profile?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_new() -> Option<Box<cluster::Cluster>> {
    guard(|| Some(cluster::new()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_free(cluster: Option<Box<cluster::Cluster>>) {
    guard(|| { drop(cluster?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_contact_points(cluster: Option<&mut cluster::Cluster>, contact_points: ptr::Str<'_>) -> CassError {
    guard(|| Some(cluster::set_contact_points(cluster?, contact_points.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_contact_points_n(cluster: Option<&mut cluster::Cluster>, contact_points: ptr::Str<'_>, contact_points_length: usize) -> CassError {
    guard(|| Some(cluster::set_contact_points(cluster?, contact_points.sized(contact_points_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_port(cluster: Option<&mut cluster::Cluster>, port: i32) -> CassError {
    guard(|| Some(cluster::set_port(cluster?, port)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_local_address(cluster: Option<&mut cluster::Cluster>, name: ptr::Str<'_>) -> CassError {
    guard(|| Some(cluster::set_local_address(cluster?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_local_address_n(cluster: Option<&mut cluster::Cluster>, name: ptr::Str<'_>, name_length: usize) -> CassError {
    guard(|| Some(cluster::set_local_address(cluster?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_ssl(cluster: Option<&mut cluster::Cluster>, ssl: Option<&mut ssl::Ssl>) {
    guard(|| { cluster::set_ssl(cluster?, ssl?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_authenticator_callbacks(cluster: Option<&mut cluster::Cluster>, exchange_callbacks: Option<&ptr::AuthenticatorCallbacks>, cleanup_callback: ptr::DataCleanupFn, data: ptr::Data) -> CassError {
    guard(|| Some(cluster::set_authenticator_callbacks(cluster?, exchange_callbacks?, cleanup_callback, data)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_protocol_version(cluster: Option<&mut cluster::Cluster>, protocol_version: i32) -> CassError {
    guard(|| Some(cluster::set_protocol_version(cluster?, protocol_version)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_use_beta_protocol_version(cluster: Option<&mut cluster::Cluster>, enable: types::Bool) -> CassError {
    guard(|| Some(cluster::set_use_beta_protocol_version(cluster?, enable)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_consistency(cluster: Option<&mut cluster::Cluster>, consistency: u32) -> CassError {
    guard(|| Some(cluster::set_consistency(cluster?, consistency)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_serial_consistency(cluster: Option<&mut cluster::Cluster>, consistency: u32) -> CassError {
    guard(|| Some(cluster::set_serial_consistency(cluster?, consistency)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_num_threads_io(cluster: Option<&mut cluster::Cluster>, num_threads: u32) -> CassError {
    guard(|| Some(cluster::set_num_threads_io(cluster?, num_threads)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_queue_size_io(cluster: Option<&mut cluster::Cluster>, queue_size: u32) -> CassError {
    guard(|| Some(cluster::set_queue_size_io(cluster?, queue_size)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_queue_size_event(cluster: Option<&mut cluster::Cluster>, queue_size: u32) -> CassError {
    guard(|| Some(cluster::set_queue_size_event(cluster?, queue_size)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_core_connections_per_host(cluster: Option<&mut cluster::Cluster>, num_connections: u32) -> CassError {
    guard(|| Some(cluster::set_core_connections_per_host(cluster?, num_connections)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_max_connections_per_host(cluster: Option<&mut cluster::Cluster>, num_connections: u32) -> CassError {
    guard(|| Some(cluster::set_max_connections_per_host(cluster?, num_connections)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_reconnect_wait_time(cluster: Option<&mut cluster::Cluster>, wait_time: u32) {
    guard(|| { cluster::set_reconnect_wait_time(cluster?, wait_time); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_constant_reconnect(cluster: Option<&mut cluster::Cluster>, delay_ms: u64) {
    guard(|| { cluster::set_constant_reconnect(cluster?, delay_ms); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_exponential_reconnect(cluster: Option<&mut cluster::Cluster>, base_delay_ms: u64, max_delay_ms: u64) -> CassError {
    guard(|| Some(cluster::set_exponential_reconnect(cluster?, base_delay_ms, max_delay_ms)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_coalesce_delay(cluster: Option<&mut cluster::Cluster>, delay_us: i64) -> CassError {
    guard(|| Some(cluster::set_coalesce_delay(cluster?, delay_us)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_new_request_ratio(cluster: Option<&mut cluster::Cluster>, ratio: i32) -> CassError {
    guard(|| Some(cluster::set_new_request_ratio(cluster?, ratio)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_max_concurrent_creation(cluster: Option<&mut cluster::Cluster>, num_connections: u32) -> CassError {
    guard(|| Some(cluster::set_max_concurrent_creation(cluster?, num_connections)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_max_concurrent_requests_threshold(cluster: Option<&mut cluster::Cluster>, num_requests: u32) -> CassError {
    guard(|| Some(cluster::set_max_concurrent_requests_threshold(cluster?, num_requests)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_max_requests_per_flush(cluster: Option<&mut cluster::Cluster>, num_requests: u32) -> CassError {
    guard(|| Some(cluster::set_max_requests_per_flush(cluster?, num_requests)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_write_bytes_high_water_mark(cluster: Option<&mut cluster::Cluster>, num_bytes: u32) -> CassError {
    guard(|| Some(cluster::set_write_bytes_high_water_mark(cluster?, num_bytes)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_write_bytes_low_water_mark(cluster: Option<&mut cluster::Cluster>, num_bytes: u32) -> CassError {
    guard(|| Some(cluster::set_write_bytes_low_water_mark(cluster?, num_bytes)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_pending_requests_high_water_mark(cluster: Option<&mut cluster::Cluster>, num_requests: u32) -> CassError {
    guard(|| Some(cluster::set_pending_requests_high_water_mark(cluster?, num_requests)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_pending_requests_low_water_mark(cluster: Option<&mut cluster::Cluster>, num_requests: u32) -> CassError {
    guard(|| Some(cluster::set_pending_requests_low_water_mark(cluster?, num_requests)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_connect_timeout(cluster: Option<&mut cluster::Cluster>, timeout_ms: u32) {
    guard(|| { cluster::set_connect_timeout(cluster?, timeout_ms); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_request_timeout(cluster: Option<&mut cluster::Cluster>, timeout_ms: u32) {
    guard(|| { cluster::set_request_timeout(cluster?, timeout_ms); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_resolve_timeout(cluster: Option<&mut cluster::Cluster>, timeout_ms: u32) {
    guard(|| { cluster::set_resolve_timeout(cluster?, timeout_ms); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_max_schema_wait_time(cluster: Option<&mut cluster::Cluster>, wait_time_ms: u32) {
    guard(|| { cluster::set_max_schema_wait_time(cluster?, wait_time_ms); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_tracing_max_wait_time(cluster: Option<&mut cluster::Cluster>, max_wait_time_ms: u32) {
    guard(|| { cluster::set_tracing_max_wait_time(cluster?, max_wait_time_ms); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_tracing_retry_wait_time(cluster: Option<&mut cluster::Cluster>, retry_wait_time_ms: u32) {
    guard(|| { cluster::set_tracing_retry_wait_time(cluster?, retry_wait_time_ms); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_tracing_consistency(cluster: Option<&mut cluster::Cluster>, consistency: u32) {
    guard(|| { cluster::set_tracing_consistency(cluster?, consistency); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_credentials(cluster: Option<&mut cluster::Cluster>, username: ptr::Str<'_>, password: ptr::Str<'_>) {
    guard(|| { cluster::set_credentials(cluster?, username.get(), password.get()); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_credentials_n(cluster: Option<&mut cluster::Cluster>, username: ptr::Str<'_>, username_length: usize, password: ptr::Str<'_>, password_length: usize) {
    guard(|| { cluster::set_credentials(cluster?, username.sized(username_length), password.sized(password_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_load_balance_round_robin(cluster: Option<&mut cluster::Cluster>) {
    guard(|| { cluster::set_load_balance_round_robin(cluster?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_load_balance_dc_aware(cluster: Option<&mut cluster::Cluster>, local_dc: ptr::Str<'_>, used_hosts_per_remote_dc: u32, allow_remote_dcs_for_local_cl: types::Bool) -> CassError {
    guard(|| Some(cluster::set_load_balance_dc_aware(cluster?, local_dc.get(), used_hosts_per_remote_dc, allow_remote_dcs_for_local_cl)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_load_balance_dc_aware_n(cluster: Option<&mut cluster::Cluster>, local_dc: ptr::Str<'_>, local_dc_length: usize, used_hosts_per_remote_dc: u32, allow_remote_dcs_for_local_cl: types::Bool) -> CassError {
    guard(|| Some(cluster::set_load_balance_dc_aware(cluster?, local_dc.sized(local_dc_length), used_hosts_per_remote_dc, allow_remote_dcs_for_local_cl)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_token_aware_routing(cluster: Option<&mut cluster::Cluster>, enabled: types::Bool) {
    guard(|| { cluster::set_token_aware_routing(cluster?, enabled); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_token_aware_routing_shuffle_replicas(cluster: Option<&mut cluster::Cluster>, enabled: types::Bool) {
    guard(|| { cluster::set_token_aware_routing_shuffle_replicas(cluster?, enabled); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_latency_aware_routing(cluster: Option<&mut cluster::Cluster>, enabled: types::Bool) {
    guard(|| { cluster::set_latency_aware_routing(cluster?, enabled); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_latency_aware_routing_settings(cluster: Option<&mut cluster::Cluster>, exclusion_threshold: f64, scale_ms: u64, retry_period_ms: u64, update_rate_ms: u64, min_measured: u64) {
    guard(|| { cluster::set_latency_aware_routing_settings(cluster?, exclusion_threshold, scale_ms, retry_period_ms, update_rate_ms, min_measured); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_whitelist_filtering(cluster: Option<&mut cluster::Cluster>, hosts: ptr::Str<'_>) {
    guard(|| { cluster::set_whitelist_filtering(cluster?, hosts.get()); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_whitelist_filtering_n(cluster: Option<&mut cluster::Cluster>, hosts: ptr::Str<'_>, hosts_length: usize) {
    guard(|| { cluster::set_whitelist_filtering(cluster?, hosts.sized(hosts_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_blacklist_filtering(cluster: Option<&mut cluster::Cluster>, hosts: ptr::Str<'_>) {
    guard(|| { cluster::set_blacklist_filtering(cluster?, hosts.get()); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_blacklist_filtering_n(cluster: Option<&mut cluster::Cluster>, hosts: ptr::Str<'_>, hosts_length: usize) {
    guard(|| { cluster::set_blacklist_filtering(cluster?, hosts.sized(hosts_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_whitelist_dc_filtering(cluster: Option<&mut cluster::Cluster>, dcs: ptr::Str<'_>) {
    guard(|| { cluster::set_whitelist_dc_filtering(cluster?, dcs.get()); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_whitelist_dc_filtering_n(cluster: Option<&mut cluster::Cluster>, dcs: ptr::Str<'_>, dcs_length: usize) {
    guard(|| { cluster::set_whitelist_dc_filtering(cluster?, dcs.sized(dcs_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_blacklist_dc_filtering(cluster: Option<&mut cluster::Cluster>, dcs: ptr::Str<'_>) {
    guard(|| { cluster::set_blacklist_dc_filtering(cluster?, dcs.get()); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_blacklist_dc_filtering_n(cluster: Option<&mut cluster::Cluster>, dcs: ptr::Str<'_>, dcs_length: usize) {
    guard(|| { cluster::set_blacklist_dc_filtering(cluster?, dcs.sized(dcs_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_tcp_nodelay(cluster: Option<&mut cluster::Cluster>, enabled: types::Bool) {
    guard(|| { cluster::set_tcp_nodelay(cluster?, enabled); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_tcp_keepalive(cluster: Option<&mut cluster::Cluster>, enabled: types::Bool, delay_secs: u32) {
    guard(|| { cluster::set_tcp_keepalive(cluster?, enabled, delay_secs); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_timestamp_gen(cluster: Option<&mut cluster::Cluster>, timestamp_gen: Option<&mut timestamp_gen::TimestampGen>) {
    guard(|| { cluster::set_timestamp_gen(cluster?, timestamp_gen?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_connection_heartbeat_interval(cluster: Option<&mut cluster::Cluster>, interval_secs: u32) {
    guard(|| { cluster::set_connection_heartbeat_interval(cluster?, interval_secs); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_connection_idle_timeout(cluster: Option<&mut cluster::Cluster>, timeout_secs: u32) {
    guard(|| { cluster::set_connection_idle_timeout(cluster?, timeout_secs); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_retry_policy(cluster: Option<&mut cluster::Cluster>, retry_policy: Option<&mut retry_policy::RetryPolicy>) {
    guard(|| { cluster::set_retry_policy(cluster?, retry_policy?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_use_schema(cluster: Option<&mut cluster::Cluster>, enabled: types::Bool) {
    guard(|| { cluster::set_use_schema(cluster?, enabled); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_use_hostname_resolution(cluster: Option<&mut cluster::Cluster>, enabled: types::Bool) -> CassError {
    guard(|| Some(cluster::set_use_hostname_resolution(cluster?, enabled)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_use_randomized_contact_points(cluster: Option<&mut cluster::Cluster>, enabled: types::Bool) -> CassError {
    guard(|| Some(cluster::set_use_randomized_contact_points(cluster?, enabled)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_constant_speculative_execution_policy(cluster: Option<&mut cluster::Cluster>, constant_delay_ms: i64, max_speculative_executions: i32) -> CassError {
    guard(|| Some(cluster::set_constant_speculative_execution_policy(cluster?, constant_delay_ms, max_speculative_executions)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_no_speculative_execution_policy(cluster: Option<&mut cluster::Cluster>) -> CassError {
    guard(|| Some(cluster::set_no_speculative_execution_policy(cluster?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_max_reusable_write_objects(cluster: Option<&mut cluster::Cluster>, num_objects: u32) -> CassError {
    guard(|| Some(cluster::set_max_reusable_write_objects(cluster?, num_objects)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_execution_profile(cluster: Option<&mut cluster::Cluster>, name: ptr::Str<'_>, profile: Option<&mut execution_profile::ExecutionProfile>) -> CassError {
    guard(|| Some(cluster::set_execution_profile(cluster?, name.get(), profile?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_execution_profile_n(cluster: Option<&mut cluster::Cluster>, name: ptr::Str<'_>, name_length: usize, profile: Option<&mut execution_profile::ExecutionProfile>) -> CassError {
    guard(|| Some(cluster::set_execution_profile(cluster?, name.sized(name_length), profile?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_prepare_on_all_hosts(cluster: Option<&mut cluster::Cluster>, enabled: types::Bool) -> CassError {
    guard(|| Some(cluster::set_prepare_on_all_hosts(cluster?, enabled)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_prepare_on_up_or_add_host(cluster: Option<&mut cluster::Cluster>, enabled: types::Bool) -> CassError {
    guard(|| Some(cluster::set_prepare_on_up_or_add_host(cluster?, enabled)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_no_compact(cluster: Option<&mut cluster::Cluster>, enabled: types::Bool) -> CassError {
    guard(|| Some(cluster::set_no_compact(cluster?, enabled)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_host_listener_callback(cluster: Option<&mut cluster::Cluster>, callback: ptr::HostListenerFn, data: ptr::Data) -> CassError {
    guard(|| Some(cluster::set_host_listener_callback(cluster?, callback, data)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_cloud_secure_connection_bundle(cluster: Option<&mut cluster::Cluster>, path: ptr::Str<'_>) -> CassError {
    guard(|| Some(cluster::set_cloud_secure_connection_bundle(cluster?, path.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_cloud_secure_connection_bundle_n(cluster: Option<&mut cluster::Cluster>, path: ptr::Str<'_>, path_length: usize) -> CassError {
    guard(|| Some(cluster::set_cloud_secure_connection_bundle(cluster?, path.sized(path_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_cloud_secure_connection_bundle_no_ssl_lib_init(cluster: Option<&mut cluster::Cluster>, path: ptr::Str<'_>) -> CassError {
    guard(|| Some(cluster::set_cloud_secure_connection_bundle_no_ssl_lib_init(cluster?, path.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_cloud_secure_connection_bundle_no_ssl_lib_init_n(cluster: Option<&mut cluster::Cluster>, path: ptr::Str<'_>, path_length: usize) -> CassError {
    guard(|| Some(cluster::set_cloud_secure_connection_bundle_no_ssl_lib_init(cluster?, path.sized(path_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_application_name(cluster: Option<&mut cluster::Cluster>, application_name: ptr::Str<'_>) {
    guard(|| { cluster::set_application_name(cluster?, application_name.get()); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_application_name_n(cluster: Option<&mut cluster::Cluster>, application_name: ptr::Str<'_>, application_name_length: usize) {
    guard(|| { cluster::set_application_name(cluster?, application_name.sized(application_name_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_application_version(cluster: Option<&mut cluster::Cluster>, application_version: ptr::Str<'_>) {
    guard(|| { cluster::set_application_version(cluster?, application_version.get()); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_application_version_n(cluster: Option<&mut cluster::Cluster>, application_version: ptr::Str<'_>, application_version_length: usize) {
    guard(|| { cluster::set_application_version(cluster?, application_version.sized(application_version_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_client_id(cluster: Option<&mut cluster::Cluster>, client_id: types::Uuid) {
    guard(|| { cluster::set_client_id(cluster?, client_id); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_monitor_reporting_interval(cluster: Option<&mut cluster::Cluster>, interval_secs: u32) {
    guard(|| { cluster::set_monitor_reporting_interval(cluster?, interval_secs); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_histogram_refresh_interval(cluster: Option<&mut cluster::Cluster>, refresh_interval: u32) -> CassError {
    guard(|| Some(cluster::set_histogram_refresh_interval(cluster?, refresh_interval)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_dse_gssapi_authenticator(cluster: Option<&mut cluster::Cluster>, service: ptr::Str<'_>, principal: ptr::Str<'_>) -> CassError {
    guard(|| Some(cluster::set_dse_gssapi_authenticator(cluster?, service.get(), principal.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_dse_gssapi_authenticator_n(cluster: Option<&mut cluster::Cluster>, service: ptr::Str<'_>, service_length: usize, principal: ptr::Str<'_>, principal_length: usize) -> CassError {
    guard(|| Some(cluster::set_dse_gssapi_authenticator(cluster?, service.sized(service_length), principal.sized(principal_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_dse_gssapi_authenticator_proxy(cluster: Option<&mut cluster::Cluster>, service: ptr::Str<'_>, principal: ptr::Str<'_>, authorization_id: ptr::Str<'_>) -> CassError {
    guard(|| Some(cluster::set_dse_gssapi_authenticator_proxy(cluster?, service.get(), principal.get(), authorization_id.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_dse_gssapi_authenticator_proxy_n(cluster: Option<&mut cluster::Cluster>, service: ptr::Str<'_>, service_length: usize, principal: ptr::Str<'_>, principal_length: usize, authorization_id: ptr::Str<'_>, authorization_id_length: usize) -> CassError {
    guard(|| Some(cluster::set_dse_gssapi_authenticator_proxy(cluster?, service.sized(service_length), principal.sized(principal_length), authorization_id.sized(authorization_id_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_dse_plaintext_authenticator(cluster: Option<&mut cluster::Cluster>, username: ptr::Str<'_>, password: ptr::Str<'_>) -> CassError {
    guard(|| Some(cluster::set_dse_plaintext_authenticator(cluster?, username.get(), password.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_dse_plaintext_authenticator_n(cluster: Option<&mut cluster::Cluster>, username: ptr::Str<'_>, username_length: usize, password: ptr::Str<'_>, password_length: usize) -> CassError {
    guard(|| Some(cluster::set_dse_plaintext_authenticator(cluster?, username.sized(username_length), password.sized(password_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_dse_plaintext_authenticator_proxy(cluster: Option<&mut cluster::Cluster>, username: ptr::Str<'_>, password: ptr::Str<'_>, authorization_id: ptr::Str<'_>) -> CassError {
    guard(|| Some(cluster::set_dse_plaintext_authenticator_proxy(cluster?, username.get(), password.get(), authorization_id.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_cluster_set_dse_plaintext_authenticator_proxy_n(cluster: Option<&mut cluster::Cluster>, username: ptr::Str<'_>, username_length: usize, password: ptr::Str<'_>, password_length: usize, authorization_id: ptr::Str<'_>, authorization_id_length: usize) -> CassError {
    guard(|| Some(cluster::set_dse_plaintext_authenticator_proxy(cluster?, username.sized(username_length), password.sized(password_length), authorization_id.sized(authorization_id_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_new() -> Option<Box<session::Session>> {
    guard(|| Some(session::new()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_free(session: Option<Box<session::Session>>) {
    guard(|| { drop(session?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_connect(session: Option<&session::Session>, cluster: Option<&cluster::Cluster>) -> Option<ptr::Owned<future::Future>> {
    guard(|| Some(session::connect(session?, cluster?).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_connect_keyspace(session: Option<&session::Session>, cluster: Option<&cluster::Cluster>, keyspace: ptr::Str<'_>) -> Option<ptr::Owned<future::Future>> {
    guard(|| Some(session::connect_keyspace(session?, cluster?, keyspace.get()).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_connect_keyspace_n(session: Option<&session::Session>, cluster: Option<&cluster::Cluster>, keyspace: ptr::Str<'_>, keyspace_length: usize) -> Option<ptr::Owned<future::Future>> {
    guard(|| Some(session::connect_keyspace(session?, cluster?, keyspace.sized(keyspace_length)).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_close(session: Option<&session::Session>) -> Option<ptr::Owned<future::Future>> {
    guard(|| Some(session::close(session?).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_prepare(session: Option<&session::Session>, query: ptr::Str<'_>) -> Option<ptr::Owned<future::Future>> {
    guard(|| Some(session::prepare(session?, query.get()).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_prepare_n(session: Option<&session::Session>, query: ptr::Str<'_>, query_length: usize) -> Option<ptr::Owned<future::Future>> {
    guard(|| Some(session::prepare(session?, query.sized(query_length)).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_prepare_from_existing(session: Option<&session::Session>, statement: Option<&mut statement::Statement>) -> Option<ptr::Owned<future::Future>> {
    guard(|| Some(session::prepare_from_existing(session?, statement?).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_execute(session: Option<&session::Session>, statement: Option<&statement::Statement>) -> Option<ptr::Owned<future::Future>> {
    guard(|| Some(session::execute(session?, statement?).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_execute_batch(session: Option<&session::Session>, batch: Option<&batch::Batch>) -> Option<ptr::Owned<future::Future>> {
    guard(|| Some(session::execute_batch(session?, batch?).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_get_schema_meta(session: Option<&session::Session>) -> Option<ptr::Owned<schema_meta::SchemaMeta>> {
    guard(|| Some(session::get_schema_meta(session?).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_get_metrics(session: Option<&session::Session>, output: ptr::Out<'_, metrics::Metrics>) {
    guard(|| { session::get_metrics(session?, output); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_get_speculative_execution_metrics(session: Option<&session::Session>, output: ptr::Out<'_, metrics::SpeculativeExecutionMetrics>) {
    guard(|| { session::get_speculative_execution_metrics(session?, output); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_session_get_client_id(session: Option<&session::Session>) -> types::Uuid {
    guard(|| Some(session::get_client_id(session?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_schema_meta_free(schema_meta: Option<ptr::Owned<schema_meta::SchemaMeta>>) {
    guard(|| { drop(schema_meta?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_schema_meta_snapshot_version(schema_meta: Option<ptr::Shared<'_, schema_meta::SchemaMeta>>) -> u32 {
    guard(|| Some(schema_meta::snapshot_version(schema_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_schema_meta_version(schema_meta: Option<ptr::Shared<'_, schema_meta::SchemaMeta>>) -> types::Version {
    guard(|| Some(schema_meta::version(schema_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_schema_meta_keyspace_by_name<'a>(schema_meta: Option<ptr::Shared<'a, schema_meta::SchemaMeta>>, keyspace: ptr::Str<'_>) -> Option<&'a keyspace_meta::KeyspaceMeta> {
    guard(|| Some(schema_meta::keyspace_by_name(schema_meta?, keyspace.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_schema_meta_keyspace_by_name_n<'a>(schema_meta: Option<ptr::Shared<'a, schema_meta::SchemaMeta>>, keyspace: ptr::Str<'_>, keyspace_length: usize) -> Option<&'a keyspace_meta::KeyspaceMeta> {
    guard(|| Some(schema_meta::keyspace_by_name(schema_meta?, keyspace.sized(keyspace_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_name(keyspace_meta: Option<&keyspace_meta::KeyspaceMeta>, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) {
    guard(|| { keyspace_meta::name(keyspace_meta?, ptr::OutBytes::new(name, name_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_is_virtual(keyspace_meta: Option<&keyspace_meta::KeyspaceMeta>) -> types::Bool {
    guard(|| Some(keyspace_meta::is_virtual(keyspace_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_table_by_name<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, table: ptr::Str<'_>) -> Option<&'a table_meta::TableMeta> {
    guard(|| Some(keyspace_meta::table_by_name(keyspace_meta?, table.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_table_by_name_n<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, table: ptr::Str<'_>, table_length: usize) -> Option<&'a table_meta::TableMeta> {
    guard(|| Some(keyspace_meta::table_by_name(keyspace_meta?, table.sized(table_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_materialized_view_by_name<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, view: ptr::Str<'_>) -> Option<&'a materialized_view_meta::ViewMeta> {
    guard(|| Some(keyspace_meta::materialized_view_by_name(keyspace_meta?, view.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_materialized_view_by_name_n<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, view: ptr::Str<'_>, view_length: usize) -> Option<&'a materialized_view_meta::ViewMeta> {
    guard(|| Some(keyspace_meta::materialized_view_by_name(keyspace_meta?, view.sized(view_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_user_type_by_name<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, type_: ptr::Str<'_>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(keyspace_meta::user_type_by_name(keyspace_meta?, type_.get()).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_user_type_by_name_n<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, type_: ptr::Str<'_>, type_length: usize) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(keyspace_meta::user_type_by_name(keyspace_meta?, type_.sized(type_length)).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_function_by_name<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, name: ptr::Str<'_>, arguments: ptr::Str<'_>) -> Option<&'a function_meta::FunctionMeta> {
    guard(|| Some(keyspace_meta::function_by_name(keyspace_meta?, name.get(), arguments.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_function_by_name_n<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, name: ptr::Str<'_>, name_length: usize, arguments: ptr::Str<'_>, arguments_length: usize) -> Option<&'a function_meta::FunctionMeta> {
    guard(|| Some(keyspace_meta::function_by_name(keyspace_meta?, name.sized(name_length), arguments.sized(arguments_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_aggregate_by_name<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, name: ptr::Str<'_>, arguments: ptr::Str<'_>) -> Option<&'a aggregate_meta::AggregateMeta> {
    guard(|| Some(keyspace_meta::aggregate_by_name(keyspace_meta?, name.get(), arguments.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_aggregate_by_name_n<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, name: ptr::Str<'_>, name_length: usize, arguments: ptr::Str<'_>, arguments_length: usize) -> Option<&'a aggregate_meta::AggregateMeta> {
    guard(|| Some(keyspace_meta::aggregate_by_name(keyspace_meta?, name.sized(name_length), arguments.sized(arguments_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_field_by_name<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, name: ptr::Str<'_>) -> Option<&'a value::Value> {
    guard(|| Some(keyspace_meta::field_by_name(keyspace_meta?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_keyspace_meta_field_by_name_n<'a>(keyspace_meta: Option<&'a keyspace_meta::KeyspaceMeta>, name: ptr::Str<'_>, name_length: usize) -> Option<&'a value::Value> {
    guard(|| Some(keyspace_meta::field_by_name(keyspace_meta?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_name(table_meta: Option<&table_meta::TableMeta>, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) {
    guard(|| { table_meta::name(table_meta?, ptr::OutBytes::new(name, name_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_is_virtual(table_meta: Option<&table_meta::TableMeta>) -> types::Bool {
    guard(|| Some(table_meta::is_virtual(table_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_column_by_name<'a>(table_meta: Option<&'a table_meta::TableMeta>, column: ptr::Str<'_>) -> Option<&'a column_meta::ColumnMeta> {
    guard(|| Some(table_meta::column_by_name(table_meta?, column.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_column_by_name_n<'a>(table_meta: Option<&'a table_meta::TableMeta>, column: ptr::Str<'_>, column_length: usize) -> Option<&'a column_meta::ColumnMeta> {
    guard(|| Some(table_meta::column_by_name(table_meta?, column.sized(column_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_column_count(table_meta: Option<&table_meta::TableMeta>) -> usize {
    guard(|| Some(table_meta::column_count(table_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_column<'a>(table_meta: Option<&'a table_meta::TableMeta>, index: usize) -> Option<&'a column_meta::ColumnMeta> {
    guard(|| Some(table_meta::column(table_meta?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_index_by_name<'a>(table_meta: Option<&'a table_meta::TableMeta>, index: ptr::Str<'_>) -> Option<&'a index_meta::IndexMeta> {
    guard(|| Some(table_meta::index_by_name(table_meta?, index.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_index_by_name_n<'a>(table_meta: Option<&'a table_meta::TableMeta>, index: ptr::Str<'_>, index_length: usize) -> Option<&'a index_meta::IndexMeta> {
    guard(|| Some(table_meta::index_by_name(table_meta?, index.sized(index_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_index_count(table_meta: Option<&table_meta::TableMeta>) -> usize {
    guard(|| Some(table_meta::index_count(table_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_index<'a>(table_meta: Option<&'a table_meta::TableMeta>, index: usize) -> Option<&'a index_meta::IndexMeta> {
    guard(|| Some(table_meta::index(table_meta?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_materialized_view_by_name<'a>(table_meta: Option<&'a table_meta::TableMeta>, view: ptr::Str<'_>) -> Option<&'a materialized_view_meta::ViewMeta> {
    guard(|| Some(table_meta::materialized_view_by_name(table_meta?, view.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_materialized_view_by_name_n<'a>(table_meta: Option<&'a table_meta::TableMeta>, view: ptr::Str<'_>, view_length: usize) -> Option<&'a materialized_view_meta::ViewMeta> {
    guard(|| Some(table_meta::materialized_view_by_name(table_meta?, view.sized(view_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_materialized_view_count(table_meta: Option<&table_meta::TableMeta>) -> usize {
    guard(|| Some(table_meta::materialized_view_count(table_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_materialized_view<'a>(table_meta: Option<&'a table_meta::TableMeta>, index: usize) -> Option<&'a materialized_view_meta::ViewMeta> {
    guard(|| Some(table_meta::materialized_view(table_meta?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_partition_key_count(table_meta: Option<&table_meta::TableMeta>) -> usize {
    guard(|| Some(table_meta::partition_key_count(table_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_partition_key<'a>(table_meta: Option<&'a table_meta::TableMeta>, index: usize) -> Option<&'a column_meta::ColumnMeta> {
    guard(|| Some(table_meta::partition_key(table_meta?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_clustering_key_count(table_meta: Option<&table_meta::TableMeta>) -> usize {
    guard(|| Some(table_meta::clustering_key_count(table_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_clustering_key<'a>(table_meta: Option<&'a table_meta::TableMeta>, index: usize) -> Option<&'a column_meta::ColumnMeta> {
    guard(|| Some(table_meta::clustering_key(table_meta?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_clustering_key_order(table_meta: Option<&table_meta::TableMeta>, index: usize) -> u32 {
    guard(|| Some(table_meta::clustering_key_order(table_meta?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_field_by_name<'a>(table_meta: Option<&'a table_meta::TableMeta>, name: ptr::Str<'_>) -> Option<&'a value::Value> {
    guard(|| Some(table_meta::field_by_name(table_meta?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_table_meta_field_by_name_n<'a>(table_meta: Option<&'a table_meta::TableMeta>, name: ptr::Str<'_>, name_length: usize) -> Option<&'a value::Value> {
    guard(|| Some(table_meta::field_by_name(table_meta?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_column_by_name<'a>(view_meta: Option<&'a materialized_view_meta::ViewMeta>, column: ptr::Str<'_>) -> Option<&'a column_meta::ColumnMeta> {
    guard(|| Some(materialized_view_meta::column_by_name(view_meta?, column.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_column_by_name_n<'a>(view_meta: Option<&'a materialized_view_meta::ViewMeta>, column: ptr::Str<'_>, column_length: usize) -> Option<&'a column_meta::ColumnMeta> {
    guard(|| Some(materialized_view_meta::column_by_name(view_meta?, column.sized(column_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_name(view_meta: Option<&materialized_view_meta::ViewMeta>, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) {
    guard(|| { materialized_view_meta::name(view_meta?, ptr::OutBytes::new(name, name_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_base_table<'a>(view_meta: Option<&'a materialized_view_meta::ViewMeta>) -> Option<&'a table_meta::TableMeta> {
    guard(|| Some(materialized_view_meta::base_table(view_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_column_count(view_meta: Option<&materialized_view_meta::ViewMeta>) -> usize {
    guard(|| Some(materialized_view_meta::column_count(view_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_column<'a>(view_meta: Option<&'a materialized_view_meta::ViewMeta>, index: usize) -> Option<&'a column_meta::ColumnMeta> {
    guard(|| Some(materialized_view_meta::column(view_meta?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_partition_key_count(view_meta: Option<&materialized_view_meta::ViewMeta>) -> usize {
    guard(|| Some(materialized_view_meta::partition_key_count(view_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_partition_key<'a>(view_meta: Option<&'a materialized_view_meta::ViewMeta>, index: usize) -> Option<&'a column_meta::ColumnMeta> {
    guard(|| Some(materialized_view_meta::partition_key(view_meta?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_clustering_key_count(view_meta: Option<&materialized_view_meta::ViewMeta>) -> usize {
    guard(|| Some(materialized_view_meta::clustering_key_count(view_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_clustering_key<'a>(view_meta: Option<&'a materialized_view_meta::ViewMeta>, index: usize) -> Option<&'a column_meta::ColumnMeta> {
    guard(|| Some(materialized_view_meta::clustering_key(view_meta?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_clustering_key_order(view_meta: Option<&materialized_view_meta::ViewMeta>, index: usize) -> u32 {
    guard(|| Some(materialized_view_meta::clustering_key_order(view_meta?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_field_by_name<'a>(view_meta: Option<&'a materialized_view_meta::ViewMeta>, name: ptr::Str<'_>) -> Option<&'a value::Value> {
    guard(|| Some(materialized_view_meta::field_by_name(view_meta?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_materialized_view_meta_field_by_name_n<'a>(view_meta: Option<&'a materialized_view_meta::ViewMeta>, name: ptr::Str<'_>, name_length: usize) -> Option<&'a value::Value> {
    guard(|| Some(materialized_view_meta::field_by_name(view_meta?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_column_meta_name(column_meta: Option<&column_meta::ColumnMeta>, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) {
    guard(|| { column_meta::name(column_meta?, ptr::OutBytes::new(name, name_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_column_meta_type(column_meta: Option<&column_meta::ColumnMeta>) -> u32 {
    guard(|| Some(column_meta::type_(column_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_column_meta_data_type<'a>(column_meta: Option<&'a column_meta::ColumnMeta>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(column_meta::data_type(column_meta?).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_column_meta_field_by_name<'a>(column_meta: Option<&'a column_meta::ColumnMeta>, name: ptr::Str<'_>) -> Option<&'a value::Value> {
    guard(|| Some(column_meta::field_by_name(column_meta?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_column_meta_field_by_name_n<'a>(column_meta: Option<&'a column_meta::ColumnMeta>, name: ptr::Str<'_>, name_length: usize) -> Option<&'a value::Value> {
    guard(|| Some(column_meta::field_by_name(column_meta?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_index_meta_name(index_meta: Option<&index_meta::IndexMeta>, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) {
    guard(|| { index_meta::name(index_meta?, ptr::OutBytes::new(name, name_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_index_meta_type(index_meta: Option<&index_meta::IndexMeta>) -> u32 {
    guard(|| Some(index_meta::type_(index_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_index_meta_target(index_meta: Option<&index_meta::IndexMeta>, target: ptr::Out<'_, ptr::Start>, target_length: ptr::Out<'_, usize>) {
    guard(|| { index_meta::target(index_meta?, ptr::OutBytes::new(target, target_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_index_meta_options<'a>(index_meta: Option<&'a index_meta::IndexMeta>) -> Option<&'a value::Value> {
    guard(|| Some(index_meta::options(index_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_index_meta_field_by_name<'a>(index_meta: Option<&'a index_meta::IndexMeta>, name: ptr::Str<'_>) -> Option<&'a value::Value> {
    guard(|| Some(index_meta::field_by_name(index_meta?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_index_meta_field_by_name_n<'a>(index_meta: Option<&'a index_meta::IndexMeta>, name: ptr::Str<'_>, name_length: usize) -> Option<&'a value::Value> {
    guard(|| Some(index_meta::field_by_name(index_meta?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_name(function_meta: Option<&function_meta::FunctionMeta>, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) {
    guard(|| { function_meta::name(function_meta?, ptr::OutBytes::new(name, name_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_full_name(function_meta: Option<&function_meta::FunctionMeta>, full_name: ptr::Out<'_, ptr::Start>, full_name_length: ptr::Out<'_, usize>) {
    guard(|| { function_meta::full_name(function_meta?, ptr::OutBytes::new(full_name, full_name_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_body(function_meta: Option<&function_meta::FunctionMeta>, body: ptr::Out<'_, ptr::Start>, body_length: ptr::Out<'_, usize>) {
    guard(|| { function_meta::body(function_meta?, ptr::OutBytes::new(body, body_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_language(function_meta: Option<&function_meta::FunctionMeta>, language: ptr::Out<'_, ptr::Start>, language_length: ptr::Out<'_, usize>) {
    guard(|| { function_meta::language(function_meta?, ptr::OutBytes::new(language, language_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_called_on_null_input(function_meta: Option<&function_meta::FunctionMeta>) -> types::Bool {
    guard(|| Some(function_meta::called_on_null_input(function_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_argument_count(function_meta: Option<&function_meta::FunctionMeta>) -> usize {
    guard(|| Some(function_meta::argument_count(function_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_argument<'a>(function_meta: Option<&'a function_meta::FunctionMeta>, index: usize, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>, type_: ptr::Out<'_, ptr::Shared<'a, data_type::DataType>>) -> CassError {
    guard(|| Some(function_meta::argument(function_meta?, index, ptr::OutBytes::new(name, name_length), type_)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_argument_type_by_name<'a>(function_meta: Option<&'a function_meta::FunctionMeta>, name: ptr::Str<'_>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(function_meta::argument_type_by_name(function_meta?, name.get()).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_argument_type_by_name_n<'a>(function_meta: Option<&'a function_meta::FunctionMeta>, name: ptr::Str<'_>, name_length: usize) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(function_meta::argument_type_by_name(function_meta?, name.sized(name_length)).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_return_type<'a>(function_meta: Option<&'a function_meta::FunctionMeta>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(function_meta::return_type(function_meta?).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_field_by_name<'a>(function_meta: Option<&'a function_meta::FunctionMeta>, name: ptr::Str<'_>) -> Option<&'a value::Value> {
    guard(|| Some(function_meta::field_by_name(function_meta?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_function_meta_field_by_name_n<'a>(function_meta: Option<&'a function_meta::FunctionMeta>, name: ptr::Str<'_>, name_length: usize) -> Option<&'a value::Value> {
    guard(|| Some(function_meta::field_by_name(function_meta?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_aggregate_meta_name(aggregate_meta: Option<&aggregate_meta::AggregateMeta>, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) {
    guard(|| { aggregate_meta::name(aggregate_meta?, ptr::OutBytes::new(name, name_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_aggregate_meta_full_name(aggregate_meta: Option<&aggregate_meta::AggregateMeta>, full_name: ptr::Out<'_, ptr::Start>, full_name_length: ptr::Out<'_, usize>) {
    guard(|| { aggregate_meta::full_name(aggregate_meta?, ptr::OutBytes::new(full_name, full_name_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_aggregate_meta_argument_count(aggregate_meta: Option<&aggregate_meta::AggregateMeta>) -> usize {
    guard(|| Some(aggregate_meta::argument_count(aggregate_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_aggregate_meta_argument_type<'a>(aggregate_meta: Option<&'a aggregate_meta::AggregateMeta>, index: usize) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(aggregate_meta::argument_type(aggregate_meta?, index).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_aggregate_meta_return_type<'a>(aggregate_meta: Option<&'a aggregate_meta::AggregateMeta>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(aggregate_meta::return_type(aggregate_meta?).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_aggregate_meta_state_type<'a>(aggregate_meta: Option<&'a aggregate_meta::AggregateMeta>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(aggregate_meta::state_type(aggregate_meta?).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_aggregate_meta_state_func<'a>(aggregate_meta: Option<&'a aggregate_meta::AggregateMeta>) -> Option<&'a function_meta::FunctionMeta> {
    guard(|| Some(aggregate_meta::state_func(aggregate_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_aggregate_meta_final_func<'a>(aggregate_meta: Option<&'a aggregate_meta::AggregateMeta>) -> Option<&'a function_meta::FunctionMeta> {
    guard(|| Some(aggregate_meta::final_func(aggregate_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_aggregate_meta_init_cond<'a>(aggregate_meta: Option<&'a aggregate_meta::AggregateMeta>) -> Option<&'a value::Value> {
    guard(|| Some(aggregate_meta::init_cond(aggregate_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_aggregate_meta_field_by_name<'a>(aggregate_meta: Option<&'a aggregate_meta::AggregateMeta>, name: ptr::Str<'_>) -> Option<&'a value::Value> {
    guard(|| Some(aggregate_meta::field_by_name(aggregate_meta?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_aggregate_meta_field_by_name_n<'a>(aggregate_meta: Option<&'a aggregate_meta::AggregateMeta>, name: ptr::Str<'_>, name_length: usize) -> Option<&'a value::Value> {
    guard(|| Some(aggregate_meta::field_by_name(aggregate_meta?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_ssl_new() -> Option<Box<ssl::Ssl>> {
    guard(|| Some(ssl::new()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_ssl_new_no_lib_init() -> Option<Box<ssl::Ssl>> {
    guard(|| Some(ssl::new_no_lib_init()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_ssl_free(ssl: Option<Box<ssl::Ssl>>) {
    guard(|| { drop(ssl?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_ssl_add_trusted_cert(ssl: Option<&mut ssl::Ssl>, cert: ptr::Str<'_>) -> CassError {
    guard(|| Some(ssl::add_trusted_cert(ssl?, cert.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_ssl_add_trusted_cert_n(ssl: Option<&mut ssl::Ssl>, cert: ptr::Str<'_>, cert_length: usize) -> CassError {
    guard(|| Some(ssl::add_trusted_cert(ssl?, cert.sized(cert_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_ssl_set_verify_flags(ssl: Option<&mut ssl::Ssl>, flags: i32) {
    guard(|| { ssl::set_verify_flags(ssl?, flags); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_ssl_set_cert(ssl: Option<&mut ssl::Ssl>, cert: ptr::Str<'_>) -> CassError {
    guard(|| Some(ssl::set_cert(ssl?, cert.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_ssl_set_cert_n(ssl: Option<&mut ssl::Ssl>, cert: ptr::Str<'_>, cert_length: usize) -> CassError {
    guard(|| Some(ssl::set_cert(ssl?, cert.sized(cert_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_ssl_set_private_key(ssl: Option<&mut ssl::Ssl>, key: ptr::Str<'_>, password: ptr::Str<'_>) -> CassError {
    guard(|| Some(ssl::set_private_key(ssl?, key.get(), password.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_ssl_set_private_key_n(ssl: Option<&mut ssl::Ssl>, key: ptr::Str<'_>, key_length: usize, password: ptr::Str<'_>, password_length: usize) -> CassError {
    guard(|| Some(ssl::set_private_key(ssl?, key.sized(key_length), password.sized(password_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_ssl_set_min_protocol_version(ssl: Option<&mut ssl::Ssl>, min_version: u32) -> CassError {
    guard(|| Some(ssl::set_min_protocol_version(ssl?, min_version)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_authenticator_address(auth: Option<&authenticator::Authenticator>, address: ptr::Out<'_, types::Inet>) {
    guard(|| { authenticator::address(auth?, address); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_authenticator_hostname<'a>(auth: Option<&'a authenticator::Authenticator>, length: ptr::Out<'_, usize>) -> ptr::Text<'a> {
    guard(|| Some(authenticator::hostname(auth?, length)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_authenticator_class_name<'a>(auth: Option<&'a authenticator::Authenticator>, length: ptr::Out<'_, usize>) -> ptr::Text<'a> {
    guard(|| Some(authenticator::class_name(auth?, length)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_authenticator_exchange_data(auth: Option<&mut authenticator::Authenticator>) -> ptr::Data {
    guard(|| Some(authenticator::exchange_data(auth?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_authenticator_set_exchange_data(auth: Option<&mut authenticator::Authenticator>, exchange_data: ptr::Data) {
    guard(|| { authenticator::set_exchange_data(auth?, exchange_data); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_authenticator_response(auth: Option<&mut authenticator::Authenticator>, size: usize) -> Option<ptr::Start> {
    guard(|| Some(authenticator::response(auth?, size)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_authenticator_set_response(auth: Option<&mut authenticator::Authenticator>, response: ptr::Str<'_>, response_size: usize) {
    guard(|| { authenticator::set_response(auth?, response.sized(response_size)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_authenticator_set_error(auth: Option<&mut authenticator::Authenticator>, message: ptr::Str<'_>) {
    guard(|| { authenticator::set_error(auth?, message.get()); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_authenticator_set_error_n(auth: Option<&mut authenticator::Authenticator>, message: ptr::Str<'_>, message_length: usize) {
    guard(|| { authenticator::set_error(auth?, message.sized(message_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_free(future: Option<ptr::Owned<future::Future>>) {
    guard(|| { drop(future?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_set_callback(future: Option<ptr::Shared<'_, future::Future>>, callback: ptr::FutureFn, data: ptr::Data) -> CassError {
    guard(|| Some(future::set_callback(future?, callback, data)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_ready(future: Option<ptr::Shared<'_, future::Future>>) -> types::Bool {
    guard(|| Some(future::ready(future?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_wait(future: Option<ptr::Shared<'_, future::Future>>) {
    guard(|| { future::wait(future?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_wait_timed(future: Option<ptr::Shared<'_, future::Future>>, timeout_us: u64) -> types::Bool {
    guard(|| Some(future::wait_timed(future?, timeout_us)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_get_result(future: Option<ptr::Shared<'_, future::Future>>) -> Option<ptr::Owned<result::CqlResult>> {
    guard(|| Some(future::get_result(future?).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_get_error_result(future: Option<ptr::Shared<'_, future::Future>>) -> Option<Box<error_result::ErrorResult>> {
    guard(|| Some(future::get_error_result(future?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_get_prepared(future: Option<ptr::Shared<'_, future::Future>>) -> Option<ptr::Owned<prepared::Prepared>> {
    guard(|| Some(future::get_prepared(future?).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_error_code(future: Option<ptr::Shared<'_, future::Future>>) -> CassError {
    guard(|| Some(future::error_code(future?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_error_message(future: Option<ptr::Shared<'_, future::Future>>, message: ptr::Out<'_, ptr::Start>, message_length: ptr::Out<'_, usize>) {
    guard(|| { future::error_message(future?, ptr::OutBytes::new(message, message_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_tracing_id(future: Option<ptr::Shared<'_, future::Future>>, tracing_id: ptr::Out<'_, types::Uuid>) -> CassError {
    guard(|| Some(future::tracing_id(future?, tracing_id)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_custom_payload_item_count(future: Option<ptr::Shared<'_, future::Future>>) -> usize {
    guard(|| Some(future::custom_payload_item_count(future?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_custom_payload_item(future: Option<ptr::Shared<'_, future::Future>>, index: usize, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>, value: ptr::Out<'_, ptr::Start>, value_size: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(future::custom_payload_item(future?, index, ptr::OutBytes::new(name, name_length), ptr::OutBytes::new(value, value_size))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_future_coordinator<'a>(future: Option<ptr::Shared<'a, future::Future>>) -> Option<&'a future::Node> {
    guard(|| Some(future::coordinator(future?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_new(query: ptr::Str<'_>, parameter_count: usize) -> Option<Box<statement::Statement>> {
    guard(|| Some(statement::new(query.get(), parameter_count)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_new_n(query: ptr::Str<'_>, query_length: usize, parameter_count: usize) -> Option<Box<statement::Statement>> {
    guard(|| Some(statement::new(query.sized(query_length), parameter_count)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_reset_parameters(statement: Option<&mut statement::Statement>, count: usize) -> CassError {
    guard(|| Some(statement::reset_parameters(statement?, count)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_free(statement: Option<Box<statement::Statement>>) {
    guard(|| { drop(statement?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_add_key_index(statement: Option<&mut statement::Statement>, index: usize) -> CassError {
    guard(|| Some(statement::add_key_index(statement?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_keyspace(statement: Option<&mut statement::Statement>, keyspace: ptr::Str<'_>) -> CassError {
    guard(|| Some(statement::set_keyspace(statement?, keyspace.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_keyspace_n(statement: Option<&mut statement::Statement>, keyspace: ptr::Str<'_>, keyspace_length: usize) -> CassError {
    guard(|| Some(statement::set_keyspace(statement?, keyspace.sized(keyspace_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_consistency(statement: Option<&mut statement::Statement>, consistency: u32) -> CassError {
    guard(|| Some(statement::set_consistency(statement?, consistency)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_serial_consistency(statement: Option<&mut statement::Statement>, serial_consistency: u32) -> CassError {
    guard(|| Some(statement::set_serial_consistency(statement?, serial_consistency)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_paging_size(statement: Option<&mut statement::Statement>, page_size: i32) -> CassError {
    guard(|| Some(statement::set_paging_size(statement?, page_size)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_paging_state(statement: Option<&mut statement::Statement>, result: Option<ptr::Shared<'_, result::CqlResult>>) -> CassError {
    guard(|| Some(statement::set_paging_state(statement?, result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_paging_state_token(statement: Option<&mut statement::Statement>, paging_state: ptr::Str<'_>, paging_state_size: usize) -> CassError {
    guard(|| Some(statement::set_paging_state_token(statement?, paging_state.sized(paging_state_size))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_timestamp(statement: Option<&mut statement::Statement>, timestamp: i64) -> CassError {
    guard(|| Some(statement::set_timestamp(statement?, timestamp)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_request_timeout(statement: Option<&mut statement::Statement>, timeout_ms: u64) -> CassError {
    guard(|| Some(statement::set_request_timeout(statement?, timeout_ms)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_is_idempotent(statement: Option<&mut statement::Statement>, is_idempotent: types::Bool) -> CassError {
    guard(|| Some(statement::set_is_idempotent(statement?, is_idempotent)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_retry_policy(statement: Option<&mut statement::Statement>, retry_policy: Option<&mut retry_policy::RetryPolicy>) -> CassError {
    guard(|| Some(statement::set_retry_policy(statement?, retry_policy)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_custom_payload(statement: Option<&mut statement::Statement>, payload: Option<&custom_payload::CustomPayload>) -> CassError {
    guard(|| Some(statement::set_custom_payload(statement?, payload)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_execution_profile(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>) -> CassError {
    guard(|| Some(statement::set_execution_profile(statement?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_execution_profile_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize) -> CassError {
    guard(|| Some(statement::set_execution_profile(statement?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_tracing(statement: Option<&mut statement::Statement>, enabled: types::Bool) -> CassError {
    guard(|| Some(statement::set_tracing(statement?, enabled)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_host(statement: Option<&mut statement::Statement>, host: ptr::Str<'_>, port: i32) -> CassError {
    guard(|| Some(statement::set_host(statement?, host.get(), port)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_host_n(statement: Option<&mut statement::Statement>, host: ptr::Str<'_>, host_length: usize, port: i32) -> CassError {
    guard(|| Some(statement::set_host(statement?, host.sized(host_length), port)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_host_inet(statement: Option<&mut statement::Statement>, host: Option<&types::Inet>, port: i32) -> CassError {
    guard(|| Some(statement::set_host_inet(statement?, host?, port)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_node(statement: Option<&mut statement::Statement>, node: Option<&future::Node>) -> CassError {
    guard(|| Some(statement::set_node(statement?, node?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_execute_as(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>) -> CassError {
    guard(|| Some(statement::set_execute_as(statement?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_set_execute_as_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize) -> CassError {
    guard(|| Some(statement::set_execute_as(statement?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_null(statement: Option<&mut statement::Statement>, index: usize) -> CassError {
    guard(|| Some(binder::set(statement?, index, &binder::Null)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_null_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &binder::Null)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_null_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &binder::Null)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int8(statement: Option<&mut statement::Statement>, index: usize, value: i8) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int8_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: i8) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int8_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: i8) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int16(statement: Option<&mut statement::Statement>, index: usize, value: i16) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int16_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: i16) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int16_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: i16) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int32(statement: Option<&mut statement::Statement>, index: usize, value: i32) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int32_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: i32) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int32_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: i32) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_uint32(statement: Option<&mut statement::Statement>, index: usize, value: u32) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_uint32_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: u32) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_uint32_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: u32) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int64(statement: Option<&mut statement::Statement>, index: usize, value: i64) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int64_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: i64) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_int64_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: i64) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_float(statement: Option<&mut statement::Statement>, index: usize, value: f32) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_float_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: f32) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_float_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: f32) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_double(statement: Option<&mut statement::Statement>, index: usize, value: f64) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_double_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: f64) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_double_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: f64) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_bool(statement: Option<&mut statement::Statement>, index: usize, value: types::Bool) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_bool_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: types::Bool) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_bool_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: types::Bool) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_string(statement: Option<&mut statement::Statement>, index: usize, value: ptr::Str<'_>) -> CassError {
    guard(|| Some(binder::set(statement?, index, &binder::Text(value.get()))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_string_n(statement: Option<&mut statement::Statement>, index: usize, value: ptr::Str<'_>, value_length: usize) -> CassError {
    guard(|| Some(binder::set(statement?, index, &binder::Text(value.sized(value_length)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_string_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: ptr::Str<'_>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &binder::Text(value.get()))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_string_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: ptr::Str<'_>, value_length: usize) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &binder::Text(value.sized(value_length)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_bytes(statement: Option<&mut statement::Statement>, index: usize, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set(statement?, index, &binder::Bytes(value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_bytes_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &binder::Bytes(value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_bytes_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &binder::Bytes(value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_custom(statement: Option<&mut statement::Statement>, index: usize, class_name: ptr::Str<'_>, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set(statement?, index, &binder::Custom(class_name.get(), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_custom_n(statement: Option<&mut statement::Statement>, index: usize, class_name: ptr::Str<'_>, class_name_length: usize, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set(statement?, index, &binder::Custom(class_name.sized(class_name_length), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_custom_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, class_name: ptr::Str<'_>, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &binder::Custom(class_name.get(), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_custom_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, class_name: ptr::Str<'_>, class_name_length: usize, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &binder::Custom(class_name.sized(class_name_length), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_uuid(statement: Option<&mut statement::Statement>, index: usize, value: types::Uuid) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_uuid_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: types::Uuid) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_uuid_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: types::Uuid) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_inet(statement: Option<&mut statement::Statement>, index: usize, value: types::Inet) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_inet_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: types::Inet) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_inet_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: types::Inet) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_decimal(statement: Option<&mut statement::Statement>, index: usize, varint: ptr::Blob<'_>, varint_size: usize, scale: i32) -> CassError {
    guard(|| Some(binder::set(statement?, index, &binder::Decimal(varint.sized(varint_size), scale))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_decimal_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, varint: ptr::Blob<'_>, varint_size: usize, scale: i32) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &binder::Decimal(varint.sized(varint_size), scale))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_decimal_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, varint: ptr::Blob<'_>, varint_size: usize, scale: i32) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &binder::Decimal(varint.sized(varint_size), scale))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_duration(statement: Option<&mut statement::Statement>, index: usize, months: i32, days: i32, nanos: i64) -> CassError {
    guard(|| Some(binder::set(statement?, index, &binder::Duration(months, days, nanos))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_duration_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, months: i32, days: i32, nanos: i64) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &binder::Duration(months, days, nanos))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_duration_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, months: i32, days: i32, nanos: i64) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &binder::Duration(months, days, nanos))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_collection(statement: Option<&mut statement::Statement>, index: usize, value: Option<&collection::Collection>) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_collection_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: Option<&collection::Collection>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_collection_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: Option<&collection::Collection>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_tuple(statement: Option<&mut statement::Statement>, index: usize, value: Option<&tuple::Tuple>) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_tuple_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: Option<&tuple::Tuple>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_tuple_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: Option<&tuple::Tuple>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_user_type(statement: Option<&mut statement::Statement>, index: usize, value: Option<&user_type::UserType>) -> CassError {
    guard(|| Some(binder::set(statement?, index, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_user_type_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, value: Option<&user_type::UserType>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_user_type_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, value: Option<&user_type::UserType>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_point(statement: Option<&mut statement::Statement>, index: usize, x: f64, y: f64) -> CassError {
    guard(|| Some(binder::set(statement?, index, &point::Point(x, y))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_point_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, x: f64, y: f64) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &point::Point(x, y))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_point_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, x: f64, y: f64) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &point::Point(x, y))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_line_string(statement: Option<&mut statement::Statement>, index: usize, line_string: Option<&line_string::LineString>) -> CassError {
    guard(|| Some(binder::set(statement?, index, &line_string?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_line_string_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, line_string: Option<&line_string::LineString>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &line_string?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_line_string_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, line_string: Option<&line_string::LineString>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &line_string?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_polygon(statement: Option<&mut statement::Statement>, index: usize, polygon: Option<&polygon::Polygon>) -> CassError {
    guard(|| Some(binder::set(statement?, index, &polygon?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_polygon_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, polygon: Option<&polygon::Polygon>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &polygon?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_polygon_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, polygon: Option<&polygon::Polygon>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &polygon?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_date_range(statement: Option<&mut statement::Statement>, index: usize, range: Option<&date_range::DateRange>) -> CassError {
    guard(|| Some(binder::set(statement?, index, &range?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_date_range_by_name(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, range: Option<&date_range::DateRange>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.get(), &range?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_statement_bind_dse_date_range_by_name_n(statement: Option<&mut statement::Statement>, name: ptr::Str<'_>, name_length: usize, range: Option<&date_range::DateRange>) -> CassError {
    guard(|| Some(binder::set_by_name(statement?, name.sized(name_length), &range?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_prepared_free(prepared: Option<ptr::Owned<prepared::Prepared>>) {
    guard(|| { drop(prepared?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_prepared_bind(prepared: Option<ptr::Shared<'_, prepared::Prepared>>) -> Option<Box<statement::Statement>> {
    guard(|| Some(prepared::bind(prepared?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_prepared_parameter_name(prepared: Option<ptr::Shared<'_, prepared::Prepared>>, index: usize, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(prepared::parameter_name(prepared?, index, ptr::OutBytes::new(name, name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_prepared_parameter_data_type<'a>(prepared: Option<ptr::Shared<'a, prepared::Prepared>>, index: usize) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(prepared::parameter_data_type(prepared?, index).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_prepared_parameter_data_type_by_name<'a>(prepared: Option<ptr::Shared<'a, prepared::Prepared>>, name: ptr::Str<'_>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(prepared::parameter_data_type_by_name(prepared?, name.get()).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_prepared_parameter_data_type_by_name_n<'a>(prepared: Option<ptr::Shared<'a, prepared::Prepared>>, name: ptr::Str<'_>, name_length: usize) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(prepared::parameter_data_type_by_name(prepared?, name.sized(name_length)).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_new(type_: u32) -> Option<Box<batch::Batch>> {
    guard(|| Some(batch::new(type_)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_free(batch: Option<Box<batch::Batch>>) {
    guard(|| { drop(batch?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_keyspace(batch: Option<&mut batch::Batch>, keyspace: ptr::Str<'_>) -> CassError {
    guard(|| Some(batch::set_keyspace(batch?, keyspace.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_keyspace_n(batch: Option<&mut batch::Batch>, keyspace: ptr::Str<'_>, keyspace_length: usize) -> CassError {
    guard(|| Some(batch::set_keyspace(batch?, keyspace.sized(keyspace_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_consistency(batch: Option<&mut batch::Batch>, consistency: u32) -> CassError {
    guard(|| Some(batch::set_consistency(batch?, consistency)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_serial_consistency(batch: Option<&mut batch::Batch>, serial_consistency: u32) -> CassError {
    guard(|| Some(batch::set_serial_consistency(batch?, serial_consistency)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_timestamp(batch: Option<&mut batch::Batch>, timestamp: i64) -> CassError {
    guard(|| Some(batch::set_timestamp(batch?, timestamp)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_request_timeout(batch: Option<&mut batch::Batch>, timeout_ms: u64) -> CassError {
    guard(|| Some(batch::set_request_timeout(batch?, timeout_ms)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_is_idempotent(batch: Option<&mut batch::Batch>, is_idempotent: types::Bool) -> CassError {
    guard(|| Some(batch::set_is_idempotent(batch?, is_idempotent)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_retry_policy(batch: Option<&mut batch::Batch>, retry_policy: Option<&mut retry_policy::RetryPolicy>) -> CassError {
    guard(|| Some(batch::set_retry_policy(batch?, retry_policy)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_custom_payload(batch: Option<&mut batch::Batch>, payload: Option<&custom_payload::CustomPayload>) -> CassError {
    guard(|| Some(batch::set_custom_payload(batch?, payload)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_tracing(batch: Option<&mut batch::Batch>, enabled: types::Bool) -> CassError {
    guard(|| Some(batch::set_tracing(batch?, enabled)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_add_statement(batch: Option<&mut batch::Batch>, statement: Option<&mut statement::Statement>) -> CassError {
    guard(|| Some(batch::add_statement(batch?, statement?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_execution_profile(batch: Option<&mut batch::Batch>, name: ptr::Str<'_>) -> CassError {
    guard(|| Some(batch::set_execution_profile(batch?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_execution_profile_n(batch: Option<&mut batch::Batch>, name: ptr::Str<'_>, name_length: usize) -> CassError {
    guard(|| Some(batch::set_execution_profile(batch?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_execute_as(batch: Option<&mut batch::Batch>, name: ptr::Str<'_>) -> CassError {
    guard(|| Some(batch::set_execute_as(batch?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_batch_set_execute_as_n(batch: Option<&mut batch::Batch>, name: ptr::Str<'_>, name_length: usize) -> CassError {
    guard(|| Some(batch::set_execute_as(batch?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_new(type_: u32) -> Option<ptr::Owned<data_type::DataType>> {
    guard(|| Some(data_type::new(type_).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_new_from_existing(data_type: Option<ptr::Shared<'_, data_type::DataType>>) -> Option<ptr::Owned<data_type::DataType>> {
    guard(|| Some(data_type::new_from_existing(data_type?).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_new_tuple(item_count: usize) -> Option<ptr::Owned<data_type::DataType>> {
    guard(|| Some(data_type::new_tuple(item_count).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_new_udt(field_count: usize) -> Option<ptr::Owned<data_type::DataType>> {
    guard(|| Some(data_type::new_udt(field_count).map(ptr::Owned::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_free(data_type: Option<ptr::Owned<data_type::DataType>>) {
    guard(|| { drop(data_type?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_type(data_type: Option<ptr::Shared<'_, data_type::DataType>>) -> u32 {
    guard(|| Some(data_type::type_(data_type?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_is_frozen(data_type: Option<ptr::Shared<'_, data_type::DataType>>) -> types::Bool {
    guard(|| Some(data_type::is_frozen(data_type?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_type_name(data_type: Option<ptr::Shared<'_, data_type::DataType>>, type_name: ptr::Out<'_, ptr::Start>, type_name_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(data_type::type_name(data_type?, ptr::OutBytes::new(type_name, type_name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_set_type_name(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, type_name: ptr::Str<'_>) -> CassError {
    guard(|| Some(data_type::set_type_name(data_type?, type_name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_set_type_name_n(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, type_name: ptr::Str<'_>, type_name_length: usize) -> CassError {
    guard(|| Some(data_type::set_type_name(data_type?, type_name.sized(type_name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_keyspace(data_type: Option<ptr::Shared<'_, data_type::DataType>>, keyspace: ptr::Out<'_, ptr::Start>, keyspace_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(data_type::keyspace(data_type?, ptr::OutBytes::new(keyspace, keyspace_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_set_keyspace(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, keyspace: ptr::Str<'_>) -> CassError {
    guard(|| Some(data_type::set_keyspace(data_type?, keyspace.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_set_keyspace_n(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, keyspace: ptr::Str<'_>, keyspace_length: usize) -> CassError {
    guard(|| Some(data_type::set_keyspace(data_type?, keyspace.sized(keyspace_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_class_name(data_type: Option<ptr::Shared<'_, data_type::DataType>>, class_name: ptr::Out<'_, ptr::Start>, class_name_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(data_type::class_name(data_type?, ptr::OutBytes::new(class_name, class_name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_set_class_name(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, class_name: ptr::Str<'_>) -> CassError {
    guard(|| Some(data_type::set_class_name(data_type?, class_name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_set_class_name_n(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, class_name: ptr::Str<'_>, class_name_length: usize) -> CassError {
    guard(|| Some(data_type::set_class_name(data_type?, class_name.sized(class_name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_sub_type_count(data_type: Option<ptr::Shared<'_, data_type::DataType>>) -> usize {
    guard(|| Some(data_type::sub_type_count(data_type?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_sub_type_count(data_type: Option<ptr::Shared<'_, data_type::DataType>>) -> usize {
    guard(|| Some(data_type::data_sub_type_count(data_type?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_sub_data_type<'a>(data_type: Option<ptr::Shared<'a, data_type::DataType>>, index: usize) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(data_type::sub_data_type(data_type?, index).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_sub_data_type_by_name<'a>(data_type: Option<ptr::Shared<'a, data_type::DataType>>, name: ptr::Str<'_>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(data_type::sub_data_type_by_name(data_type?, name.get()).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_sub_data_type_by_name_n<'a>(data_type: Option<ptr::Shared<'a, data_type::DataType>>, name: ptr::Str<'_>, name_length: usize) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(data_type::sub_data_type_by_name(data_type?, name.sized(name_length)).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_sub_type_name(data_type: Option<ptr::Shared<'_, data_type::DataType>>, index: usize, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(data_type::sub_type_name(data_type?, index, ptr::OutBytes::new(name, name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_add_sub_type(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, sub_data_type: Option<ptr::Shared<'_, data_type::DataType>>) -> CassError {
    guard(|| Some(data_type::add_sub_type(data_type?, sub_data_type?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_add_sub_type_by_name(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, name: ptr::Str<'_>, sub_data_type: Option<ptr::Shared<'_, data_type::DataType>>) -> CassError {
    guard(|| Some(data_type::add_sub_type_by_name(data_type?, name.get(), sub_data_type?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_add_sub_type_by_name_n(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, name: ptr::Str<'_>, name_length: usize, sub_data_type: Option<ptr::Shared<'_, data_type::DataType>>) -> CassError {
    guard(|| Some(data_type::add_sub_type_by_name(data_type?, name.sized(name_length), sub_data_type?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_add_sub_value_type(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, sub_value_type: u32) -> CassError {
    guard(|| Some(data_type::add_sub_value_type(data_type?, sub_value_type)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_add_sub_value_type_by_name(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, name: ptr::Str<'_>, sub_value_type: u32) -> CassError {
    guard(|| Some(data_type::add_sub_value_type_by_name(data_type?, name.get(), sub_value_type)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_data_type_add_sub_value_type_by_name_n(data_type: Option<ptr::Exclusive<'_, data_type::DataType>>, name: ptr::Str<'_>, name_length: usize, sub_value_type: u32) -> CassError {
    guard(|| Some(data_type::add_sub_value_type_by_name(data_type?, name.sized(name_length), sub_value_type)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_new(type_: u32, item_count: usize) -> Option<Box<collection::Collection>> {
    guard(|| Some(collection::new(type_, item_count)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_new_from_data_type(data_type: Option<ptr::Shared<'_, data_type::DataType>>, item_count: usize) -> Option<Box<collection::Collection>> {
    guard(|| Some(collection::new_from_data_type(data_type?, item_count)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_free(collection: Option<Box<collection::Collection>>) {
    guard(|| { drop(collection?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_data_type<'a>(collection: Option<&'a collection::Collection>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(collection::data_type(collection?).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_null(collection: Option<&mut collection::Collection>) -> CassError {
    guard(|| Some(binder::append(collection?, &binder::Null)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_int8(collection: Option<&mut collection::Collection>, value: i8) -> CassError {
    guard(|| Some(binder::append(collection?, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_int16(collection: Option<&mut collection::Collection>, value: i16) -> CassError {
    guard(|| Some(binder::append(collection?, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_int32(collection: Option<&mut collection::Collection>, value: i32) -> CassError {
    guard(|| Some(binder::append(collection?, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_uint32(collection: Option<&mut collection::Collection>, value: u32) -> CassError {
    guard(|| Some(binder::append(collection?, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_int64(collection: Option<&mut collection::Collection>, value: i64) -> CassError {
    guard(|| Some(binder::append(collection?, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_float(collection: Option<&mut collection::Collection>, value: f32) -> CassError {
    guard(|| Some(binder::append(collection?, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_double(collection: Option<&mut collection::Collection>, value: f64) -> CassError {
    guard(|| Some(binder::append(collection?, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_bool(collection: Option<&mut collection::Collection>, value: types::Bool) -> CassError {
    guard(|| Some(binder::append(collection?, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_string(collection: Option<&mut collection::Collection>, value: ptr::Str<'_>) -> CassError {
    guard(|| Some(binder::append(collection?, &binder::Text(value.get()))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_string_n(collection: Option<&mut collection::Collection>, value: ptr::Str<'_>, value_length: usize) -> CassError {
    guard(|| Some(binder::append(collection?, &binder::Text(value.sized(value_length)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_bytes(collection: Option<&mut collection::Collection>, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::append(collection?, &binder::Bytes(value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_custom(collection: Option<&mut collection::Collection>, class_name: ptr::Str<'_>, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::append(collection?, &binder::Custom(class_name.get(), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_custom_n(collection: Option<&mut collection::Collection>, class_name: ptr::Str<'_>, class_name_length: usize, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::append(collection?, &binder::Custom(class_name.sized(class_name_length), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_uuid(collection: Option<&mut collection::Collection>, value: types::Uuid) -> CassError {
    guard(|| Some(binder::append(collection?, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_inet(collection: Option<&mut collection::Collection>, value: types::Inet) -> CassError {
    guard(|| Some(binder::append(collection?, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_decimal(collection: Option<&mut collection::Collection>, varint: ptr::Blob<'_>, varint_size: usize, scale: i32) -> CassError {
    guard(|| Some(binder::append(collection?, &binder::Decimal(varint.sized(varint_size), scale))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_duration(collection: Option<&mut collection::Collection>, months: i32, days: i32, nanos: i64) -> CassError {
    guard(|| Some(binder::append(collection?, &binder::Duration(months, days, nanos))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_collection(collection: Option<&mut collection::Collection>, value: Option<&collection::Collection>) -> CassError {
    guard(|| Some(binder::append(collection?, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_tuple(collection: Option<&mut collection::Collection>, value: Option<&tuple::Tuple>) -> CassError {
    guard(|| Some(binder::append(collection?, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_user_type(collection: Option<&mut collection::Collection>, value: Option<&user_type::UserType>) -> CassError {
    guard(|| Some(binder::append(collection?, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_dse_point(collection: Option<&mut collection::Collection>, x: f64, y: f64) -> CassError {
    guard(|| Some(binder::append(collection?, &point::Point(x, y))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_dse_line_string(collection: Option<&mut collection::Collection>, line_string: Option<&line_string::LineString>) -> CassError {
    guard(|| Some(binder::append(collection?, &line_string?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_dse_polygon(collection: Option<&mut collection::Collection>, polygon: Option<&polygon::Polygon>) -> CassError {
    guard(|| Some(binder::append(collection?, &polygon?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_collection_append_dse_date_range(collection: Option<&mut collection::Collection>, range: Option<&date_range::DateRange>) -> CassError {
    guard(|| Some(binder::append(collection?, &range?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_new(item_count: usize) -> Option<Box<tuple::Tuple>> {
    guard(|| Some(tuple::new(item_count)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_new_from_data_type(data_type: Option<ptr::Shared<'_, data_type::DataType>>) -> Option<Box<tuple::Tuple>> {
    guard(|| Some(tuple::new_from_data_type(data_type?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_free(tuple: Option<Box<tuple::Tuple>>) {
    guard(|| { drop(tuple?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_data_type<'a>(tuple: Option<&'a tuple::Tuple>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(tuple::data_type(tuple?).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_null(tuple: Option<&mut tuple::Tuple>, index: usize) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &binder::Null)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_int8(tuple: Option<&mut tuple::Tuple>, index: usize, value: i8) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_int16(tuple: Option<&mut tuple::Tuple>, index: usize, value: i16) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_int32(tuple: Option<&mut tuple::Tuple>, index: usize, value: i32) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_uint32(tuple: Option<&mut tuple::Tuple>, index: usize, value: u32) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_int64(tuple: Option<&mut tuple::Tuple>, index: usize, value: i64) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_float(tuple: Option<&mut tuple::Tuple>, index: usize, value: f32) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_double(tuple: Option<&mut tuple::Tuple>, index: usize, value: f64) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_bool(tuple: Option<&mut tuple::Tuple>, index: usize, value: types::Bool) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_string(tuple: Option<&mut tuple::Tuple>, index: usize, value: ptr::Str<'_>) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &binder::Text(value.get()))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_string_n(tuple: Option<&mut tuple::Tuple>, index: usize, value: ptr::Str<'_>, value_length: usize) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &binder::Text(value.sized(value_length)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_bytes(tuple: Option<&mut tuple::Tuple>, index: usize, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &binder::Bytes(value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_custom(tuple: Option<&mut tuple::Tuple>, index: usize, class_name: ptr::Str<'_>, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &binder::Custom(class_name.get(), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_custom_n(tuple: Option<&mut tuple::Tuple>, index: usize, class_name: ptr::Str<'_>, class_name_length: usize, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &binder::Custom(class_name.sized(class_name_length), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_uuid(tuple: Option<&mut tuple::Tuple>, index: usize, value: types::Uuid) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_inet(tuple: Option<&mut tuple::Tuple>, index: usize, value: types::Inet) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_decimal(tuple: Option<&mut tuple::Tuple>, index: usize, varint: ptr::Blob<'_>, varint_size: usize, scale: i32) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &binder::Decimal(varint.sized(varint_size), scale))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_duration(tuple: Option<&mut tuple::Tuple>, index: usize, months: i32, days: i32, nanos: i64) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &binder::Duration(months, days, nanos))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_collection(tuple: Option<&mut tuple::Tuple>, index: usize, value: Option<&collection::Collection>) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_tuple(tuple: Option<&mut tuple::Tuple>, index: usize, value: Option<&tuple::Tuple>) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_user_type(tuple: Option<&mut tuple::Tuple>, index: usize, value: Option<&user_type::UserType>) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_dse_point(tuple: Option<&mut tuple::Tuple>, index: usize, x: f64, y: f64) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &point::Point(x, y))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_dse_line_string(tuple: Option<&mut tuple::Tuple>, index: usize, line_string: Option<&line_string::LineString>) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &line_string?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_dse_polygon(tuple: Option<&mut tuple::Tuple>, index: usize, polygon: Option<&polygon::Polygon>) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &polygon?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_tuple_set_dse_date_range(tuple: Option<&mut tuple::Tuple>, index: usize, range: Option<&date_range::DateRange>) -> CassError {
    guard(|| Some(binder::set(tuple?, index, &range?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_new_from_data_type(data_type: Option<ptr::Shared<'_, data_type::DataType>>) -> Option<Box<user_type::UserType>> {
    guard(|| Some(user_type::new_from_data_type(data_type?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_free(user_type: Option<Box<user_type::UserType>>) {
    guard(|| { drop(user_type?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_data_type<'a>(user_type: Option<&'a user_type::UserType>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(user_type::data_type(user_type?).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_null(user_type: Option<&mut user_type::UserType>, index: usize) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &binder::Null)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_null_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &binder::Null)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_null_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &binder::Null)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int8(user_type: Option<&mut user_type::UserType>, index: usize, value: i8) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int8_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: i8) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int8_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: i8) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int16(user_type: Option<&mut user_type::UserType>, index: usize, value: i16) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int16_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: i16) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int16_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: i16) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int32(user_type: Option<&mut user_type::UserType>, index: usize, value: i32) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int32_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: i32) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int32_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: i32) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_uint32(user_type: Option<&mut user_type::UserType>, index: usize, value: u32) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_uint32_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: u32) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_uint32_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: u32) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int64(user_type: Option<&mut user_type::UserType>, index: usize, value: i64) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int64_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: i64) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_int64_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: i64) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_float(user_type: Option<&mut user_type::UserType>, index: usize, value: f32) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_float_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: f32) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_float_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: f32) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_double(user_type: Option<&mut user_type::UserType>, index: usize, value: f64) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_double_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: f64) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_double_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: f64) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_bool(user_type: Option<&mut user_type::UserType>, index: usize, value: types::Bool) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_bool_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: types::Bool) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_bool_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: types::Bool) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_string(user_type: Option<&mut user_type::UserType>, index: usize, value: ptr::Str<'_>) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &binder::Text(value.get()))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_string_n(user_type: Option<&mut user_type::UserType>, index: usize, value: ptr::Str<'_>, value_length: usize) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &binder::Text(value.sized(value_length)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_string_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: ptr::Str<'_>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &binder::Text(value.get()))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_string_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: ptr::Str<'_>, value_length: usize) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &binder::Text(value.sized(value_length)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_bytes(user_type: Option<&mut user_type::UserType>, index: usize, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &binder::Bytes(value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_bytes_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &binder::Bytes(value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_bytes_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &binder::Bytes(value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_custom(user_type: Option<&mut user_type::UserType>, index: usize, class_name: ptr::Str<'_>, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &binder::Custom(class_name.get(), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_custom_n(user_type: Option<&mut user_type::UserType>, index: usize, class_name: ptr::Str<'_>, class_name_length: usize, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &binder::Custom(class_name.sized(class_name_length), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_custom_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, class_name: ptr::Str<'_>, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &binder::Custom(class_name.get(), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_custom_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, class_name: ptr::Str<'_>, class_name_length: usize, value: ptr::Blob<'_>, value_size: usize) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &binder::Custom(class_name.sized(class_name_length), value.sized(value_size)))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_uuid(user_type: Option<&mut user_type::UserType>, index: usize, value: types::Uuid) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_uuid_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: types::Uuid) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_uuid_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: types::Uuid) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_inet(user_type: Option<&mut user_type::UserType>, index: usize, value: types::Inet) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_inet_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: types::Inet) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_inet_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: types::Inet) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_decimal(user_type: Option<&mut user_type::UserType>, index: usize, varint: ptr::Blob<'_>, varint_size: usize, scale: i32) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &binder::Decimal(varint.sized(varint_size), scale))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_decimal_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, varint: ptr::Blob<'_>, varint_size: usize, scale: i32) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &binder::Decimal(varint.sized(varint_size), scale))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_decimal_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, varint: ptr::Blob<'_>, varint_size: usize, scale: i32) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &binder::Decimal(varint.sized(varint_size), scale))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_duration(user_type: Option<&mut user_type::UserType>, index: usize, months: i32, days: i32, nanos: i64) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &binder::Duration(months, days, nanos))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_duration_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, months: i32, days: i32, nanos: i64) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &binder::Duration(months, days, nanos))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_duration_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, months: i32, days: i32, nanos: i64) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &binder::Duration(months, days, nanos))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_collection(user_type: Option<&mut user_type::UserType>, index: usize, value: Option<&collection::Collection>) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_collection_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: Option<&collection::Collection>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_collection_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: Option<&collection::Collection>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_tuple(user_type: Option<&mut user_type::UserType>, index: usize, value: Option<&tuple::Tuple>) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_tuple_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: Option<&tuple::Tuple>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_tuple_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: Option<&tuple::Tuple>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_user_type(user_type: Option<&mut user_type::UserType>, index: usize, value: Option<&user_type::UserType>) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_user_type_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, value: Option<&user_type::UserType>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_user_type_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, value: Option<&user_type::UserType>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_point(user_type: Option<&mut user_type::UserType>, index: usize, x: f64, y: f64) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &point::Point(x, y))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_point_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, x: f64, y: f64) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &point::Point(x, y))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_point_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, x: f64, y: f64) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &point::Point(x, y))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_line_string(user_type: Option<&mut user_type::UserType>, index: usize, line_string: Option<&line_string::LineString>) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &line_string?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_line_string_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, line_string: Option<&line_string::LineString>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &line_string?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_line_string_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, line_string: Option<&line_string::LineString>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &line_string?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_polygon(user_type: Option<&mut user_type::UserType>, index: usize, polygon: Option<&polygon::Polygon>) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &polygon?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_polygon_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, polygon: Option<&polygon::Polygon>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &polygon?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_polygon_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, polygon: Option<&polygon::Polygon>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &polygon?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_date_range(user_type: Option<&mut user_type::UserType>, index: usize, range: Option<&date_range::DateRange>) -> CassError {
    guard(|| Some(binder::set(user_type?, index, &range?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_date_range_by_name(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, range: Option<&date_range::DateRange>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.get(), &range?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_user_type_set_dse_date_range_by_name_n(user_type: Option<&mut user_type::UserType>, name: ptr::Str<'_>, name_length: usize, range: Option<&date_range::DateRange>) -> CassError {
    guard(|| Some(binder::set_by_name(user_type?, name.sized(name_length), &range?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_result_free(result: Option<ptr::Owned<result::CqlResult>>) {
    guard(|| { drop(result?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_result_row_count(result: Option<ptr::Shared<'_, result::CqlResult>>) -> usize {
    guard(|| Some(result::row_count(result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_result_column_count(result: Option<ptr::Shared<'_, result::CqlResult>>) -> usize {
    guard(|| Some(result::column_count(result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_result_column_name(result: Option<ptr::Shared<'_, result::CqlResult>>, index: usize, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(result::column_name(result?, index, ptr::OutBytes::new(name, name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_result_column_type(result: Option<ptr::Shared<'_, result::CqlResult>>, index: usize) -> u32 {
    guard(|| Some(result::column_type(result?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_result_column_data_type<'a>(result: Option<ptr::Shared<'a, result::CqlResult>>, index: usize) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(result::column_data_type(result?, index).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_result_first_row<'a>(result: Option<ptr::Shared<'a, result::CqlResult>>) -> Option<&'a row::Row> {
    guard(|| Some(result::first_row(result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_result_has_more_pages(result: Option<ptr::Shared<'_, result::CqlResult>>) -> types::Bool {
    guard(|| Some(result::has_more_pages(result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_result_paging_state_token(result: Option<ptr::Shared<'_, result::CqlResult>>, paging_state: ptr::Out<'_, ptr::Start>, paging_state_size: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(result::paging_state_token(result?, ptr::OutBytes::new(paging_state, paging_state_size))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_free(error_result: Option<Box<error_result::ErrorResult>>) {
    guard(|| { drop(error_result?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_code(error_result: Option<&error_result::ErrorResult>) -> CassError {
    guard(|| Some(error_result::code(error_result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_consistency(error_result: Option<&error_result::ErrorResult>) -> u32 {
    guard(|| Some(error_result::consistency(error_result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_responses_received(error_result: Option<&error_result::ErrorResult>) -> i32 {
    guard(|| Some(error_result::responses_received(error_result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_responses_required(error_result: Option<&error_result::ErrorResult>) -> i32 {
    guard(|| Some(error_result::responses_required(error_result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_num_failures(error_result: Option<&error_result::ErrorResult>) -> i32 {
    guard(|| Some(error_result::num_failures(error_result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_data_present(error_result: Option<&error_result::ErrorResult>) -> types::Bool {
    guard(|| Some(error_result::data_present(error_result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_write_type(error_result: Option<&error_result::ErrorResult>) -> u32 {
    guard(|| Some(error_result::write_type(error_result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_keyspace(error_result: Option<&error_result::ErrorResult>, keyspace: ptr::Out<'_, ptr::Start>, keyspace_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(error_result::keyspace(error_result?, ptr::OutBytes::new(keyspace, keyspace_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_table(error_result: Option<&error_result::ErrorResult>, table: ptr::Out<'_, ptr::Start>, table_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(error_result::table(error_result?, ptr::OutBytes::new(table, table_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_function(error_result: Option<&error_result::ErrorResult>, function: ptr::Out<'_, ptr::Start>, function_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(error_result::function(error_result?, ptr::OutBytes::new(function, function_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_num_arg_types(error_result: Option<&error_result::ErrorResult>) -> usize {
    guard(|| Some(error_result::error_num_arg_types(error_result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_result_arg_type(error_result: Option<&error_result::ErrorResult>, index: usize, arg_type: ptr::Out<'_, ptr::Start>, arg_type_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(error_result::arg_type(error_result?, index, ptr::OutBytes::new(arg_type, arg_type_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_free(iterator: Option<Box<iterator::Iterator>>) {
    guard(|| { drop(iterator?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_type(iterator: Option<&mut iterator::Iterator>) -> u32 {
    guard(|| Some(iterator::type_(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_from_result(result: Option<ptr::Shared<'_, result::CqlResult>>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::from_result(result?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_from_row(row: Option<&row::Row>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::from_row(row?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_from_collection(value: Option<&value::Value>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::from_collection(value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_from_map(value: Option<&value::Value>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::from_map(value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_from_tuple(value: Option<&value::Value>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::from_tuple(value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_fields_from_user_type(value: Option<&value::Value>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::fields_from_user_type(value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_keyspaces_from_schema_meta(schema_meta: Option<ptr::Shared<'_, schema_meta::SchemaMeta>>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::keyspaces_from_schema_meta(schema_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_tables_from_keyspace_meta(keyspace_meta: Option<&keyspace_meta::KeyspaceMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::tables_from_keyspace_meta(keyspace_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_materialized_views_from_keyspace_meta(keyspace_meta: Option<&keyspace_meta::KeyspaceMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::materialized_views_from_keyspace_meta(keyspace_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_user_types_from_keyspace_meta(keyspace_meta: Option<&keyspace_meta::KeyspaceMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::user_types_from_keyspace_meta(keyspace_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_functions_from_keyspace_meta(keyspace_meta: Option<&keyspace_meta::KeyspaceMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::functions_from_keyspace_meta(keyspace_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_aggregates_from_keyspace_meta(keyspace_meta: Option<&keyspace_meta::KeyspaceMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::aggregates_from_keyspace_meta(keyspace_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_fields_from_keyspace_meta(keyspace_meta: Option<&keyspace_meta::KeyspaceMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::fields_from_keyspace_meta(keyspace_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_columns_from_table_meta(table_meta: Option<&table_meta::TableMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::columns_from_table_meta(table_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_indexes_from_table_meta(table_meta: Option<&table_meta::TableMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::indexes_from_table_meta(table_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_materialized_views_from_table_meta(table_meta: Option<&table_meta::TableMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::materialized_views_from_table_meta(table_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_fields_from_table_meta(table_meta: Option<&table_meta::TableMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::fields_from_table_meta(table_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_columns_from_materialized_view_meta(view_meta: Option<&materialized_view_meta::ViewMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::columns_from_materialized_view_meta(view_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_fields_from_materialized_view_meta(view_meta: Option<&materialized_view_meta::ViewMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::fields_from_materialized_view_meta(view_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_fields_from_column_meta(column_meta: Option<&column_meta::ColumnMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::fields_from_column_meta(column_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_fields_from_index_meta(index_meta: Option<&index_meta::IndexMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::fields_from_index_meta(index_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_fields_from_function_meta(function_meta: Option<&function_meta::FunctionMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::fields_from_function_meta(function_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_fields_from_aggregate_meta(aggregate_meta: Option<&aggregate_meta::AggregateMeta>) -> Option<Box<iterator::Iterator>> {
    guard(|| Some(iterator::fields_from_aggregate_meta(aggregate_meta?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_next(iterator: Option<&mut iterator::Iterator>) -> types::Bool {
    guard(|| Some(iterator::next(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_row<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a row::Row> {
    guard(|| Some(iterator::get_row(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_column<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a value::Value> {
    guard(|| Some(iterator::get_column(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_value<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a value::Value> {
    guard(|| Some(iterator::get_value(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_map_key<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a value::Value> {
    guard(|| Some(iterator::get_map_key(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_map_value<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a value::Value> {
    guard(|| Some(iterator::get_map_value(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_user_type_field_name(iterator: Option<&iterator::Iterator>, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(iterator::get_user_type_field_name(iterator?, ptr::OutBytes::new(name, name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_user_type_field_value<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a value::Value> {
    guard(|| Some(iterator::get_user_type_field_value(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_keyspace_meta<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a keyspace_meta::KeyspaceMeta> {
    guard(|| Some(iterator::get_keyspace_meta(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_table_meta<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a table_meta::TableMeta> {
    guard(|| Some(iterator::get_table_meta(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_materialized_view_meta<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a materialized_view_meta::ViewMeta> {
    guard(|| Some(iterator::get_materialized_view_meta(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_user_type<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(iterator::get_user_type(iterator?).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_function_meta<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a function_meta::FunctionMeta> {
    guard(|| Some(iterator::get_function_meta(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_aggregate_meta<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a aggregate_meta::AggregateMeta> {
    guard(|| Some(iterator::get_aggregate_meta(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_column_meta<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a column_meta::ColumnMeta> {
    guard(|| Some(iterator::get_column_meta(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_index_meta<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a index_meta::IndexMeta> {
    guard(|| Some(iterator::get_index_meta(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_meta_field_name(iterator: Option<&iterator::Iterator>, name: ptr::Out<'_, ptr::Start>, name_length: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(iterator::get_meta_field_name(iterator?, ptr::OutBytes::new(name, name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_iterator_get_meta_field_value<'a>(iterator: Option<&'a iterator::Iterator>) -> Option<&'a value::Value> {
    guard(|| Some(iterator::get_meta_field_value(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_row_get_column<'a>(row: Option<&'a row::Row>, index: usize) -> Option<&'a value::Value> {
    guard(|| Some(row::get_column(row?, index)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_row_get_column_by_name<'a>(row: Option<&'a row::Row>, name: ptr::Str<'_>) -> Option<&'a value::Value> {
    guard(|| Some(row::get_column_by_name(row?, name.get())))
}

#[unsafe(no_mangle)]
extern "C" fn cass_row_get_column_by_name_n<'a>(row: Option<&'a row::Row>, name: ptr::Str<'_>, name_length: usize) -> Option<&'a value::Value> {
    guard(|| Some(row::get_column_by_name(row?, name.sized(name_length))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_data_type<'a>(value: Option<&'a value::Value>) -> Option<ptr::Shared<'a, data_type::DataType>> {
    guard(|| Some(value::data_type(value?).map(ptr::Shared::from)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_int8(value: Option<&value::Value>, output: ptr::Out<'_, i8>) -> CassError {
    guard(|| Some(value::get_int8(value?, output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_int16(value: Option<&value::Value>, output: ptr::Out<'_, i16>) -> CassError {
    guard(|| Some(value::get_int16(value?, output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_int32(value: Option<&value::Value>, output: ptr::Out<'_, i32>) -> CassError {
    guard(|| Some(value::get_int32(value?, output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_uint32(value: Option<&value::Value>, output: ptr::Out<'_, u32>) -> CassError {
    guard(|| Some(value::get_uint32(value?, output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_int64(value: Option<&value::Value>, output: ptr::Out<'_, i64>) -> CassError {
    guard(|| Some(value::get_int64(value?, output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_float(value: Option<&value::Value>, output: ptr::Out<'_, f32>) -> CassError {
    guard(|| Some(value::get_float(value?, output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_double(value: Option<&value::Value>, output: ptr::Out<'_, f64>) -> CassError {
    guard(|| Some(value::get_double(value?, output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_bool(value: Option<&value::Value>, output: ptr::Out<'_, types::Bool>) -> CassError {
    guard(|| Some(value::get_bool(value?, output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_uuid(value: Option<&value::Value>, output: ptr::Out<'_, types::Uuid>) -> CassError {
    guard(|| Some(value::get_uuid(value?, output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_inet(value: Option<&value::Value>, output: ptr::Out<'_, types::Inet>) -> CassError {
    guard(|| Some(value::get_inet(value?, output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_string(value: Option<&value::Value>, output: ptr::Out<'_, ptr::Start>, output_size: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(value::get_string(value?, ptr::OutBytes::new(output, output_size))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_bytes(value: Option<&value::Value>, output: ptr::Out<'_, ptr::Start>, output_size: ptr::Out<'_, usize>) -> CassError {
    guard(|| Some(value::get_bytes(value?, ptr::OutBytes::new(output, output_size))))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_decimal(value: Option<&value::Value>, varint: ptr::Out<'_, ptr::Start>, varint_size: ptr::Out<'_, usize>, scale: ptr::Out<'_, i32>) -> CassError {
    guard(|| Some(value::get_decimal(value?, ptr::OutBytes::new(varint, varint_size), scale)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_duration(value: Option<&value::Value>, months: ptr::Out<'_, i32>, days: ptr::Out<'_, i32>, nanos: ptr::Out<'_, i64>) -> CassError {
    guard(|| Some(value::get_duration(value?, months, days, nanos)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_type(value: Option<&value::Value>) -> u32 {
    guard(|| Some(value::type_(value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_is_null(value: Option<&value::Value>) -> types::Bool {
    guard(|| Some(value::is_null(value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_is_collection(value: Option<&value::Value>) -> types::Bool {
    guard(|| Some(value::is_collection(value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_is_duration(value: Option<&value::Value>) -> types::Bool {
    guard(|| Some(value::is_duration(value?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_item_count(collection: Option<&value::Value>) -> usize {
    guard(|| Some(value::item_count(collection?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_primary_sub_type(collection: Option<&value::Value>) -> u32 {
    guard(|| Some(value::primary_sub_type(collection?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_secondary_sub_type(collection: Option<&value::Value>) -> u32 {
    guard(|| Some(value::secondary_sub_type(collection?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_dse_point(value: Option<&value::Value>, x: ptr::Out<'_, f64>, y: ptr::Out<'_, f64>) -> CassError {
    guard(|| Some(point::get(value?, x, y)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_value_get_dse_date_range(value: Option<&value::Value>, range: ptr::Place<date_range::DateRange>) -> CassError {
    guard(|| Some(date_range::get(value?, range)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_gen_new() -> Option<Box<uuid::UuidGen>> {
    guard(|| Some(uuid::gen_new()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_gen_new_with_node(node: u64) -> Option<Box<uuid::UuidGen>> {
    guard(|| Some(uuid::gen_new_with_node(node)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_gen_free(uuid_gen: Option<Box<uuid::UuidGen>>) {
    guard(|| { drop(uuid_gen?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_gen_time(uuid_gen: Option<&uuid::UuidGen>, output: ptr::Out<'_, types::Uuid>) {
    guard(|| { uuid::gen_time(uuid_gen?, output); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_gen_random(uuid_gen: Option<&uuid::UuidGen>, output: ptr::Out<'_, types::Uuid>) {
    guard(|| { uuid::gen_random(uuid_gen?, output); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_gen_from_time(uuid_gen: Option<&uuid::UuidGen>, timestamp: u64, output: ptr::Out<'_, types::Uuid>) {
    guard(|| { uuid::gen_from_time(uuid_gen?, timestamp, output); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_min_from_time(time: u64, output: ptr::Out<'_, types::Uuid>) {
    guard(|| { uuid::min_from_time(time, output); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_max_from_time(time: u64, output: ptr::Out<'_, types::Uuid>) {
    guard(|| { uuid::max_from_time(time, output); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_timestamp(uuid: types::Uuid) -> u64 {
    guard(|| Some(uuid::timestamp(uuid)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_version(uuid: types::Uuid) -> u8 {
    guard(|| Some(uuid::version(uuid)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_string(uuid: types::Uuid, output: ptr::Buffer<'_, 37>) {
    guard(|| { uuid::string(uuid, output); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_from_string(str: ptr::Str<'_>, output: ptr::Out<'_, types::Uuid>) -> CassError {
    guard(|| Some(uuid::from_string(str.get(), output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_uuid_from_string_n(str: ptr::Str<'_>, str_length: usize, output: ptr::Out<'_, types::Uuid>) -> CassError {
    guard(|| Some(uuid::from_string(str.sized(str_length), output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_timestamp_gen_server_side_new() -> Option<Box<timestamp_gen::TimestampGen>> {
    guard(|| Some(timestamp_gen::server_side_new()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_timestamp_gen_monotonic_new() -> Option<Box<timestamp_gen::TimestampGen>> {
    guard(|| Some(timestamp_gen::monotonic_new()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_timestamp_gen_monotonic_new_with_settings(warning_threshold_us: i64, warning_interval_ms: i64) -> Option<Box<timestamp_gen::TimestampGen>> {
    guard(|| Some(timestamp_gen::monotonic_new_with_settings(warning_threshold_us, warning_interval_ms)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_timestamp_gen_free(timestamp_gen: Option<Box<timestamp_gen::TimestampGen>>) {
    guard(|| { drop(timestamp_gen?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_retry_policy_default_new() -> Option<Box<retry_policy::RetryPolicy>> {
    guard(|| Some(retry_policy::default_new()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_retry_policy_downgrading_consistency_new() -> Option<Box<retry_policy::RetryPolicy>> {
    guard(|| Some(retry_policy::downgrading_consistency_new()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_retry_policy_fallthrough_new() -> Option<Box<retry_policy::RetryPolicy>> {
    guard(|| Some(retry_policy::fallthrough_new()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_retry_policy_logging_new(child_retry_policy: Option<&mut retry_policy::RetryPolicy>) -> Option<Box<retry_policy::RetryPolicy>> {
    guard(|| Some(retry_policy::logging_new(child_retry_policy?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_retry_policy_free(policy: Option<Box<retry_policy::RetryPolicy>>) {
    guard(|| { drop(policy?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_custom_payload_new() -> Option<Box<custom_payload::CustomPayload>> {
    guard(|| Some(custom_payload::new()))
}

#[unsafe(no_mangle)]
extern "C" fn cass_custom_payload_free(payload: Option<Box<custom_payload::CustomPayload>>) {
    guard(|| { drop(payload?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_custom_payload_set(payload: Option<&mut custom_payload::CustomPayload>, name: ptr::Str<'_>, value: ptr::Blob<'_>, value_size: usize) {
    guard(|| { custom_payload::set(payload?, name.get(), value.sized(value_size)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_custom_payload_set_n(payload: Option<&mut custom_payload::CustomPayload>, name: ptr::Str<'_>, name_length: usize, value: ptr::Blob<'_>, value_size: usize) {
    guard(|| { custom_payload::set(payload?, name.sized(name_length), value.sized(value_size)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_custom_payload_remove(payload: Option<&mut custom_payload::CustomPayload>, name: ptr::Str<'_>) {
    guard(|| { custom_payload::remove(payload?, name.get()); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_custom_payload_remove_n(payload: Option<&mut custom_payload::CustomPayload>, name: ptr::Str<'_>, name_length: usize) {
    guard(|| { custom_payload::remove(payload?, name.sized(name_length)); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_consistency_string(consistency: u32) -> ptr::StaticStr {
    guard(|| Some(enumerations::consistency_string(consistency)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_write_type_string(write_type: u32) -> ptr::StaticStr {
    guard(|| Some(enumerations::write_type_string(write_type)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_error_desc(error: CassError) -> ptr::StaticStr {
    guard(|| Some(error::desc(error)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_log_cleanup() {
    guard(|| { log::cleanup(); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_log_set_level(log_level: u32) {
    guard(|| { log::set_level(log_level); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_log_set_callback(callback: ptr::LogFn, data: ptr::Data) {
    guard(|| { log::set_callback(callback, data); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_log_set_queue_size(queue_size: usize) {
    guard(|| { log::set_queue_size(queue_size); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_log_level_string(log_level: u32) -> ptr::StaticStr {
    guard(|| Some(log::level_string(log_level)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_inet_init_v4(address: Option<&[u8; 4]>) -> types::Inet {
    guard(|| Some(inet::init_v4(address?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_inet_init_v6(address: Option<&[u8; 16]>) -> types::Inet {
    guard(|| Some(inet::init_v6(address?)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_inet_string(inet: types::Inet, output: ptr::Buffer<'_, 46>) {
    guard(|| { inet::string(inet, output); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn cass_inet_from_string(str: ptr::Str<'_>, output: ptr::Out<'_, types::Inet>) -> CassError {
    guard(|| Some(inet::from_string(str.get(), output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_inet_from_string_n(str: ptr::Str<'_>, str_length: usize, output: ptr::Out<'_, types::Inet>) -> CassError {
    guard(|| Some(inet::from_string(str.sized(str_length), output)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_date_from_epoch(epoch_secs: i64) -> u32 {
    guard(|| Some(date_time::date_from_epoch(epoch_secs)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_time_from_epoch(epoch_secs: i64) -> i64 {
    guard(|| Some(date_time::time_from_epoch(epoch_secs)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_date_time_to_epoch(date: u32, time: i64) -> i64 {
    guard(|| Some(date_time::to_epoch(date, time)))
}

#[unsafe(no_mangle)]
extern "C" fn cass_alloc_set_functions(malloc_func: ptr::MallocFn, realloc_func: ptr::ReallocFn, free_func: ptr::FreeFn) {
    guard(|| { alloc::set_functions(malloc_func, realloc_func, free_func); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn dse_date_range_bound_init(precision: u32, time_ms: i64) -> date_range::Bound {
    guard(|| Some(date_range::bound_init(precision, time_ms)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_date_range_bound_unbounded() -> date_range::Bound {
    guard(|| Some(date_range::bound_unbounded()))
}

#[unsafe(no_mangle)]
extern "C" fn dse_date_range_bound_is_unbounded(bound: date_range::Bound) -> types::Bool {
    guard(|| Some(date_range::bound_is_unbounded(bound)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_date_range_init(range: ptr::Place<date_range::DateRange>, lower_bound: date_range::Bound, upper_bound: date_range::Bound) -> ptr::Place<date_range::DateRange> {
    guard(|| Some(date_range::init(range, lower_bound, upper_bound)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_date_range_init_single_date(range: ptr::Place<date_range::DateRange>, date: date_range::Bound) -> ptr::Place<date_range::DateRange> {
    guard(|| Some(date_range::init_single_date(range, date)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_point_from_wkt(wkt: ptr::Str<'_>, x: ptr::Out<'_, f64>, y: ptr::Out<'_, f64>) -> CassError {
    guard(|| Some(point::from_wkt(wkt.get(), x, y)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_point_from_wkt_n(wkt: ptr::Str<'_>, wkt_length: usize, x: ptr::Out<'_, f64>, y: ptr::Out<'_, f64>) -> CassError {
    guard(|| Some(point::from_wkt(wkt.sized(wkt_length), x, y)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_new() -> Option<Box<line_string::LineString>> {
    guard(|| Some(line_string::new()))
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_free(line_string: Option<Box<line_string::LineString>>) {
    guard(|| { drop(line_string?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_reset(line_string: Option<&mut line_string::LineString>) {
    guard(|| { line_string::reset(line_string?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_reserve(line_string: Option<&mut line_string::LineString>, num_points: u32) {
    guard(|| { line_string::reserve(line_string?, num_points); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_add_point(line_string: Option<&mut line_string::LineString>, x: f64, y: f64) -> CassError {
    guard(|| Some(line_string::add_point(line_string?, x, y)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_finish(line_string: Option<&mut line_string::LineString>) -> CassError {
    guard(|| Some(line_string::finish(line_string?)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_iterator_new() -> Option<Box<line_string_iterator::LineStringIterator>> {
    guard(|| Some(line_string_iterator::new()))
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_iterator_free(iterator: Option<Box<line_string_iterator::LineStringIterator>>) {
    guard(|| { drop(iterator?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_iterator_reset(iterator: Option<&mut line_string_iterator::LineStringIterator>, value: Option<&value::Value>) -> CassError {
    guard(|| Some(line_string_iterator::reset(iterator?, value?)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_iterator_reset_with_wkt(iterator: Option<&mut line_string_iterator::LineStringIterator>, wkt: ptr::Str<'_>) -> CassError {
    guard(|| Some(line_string_iterator::reset_with_wkt(iterator?, wkt.get())))
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_iterator_reset_with_wkt_n(iterator: Option<&mut line_string_iterator::LineStringIterator>, wkt: ptr::Str<'_>, wkt_length: usize) -> CassError {
    guard(|| Some(line_string_iterator::reset_with_wkt(iterator?, wkt.sized(wkt_length))))
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_iterator_num_points(iterator: Option<&line_string_iterator::LineStringIterator>) -> u32 {
    guard(|| Some(line_string_iterator::num_points(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_line_string_iterator_next_point(iterator: Option<&mut line_string_iterator::LineStringIterator>, x: ptr::Out<'_, f64>, y: ptr::Out<'_, f64>) -> CassError {
    guard(|| Some(line_string_iterator::next_point(iterator?, x, y)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_new() -> Option<Box<polygon::Polygon>> {
    guard(|| Some(polygon::new()))
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_free(polygon: Option<Box<polygon::Polygon>>) {
    guard(|| { drop(polygon?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_reset(polygon: Option<&mut polygon::Polygon>) {
    guard(|| { polygon::reset(polygon?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_reserve(polygon: Option<&mut polygon::Polygon>, num_rings: u32, total_num_points: u32) {
    guard(|| { polygon::reserve(polygon?, num_rings, total_num_points); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_start_ring(polygon: Option<&mut polygon::Polygon>) -> CassError {
    guard(|| Some(polygon::start_ring(polygon?)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_add_point(polygon: Option<&mut polygon::Polygon>, x: f64, y: f64) -> CassError {
    guard(|| Some(polygon::add_point(polygon?, x, y)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_finish(polygon: Option<&mut polygon::Polygon>) -> CassError {
    guard(|| Some(polygon::finish(polygon?)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_iterator_new() -> Option<Box<polygon_iterator::PolygonIterator>> {
    guard(|| Some(polygon_iterator::new()))
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_iterator_free(iterator: Option<Box<polygon_iterator::PolygonIterator>>) {
    guard(|| { drop(iterator?); Some(()) })
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_iterator_reset(iterator: Option<&mut polygon_iterator::PolygonIterator>, value: Option<&value::Value>) -> CassError {
    guard(|| Some(polygon_iterator::reset(iterator?, value?)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_iterator_reset_with_wkt(iterator: Option<&mut polygon_iterator::PolygonIterator>, wkt: ptr::Str<'_>) -> CassError {
    guard(|| Some(polygon_iterator::reset_with_wkt(iterator?, wkt.get())))
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_iterator_reset_with_wkt_n(iterator: Option<&mut polygon_iterator::PolygonIterator>, wkt: ptr::Str<'_>, wkt_length: usize) -> CassError {
    guard(|| Some(polygon_iterator::reset_with_wkt(iterator?, wkt.sized(wkt_length))))
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_iterator_num_rings(iterator: Option<&polygon_iterator::PolygonIterator>) -> u32 {
    guard(|| Some(polygon_iterator::num_rings(iterator?)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_iterator_next_num_points(iterator: Option<&mut polygon_iterator::PolygonIterator>, num_points: ptr::Out<'_, u32>) -> CassError {
    guard(|| Some(polygon_iterator::next_num_points(iterator?, num_points)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_polygon_iterator_next_point(iterator: Option<&mut polygon_iterator::PolygonIterator>, x: ptr::Out<'_, f64>, y: ptr::Out<'_, f64>) -> CassError {
    guard(|| Some(polygon_iterator::next_point(iterator?, x, y)))
}

#[unsafe(no_mangle)]
extern "C" fn dse_gssapi_authenticator_set_lock_callbacks(lock_callback: ptr::DataCleanupFn, unlock_callback: ptr::DataCleanupFn, data: ptr::Data) -> CassError {
    guard(|| Some(gssapi_authenticator::set_lock_callbacks(lock_callback, unlock_callback, data)))
}

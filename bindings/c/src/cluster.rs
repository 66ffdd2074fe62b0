//! Cluster descriptions: the options of a session, collected until it connects. What becomes of each setter is
//! told by the option table of core.

mod authenticator;
mod load_balancing;
mod protocol_version;
mod reconnection;
mod secure_connection_bundle;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

pub(crate) use authenticator::*;
pub(crate) use load_balancing::*;
pub(crate) use protocol_version::*;
pub(crate) use reconnection::*;
pub(crate) use secure_connection_bundle::*;
use unicql_core::policy::{Reconnection, SpeculativeExecution};
use unicql_core::{Consistency, ExecutionProfile as CoreProfile, Options};

use crate::authenticator::{Authentication, Provider};
use crate::error::CassError;
use crate::execution_profile::ExecutionProfile;
use crate::load_balancing::LoadBalancing;
use crate::log;
use crate::ptr::{Data, HostListener, HostListenerFn};
use crate::retry_policy::RetryPolicy;
use crate::ssl::Ssl;
use crate::timestamp_gen::TimestampGen;
use crate::types::{Bool, CONSISTENCY_UNKNOWN, Uuid};

/// A cluster description.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cluster {
    contact_points: Vec<String>,
    options: Options,
    balancing: LoadBalancing,
    profiles: BTreeMap<String, CoreProfile>,
    wants_beta: bool,
    client_id: Option<Uuid>,
    timestamps: TimestampGen,
    host_listener: Option<HostListener>,
    authentication: Option<Arc<Authentication>>,
}

impl Cluster {
    /// The options of a session.
    pub(crate) fn options(&self) -> Options {
        let has_bundle = self.options.secure_connect_bundle.is_some();
        let profiles = self.profiles.iter().map(|(name, profile)| (name.clone(), profile.clone()));
        Options {
            contact_points: (!has_bundle).then(|| self.contact_points.clone()),
            local_datacenter: self.balancing.datacenter(),
            infer_local_datacenter: Some(!self.balancing.is_placed()),
            load_balancing: Some(self.balancing.to_core()),
            execution_profiles: Some(profiles.collect()),
            authenticator: self.authentication.as_ref().map(Provider::of),
            ..self.options.clone()
        }
    }

    /// Who hears of the hosts of a session.
    pub(crate) fn host_listener(&self) -> Option<HostListener> {
        self.host_listener
    }

    /// The id that the program set for the client.
    pub(crate) fn client_id(&self) -> Option<Uuid> {
        self.client_id
    }

    /// What generates timestamps.
    pub(crate) fn timestamps(&self) -> TimestampGen {
        self.timestamps.clone()
    }
}

pub(crate) fn new() -> Option<Box<Cluster>> {
    log::install();
    let options = Options {
        page_size: Some(0),
        metrics: Some(true),
        schema_metadata_lazy: Some(false),
        heartbeat_timeout_ms: Some(60_000),
        reconnection: Some(Reconnection::exponential(2_000, 600_000)),
        ..Options::default()
    };
    Some(Box::new(Cluster { options, ..Cluster::default() }))
}

/// What an option that has to be above 0 returns.
fn above_zero(number: u32) -> CassError {
    match number {
        0 => CassError::LIB_BAD_PARAMS,
        _ => CassError::OK,
    }
}

/// The text of an option; bytes that are no text are replaced, since no server knows such a name.
pub(crate) fn text(bytes: Option<&[u8]>) -> String {
    String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
}

pub(crate) fn set_contact_points(cluster: &mut Cluster, contact_points: Option<&[u8]>) -> CassError {
    if cluster.options.secure_connect_bundle.is_some() {
        log::say(
            log::ERROR,
            format_args!("Contact points cannot be overridden with cloud secure connection bundle"),
        );
        return CassError::LIB_BAD_PARAMS;
    }
    append(&mut cluster.contact_points, contact_points);
    CassError::OK
}

pub(crate) fn set_port(cluster: &mut Cluster, port: i32) -> CassError {
    match u16::try_from(port) {
        Ok(port) if port > 0 => cluster.options.port = Some(port),
        _ => return CassError::LIB_BAD_PARAMS,
    }
    CassError::OK
}

pub(crate) fn set_ssl(cluster: &mut Cluster, ssl: &mut Ssl) {
    if cluster.options.secure_connect_bundle.is_some() {
        log::say(
            log::ERROR,
            format_args!("SSL context cannot be overridden with cloud secure connection bundle"),
        );
        return;
    }
    cluster.options.tls = Some(ssl.0.clone());
}

/// Takes an address; a name is not looked up.
pub(crate) fn set_local_address(cluster: &mut Cluster, name: Option<&[u8]>) -> CassError {
    let name = text(name);
    if !name.is_empty() && name.parse::<IpAddr>().is_err() {
        return CassError::LIB_HOST_RESOLUTION;
    }
    cluster.options.local_address = (!name.is_empty()).then_some(name);
    CassError::OK
}

fn level(consistency: u32) -> Result<Option<Consistency>, CassError> {
    let level = u16::try_from(consistency).ok().and_then(Consistency::from_code);
    match consistency {
        CONSISTENCY_UNKNOWN => Err(CassError::LIB_BAD_PARAMS),
        _ => level.map(Some).ok_or(CassError::LIB_BAD_PARAMS),
    }
}

pub(crate) fn set_consistency(cluster: &mut Cluster, consistency: u32) -> CassError {
    match level(consistency) {
        Err(error) => error,
        Ok(level) => {
            cluster.options.consistency = level;
            CassError::OK
        }
    }
}

pub(crate) fn set_serial_consistency(cluster: &mut Cluster, consistency: u32) -> CassError {
    match level(consistency) {
        Err(error) => error,
        Ok(level) => {
            cluster.options.serial_consistency = level.filter(|&level| level != Consistency::Any);
            CassError::OK
        }
    }
}

pub(crate) fn set_num_threads_io(_: &mut Cluster, num_threads: u32) -> CassError {
    above_zero(num_threads)
}

pub(crate) fn set_queue_size_io(_: &mut Cluster, queue_size: u32) -> CassError {
    above_zero(queue_size)
}

pub(crate) fn set_core_connections_per_host(cluster: &mut Cluster, num_connections: u32) -> CassError {
    if num_connections > 0 {
        cluster.options.connections_per_host = usize::try_from(num_connections).ok();
    }
    above_zero(num_connections)
}

/// The setters that the legacy driver itself kept without effect.
macro_rules! without_effect {
    ($($name:ident)*) => {
        $(pub(crate) fn $name(_: &mut Cluster, _number: u32) -> CassError {
            CassError::OK
        })*
    };
}

without_effect! {
    set_queue_size_event
    set_max_connections_per_host
    set_max_concurrent_creation
    set_max_concurrent_requests_threshold
    set_max_requests_per_flush
    set_write_bytes_high_water_mark
    set_write_bytes_low_water_mark
    set_pending_requests_high_water_mark
    set_pending_requests_low_water_mark
    set_max_reusable_write_objects
}

/// The setters that say what this library always does, or what does not apply to it.
macro_rules! settled {
    ($($name:ident)*) => {
        $(pub(crate) fn $name(_: &mut Cluster, _enabled: Bool) -> CassError {
            CassError::OK
        })*
    };
}

settled! {
    set_use_hostname_resolution
    set_prepare_on_all_hosts
}

pub(crate) fn set_use_randomized_contact_points(cluster: &mut Cluster, enabled: Bool) -> CassError {
    cluster.options.shuffle_contact_points = Some(enabled.is_true());
    CassError::OK
}

pub(crate) fn set_prepare_on_up_or_add_host(cluster: &mut Cluster, enabled: Bool) -> CassError {
    cluster.options.prepare_on_up = Some(enabled.is_true());
    CassError::OK
}

pub(crate) fn set_coalesce_delay(_: &mut Cluster, delay_us: i64) -> CassError {
    match delay_us {
        0.. => CassError::OK,
        _ => CassError::LIB_BAD_PARAMS,
    }
}

pub(crate) fn set_new_request_ratio(_: &mut Cluster, ratio: i32) -> CassError {
    match ratio {
        1..=100 => CassError::OK,
        _ => CassError::LIB_BAD_PARAMS,
    }
}

pub(crate) fn set_connect_timeout(cluster: &mut Cluster, timeout_ms: u32) {
    cluster.options.connect_timeout_ms = Some(timeout_ms.into());
}

pub(crate) fn set_request_timeout(cluster: &mut Cluster, timeout_ms: u32) {
    cluster.options.request_timeout_ms = Some(timeout_ms.into());
}

pub(crate) fn set_resolve_timeout(cluster: &mut Cluster, timeout_ms: u32) {
    cluster.options.resolve_timeout_ms = Some(timeout_ms.into());
}

pub(crate) fn set_max_schema_wait_time(cluster: &mut Cluster, wait_time_ms: u32) {
    cluster.options.schema_agreement_timeout_ms = Some(wait_time_ms.into());
}

pub(crate) fn set_tracing_max_wait_time(_: &mut Cluster, _max_wait_time_ms: u32) {}

pub(crate) fn set_tracing_retry_wait_time(_: &mut Cluster, _retry_wait_time_ms: u32) {}

pub(crate) fn set_tracing_consistency(_: &mut Cluster, _consistency: u32) {}

/// Appends a comma-separated list; an empty one clears.
pub(crate) fn append(list: &mut Vec<String>, given: Option<&[u8]>) {
    let given = text(given);
    if given.is_empty() {
        return list.clear();
    }
    let items = given.split(',').map(str::trim).filter(|item| !item.is_empty());
    list.extend(items.map(str::to_owned));
}

pub(crate) fn set_constant_speculative_execution_policy(
    cluster: &mut Cluster,
    delay_ms: i64,
    max_executions: i32,
) -> CassError {
    let Some(constant) = constant_speculation(delay_ms, max_executions) else {
        return CassError::LIB_BAD_PARAMS;
    };
    cluster.options.speculative_execution = Some(constant);
    CassError::OK
}

/// The policy of a cluster or a profile; `None` when a number is negative.
pub(crate) fn constant_speculation(delay_ms: i64, max_executions: i32) -> Option<SpeculativeExecution> {
    let (delay_ms, max_executions) = (u64::try_from(delay_ms).ok()?, usize::try_from(max_executions).ok()?);
    Some(SpeculativeExecution::constant(delay_ms, max_executions))
}

pub(crate) fn set_no_speculative_execution_policy(cluster: &mut Cluster) -> CassError {
    cluster.options.speculative_execution = None;
    CassError::OK
}

pub(crate) fn set_retry_policy(cluster: &mut Cluster, retry_policy: &mut RetryPolicy) {
    cluster.options.retry = Some(retry_policy.0);
}

pub(crate) fn set_execution_profile(
    cluster: &mut Cluster,
    name: Option<&[u8]>,
    profile: &mut ExecutionProfile,
) -> CassError {
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        return CassError::LIB_BAD_PARAMS;
    };
    cluster.profiles.insert(text(Some(name)), profile.to_core());
    CassError::OK
}

pub(crate) fn set_host_listener_callback(
    cluster: &mut Cluster,
    callback: HostListenerFn,
    data: Data,
) -> CassError {
    cluster.host_listener = HostListener::new(callback, data);
    CassError::OK
}

pub(crate) fn set_tcp_nodelay(cluster: &mut Cluster, enabled: Bool) {
    cluster.options.tcp_nodelay = Some(enabled.is_true());
}

pub(crate) fn set_tcp_keepalive(cluster: &mut Cluster, enabled: Bool, delay_secs: u32) {
    let delay_ms = u64::from(delay_secs) * 1000;
    cluster.options.tcp_keepalive_interval_ms = enabled.is_true().then_some(delay_ms);
}

pub(crate) fn set_timestamp_gen(cluster: &mut Cluster, timestamp_gen: &mut TimestampGen) {
    cluster.timestamps = timestamp_gen.clone();
}

pub(crate) fn set_connection_heartbeat_interval(cluster: &mut Cluster, interval_secs: u32) {
    cluster.options.heartbeat_interval_ms = Some(u64::from(interval_secs) * 1000);
}

pub(crate) fn set_connection_idle_timeout(cluster: &mut Cluster, timeout_secs: u32) {
    cluster.options.heartbeat_timeout_ms = Some(u64::from(timeout_secs) * 1000);
}

pub(crate) fn set_use_schema(cluster: &mut Cluster, enabled: Bool) {
    cluster.options.schema_metadata = Some(enabled.is_true());
}

pub(crate) fn set_no_compact(cluster: &mut Cluster, enabled: Bool) -> CassError {
    let told = enabled.is_true().then(|| vec![("NO_COMPACT".to_owned(), "true".to_owned())]);
    cluster.options.startup_options = told;
    CassError::OK
}

pub(crate) fn set_application_name(cluster: &mut Cluster, name: Option<&[u8]>) {
    cluster.options.application_name = Some(text(name));
}

pub(crate) fn set_application_version(cluster: &mut Cluster, version: Option<&[u8]>) {
    cluster.options.application_version = Some(text(version));
}

pub(crate) fn set_client_id(cluster: &mut Cluster, client_id: Uuid) {
    cluster.client_id = Some(client_id);
}

pub(crate) fn set_monitor_reporting_interval(_: &mut Cluster, _interval_secs: u32) {}

pub(crate) fn set_histogram_refresh_interval(cluster: &mut Cluster, refresh_interval: u32) -> CassError {
    if refresh_interval > 0 {
        cluster.options.metrics_interval_ms = Some(refresh_interval.into());
    }
    above_zero(refresh_interval)
}

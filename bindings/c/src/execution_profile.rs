//! Execution profiles: options that requests choose by name.

use unicql_core::policy::{LatencyAwareness, SpeculativeExecution};
use unicql_core::{Consistency, ExecutionProfile as CoreProfile};

use crate::cluster::constant_speculation;
use crate::error::CassError;
use crate::load_balancing::LoadBalancing;
use crate::retry_policy::RetryPolicy;
use crate::types::{Bool, CONSISTENCY_UNKNOWN};

/// The number that takes a timeout back.
const TIMEOUT_UNSET: u64 = u64::MAX;

/// An execution profile; what it does not set is that of the cluster.
#[derive(Clone, Debug, Default)]
pub(crate) struct ExecutionProfile {
    profile: CoreProfile,
    balancing: LoadBalancing,
}

impl ExecutionProfile {
    /// The profile of core.
    pub(crate) fn to_core(&self) -> CoreProfile {
        CoreProfile {
            load_balancing: self.balancing.is_placed().then(|| self.balancing.to_core()),
            local_datacenter: self.balancing.datacenter(),
            ..self.profile.clone()
        }
    }
}

/// The level of a number; `CASS_CONSISTENCY_UNKNOWN` sets none.
fn level(consistency: u32) -> Result<Option<Consistency>, CassError> {
    if consistency == CONSISTENCY_UNKNOWN {
        return Ok(None);
    }
    let level = u16::try_from(consistency).ok().and_then(Consistency::from_code);
    level.map(Some).ok_or(CassError::LIB_BAD_PARAMS)
}

/// Changes the options.
fn set(profile: &mut ExecutionProfile, change: impl FnOnce(&mut CoreProfile)) -> CassError {
    change(&mut profile.profile);
    CassError::OK
}

/// Changes the load balancing.
fn balance(profile: &mut ExecutionProfile, change: impl FnOnce(&mut LoadBalancing)) -> CassError {
    change(&mut profile.balancing);
    CassError::OK
}

pub(crate) fn new() -> Option<Box<ExecutionProfile>> {
    Some(Box::default())
}

pub(crate) fn set_request_timeout(profile: &mut ExecutionProfile, timeout_ms: u64) -> CassError {
    let timeout_ms = (timeout_ms != TIMEOUT_UNSET).then_some(timeout_ms);
    set(profile, |profile| profile.request_timeout_ms = timeout_ms)
}

pub(crate) fn set_consistency(profile: &mut ExecutionProfile, consistency: u32) -> CassError {
    match level(consistency) {
        Ok(level) => set(profile, |profile| profile.consistency = level),
        Err(error) => error,
    }
}

pub(crate) fn set_serial_consistency(profile: &mut ExecutionProfile, serial_consistency: u32) -> CassError {
    match level(serial_consistency) {
        Ok(level) => {
            let level = level.filter(|&level| level != Consistency::Any);
            set(profile, |profile| profile.serial_consistency = level)
        }
        Err(error) => error,
    }
}

pub(crate) fn set_load_balance_round_robin(profile: &mut ExecutionProfile) -> CassError {
    balance(profile, LoadBalancing::set_round_robin)
}

pub(crate) fn set_load_balance_dc_aware(
    profile: &mut ExecutionProfile,
    local_dc: Option<&[u8]>,
    used_hosts_per_remote_dc: u32,
    allow_remote_dcs_for_local_cl: Bool,
) -> CassError {
    profile.balancing.set_dc_aware(local_dc, used_hosts_per_remote_dc, allow_remote_dcs_for_local_cl)
}

pub(crate) fn set_token_aware_routing(profile: &mut ExecutionProfile, enabled: Bool) -> CassError {
    balance(profile, |balancing| balancing.set_token_aware(enabled))
}

pub(crate) fn set_token_aware_routing_shuffle_replicas(
    profile: &mut ExecutionProfile,
    enabled: Bool,
) -> CassError {
    balance(profile, |balancing| balancing.set_shuffle_replicas(enabled))
}

pub(crate) fn set_latency_aware_routing(profile: &mut ExecutionProfile, enabled: Bool) -> CassError {
    balance(profile, |balancing| balancing.set_latency_aware(enabled))
}

pub(crate) fn set_latency_aware_routing_settings(
    profile: &mut ExecutionProfile,
    exclusion_threshold: f64,
    scale_ms: u64,
    retry_period_ms: u64,
    update_rate_ms: u64,
    min_measured: u64,
) -> CassError {
    let settings =
        LatencyAwareness { exclusion_threshold, scale_ms, retry_period_ms, update_rate_ms, min_measured };
    balance(profile, |balancing| balancing.set_latency_awareness(settings))
}

pub(crate) fn set_whitelist_filtering(profile: &mut ExecutionProfile, hosts: Option<&[u8]>) -> CassError {
    balance(profile, |balancing| balancing.allow_hosts(hosts))
}

pub(crate) fn set_blacklist_filtering(profile: &mut ExecutionProfile, hosts: Option<&[u8]>) -> CassError {
    balance(profile, |balancing| balancing.deny_hosts(hosts))
}

pub(crate) fn set_whitelist_dc_filtering(profile: &mut ExecutionProfile, dcs: Option<&[u8]>) -> CassError {
    balance(profile, |balancing| balancing.allow_datacenters(dcs))
}

pub(crate) fn set_blacklist_dc_filtering(profile: &mut ExecutionProfile, dcs: Option<&[u8]>) -> CassError {
    balance(profile, |balancing| balancing.deny_datacenters(dcs))
}

pub(crate) fn set_retry_policy(
    profile: &mut ExecutionProfile,
    retry_policy: Option<&mut RetryPolicy>,
) -> CassError {
    set(profile, |profile| profile.retry = retry_policy.map(|policy| policy.0))
}

pub(crate) fn set_constant_speculative_execution_policy(
    profile: &mut ExecutionProfile,
    delay_ms: i64,
    max_executions: i32,
) -> CassError {
    let Some(constant) = constant_speculation(delay_ms, max_executions) else {
        return CassError::LIB_BAD_PARAMS;
    };
    set(profile, |profile| profile.speculative_execution = Some(constant))
}

/// One without executions, since a profile with no policy has that of the cluster.
pub(crate) fn set_no_speculative_execution_policy(profile: &mut ExecutionProfile) -> CassError {
    let never = SpeculativeExecution::constant(0, 0);
    set(profile, |profile| profile.speculative_execution = Some(never))
}

#[cfg(test)]
mod tests {
    use super::{ExecutionProfile, set_blacklist_filtering, set_consistency, set_load_balance_round_robin};
    use crate::error::CassError;
    use crate::types::CONSISTENCY_UNKNOWN;
    use unicql_core::{Consistency, ExecutionProfile as CoreProfile};

    #[test]
    fn a_new_profile_says_nothing() {
        let mut profile = ExecutionProfile::default();
        assert_eq!(profile.to_core(), CoreProfile::default());
        assert_eq!(set_consistency(&mut profile, 1), CassError::OK);
        assert_eq!(profile.to_core().consistency, Some(Consistency::One));
        assert_eq!(set_consistency(&mut profile, CONSISTENCY_UNKNOWN), CassError::OK);
        assert_eq!(profile.to_core(), CoreProfile::default());
        assert_eq!(set_consistency(&mut profile, 99), CassError::LIB_BAD_PARAMS);
    }

    #[test]
    fn filters_count_with_a_place_of_its_own() {
        let mut profile = ExecutionProfile::default();
        assert_eq!(set_blacklist_filtering(&mut profile, Some(b"10.0.0.1, 10.0.0.2")), CassError::OK);
        assert_eq!(profile.to_core().load_balancing, None);
        assert_eq!(set_load_balance_round_robin(&mut profile), CassError::OK);
        let denied = profile.to_core().load_balancing.map(|policy| policy.denied_hosts);
        assert_eq!(denied, Some(vec!["10.0.0.1".to_owned(), "10.0.0.2".to_owned()]));
    }
}

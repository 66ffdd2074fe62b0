//! Which hosts a cluster's sessions use, and in which order.

use unicql_core::policy::LatencyAwareness;

use super::Cluster;
use crate::error::CassError;
use crate::types::Bool;

pub(crate) fn set_load_balance_round_robin(cluster: &mut Cluster) {
    cluster.balancing.set_round_robin();
}

pub(crate) fn set_load_balance_dc_aware(
    cluster: &mut Cluster,
    local_dc: Option<&[u8]>,
    used_hosts_per_remote_dc: u32,
    allow_remote_dcs_for_local_cl: Bool,
) -> CassError {
    cluster.balancing.set_dc_aware(local_dc, used_hosts_per_remote_dc, allow_remote_dcs_for_local_cl)
}

pub(crate) fn set_token_aware_routing(cluster: &mut Cluster, enabled: Bool) {
    cluster.balancing.set_token_aware(enabled);
}

pub(crate) fn set_token_aware_routing_shuffle_replicas(cluster: &mut Cluster, enabled: Bool) {
    cluster.balancing.set_shuffle_replicas(enabled);
}

pub(crate) fn set_latency_aware_routing(cluster: &mut Cluster, enabled: Bool) {
    cluster.balancing.set_latency_aware(enabled);
}

pub(crate) fn set_latency_aware_routing_settings(
    cluster: &mut Cluster,
    exclusion_threshold: f64,
    scale_ms: u64,
    retry_period_ms: u64,
    update_rate_ms: u64,
    min_measured: u64,
) {
    cluster.balancing.set_latency_awareness(LatencyAwareness {
        exclusion_threshold,
        scale_ms,
        retry_period_ms,
        update_rate_ms,
        min_measured,
    });
}

pub(crate) fn set_whitelist_filtering(cluster: &mut Cluster, hosts: Option<&[u8]>) {
    cluster.balancing.allow_hosts(hosts);
}

pub(crate) fn set_blacklist_filtering(cluster: &mut Cluster, hosts: Option<&[u8]>) {
    cluster.balancing.deny_hosts(hosts);
}

pub(crate) fn set_whitelist_dc_filtering(cluster: &mut Cluster, dcs: Option<&[u8]>) {
    cluster.balancing.allow_datacenters(dcs);
}

pub(crate) fn set_blacklist_dc_filtering(cluster: &mut Cluster, dcs: Option<&[u8]>) {
    cluster.balancing.deny_datacenters(dcs);
}

//! Which hosts a cluster's sessions use, and in which order.

use unicql_core::policy::LoadBalancing;

use super::{Cluster, append, text};
use crate::error::CassError;
use crate::types::Bool;

pub(crate) fn set_load_balance_round_robin(cluster: &mut Cluster) {
    cluster.options.local_datacenter = None;
    cluster.options.infer_local_datacenter = Some(false);
    balancing(cluster).remote_hosts_per_datacenter = 0;
}

fn balancing(cluster: &mut Cluster) -> &mut LoadBalancing {
    cluster.options.load_balancing.get_or_insert_default()
}

pub(crate) fn set_load_balance_dc_aware(
    cluster: &mut Cluster,
    local_dc: Option<&[u8]>,
    used_hosts_per_remote_dc: u32,
    allow_remote_dcs_for_local_cl: Bool,
) -> CassError {
    let Some(local_dc) = local_dc.filter(|local_dc| !local_dc.is_empty()) else {
        return CassError::LIB_BAD_PARAMS;
    };
    cluster.options.local_datacenter = Some(text(Some(local_dc)));
    let balancing = balancing(cluster);
    balancing.remote_hosts_per_datacenter = usize::try_from(used_hosts_per_remote_dc).unwrap_or(usize::MAX);
    balancing.remote_for_local_consistency = allow_remote_dcs_for_local_cl.is_true();
    CassError::OK
}

pub(crate) fn set_token_aware_routing(cluster: &mut Cluster, enabled: Bool) {
    balancing(cluster).token_aware = enabled.is_true();
}

pub(crate) fn set_token_aware_routing_shuffle_replicas(cluster: &mut Cluster, enabled: Bool) {
    balancing(cluster).shuffle_replicas = enabled.is_true();
}

pub(crate) fn set_whitelist_filtering(cluster: &mut Cluster, hosts: Option<&[u8]>) {
    append(&mut balancing(cluster).allowed_hosts, hosts);
}

pub(crate) fn set_blacklist_filtering(cluster: &mut Cluster, hosts: Option<&[u8]>) {
    append(&mut balancing(cluster).denied_hosts, hosts);
}

pub(crate) fn set_whitelist_dc_filtering(cluster: &mut Cluster, dcs: Option<&[u8]>) {
    append(&mut balancing(cluster).allowed_datacenters, dcs);
}

pub(crate) fn set_blacklist_dc_filtering(cluster: &mut Cluster, dcs: Option<&[u8]>) {
    append(&mut balancing(cluster).denied_datacenters, dcs);
}

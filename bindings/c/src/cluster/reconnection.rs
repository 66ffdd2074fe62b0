//! How soon hosts that went away are tried again.

use unicql_core::policy::Reconnection;

use super::Cluster;
use crate::error::CassError;

pub(crate) fn set_reconnect_wait_time(cluster: &mut Cluster, wait_time_ms: u32) {
    set_constant_reconnect(cluster, wait_time_ms.into());
}

pub(crate) fn set_constant_reconnect(cluster: &mut Cluster, delay_ms: u64) {
    cluster.options.reconnection = Some(Reconnection::constant(delay_ms));
}

pub(crate) fn set_exponential_reconnect(
    cluster: &mut Cluster,
    base_delay_ms: u64,
    max_delay_ms: u64,
) -> CassError {
    if base_delay_ms <= 1 || max_delay_ms < base_delay_ms {
        return CassError::LIB_BAD_PARAMS;
    }
    cluster.options.reconnection = Some(Reconnection::exponential(base_delay_ms, max_delay_ms));
    CassError::OK
}

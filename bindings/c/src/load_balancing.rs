//! Which hosts requests use, and in which order: what cluster descriptions and execution profiles are told of it.

use unicql_core::policy::{LatencyAwareness, LoadBalancing as Policy};

use crate::cluster::{append, text};
use crate::error::CassError;
use crate::types::Bool;

/// Where the hosts are.
#[derive(Clone, Debug, Default)]
enum Place {
    /// Nothing was said.
    #[default]
    Unset,
    /// In every data center alike.
    Everywhere,
    /// In one data center first.
    Datacenter(String),
}

/// What was told of the load balancing of a cluster or a profile.
#[derive(Clone, Debug, Default)]
pub(crate) struct LoadBalancing {
    place: Place,
    policy: Policy,
    is_latency_aware: bool,
    latency: LatencyAwareness,
}

impl LoadBalancing {
    /// Whether it was said where the hosts are: a profile for which it was not uses those of its cluster.
    pub(crate) fn is_placed(&self) -> bool {
        !matches!(self.place, Place::Unset)
    }

    /// The data center whose hosts are used.
    pub(crate) fn datacenter(&self) -> Option<String> {
        match &self.place {
            Place::Datacenter(name) => Some(name.clone()),
            Place::Unset | Place::Everywhere => None,
        }
    }

    /// The policy of core.
    pub(crate) fn to_core(&self) -> Policy {
        let latency_awareness = self.is_latency_aware.then_some(self.latency);
        Policy { latency_awareness, ..self.policy.clone() }
    }

    pub(crate) fn set_round_robin(&mut self) {
        self.place = Place::Everywhere;
        self.policy.remote_hosts_per_datacenter = 0;
    }

    pub(crate) fn set_dc_aware(
        &mut self,
        local_dc: Option<&[u8]>,
        used_hosts_per_remote_dc: u32,
        allow_remote_dcs_for_local_cl: Bool,
    ) -> CassError {
        let Some(local_dc) = local_dc.filter(|local_dc| !local_dc.is_empty()) else {
            return CassError::LIB_BAD_PARAMS;
        };
        self.place = Place::Datacenter(text(Some(local_dc)));
        self.policy.remote_hosts_per_datacenter =
            usize::try_from(used_hosts_per_remote_dc).unwrap_or(usize::MAX);
        self.policy.remote_for_local_consistency = allow_remote_dcs_for_local_cl.is_true();
        CassError::OK
    }

    pub(crate) fn set_token_aware(&mut self, enabled: Bool) {
        self.policy.token_aware = enabled.is_true();
    }

    pub(crate) fn set_shuffle_replicas(&mut self, enabled: Bool) {
        self.policy.shuffle_replicas = enabled.is_true();
    }

    pub(crate) fn set_latency_aware(&mut self, enabled: Bool) {
        self.is_latency_aware = enabled.is_true();
    }

    pub(crate) fn set_latency_awareness(&mut self, settings: LatencyAwareness) {
        self.latency = settings;
    }

    pub(crate) fn allow_hosts(&mut self, hosts: Option<&[u8]>) {
        append(&mut self.policy.allowed_hosts, hosts);
    }

    pub(crate) fn deny_hosts(&mut self, hosts: Option<&[u8]>) {
        append(&mut self.policy.denied_hosts, hosts);
    }

    pub(crate) fn allow_datacenters(&mut self, dcs: Option<&[u8]>) {
        append(&mut self.policy.allowed_datacenters, dcs);
    }

    pub(crate) fn deny_datacenters(&mut self, dcs: Option<&[u8]>) {
        append(&mut self.policy.denied_datacenters, dcs);
    }
}

#[cfg(test)]
mod tests {
    use super::LoadBalancing;
    use crate::error::CassError;
    use crate::types::Bool;

    #[test]
    fn latencies_count_once_they_are_asked_for() {
        let mut balancing = LoadBalancing::default();
        let settings = unicql_core::policy::LatencyAwareness { scale_ms: 7, ..Default::default() };
        balancing.set_latency_awareness(settings);
        assert_eq!(balancing.to_core().latency_awareness, None);
        balancing.set_latency_aware(Bool(1));
        assert_eq!(balancing.to_core().latency_awareness, Some(settings));
    }

    #[test]
    fn the_last_place_counts() {
        let mut balancing = LoadBalancing::default();
        assert!(!balancing.is_placed());
        assert_eq!(balancing.set_dc_aware(Some(b"dc1"), 2, Bool(1)), CassError::OK);
        assert_eq!(
            (balancing.datacenter().as_deref(), balancing.to_core().remote_hosts_per_datacenter),
            (Some("dc1"), 2)
        );
        balancing.set_round_robin();
        assert_eq!((balancing.datacenter(), balancing.to_core().remote_hosts_per_datacenter), (None, 0));
        assert!(balancing.is_placed());
    }
}

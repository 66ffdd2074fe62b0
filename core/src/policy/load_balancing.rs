//! Which hosts a request is sent to, and in which order.
//!
//! | legacy class or function | here |
//! |---|---|
//! | Node `DefaultLoadBalancingPolicy` | `local_datacenter`, `token_aware`, `prefer_idle_replicas` |
//! | Node `TokenAwarePolicy(child)` | `token_aware`, `shuffle_replicas`, and what the child says |
//! | Node, Python `RoundRobinPolicy`, `cass_cluster_set_load_balance_round_robin` | no `local_datacenter` |
//! | Node `DCAwareRoundRobinPolicy(dc)` | `local_datacenter` |
//! | Python `DCAwareRoundRobinPolicy(dc, n)` | `local_datacenter`, `remote_hosts_per_datacenter`, `remote_for_local_consistency` |
//! | `cass_cluster_set_load_balance_dc_aware(dc, n, allow)` | `local_datacenter`, `remote_hosts_per_datacenter`, `remote_for_local_consistency` |
//! | Python `TokenAwarePolicy(child, shuffle_replicas=False)` | `token_aware`, `shuffle_replicas`, and what the child says |
//! | `cass_cluster_set_token_aware_routing`, `…_shuffle_replicas` (both on) | `token_aware`, `shuffle_replicas` |
//! | `cass_cluster_set_latency_aware_routing`, `…_settings` | `latency_awareness` |
//! | Node `AllowListPolicy`, `WhiteListPolicy`, Python `WhiteListRoundRobinPolicy`, `cass_cluster_set_whitelist_filtering` | `allowed_hosts` |
//! | `cass_cluster_set_blacklist_filtering` | `denied_hosts` |
//! | `cass_cluster_set_whitelist_dc_filtering`, `…_blacklist_dc_filtering` | `allowed_datacenters`, `denied_datacenters` |
//! | Python `DefaultLoadBalancingPolicy` with `target_host`, Node `preferredHost` | [`Session::plan`](crate::Session::plan), the host put first, as `RequestOptions::plan` |
//! | Python `execute(host=…)`, Node `options.host`, `cass_statement_set_host` | `RequestOptions::host` |
//! | a class or a filter of the user's own | `told_distances`, `RequestOptions::plan` |

use super::LatencyAwareness;
use crate::Error;

/// How hosts are chosen. With the option `local_datacenter` hosts of that data center come first, without it all
/// hosts are equal.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadBalancing {
    /// Whether the replicas of a request's partition come first. Default: true.
    pub token_aware: bool,
    /// Whether replicas come in an order drawn by lot; if not, they come in the order of the ring. Default: true.
    pub shuffle_replicas: bool,
    /// Whether, of the first two of at least three shuffled replicas, the one with fewer requests under way is asked first.
    /// Default: false.
    pub prefer_idle_replicas: bool,
    /// How many hosts of each other data center may be used when no local one can be. Default: 0.
    pub remote_hosts_per_datacenter: usize,
    /// Whether those may also serve requests with a LOCAL consistency. Default: false.
    pub remote_for_local_consistency: bool,
    /// The rack whose hosts come first within the local data center. Default: none.
    pub local_rack: Option<String>,
    /// Whether hosts that answer much slower than the fastest come last, and how much. Default: none.
    pub latency_awareness: Option<LatencyAwareness>,
    /// The only hosts that may be used, by address or by name; empty for all.
    pub allowed_hosts: Vec<String>,
    /// Hosts that may not be used, by address or by name.
    pub denied_hosts: Vec<String>,
    /// The only data centers that may be used; empty for all.
    pub allowed_datacenters: Vec<String>,
    /// Data centers that may not be used.
    pub denied_datacenters: Vec<String>,
    /// Whether a host is used only once [`Session::set_distances`](crate::Session::set_distances) says so. This is the
    /// policy of the session alone, and then it holds for its profiles, too. Default: false.
    pub told_distances: bool,
}

impl Default for LoadBalancing {
    fn default() -> Self {
        LoadBalancing {
            token_aware: true,
            shuffle_replicas: true,
            prefer_idle_replicas: false,
            remote_hosts_per_datacenter: 0,
            remote_for_local_consistency: false,
            local_rack: None,
            latency_awareness: None,
            allowed_hosts: Vec::new(),
            denied_hosts: Vec::new(),
            allowed_datacenters: Vec::new(),
            denied_datacenters: Vec::new(),
            told_distances: false,
        }
    }
}

impl LoadBalancing {
    pub(crate) fn check(self) -> Result<Self, Error> {
        match self.latency_awareness {
            // Less than one would exclude the fastest host as well: the legacy drivers take it, and all hosts are equal.
            Some(settings) if settings.exclusion_threshold.is_nan() || settings.exclusion_threshold < 0.0 => {
                let why =
                    format!("an exclusion threshold of {} has no meaning", settings.exclusion_threshold);
                Err(Error::invalid_option("load_balancing", why))
            }
            _ => Ok(self),
        }
    }
}

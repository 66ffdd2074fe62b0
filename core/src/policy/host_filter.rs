//! Which hosts get connections at all: the legacy distance `ignored`.

use std::net::SocketAddr;
use std::sync::Arc;

use scylla::cluster::metadata::Peer;
use scylla::policies::host_filter::HostFilter;

use super::LoadBalancing;
use crate::hosts::socket_address;

#[derive(Debug)]
struct Filter {
    local_datacenter: Option<String>,
    options: LoadBalancing,
}

/// Returns the filter that the options ask for, or none when every host may be used.
pub(crate) fn host_filter(
    local_datacenter: Option<&str>,
    options: &LoadBalancing,
) -> Option<Arc<dyn HostFilter>> {
    let lists = [
        &options.allowed_hosts,
        &options.denied_hosts,
        &options.allowed_datacenters,
        &options.denied_datacenters,
    ];
    if local_datacenter.is_none() && lists.iter().all(|list| list.is_empty()) {
        return None;
    }
    let local_datacenter = local_datacenter.map(str::to_owned);
    Some(Arc::new(Filter { local_datacenter, options: options.clone() }))
}

impl HostFilter for Filter {
    fn accept(&self, peer: &Peer) -> bool {
        self.allows(socket_address(&peer.address), peer.datacenter.as_deref())
    }
}

impl Filter {
    fn allows(&self, address: SocketAddr, datacenter: Option<&str>) -> bool {
        let options = &self.options;
        let in_reach = match (&self.local_datacenter, datacenter) {
            (Some(local), Some(datacenter)) if datacenter != local => options.remote_hosts_per_datacenter > 0,
            _ => true,
        };
        let listed = |list: &[String]| list.iter().any(|host| is_host(host, address));
        let named = |list: &[String]| list.iter().any(|name| Some(name.as_str()) == datacenter);
        in_reach
            && (options.allowed_hosts.is_empty() || listed(&options.allowed_hosts))
            && !listed(&options.denied_hosts)
            && (options.allowed_datacenters.is_empty() || named(&options.allowed_datacenters))
            && !named(&options.denied_datacenters)
    }
}

/// Compares with `ip` or `ip:port`.
fn is_host(listed: &str, address: SocketAddr) -> bool {
    match listed.parse::<SocketAddr>() {
        Ok(listed) => listed == address,
        Err(_) => listed.trim_matches(['[', ']']).parse() == Ok(address.ip()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, host_filter};
    use crate::policy::LoadBalancing;

    fn allows(local: Option<&str>, options: LoadBalancing, datacenter: &str) -> bool {
        let filter = Filter { local_datacenter: local.map(str::to_owned), options };
        filter.allows("10.0.0.1:9042".parse().unwrap(), Some(datacenter))
    }

    #[test]
    fn other_data_centers_are_out_of_reach_unless_wanted() {
        assert!(allows(None, LoadBalancing::default(), "dc2"));
        assert!(allows(Some("dc2"), LoadBalancing::default(), "dc2"));
        assert!(!allows(Some("dc1"), LoadBalancing::default(), "dc2"));
        let remote = LoadBalancing { remote_hosts_per_datacenter: 1, ..LoadBalancing::default() };
        assert!(allows(Some("dc1"), remote, "dc2"));
    }

    #[test]
    fn lists_name_addresses_with_or_without_port_and_data_centers() {
        let allowed =
            |host: &str| LoadBalancing { allowed_hosts: vec![host.into()], ..LoadBalancing::default() };
        let denied =
            |host: &str| LoadBalancing { denied_hosts: vec![host.into()], ..LoadBalancing::default() };
        for (host, matches) in
            [("10.0.0.1", true), ("10.0.0.1:9042", true), ("10.0.0.1:1", false), ("10.0.0.2", false)]
        {
            assert_eq!(allows(None, allowed(host), "dc1"), matches, "{host}");
            assert_eq!(allows(None, denied(host), "dc1"), !matches, "{host}");
        }
        let only = LoadBalancing { allowed_datacenters: vec!["dc1".into()], ..LoadBalancing::default() };
        assert!(allows(None, only.clone(), "dc1") && !allows(None, only, "dc2"));
        let not = LoadBalancing { denied_datacenters: vec!["dc2".into()], ..LoadBalancing::default() };
        assert!(allows(None, not.clone(), "dc1") && !allows(None, not, "dc2"));
    }

    #[test]
    fn there_is_no_filter_when_every_host_may_be_used() {
        assert!(host_filter(None, &LoadBalancing::default()).is_none());
        assert!(host_filter(Some("dc1"), &LoadBalancing::default()).is_some());
    }
}

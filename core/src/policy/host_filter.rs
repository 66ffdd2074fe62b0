//! Which hosts may be used at all: the legacy distance `ignored`.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use scylla::cluster::metadata::Peer;

use super::{Balancer, LoadBalancing, ToldDistances};
use crate::HostDistance;
use crate::hosts::socket_address;
use crate::session::GivenUp;

/// Accepts the hosts that any of the balancers of a session may use. Profiles that come later add theirs. When distances
/// are told, they decide instead.
#[derive(Debug)]
pub(crate) struct HostFilter {
    pub(crate) balancers: Arc<ArcSwap<Vec<Arc<Balancer>>>>,
    pub(crate) told: Option<Arc<ToldDistances>>,
    pub(crate) given_up: Arc<GivenUp>,
}

impl scylla::policies::host_filter::HostFilter for HostFilter {
    fn accept(&self, peer: &Peer) -> bool {
        if self.given_up.contains(peer.host_id) {
            return false;
        }
        if let Some(told) = &self.told {
            return told.get(peer.host_id) != HostDistance::Ignored;
        }
        let (address, datacenter) = (socket_address(&peer.address), peer.datacenter.as_deref());
        self.balancers.load().iter().any(|balancer| balancer.may_use(address, datacenter))
    }
}

/// The lists of the options, read once.
#[derive(Clone, Debug, Default)]
pub(crate) struct HostLists {
    allowed_hosts: Vec<Listed>,
    denied_hosts: Vec<Listed>,
    allowed_datacenters: Vec<String>,
    denied_datacenters: Vec<String>,
    only_resolved: bool,
}

/// An address of a list; without a port, any port is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listed {
    Host(IpAddr),
    Endpoint(SocketAddr),
}

impl Listed {
    fn parse(text: &str) -> Option<Self> {
        let endpoint = text.parse().map(Listed::Endpoint);
        endpoint.or_else(|_| text.trim_matches(['[', ']']).parse().map(Listed::Host)).ok()
    }

    fn is(self, address: SocketAddr) -> bool {
        match self {
            Listed::Host(ip) => ip == address.ip(),
            Listed::Endpoint(endpoint) => endpoint == address,
        }
    }
}

impl HostLists {
    /// Reads the lists. Names must have been resolved; one that was not is no host's.
    pub(crate) fn new(options: &LoadBalancing) -> Self {
        let parsed = |list: &[String]| list.iter().filter_map(|text| Listed::parse(text)).collect();
        HostLists {
            allowed_hosts: parsed(&options.allowed_hosts),
            denied_hosts: parsed(&options.denied_hosts),
            allowed_datacenters: options.allowed_datacenters.clone(),
            denied_datacenters: options.denied_datacenters.clone(),
            only_resolved: !options.allowed_hosts.is_empty(),
        }
    }

    pub(crate) fn allow(&self, address: SocketAddr, datacenter: Option<&str>) -> bool {
        let listed = |list: &[Listed]| list.iter().any(|host| host.is(address));
        let named = |list: &[String]| list.iter().any(|name| Some(name.as_str()) == datacenter);
        (!self.only_resolved || listed(&self.allowed_hosts))
            && !listed(&self.denied_hosts)
            && (self.allowed_datacenters.is_empty() || named(&self.allowed_datacenters))
            && !named(&self.denied_datacenters)
    }
}

/// Replaces the names in the lists of hosts by their addresses, all of them. A name that has none stays and matches no
/// host, as in the legacy drivers.
pub(crate) async fn resolve_names(options: &mut LoadBalancing, timeout: Option<Duration>) {
    for list in [&mut options.allowed_hosts, &mut options.denied_hosts] {
        let mut resolved = Vec::with_capacity(list.len());
        for text in list.drain(..) {
            match Listed::parse(&text) {
                Some(_) => resolved.push(text),
                None => resolved.extend(addresses(text, timeout).await),
            }
        }
        *list = resolved;
    }
}

/// A name may have a port, which then counts, too.
async fn addresses(text: String, timeout: Option<Duration>) -> Vec<String> {
    let with_port = text.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    let target = if with_port { text.clone() } else { format!("{text}:0") };
    let lookup = tokio::net::lookup_host(target);
    let found = match timeout {
        None => lookup.await,
        Some(limit) => tokio::time::timeout(limit, lookup).await.unwrap_or_else(|late| Err(late.into())),
    };
    match found {
        Ok(found) if with_port => found.map(|address| address.to_string()).collect(),
        Ok(found) => found.map(|address| address.ip().to_string()).collect(),
        Err(error) => {
            tracing::warn!("`{text}` in a list of hosts has no address, so it stands for none: {error}");
            vec![text]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HostLists, resolve_names};
    use crate::policy::LoadBalancing;

    fn allows(options: &LoadBalancing, datacenter: &str) -> bool {
        HostLists::new(options).allow("10.0.0.1:9042".parse().unwrap(), Some(datacenter))
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
            assert_eq!(allows(&allowed(host), "dc1"), matches, "{host}");
            assert_eq!(allows(&denied(host), "dc1"), !matches, "{host}");
        }
        let only = LoadBalancing { allowed_datacenters: vec!["dc1".into()], ..LoadBalancing::default() };
        assert!(allows(&only, "dc1") && !allows(&only, "dc2"));
        let not = LoadBalancing { denied_datacenters: vec!["dc2".into()], ..LoadBalancing::default() };
        assert!(allows(&not, "dc1") && !allows(&not, "dc2"));
        assert!(allows(&LoadBalancing::default(), "dc1"));
    }

    #[tokio::test]
    async fn names_stand_for_their_addresses() {
        let listed = vec!["localhost".into(), "localhost:9042".into(), "10.0.0.1".into(), "[::7]:1".into()];
        let mut options = LoadBalancing { allowed_hosts: listed, ..LoadBalancing::default() };
        resolve_names(&mut options, None).await;
        let lists = HostLists::new(&options);
        let allow = |address: &str| lists.allow(address.parse().unwrap(), None);
        assert!(allow("127.0.0.1:1") && allow("10.0.0.1:9042") && allow("[::7]:1"));
        assert!(!allow("10.0.0.2:9042") && !allow("[::7]:2"));
    }

    #[tokio::test]
    async fn a_name_without_address_is_no_host_and_does_not_open_the_list() {
        let unknown = || vec!["no-such-host.invalid".to_owned()];
        let mut options = LoadBalancing { allowed_hosts: unknown(), ..LoadBalancing::default() };
        resolve_names(&mut options, None).await;
        assert!(!allows(&options, "dc1"));
        let mut options = LoadBalancing { denied_hosts: unknown(), ..LoadBalancing::default() };
        resolve_names(&mut options, None).await;
        assert!(allows(&options, "dc1"));
    }
}

//! The ring: which host has which tokens, and which hosts replicate what lies at a token.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex};

use super::{Partitioner, Peer, Replication, ReplicationFactor, Token, TokenRange};
use crate::lock::lock;

/// The tokens of the hosts, in order.
#[derive(Debug)]
pub struct Ring {
    partitioner: Partitioner,
    tokens: Vec<Token>,
    /// The owner of each token.
    owners: Vec<usize>,
    hosts: Vec<Arc<Peer>>,
    /// Replicas are worked out for a rule when it is first asked for.
    replicas: Mutex<HashMap<Replication, Arc<Replicas>>>,
}

/// A replica of a partition.
#[derive(Clone, Debug, PartialEq)]
pub struct Replica {
    /// The host.
    pub host: Arc<Peer>,
    /// Whether it keeps everything; a transient replica keeps only what is not repaired yet.
    pub is_full: bool,
}

/// The replicas of every token of the ring under one rule.
type Replicas = Vec<Vec<Replica>>;

impl Ring {
    pub(crate) fn new(partitioner: Partitioner, hosts: &[Arc<Peer>]) -> Self {
        let mut owned: Vec<(Token, usize)> = Vec::new();
        for (position, host) in hosts.iter().enumerate() {
            let tokens = host.tokens.iter().filter_map(|text| partitioner.parse(text));
            owned.extend(tokens.map(|token| (token, position)));
        }
        owned.sort();
        owned.dedup_by(|(later, _), (earlier, _)| later == earlier);
        let (tokens, owners) = owned.into_iter().unzip();
        Ring { partitioner, tokens, owners, hosts: hosts.to_vec(), replicas: Mutex::default() }
    }

    /// The partitioner of the cluster.
    pub fn partitioner(&self) -> Partitioner {
        self.partitioner
    }

    /// Every token with the host that owns it, in order.
    pub fn owners(&self) -> impl ExactSizeIterator<Item = (&Token, &Arc<Peer>)> {
        self.tokens.iter().zip(self.owners.iter().map(|&owner| &self.hosts[owner]))
    }

    /// The ranges between the tokens, each ending at a token; the last one runs past the end of the ring. A ring of one
    /// token is one range, from the minimum to the minimum.
    pub fn ranges(&self) -> Vec<TokenRange> {
        if let [_] = self.tokens[..] {
            let minimum = self.partitioner.minimum();
            return vec![TokenRange { start: minimum.clone(), end: minimum }];
        }
        let ends = self.tokens.iter().cycle().skip(1);
        self.tokens.iter().zip(ends).map(|(start, end)| range(start, end)).collect()
    }

    /// The ranges of which a host is a replica under a rule.
    pub fn ranges_of(&self, replication: &Replication, host: &uuid::Uuid) -> Vec<TokenRange> {
        let has_replica = |range: &TokenRange| {
            self.replicas(replication, &range.end).iter().any(|replica| replica.host.id == *host)
        };
        self.ranges().into_iter().filter(has_replica).collect()
    }

    /// The host that owns a token; `None` in an empty ring.
    pub fn owner(&self, token: &Token) -> Option<&Arc<Peer>> {
        let position = *self.owners.get(self.position(token))?;
        self.hosts.get(position)
    }

    /// The replicas of a token under a rule, in the order of the server. A rule that keeps no copies elsewhere, or that
    /// is not known, has the owner of the token.
    pub fn replicas(&self, replication: &Replication, token: &Token) -> Vec<Replica> {
        let all = self.all_replicas(replication);
        all.get(self.position(token)).cloned().unwrap_or_default()
    }

    fn all_replicas(&self, replication: &Replication) -> Arc<Replicas> {
        let mut known = lock(&self.replicas);
        if let Some(replicas) = known.get(replication) {
            return Arc::clone(replicas);
        }
        let places = Places::new(&self.hosts);
        let replicas = (0..self.tokens.len()).map(|at| self.replicas_at(at, replication, &places)).collect();
        let replicas = Arc::new(replicas);
        known.insert(replication.clone(), Arc::clone(&replicas));
        replicas
    }

    /// The position of the token that ends the range of a token: the first that is not smaller.
    fn position(&self, token: &Token) -> usize {
        let position = self.tokens.partition_point(|other| other < token);
        if position == self.tokens.len() { 0 } else { position }
    }

    fn replicas_at(&self, at: usize, replication: &Replication, places: &Places) -> Vec<Replica> {
        match replication {
            Replication::Simple(factor) => self.simple(at, *factor),
            Replication::NetworkTopology(factors) => self.network_topology(at, factors, places),
            Replication::Everywhere => self.simple(at, ReplicationFactor { all: usize::MAX, transient: 0 }),
            Replication::Local | Replication::Other(_) => {
                self.simple(at, ReplicationFactor { all: 1, transient: 0 })
            }
        }
    }

    /// The hosts from a position of the ring on, each once.
    fn hosts_from(&self, at: usize) -> impl Iterator<Item = usize> {
        let mut seen = HashSet::new();
        let (before, after) = self.owners.split_at(at);
        after.iter().chain(before).copied().filter(move |&host| seen.insert(host))
    }

    fn replica(&self, host: usize, is_full: bool) -> Replica {
        Replica { host: Arc::clone(&self.hosts[host]), is_full }
    }

    fn simple(&self, at: usize, factor: ReplicationFactor) -> Vec<Replica> {
        let hosts = self.hosts_from(at).take(factor.all);
        hosts.enumerate().map(|(i, host)| self.replica(host, i < factor.full())).collect()
    }

    /// Goes around the ring and takes hosts of racks that have none yet, and as many others as there are more replicas
    /// than racks.
    fn network_topology(
        &self,
        at: usize,
        factors: &BTreeMap<String, ReplicationFactor>,
        places: &Places,
    ) -> Vec<Replica> {
        let mut left: HashMap<&str, Left<'_>> = HashMap::new();
        for (name, factor) in factors {
            if let Some(place) = places.0.get(name) {
                left.insert(name, Left::new(*factor, place));
            }
        }
        let mut replicas = Vec::new();
        for host in self.hosts_from(at) {
            if left.is_empty() {
                break;
            }
            let peer = &self.hosts[host];
            let datacenter = peer.datacenter.as_deref().unwrap_or_default();
            let Some(here) = left.get_mut(datacenter) else {
                continue;
            };
            if let Some(is_full) = here.take(peer.rack.as_deref().unwrap_or_default()) {
                replicas.push(self.replica(host, is_full));
            }
            if here.replicas == 0 {
                left.remove(datacenter);
            }
        }
        replicas
    }
}

fn range(start: &Token, end: &Token) -> TokenRange {
    TokenRange { start: start.clone(), end: end.clone() }
}

/// What the data centers have: hosts with tokens, and racks.
struct Places(HashMap<String, Place>);

#[derive(Default)]
struct Place {
    hosts: usize,
    racks: HashSet<String>,
}

impl Places {
    fn new(hosts: &[Arc<Peer>]) -> Self {
        let mut places: HashMap<String, Place> = HashMap::new();
        for host in hosts.iter().filter(|host| !host.tokens.is_empty()) {
            let place = places.entry(host.datacenter.clone().unwrap_or_default()).or_default();
            place.hosts += 1;
            place.racks.insert(host.rack.clone().unwrap_or_default());
        }
        Places(places)
    }
}

/// What a data center still lacks of the replicas of one token.
struct Left<'a> {
    replicas: usize,
    transient: usize,
    /// How many hosts may share a rack with another replica.
    repeats: usize,
    racks: HashSet<&'a str>,
}

impl<'a> Left<'a> {
    fn new(factor: ReplicationFactor, place: &Place) -> Self {
        Left {
            replicas: factor.all.min(place.hosts),
            transient: factor.transient,
            repeats: factor.all.saturating_sub(place.racks.len()),
            racks: HashSet::new(),
        }
    }

    /// Takes a host if it is wanted and tells whether it is a full replica.
    fn take(&mut self, rack: &'a str) -> Option<bool> {
        if !self.racks.insert(rack) {
            if self.repeats == 0 {
                return None;
            }
            self.repeats -= 1;
        }
        let is_full = self.replicas > self.transient;
        self.replicas -= 1;
        Some(is_full)
    }
}

#[cfg(test)]
mod tests;

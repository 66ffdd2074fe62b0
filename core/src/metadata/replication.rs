//! How many replicas a keyspace has, and by which rule they are chosen.

use std::collections::BTreeMap;
use std::fmt;

/// The rule of a keyspace. It is equal and hashes by what it says, so that keyspaces share their replicas.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Replication {
    /// The hosts that follow in the ring.
    Simple(ReplicationFactor),
    /// The hosts that follow in the ring of each data center, on as many racks as there are.
    NetworkTopology(BTreeMap<String, ReplicationFactor>),
    /// Every host keeps its own.
    Local,
    /// Every host has everything.
    Everywhere,
    /// A rule of the server that is not known here; it has a class, but a virtual keyspace has none.
    Other(Option<String>),
}

/// A number of replicas, such as `3` or, with transient ones, `3/1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReplicationFactor {
    /// How many replicas there are in all.
    pub all: usize,
    /// How many of them keep only what is not repaired yet.
    pub transient: usize,
}

impl ReplicationFactor {
    /// Reads `all` or `all/transient`.
    pub fn parse(text: &str) -> Option<Self> {
        let (all, transient) = text.split_once('/').unwrap_or((text, "0"));
        let factor =
            ReplicationFactor { all: all.trim().parse().ok()?, transient: transient.trim().parse().ok()? };
        Some(factor).filter(|factor| factor.transient <= factor.all)
    }

    /// How many replicas keep everything.
    pub fn full(self) -> usize {
        self.all - self.transient
    }
}

impl fmt::Display for ReplicationFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.transient {
            0 => write!(f, "{}", self.all),
            transient => write!(f, "{}/{transient}", self.all),
        }
    }
}

impl Replication {
    /// Reads the column `replication`. A number that cannot be read does not count, as in the legacy drivers.
    pub(crate) fn read(options: &BTreeMap<String, String>) -> Self {
        let Some(class) = options.get("class") else {
            return Replication::Other(None);
        };
        let factor = |text: &String| ReplicationFactor::parse(text).filter(|factor| factor.all > 0);
        match class.rsplit('.').next().unwrap_or_default() {
            "SimpleStrategy" => match options.get("replication_factor").and_then(factor) {
                Some(factor) => Replication::Simple(factor),
                None => Replication::Other(Some(class.clone())),
            },
            "NetworkTopologyStrategy" => Replication::NetworkTopology(
                options.iter().filter_map(|(name, text)| Some((name.clone(), factor(text)?))).collect(),
            ),
            "LocalStrategy" => Replication::Local,
            "EverywhereStrategy" => Replication::Everywhere,
            _ => Replication::Other(Some(class.clone())),
        }
    }

    /// Whether the crate understands the column `replication`. If not, it can read no keyspace and no host either.
    pub(crate) fn is_read_by_driver(options: &BTreeMap<String, String>) -> bool {
        let is_number = |text: &String| text.parse::<usize>().is_ok();
        let class = options.get("class").map(String::as_str).unwrap_or_default();
        match class.strip_prefix("org.apache.cassandra.locator.").unwrap_or(class) {
            "SimpleStrategy" => options.get("replication_factor").is_some_and(is_number),
            "NetworkTopologyStrategy" => {
                options.iter().filter(|(name, _)| *name != "class").all(|(_, text)| is_number(text))
            }
            _ => true,
        }
    }

    /// Whether some replicas are transient.
    pub fn is_transient(&self) -> bool {
        match self {
            Replication::Simple(factor) => factor.transient > 0,
            Replication::NetworkTopology(factors) => factors.values().any(|factor| factor.transient > 0),
            _ => false,
        }
    }
}

//! The hosts of the cluster, as the session sees them.

mod details;
mod load;
mod registry;
mod system_tables;
mod watch;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::SystemTime;

use scylla::cluster::NodeAddr;
use uuid::Uuid;

pub use details::HostDetails;
pub(crate) use details::HostRow;
pub(crate) use load::Load;
pub(crate) use registry::Hosts;
pub(crate) use system_tables::Teller;
pub(crate) use watch::{hints, is_connected, settle, start};

/// One host of the cluster at the moment it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// Its id, which outlives changes of its address.
    pub id: Uuid,
    /// Where it takes client connections.
    pub address: SocketAddr,
    /// Its data center, if it told.
    pub datacenter: Option<String>,
    /// Its rack, if it told.
    pub rack: Option<String>,
    /// Whether it can be reached.
    pub status: HostStatus,
    /// How near it is.
    pub distance: HostDistance,
    /// How many connections the session keeps to it: the size of the pool while the host is up, none while it is down
    /// or ignored. A connection that broke alone and is being replaced still counts.
    pub connections: usize,
    /// How many requests it has not answered yet. Those that timed out count until it answers another one.
    pub in_flight: usize,
    /// How many of those timed out: the host may still answer them, but nobody waits for it.
    pub late: usize,
    /// How many requests it has answered since the session knows it.
    pub answered: usize,
    /// When it last came up, if it was down before.
    pub up_since: Option<SystemTime>,
    /// When it last went down, also when it is up again.
    pub went_down: Option<SystemTime>,
    /// What it says about itself in the system tables.
    pub details: Arc<HostDetails>,
}

/// Whether a host can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostStatus {
    /// The session has a connection to it, or is about to open the first one.
    Up,
    /// The session has no connection to it and keeps trying.
    Down,
    /// Nobody knows: the session has no connections to hosts that it ignores.
    Unknown,
}

/// How near a host is: the legacy drivers' distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HostDistance {
    /// In the local data center; without one, every host that is not ignored.
    Local,
    /// In another data center, and may be used.
    Remote,
    /// May not be used; the session has no connections to it.
    Ignored,
}

impl Host {
    /// Whether the session can send requests to it.
    pub fn is_up(&self) -> bool {
        self.status == HostStatus::Up
    }

    /// Whether the session tries to connect to it again.
    pub fn is_reconnecting(&self) -> bool {
        self.status == HostStatus::Down && self.distance != HostDistance::Ignored
    }
}

pub(crate) fn socket_address(address: &NodeAddr) -> SocketAddr {
    SocketAddr::new(address.ip(), address.port())
}

#[cfg(test)]
impl Host {
    /// A host of which nothing but the address is known.
    pub(crate) fn sample(id: Uuid, address: SocketAddr) -> Self {
        Host {
            id,
            address,
            datacenter: None,
            rack: None,
            status: HostStatus::Unknown,
            distance: HostDistance::Local,
            connections: 0,
            in_flight: 0,
            late: 0,
            answered: 0,
            up_since: None,
            went_down: None,
            details: Arc::default(),
        }
    }
}

//! The hosts of the cluster, as the session sees them.

use std::net::SocketAddr;

use scylla::cluster::{Node, NodeAddr};
use uuid::Uuid;

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
    /// Whether the session has a connection to it.
    pub is_up: bool,
}

impl Host {
    pub(crate) fn from_driver(node: &Node) -> Self {
        Host {
            id: node.host_id,
            address: socket_address(&node.address),
            datacenter: node.datacenter.clone(),
            rack: node.rack.clone(),
            is_up: node.is_connected(),
        }
    }
}

pub(crate) fn socket_address(address: &NodeAddr) -> SocketAddr {
    SocketAddr::new(address.ip(), address.port())
}

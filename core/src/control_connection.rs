//! What the server tells without being asked.

use std::net::SocketAddr;

use crate::SchemaChange;

/// What happened to the ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TopologyChange {
    /// A node joined.
    Added,
    /// A node left.
    Removed,
    /// A node has other tokens.
    Moved,
}

/// What happened to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusChange {
    /// It takes clients again.
    Up,
    /// The other nodes lost sight of it.
    Down,
}

/// One message of the server, or about the connection that brings them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerEvent {
    /// The ring changed.
    Topology {
        /// How.
        change: TopologyChange,
        /// The node, as the server knows it: before any translation.
        address: SocketAddr,
    },
    /// A node came or went.
    Status {
        /// How.
        change: StatusChange,
        /// The node, as the server knows it: before any translation.
        address: SocketAddr,
    },
    /// The schema changed.
    Schema(SchemaChange),
    /// The connection broke. Until `Reconnected`, nothing is told.
    Lost,
    /// Events may have been missed: whoever keeps a picture of the cluster must read all of it anew.
    Reconnected,
}

//! What a host tells of itself in `system.local`, and of the others in `system.peers` or `system.peers_v2`.

use std::net::{IpAddr, SocketAddr};

use uuid::Uuid;

use super::SystemRow;

/// A host as the host that was asked describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Peer {
    /// Its id.
    pub id: Uuid,
    /// Where it says that it takes client connections. The port is that of the host that was asked where the server
    /// does not tell one (before 4.0).
    pub address: SocketAddr,
    /// Its data center.
    pub datacenter: Option<String>,
    /// Its rack.
    pub rack: Option<String>,
    /// The version of the server.
    pub release_version: Option<String>,
    /// The version of its schema.
    pub schema_version: Option<Uuid>,
    /// Its tokens as text.
    pub tokens: Vec<String>,
    /// Whether it is the host that was asked.
    pub is_local: bool,
    /// The row of the system table.
    pub row: SystemRow,
}

impl Peer {
    /// Reads the row of `system.local`.
    pub(crate) fn local(row: SystemRow, asked: SocketAddr) -> Option<Peer> {
        let ip = row.inet("rpc_address").filter(|ip| !ip.is_unspecified()).unwrap_or(asked.ip());
        let port = row.port("rpc_port").unwrap_or(asked.port());
        Peer::read(row, SocketAddr::new(ip, port), true)
    }

    /// Reads a row of `system.peers` or `system.peers_v2`. A host that has no id or no address is about to join or to
    /// leave and cannot be used.
    pub(crate) fn other(row: SystemRow, asked: SocketAddr) -> Option<Peer> {
        let listed: Option<IpAddr> = row.inet("native_address").or_else(|| row.inet("rpc_address"));
        // A host that listens on every interface is reached where the others reach it.
        let ip = listed.filter(|ip| !ip.is_unspecified()).or_else(|| listed.and(row.inet("peer")))?;
        let port = row.port("native_port").unwrap_or(asked.port());
        Peer::read(row, SocketAddr::new(ip, port), false)
    }

    fn read(row: SystemRow, address: SocketAddr, is_local: bool) -> Option<Peer> {
        Some(Peer {
            id: row.uuid("host_id")?,
            address,
            datacenter: row.text("data_center"),
            rack: row.text("rack"),
            release_version: row.text("release_version"),
            schema_version: row.uuid("schema_version"),
            tokens: row.texts("tokens"),
            is_local,
            row,
        })
    }
}

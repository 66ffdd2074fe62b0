//! What hosts say about themselves in `system.local`, `system.peers` and `system.peers_v2`. Servers differ in the columns
//! that they have, so each is looked up by name, and what is missing or odd stays empty.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use uuid::Uuid;

use crate::{Cells, Row};

/// What a host says about itself. Everything is optional: servers differ in what they tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostDetails {
    /// Where it takes connections of other nodes. Only the host that was asked tells.
    pub listen_address: Option<IpAddr>,
    /// The port of `listen_address`.
    pub listen_port: Option<u16>,
    /// What other nodes connect to.
    pub broadcast_address: Option<IpAddr>,
    /// The port of `broadcast_address`.
    pub broadcast_port: Option<u16>,
    /// What clients connect to, as the host announces it.
    pub rpc_address: Option<IpAddr>,
    /// The port of `rpc_address`.
    pub rpc_port: Option<u16>,
    /// The version of Cassandra that it is compatible with.
    pub release_version: Option<String>,
    /// The version of DataStax Enterprise.
    pub dse_version: Option<String>,
    /// The workloads of DataStax Enterprise.
    pub workloads: Vec<String>,
    /// The version of its schema.
    pub schema_version: Option<Uuid>,
    /// Its tokens, as the partitioner writes them.
    pub tokens: Vec<String>,
}

/// One host of the system tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HostRow {
    pub(crate) id: Uuid,
    pub(crate) datacenter: Option<String>,
    pub(crate) rack: Option<String>,
    pub(crate) details: HostDetails,
}

impl HostRow {
    /// Where it takes clients, as it says itself; servers before 4.0 do not tell ports, which are then 0.
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        let ip = self.details.rpc_address.filter(|ip| !ip.is_unspecified())?;
        Some(SocketAddr::new(ip, self.details.rpc_port.unwrap_or_default()))
    }

    /// Reads rows of one of the tables. A row without an id is a node that is only just joining.
    pub(crate) fn all(columns: &[&str], rows: impl Iterator<Item = Row>) -> Vec<HostRow> {
        rows.filter_map(|row| Cellar { columns, row: &row }.host()).collect()
    }
}

/// The cells of one row, found by name.
struct Cellar<'a> {
    columns: &'a [&'a str],
    row: &'a Row,
}

impl Cellar<'_> {
    fn host(&self) -> Option<HostRow> {
        let details = HostDetails {
            listen_address: self.inet("listen_address"),
            listen_port: self.port("listen_port"),
            broadcast_address: self.inet("broadcast_address").or_else(|| self.inet("peer")),
            broadcast_port: self.port("broadcast_port").or_else(|| self.port("peer_port")),
            rpc_address: (self.inet("native_address"))
                .or_else(|| self.inet("native_transport_address"))
                .or_else(|| self.inet("rpc_address")),
            rpc_port: (self.port("native_port"))
                .or_else(|| self.port("native_transport_port"))
                .or_else(|| self.port("rpc_port")),
            release_version: self.text("release_version"),
            dse_version: self.text("dse_version"),
            workloads: match self.texts("workloads") {
                all if all.is_empty() => self.text("workload").into_iter().collect(),
                all => all,
            },
            schema_version: self.uuid("schema_version"),
            tokens: self.texts("tokens"),
        };
        let id = self.uuid("host_id")?;
        Some(HostRow { id, datacenter: self.text("data_center"), rack: self.text("rack"), details })
    }

    fn cell(&self, name: &str) -> Option<&Bytes> {
        let position = self.columns.iter().position(|&column| column == name)?;
        self.row.0.get(position)?.as_ref()
    }

    fn text(&self, name: &str) -> Option<String> {
        text(self.cell(name)?)
    }

    fn uuid(&self, name: &str) -> Option<Uuid> {
        Uuid::from_slice(self.cell(name)?).ok()
    }

    fn inet(&self, name: &str) -> Option<IpAddr> {
        let bytes = &self.cell(name)?[..];
        let v4 = <[u8; 4]>::try_from(bytes).map(IpAddr::from);
        v4.or_else(|_| <[u8; 16]>::try_from(bytes).map(IpAddr::from)).ok()
    }

    fn port(&self, name: &str) -> Option<u16> {
        let bytes = <[u8; 4]>::try_from(&self.cell(name)?[..]).ok()?;
        u16::try_from(i32::from_be_bytes(bytes)).ok()
    }

    fn texts(&self, name: &str) -> Vec<String> {
        let Some(set) = self.cell(name).filter(|set| set.len() >= 4) else {
            return Vec::new();
        };
        Cells(set.slice(4..)).flatten().filter_map(|element| text(&element)).collect()
    }
}

fn text(bytes: &Bytes) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::HostRow;
    use crate::Row;
    use bytes::Bytes;
    use uuid::Uuid;

    fn row(cells: &[(&'static str, Option<&[u8]>)]) -> Option<HostRow> {
        let names: Vec<&str> = cells.iter().map(|(name, _)| *name).collect();
        let cells = cells.iter().map(|(_, cell)| cell.map(Bytes::copy_from_slice)).collect();
        HostRow::all(&names, std::iter::once(Row(cells))).pop()
    }

    #[test]
    fn tables_of_all_servers_are_understood() {
        let id = Uuid::from_u128(7);
        let v2 = row(&[
            ("host_id", Some(id.as_bytes())),
            ("peer", Some(&[10, 0, 0, 1])),
            ("peer_port", Some(&7000_i32.to_be_bytes())),
            ("native_address", Some(&[10, 0, 0, 2])),
            ("native_port", Some(&9043_i32.to_be_bytes())),
            ("tokens", Some(b"\0\0\0\x02\0\0\0\x02-5\0\0\0\x019")),
        ])
        .unwrap();
        assert_eq!((v2.details.broadcast_port, v2.details.rpc_port), (Some(7000), Some(9043)));
        assert_eq!(v2.details.rpc_address, Some("10.0.0.2".parse().unwrap()));
        assert_eq!(v2.details.tokens, ["-5", "9"]);
        let v1 = row(&[
            ("host_id", Some(id.as_bytes())),
            ("peer", Some(&[10, 0, 0, 1])),
            ("rpc_address", Some(&std::net::Ipv6Addr::LOCALHOST.octets())),
            ("workload", Some(b"Analytics")),
        ])
        .unwrap();
        assert_eq!(v1.details.broadcast_address, Some("10.0.0.1".parse().unwrap()));
        assert_eq!(v1.details.rpc_address, Some("::1".parse().unwrap()));
        assert_eq!(v1.details.workloads, ["Analytics"]);
    }

    #[test]
    fn odd_cells_stay_empty() {
        let id = Uuid::from_u128(7);
        assert_eq!(row(&[("host_id", None), ("rack", Some(b"r1"))]), None, "a node that is joining");
        let odd = row(&[
            ("host_id", Some(id.as_bytes())),
            ("rpc_address", Some(&[1, 2])),
            ("native_port", Some(&(-1_i32).to_be_bytes())),
            ("tokens", Some(&[0, 0, 0, 1, 0, 0])),
            ("release_version", Some(&[0xff])),
            ("schema_version", Some(&[1])),
        ]);
        assert_eq!(odd.unwrap().details, super::HostDetails::default());
    }
}

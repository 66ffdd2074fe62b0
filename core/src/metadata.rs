//! What the cluster says about itself: its hosts, its ring and its schema, read by core's own reader from the system
//! tables of one host. The crate reads too little of them, and gives up where a single type is unknown to it.

mod agreement;
mod data_type;
mod ddl;
mod function;
mod keyspace;
mod peer;
mod pending;
mod reader;
mod replication;
mod ring;
mod schema_event;
mod store;
mod system_row;
mod table;
mod token;
mod token_range;
mod trace;
mod user_type;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use agreement::schema_version;
pub use data_type::DataType;
pub(crate) use ddl::told_change;
pub use function::{Aggregate, Function};
pub use keyspace::Keyspace;
pub use peer::Peer;
pub(crate) use pending::{Due, PendingParts};
pub(crate) use reader::RowSource;
pub use replication::{Replication, ReplicationFactor};
pub use ring::{Replica, Ring};
pub use schema_event::{SchemaEvent, SchemaObject};
pub(crate) use store::{Kept, MetadataStore, Part};
pub use system_row::SystemRow;
pub use table::{ClusteringOrder, Column, ColumnKind, Index, Table, Trigger, View};
pub use token::{Partitioner, RandomToken, Token, routing_key};
pub use token_range::TokenRange;
pub use trace::{Trace, TraceEvent, TraceWait};
pub use user_type::UserType;

/// What was known of the cluster at one moment. It does not change: a session replaces it as a whole.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// Grows with every replacement.
    pub version: u64,
    /// The hosts as the one that was asked describes them, that one first.
    pub peers: Vec<Arc<Peer>>,
    /// The keyspaces by name; none without the option `schema_metadata`.
    pub keyspaces: BTreeMap<String, Arc<Keyspace>>,
    /// The ring; `None` without the option `token_metadata`, and when the partitioner is not known here.
    pub ring: Option<Arc<Ring>>,
}

impl Metadata {
    /// The name of the cluster.
    pub fn cluster_name(&self) -> Option<String> {
        self.asked()?.row.text("cluster_name")
    }

    /// The version of the server that was asked.
    pub fn release_version(&self) -> Option<&str> {
        self.asked()?.release_version.as_deref()
    }

    /// The class name of the partitioner.
    pub fn partitioner(&self) -> Option<String> {
        self.asked()?.row.text("partitioner")
    }

    fn asked(&self) -> Option<&Arc<Peer>> {
        self.peers.first().filter(|peer| peer.is_local)
    }

    /// Whether the crate understands how every keyspace is replicated.
    pub(crate) fn is_read_by_driver(&self) -> bool {
        let mut real = self.keyspaces.values().filter(|keyspace| !keyspace.is_virtual);
        real.all(|keyspace| Replication::is_read_by_driver(&keyspace.replication_options))
    }

    /// Returns the replicas of a token: of a keyspace, or, without one, the owner alone. `None` when the keyspace or the
    /// ring is not known.
    pub fn replicas(&self, keyspace: Option<&str>, token: &Token) -> Option<Vec<Replica>> {
        let ring = self.ring.as_ref()?;
        let replication = match keyspace {
            None => &Replication::Other(None),
            Some(name) => &self.keyspaces.get(name)?.replication,
        };
        Some(ring.replicas(replication, token))
    }

    /// Returns the replicas of a partition by its routing key; see [`routing_key`] and [`Metadata::replicas`].
    pub fn replicas_of_key(&self, keyspace: Option<&str>, routing_key: &[u8]) -> Option<Vec<Replica>> {
        let token = self.ring.as_ref()?.partitioner().token_of(routing_key);
        self.replicas(keyspace, &token)
    }

    /// Returns the ranges of which a host is a replica; `None` when the keyspace or the ring is not known.
    pub fn ranges_of(&self, keyspace: &str, host: &uuid::Uuid) -> Option<Vec<TokenRange>> {
        let replication = &self.keyspaces.get(keyspace)?.replication;
        Some(self.ring.as_ref()?.ranges_of(replication, host))
    }
}

//! Snapshots of the schema. One stays as it is until it is freed, whatever becomes of the session; keyspaces that did
//! not change are shared with later ones.

use std::sync::Arc;

use unicql_core::metadata::{Keyspace, Metadata};

use crate::keyspace_meta::KeyspaceMeta;
use crate::ptr::Shared;
use crate::types::Version;

/// A snapshot.
#[derive(Debug, Default)]
pub(crate) struct SchemaMeta {
    version: u64,
    server_version: Version,
    /// Ordered by name.
    keyspaces: Vec<Arc<KeyspaceMeta>>,
}

impl SchemaMeta {
    /// Takes a snapshot of core; returns this one when nothing was read since.
    pub(crate) fn renewed(self: &Arc<Self>, metadata: &Metadata) -> Arc<Self> {
        if metadata.version == self.version {
            return Arc::clone(self);
        }
        Arc::new(SchemaMeta {
            version: metadata.version,
            server_version: metadata.release_version().map(Version::parse).unwrap_or_default(),
            keyspaces: metadata.keyspaces.values().map(|keyspace| self.keyspace(keyspace)).collect(),
        })
    }

    /// What this snapshot has of a keyspace when that is still the same, or else a new one.
    fn keyspace(&self, core: &Arc<Keyspace>) -> Arc<KeyspaceMeta> {
        let same = self.named(core.name.as_bytes()).filter(|known| Arc::ptr_eq(known.core(), core));
        same.map_or_else(|| KeyspaceMeta::new(core), Arc::clone)
    }

    fn named(&self, name: &[u8]) -> Option<&Arc<KeyspaceMeta>> {
        let found = self.keyspaces.binary_search_by(|keyspace| keyspace.core().name.as_bytes().cmp(name));
        found.ok().map(|index| &self.keyspaces[index])
    }

    /// The keyspaces, ordered by name.
    pub(crate) fn keyspaces(&self) -> &Vec<Arc<KeyspaceMeta>> {
        &self.keyspaces
    }
}

/// The number wraps around, as every number of this type does.
pub(crate) fn snapshot_version(schema: Shared<'_, SchemaMeta>) -> u32 {
    schema.version as u32
}

pub(crate) fn version(schema: Shared<'_, SchemaMeta>) -> Version {
    schema.server_version
}

pub(crate) fn keyspace_by_name<'a>(
    schema: Shared<'a, SchemaMeta>,
    keyspace: Option<&[u8]>,
) -> Option<&'a KeyspaceMeta> {
    schema.target().named(keyspace?).map(Arc::as_ref)
}

//! Whether the hosts agree on the schema.

use std::collections::HashSet;

use uuid::Uuid;

use super::{RowSource, SystemRow};
use crate::Error;

/// Returns the version of the schema that a host and the others that count have; `None` when they differ. `up` names those
/// that count, usually the ones that are up: the others catch up before they take requests. Without it, all count.
pub(crate) async fn schema_version(
    source: &impl RowSource,
    up: Option<&HashSet<Uuid>>,
) -> Result<Option<Uuid>, Error> {
    let local = source.query("SELECT schema_version FROM system.local WHERE key = 'local'".to_owned());
    let others = source.query("SELECT host_id, schema_version FROM system.peers".to_owned());
    let (local, others) = futures::try_join!(local, others)?;
    let counts = |row: &SystemRow| match up {
        Some(up) => row.uuid("host_id").is_some_and(|id| up.contains(&id)),
        None => true,
    };
    let local = SystemRow::all(&local).into_iter();
    let others = SystemRow::all(&others).into_iter().filter(counts);
    let versions: HashSet<Uuid> = local.chain(others).filter_map(|row| row.uuid("schema_version")).collect();
    let mut versions = versions.into_iter();
    Ok(versions.next().filter(|_| versions.next().is_none()))
}

//! Whether the hosts agree on the schema.

use std::collections::HashSet;

use uuid::Uuid;

use super::{RowSource, SystemRow};
use crate::Error;

/// Returns the version of the schema that a host and all others that are up have; `None` when they differ. Hosts that are
/// not up are no hindrance: they catch up before they take requests.
pub(crate) async fn schema_version(
    source: &impl RowSource,
    up: &HashSet<Uuid>,
) -> Result<Option<Uuid>, Error> {
    let local = source.query("SELECT schema_version FROM system.local WHERE key = 'local'".to_owned());
    let others = source.query("SELECT host_id, schema_version FROM system.peers".to_owned());
    let (local, others) = futures::try_join!(local, others)?;
    let is_up = |row: &SystemRow| row.uuid("host_id").is_some_and(|id| up.contains(&id));
    let local = SystemRow::all(&local).into_iter();
    let others = SystemRow::all(&others).into_iter().filter(is_up);
    let versions: HashSet<Uuid> = local.chain(others).filter_map(|row| row.uuid("schema_version")).collect();
    let mut versions = versions.into_iter();
    Ok(versions.next().filter(|_| versions.next().is_none()))
}

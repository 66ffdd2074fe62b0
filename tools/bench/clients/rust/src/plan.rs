//! What a client is told: `Plan` of `plan.ts`.

use serde::Deserialize;

/// What one operation does.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Action {
    Insert,
    Select,
    Batch,
    Mixed,
    /// A session is opened, reads and is closed.
    Connect,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Plan {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) local_datacenter: String,
    pub(crate) keyspace: String,
    pub(crate) action: Action,
    /// Whether the process is measured from its start.
    pub(crate) from_start: bool,
    pub(crate) select: Option<String>,
    pub(crate) select_prepared: bool,
    pub(crate) partition: i32,
    pub(crate) page_size: i32,
    pub(crate) paged: bool,
    pub(crate) insert: Option<String>,
    pub(crate) batch: usize,
    pub(crate) insert_percent: usize,
    pub(crate) types: Vec<String>,
    pub(crate) concurrency: usize,
    pub(crate) warmup: usize,
    pub(crate) operations: usize,
    pub(crate) rate_per_second: u32,
}

impl Plan {
    /// Whether operation `n` writes.
    pub(crate) fn writes(&self, n: usize) -> bool {
        match self.action {
            Action::Insert | Action::Batch => true,
            Action::Select | Action::Connect => false,
            Action::Mixed => n % 100 < self.insert_percent,
        }
    }
}

//! What was asked, so that a client that answers fast without asking is found out.

use serde_json::{Value, json};

use crate::request::Purpose;

/// Counts since they were taken last.
#[derive(Debug, Default)]
pub(crate) struct Stats {
    executes: u64,
    queries: u64,
    batches: u64,
    prepares: u64,
    system: u64,
    forwarded: u64,
    connections: u64,
    values_hash: u64,
}

impl Stats {
    pub(crate) fn connected(&mut self) {
        self.connections += 1;
    }

    /// Counts a request. The hashes of what programs ask are added, so their order does not matter.
    pub(crate) fn asked(&mut self, purpose: Purpose, values_hash: u64) {
        let count = match purpose {
            Purpose::Execute => &mut self.executes,
            Purpose::Query => &mut self.queries,
            Purpose::Batch => &mut self.batches,
            Purpose::Prepare => &mut self.prepares,
            Purpose::System => &mut self.system,
        };
        *count += 1;
        if !matches!(purpose, Purpose::Prepare | Purpose::System) {
            self.values_hash = self.values_hash.wrapping_add(values_hash);
        }
    }

    pub(crate) fn forwarded(&mut self) {
        self.forwarded += 1;
    }

    /// Tells the counts and starts anew.
    pub(crate) fn take(&mut self) -> Value {
        let Stats { executes, queries, batches, prepares, system, forwarded, connections, values_hash } =
            std::mem::take(self);
        json!({
            "executes": executes, "queries": queries, "batches": batches, "prepares": prepares,
            "system": system, "forwarded": forwarded, "connections": connections,
            "valuesHash": format!("{values_hash:016x}"),
        })
    }
}

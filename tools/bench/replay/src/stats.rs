//! What was asked, so that a client that answers fast without asking is found out.

use serde_json::{Value, json};

use crate::frame::opcode;

/// Counts since they were taken last.
#[derive(Debug, Default)]
pub(crate) struct Stats {
    executes: u64,
    queries: u64,
    batches: u64,
    forwarded: u64,
    connections: u64,
    values_hash: u64,
}

impl Stats {
    pub(crate) fn connected(&mut self) {
        self.connections += 1;
    }

    /// Counts a request for rows or a write. The hashes are added, so their order does not matter.
    pub(crate) fn asked(&mut self, asked: u8, values_hash: u64) {
        match asked {
            opcode::EXECUTE => self.executes += 1,
            opcode::BATCH => self.batches += 1,
            _ => self.queries += 1,
        }
        self.values_hash = self.values_hash.wrapping_add(values_hash);
    }

    pub(crate) fn forwarded(&mut self) {
        self.forwarded += 1;
    }

    /// Tells the counts and starts anew.
    pub(crate) fn take(&mut self) -> Value {
        let Stats { executes, queries, batches, forwarded, connections, values_hash } = std::mem::take(self);
        json!({
            "executes": executes, "queries": queries, "batches": batches, "forwarded": forwarded,
            "connections": connections, "valuesHash": format!("{values_hash:016x}"),
        })
    }
}

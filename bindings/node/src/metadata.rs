//! What a session knows of the schema and the ring, for JavaScript, which makes the legacy objects of the rows.

use napi_derive::napi;
use serde_json::{Value as Json, json};
use unicql_core::{Consistency, SchemaChange};

use crate::completion::Outcome;
use crate::session::{NativeSession, not_connected};

#[napi]
impl NativeSession {
    /// Asks the host of the control connection and delivers all rows to a slot.
    #[napi(catch_unwind)]
    pub fn control_query(&self, slot: u32, cql: String, consistency: Option<u32>) {
        let done = self.completions().deliver(slot, Outcome::Page);
        let level = consistency.and_then(|code| Consistency::from_code(u16::try_from(code).ok()?));
        let asked = self.with_session(Clone::clone);
        match asked {
            Some(session) => session.control_query_with(cql, level, done),
            None => done.complete(Err(not_connected())),
        }
    }

    /// The class of the partitioner; null while it is not known.
    #[napi(catch_unwind)]
    pub fn partitioner(&self) -> Option<String> {
        self.with_session(|session| session.metadata().partitioner()).flatten()
    }
}

/// Describes a change of the schema with the words of the protocol.
pub(crate) fn describe(change: &SchemaChange) -> Json {
    json!({
        "change": change.change.name(),
        "target": change.target.name(),
        "keyspace": change.keyspace,
        "name": change.name,
    })
}

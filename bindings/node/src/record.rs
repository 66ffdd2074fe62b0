//! Outcomes as records in the slab that JavaScript drains into. The layout stands in
//! `lib/response-reader.ts`; numbers are little-endian but for cells, which are wire bytes.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};
use unicql_core::policy::FailedTry;
use unicql_core::{Columns, Error, Page, PageKind, Prepared, Trail};

use crate::error;
use crate::hosts::endpoint;
use crate::metadata;
use crate::observer::Note;

pub(crate) const VOID: u8 = 0;
pub(crate) const ROWS: u8 = 1;
pub(crate) const SET_KEYSPACE: u8 = 2;
pub(crate) const SCHEMA_CHANGE: u8 = 3;
pub(crate) const FAILED: u8 = 4;
pub(crate) const PREPARED: u8 = 5;
pub(crate) const UNDECIDED: u8 = 6;
pub(crate) const NEWS: u8 = 7;
pub(crate) const OBSERVED: u8 = 8;

const TRACED: u8 = 1;
const IN_AGREEMENT: u8 = 2;
const FORGET_COLUMNS: u8 = 4;

const HEADER_LEN: usize = 56;

/// How many shapes of rows JavaScript keeps a decoder for; past it both sides start anew.
const SHAPES: usize = 4096;

/// What JavaScript knows already, so that nothing is told twice.
#[derive(Default)]
pub(crate) struct Told {
    columns: HashMap<u64, Arc<Columns>>,
    coordinators: HashMap<SocketAddr, u32>,
}

/// One outcome, ready to be written.
pub(crate) struct Record {
    slot: u32,
    kind: u8,
    flags: u8,
    coordinator: u32,
    columns: u64,
    page: Option<Page>,
    extra: Vec<u8>,
}

/// How a request came by its answer.
fn described(trail: &Trail) -> Json {
    let tried: Vec<Json> = (trail.tried.iter())
        .map(|tried| json!({"host": endpoint(tried.host), "error": tried.error.as_ref().map(error::to_json)}))
        .collect();
    json!({
        "tried": tried,
        "speculativeExecutions": trail.speculative_executions,
        "consistency": trail.consistency.map(|level| level.code()),
    })
}

impl Record {
    pub(crate) fn plain(slot: u32, kind: u8, extra: Option<Json>) -> Self {
        let extra = extra.map(|json| json.to_string().into_bytes()).unwrap_or_default();
        Record { slot, kind, flags: 0, coordinator: 0, columns: 0, page: None, extra }
    }

    pub(crate) fn failed(slot: u32, failure: &unicql_core::Error) -> Self {
        Record::plain(slot, FAILED, Some(json!({"error": error::to_json(failure)})))
    }

    /// A failure about which JavaScript decides; `question` is what its answer refers to.
    pub(crate) fn undecided(ticket: u32, question: u32, failed: &FailedTry) -> Self {
        let asked = json!({
            "question": question,
            "error": error::to_json(&failed.error),
            "consistency": failed.consistency.code(),
            "retries": failed.retries,
        });
        Record::plain(ticket, UNDECIDED, Some(json!({"asked": asked})))
    }

    /// Something that was observed of a request, or of all of them.
    pub(crate) fn observed(ticket: u32, note: &Note) -> Self {
        let told = |what: &str, error: &Error| json!({"what": what, "error": error::to_json(error)});
        let note = match note {
            Note::Attempt { host, latency, request_bytes, response_bytes, error } => json!({
                "what": "attempt",
                "host": host.map(endpoint),
                "seconds": latency.as_secs(),
                "nanoseconds": latency.subsec_nanos(),
                "requestLength": request_bytes,
                "responseLength": response_bytes,
                "error": error.as_ref().map(error::to_json),
            }),
            Note::Retry(error) => told("retry", error),
            Note::Ignore(error) => told("ignore", error),
            Note::SpeculativeExecution => json!({"what": "speculativeExecution"}),
            Note::ConnectionError(error) => told("connectionError", error),
        };
        Record::plain(ticket, OBSERVED, Some(json!({"note": note})))
    }

    /// The prepared statement with the number under which JavaScript executes it.
    pub(crate) fn prepared(slot: u32, number: u32, prepared: &Prepared) -> Self {
        let described = json!({
            "number": number,
            "id": error::hex(prepared.id()),
            "variables": prepared.variables().to_json(),
            "columns": prepared.columns().to_json(),
            "routingIndexes": prepared.routing_indexes(),
        });
        Record::plain(slot, PREPARED, Some(json!({"prepared": described})))
    }

    pub(crate) fn page(slot: u32, page: Page, told: &mut Told) -> Self {
        let mut extra = Map::new();
        let mut flags = 0;
        let kind = match &page.kind {
            PageKind::Void => VOID,
            PageKind::Rows => ROWS,
            PageKind::SetKeyspace(keyspace) => {
                extra.insert("keyspace".to_owned(), json!(keyspace));
                SET_KEYSPACE
            }
            PageKind::SchemaChange { in_agreement, change } => {
                flags |= if *in_agreement { IN_AGREEMENT } else { 0 };
                let described = change.as_deref().map(metadata::describe);
                extra.insert("schemaChange".to_owned(), json!(described));
                SCHEMA_CHANGE
            }
        };
        if page.tracing_id.is_some() {
            flags |= TRACED;
        }
        if !page.warnings.is_empty() {
            extra.insert("warnings".to_owned(), json!(page.warnings));
        }
        if let Some(trail) = &page.trail {
            extra.insert("trail".to_owned(), described(trail));
        }
        if let Some(payload) = &page.custom_payload {
            extra.insert("payload".to_owned(), error::payload(payload));
        }
        let columns = page.columns.as_ref().map_or(0, |columns| columns.id());
        if let Some(shape) = &page.columns
            && !told.columns.contains_key(&columns)
        {
            if told.columns.len() >= SHAPES {
                told.columns.clear();
                flags |= FORGET_COLUMNS;
            }
            extra.insert("columns".to_owned(), shape.to_json());
            told.columns.insert(columns, Arc::clone(shape));
        }
        let next = told.coordinators.len() as u32;
        let coordinator = *told.coordinators.entry(page.coordinator).or_insert_with(|| {
            extra.insert("coordinator".to_owned(), json!(endpoint(page.coordinator)));
            next
        });
        let extra = if extra.is_empty() { Vec::new() } else { Json::Object(extra).to_string().into_bytes() };
        Record { slot, kind, flags, coordinator, columns, page: Some(page), extra }
    }

    fn paging_state(&self) -> Option<&[u8]> {
        self.page.as_ref().and_then(|page| page.paging_state.as_deref())
    }

    fn rows(&self) -> &[u8] {
        self.page.as_ref().map_or(&[], |page| &page.rows)
    }

    /// How many bytes [`Record::write`] needs.
    pub(crate) fn len(&self) -> usize {
        HEADER_LEN + self.rows().len() + self.paging_state().map_or(0, <[u8]>::len) + self.extra.len()
    }

    /// Writes the record at the start of a slice that has room for it.
    pub(crate) fn write(&self, slab: &mut [u8]) {
        let row_count = self.page.as_ref().map_or(0, |page| page.row_count);
        let paging_len = self.paging_state().map_or(-1, |state| state.len() as i32);
        let tracing_id = self.page.as_ref().and_then(|page| page.tracing_id);
        slab[0..4].copy_from_slice(&(self.len() as u32).to_le_bytes());
        slab[4..8].copy_from_slice(&self.slot.to_le_bytes());
        slab[8] = self.kind;
        slab[9] = self.flags;
        slab[10..12].fill(0);
        slab[12..16].copy_from_slice(&self.coordinator.to_le_bytes());
        slab[16..24].copy_from_slice(&(self.columns as f64).to_le_bytes());
        slab[24..28].copy_from_slice(&(row_count as u32).to_le_bytes());
        slab[28..32].copy_from_slice(&(self.rows().len() as u32).to_le_bytes());
        slab[32..36].copy_from_slice(&paging_len.to_le_bytes());
        slab[36..40].copy_from_slice(&(self.extra.len() as u32).to_le_bytes());
        slab[40..56].copy_from_slice(tracing_id.unwrap_or_default().as_bytes());
        let mut at = HEADER_LEN;
        for part in [self.rows(), self.paging_state().unwrap_or_default(), &self.extra] {
            slab[at..at + part.len()].copy_from_slice(part);
            at += part.len();
        }
    }
}

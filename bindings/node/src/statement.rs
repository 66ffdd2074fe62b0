//! A burst of requests, read from the buffer that JavaScript wrote. The layout stands in
//! `lib/request-writer.ts`; numbers are little-endian but for values, which are wire bytes.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use unicql_core::{
    Batch, BatchEntry, BatchKind, Consistency, Prepared, Request, RequestOptions, Statement, Values,
};
use uuid::Uuid;

use crate::completion::Completions;

const TRACING: u8 = 1;
const IDEMPOTENCE_GIVEN: u8 = 2;
const IDEMPOTENT: u8 = 4;
const TIMESTAMP: u8 = 8;
const NAMES: u8 = 16;
const HOST: u8 = 32;
const TERMS: u8 = 64;

const TEXT: u8 = 0;
const PREPARED: u8 = 1;
const BATCH_LOGGED: u8 = 2;
const BATCH_UNLOGGED: u8 = 3;
const BATCH_COUNTER: u8 = 4;

const ABSENT_LEVEL: u8 = 0xff;

/// The prepared statements that JavaScript holds a number for.
pub(crate) type PreparedTable = HashMap<u32, Arc<Prepared>>;

/// Reads all requests, each with the slot in which JavaScript waits for it.
pub(crate) fn read_burst(
    bytes: &[u8],
    prepared: &PreparedTable,
    completions: &Arc<Completions>,
) -> napi::Result<Vec<(u32, Request)>> {
    let mut reader = Reader { rest: bytes, prepared };
    let mut requests = Vec::new();
    while !reader.rest.is_empty() {
        requests.push(reader.request(completions)?);
    }
    Ok(requests)
}

/// What has not been read yet.
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    prepared: &'a PreparedTable,
}

/// Whether the values of a statement in a batch go to the server as they are: it was not prepared, or has another number.
fn is_left_to_the_server(entry: &BatchEntry) -> bool {
    match entry {
        BatchEntry::Text { values, .. } => !values.is_empty(),
        BatchEntry::Prepared { prepared, values } => values.len() != prepared.variables().len(),
    }
}

pub(crate) fn malformed(what: &str) -> napi::Error {
    napi::Error::new(napi::Status::InvalidArg, format!("malformed request: {what}"))
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> napi::Result<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(len).ok_or_else(|| malformed("too short"))?;
        self.rest = rest;
        Ok(head)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> napi::Result<[u8; N]> {
        self.take(N)?.try_into().map_err(|_| malformed("too short"))
    }

    pub(crate) fn byte(&mut self) -> napi::Result<u8> {
        Ok(self.array::<1>()?[0])
    }

    fn int(&mut self) -> napi::Result<i32> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    pub(crate) fn number(&mut self) -> napi::Result<u32> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// Text after its length.
    pub(crate) fn sized_text(&mut self) -> napi::Result<&'a str> {
        let len = self.size()?;
        self.text(len)
    }

    /// Bytes after their length, which is negative for null.
    pub(crate) fn sized_bytes(&mut self) -> napi::Result<Option<Bytes>> {
        let len = usize::try_from(self.int()?).ok();
        len.map(|len| self.take(len).map(Bytes::copy_from_slice)).transpose()
    }

    fn size(&mut self) -> napi::Result<usize> {
        Ok(self.number()? as usize)
    }

    fn text(&mut self, len: usize) -> napi::Result<&'a str> {
        std::str::from_utf8(self.take(len)?).map_err(|_| malformed("not UTF-8"))
    }

    fn level(&mut self) -> napi::Result<Option<Consistency>> {
        match self.byte()? {
            ABSENT_LEVEL => Ok(None),
            code => (Consistency::from_code(code.into()).map(Some)).ok_or_else(|| malformed("consistency")),
        }
    }

    fn request(&mut self, completions: &Arc<Completions>) -> napi::Result<(u32, Request)> {
        let slot = self.number()?;
        let (kind, flags) = (self.byte()?, self.byte()?);
        let (consistency, serial_consistency) = (self.level()?, self.level()?);
        let page_size = Some(self.int()?).filter(|&size| size != i32::MIN);
        let attempt_timeout_ms = u64::try_from(self.int()?).ok();
        let paging_state_len = usize::try_from(self.int()?).ok();
        let timestamp_us = i64::from_le_bytes(self.array()?);
        let (statement, values_len) = (self.size()?, self.size()?);
        let host = if flags & HOST == 0 { None } else { Some(Uuid::from_bytes(self.array()?)) };
        let paging_state =
            paging_state_len.map(|len| self.take(len).map(Bytes::copy_from_slice)).transpose()?;
        let mut options = RequestOptions {
            consistency,
            serial_consistency,
            page_size,
            paging_state,
            timestamp_us: (flags & TIMESTAMP != 0).then_some(timestamp_us),
            attempt_timeout_ms,
            idempotent: (flags & IDEMPOTENCE_GIVEN != 0).then_some(flags & IDEMPOTENT != 0),
            tracing: flags & TRACING != 0,
            host,
            ..RequestOptions::default()
        };
        if flags & TERMS != 0 {
            self.terms(&mut options, completions)?;
        }
        options.query_with_values = kind == PREPARED || values_len > 0;
        let statement = match kind {
            TEXT => {
                let cql = self.text(statement)?.into();
                Statement::Text { cql, values: self.values(values_len, flags & NAMES != 0)? }
            }
            PREPARED => {
                let prepared = self.lookup(statement)?;
                Statement::Prepared { prepared, values: self.values(values_len, false)? }
            }
            BATCH_LOGGED => self.batch(BatchKind::Logged, statement)?,
            BATCH_UNLOGGED => self.batch(BatchKind::Unlogged, statement)?,
            BATCH_COUNTER => self.batch(BatchKind::Counter, statement)?,
            _ => return Err(malformed("kind")),
        };
        if let Statement::Batch(batch) = &statement {
            options.query_with_values = batch.entries.iter().any(is_left_to_the_server);
        }
        Ok((slot, Request { statement, options }))
    }

    fn batch(&mut self, kind: BatchKind, count: usize) -> napi::Result<Statement> {
        let entries: napi::Result<Vec<BatchEntry>> = (0..count).map(|_| self.entry()).collect();
        Ok(Statement::Batch(Batch { kind, entries: entries? }))
    }

    fn entry(&mut self) -> napi::Result<BatchEntry> {
        let (kind, statement, values_len) = (self.byte()?, self.size()?, self.size()?);
        match kind {
            TEXT => {
                let cql = self.text(statement)?.into();
                Ok(BatchEntry::Text { cql, values: self.values(values_len, false)? })
            }
            PREPARED => {
                let prepared = self.lookup(statement)?;
                Ok(BatchEntry::Prepared { prepared, values: self.values(values_len, false)? })
            }
            _ => Err(malformed("kind of a batch entry")),
        }
    }

    fn lookup(&self, id: usize) -> napi::Result<Arc<Prepared>> {
        let known = u32::try_from(id).ok().and_then(|id| self.prepared.get(&id));
        known.cloned().ok_or_else(|| malformed("unknown prepared statement"))
    }

    fn values(&mut self, len: usize, named: bool) -> napi::Result<Values> {
        let wire = self.take(len)?;
        if wire.is_empty() {
            return Ok(Values::default());
        }
        let values = Values::from_wire(wire).map_err(|error| malformed(error.message()))?;
        if !named {
            return Ok(values);
        }
        let names: napi::Result<Vec<String>> =
            (0..values.len()).map(|_| self.sized_text().map(str::to_owned)).collect();
        values.with_names(names?).map_err(|error| malformed(error.message()))
    }
}

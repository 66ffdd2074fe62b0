//! Batches.

use bytes::Bytes;
use unicql_core::{BatchEntry, BatchKind, Request, Statement as CoreStatement};

use crate::custom_payload::CustomPayload;
use crate::error::{CassError, Failure};
use crate::retry_policy::RetryPolicy;
use crate::session::Connected;
use crate::settings::Settings;
use crate::statement::Statement;
use crate::types::Bool;

/// A batch.
#[derive(Debug)]
pub(crate) struct Batch {
    kind: u32,
    entries: Vec<Result<BatchEntry, Failure>>,
    settings: Settings,
}

impl Batch {
    /// Makes the request.
    pub(crate) fn request(&self, session: &Connected) -> Result<Request, Failure> {
        let kind = match self.kind {
            0 => BatchKind::Logged,
            1 => BatchKind::Unlogged,
            2 => BatchKind::Counter,
            // The legacy driver sent the number, and this is what the server made of it.
            _ => return Err(Failure::new(CassError::SERVER_PROTOCOL_ERROR, "Invalid batch type")),
        };
        let entries: Result<Vec<BatchEntry>, Failure> = (self.entries.iter())
            .map(|entry| match entry {
                Ok(entry) => Ok(entry.clone()),
                Err(failure) => Err(failure.again()),
            })
            .collect();
        let batch = unicql_core::Batch { kind, entries: entries? };
        Ok(Request { statement: CoreStatement::Batch(batch), options: self.settings.options(session)? })
    }
}

pub(crate) fn new(kind: u32) -> Option<Box<Batch>> {
    Some(Box::new(Batch { kind, entries: Vec::new(), settings: Settings::default() }))
}

pub(crate) fn add_statement(batch: &mut Batch, statement: &mut Statement) -> CassError {
    batch.entries.push(statement.batch_entry());
    CassError::OK
}

pub(crate) fn set_keyspace(_: &mut Batch, _keyspace: Option<&[u8]>) -> CassError {
    CassError::OK
}

/// Changes the options.
fn set(batch: &mut Batch, change: impl FnOnce(&mut Settings)) -> CassError {
    change(&mut batch.settings);
    CassError::OK
}

pub(crate) fn set_consistency(batch: &mut Batch, consistency: u32) -> CassError {
    set(batch, |settings| settings.consistency = consistency)
}

pub(crate) fn set_serial_consistency(batch: &mut Batch, consistency: u32) -> CassError {
    set(batch, |settings| settings.serial_consistency = consistency)
}

pub(crate) fn set_timestamp(batch: &mut Batch, timestamp: i64) -> CassError {
    set(batch, |settings| settings.timestamp = timestamp)
}

pub(crate) fn set_request_timeout(batch: &mut Batch, timeout_ms: u64) -> CassError {
    set(batch, |settings| settings.timeout_ms = timeout_ms)
}

pub(crate) fn set_is_idempotent(batch: &mut Batch, is_idempotent: Bool) -> CassError {
    set(batch, |settings| settings.idempotent = is_idempotent.is_true())
}

pub(crate) fn set_tracing(batch: &mut Batch, enabled: Bool) -> CassError {
    set(batch, |settings| settings.tracing = enabled.is_true())
}

pub(crate) fn set_custom_payload(batch: &mut Batch, payload: Option<&CustomPayload>) -> CassError {
    set(batch, |settings| settings.custom_payload = payload.cloned())
}

pub(crate) fn set_retry_policy(batch: &mut Batch, retry_policy: Option<&mut RetryPolicy>) -> CassError {
    set(batch, |settings| settings.retry = retry_policy.map(|policy| policy.0))
}

pub(crate) fn set_execution_profile(batch: &mut Batch, name: Option<&[u8]>) -> CassError {
    set(batch, |settings| settings.set_profile(name))
}

pub(crate) fn set_execute_as(batch: &mut Batch, name: Option<&[u8]>) -> CassError {
    let name = Bytes::copy_from_slice(name.unwrap_or_default());
    set(batch, |settings| settings.execute_as = Some(name))
}

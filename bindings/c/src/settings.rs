//! The options of one request, which statements and batches share.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use unicql_core::policy::Retry;
use unicql_core::{Consistency, RequestOptions, RetryBy};

use crate::custom_payload::CustomPayload;
use crate::error::{CassError, Failure};
use crate::session::Connected;
use crate::types::CONSISTENCY_UNKNOWN;

/// The number that a program sets to take a timeout back.
const TIMEOUT_UNSET: u64 = u64::MAX;
/// The number that stands for "no timestamp".
const TIMESTAMP_UNSET: i64 = i64::MIN;
/// `CASS_CONSISTENCY_ANY`, which as a serial consistency sends none.
const SERIAL_NONE: u32 = 0;

/// Under which name DSE looks for whom to take the user for.
const EXECUTE_AS: &str = "ProxyExecute";

/// The options of one request.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// A `CassConsistency`, not checked yet.
    pub(crate) consistency: u32,
    /// A `CassConsistency`, not checked yet.
    pub(crate) serial_consistency: u32,
    /// How many rows a page has at most; 0 and less turn paging off.
    pub(crate) page_size: i32,
    /// Where to go on; empty starts at the beginning.
    pub(crate) paging_state: Bytes,
    /// Microseconds since the epoch.
    pub(crate) timestamp: i64,
    /// Milliseconds.
    pub(crate) timeout_ms: u64,
    /// Whether executing twice does no harm.
    pub(crate) idempotent: bool,
    /// Whether the server traces the request.
    pub(crate) tracing: bool,
    /// The only host that the request may go to.
    pub(crate) host: Option<SocketAddr>,
    /// What goes to the query handler of the server.
    pub(crate) custom_payload: Option<CustomPayload>,
    /// Whom a server that allows it takes the user for.
    pub(crate) execute_as: Option<Bytes>,
    /// Whether it is tried again when it failed.
    pub(crate) retry: Option<Retry>,
    /// The name of the execution profile.
    pub(crate) profile: Option<Arc<str>>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            consistency: CONSISTENCY_UNKNOWN,
            serial_consistency: CONSISTENCY_UNKNOWN,
            page_size: -1,
            paging_state: Bytes::new(),
            timestamp: TIMESTAMP_UNSET,
            timeout_ms: TIMEOUT_UNSET,
            idempotent: false,
            tracing: false,
            host: None,
            custom_payload: None,
            execute_as: None,
            retry: None,
            profile: None,
        }
    }
}

impl Settings {
    /// Names the execution profile; an empty name takes that of the cluster.
    pub(crate) fn set_profile(&mut self, name: Option<&[u8]>) {
        let name = name.filter(|name| !name.is_empty());
        self.profile = name.map(|name| String::from_utf8_lossy(name).into());
    }

    /// What goes to the query handler of the server, in which DSE also looks for whom to take the user for.
    fn payload(&self) -> Option<unicql_core::CustomPayload> {
        let payload = self.custom_payload.as_ref().map(CustomPayload::to_core);
        let Some(name) = &self.execute_as else {
            return payload;
        };
        let mut items = payload.map(|payload| HashMap::clone(&payload)).unwrap_or_default();
        items.insert(EXECUTE_AS.to_owned(), Some(name.clone()));
        Some(Arc::new(items))
    }

    /// Makes the options of a request on a session.
    pub(crate) fn options(&self, session: &Connected) -> Result<RequestOptions, Failure> {
        let timestamp = match self.timestamp {
            TIMESTAMP_UNSET => session.timestamps.next(),
            timestamp => Some(timestamp),
        };
        Ok(RequestOptions {
            consistency: level(self.consistency)?,
            serial_consistency: match self.serial_consistency {
                SERIAL_NONE => None,
                serial => level(serial)?,
            },
            page_size: Some(self.page_size.max(0)),
            paging_state: (!self.paging_state.is_empty()).then(|| self.paging_state.clone()),
            timestamp_us: timestamp,
            timeout_ms: (self.timeout_ms != TIMEOUT_UNSET).then_some(self.timeout_ms),
            idempotent: Some(self.idempotent),
            tracing: self.tracing,
            host: self.host.map(|host| session.host_at(host)).transpose()?,
            custom_payload: self.payload(),
            retry: self.retry.map(RetryBy::Rule),
            profile: self.profile.clone(),
            ..RequestOptions::default()
        })
    }
}

/// The level of a `CassConsistency`; `None` when it is not set.
fn level(consistency: u32) -> Result<Option<Consistency>, Failure> {
    if consistency == CONSISTENCY_UNKNOWN {
        return Ok(None);
    }
    let level = u16::try_from(consistency).ok().and_then(Consistency::from_code);
    // The legacy driver sent the number, and this is what the server made of it.
    let unknown = || Failure::new(CassError::SERVER_PROTOCOL_ERROR, "Unknown consistency level");
    level.map(Some).ok_or_else(unknown)
}

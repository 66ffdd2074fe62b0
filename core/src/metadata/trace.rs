//! What the server wrote down while it worked on a traced request.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use uuid::Uuid;

use super::reader::rows;
use super::{RowSource, SystemRow};
use crate::{Consistency, Error};

/// The trace of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Its id.
    pub id: Uuid,
    /// What was asked, such as `Execute CQL3 query`.
    pub request: Option<String>,
    /// The host that worked on it.
    pub coordinator: Option<IpAddr>,
    /// Who asked.
    pub client: Option<IpAddr>,
    /// What came with the request, the statement under `query`.
    pub parameters: BTreeMap<String, String>,
    /// When it began, in milliseconds since the epoch.
    pub started_at_ms: Option<i64>,
    /// How long it took in microseconds; `None` while the server still writes the trace.
    pub duration_us: Option<i32>,
    /// What happened, in order.
    pub events: Vec<TraceEvent>,
    /// The row of `system_traces.sessions`.
    pub row: SystemRow,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceEvent {
    /// Its id, a time UUID that says when.
    pub id: Uuid,
    /// What happened.
    pub activity: Option<String>,
    /// The host where.
    pub source: Option<IpAddr>,
    /// How long after the first event of that host, in microseconds.
    pub source_elapsed_us: Option<i32>,
    /// The thread of that host.
    pub thread: Option<String>,
    /// The row of `system_traces.events`.
    pub row: SystemRow,
}

/// How long a trace is waited for. The server writes it after it has answered.
#[derive(Clone, Copy, Debug)]
pub struct TraceWait {
    /// The consistency of the reads.
    pub consistency: Consistency,
    /// How long to wait between two reads.
    pub delay: Duration,
    /// Whether the delay doubles each time.
    pub delay_doubles: bool,
    /// How often to read at most; `None` is without limit.
    pub attempts: Option<u32>,
    /// How long to go on; `None` is without limit.
    pub limit: Option<Duration>,
    /// Whether to wait until the trace is complete, which its duration tells.
    pub until_complete: bool,
}

/// Two seconds for a complete trace, with short waits at first.
impl Default for TraceWait {
    fn default() -> Self {
        TraceWait {
            consistency: Consistency::LocalOne,
            delay: Duration::from_millis(3),
            delay_doubles: true,
            attempts: None,
            limit: Some(Duration::from_secs(2)),
            until_complete: true,
        }
    }
}

impl Trace {
    /// Reads a trace once it is there; `None` when it is not before the wait is over.
    pub(crate) async fn read(
        source: &impl RowSource,
        id: Uuid,
        wait: &TraceWait,
    ) -> Result<Option<Trace>, Error> {
        let reading = Trace::read_patiently(source, id, wait);
        match wait.limit {
            None => reading.await,
            Some(limit) => tokio::time::timeout(limit, reading).await.unwrap_or(Ok(None)),
        }
    }

    async fn read_patiently(
        source: &impl RowSource,
        id: Uuid,
        wait: &TraceWait,
    ) -> Result<Option<Trace>, Error> {
        let condition = format!(" WHERE session_id = {id}");
        let mut delay = wait.delay;
        let mut attempt = 1;
        loop {
            let found = rows(source, "system_traces.sessions", &condition).await?.unwrap_or_default().pop();
            if let Some(row) = found.filter(|row| !wait.until_complete || row.int("duration").is_some()) {
                let events = rows(source, "system_traces.events", &condition).await?.unwrap_or_default();
                return Ok(Some(Trace::from_rows(id, row, events)));
            }
            if wait.attempts.is_some_and(|limit| attempt >= limit) {
                return Ok(None);
            }
            attempt += 1;
            tokio::time::sleep(delay).await;
            if wait.delay_doubles {
                delay = delay.saturating_mul(2);
            }
        }
    }

    fn from_rows(id: Uuid, row: SystemRow, events: Vec<SystemRow>) -> Trace {
        Trace {
            id,
            request: row.text("request"),
            coordinator: row.inet("coordinator"),
            client: row.inet("client"),
            parameters: row.text_map("parameters"),
            started_at_ms: row.bigint("started_at"),
            duration_us: row.int("duration"),
            events: events.into_iter().filter_map(TraceEvent::read).collect(),
            row,
        }
    }
}

impl TraceEvent {
    fn read(row: SystemRow) -> Option<TraceEvent> {
        Some(TraceEvent {
            id: row.uuid("event_id")?,
            activity: row.text("activity"),
            source: row.inet("source"),
            source_elapsed_us: row.int("source_elapsed"),
            thread: row.text("thread"),
            row,
        })
    }
}

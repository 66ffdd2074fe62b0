//! What the core logs, for the loggers of the package: each line by the name of the logger that the legacy driver has for
//! it, and in its words where programs look for them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};

use pyo3::prelude::*;
use unicql_core::log::{self, LogEvent, LogLevel, LogRecord, LogSource};

use crate::dispatcher;

/// The levels of `logging`.
const LEVELS: [(LogLevel, u8); 4] =
    [(LogLevel::Error, 40), (LogLevel::Warn, 30), (LogLevel::Info, 20), (LogLevel::Debug, 10)];

/// How many lines may wait for a callback that takes its time; more are dropped.
const MOST: usize = 8192;

/// Has a callable take the level, the name of the logger and the text of every line from a level of `logging` on, on the
/// thread of callbacks. It is the same callable each time; the level may be another.
#[pyfunction]
pub(crate) fn follow_log(callable: Py<PyAny>, least: u8) {
    static FOLLOWED: Once = Once::new();
    FOLLOWED.call_once(|| log::set_sink(Some(sink(callable)), LogLevel::Off));
    let level = LEVELS.iter().rev().find(|(_, number)| *number >= least);
    log::set_level(level.map_or(LogLevel::Off, |(level, _)| *level));
}

fn sink(callable: Py<PyAny>) -> log::Sink {
    let (callable, waiting) = (Arc::new(callable), Arc::new(AtomicUsize::new(0)));
    Arc::new(move |record: &LogRecord| {
        let Some((level, logger, text)) = line(record) else { return };
        let (callable, waiting) = (Arc::clone(&callable), Arc::clone(&waiting));
        if waiting.fetch_add(1, Ordering::Relaxed) >= MOST {
            waiting.fetch_sub(1, Ordering::Relaxed);
            return;
        }
        dispatcher::enqueue_callback_with(move |py| {
            waiting.fetch_sub(1, Ordering::Relaxed);
            let partial = py.import("functools")?.getattr("partial")?;
            Ok(partial.call1((callable.bind(py), level, logger, text))?.unbind())
        });
    })
}

fn line(record: &LogRecord) -> Option<(u8, &'static str, String)> {
    let level = match &record.event {
        // There are other hosts, and other connections.
        Some(LogEvent::ControlConnectionFailed { .. } | LogEvent::HeartbeatFailed { .. }) => LogLevel::Warn,
        Some(_) => record.level,
        // These lines are about the parts of the core: what they come to for a program is an event or an exception.
        None => LogLevel::Debug,
    };
    let level = LEVELS.iter().find(|(known, _)| *known == level).map_or(10, |(_, number)| *number);
    let text = match &record.event {
        // The future that has the answer says so.
        Some(LogEvent::ServerWarning { .. }) => return None,
        Some(event) => words(event).unwrap_or_else(|| record.message.clone()),
        None => record.message.clone(),
    };
    Some((level, logger(record.source), text))
}

fn logger(source: LogSource) -> &'static str {
    match source {
        LogSource::Connection => "cassandra.connection",
        LogSource::Pool => "cassandra.pool",
        LogSource::Policy => "cassandra.policies",
        LogSource::Metadata => "cassandra.metadata",
        LogSource::Session | LogSource::ControlConnection | LogSource::Host | LogSource::Request => {
            "cassandra.cluster"
        }
    }
}

/// The line of the legacy driver, where that is another one.
fn words(event: &LogEvent) -> Option<String> {
    Some(match event {
        LogEvent::HostAdded { host } => format!("New Cassandra host {host} discovered"),
        LogEvent::HostRemoved { host } => format!("Cassandra host {host} removed"),
        LogEvent::HostUp { host } => format!("Connection pools established for node {host}"),
        LogEvent::HostDown { host } => format!("Host {host} has been marked down"),
        LogEvent::ControlConnectionFailed { host, why } => {
            format!("[control connection] Error connecting to {host}: {why}")
        }
        LogEvent::ControlConnectionLost { host } => {
            format!("[control connection] Lost the connection to {host}")
        }
        LogEvent::ConnectionFailed { host, why } => {
            format!("Failed to create connection pool for host {host}: {why}")
        }
        LogEvent::HeartbeatFailed { host } => format!("Heartbeat failed for connection to {host}"),
        LogEvent::Reprepared { id, host } => {
            format!("Re-preparing unrecognized prepared statement against host {host}: {id}")
        }
        LogEvent::PreparingAll { host } => {
            format!("Preparing all known prepared statements against host {host}")
        }
        _ => return None,
    })
}

//! What a session tells of itself, for the `log` event of its client.

use std::net::IpAddr;
use std::sync::Arc;

use serde_json::json;
use unicql_core::log::{LogEvent, LogLevel, LogRecord, SessionLog};

use crate::completion::Completions;

/// Queues each record for JavaScript, which words it as the legacy driver does.
pub(crate) fn told(completions: &Arc<Completions>, with_pools: bool) -> SessionLog {
    let completions = Arc::clone(completions);
    let tell = move |record: &LogRecord| {
        let event = record.event.as_ref();
        let (host, port) = event.and_then(host).unzip();
        completions.tell(json!({ "line": {
            "level": level(record.level),
            "event": event.map(LogEvent::name),
            "host": host.map(|host| host.to_string()),
            "port": port.flatten(),
            "source": format!("{:?}", record.source),
            "message": record.message,
        }}));
    };
    match with_pools {
        true => SessionLog::with_pools(Arc::new(tell), LogLevel::Debug),
        false => SessionLog::new(Arc::new(tell), LogLevel::Debug),
    }
}

/// The level of the legacy driver.
fn level(level: LogLevel) -> &'static str {
    match level {
        LogLevel::Error => "error",
        LogLevel::Warn => "warning",
        LogLevel::Info => "info",
        LogLevel::Off | LogLevel::Debug | LogLevel::Trace => "verbose",
    }
}

/// The host that an event is about, with its port when that is known.
fn host(event: &LogEvent) -> Option<(IpAddr, Option<u16>)> {
    match event {
        LogEvent::PreparingAll { host } => Some((host.ip(), Some(host.port()))),
        LogEvent::ConnectionOpening { host }
        | LogEvent::ConnectionOpened { host }
        | LogEvent::ConnectionReady { host }
        | LogEvent::ConnectionFailed { host, .. }
        | LogEvent::ConnectionClosed { host }
        | LogEvent::HeartbeatFailed { host }
        | LogEvent::ReconnectScheduled { host, .. } => Some((*host, None)),
        _ => None,
    }
}

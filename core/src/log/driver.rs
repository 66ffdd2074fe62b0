//! What the crate does with its connections, as events. It tells of this in lines of its log alone, so their wording is
//! read here; the version of the crate is pinned, and `tests/cluster/log.rs` fails when a line is worded anew.

use std::net::{IpAddr, SocketAddr};

use tracing::level_filters::LevelFilter;
use tracing::{Level, Metadata};

use super::{LogEvent, LogLevel, enabled, level, session};
use crate::execution;

const POOL: &str = "scylla::network::connection_pool";
const CONNECTION: &str = "scylla::network::connection";

/// Longer than any delay that somebody waits for: the host was given up.
const GIVEN_UP_MS: u64 = 365 * 24 * 60 * 60 * 1_000;

/// Whether a line may be an event that is wanted, though the line itself may not be.
pub(super) fn may_tell(metadata: &Metadata<'_>) -> bool {
    let is_of_session =
        matches!((metadata.target(), *metadata.level()), (POOL, Level::DEBUG) | (CONNECTION, Level::WARN));
    if is_of_session && session::is_any_hearing_pools() {
        return true;
    }
    let most_important = match (metadata.target(), *metadata.level()) {
        (POOL, Level::TRACE) => LogLevel::Debug,
        (POOL, _) => LogLevel::Warn,
        (CONNECTION, Level::WARN) => LogLevel::Error,
        (CONNECTION, Level::DEBUG) => LogLevel::Debug,
        _ => return false,
    };
    enabled(most_important)
}

/// The least important lines that [`may_tell`] or the level of the log wants.
pub(super) fn least_wanted() -> LevelFilter {
    let of_sink = match level() {
        LogLevel::Off => LevelFilter::OFF,
        LogLevel::Error => LevelFilter::WARN,
        LogLevel::Warn | LogLevel::Info => LevelFilter::DEBUG,
        LogLevel::Debug | LogLevel::Trace => LevelFilter::TRACE,
    };
    if session::is_any_hearing_pools() { of_sink.max(LevelFilter::DEBUG) } else { of_sink }
}

/// Returns the event that a line tells of; for most lines there is none.
pub(super) fn event(target: &str, line: &str) -> Option<LogEvent> {
    match target {
        POOL => of_pool(line),
        CONNECTION => of_connection(line),
        _ => None,
    }
}

/// `[address] what happened`.
fn of_pool(line: &str) -> Option<LogEvent> {
    let (address, what) = line.strip_prefix('[')?.split_once("] ")?;
    let host = address.parse::<SocketAddr>().ok()?.ip();
    if what.starts_with("Failed to open connection") || what.starts_with("Failed to set keyspace for new") {
        let why = what.split_once(": ")?.1.trim_end_matches(", will retry with regular port").to_owned();
        return Some(LogEvent::ConnectionFailed { host, why });
    }
    if let Some(delay) = what.strip_prefix("Scheduling next refill in ") {
        let delay_ms = delay.strip_suffix(" ms")?.parse().ok()?;
        return (delay_ms < GIVEN_UP_MS).then_some(LogEvent::ReconnectScheduled { host, delay_ms });
    }
    match what {
        _ if what.starts_with("Got error for connection") => Some(LogEvent::ConnectionClosed { host }),
        _ if what.starts_with("Adding connection") => Some(LogEvent::ConnectionOpened { host }),
        _ => None,
    }
}

fn of_connection(line: &str) -> Option<LogEvent> {
    if let Some(id) = line.split_once("repreparing statement with id ") {
        let host = execution::asked().map(|host| host.to_string()).unwrap_or_default();
        return Some(LogEvent::Reprepared { id: hexadecimal(&bytes(id.1)?), host });
    }
    let host = || -> Option<IpAddr> {
        let node = line.split_once("on connection to node ")?.1.split(' ').next()?;
        node.parse().or_else(|_| node.parse::<SocketAddr>().map(|address| address.ip())).ok()
    };
    match line {
        _ if line.starts_with("Keepalive request successful") => {
            Some(LogEvent::HeartbeatCompleted { host: host()? })
        }
        _ if line.contains("keepalive request on connection") && !line.starts_with("Received") => {
            Some(LogEvent::HeartbeatFailed { host: host()? })
        }
        _ => None,
    }
}

/// Reads bytes that were printed as Rust prints them: `b"a\x00\n"`.
fn bytes(printed: &str) -> Option<Vec<u8>> {
    let mut rest = printed.strip_prefix("b\"")?.strip_suffix('"')?.bytes();
    let mut read = Vec::with_capacity(16);
    while let Some(byte) = rest.next() {
        read.push(match byte {
            b'\\' => match rest.next()? {
                b'x' => {
                    let digits = [rest.next()?, rest.next()?];
                    u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
                }
                b'0' => 0,
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                other => other,
            },
            byte => byte,
        });
    }
    Some(read)
}

/// Writes an id as the legacy drivers do.
pub(crate) fn hexadecimal(id: &[u8]) -> String {
    use std::fmt::Write;
    id.iter().fold(String::with_capacity(2 * id.len()), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{CONNECTION, POOL, bytes, event, hexadecimal};
    use crate::log::LogEvent;

    #[test]
    fn lines_of_the_crate_are_understood() {
        let host = "10.0.0.7".parse().unwrap();
        let why = "IoError(\"refused\")".to_owned();
        for (target, line, expected) in [
            (
                POOL,
                "[10.0.0.7:9042] Failed to open connection to the non-shard-aware port: IoError(\"refused\")",
                Some(LogEvent::ConnectionFailed { host, why }),
            ),
            (
                POOL,
                "[10.0.0.7:9042] Scheduling next refill in 250 ms",
                Some(LogEvent::ReconnectScheduled { host, delay_ms: 250 }),
            ),
            (POOL, "[10.0.0.7:9042] Scheduling next refill in 946080000000 ms", None),
            (POOL, "Selecting random connection", None),
            (
                CONNECTION,
                "Keepalive request successful on connection to node 10.0.0.7:9042",
                Some(LogEvent::HeartbeatCompleted { host }),
            ),
            (
                CONNECTION,
                "Timed out while waiting for response to keepalive request on connection to node 10.0.0.7",
                Some(LogEvent::HeartbeatFailed { host }),
            ),
            (
                CONNECTION,
                "Failed to execute keepalive request on connection to node 10.0.0.7 - gone",
                Some(LogEvent::HeartbeatFailed { host }),
            ),
            (
                CONNECTION,
                "Connection::execute: Got DbError::Unprepared - repreparing statement with id b\"a\\xff\"",
                Some(LogEvent::Reprepared { id: "61ff".into(), host: String::new() }),
            ),
            ("scylla::cluster", "[10.0.0.7:9042] Adding connection", None),
        ] {
            assert_eq!(event(target, line), expected, "{line}");
        }
    }

    #[test]
    fn printed_bytes_are_read_back() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(bytes(&format!("{:?}", bytes::Bytes::from(all.clone()))), Some(all));
        assert_eq!(hexadecimal(&[0, 171, 255]), "00abff");
    }
}

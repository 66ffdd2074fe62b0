//! The log: what core says on the thread for callbacks and the library before a call returns, to standard error or to a callback.

use std::borrow::Cow;
use std::ffi::{CStr, CString};
use std::fmt;
use std::io::Write as _;
use std::panic::Location;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Once, PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use unicql_core::log::{self, LogEvent, LogLevel, LogRecord, LogSource};

use crate::enumerations::{LOG_LEVELS, name};
use crate::future::within_callback;
use crate::ptr::{Data, LogCallback, LogFn, StaticStr, Text};

pub(crate) const ERROR: u32 = 2;
pub(crate) const WARN: u32 = 3;
pub(crate) const INFO: u32 = 4;
const DEBUG: u32 = 5;
const TRACE: u32 = 6;

/// `CASS_LOG_MAX_MESSAGE_SIZE`.
const MESSAGE_SIZE: usize = 1024;

static LEVEL: AtomicU32 = AtomicU32::new(WARN);
static CALLBACK: RwLock<Option<LogCallback>> = RwLock::new(None);
static INSTALL: Once = Once::new();

/// `CassLogMessage`.
#[derive(Debug)]
#[repr(C)]
pub(crate) struct LogMessage<'a> {
    time_ms: u64,
    severity: u32,
    file: Text<'a>,
    line: i32,
    function: Text<'a>,
    message: [u8; MESSAGE_SIZE],
}

/// Starts listening to core, once; every way into the library that may log goes through here.
pub(crate) fn install() {
    INSTALL.call_once(|| log::set_sink(Some(Arc::new(deliver)), level_of(LEVEL.load(Ordering::Relaxed))));
}

/// The level of core for a number; nothing is critical.
fn level_of(severity: u32) -> LogLevel {
    match severity {
        0 | 1 => LogLevel::Off,
        ERROR => LogLevel::Error,
        WARN => LogLevel::Warn,
        INFO => LogLevel::Info,
        DEBUG => LogLevel::Debug,
        _ => LogLevel::Trace,
    }
}

fn severity(level: LogLevel) -> u32 {
    match level {
        LogLevel::Off => 0,
        LogLevel::Error => ERROR,
        LogLevel::Warn => WARN,
        LogLevel::Info => INFO,
        LogLevel::Debug => DEBUG,
        LogLevel::Trace => TRACE,
    }
}

fn part(source: LogSource) -> &'static CStr {
    match source {
        LogSource::Session => c"session",
        LogSource::ControlConnection => c"control_connection",
        LogSource::Connection => c"connection",
        LogSource::Pool => c"connection_pool",
        LogSource::Host => c"host",
        LogSource::Policy => c"policy",
        LogSource::Metadata => c"metadata",
        LogSource::Request => c"request",
    }
}

/// Hands on what core says, on the thread for callbacks.
fn deliver(record: &LogRecord) {
    let text = match &record.event {
        // Credentials that nobody asks for are no fault to the legacy library.
        Some(LogEvent::AuthenticationNotAsked { .. }) => return,
        // Its line has an end of its own.
        Some(LogEvent::ContactPointUnresolved { point, .. }) => {
            Cow::Owned(format!("Unable to resolve address for {point}\n"))
        }
        _ => Cow::Borrowed(&record.message),
    };
    let (severity, at) = (severity(record.level), (record.file, record.line));
    within_callback(|| write(record.time, severity, at, part(record.source), &text));
}

/// Says what a call of the program comes to, before it returns.
#[track_caller]
pub(crate) fn say(severity: u32, text: fmt::Arguments<'_>) {
    if severity > LEVEL.load(Ordering::Relaxed) {
        return;
    }
    let at = Location::caller();
    write(SystemTime::now(), severity, (at.file(), at.line()), c"cassandra", &text.to_string());
}

fn write(time: SystemTime, severity: u32, (file, line): (&str, u32), function: &CStr, text: &str) {
    let file = CString::new(within_crate(file)).unwrap_or_default();
    emit(
        &LogMessage {
            time_ms: ms(time),
            severity,
            file: file.as_c_str().into(),
            line: i32::try_from(line).unwrap_or(0),
            function: function.into(),
            message: message(text),
        },
        &file,
        function,
    );
}

/// The path of a source file without the folder in which it was built.
fn within_crate(path: &str) -> &str {
    let packages = path.split_once("/registry/src/").and_then(|(_, path)| path.split_once('/'));
    packages.map_or(path, |(_, path)| path)
}

fn ms(time: SystemTime) -> u64 {
    let since_epoch = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX)
}

/// Cuts a text to what a message holds, with the zero byte that ends it.
fn message(text: &str) -> [u8; MESSAGE_SIZE] {
    let mut message = [0; MESSAGE_SIZE];
    let len = text.floor_char_boundary(MESSAGE_SIZE - 1);
    message[..len].copy_from_slice(&text.as_bytes()[..len]);
    message
}

fn emit(message: &LogMessage<'_>, file: &CStr, function: &CStr) {
    let callback = *CALLBACK.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(callback) = callback {
        return callback.call(message);
    }
    let level = name(LOG_LEVELS, message.severity).to_string_lossy();
    let text = CStr::from_bytes_until_nul(&message.message).unwrap_or_default().to_string_lossy();
    let (file, function) = (file.to_string_lossy(), function.to_string_lossy());
    let (seconds, ms) = (message.time_ms / 1000, message.time_ms % 1000);
    // There is nowhere left to tell that standard error is closed.
    let _ = writeln!(
        std::io::stderr(),
        "{seconds}.{ms:03} [{level}] ({file}:{}:{function}): {text}",
        message.line
    );
}

pub(crate) fn cleanup() {}

pub(crate) fn set_level(level: u32) {
    install();
    LEVEL.store(level, Ordering::Relaxed);
    log::set_level(level_of(level));
}

pub(crate) fn set_callback(function: LogFn, data: Data) {
    install();
    let callback = LogCallback::new(function, data);
    *CALLBACK.write().unwrap_or_else(PoisonError::into_inner) = callback;
}

pub(crate) fn set_queue_size(_queue_size: usize) {}

pub(crate) fn level_string(level: u32) -> StaticStr {
    StaticStr::new(name(LOG_LEVELS, level))
}

#[cfg(test)]
mod tests {
    use super::{MESSAGE_SIZE, message, within_crate};

    #[test]
    fn paths_tell_nothing_of_the_build() {
        let built = "/home/me/.cargo/registry/src/index.example-1/scylla-1.9.0/src/lib.rs";
        assert_eq!(within_crate(built), "scylla-1.9.0/src/lib.rs");
        assert_eq!(within_crate("core/src/lib.rs"), "core/src/lib.rs");
    }

    #[test]
    fn long_messages_are_cut_between_characters() {
        let text = "a".to_owned() + &"é".repeat(MESSAGE_SIZE);
        let cut = message(&text);
        let end = cut.iter().position(|&byte| byte == 0).unwrap();
        assert_eq!(end, MESSAGE_SIZE - 1);
        assert_eq!(&cut[..end], &text.as_bytes()[..end]);
        assert!(message("é").starts_with("é\0".as_bytes()));
    }
}

//! The log: what core and the library say, to standard error or to a callback.

use std::ffi::{CStr, CString};
use std::fmt::{self, Write as _};
use std::io::Write as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Once, PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};

use crate::enumerations::{LOG_LEVELS, name};
use crate::ptr::{Data, LogCallback, LogFn, StaticStr, Text};

const ERROR: u32 = 2;
const WARN: u32 = 3;
const INFO: u32 = 4;
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
    INSTALL.call_once(|| {
        // In a program that is itself Rust and links the static library, its own subscriber stays.
        let _ = tracing::subscriber::set_global_default(Log);
    });
}

struct Log;

fn severity(level: Level) -> u32 {
    match level {
        Level::ERROR => ERROR,
        Level::WARN => WARN,
        Level::INFO => INFO,
        Level::DEBUG => DEBUG,
        Level::TRACE => TRACE,
    }
}

impl Subscriber for Log {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        // The level may change at any time.
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && severity(*metadata.level()) <= LEVEL.load(Ordering::Relaxed)
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Fields(String::new());
        event.record(&mut text);
        let metadata = event.metadata();
        let file = CString::new(within_crate(metadata.file().unwrap_or_default())).unwrap_or_default();
        let function = CString::new(metadata.target()).unwrap_or_default();
        emit(
            &LogMessage {
                time_ms: now_ms(),
                severity: severity(*metadata.level()),
                file: file.as_c_str().into(),
                line: metadata.line().and_then(|line| i32::try_from(line).ok()).unwrap_or(0),
                function: function.as_c_str().into(),
                message: message(&text.0),
            },
            &file,
            &function,
        );
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The path of a source file without the folder in which it was built.
fn within_crate(path: &str) -> &str {
    let packages = path.split_once("/registry/src/").and_then(|(_, path)| path.split_once('/'));
    packages.map_or(path, |(_, path)| path)
}

fn now_ms() -> u64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
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

/// Writes the text of an event, then its other fields.
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a string does not fail.
        let _ = match field.name() {
            "message" => {
                self.0.insert_str(0, &format!("{value:?}"));
                Ok(())
            }
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}

pub(crate) fn cleanup() {}

pub(crate) fn set_level(level: u32) {
    install();
    LEVEL.store(level, Ordering::Relaxed);
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

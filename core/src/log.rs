//! Log records for the legacy logging APIs: `cass_log_set_callback`, Python's `logging`, the `log` event of Node's client.
//!
//! There is one sink for the process, and each session may have [one of its own](SessionLog). Records are delivered on the dispatcher's thread through a bounded queue, so
//! that user code neither runs on the I/O thread nor slows it down; records that do not fit are counted and dropped.
//! Without a sink, or below its level, a record costs one load and its text is never made.

mod driver;
mod event;
mod session;
mod tap;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

pub(crate) use self::driver::hexadecimal;
pub use self::event::{LogEvent, LogSource};
pub use self::session::SessionLog;
pub(crate) use self::tap::tap_this_thread;
use crate::Dispatcher;
use crate::lock::lock;

/// How important a record is. The order is from none to all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum LogLevel {
    /// Nothing: a filter, never the level of a record.
    Off,
    /// Something failed for good.
    Error,
    /// Something is not as it should be.
    Warn,
    /// Something happened that is worth knowing.
    Info,
    /// What is of use when something is looked for.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    const ALL: [LogLevel; 6] =
        [LogLevel::Off, LogLevel::Error, LogLevel::Warn, LogLevel::Info, LogLevel::Debug, LogLevel::Trace];
}

/// One line of a log.
#[derive(Clone, Debug)]
pub struct LogRecord {
    /// When it was written.
    pub time: SystemTime,
    /// How important it is.
    pub level: LogLevel,
    /// What part of the driver wrote it.
    pub source: LogSource,
    /// The text.
    pub message: String,
    /// What happened, for a binding that words it as its legacy driver does; `None` for a line that is only text.
    pub event: Option<LogEvent>,
    /// The source file that wrote it; empty when it is not known.
    pub file: &'static str,
    /// The line in that file.
    pub line: u32,
}

/// Who gets the records, on the dispatcher's thread.
pub type Sink = Arc<dyn Fn(&LogRecord) + Send + Sync>;

/// How many records may wait for the dispatcher unless [`set_queue_size`] says otherwise.
const QUEUE_SIZE: usize = 8192;

static LEVEL: AtomicU8 = AtomicU8::new(LogLevel::Off as u8);
static DROPPED: AtomicU64 = AtomicU64::new(0);
static WAITING: AtomicUsize = AtomicUsize::new(0);
static STATE: Mutex<State> =
    Mutex::new(State { sink: None, queue: VecDeque::new(), size: QUEUE_SIZE, draining: None });

struct State {
    sink: Option<Sink>,
    queue: VecDeque<LogRecord>,
    size: usize,
    // The process whose dispatcher was asked to deliver: it does not survive a fork.
    draining: Option<u32>,
}

fn state() -> MutexGuard<'static, State> {
    lock(&STATE)
}

/// Sets or removes who gets records, and up to which level. A program that has a subscriber of the crate `tracing`
/// keeps it: what the driver's I/O thread traces goes to both, if the subscriber was set before.
///
/// What still waits for the sink before is dropped, since it was not written for the new one: [`flush`] before delivers it.
pub fn set_sink(sink: Option<Sink>, level: LogLevel) {
    let level = if sink.is_none() { LogLevel::Off } else { level };
    let mut state = state();
    state.sink = sink;
    let unheard = Heard(std::mem::take(&mut state.queue).len());
    drop((state, unheard));
    set_level(level);
}

/// Sets the level up to which the sink gets records.
pub fn set_level(level: LogLevel) {
    LEVEL.store(level as u8, Ordering::Release);
    tracing::callsite::rebuild_interest_cache();
    if level > LogLevel::Off {
        crate::runtime::tap_running();
    }
}

/// The level up to which records are made.
pub fn level() -> LogLevel {
    LogLevel::ALL[usize::from(LEVEL.load(Ordering::Acquire))]
}

/// Sets how many records may wait for the dispatcher; at least 1.
pub fn set_queue_size(size: usize) {
    state().size = size.max(1);
}

/// How many records were dropped because the queue was full.
pub fn dropped() -> u64 {
    DROPPED.load(Ordering::Relaxed)
}

/// Tells whether there are records that the sink has not heard yet. Records of a session's own log do not count.
pub fn is_waiting() -> bool {
    WAITING.load(Ordering::Acquire) > 0
}

/// Waits until the records that are queued have been delivered; not on the dispatcher's thread, which delivers them.
pub fn flush() {
    Dispatcher::shared().flush();
}

/// Tells whether a record of a level would be delivered.
pub fn enabled(level: LogLevel) -> bool {
    level <= self::level()
}

/// Writes a line that is only text: what a binding has to say of its own.
#[track_caller]
pub fn write(level: LogLevel, source: LogSource, message: impl FnOnce() -> String) {
    if enabled(level) {
        let at = std::panic::Location::caller();
        push(record(level, source, message(), None, at.file(), at.line()));
    }
}

/// Writes down that something happened: for the sink, and for a subscriber of the program's own.
#[track_caller]
pub(crate) fn event(event: impl FnOnce() -> LogEvent) {
    // Which level an event has is known only when it is made, so nothing is made when nobody listens at all.
    if level() == LogLevel::Off && tracing::level_filters::LevelFilter::current() == TRACES_OFF {
        return;
    }
    let event = event();
    tap::trace(&event);
    if enabled(event.level()) {
        let at = std::panic::Location::caller();
        let (level, source, message) = (event.level(), event.source(), event.to_string());
        push(record(level, source, message, Some(event), at.file(), at.line()));
    }
}

const TRACES_OFF: tracing::level_filters::LevelFilter = tracing::level_filters::LevelFilter::OFF;

fn record(
    level: LogLevel,
    source: LogSource,
    message: String,
    event: Option<LogEvent>,
    file: &'static str,
    line: u32,
) -> LogRecord {
    LogRecord { time: SystemTime::now(), level, source, message, event, file, line }
}

fn push(record: LogRecord) {
    let mut state = state();
    if state.queue.len() >= state.size {
        DROPPED.fetch_add(1, Ordering::Relaxed);
        return;
    }
    state.queue.push_back(record);
    WAITING.fetch_add(1, Ordering::AcqRel);
    let this = std::process::id();
    if state.draining == Some(this) {
        return;
    }
    state.draining = Some(this);
    drop(state);
    Dispatcher::shared().dispatch(deliver);
}

/// Delivers what is queued, on the dispatcher's thread.
fn deliver() {
    let (records, sink) = {
        let mut state = state();
        state.draining = None;
        (std::mem::take(&mut state.queue), state.sink.clone())
    };
    let _heard = Heard(records.len());
    let Some(sink) = sink else {
        return;
    };
    for record in &records {
        sink(record);
    }
}

/// Counts records as heard when it is dropped, also by a sink that panics.
struct Heard(usize);

impl Drop for Heard {
    fn drop(&mut self) {
        WAITING.fetch_sub(self.0, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests;

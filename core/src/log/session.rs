//! The log of one session: what happens to it goes to the sink of the process and to one of its own.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::panic::Location;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};

use super::{LogEvent, LogLevel, LogRecord, Sink, record};
use crate::Dispatcher;

/// Who hears what happens to one session, besides the sink of the process: its hosts, its control connection, its
/// statements and the schema. Policies do not say which session they are of, so their lines go to the sink of the process
/// alone.
#[derive(Clone, Default)]
pub struct SessionLog(Option<Arc<Own>>);

struct Own {
    sink: Sink,
    level: LogLevel,
    hears_pools: bool,
}

/// How many sessions hear of their pools.
static HEARING_POOLS: AtomicUsize = AtomicUsize::new(0);

/// Which session a task of the I/O thread works for: the crate has one for each pool, and says nothing of sessions.
type Tasks = HashMap<tokio::task::Id, Weak<Own>>;

thread_local! {
    static TASKS: RefCell<Tasks> = RefCell::default();
}

/// Whether any session hears of its pools.
pub(super) fn is_any_hearing_pools() -> bool {
    HEARING_POOLS.load(Ordering::Acquire) > 0
}

/// Delivers what happened in the task that runs to the session it works for, if that wants it.
pub(super) fn deliver_to_session_of_task(event: &LogEvent, file: &'static str, line: u32) {
    let Some(task) = tokio::task::try_id() else { return };
    let own = TASKS.with(|tasks| tasks.borrow().get(&task).and_then(Weak::upgrade));
    if let Some(own) = own.filter(|own| event.level() <= own.level) {
        own.deliver(event.clone(), file, line);
    }
}

impl SessionLog {
    /// Delivers to a sink, on the dispatcher's thread, up to a level.
    pub fn new(sink: Sink, level: LogLevel) -> Self {
        SessionLog(Some(Arc::new(Own { sink, level, hears_pools: false })))
    }

    /// Delivers to a sink also what the crate tells of its connections, which costs each request a little.
    pub fn with_pools(sink: Sink, level: LogLevel) -> Self {
        HEARING_POOLS.fetch_add(1, Ordering::AcqRel);
        SessionLog(Some(Arc::new(Own { sink, level, hears_pools: true })))
    }

    /// Begins to listen to the crate, if that is wanted. Only the I/O thread calls it.
    pub(crate) fn listen(&self) {
        if self.0.as_ref().is_some_and(|own| own.hears_pools) {
            super::tap_this_thread();
        }
    }

    /// Takes note that the task that runs works for this session.
    pub(crate) fn adopt_task(&self) {
        let (Some(own), Some(task)) = (&self.0, tokio::task::try_id()) else { return };
        if !own.hears_pools {
            return;
        }
        TASKS.with(|tasks| {
            let mut tasks = tasks.borrow_mut();
            if tasks.insert(task, Arc::downgrade(own)).is_none() {
                tasks.retain(|_, own| own.strong_count() > 0);
            }
        });
    }

    /// Writes down that something happened to the session.
    #[track_caller]
    pub(crate) fn event(&self, event: impl FnOnce() -> LogEvent) {
        let Some(own) = &self.0 else {
            return super::event(event);
        };
        let event = event();
        if event.level() <= own.level {
            let at = Location::caller();
            own.deliver(event.clone(), at.file(), at.line());
        }
        super::event(|| event);
    }
}

impl Own {
    fn deliver(self: &Arc<Self>, event: LogEvent, file: &'static str, line: u32) {
        let own = Arc::clone(self);
        let (level, source, message) = (event.level(), event.source(), event.to_string());
        let made: LogRecord = record(level, source, message, Some(event), file, line);
        Dispatcher::shared().dispatch(move || (own.sink)(&made));
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if self.hears_pools {
            HEARING_POOLS.fetch_sub(1, Ordering::AcqRel);
            tracing::callsite::rebuild_interest_cache();
        }
    }
}

impl fmt::Debug for SessionLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SessionLog").field(&self.0.as_ref().map(|own| own.level)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{LogEvent, LogLevel, SessionLog};
    use std::sync::{Arc, mpsc};

    #[test]
    fn each_session_hears_what_happens_to_itself_up_to_its_level() {
        let host = "10.0.0.7".parse().unwrap();
        let (sender, heard) = mpsc::channel();
        let log = |name: &'static str| {
            let sender = sender.clone();
            let sink = move |record: &super::LogRecord| drop(sender.send((name, record.message.clone())));
            SessionLog::new(Arc::new(sink), LogLevel::Info)
        };
        let (one, other) = (log("one"), log("other"));
        one.event(|| LogEvent::HostAdded { host });
        one.event(|| LogEvent::ConnectionReady { host });
        other.event(|| LogEvent::HostUp { host });
        SessionLog::default().event(|| LogEvent::HostRemoved { host });
        crate::log::flush();
        let heard: Vec<_> = heard.try_iter().collect();
        let told = |name, text: &str| (name, text.to_owned());
        assert_eq!(heard, [told("one", "New node 10.0.0.7 added"), told("other", "Node 10.0.0.7 is up")]);
    }
}

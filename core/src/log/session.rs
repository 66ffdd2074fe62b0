//! The log of one session: what happens to it goes to the sink of the process and to one of its own.

use std::fmt;
use std::panic::Location;
use std::sync::Arc;

use super::{LogEvent, LogLevel, LogRecord, Sink, record};
use crate::Dispatcher;

/// Who hears what happens to one session, besides the sink of the process: its hosts, its control connection, its
/// statements and the schema. Lines of the crate and of policies do not say which session they are of, so they go to the
/// sink of the process alone.
#[derive(Clone, Default)]
pub struct SessionLog(Option<Arc<Own>>);

struct Own {
    sink: Sink,
    level: LogLevel,
}

impl SessionLog {
    /// Delivers to a sink, on the dispatcher's thread, up to a level.
    pub fn new(sink: Sink, level: LogLevel) -> Self {
        SessionLog(Some(Arc::new(Own { sink, level })))
    }

    /// Writes down that something happened to the session.
    #[track_caller]
    pub(crate) fn event(&self, event: impl FnOnce() -> LogEvent) {
        let Some(own) = &self.0 else {
            return super::event(event);
        };
        let event = event();
        if event.level() <= own.level {
            own.deliver(event.clone());
        }
        super::event(|| event);
    }
}

impl Own {
    #[track_caller]
    fn deliver(self: &Arc<Self>, event: LogEvent) {
        let (own, at) = (Arc::clone(self), Location::caller());
        let made: LogRecord =
            record(event.level(), event.source(), event.to_string(), Some(event), at.file(), at.line());
        Dispatcher::shared().dispatch(move || (own.sink)(&made));
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

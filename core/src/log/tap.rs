//! What core and the crate say through `tracing`, turned into records: a subscriber for the I/O thread alone, which
//! passes everything on to the one that the program has.

use std::cell::RefCell;
use std::fmt::{self, Write};

use tracing::dispatcher::{DefaultGuard, Dispatch};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{Interest, NoSubscriber, Subscriber};
use tracing::{Event, Level, Metadata};

use super::{LogEvent, LogLevel, LogSource, driver, enabled, push, record, session};

thread_local! {
    static TAP: RefCell<Option<DefaultGuard>> = const { RefCell::new(None) };
}

/// Has what this thread traces delivered to the sink as well. Only the I/O thread calls it.
pub(crate) fn tap_this_thread() {
    TAP.with(|tap| {
        let mut tap = tap.borrow_mut();
        if tap.is_some() {
            // While there is no other subscriber, what is wanted is asked of that of the thread that asks.
            tracing::callsite::rebuild_interest_cache();
        } else {
            let next = tracing::dispatcher::get_default(Dispatch::clone);
            *tap = Some(tracing::dispatcher::set_default(&Dispatch::new(Tap { next })));
        }
    });
}

struct Tap {
    next: Dispatch,
}

fn level_of(level: Level) -> LogLevel {
    match level {
        Level::ERROR => LogLevel::Error,
        Level::WARN => LogLevel::Warn,
        Level::INFO => LogLevel::Info,
        Level::DEBUG => LogLevel::Debug,
        Level::TRACE => LogLevel::Trace,
    }
}

/// Only the driver's own modules; Tokio and rustls trace in detail that is of no use to users of a driver.
fn is_ours(metadata: &Metadata<'_>) -> bool {
    let target = metadata.target();
    let ours = target.starts_with("scylla") || target.starts_with("unicql");
    metadata.is_event() && ours && target != RECORDED
}

fn wanted(metadata: &Metadata<'_>) -> bool {
    is_ours(metadata) && (enabled(level_of(*metadata.level())) || driver::may_tell(metadata))
}

/// What is a record already is traced for the program alone.
const RECORDED: &str = "unicql_core::log";

/// Traces an event for the subscriber that the program may have.
pub(super) fn trace(event: &LogEvent) {
    let name = event.name();
    match event.level() {
        LogLevel::Off => {}
        LogLevel::Error => tracing::error!(target: RECORDED, event = name, "{event}"),
        LogLevel::Warn => tracing::warn!(target: RECORDED, event = name, "{event}"),
        LogLevel::Info => tracing::info!(target: RECORDED, event = name, "{event}"),
        LogLevel::Debug => tracing::debug!(target: RECORDED, event = name, "{event}"),
        LogLevel::Trace => tracing::trace!(target: RECORDED, event = name, "{event}"),
    }
}

impl Subscriber for Tap {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        // Asked again whenever the level changes; what the next subscriber wants can change with every span.
        match wanted(metadata) || self.next.enabled(metadata) {
            true => Interest::sometimes(),
            false => Interest::never(),
        }
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        // Most of what is traced for each request is below what anybody wants: then it costs next to nothing.
        self.next.is::<NoSubscriber>().then(driver::least_wanted)
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        wanted(metadata) || self.next.enabled(metadata)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.next.new_span(span)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        self.next.record(span, values);
    }

    fn record_follows_from(&self, span: &Id, follows: &Id) {
        self.next.record_follows_from(span, follows);
    }

    fn event(&self, event: &Event<'_>) {
        if self.next.enabled(event.metadata()) {
            self.next.event(event);
        }
        if wanted(event.metadata()) {
            take(event);
        }
    }

    fn enter(&self, span: &Id) {
        self.next.enter(span);
    }

    fn exit(&self, span: &Id) {
        self.next.exit(span);
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.next.clone_span(id)
    }

    fn try_close(&self, id: Id) -> bool {
        self.next.try_close(id)
    }
}

/// The crate traces every warning of a server; core does it with an event that bindings can word.
const WARNING_OF_SERVER: &str = "Response from the database contains a warning";

fn take(event: &Event<'_>) {
    let mut text = Text::default();
    event.record(&mut text);
    if text.message == WARNING_OF_SERVER {
        return;
    }
    let metadata = event.metadata();
    let (file, line) = (metadata.file().unwrap_or_default(), metadata.line().unwrap_or_default());
    if let Some(event) = driver::event(metadata.target(), &text.message) {
        session::deliver_to_session_of_task(&event, file, line);
        if enabled(event.level()) {
            let (level, source, message) = (event.level(), event.source(), event.to_string());
            push(record(level, source, message, Some(event), file, line));
        }
        return;
    }
    let level = level_of(*metadata.level());
    if enabled(level) {
        let source = LogSource::of_module(metadata.module_path().unwrap_or(metadata.target()));
        push(record(level, source, text.message + &text.fields, None, file, line));
    }
}

#[derive(Default)]
struct Text {
    message: String,
    fields: String,
}

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // Writing to a text cannot fail.
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}

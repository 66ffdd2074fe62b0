//! What the driver told while the faults went on. The log is that of the process, so what is looked for has to name the
//! address of its own test.

use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};

use unicql_core::log::{self, LogEvent, LogLevel};

/// How long the dispatcher may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

static EVENTS: LazyLock<Mutex<Vec<LogEvent>>> = LazyLock::new(|| {
    let keep = |record: &log::LogRecord| EVENTS.lock().unwrap().extend(record.event.clone());
    log::set_sink(Some(std::sync::Arc::new(keep)), LogLevel::Debug);
    Mutex::default()
});

/// Keeps what is told from now on.
pub(crate) fn listen() {
    LazyLock::force(&EVENTS);
}

/// Waits until something was told.
pub(crate) fn expect(what: &str, wanted: impl Fn(&LogEvent) -> bool) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        log::flush();
        if EVENTS.lock().unwrap().iter().any(&wanted) {
            return;
        }
        assert!(Instant::now() < deadline, "nobody told of {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

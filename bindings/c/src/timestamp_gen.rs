//! What generates the timestamps of requests that set none.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::log;

/// A generator; clones share what they gave.
#[derive(Clone, Debug)]
pub(crate) enum TimestampGen {
    /// Leaves timestamps to the server.
    ServerSide,
    /// Never repeats or goes back.
    Monotonic(Arc<Monotonic>),
}

/// The state of a monotonic generator, in microseconds since the epoch.
#[derive(Debug)]
pub(crate) struct Monotonic {
    last: AtomicI64,
    last_warning: AtomicI64,
    warning_threshold_us: i64,
    warning_interval_us: i64,
}

impl Monotonic {
    fn next(&self) -> i64 {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX);
        let advance = |last: i64| now.max(last.saturating_add(1));
        let last = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(advance(last)));
        let next = last.map_or(now, advance);
        if next - now > self.warning_threshold_us {
            self.warn(now, next - now);
        }
        next
    }

    fn warn(&self, now: i64, ahead_us: i64) {
        let last = self.last_warning.load(Ordering::Relaxed);
        if now - last < self.warning_interval_us {
            return;
        }
        if self.last_warning.compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            log::say(log::WARN, format_args!("generated timestamps are {ahead_us} us ahead of the clock"));
        }
    }
}

impl TimestampGen {
    fn monotonic(warning_threshold_us: i64, warning_interval_ms: i64) -> Self {
        TimestampGen::Monotonic(Arc::new(Monotonic {
            last: AtomicI64::new(0),
            last_warning: AtomicI64::new(0),
            warning_threshold_us,
            warning_interval_us: warning_interval_ms.saturating_mul(1000),
        }))
    }

    /// The timestamp of the next request; `None` leaves it to the server.
    pub(crate) fn next(&self) -> Option<i64> {
        match self {
            TimestampGen::ServerSide => None,
            TimestampGen::Monotonic(monotonic) => Some(monotonic.next()),
        }
    }
}

impl Default for TimestampGen {
    fn default() -> Self {
        TimestampGen::monotonic(1_000_000, 1_000)
    }
}

pub(crate) fn server_side_new() -> Option<Box<TimestampGen>> {
    Some(Box::new(TimestampGen::ServerSide))
}

pub(crate) fn monotonic_new() -> Option<Box<TimestampGen>> {
    Some(Box::default())
}

pub(crate) fn monotonic_new_with_settings(threshold_us: i64, interval_ms: i64) -> Option<Box<TimestampGen>> {
    Some(Box::new(TimestampGen::monotonic(threshold_us, interval_ms)))
}

#[cfg(test)]
mod tests {
    use super::TimestampGen;

    #[test]
    fn timestamps_never_repeat() {
        let generator = TimestampGen::default();
        let given: Vec<_> = (0..1000).map(|_| generator.clone().next().unwrap()).collect();
        assert!(given.is_sorted_by(|a, b| a < b));
        assert_eq!(TimestampGen::ServerSide.next(), None);
    }
}

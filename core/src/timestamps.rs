//! The write timestamps of requests that bring none.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Where the timestamps of requests come from that bring none.
#[derive(Clone, Debug, Default)]
pub enum Timestamps {
    /// The server: the order of writes is that in which coordinators got them.
    #[default]
    Server,
    /// This generator; clones share it, so that several sessions can, too.
    Monotonic(Arc<MonotonicTimestamps>),
}

impl Timestamps {
    /// Makes a generator with the legacy settings: a warning at most once a second while timestamps are more than a second
    /// ahead of the clock.
    pub fn monotonic() -> Self {
        Timestamps::Monotonic(Arc::new(MonotonicTimestamps::new(1_000_000, 1_000)))
    }

    /// The timestamp of the next request in microseconds since the epoch; `None` leaves it to the server.
    pub fn next(&self) -> Option<i64> {
        match self {
            Timestamps::Server => None,
            Timestamps::Monotonic(generator) => Some(generator.next()),
        }
    }
}

/// Gives timestamps that never repeat or go back, whatever the clock does and however many threads ask.
#[derive(Debug)]
pub struct MonotonicTimestamps {
    last: AtomicI64,
    /// Milliseconds since `born`; 0 before the first warning.
    warned_at: AtomicU64,
    born: Instant,
    warning_threshold_us: i64,
    warning_interval_ms: u64,
}

impl MonotonicTimestamps {
    /// Makes a generator that warns when its timestamps are more than `warning_threshold_us` microseconds ahead of the
    /// clock, at most every `warning_interval_ms` milliseconds. A negative threshold never warns.
    pub fn new(warning_threshold_us: i64, warning_interval_ms: u64) -> Self {
        MonotonicTimestamps {
            last: AtomicI64::new(0),
            warned_at: AtomicU64::new(0),
            born: Instant::now(),
            warning_threshold_us,
            warning_interval_ms,
        }
    }

    /// The next timestamp, in microseconds since the epoch.
    pub fn next(&self) -> i64 {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX);
        let (next, last) = self.next_at(now);
        if self.is_skewed(last, now) && self.may_warn(self.ticks()) {
            let behind = last - now;
            tracing::warn!(
                "Clock skew detected. The current time ({now}) was {behind} microseconds behind the last generated \
                 timestamp ({last}). The next generated timestamp will be artificially incremented to guarantee \
                 monotonicity."
            );
        }
        next
    }

    /// Returns the timestamp for a time of the clock, and the timestamp before it.
    fn next_at(&self, now: i64) -> (i64, i64) {
        let advance = |last: i64| now.max(last.saturating_add(1));
        let last = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(advance(last)));
        let last = last.unwrap_or_else(|last| last);
        (advance(last), last)
    }

    fn is_skewed(&self, last: i64, now: i64) -> bool {
        self.warning_threshold_us >= 0 && last.saturating_sub(now) > self.warning_threshold_us
    }

    /// The clock that jumps is not the one to space warnings by.
    fn ticks(&self) -> u64 {
        u64::try_from(self.born.elapsed().as_millis()).unwrap_or(u64::MAX).saturating_add(1)
    }

    /// Tells whether a warning is due, to one thread only.
    fn may_warn(&self, ticks: u64) -> bool {
        let before = self.warned_at.load(Ordering::Relaxed);
        let due = before == 0 || ticks > before.saturating_add(self.warning_interval_ms);
        due && self.warned_at.compare_exchange(before, ticks, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{MonotonicTimestamps, Timestamps};
    use std::collections::HashSet;

    #[test]
    fn timestamps_follow_the_clock_and_never_repeat() {
        let generator = MonotonicTimestamps::new(1_000_000, 1_000);
        let given = [100, 100, 99, 102, 500, 1].map(|now| generator.next_at(now).0);
        assert_eq!(given, [100, 101, 102, 103, 500, 501]);
    }

    #[test]
    fn threads_share_one_order() {
        let shared = Timestamps::monotonic();
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let own = shared.clone();
                std::thread::spawn(move || (0..2_000).filter_map(|_| own.next()).collect::<Vec<_>>())
            })
            .collect();
        let given: Vec<Vec<i64>> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        assert!(given.iter().all(|own| own.is_sorted_by(|a, b| a < b)));
        let all: HashSet<i64> = given.into_iter().flatten().collect();
        assert_eq!(all.len(), 16_000, "no two threads got the same");
    }

    #[test]
    fn a_warning_needs_a_jump_of_the_clock_and_a_pause() {
        let generator = MonotonicTimestamps::new(1_000, 1_000);
        assert!(!generator.is_skewed(2_000, 1_000), "just at the threshold");
        assert!(generator.is_skewed(2_001, 1_000));
        assert_eq!([1, 2, 1_001, 1_002].map(|ticks| generator.may_warn(ticks)), [true, false, false, true]);
        assert!(!MonotonicTimestamps::new(-1, 0).is_skewed(i64::MAX, 0));
    }

    #[test]
    fn the_server_side_gives_none() {
        assert_eq!(Timestamps::default().next(), None);
    }
}

//! How long the slowest answers take, for speculative execution: the semantics are those of `PercentileTracker` in the
//! legacy Java driver.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use uuid::Uuid;

use crate::Error;
use crate::lock::lock;

/// One more host is asked when an answer takes longer than those before it mostly did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percentile {
    /// How many percent of the answers came sooner: more than 0, less than 100. Default: 99.
    pub percentile: f64,
    /// How many more hosts at most. Default: 1.
    pub max_executions: usize,
    /// Whether each host is compared with itself; if not, with all. Default: false.
    pub per_host: bool,
    /// The longest latency that is told apart from longer ones, in milliseconds. Default: 15000.
    pub highest_ms: u64,
    /// How many answers of an interval are enough to go by. Default: 1000.
    pub min_measured: u64,
    /// How long answers are collected before they count, in milliseconds; the first that are enough count at once.
    /// Default: 300000.
    pub interval_ms: u64,
}

impl Default for Percentile {
    fn default() -> Self {
        Percentile {
            percentile: 99.0,
            max_executions: 1,
            per_host: false,
            highest_ms: 15_000,
            min_measured: 1_000,
            interval_ms: 300_000,
        }
    }
}

impl Percentile {
    pub(crate) fn check(self) -> Result<Self, Error> {
        let wrong = |why: &str| Err(Error::invalid_option("speculative_execution", why));
        if !(self.percentile > 0.0 && self.percentile < 100.0) {
            return wrong("the percentile must be more than 0 and less than 100");
        }
        if self.highest_ms == 0 || self.interval_ms == 0 {
            return wrong("the highest latency and the interval must be more than 0");
        }
        Ok(self)
    }
}

/// The latencies of all hosts, or of each.
#[derive(Debug)]
pub(crate) struct Percentiles {
    settings: Percentile,
    windows: Mutex<HashMap<Option<Uuid>, Window>>,
}

/// The latencies of an interval in microseconds, and what those of the one before say.
#[derive(Debug)]
struct Window {
    current: Histogram<u32>,
    began: Instant,
    threshold: Option<Duration>,
}

impl Percentiles {
    pub(crate) fn new(settings: Percentile) -> Self {
        Percentiles { settings, windows: Mutex::default() }
    }

    pub(crate) fn settings(&self) -> &Percentile {
        &self.settings
    }

    /// Takes note of an answer.
    pub(crate) fn record(&self, host: Uuid, latency: Duration, now: Instant) {
        let mut windows = lock(&self.windows);
        let window = windows.entry(self.key(host)).or_insert_with(|| Window::new(&self.settings, now));
        window.turn(&self.settings, now);
        window.current.saturating_record(u64::try_from(latency.as_micros()).unwrap_or(u64::MAX));
    }

    /// Returns how long to wait for a host before another is asked; `None` when too little is known.
    pub(crate) fn threshold(&self, host: Uuid, now: Instant) -> Option<Duration> {
        let mut windows = lock(&self.windows);
        let window = windows.get_mut(&self.key(host))?;
        window.turn(&self.settings, now);
        window.threshold
    }

    /// Forgets a host that has left the cluster.
    pub(crate) fn forget(&self, host: Uuid) {
        lock(&self.windows).remove(&Some(host));
    }

    fn key(&self, host: Uuid) -> Option<Uuid> {
        self.settings.per_host.then_some(host)
    }
}

impl Window {
    fn new(settings: &Percentile, now: Instant) -> Self {
        let highest = settings.highest_ms.saturating_mul(1_000).max(2);
        let bounded = Histogram::new_with_bounds(1, highest, 2);
        let current =
            bounded.unwrap_or_else(|_| Histogram::new(2).expect("two digits are a legal precision"));
        Window { current, began: now, threshold: None }
    }

    /// Goes on to the next interval when the current one is over.
    fn turn(&mut self, settings: &Percentile, now: Instant) {
        let enough = self.current.len() >= settings.min_measured.max(1);
        let over = now.saturating_duration_since(self.began) >= Duration::from_millis(settings.interval_ms);
        let first = enough && self.threshold.is_none();
        if !over && !first {
            return;
        }
        self.threshold =
            enough.then(|| Duration::from_micros(self.current.value_at_percentile(settings.percentile)));
        self.current.reset();
        self.began = now;
    }
}

#[cfg(test)]
mod tests {
    use super::{Percentile, Percentiles};
    use std::time::{Duration, Instant};
    use uuid::Uuid;

    const MS: Duration = Duration::from_millis(1);
    const HOSTS: [Uuid; 2] = [Uuid::from_u128(1), Uuid::from_u128(2)];

    fn settings(per_host: bool) -> Percentile {
        Percentile {
            percentile: 90.0,
            min_measured: 100,
            interval_ms: 1_000,
            per_host,
            ..Percentile::default()
        }
    }

    fn about(threshold: Option<Duration>) -> Option<u128> {
        threshold.map(|threshold| (threshold.as_micros() + 500) / 1_000)
    }

    #[test]
    fn too_few_answers_say_nothing() {
        let (percentiles, now) = (Percentiles::new(settings(false)), Instant::now());
        for _ in 0..99 {
            percentiles.record(HOSTS[0], MS, now);
        }
        assert_eq!(percentiles.threshold(HOSTS[0], now), None);
        percentiles.record(HOSTS[0], MS, now);
        assert_eq!(about(percentiles.threshold(HOSTS[0], now)), Some(1));
    }

    #[test]
    fn the_slowest_answers_count_not_the_fastest() {
        let (percentiles, now) = (Percentiles::new(settings(false)), Instant::now());
        for latency in (1..=100).rev() {
            percentiles.record(HOSTS[latency % 2], u32::try_from(latency).unwrap() * MS, now);
        }
        let threshold = about(percentiles.threshold(HOSTS[0], now)).unwrap();
        assert!((89..=91).contains(&threshold), "{threshold}");
        assert_eq!(percentiles.threshold(HOSTS[1], now), percentiles.threshold(HOSTS[0], now));
    }

    #[test]
    fn hosts_may_be_compared_with_themselves() {
        let (percentiles, now) = (Percentiles::new(settings(true)), Instant::now());
        for _ in 0..100 {
            percentiles.record(HOSTS[0], 10 * MS, now);
            percentiles.record(HOSTS[1], 50 * MS, now);
        }
        assert_eq!(HOSTS.map(|host| about(percentiles.threshold(host, now))), [Some(10), Some(50)]);
        percentiles.forget(HOSTS[1]);
        assert_eq!(percentiles.threshold(HOSTS[1], now), None);
    }

    #[test]
    fn each_interval_replaces_the_one_before() {
        let (percentiles, mut now) = (Percentiles::new(settings(false)), Instant::now());
        let answers = |latency, now| (0..100).for_each(|_| percentiles.record(HOSTS[0], latency, now));
        answers(10 * MS, now);
        assert_eq!(about(percentiles.threshold(HOSTS[0], now)), Some(10));
        answers(20 * MS, now);
        assert_eq!(about(percentiles.threshold(HOSTS[0], now)), Some(10), "the interval is not over");
        now += 1_000 * MS;
        assert_eq!(about(percentiles.threshold(HOSTS[0], now)), Some(20));
        now += 1_000 * MS;
        assert_eq!(percentiles.threshold(HOSTS[0], now), None, "a silent interval says nothing");
    }

    #[test]
    fn latencies_beyond_the_highest_are_taken_for_it() {
        let (percentiles, now) =
            (Percentiles::new(Percentile { highest_ms: 10, ..settings(false) }), Instant::now());
        (0..100).for_each(|_| percentiles.record(HOSTS[0], Duration::from_secs(3_600), now));
        assert!((9..=11).contains(&about(percentiles.threshold(HOSTS[0], now)).unwrap()));
    }

    #[test]
    fn a_percentile_is_between_0_and_100() {
        for percentile in [0.0, 100.0, f64::NAN, -1.0] {
            assert!(Percentile { percentile, ..Percentile::default() }.check().is_err());
        }
        assert!(Percentile::default().check().is_ok());
    }
}

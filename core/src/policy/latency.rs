//! How fast hosts answer: a moving average for latency-aware load balancing.
//!
//! The average is that of `libcassandra`: each answer moves it the more the longer ago the one before was, by
//! `w = ln(d / scale + 1) / (d / scale)`, where `d` is the time between the two.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use uuid::Uuid;

use crate::lock::lock;
use crate::log::{self, LogEvent};

/// When a host is too slow to be asked in its turn. The defaults are those of `cass_cluster_set_latency_aware_routing`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LatencyAwareness {
    /// How many times slower than the fastest host a host may be. Default: 2.0.
    pub exclusion_threshold: f64,
    /// How fast older answers lose weight, in milliseconds: larger is slower. Default: 100.
    pub scale_ms: u64,
    /// After how many milliseconds without an answer a host gets another chance. Default: 10000.
    pub retry_period_ms: u64,
    /// How often the fastest host is looked for, in milliseconds. Default: 100.
    pub update_rate_ms: u64,
    /// How many answers of a host count for anything. Default: 50.
    pub min_measured: u64,
}

impl Default for LatencyAwareness {
    fn default() -> Self {
        LatencyAwareness {
            exclusion_threshold: 2.0,
            scale_ms: 100,
            retry_period_ms: 10_000,
            update_rate_ms: 100,
            min_measured: 50,
        }
    }
}

/// The moving average of one host.
#[derive(Clone, Copy, Debug)]
struct Average {
    /// In nanoseconds; none while too few answers have come to begin.
    nanoseconds: Option<f64>,
    at: Instant,
    measured: u64,
}

impl Average {
    fn new(now: Instant) -> Self {
        Average { nanoseconds: None, at: now, measured: 0 }
    }

    fn add(&mut self, latency: Duration, now: Instant, settings: &LatencyAwareness) {
        let nanoseconds = latency.as_nanos() as f64;
        // The first answers pay for opening connections and warming up.
        let begins_at = settings.min_measured * 30 / 100;
        self.nanoseconds = match self.nanoseconds {
            _ if self.measured < begins_at => None,
            None => Some(nanoseconds),
            Some(average) => {
                let delay = now.saturating_duration_since(self.at);
                if delay.is_zero() {
                    return;
                }
                let scaled = delay.as_secs_f64() * 1_000.0 / settings.scale_ms.max(1) as f64;
                let weight = scaled.ln_1p() / scaled;
                Some((1.0 - weight) * nanoseconds + weight * average)
            }
        };
        self.measured += 1;
        self.at = now;
    }

    /// The average, if it is of enough answers and the last is not too long ago.
    fn usable(&self, now: Instant, settings: &LatencyAwareness) -> Option<f64> {
        let age = now.saturating_duration_since(self.at);
        let counts =
            self.measured >= settings.min_measured && age <= Duration::from_millis(settings.retry_period_ms);
        self.nanoseconds.filter(|_| counts)
    }
}

/// The averages of all hosts.
#[derive(Debug)]
pub(crate) struct Averages {
    settings: LatencyAwareness,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    hosts: HashMap<Uuid, Average>,
    fastest: Option<f64>,
    looked_at: Option<Instant>,
}

impl Averages {
    pub(crate) fn new(settings: LatencyAwareness) -> Self {
        Averages { settings, state: Mutex::default() }
    }

    /// Takes note of an answer.
    pub(crate) fn record(&self, host: Uuid, latency: Duration, now: Instant) {
        let mut state = lock(&self.state);
        state.hosts.entry(host).or_insert_with(|| Average::new(now)).add(latency, now, &self.settings);
        state.look_for_fastest(now, &self.settings);
    }

    /// Forgets a host that has left the cluster.
    pub(crate) fn forget(&self, host: Uuid) {
        lock(&self.state).hosts.remove(&host);
    }

    /// Tells whether a host is too slow to be asked in its turn.
    pub(crate) fn is_slow(&self, host: Uuid, now: Instant) -> bool {
        let mut state = lock(&self.state);
        state.look_for_fastest(now, &self.settings);
        let average = state.hosts.get(&host).and_then(|average| average.usable(now, &self.settings));
        let (Some(average), Some(fastest)) = (average, state.fastest) else {
            return false;
        };
        average > fastest * self.settings.exclusion_threshold
    }
}

impl State {
    fn look_for_fastest(&mut self, now: Instant, settings: &LatencyAwareness) {
        let rate = Duration::from_millis(settings.update_rate_ms);
        if self.looked_at.is_some_and(|at| now.saturating_duration_since(at) < rate) {
            return;
        }
        self.looked_at = Some(now);
        let averages = self.hosts.values().filter_map(|average| average.usable(now, settings));
        let Some(fastest) = averages.min_by(f64::total_cmp) else {
            return;
        };
        log::event(|| LogEvent::LatencyMinimum { microseconds: (fastest / 1e3) as u64 });
        self.fastest = Some(fastest);
    }
}

#[cfg(test)]
mod tests {
    use super::{Average, Averages, LatencyAwareness};
    use std::time::{Duration, Instant};
    use uuid::Uuid;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn the_first_third_of_the_answers_does_not_count() {
        let settings = LatencyAwareness { min_measured: 15, ..LatencyAwareness::default() };
        let mut now = Instant::now();
        let mut average = Average::new(now);
        for _ in 0..4 {
            average.add(MS, now, &settings);
            now += MS;
            assert_eq!(average.nanoseconds, None);
        }
        average.add(MS, now, &settings);
        assert_eq!(average.nanoseconds, Some(1e6));
        assert_eq!(average.usable(now, &settings), None, "5 of 15 answers");
    }

    #[test]
    fn the_longer_the_pause_the_more_an_answer_counts() {
        let settings = LatencyAwareness { min_measured: 0, ..LatencyAwareness::default() };
        let start = Instant::now();
        let after = |pause: Duration| {
            let mut average = Average::new(start);
            average.add(100 * MS, start, &settings);
            average.add(50 * MS, start + pause, &settings);
            average.nanoseconds.unwrap() / 1e6
        };
        let moved = [0, 1, 10, 100, 1_000, 100_000].map(|pause| after(pause * MS));
        assert_eq!(moved[0], 100.0, "two answers at once are one");
        assert!(moved.windows(2).all(|pair| pair[0] > pair[1]), "{moved:?}");
        let expected = 50.0 + 50.0 * 2f64.ln();
        assert!((moved[3] - expected).abs() < 1e-6, "a pause of one scale keeps ln 2 of the average");
        assert!(moved[5] < 51.0);
    }

    #[test]
    fn a_slow_host_waits_until_the_retry_period_is_over() {
        let settings =
            LatencyAwareness { min_measured: 1, retry_period_ms: 1_000, ..LatencyAwareness::default() };
        let averages = Averages::new(settings);
        let [fast, slow, unknown] = [1, 2, 3].map(Uuid::from_u128);
        let mut now = Instant::now();
        for _ in 0..2 {
            averages.record(fast, 2 * MS, now);
            averages.record(slow, 5 * MS, now);
            now += 200 * MS;
        }
        assert_eq!([fast, slow, unknown].map(|host| averages.is_slow(host, now)), [false, true, false]);
        let later = now + 1_000 * MS;
        assert!(!averages.is_slow(slow, later), "it gets another chance");
        averages.forget(slow);
        assert!(!averages.is_slow(slow, now));
    }

    #[test]
    fn too_few_answers_exclude_nobody() {
        let averages = Averages::new(LatencyAwareness::default());
        let [fast, slow] = [1, 2].map(Uuid::from_u128);
        let mut now = Instant::now();
        for _ in 0..49 {
            averages.record(fast, MS, now);
            averages.record(slow, 1_000 * MS, now);
            now += 10 * MS;
        }
        assert!(!averages.is_slow(slow, now));
        for _ in 0..20 {
            averages.record(fast, MS, now);
            averages.record(slow, 1_000 * MS, now);
            now += 10 * MS;
        }
        assert!(averages.is_slow(slow, now + 100 * MS));
    }
}

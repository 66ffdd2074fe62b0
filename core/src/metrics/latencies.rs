//! Latencies in microseconds, with three significant digits from one microsecond to an hour.

use std::time::{Duration, Instant};

use hdrhistogram::Histogram as Counts;

const HIGHEST_US: u64 = 3_600_000_000;
const SIGNIFICANT_DIGITS: u8 = 3;

/// How latencies are spread, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Latencies {
    /// How many were measured.
    pub count: u64,
    /// The shortest.
    pub min: u64,
    /// The longest.
    pub max: u64,
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub stddev: f64,
    /// Half of them were no longer.
    pub median: u64,
    /// 75 % were no longer.
    pub p75: u64,
    /// 95 % were no longer.
    pub p95: u64,
    /// 98 % were no longer.
    pub p98: u64,
    /// 99 % were no longer.
    pub p99: u64,
    /// 99.9 % were no longer.
    pub p999: u64,
}

impl Latencies {
    pub(super) fn of(counts: &Counts<u64>) -> Self {
        if counts.is_empty() {
            return Latencies::default();
        }
        let at = |percentile: f64| counts.value_at_percentile(percentile);
        Latencies {
            count: counts.len(),
            min: counts.min(),
            max: counts.max(),
            mean: counts.mean(),
            stddev: counts.stdev(),
            median: at(50.0),
            p75: at(75.0),
            p95: at(95.0),
            p98: at(98.0),
            p99: at(99.0),
            p999: at(99.9),
        }
    }
}

/// Counts of latencies: of all, or of the last interval that is over.
pub(super) struct Histogram {
    current: Counts<u64>,
    last: Option<Interval>,
}

struct Interval {
    length: Duration,
    ends: Instant,
    counts: Counts<u64>,
}

fn empty() -> Counts<u64> {
    // It grows to what is recorded, so that a histogram that nobody fills costs little.
    let mut counts = Counts::new(SIGNIFICANT_DIGITS).expect("three significant digits are allowed");
    counts.auto(true);
    counts
}

impl Histogram {
    pub(super) fn new(interval: Option<Duration>, now: Instant) -> Self {
        let last = interval.map(|length| Interval { length, ends: now + length, counts: empty() });
        Histogram { current: empty(), last }
    }

    pub(super) fn record(&mut self, latency: Duration, now: Instant) {
        self.turn(now);
        let microseconds = u64::try_from(latency.as_micros()).unwrap_or(HIGHEST_US);
        // Fails only for values beyond the scale, and there are none.
        let _ = self.current.record(microseconds.clamp(1, HIGHEST_US));
    }

    pub(super) fn counts(&mut self, now: Instant) -> Counts<u64> {
        self.turn(now);
        self.last.as_ref().map_or(&self.current, |last| &last.counts).clone()
    }

    /// Ends the interval when its time has come.
    fn turn(&mut self, now: Instant) {
        let Some(last) = self.last.as_mut().filter(|last| now >= last.ends) else {
            return;
        };
        let overdue = now - last.ends;
        std::mem::swap(&mut last.counts, &mut self.current);
        self.current.reset();
        if overdue >= last.length {
            // What was recorded is of an interval before the last one, in which there was nothing.
            last.counts.reset();
        }
        last.ends = now + last.length;
    }
}

#[cfg(test)]
mod tests {
    use super::{Histogram, Latencies};
    use std::time::{Duration, Instant};

    #[test]
    fn percentiles_are_of_what_was_recorded() {
        let now = Instant::now();
        let mut histogram = Histogram::new(None, now);
        assert_eq!(Latencies::of(&histogram.counts(now)), Latencies::default());
        for microseconds in 1..=1000 {
            histogram.record(Duration::from_micros(microseconds), now);
        }
        let latencies = Latencies::of(&histogram.counts(now));
        let found = [latencies.count, latencies.min, latencies.max, latencies.median, latencies.p75];
        assert_eq!(found, [1000, 1, 1000, 500, 750]);
        assert_eq!([latencies.p95, latencies.p98, latencies.p99], [950, 980, 990]);
        assert!((999..=1000).contains(&latencies.p999), "{}", latencies.p999);
        assert!((latencies.mean - 500.5).abs() < 0.01 && (latencies.stddev - 288.67).abs() < 0.01);
    }

    #[test]
    fn latencies_beyond_the_scale_are_counted_at_its_ends() {
        let now = Instant::now();
        let mut histogram = Histogram::new(None, now);
        histogram.record(Duration::ZERO, now);
        histogram.record(Duration::MAX, now);
        let latencies = Latencies::of(&histogram.counts(now));
        assert_eq!((latencies.count, latencies.min), (2, 1));
        assert!(latencies.max >= super::HIGHEST_US, "{}", latencies.max);
    }

    #[test]
    fn an_interval_forgets_those_before_it() {
        let start = Instant::now();
        let second = Duration::from_secs(1);
        let mut histogram = Histogram::new(Some(second), start);
        histogram.record(Duration::from_micros(7), start);
        let count = |histogram: &mut Histogram, at| Latencies::of(&histogram.counts(at)).count;
        assert_eq!(count(&mut histogram, start), 0, "the first interval is not over");
        assert_eq!(count(&mut histogram, start + second), 1);
        assert_eq!(count(&mut histogram, start + second * 2), 0);
        histogram.record(Duration::from_micros(7), start + second * 2);
        assert_eq!(count(&mut histogram, start + second * 9), 0, "that was long ago");
    }
}

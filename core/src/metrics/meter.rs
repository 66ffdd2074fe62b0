//! Rates as load averages are made: moving averages that forget exponentially, moved every five seconds.

use std::time::{Duration, Instant};

const TICK: Duration = Duration::from_secs(5);

/// How many there were in a second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// Since the start.
    pub mean: f64,
    /// In the last minute.
    pub one_minute: f64,
    /// In the last five minutes.
    pub five_minutes: f64,
    /// In the last fifteen minutes.
    pub fifteen_minutes: f64,
}

pub(super) struct Meter {
    start: Instant,
    last_tick: Instant,
    count: u64,
    uncounted: u64,
    // None until the first tick, which has no average to move.
    averages: Option<[f64; 3]>,
}

const MINUTES: [f64; 3] = [1.0, 5.0, 15.0];

impl Meter {
    pub(super) fn new(now: Instant) -> Self {
        Meter { start: now, last_tick: now, count: 0, uncounted: 0, averages: None }
    }

    pub(super) fn mark(&mut self, now: Instant) {
        self.tick(now);
        self.count += 1;
        self.uncounted += 1;
    }

    pub(super) fn rates(&mut self, now: Instant) -> Rates {
        self.tick(now);
        let elapsed = (now - self.start).as_secs_f64();
        let mean = if elapsed > 0.0 { self.count as f64 / elapsed } else { 0.0 };
        let [one_minute, five_minutes, fifteen_minutes] = self.averages.unwrap_or_default();
        Rates { mean, one_minute, five_minutes, fifteen_minutes }
    }

    fn tick(&mut self, now: Instant) {
        let elapsed = now.saturating_duration_since(self.last_tick);
        if elapsed < TICK {
            return;
        }
        let ticks = (elapsed.as_nanos() / TICK.as_nanos()) as u32;
        self.last_tick += TICK * ticks;
        let rate = std::mem::take(&mut self.uncounted) as f64 / TICK.as_secs_f64();
        let mut averages = self.averages.unwrap_or([rate; 3]);
        for (average, minutes) in averages.iter_mut().zip(MINUTES) {
            let kept = (-TICK.as_secs_f64() / 60.0 / minutes).exp();
            *average = rate + (*average - rate) * kept;
            // The further ticks found nothing.
            *average *= kept.powf(f64::from(ticks - 1));
        }
        self.averages = Some(averages);
    }
}

#[cfg(test)]
mod tests {
    use super::{Meter, TICK};
    use std::time::{Duration, Instant};

    #[test]
    fn a_steady_rate_is_found_and_then_forgotten() {
        let start = Instant::now();
        let mut meter = Meter::new(start);
        for second in 0..600 {
            for _ in 0..10 {
                meter.mark(start + Duration::from_secs(second));
            }
        }
        let rates = meter.rates(start + Duration::from_secs(600));
        for rate in [rates.mean, rates.one_minute, rates.five_minutes, rates.fifteen_minutes] {
            assert!((rate - 10.0).abs() < 0.01, "{rates:?}");
        }
        let later = meter.rates(start + Duration::from_secs(660));
        assert!((later.one_minute - 10.0 * (-1.0_f64).exp()).abs() < 0.01, "{later:?}");
        assert!(later.one_minute < later.five_minutes && later.five_minutes < later.fifteen_minutes);
    }

    #[test]
    fn before_the_first_tick_only_the_mean_is_known() {
        let start = Instant::now();
        let mut meter = Meter::new(start);
        meter.mark(start);
        let rates = meter.rates(start + TICK / 5);
        assert_eq!((rates.mean, rates.one_minute), (1.0, 0.0));
    }
}

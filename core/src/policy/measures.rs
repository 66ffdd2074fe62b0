//! What is measured of hosts while requests run, for the policies that ask. Nothing is measured that no policy asks for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use uuid::Uuid;

use super::latency::Averages;
use super::percentile::Percentiles;
use crate::lock::lock;

/// The measures of a session.
#[derive(Debug, Default)]
pub(crate) struct Measures {
    wanted: RwLock<Wanted>,
    in_flight: Mutex<HashMap<Uuid, usize>>,
}

#[derive(Clone, Debug, Default)]
struct Wanted {
    in_flight: bool,
    averages: Vec<Arc<Averages>>,
    percentiles: Vec<Arc<Percentiles>>,
}

impl Measures {
    /// Counts the requests under way from now on.
    pub(crate) fn want_in_flight(&self) {
        self.change(|wanted| wanted.in_flight = true);
    }

    /// Feeds these averages from now on.
    pub(crate) fn want_averages(&self, averages: Arc<Averages>) {
        self.change(|wanted| wanted.averages.push(averages));
    }

    /// Feeds these percentiles from now on.
    pub(crate) fn want_percentiles(&self, percentiles: Arc<Percentiles>) {
        self.change(|wanted| wanted.percentiles.push(percentiles));
    }

    fn change(&self, change: impl FnOnce(&mut Wanted)) {
        change(&mut self.wanted.write().unwrap_or_else(PoisonError::into_inner));
    }

    fn wanted<T>(&self, read: impl FnOnce(&Wanted) -> T) -> T {
        read(&self.wanted.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes that a host is asked; the request is under way for as long as what is returned lives.
    pub(crate) fn asked(self: &Arc<Self>, host: Uuid) -> Option<UnderWay> {
        let (in_flight, timed) = self.wanted(|wanted| {
            (wanted.in_flight, !(wanted.averages.is_empty() && wanted.percentiles.is_empty()))
        });
        if !in_flight && !timed {
            return None;
        }
        if in_flight {
            *self.counts().entry(host).or_default() += 1;
        }
        Some(UnderWay { measures: Arc::clone(self), host, since: Instant::now(), counted: in_flight })
    }

    /// How many requests a host has not answered yet.
    pub(crate) fn in_flight(&self, host: Uuid) -> usize {
        self.counts().get(&host).copied().unwrap_or_default()
    }

    /// Forgets a host that has left the cluster.
    pub(crate) fn forget(&self, host: Uuid) {
        self.wanted(|wanted| {
            wanted.averages.iter().for_each(|averages| averages.forget(host));
            wanted.percentiles.iter().for_each(|percentiles| percentiles.forget(host));
        });
    }

    fn record(&self, host: Uuid, latency: Duration, now: Instant) {
        self.wanted(|wanted| {
            wanted.averages.iter().for_each(|averages| averages.record(host, latency, now));
            wanted.percentiles.iter().for_each(|percentiles| percentiles.record(host, latency, now));
        });
    }

    fn counts(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, usize>> {
        lock(&self.in_flight)
    }
}

/// A request that a host has not answered yet.
#[derive(Debug)]
pub(crate) struct UnderWay {
    measures: Arc<Measures>,
    host: Uuid,
    since: Instant,
    counted: bool,
}

impl UnderWay {
    /// Takes the time of a result. Errors are not timed: a host that refuses at once is not a fast one.
    pub(crate) fn answered(&self) {
        let now = Instant::now();
        self.measures.record(self.host, now.saturating_duration_since(self.since), now);
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if !self.counted {
            return;
        }
        let mut counts = self.measures.counts();
        let Some(count) = counts.get_mut(&self.host) else {
            return;
        };
        *count -= 1;
        if *count == 0 {
            counts.remove(&self.host);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Measures;
    use crate::policy::latency::{Averages, LatencyAwareness};
    use uuid::Uuid;

    #[test]
    fn nothing_is_measured_that_nobody_wants() {
        assert!(Arc::new(Measures::default()).asked(Uuid::nil()).is_none());
    }

    #[test]
    fn requests_count_until_they_end_however_they_end() {
        let measures = Arc::new(Measures::default());
        measures.want_in_flight();
        let [one, other] = [1, 2].map(Uuid::from_u128);
        let first = measures.asked(one);
        let second = measures.asked(one);
        assert_eq!([one, other].map(|host| measures.in_flight(host)), [2, 0]);
        drop(first);
        second.as_ref().unwrap().answered();
        assert_eq!(measures.in_flight(one), 1);
        drop(second);
        assert_eq!(measures.in_flight(one), 0);
        assert!(measures.counts().is_empty(), "a host that is gone leaves nothing behind");
    }

    #[test]
    fn one_that_began_before_counting_does_not_end_another() {
        let measures = Arc::new(Measures::default());
        measures.want_averages(Arc::new(Averages::new(LatencyAwareness::default())));
        let timed_only = measures.asked(Uuid::nil());
        measures.want_in_flight();
        let counted = measures.asked(Uuid::nil());
        drop(timed_only);
        assert_eq!(measures.in_flight(Uuid::nil()), 1);
        drop(counted);
    }
}

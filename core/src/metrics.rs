//! What a session counts and times. All hooks are called on the I/O thread, so the one lock is never contended but by
//! a snapshot. By callgrind, those of a request take 330 instructions when metrics are on, a reading of the clock included;
//! when they are off and nobody observes, they ask for that and do nothing.

mod latencies;
mod meter;

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use self::latencies::Histogram;
pub use self::latencies::Latencies;
use self::meter::Meter;
pub use self::meter::Rates;
use crate::lock::lock;
use crate::observer::{AttemptRecord, Observation, Observer, ObserverSlot, RequestRecord};
use crate::{Error, ErrorKind, Request};

/// What a session has counted and timed since it connected.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MetricsSnapshot {
    /// How long requests took that were answered, failures by the server included.
    pub requests: Latencies,
    /// How many requests were answered in a second.
    pub rates: Rates,
    /// How long executions ran whose request was answered by another, speculative or first.
    pub speculative: Latencies,
    /// How many further executions were started because a host took long.
    pub speculative_executions: u64,
    /// Tries that failed.
    pub errors: Tally,
    /// Tries that failed and were followed by another because the retry policy said so.
    pub retries: Tally,
    /// Failures that the retry policy made an empty answer of.
    pub ignores: u64,
    /// Connections that could not be opened in time.
    pub connection_timeouts: u64,
    /// Requests that ended because the time of the driver ran out, all their tries included.
    pub request_timeouts: u64,
    /// Requests that were refused because too many were under way.
    pub pending_timeouts: u64,
    /// How many requests are under way.
    pub in_flight: usize,
    /// How many hosts the session knows.
    pub known_hosts: usize,
    /// How many hosts have a connection.
    pub connected_hosts: usize,
    /// How many connections the session keeps to those hosts, the one for metadata aside.
    pub open_connections: usize,
}

impl MetricsSnapshot {
    /// The part of the executions in percent whose work was for nothing, because another was faster.
    pub fn speculative_percentage(&self) -> f64 {
        let all = self.speculative.count + self.requests.count;
        if all == 0 { 0.0 } else { self.speculative.count as f64 / all as f64 * 100.0 }
    }
}

/// Errors, counted by what went wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Credentials were refused or missing.
    pub authentication: u64,
    /// A connection could not be opened, or broke.
    pub connection: u64,
    /// The time of the driver ran out.
    pub client_timeout: u64,
    /// Too few replicas answered a read in time.
    pub read_timeout: u64,
    /// Too few replicas acknowledged a write in time.
    pub write_timeout: u64,
    /// Too few replicas were alive.
    pub unavailable: u64,
    /// Everything else.
    pub other: u64,
}

impl Tally {
    fn add(&mut self, kind: ErrorKind) {
        let count = match kind {
            ErrorKind::BadCredentials | ErrorKind::AuthenticationRequired => &mut self.authentication,
            ErrorKind::ConnectionFailed
            | ErrorKind::ConnectionClosed
            | ErrorKind::NoHostAvailable
            | ErrorKind::UnresolvedHost
            | ErrorKind::Tls
            | ErrorKind::NotCql => &mut self.connection,
            ErrorKind::TimedOut => &mut self.client_timeout,
            ErrorKind::ReadTimeout => &mut self.read_timeout,
            ErrorKind::WriteTimeout => &mut self.write_timeout,
            ErrorKind::Unavailable => &mut self.unavailable,
            _ => &mut self.other,
        };
        *count += 1;
    }

    /// How many there are in all.
    pub fn total(&self) -> u64 {
        self.authentication
            + self.connection
            + self.client_timeout
            + self.read_timeout
            + self.write_timeout
            + self.unavailable
            + self.other
    }
}

/// When an execution or a try started; nothing when nobody wants to know.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Started(Option<Instant>);

impl Started {
    fn elapsed(self) -> Option<Duration> {
        self.0.map(|start| start.elapsed())
    }
}

/// The metrics of a session and its observer. Clones share them.
#[derive(Clone)]
pub(crate) struct Metrics {
    recorder: Option<Arc<Mutex<Recorder>>>,
    observer: Arc<ObserverSlot>,
}

struct Recorder {
    counted: MetricsSnapshot,
    requests: Histogram,
    speculative: Histogram,
    meter: Meter,
}

impl Metrics {
    /// Makes the metrics of a session. With an interval, latencies are those of the last interval that is over.
    pub(crate) fn new(enabled: bool, interval: Option<Duration>) -> Self {
        let recorder = enabled.then(|| {
            let now = Instant::now();
            Arc::new(Mutex::new(Recorder {
                counted: MetricsSnapshot::default(),
                requests: Histogram::new(interval, now),
                speculative: Histogram::new(interval, now),
                meter: Meter::new(now),
            }))
        });
        Metrics { recorder, observer: Arc::default() }
    }

    /// Sets or removes who watches.
    pub(crate) fn set_observer(&self, observer: Option<Arc<dyn Observer>>) {
        self.observer.set(observer);
    }

    fn lock(&self) -> Option<MutexGuard<'_, Recorder>> {
        (self.recorder.as_ref()).map(|recorder| lock(recorder))
    }

    /// Tells whether the sizes of requests and answers are worth finding out.
    pub(crate) fn is_observed(&self) -> bool {
        self.observer.is_present()
    }

    /// Takes the time at the start of an execution that may be abandoned.
    pub(crate) fn start_execution(&self) -> Started {
        Started((self.recorder.is_some() || self.is_observed()).then(Instant::now))
    }

    /// Takes the time at the start of a try, which observers alone hear of.
    pub(crate) fn start_try(&self) -> Started {
        Started(self.is_observed().then(Instant::now))
    }

    /// A request ended, after all its tries.
    pub(crate) fn on_request_end(&self, started: Instant, request: &Request, error: Option<&Error>) {
        if self.recorder.is_none() && !self.is_observed() {
            return;
        }
        let now = Instant::now();
        let latency = now.saturating_duration_since(started);
        if let Some(mut recorder) = self.lock() {
            recorder.request_ended(latency, now, error);
        }
        self.observer.notify(Observation::Request(&RequestRecord { request, latency, error }));
    }

    /// A try on one host ended. `sizes` are the bytes of the request's body and of the answer's rows; they are asked
    /// for only when an observer wants them.
    pub(crate) fn on_attempt_end(
        &self,
        started: Started,
        request: &Request,
        host: Option<std::net::SocketAddr>,
        error: Option<&Error>,
        sizes: impl FnOnce() -> (usize, usize),
    ) {
        if let Some(error) = error
            && let Some(mut recorder) = self.lock()
        {
            recorder.counted.errors.add(error.kind());
        }
        if !self.is_observed() {
            return;
        }
        let (request_bytes, response_bytes) = sizes();
        let latency = started.elapsed().unwrap_or_default();
        let record = AttemptRecord { request, host, latency, request_bytes, response_bytes, error };
        self.observer.notify(Observation::Attempt(&record));
    }

    /// The retry policy has a request tried again.
    pub(crate) fn on_retry(&self, error: &Error) {
        if let Some(mut recorder) = self.lock() {
            recorder.counted.retries.add(error.kind());
        }
        self.observer.notify(Observation::Retry(error));
    }

    /// The retry policy makes an empty answer of an error.
    pub(crate) fn on_ignore(&self, error: &Error) {
        if let Some(mut recorder) = self.lock() {
            recorder.counted.ignores += 1;
        }
        self.observer.notify(Observation::Ignore(error));
    }

    /// A request is sent to a further host because the first takes long.
    pub(crate) fn on_speculative_execution(&self) {
        if let Some(mut recorder) = self.lock() {
            recorder.counted.speculative_executions += 1;
        }
        self.observer.notify(Observation::SpeculativeExecution);
    }

    /// An execution, the first or a speculative one, is given up because another was faster. `started` is when it
    /// started itself.
    pub(crate) fn on_execution_abandoned(&self, started: Started) {
        let Some(latency) = started.elapsed() else {
            return;
        };
        if let Some(mut recorder) = self.lock() {
            recorder.speculative.record(latency, Instant::now());
        }
    }

    /// A connection could not be opened, or broke while no request was there to say so.
    pub(crate) fn on_connection_error(&self, error: &Error) {
        if let Some(mut recorder) = self.lock() {
            recorder.counted.errors.add(match error.kind() {
                ErrorKind::TimedOut => ErrorKind::ConnectionFailed,
                kind => kind,
            });
            recorder.counted.connection_timeouts += u64::from(error.kind() == ErrorKind::TimedOut);
        }
        self.observer.notify(Observation::ConnectionError(error));
    }

    /// Returns what was counted so far; the gauges of the session are its own to fill. `None` when metrics are off.
    pub(crate) fn snapshot(&self) -> Option<MetricsSnapshot> {
        let now = Instant::now();
        // Percentiles take long enough to be found outside the lock.
        let (mut snapshot, requests, speculative) = {
            let mut recorder = self.lock()?;
            let mut snapshot = recorder.counted.clone();
            snapshot.rates = recorder.meter.rates(now);
            (snapshot, recorder.requests.counts(now), recorder.speculative.counts(now))
        };
        snapshot.requests = Latencies::of(&requests);
        snapshot.speculative = Latencies::of(&speculative);
        Some(snapshot)
    }
}

impl Recorder {
    fn request_ended(&mut self, latency: Duration, now: Instant, error: Option<&Error>) {
        match error.map(Error::kind) {
            Some(ErrorKind::TimedOut) => self.counted.request_timeouts += 1,
            Some(ErrorKind::Busy) => self.counted.pending_timeouts += 1,
            Some(kind) if kind.origin() == crate::ErrorOrigin::Client => (),
            _ => {
                self.requests.record(latency, now);
                self.meter.mark(now);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Metrics;
    use crate::{Error, ErrorKind, Observation, Observer, Request};
    use std::sync::{Arc, Mutex};
    use std::time::Instant;

    #[derive(Default)]
    struct Notes(Mutex<Vec<String>>);

    impl Observer for Notes {
        fn observe(&self, observation: Observation<'_>) {
            let note = match observation {
                Observation::Attempt(attempt) => format!("attempt {}", attempt.request_bytes),
                Observation::Request(request) => format!("request {}", request.error.is_some()),
                Observation::Retry(error) => format!("retry {}", error.kind().name()),
                Observation::Ignore(error) => format!("ignore {}", error.kind().name()),
                Observation::SpeculativeExecution => "speculative".to_owned(),
                Observation::ConnectionError(error) => format!("connection {}", error.kind().name()),
            };
            self.0.lock().unwrap().push(note);
        }
    }

    fn everything(metrics: &Metrics) {
        let request = Request::text("SELECT 1");
        let error = |kind| Error::new(kind, "");
        metrics.on_attempt_end(
            metrics.start_try(),
            &request,
            None,
            Some(&error(ErrorKind::ReadTimeout)),
            || (5, 0),
        );
        metrics.on_retry(&error(ErrorKind::ReadTimeout));
        metrics.on_speculative_execution();
        metrics.on_ignore(&error(ErrorKind::WriteTimeout));
        metrics.on_connection_error(&error(ErrorKind::TimedOut));
        metrics.on_execution_abandoned(metrics.start_execution());
        let started = Instant::now();
        metrics.on_request_end(started, &request, None);
        metrics.on_request_end(started, &request, Some(&error(ErrorKind::TimedOut)));
        metrics.on_request_end(started, &request, Some(&error(ErrorKind::Busy)));
        metrics.on_request_end(started, &request, Some(&error(ErrorKind::Cancelled)));
    }

    #[test]
    fn hooks_are_counted() {
        let metrics = Metrics::new(true, None);
        everything(&metrics);
        let counted = metrics.snapshot().unwrap();
        assert_eq!((counted.requests.count, counted.speculative.count), (1, 1));
        assert_eq!(
            (counted.errors.read_timeout, counted.errors.connection, counted.errors.total()),
            (1, 1, 2)
        );
        assert_eq!((counted.retries.read_timeout, counted.retries.total(), counted.ignores), (1, 1, 1));
        assert_eq!(
            (counted.request_timeouts, counted.pending_timeouts, counted.connection_timeouts),
            (1, 1, 1)
        );
        assert_eq!((counted.speculative_executions, counted.speculative_percentage()), (1, 50.0));
    }

    #[test]
    fn an_observer_hears_it_with_and_without_metrics() {
        for enabled in [false, true] {
            let metrics = Metrics::new(enabled, None);
            let notes = Arc::new(Notes::default());
            metrics.set_observer(Some(Arc::clone(&notes) as _));
            everything(&metrics);
            metrics.set_observer(None);
            everything(&metrics);
            assert_eq!(metrics.snapshot().is_some(), enabled);
            let expected = [
                "attempt 5",
                "retry ReadTimeout",
                "speculative",
                "ignore WriteTimeout",
                "connection TimedOut",
                "request false",
                "request true",
                "request true",
                "request true",
            ];
            assert_eq!(*notes.0.lock().unwrap(), expected);
        }
    }
}

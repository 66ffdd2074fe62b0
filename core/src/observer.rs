//! Someone who watches requests: what a binding needs for its request trackers, request logs and metrics events.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::{Error, Request};

/// Something that happened to a request or a connection.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Observation<'a> {
    /// A try of a request on one host ended, with an answer or an error.
    Attempt(&'a AttemptRecord<'a>),
    /// A request ended, after all its tries.
    Request(&'a RequestRecord<'a>),
    /// The retry policy had a request tried again because of an error.
    Retry(&'a Error),
    /// The retry policy made an empty answer of an error.
    Ignore(&'a Error),
    /// A request was sent to a further host because the first took long.
    SpeculativeExecution,
    /// A connection could not be opened, or broke.
    ConnectionError(&'a Error),
}

/// A try of a request on one host.
#[derive(Clone, Copy, Debug)]
pub struct AttemptRecord<'a> {
    /// What was executed.
    pub request: &'a Request,
    /// Where, when it is known.
    pub host: Option<SocketAddr>,
    /// How long the try took.
    pub latency: Duration,
    /// The length of the request's body in bytes, before compression.
    pub request_bytes: usize,
    /// The length of the answer's rows in bytes; 0 for an answer without rows and for an error.
    pub response_bytes: usize,
    /// Why it failed, if it did.
    pub error: Option<&'a Error>,
}

/// A request with all its tries.
#[derive(Clone, Copy, Debug)]
pub struct RequestRecord<'a> {
    /// What was executed.
    pub request: &'a Request,
    /// How long it took from its start on the I/O thread to its end.
    pub latency: Duration,
    /// Why it failed, if it did.
    pub error: Option<&'a Error>,
}

/// Watches a session. It is called on the I/O thread in the middle of a request, so it must neither block nor call
/// user code: a binding copies what it wants into a queue of its own.
pub trait Observer: Send + Sync {
    /// Takes note of something.
    fn observe(&self, observation: Observation<'_>);
}

/// Where the observer of a session stands. Without one, asking costs one load.
#[derive(Default)]
pub(crate) struct ObserverSlot {
    present: AtomicBool,
    observer: RwLock<Option<Arc<dyn Observer>>>,
}

impl ObserverSlot {
    /// Sets or removes the observer.
    pub(crate) fn set(&self, observer: Option<Arc<dyn Observer>>) {
        let mut slot = self.observer.write().unwrap_or_else(PoisonError::into_inner);
        self.present.store(observer.is_some(), Ordering::Release);
        *slot = observer;
    }

    pub(crate) fn is_present(&self) -> bool {
        self.present.load(Ordering::Acquire)
    }

    pub(crate) fn notify(&self, observation: Observation<'_>) {
        if !self.is_present() {
            return;
        }
        let observer = self.observer.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(observer) = observer {
            observer.observe(observation);
        }
    }
}

//! Futures: what `cass_session_*` return.

use std::cell::Cell;
use std::net::SocketAddr;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use unicql_core::{CustomPayload, Dispatcher, WakeUp, log};

use crate::answer::Answer;
use crate::custom_payload::item;
use crate::error::{CassError, Failure};
use crate::error_result::ErrorResult;
use crate::prepared::Prepared;
use crate::ptr::{Data, FutureCallback, FutureFn, Out, OutBytes, Shared};
use crate::result::CqlResult;
use crate::types::{Bool, Inet, Uuid};

/// A host, as the future of a request knows it. Its handle points to the address as a `CassInet`: so the shim of the
/// legacy suite, which has no function for it, tells where a request went.
#[derive(Debug)]
#[repr(C)]
pub(crate) struct Node {
    inet: Inet,
    pub(crate) host: SocketAddr,
}

impl From<SocketAddr> for Node {
    fn from(host: SocketAddr) -> Self {
        Node { inet: host.ip().into(), host }
    }
}

/// What a future ended with.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "its place is in the future, which the thread of the program allocates"
)]
pub(crate) enum Outcome {
    /// A session was connected or closed.
    Done,
    /// A request was answered.
    Result(Answer),
    /// A statement was prepared.
    Prepared(Arc<Prepared>),
    /// It failed.
    Failed(Failure),
}

/// What a future stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Connecting or closing a session.
    Session,
    /// A request.
    Response,
}

thread_local! {
    /// Whether a callback runs on this thread. What it waits for cannot wait for further callbacks.
    static IN_CALLBACK: Cell<bool> = const { Cell::new(false) };
}

/// Runs code of the program on the thread for callbacks.
pub(crate) fn within_callback(call: impl FnOnce()) {
    IN_CALLBACK.set(true);
    call();
    IN_CALLBACK.set(false);
}

/// The callback of a future, and whether those that wait still wait for it, or for what was logged before.
#[derive(Default)]
struct Slot {
    callback: Option<FutureCallback>,
    is_pending: bool,
    /// How many threads wait: waking costs a system call even when there is none.
    waiting: usize,
}

/// A future. Those that wait when it is set go on after its callback has run, and after the log was told what came before,
/// so that they see what both did.
pub(crate) struct Future {
    kind: Kind,
    outcome: OnceLock<Outcome>,
    node: OnceLock<Node>,
    slot: Mutex<Slot>,
    set: Condvar,
}

impl Future {
    /// Makes a future that is not set.
    pub(crate) fn new(kind: Kind) -> Arc<Self> {
        Arc::new(Future {
            kind,
            outcome: OnceLock::new(),
            node: OnceLock::new(),
            slot: Mutex::default(),
            set: Condvar::new(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The outcome, for a thread that waited for it.
    fn outcome_after(&self, slot: &Slot) -> Option<&Outcome> {
        self.outcome.get().filter(|_| !slot.is_pending || IN_CALLBACK.get())
    }

    /// Sets the future, once.
    pub(crate) fn deliver(self: &Arc<Self>, outcome: Outcome) {
        let follows_log = log::is_waiting();
        let (callback, waiting) = {
            let mut slot = self.lock();
            let _ = self.outcome.set(outcome);
            slot.is_pending = slot.callback.is_some() || follows_log;
            (slot.callback, slot.waiting)
        };
        self.wake(waiting);
        if callback.is_some() || follows_log {
            let future = Arc::clone(self);
            Dispatcher::shared().dispatch(move || future.call_back(callback));
        }
    }

    /// Runs the callback, if there is one, on the thread for callbacks.
    fn call_back(self: &Arc<Self>, callback: Option<FutureCallback>) {
        if let Some(callback) = callback {
            within_callback(|| callback.call(self));
        }
        let waiting = {
            let mut slot = self.lock();
            slot.is_pending = false;
            slot.waiting
        };
        self.wake(waiting);
    }

    fn wake(self: &Arc<Self>, waiting: usize) {
        if waiting > 0 {
            let future = Arc::clone(self);
            WakeUp::once(move || future.set.notify_all());
        }
    }

    /// The outcome, when nobody needs to wait for anything else.
    fn outcome_at_once(&self) -> Option<&Outcome> {
        self.outcome.get().filter(|_| !log::is_waiting())
    }

    /// Blocks the calling thread until the future is set.
    pub(crate) fn wait(&self) -> &Outcome {
        if let Some(outcome) = self.outcome_at_once() {
            return outcome;
        }
        let mut slot = self.lock();
        loop {
            if let Some(outcome) = self.outcome_after(&slot) {
                return outcome;
            }
            slot.waiting += 1;
            slot = self.set.wait(slot).unwrap_or_else(PoisonError::into_inner);
            slot.waiting -= 1;
        }
    }

    fn wait_for(&self, limit: Duration) -> Option<&Outcome> {
        if let Some(outcome) = self.outcome_at_once() {
            return Some(outcome);
        }
        let Some(deadline) = Instant::now().checked_add(limit) else {
            return Some(self.wait());
        };
        let mut slot = self.lock();
        loop {
            if let Some(outcome) = self.outcome_after(&slot) {
                return Some(outcome);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return self.outcome.get();
            }
            slot.waiting += 1;
            slot = self.set.wait_timeout(slot, left).unwrap_or_else(PoisonError::into_inner).0;
            slot.waiting -= 1;
        }
    }

    fn failure(&self) -> Option<&Failure> {
        match self.wait() {
            Outcome::Failed(failure) => Some(failure),
            _ => None,
        }
    }
}

pub(crate) fn set_callback(future: Shared<'_, Future>, function: FutureFn, data: Data) -> CassError {
    let Some(callback) = FutureCallback::new(function, data) else {
        return CassError::OK;
    };
    {
        let mut slot = future.lock();
        if slot.callback.is_some() {
            return CassError::LIB_CALLBACK_ALREADY_SET;
        }
        slot.callback = Some(callback);
        if future.outcome.get().is_none() {
            return CassError::OK;
        }
    }
    callback.call(&future.to_arc());
    CassError::OK
}

pub(crate) fn ready(future: Shared<'_, Future>) -> Bool {
    future.outcome.get().is_some().into()
}

pub(crate) fn wait(future: Shared<'_, Future>) {
    future.wait();
}

pub(crate) fn wait_timed(future: Shared<'_, Future>, timeout_us: u64) -> Bool {
    future.wait_for(Duration::from_micros(timeout_us)).is_some().into()
}

pub(crate) fn get_result(future: Shared<'_, Future>) -> Option<Arc<CqlResult>> {
    match future.wait() {
        Outcome::Result(answer) => Some(Arc::clone(answer.result())),
        _ => None,
    }
}

pub(crate) fn get_error_result(future: Shared<'_, Future>) -> Option<Box<ErrorResult>> {
    let error = future.failure()?.server_error()?.clone();
    (future.kind == Kind::Response).then(|| Box::new(ErrorResult(error)))
}

pub(crate) fn get_prepared(future: Shared<'_, Future>) -> Option<Arc<Prepared>> {
    match future.wait() {
        Outcome::Prepared(prepared) => Some(Arc::clone(prepared)),
        _ => None,
    }
}

pub(crate) fn error_code(future: Shared<'_, Future>) -> CassError {
    future.failure().map_or(CassError::OK, |failure| failure.code)
}

pub(crate) fn error_message(future: Shared<'_, Future>, out: OutBytes<'_>) {
    out.set(future.failure().map_or(b"", Failure::message));
}

pub(crate) fn tracing_id(future: Shared<'_, Future>, out: Out<'_, Uuid>) -> CassError {
    if future.kind != Kind::Response {
        return CassError::LIB_INVALID_FUTURE_TYPE;
    }
    let Outcome::Result(answer) = future.wait() else {
        return CassError::LIB_NO_TRACING_ID;
    };
    let Some(id) = answer.result().tracing_id() else {
        return CassError::LIB_NO_TRACING_ID;
    };
    out.set(id);
    CassError::OK
}

/// What the server sent along with its answer; nothing when it sent none, and `None` when no server answered.
fn payload_of(future: &Future) -> Option<Option<&CustomPayload>> {
    match future.wait() {
        Outcome::Result(answer) => Some(answer.result().custom_payload()),
        // No payload goes with PREPARE, so none comes back.
        Outcome::Prepared(_) => Some(None),
        Outcome::Failed(failure) => failure.server_error().map(|error| error.custom_payload()),
        Outcome::Done => None,
    }
}

pub(crate) fn custom_payload_item_count(future: Shared<'_, Future>) -> usize {
    if future.kind != Kind::Response {
        return 0;
    }
    payload_of(&future).flatten().map_or(0, |payload| payload.len())
}

pub(crate) fn custom_payload_item(
    future: Shared<'_, Future>,
    index: usize,
    name: OutBytes<'_>,
    value: OutBytes<'_>,
) -> CassError {
    if future.kind != Kind::Response {
        return CassError::LIB_INVALID_FUTURE_TYPE;
    }
    let Some(payload) = payload_of(&future) else {
        return CassError::LIB_NO_CUSTOM_PAYLOAD;
    };
    let Some((found, bytes)) = payload.and_then(|payload| item(payload, index)) else {
        return CassError::LIB_INDEX_OUT_OF_BOUNDS;
    };
    name.set(found.as_bytes());
    value.set(bytes);
    CassError::OK
}

pub(crate) fn coordinator(future: Shared<'_, Future>) -> Option<&Node> {
    let host = match future.wait() {
        Outcome::Result(answer) => answer.coordinator(),
        Outcome::Failed(failure) => failure.coordinator()?,
        Outcome::Done | Outcome::Prepared(_) => return None,
    };
    Some(future.target().node.get_or_init(|| host.into()))
}

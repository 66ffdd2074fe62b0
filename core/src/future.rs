//! A result that is still to come: waited for by a thread, or handed to a callback. The blocking calls,
//! futures and promises of all languages stand on it.

#[cfg(all(test, unicql_loom))]
mod model;

#[cfg(unicql_loom)]
use loom::sync::{Condvar, Mutex, MutexGuard};
use std::sync::{Arc, PoisonError};
#[cfg(not(unicql_loom))]
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use crate::{Cancellation, Dispatcher, Error, ErrorKind, WakeUp};

type Outcome<T> = Arc<Result<T, Error>>;
type Callback<T> = Box<dyn FnOnce(Outcome<T>) + Send>;

/// The side that waits. Clones share one outcome.
pub struct ResponseFuture<T>(Arc<Shared<T>>);

/// The side that delivers, once. Dropped without delivering, it delivers `Cancelled`, so that nobody
/// waits for ever.
pub struct Completion<T>(Option<Deliver<T>>);

type Deliver<T> = Box<dyn FnOnce(Result<T, Error>) + Send>;

struct Shared<T> {
    state: Mutex<State<T>>,
    ready: Condvar,
}

struct State<T> {
    outcome: Option<Outcome<T>>,
    cancellation: Cancellation,
    callbacks: Vec<Callback<T>>,
    /// How many threads wait: waking costs a system call even when there is none.
    waiting: usize,
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Clone for ResponseFuture<T> {
    fn clone(&self) -> Self {
        ResponseFuture(Arc::clone(&self.0))
    }
}

impl<T: Send + Sync + 'static> ResponseFuture<T> {
    /// Makes a future and the side that completes it.
    pub fn pair() -> (ResponseFuture<T>, Completion<T>) {
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                outcome: None,
                cancellation: Cancellation::default(),
                callbacks: Vec::new(),
                waiting: 0,
            }),
            ready: Condvar::new(),
        });
        let completion = Completion::new({
            let shared = Arc::clone(&shared);
            move |outcome| deliver(&shared, outcome)
        });
        (ResponseFuture(shared), completion)
    }

    /// Makes a future that is complete already.
    pub fn ready(outcome: Result<T, Error>) -> Self {
        let (future, completion) = Self::pair();
        completion.complete(outcome);
        future
    }

    /// Names what gives up the request.
    pub(crate) fn cancelled_by(&self, cancellation: Cancellation) {
        self.0.lock().cancellation = cancellation;
    }

    /// Gives the request up; its outcome is `Cancelled`, unless it has ended already. Requests end so; connecting,
    /// preparing and closing go on.
    pub fn cancel(&self) {
        let cancellation = self.0.lock().cancellation.clone();
        cancellation.cancel();
    }

    /// Returns the outcome if it is there.
    pub fn poll(&self) -> Option<Arc<Result<T, Error>>> {
        self.0.lock().outcome.clone()
    }

    /// Blocks the calling thread until the outcome is there.
    pub fn wait(&self) -> Arc<Result<T, Error>> {
        let mut state = self.0.lock();
        loop {
            if let Some(outcome) = &state.outcome {
                return Arc::clone(outcome);
            }
            state.waiting += 1;
            state = self.0.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
        }
    }

    /// Blocks the calling thread until the outcome is there or the time is over.
    pub fn wait_for(&self, limit: Duration) -> Option<Arc<Result<T, Error>>> {
        let Some(deadline) = Instant::now().checked_add(limit) else {
            return Some(self.wait());
        };
        let mut state = self.0.lock();
        loop {
            if let Some(outcome) = &state.outcome {
                return Some(Arc::clone(outcome));
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            state.waiting += 1;
            state = (self.0.ready.wait_timeout(state, left)).unwrap_or_else(PoisonError::into_inner).0;
            state.waiting -= 1;
        }
    }

    /// Calls back with the outcome: on the dispatcher's thread, or at once on this thread if the outcome is
    /// there already. Callbacks run in the order they were added.
    pub fn on_ready(&self, callback: impl FnOnce(Arc<Result<T, Error>>) + Send + 'static) {
        let mut state = self.0.lock();
        match &state.outcome {
            None => state.callbacks.push(Box::new(callback)),
            Some(outcome) => {
                let outcome = Arc::clone(outcome);
                drop(state);
                callback(outcome);
            }
        }
    }
}

impl<T> Completion<T> {
    /// Delivers to a function, which runs on the I/O thread: it must neither block nor call user code. A binding
    /// with a queue of its own puts the outcome there; all others use [`ResponseFuture::pair`].
    pub fn new(deliver: impl FnOnce(Result<T, Error>) + Send + 'static) -> Self {
        Completion(Some(Box::new(deliver)))
    }

    /// Delivers the outcome.
    pub fn complete(mut self, outcome: Result<T, Error>) {
        if let Some(deliver) = self.0.take() {
            deliver(outcome);
        }
    }
}

impl<T> Drop for Completion<T> {
    fn drop(&mut self) {
        if let Some(deliver) = self.0.take() {
            let message = "the request was given up before it ended";
            deliver(Err(Error::new(ErrorKind::Cancelled, message)));
        }
    }
}

/// Wakes the waiting threads and passes the callbacks to the dispatcher.
fn deliver<T: Send + Sync + 'static>(shared: &Arc<Shared<T>>, outcome: Result<T, Error>) {
    let outcome = Arc::new(outcome);
    let (callbacks, waiting) = {
        let mut state = shared.lock();
        state.outcome = Some(Arc::clone(&outcome));
        (std::mem::take(&mut state.callbacks), state.waiting)
    };
    if waiting > 0 {
        let shared = Arc::clone(shared);
        WakeUp::once(move || shared.ready.notify_all());
    }
    for callback in callbacks {
        let outcome = Arc::clone(&outcome);
        Dispatcher::shared().dispatch(move || callback(outcome));
    }
}

#[cfg(test)]
mod tests {
    use super::ResponseFuture;
    use crate::ErrorKind;
    use std::sync::mpsc;
    use std::time::Duration;

    #[test]
    fn waits_and_calls_back_once() {
        let (future, completion) = ResponseFuture::pair();
        let (sender, receiver) = mpsc::channel();
        let late = sender.clone();
        future.on_ready(move |outcome| sender.send(*outcome.as_ref().as_ref().unwrap()).unwrap());
        assert!(future.wait_for(Duration::from_millis(1)).is_none());
        completion.complete(Ok(7));
        assert_eq!(*future.wait().as_ref().as_ref().unwrap(), 7);
        future.on_ready(move |outcome| late.send(*outcome.as_ref().as_ref().unwrap()).unwrap());
        assert_eq!(receiver.iter().collect::<Vec<i32>>(), [7, 7]);
    }

    #[test]
    fn a_dropped_completion_cancels() {
        let (future, completion) = ResponseFuture::<()>::pair();
        drop(completion);
        assert_eq!(future.wait().as_ref().as_ref().unwrap_err().kind(), ErrorKind::Cancelled);
    }
}

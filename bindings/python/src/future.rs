//! Answers that are still to come: one request's, or those of a burst in the order they arrive.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;
use std::time::Duration;

use pyo3::prelude::*;
use unicql_core as driver;

use crate::dispatcher;
use crate::rows::Page;

/// How long a thread waits before it looks for signals, so that Ctrl-C ends a blocking call.
pub(crate) const SLICE: Duration = Duration::from_millis(100);

/// The thread that ends the interpreter, once it does so. No other may come back into Python after that.
static EXITING: Mutex<Option<ThreadId>> = Mutex::new(None);

/// Stops other threads that wait in native code from coming back; for the very end of the interpreter.
#[pyfunction]
pub(crate) fn exit() {
    *lock(&EXITING) = Some(std::thread::current().id());
}

/// Passes a value on, unless the interpreter ends: then the thread stops here for good, since touching the
/// interpreter would kill it in the middle of native frames.
pub(crate) fn guard_exit<T>(value: T) -> T {
    let leaving = *lock(&EXITING);
    while leaving.is_some_and(|thread| thread != std::thread::current().id()) {
        std::thread::park();
    }
    value
}

type Outcome = Result<driver::Page, driver::Error>;

/// Waits with the interpreter released until the lock's content gives a value, looking for signals in between.
pub(crate) fn wait<S: Send, T: Send>(
    py: Python<'_>,
    state: &Mutex<S>,
    changed: &Condvar,
    mut take: impl FnMut(&mut S) -> Option<T> + Send,
) -> PyResult<T> {
    loop {
        let taken = py.detach(|| {
            let mut guard = lock(state);
            let mut taken = take(&mut guard);
            if taken.is_none() {
                let (mut guard, _) =
                    changed.wait_timeout(guard, SLICE).unwrap_or_else(PoisonError::into_inner);
                taken = take(&mut guard);
            }
            guard_exit(taken)
        });
        match taken {
            Some(taken) => return Ok(taken),
            None => py.check_signals()?,
        }
    }
}

fn lock<S>(state: &Mutex<S>) -> MutexGuard<'_, S> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[derive(Default)]
struct State {
    outcome: Option<Outcome>,
    callback: Option<Py<PyAny>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    done: Condvar,
}

/// The answer of one request.
#[pyclass(frozen, module = "cassandra._native")]
pub(crate) struct Pending(Arc<Shared>);

impl Pending {
    pub(crate) fn pair() -> (Pending, driver::Completion<driver::Page>) {
        let shared = Arc::new(Shared::default());
        let delivered = Arc::clone(&shared);
        let completion = driver::Completion::new(move |outcome| {
            let callback = {
                let mut state = lock(&delivered.state);
                state.outcome = Some(outcome);
                state.callback.take()
            };
            delivered.done.notify_all();
            if let Some(callback) = callback {
                dispatcher::enqueue(callback);
            }
        });
        (Pending(shared), completion)
    }
}

#[pymethods]
impl Pending {
    /// Waits for the answer: a `Page`, or the exception to raise. Either is returned.
    fn wait<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let outcome = wait(py, &self.0.state, &self.0.done, |state| state.outcome.clone())?;
        answer(py, outcome)
    }

    /// Tells whether the answer is there.
    fn done(&self) -> bool {
        lock(&self.0.state).outcome.is_some()
    }

    /// Queues a callable on the dispatcher once the answer is there. Returns false, and does nothing, when it is
    /// there already. A second callable replaces the first.
    fn notify(&self, callback: Py<PyAny>) -> bool {
        let mut state = lock(&self.0.state);
        if state.outcome.is_some() {
            return false;
        }
        state.callback = Some(callback);
        true
    }
}

/// Turns an outcome into a `Page` or into an exception object.
fn answer(py: Python<'_>, outcome: Outcome) -> PyResult<Bound<'_, PyAny>> {
    match outcome {
        Ok(page) => Ok(Page::new(page).into_pyobject(py)?.into_any()),
        Err(error) => Ok(crate::error::to_exception(py, &error)?),
    }
}

/// The answers of many requests, in the order they arrive.
#[pyclass(frozen, module = "cassandra._native")]
pub(crate) struct Completions {
    arrivals: Arc<Arrivals>,
    wake_up: driver::WakeUp,
}

#[derive(Default)]
struct Arrivals {
    queue: Mutex<VecDeque<(usize, Outcome)>>,
    arrived: Condvar,
}

impl Completions {
    pub(crate) fn completion(&self, index: usize) -> driver::Completion<driver::Page> {
        let (arrivals, wake_up) = (Arc::clone(&self.arrivals), self.wake_up.clone());
        driver::Completion::new(move |outcome| {
            lock(&arrivals.queue).push_back((index, outcome));
            wake_up.call();
        })
    }
}

#[pymethods]
impl Completions {
    #[new]
    fn new() -> Self {
        let arrivals = Arc::<Arrivals>::default();
        let woken = Arc::clone(&arrivals);
        Completions { arrivals, wake_up: driver::WakeUp::new(move || woken.arrived.notify_one()) }
    }

    /// Waits until at least one answer is there, and returns all that are as `(index, Page or exception)`.
    fn wait<'py>(&self, py: Python<'py>) -> PyResult<Vec<(usize, Bound<'py, PyAny>)>> {
        let burst = wait(py, &self.arrivals.queue, &self.arrivals.arrived, |queue| {
            (!queue.is_empty()).then(|| std::mem::take(queue))
        })?;
        burst.into_iter().map(|(index, outcome)| Ok((index, answer(py, outcome)?))).collect()
    }
}

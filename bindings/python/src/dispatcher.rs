//! The queue of callbacks. A Python thread drains it, so that user code never runs on the I/O thread and the
//! interpreter lock is taken once per burst.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use pyo3::prelude::*;
use unicql_core::WakeUp;

use crate::future::guard_exit;

#[derive(Default)]
struct Queue {
    jobs: Mutex<VecDeque<Py<PyAny>>>,
    filled: Condvar,
    wake_up: OnceLock<WakeUp>,
    stopped: AtomicBool,
}

/// The queue of this process. A forked child gets a new one: a thread of the parent may have held the lock.
static QUEUE: AtomicPtr<Queue> = AtomicPtr::new(std::ptr::null_mut());

fn queue() -> &'static Queue {
    let current = QUEUE.load(Ordering::Acquire);
    if !current.is_null() {
        // SAFETY: the pointer comes from `Box::leak` below, so it is valid for the rest of the process.
        return unsafe { &*current };
    }
    let fresh: *mut Queue = Box::leak(Box::default());
    let won = QUEUE.compare_exchange(std::ptr::null_mut(), fresh, Ordering::AcqRel, Ordering::Acquire);
    // SAFETY: whichever pointer is stored comes from `Box::leak`; a second queue made in a race stays unused.
    unsafe { &*won.map_or_else(|theirs| theirs, |_| fresh) }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Py<PyAny>>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Queues a callable without arguments. Any thread may call it, attached to the interpreter or not.
pub(crate) fn enqueue(job: Py<PyAny>) {
    let queue = queue();
    queue.lock().push_back(job);
    queue.wake_up.get_or_init(|| WakeUp::new(|| queue.filled.notify_one())).call();
}

/// Queues a callable without arguments.
#[pyfunction]
pub(crate) fn dispatch(job: Py<PyAny>) {
    enqueue(job);
}

/// Waits for queued callables and takes them all; none after `stop_dispatcher`. The caller runs them, so that no
/// native frame lies below user code.
#[pyfunction]
pub(crate) fn next_jobs(py: Python<'_>) -> Vec<Py<PyAny>> {
    let queue = queue();
    let burst = py.detach(|| {
        let mut jobs = queue.lock();
        while jobs.is_empty() && !queue.stopped.load(Ordering::Acquire) {
            jobs = queue.filled.wait(jobs).unwrap_or_else(PoisonError::into_inner);
        }
        guard_exit(std::mem::take(&mut *jobs))
    });
    burst.into()
}

/// Makes `next_jobs` return nothing once the queue is empty.
#[pyfunction]
pub(crate) fn stop_dispatcher() {
    let queue = queue();
    queue.stopped.store(true, Ordering::Release);
    drop(queue.lock());
    queue.filled.notify_all();
}

/// Forgets the queue of the parent; for the child of a fork.
#[pyfunction]
pub(crate) fn abandon_dispatcher() {
    QUEUE.store(std::ptr::null_mut(), Ordering::Release);
}

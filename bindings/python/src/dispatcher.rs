//! The queues of callbacks and of what policies are asked. A Python thread drains each, so that user code never runs on the I/O thread and the
//! interpreter lock is taken once per burst.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use pyo3::prelude::*;
use unicql_core::WakeUp;

use crate::future::guard_exit;

/// A callable without arguments, or what makes one as soon as the interpreter is there.
enum Job {
    Made(Py<PyAny>),
    ToMake(Make),
}

type Make = Box<dyn FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send>;

#[derive(Default)]
struct Queue {
    jobs: Mutex<VecDeque<Job>>,
    filled: Condvar,
    wake_up: OnceLock<WakeUp>,
    stopped: AtomicBool,
}

/// The queues of this process: of callbacks, and of what policies are asked and told, so that a callback may wait for a
/// request that a policy has to decide about. A forked child gets new ones: a thread of the parent may have held the lock.
static QUEUES: [AtomicPtr<Queue>; 2] = [const { AtomicPtr::new(std::ptr::null_mut()) }; 2];

const CALLBACKS: usize = 0;
const POLICIES: usize = 1;

fn queue(lane: usize) -> &'static Queue {
    let slot = &QUEUES[lane];
    let current = slot.load(Ordering::Acquire);
    if !current.is_null() {
        // SAFETY: the pointer comes from `Box::leak` below, so it is valid for the rest of the process.
        return unsafe { &*current };
    }
    let fresh: *mut Queue = Box::leak(Box::default());
    let won = slot.compare_exchange(std::ptr::null_mut(), fresh, Ordering::AcqRel, Ordering::Acquire);
    // SAFETY: whichever pointer is stored comes from `Box::leak`; a second queue made in a race stays unused.
    unsafe { &*won.map_or_else(|theirs| theirs, |_| fresh) }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Job>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Queues a callable without arguments. Any thread may call it, attached to the interpreter or not.
pub(crate) fn enqueue(job: Py<PyAny>) {
    push(CALLBACKS, Job::Made(job));
}

/// Queues what makes a callable without arguments, for the thread of policies. Any thread may call it; the callable is made
/// on the thread that runs it.
pub(crate) fn enqueue_with(make: impl FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send + 'static) {
    push(POLICIES, Job::ToMake(Box::new(make)));
}

/// Queues what makes a callable without arguments, for the thread of callbacks.
pub(crate) fn enqueue_callback_with(make: impl FnOnce(Python<'_>) -> PyResult<Py<PyAny>> + Send + 'static) {
    push(CALLBACKS, Job::ToMake(Box::new(make)));
}

fn push(lane: usize, job: Job) {
    let queue = queue(lane);
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
#[pyo3(signature = (policies=false))]
pub(crate) fn next_jobs(py: Python<'_>, policies: bool) -> PyResult<Vec<Py<PyAny>>> {
    let queue = queue(if policies { POLICIES } else { CALLBACKS });
    let burst = py.detach(|| {
        let mut jobs = queue.lock();
        while jobs.is_empty() && !queue.stopped.load(Ordering::Acquire) {
            jobs = queue.filled.wait(jobs).unwrap_or_else(PoisonError::into_inner);
        }
        guard_exit(std::mem::take(&mut *jobs))
    });
    let made = |job| match job {
        Job::Made(job) => Ok(job),
        Job::ToMake(make) => make(py),
    };
    burst.into_iter().map(made).collect()
}

/// Makes `next_jobs` return nothing once the queue is empty.
#[pyfunction]
pub(crate) fn stop_dispatcher() {
    for lane in [CALLBACKS, POLICIES] {
        let queue = queue(lane);
        queue.stopped.store(true, Ordering::Release);
        drop(queue.lock());
        queue.filled.notify_all();
    }
}

/// Forgets the queues of the parent; for the child of a fork.
#[pyfunction]
pub(crate) fn abandon_dispatcher() {
    QUEUES.iter().for_each(|queue| queue.store(std::ptr::null_mut(), Ordering::Release));
}

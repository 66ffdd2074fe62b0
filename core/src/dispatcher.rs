//! The thread on which callbacks of users run, so that none ever runs on, or blocks, the I/O thread.

use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::thread;

use crate::WakeUp;
use crate::fork::PerProcess;
use crate::lock::lock;

type Job = Box<dyn FnOnce() + Send>;

thread_local! {
    static RUNS_JOBS: Cell<bool> = const { Cell::new(false) };
}

/// Runs jobs one after another on one thread of its own. Threads do not survive a fork, so a child starts its own.
pub struct Dispatcher {
    thread: &'static str,
    queue: PerProcess<Mutex<Option<Queue>>>,
}

static SHARED: Dispatcher = Dispatcher { thread: "unicql-callbacks", queue: PerProcess::new() };

/// Apart from the others: a callback may wait for a connection, which may wait for its authenticator.
static AUTHENTICATION: Dispatcher = Dispatcher { thread: "unicql-auth", queue: PerProcess::new() };

impl Dispatcher {
    /// Returns the dispatcher of this process.
    pub fn shared() -> &'static Dispatcher {
        &SHARED
    }

    /// Returns the dispatcher on which authenticators run.
    pub(crate) fn authentication() -> &'static Dispatcher {
        &AUTHENTICATION
    }

    /// Runs a job after those before it. A job that panics ends alone.
    pub fn dispatch(&self, job: impl FnOnce() + Send + 'static) {
        let slot = self.queue.get(Mutex::default);
        let mut queue = lock(&slot);
        if queue.is_none() {
            *queue = start(self.thread);
        }
        if let Some(queue) = &*queue {
            queue.put(Box::new(job));
        }
    }

    /// Waits until the jobs that were given before have ended. It does not wait in a job, which would wait for itself. Not
    /// for the I/O thread, whose wake-ups go out between its tasks.
    pub fn flush(&self) {
        if RUNS_JOBS.get() {
            return;
        }
        let (ended, end) = mpsc::channel::<()>();
        match &*lock(&self.queue.get(Mutex::default)) {
            Some(queue) => queue.put(Box::new(move || drop(ended))),
            None => return,
        }
        // Nothing is sent: the job drops its end.
        let _ = end.recv();
    }
}

/// Jobs that wait for the thread.
struct Queue {
    waiting: Arc<Waiting>,
    wake_up: WakeUp,
}

#[derive(Default)]
struct Waiting {
    jobs: Mutex<Jobs>,
    arrived: Condvar,
}

#[derive(Default)]
struct Jobs {
    queue: VecDeque<Job>,
    /// Whether the thread waits for one: waking it costs a system call even when it does not.
    is_awaited: bool,
}

impl Queue {
    fn new() -> Self {
        let waiting = Arc::<Waiting>::default();
        let woken = Arc::clone(&waiting);
        Queue { waiting, wake_up: WakeUp::new(move || woken.arrived.notify_one()) }
    }

    fn put(&self, job: Job) {
        let is_awaited = {
            let mut jobs = lock(&self.waiting.jobs);
            jobs.queue.push_back(job);
            jobs.is_awaited && jobs.queue.len() == 1
        };
        if is_awaited {
            self.wake_up.call();
        }
    }
}

impl Waiting {
    /// Waits for jobs and takes all of them.
    fn take(&self) -> VecDeque<Job> {
        let mut jobs = lock(&self.jobs);
        while jobs.queue.is_empty() {
            jobs.is_awaited = true;
            jobs = self.arrived.wait(jobs).unwrap_or_else(PoisonError::into_inner);
        }
        jobs.is_awaited = false;
        std::mem::take(&mut jobs.queue)
    }
}

fn start(name: &str) -> Option<Queue> {
    let queue = Queue::new();
    let waiting = Arc::clone(&queue.waiting);
    let thread = thread::Builder::new().name(name.to_owned());
    // The thread ends only with the process.
    let started = thread.spawn(move || {
        RUNS_JOBS.set(true);
        loop {
            for job in waiting.take() {
                if catch_unwind(AssertUnwindSafe(job)).is_err() {
                    tracing::error!("a callback panicked");
                }
            }
        }
    });
    if let Err(error) = started {
        tracing::error!(%error, "no thread for callbacks");
        return None;
    }
    Some(queue)
}

#[cfg(test)]
mod tests {
    use super::{Dispatcher, PerProcess};
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    static DISPATCHER: Dispatcher = Dispatcher { thread: "test", queue: PerProcess::new() };
    static RAN: AtomicBool = AtomicBool::new(false);

    #[test]
    fn a_flush_waits_for_the_jobs_before_it() {
        DISPATCHER.flush();
        DISPATCHER.dispatch(|| {
            std::thread::sleep(Duration::from_millis(20));
            DISPATCHER.flush();
            RAN.store(true, Ordering::SeqCst);
        });
        DISPATCHER.flush();
        assert!(RAN.load(Ordering::SeqCst));
    }
}

//! The thread on which callbacks of users run, so that none ever runs on, or blocks, the I/O thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

/// Runs jobs one after another on one thread of its own.
pub struct Dispatcher {
    thread: &'static str,
    queue: Mutex<Option<(u32, Sender<Job>)>>,
}

static SHARED: Dispatcher = Dispatcher { thread: "unicql-callbacks", queue: Mutex::new(None) };

/// Apart from the others: a callback may wait for a connection, which may wait for its authenticator.
static AUTHENTICATION: Dispatcher = Dispatcher { thread: "unicql-auth", queue: Mutex::new(None) };

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
        let mut slot = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        // Threads do not survive a fork, so a child starts its own.
        let pid = std::process::id();
        if let Some((owner, sender)) = &*slot
            && *owner == pid
        {
            // The thread ends only with the process, so the channel is open.
            let _ = sender.send(Box::new(job));
            return;
        }
        let (sender, receiver) = mpsc::channel::<Job>();
        let thread = thread::Builder::new().name(self.thread.to_owned());
        let started = thread.spawn(move || {
            for job in receiver {
                if catch_unwind(AssertUnwindSafe(job)).is_err() {
                    tracing::error!("a callback panicked");
                }
            }
        });
        if let Err(error) = started {
            tracing::error!(%error, "no thread for callbacks");
            return;
        }
        let _ = sender.send(Box::new(job));
        if let Some(old) = slot.replace((pid, sender)) {
            // The old sender belongs to the parent's thread; dropping it here would touch that thread's state.
            std::mem::forget(old);
        }
    }
}

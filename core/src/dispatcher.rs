//! The thread on which callbacks of users run, so that none ever runs on, or blocks, the I/O thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::fork::PerProcess;

type Job = Box<dyn FnOnce() + Send>;

/// Runs jobs one after another on one thread of its own. Threads do not survive a fork, so a child starts its own.
pub struct Dispatcher {
    thread: &'static str,
    queue: PerProcess<Mutex<Option<Sender<Job>>>>,
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
        let mut sender = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if sender.is_none() {
            *sender = start(self.thread);
        }
        if let Some(sender) = &*sender {
            // The thread ends only with the process, so the channel is open.
            let _ = sender.send(Box::new(job));
        }
    }
}

fn start(name: &str) -> Option<Sender<Job>> {
    let (sender, receiver) = mpsc::channel::<Job>();
    let thread = thread::Builder::new().name(name.to_owned());
    let started = thread.spawn(move || {
        for job in receiver {
            if catch_unwind(AssertUnwindSafe(job)).is_err() {
                tracing::error!("a callback panicked");
            }
        }
    });
    if let Err(error) = started {
        tracing::error!(%error, "no thread for callbacks");
        return None;
    }
    Some(sender)
}

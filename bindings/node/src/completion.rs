//! What the I/O thread finished, queued until JavaScript drains it: one wake-up per burst.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi::Status;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use serde_json::Value as Json;
use unicql_core::policy::{FailedTry, RetryReply};
use unicql_core::{Completion, Error, Page, Prepared, Session, WakeUp};

use crate::observer::Note;
use crate::questions::Questions;

/// Calls JavaScript from any thread. As long as it exists, the event loop stays alive.
pub(crate) type Wake = ThreadsafeFunction<(), (), (), Status, false>;

/// The slot of what nobody asked for.
const NO_SLOT: u32 = u32::MAX;

/// What became of the request of a slot, what its retry policy is asked, or what was observed of it.
pub(crate) enum Outcome {
    Connected(Session),
    Page(Page),
    Prepared(Arc<Prepared>),
    Closed,
    /// Something else is done that has no outcome.
    Settled,
    /// Nothing that was asked for: what happened to hosts.
    News(Json),
    Failed(Error),
    Undecided(Box<(FailedTry, RetryReply)>),
    Observed(Box<Note>),
}

/// The queue between the I/O thread and JavaScript.
pub(crate) struct Completions {
    done: Mutex<Vec<(u32, Outcome)>>,
    wake: Arc<Mutex<Option<Wake>>>,
    wake_up: WakeUp,
    questions: Mutex<Questions>,
}

impl Completions {
    pub(crate) fn new(wake: Wake) -> Arc<Self> {
        let wake = Arc::new(Mutex::new(Some(wake)));
        let woken = Arc::clone(&wake);
        let wake_up = WakeUp::new(move || {
            if let Some(wake) = &*woken.lock().unwrap_or_else(PoisonError::into_inner) {
                wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
            }
        });
        Arc::new(Completions { done: Mutex::default(), wake, wake_up, questions: Mutex::default() })
    }

    /// Makes a completion that queues its outcome for a slot.
    pub(crate) fn deliver<T: 'static>(
        self: &Arc<Self>,
        slot: u32,
        wrap: impl FnOnce(T) -> Outcome + Send + 'static,
    ) -> Completion<T> {
        let completions = Arc::clone(self);
        Completion::new(move |result: Result<T, Error>| {
            completions.push(slot, result.map_or_else(Outcome::Failed, wrap));
        })
    }

    pub(crate) fn push(&self, slot: u32, outcome: Outcome) {
        let first = {
            let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
            done.push((slot, outcome));
            done.len() == 1
        };
        // Only the first of a burst wakes: the drain that follows takes them all.
        if first {
            self.wake_up.call();
        }
    }

    /// Tells JavaScript what happened.
    pub(crate) fn tell(&self, news: Json) {
        self.push(NO_SLOT, Outcome::News(news));
    }

    pub(crate) fn questions(&self) -> MutexGuard<'_, Questions> {
        self.questions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn take(&self) -> Vec<(u32, Outcome)> {
        std::mem::take(&mut *self.done.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Lets the event loop end; what is still queued can be drained, but nothing wakes any more.
    pub(crate) fn silence(&self) {
        let wake = self.wake.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(wake);
        // Who still waits is told that no answer comes.
        let open = std::mem::take(&mut *self.questions());
        drop(open);
    }
}

//! Tasks on the I/O thread that carry out the requests of a session, each one after another. The future of a request takes
//! some kilobytes, which a task for each request would allocate, fill and free.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::mem::take;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use futures::future::{AbortRegistration, Abortable};
use futures::task::AtomicWaker;

use super::Session;
use super::submit::{Entered, Refused, run_request};
use crate::lock::lock;
use crate::runtime::{self, guarded};
use crate::span::RequestSpan;
use crate::{Completion, Page, Request};

/// How many tasks of a session are kept for later requests, however few are busy; and which part of the busy ones are.
const IDLE_LEAST: usize = 512;
const IDLE_PART: usize = 2;

/// A request, and whom to tell of its outcome.
pub(super) struct Job {
    pub(super) entered: Entered,
    pub(super) span: RequestSpan,
    pub(super) request: Request,
    pub(super) completion: Completion<Page>,
    /// `None` for a request that nobody gives up.
    pub(super) registration: Option<AbortRegistration>,
}

impl runtime::Job for Job {
    fn begin(self: Box<Self>) {
        Runners::begin(self);
    }
}

impl Job {
    fn session(&self) -> &Session {
        match &self.entered {
            Ok(in_flight) => in_flight.session(),
            Err(Refused(session, _)) => session,
        }
    }

    pub(super) async fn carry_out(self: Box<Self>) {
        let Job { entered, span, request, completion, registration } = *self;
        let executing = pin!(run_request(entered, span, &request));
        let guarded = guarded(completion, executing);
        match registration {
            None => guarded.await,
            // Given up, it drops the completion, which tells of that.
            Some(registration) => drop(Abortable::new(guarded, registration).await),
        }
    }
}

/// The tasks of a session. Those that are idle end when it is dropped.
#[derive(Default)]
pub(super) struct Runners(Arc<Mutex<Idle>>);

#[derive(Default)]
struct Idle {
    /// The one that was busy last is the last, so that those at the front are those that are needed least.
    mailboxes: VecDeque<Arc<Mailbox>>,
    busy: usize,
    closed: bool,
}

/// Where an idle task finds what to do next: a request, or that there will be none.
#[derive(Default)]
struct Mailbox {
    letter: Mutex<Option<Letter>>,
    waker: AtomicWaker,
}

enum Letter {
    Job(Box<Job>),
    End,
}

impl Mailbox {
    fn put(&self, letter: Letter) {
        *lock(&self.letter) = Some(letter);
        self.waker.wake();
    }

    async fn letter(&self) -> Letter {
        poll_fn(|context| {
            self.waker.register(context.waker());
            lock(&self.letter).take().map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }
}

impl Runners {
    /// Begins a request, on the I/O thread.
    fn begin(job: Box<Job>) {
        let Some(Runners(all)) = &job.session().0.runners else {
            return;
        };
        let idle = {
            let mut idle = lock(all);
            idle.busy += 1;
            idle.mailboxes.pop_back()
        };
        match idle {
            Some(mailbox) => mailbox.put(Letter::Job(job)),
            None => drop(tokio::spawn(run(Arc::clone(all), job))),
        }
    }
}

impl Drop for Runners {
    fn drop(&mut self) {
        let mailboxes = {
            let mut idle = lock(&self.0);
            idle.closed = true;
            take(&mut idle.mailboxes)
        };
        mailboxes.iter().for_each(|mailbox| mailbox.put(Letter::End));
    }
}

/// Carries out a request, and those that are put into its mailbox after that.
async fn run(idle: Arc<Mutex<Idle>>, mut job: Box<Job>) {
    let mailbox = Arc::<Mailbox>::default();
    loop {
        job.carry_out().await;
        if !rest(&idle, &mailbox) {
            return;
        }
        match mailbox.letter().await {
            Letter::Job(next) => job = next,
            Letter::End => return,
        }
    }
}

/// Offers a task for later requests, unless enough are idle or no request will come. Those of a burst that is over end with
/// its last requests.
fn rest(idle: &Mutex<Idle>, mailbox: &Arc<Mailbox>) -> bool {
    let mut idle = lock(idle);
    idle.busy -= 1;
    if idle.closed {
        return false;
    }
    let most = IDLE_LEAST.max(idle.busy / IDLE_PART);
    idle.mailboxes.push_back(Arc::clone(mailbox));
    let ended = idle.mailboxes.len().saturating_sub(most).min(2);
    for mailbox in idle.mailboxes.drain(..ended) {
        mailbox.put(Letter::End);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{IDLE_LEAST, Idle, Mailbox, lock, rest};
    use std::sync::{Arc, Mutex};

    /// Has so many tasks busy at once that all have ended after it, and returns how many stay at most and in the end.
    fn idle_after(busy: usize) -> (usize, usize) {
        let idle = Mutex::new(Idle { busy, ..Idle::default() });
        let mut most = 0;
        for _ in 0..busy {
            assert!(rest(&idle, &Arc::<Mailbox>::default()));
            most = most.max(lock(&idle).mailboxes.len());
        }
        let left = lock(&idle).mailboxes.len();
        (most, left)
    }

    #[test]
    fn few_tasks_stay_and_more_while_many_are_busy() {
        assert_eq!(idle_after(100), (100, 100));
        let (most, left) = idle_after(30_000);
        assert!(most > 5_000 && most <= 10_001, "{most}");
        assert!(left <= IDLE_LEAST, "{left}");
    }

    #[test]
    fn none_stays_when_the_session_is_closed() {
        let idle = Mutex::new(Idle { busy: 1, closed: true, ..Idle::default() });
        assert!(!rest(&idle, &Arc::default()));
    }
}

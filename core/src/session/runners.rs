//! Tasks on the I/O thread that carry out the requests of a session, each one after another. The future of a request takes
//! some kilobytes, which a task for each request would allocate, fill and free.

use std::future::poll_fn;
use std::mem::take;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use futures::future::{AbortRegistration, Abortable};
use futures::task::AtomicWaker;

use super::Session;
use super::submit::Entered;
use crate::lock::lock;
use crate::runtime::guarded;
use crate::{Completion, Page, Request};

/// How many tasks of a session are kept for later requests.
const IDLE_MOST: usize = 512;

/// A request, and whom to tell of its outcome.
pub(super) struct Job {
    pub(super) session: Session,
    pub(super) entered: Entered,
    pub(super) request: Request,
    pub(super) completion: Completion<Page>,
    /// `None` for a request that nobody gives up.
    pub(super) registration: Option<AbortRegistration>,
}

impl Job {
    async fn carry_out(self) {
        let executing = pin!(self.session.run(self.entered, self.request));
        let guarded = guarded(self.completion, executing);
        match self.registration {
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
    mailboxes: Vec<Arc<Mailbox>>,
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
    pub(super) fn begin(job: Box<Job>) {
        let Some(Runners(all)) = &job.session.0.runners else {
            return;
        };
        let idle = lock(all).mailboxes.pop();
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

/// Offers a task for later requests, unless enough are idle or no request will come.
fn rest(idle: &Mutex<Idle>, mailbox: &Arc<Mailbox>) -> bool {
    let mut idle = lock(idle);
    let wanted = !idle.closed && idle.mailboxes.len() < IDLE_MOST;
    if wanted {
        idle.mailboxes.push(Arc::clone(mailbox));
    }
    wanted
}

//! Requests handed from the caller's thread to the I/O thread: one, many at once, or many with a window.

use std::pin::pin;
use std::time::Instant;

use futures::StreamExt;
use futures::future::{AbortHandle, AbortRegistration};
use futures::stream::FuturesUnordered;

use super::runners::Job;
use super::{InFlight, Session};
use crate::runtime;
use crate::span::RequestSpan;
use crate::{Completion, Error, Page, Request, ResponseFuture, execution};

/// Gives up a request. The answer, should it still come, is dropped, and the stream of its connection is free again.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Option<AbortHandle>);

impl Cancellation {
    /// Gives it up; its outcome is `Cancelled`, unless it has ended already.
    pub fn cancel(&self) {
        if let Some(task) = &self.0 {
            task.abort();
        }
    }
}

/// A request that its caller's thread has counted. It alone keeps the session, since each thread that counts its users makes
/// the others wait for that number.
pub(super) type Entered = Result<InFlight, Refused>;

/// A request that is not executed, and why.
pub(super) struct Refused(pub(super) Session, pub(super) Error);

impl Session {
    /// Executes a request and returns its page.
    pub fn execute(&self, request: Request) -> ResponseFuture<Page> {
        let (future, completion) = ResponseFuture::pair();
        let (handle, registration) = AbortHandle::new_pair();
        future.cancelled_by(Cancellation(Some(handle)));
        self.submit(request, completion, Some(registration));
        future
    }

    /// Executes a request and delivers to a completion; nothing can give the request up.
    pub fn execute_with(&self, request: Request, completion: Completion<Page>) {
        self.submit(request, completion, None);
    }

    fn submit(
        &self,
        request: Request,
        completion: Completion<Page>,
        registration: Option<AbortRegistration>,
    ) {
        if let Some(completion) = self.0.runtime.unless_forked(completion) {
            self.0.runtime.submit(self.job(request, completion, registration));
        }
    }

    /// Executes many requests at once. Their submission costs one wake-up of the I/O thread in all.
    pub fn execute_many(&self, requests: Vec<(Request, Completion<Page>)>) {
        let runtime = &self.0.runtime;
        let job = |(request, completion)| Some(self.job(request, runtime.unless_forked(completion)?, None));
        let jobs: Vec<_> = requests.into_iter().filter_map(job).collect();
        runtime.submit(Box::new(move || jobs.into_iter().for_each(runtime::Job::begin)));
    }

    /// Executes many requests, in order, but no more than `at_once` (at least 1) at the same time. What is returned
    /// gives up all that have not ended.
    pub fn execute_window(&self, requests: Vec<(Request, Completion<Page>)>, at_once: usize) -> Cancellation {
        let all = Completion::new(|_: Result<(), Error>| ());
        let entered: Vec<_> = (requests.iter())
            .map(|(request, _)| (self.entered(InFlight::enter_in_turn(self)), RequestSpan::new(request)))
            .collect();
        let task = self.0.runtime.begin(all, move || async move {
            let mut waiting = requests.into_iter().zip(entered);
            let mut running = FuturesUnordered::new();
            loop {
                let room = at_once.max(1) - running.len();
                running.extend(waiting.by_ref().take(room).map(
                    |((request, completion), (entered, span))| {
                        Box::new(Job { entered, span, request, completion, registration: None }).carry_out()
                    },
                ));
                if running.next().await.is_none() {
                    return Ok(());
                }
            }
        });
        Cancellation(task)
    }

    /// Counts a request, and begins its span, on the thread of the caller.
    fn job(
        &self,
        request: Request,
        completion: Completion<Page>,
        registration: Option<AbortRegistration>,
    ) -> Box<Job> {
        let (entered, span) = (self.entered(InFlight::enter(self)), RequestSpan::new(&request));
        Box::new(Job { entered, span, request, completion, registration })
    }

    fn entered(&self, entered: Result<InFlight, Error>) -> Entered {
        entered.map_err(|error| Refused(self.clone(), error))
    }
}

/// Carries out a request. It is borrowed, since the future is moved as a whole, whatever of it is in use.
pub(super) async fn run_request(
    entered: Entered,
    span: RequestSpan,
    request: &Request,
) -> Result<Page, Error> {
    let in_flight = entered.map_err(|Refused(_, error)| error)?;
    let session = in_flight.session();
    let started = Instant::now();
    let executing = pin!(span.around(execution::execute(session, request, started)));
    let outcome = session.0.in_flight.unless_ended(executing).await;
    session.0.metrics.on_request_end(started, request, outcome.as_ref().err());
    outcome
}

#[cfg(test)]
mod tests {
    use super::Job;

    fn size_of_future<F: Future>(_: impl Fn(Box<Job>) -> F) -> usize {
        size_of::<F>()
    }

    /// It is moved several times before it begins, and its memory is fresh for each request.
    #[test]
    fn the_future_of_a_request_is_small() {
        let size = size_of_future(Job::carry_out);
        assert!(size <= 8 * 1024, "{size} bytes");
    }
}

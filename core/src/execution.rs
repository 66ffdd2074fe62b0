//! One request's way over the hosts: the first try goes where the balancer sends it; what comes of it decides whether,
//! where and at which consistency there is another. The legacy drivers know the same loop as `RequestExecution` (Node),
//! `ResponseFuture` (Python) and `RequestHandler` (C).

mod attempt;
mod partition;
mod plan;
mod ready;

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use scylla::client::session::Session as Driver;

pub(crate) use attempt::{asked, used};
pub(crate) use ready::Paged;

use crate::metrics::Started;
use crate::policy::{self, FailedTry, RetryDecision, Speculation};
use crate::session::{Source, without_rows};
use crate::{Error, ErrorKind, Page, Request, RetryBy, Session, Statement, Trail, server_error};
use attempt::{Answer, Failure, Target, Try, attempt};
use plan::{Hosts, Next, Plan};
use ready::{Ready, Terms, may_go_again};

/// How often a statement is prepared again for one request because the host forgot it once more. A server may do so when
/// many clients prepare the same at once (each of its answers makes the one before void for a moment), and it did not
/// execute anything: the legacy drivers go on without end.
const FORGOTTEN_MOST: u32 = 5;

/// Executes a request, on the I/O thread.
pub(crate) async fn execute(
    session: &Session,
    request: &Request,
    mut started: Instant,
) -> Result<Page, Error> {
    let driver = session.driver()?;
    let profile = session.profiles().find(request.options.profile.as_deref())?;
    let terms = Terms { options: &request.options, config: session.config(), profile: &profile };
    let mut again = true;
    loop {
        let (mut ready, prepared) = Ready::of(session, request, terms).await?;
        if !matches!(request.statement, Statement::Prepared { .. }) {
            // The time of a request is not that of preparing what it needs.
            started = Instant::now();
        }
        let outcome = Course::new(session, &driver, request, terms, &mut ready, started).run().await;
        if outcome.as_ref().is_err_and(|error| may_go_again(session, request, error))
            && std::mem::take(&mut again)
        {
            continue;
        }
        let source = ready.source(request, prepared.as_deref());
        return finish(session, &driver, request, outcome?, source).await;
    }
}

async fn finish(
    session: &Session,
    driver: &Driver,
    request: &Request,
    outcome: Outcome,
    source: Source<'_>,
) -> Result<Page, Error> {
    match outcome {
        Outcome::Answered(started, answer, trail) => {
            let mut page = match *answer {
                Answer::Driver(paged) => session.page(driver, paged, source).await?,
                Answer::Own(page) => session.settle_raw(page, request).await?,
            };
            let sizes = || (request.statement.size_bytes(), page.rows.len());
            session.recorder().on_attempt_end(started, request, Some(page.coordinator), None, sizes);
            page.trail = trail;
            Ok(page)
        }
        Outcome::Ignored(host, error, trail) => Ok(Page { trail, ..without_rows(host.address, &error) }),
    }
}

/// How a request ended that did not fail.
enum Outcome {
    Answered(Started, Box<Answer>, Option<Box<Trail>>),
    /// The retry rule took a failure for good.
    Ignored(Target, Error, Option<Box<Trail>>),
}

/// What follows a try that failed.
enum Step {
    Again(Try),
    Ignore(Target, Error),
}

/// One request under way.
struct Course<'a> {
    session: &'a Session,
    driver: &'a Driver,
    request: &'a Request,
    terms: Terms<'a>,
    ready: &'a mut Ready,
    plan: Plan,
    started: Instant,
    limit: Option<Duration>,
}

impl<'a> Course<'a> {
    fn new(
        session: &'a Session,
        driver: &'a Driver,
        request: &'a Request,
        terms: Terms<'a>,
        ready: &'a mut Ready,
        started: Instant,
    ) -> Self {
        let Terms { options, profile, .. } = terms;
        let hosts = match (&options.host, &options.plan) {
            (Some(host), _) => Hosts::Given(Arc::new([*host])),
            (None, Some(plan)) => Hosts::Given(Arc::clone(plan)),
            (None, None) => Hosts::Balancer,
        };
        let limit = limit_or(options.timeout_ms, profile.request_timeout);
        Course { session, driver, request, terms, ready, plan: Plan::new(hosts), started, limit }
    }

    async fn run(mut self) -> Result<Outcome, Error> {
        let speculation = self.speculation();
        let is_own = self.terms.options.routing_key.is_some() || self.ready.needs_order();
        if is_own || self.session.may_find_full_hosts() || speculation.is_some() {
            // The crate is not asked for a host where it sends nothing or does not see the partition, a limit is for each
            // host, and tries that run at the same time must know of each other's hosts.
            self.plan.settle(|| self.ready.order(self.session, self.terms, &self.driver.get_cluster_state()));
        }
        let Some(first) = self.next_try(Try::default()) else {
            let why = Error::new(ErrorKind::NoHostAvailable, "the plan of the request names no host");
            return Err(self.exhausted(&why));
        };
        match speculation {
            None => self.follow(first).await,
            Some(speculation) => Box::pin(self.race(first, speculation)).await,
        }
    }

    /// Tries one host after another.
    async fn follow(mut self, mut next: Try) -> Result<Outcome, Error> {
        let mut time = self.time_for_first_try();
        loop {
            let started = self.session.recorder().start_try();
            let outcome = attempt(self.session, self.driver, self.ready, next, time).await;
            let failure = match outcome {
                Ok(answer) => {
                    return Ok(Outcome::Answered(started, Box::new(answer), self.trail(next, 0)));
                }
                Err(failure) => failure,
            };
            match Box::pin(self.after(next, started, failure)).await {
                Ok(Step::Again(again)) => next = again,
                Ok(Step::Ignore(host, error)) => {
                    return Ok(Outcome::Ignored(host, error, self.trail(next, 0)));
                }
                Err(error) => return Err(self.with_tried(error)),
            }
            time = self.time_for_try();
        }
    }

    /// Tries one host after another, and one more at the same time whenever the delay has passed without an answer. The
    /// first answer counts; the other tries are given up.
    async fn race(mut self, first: Try, speculation: Speculation) -> Result<Outcome, Error> {
        let (session, driver, metrics) = (self.session, self.driver, self.session.recorder());
        let template = self.ready.clone();
        let send = |asked: Try, limit| {
            let (started, mut ready) = (metrics.start_try(), template.clone());
            async move { (asked, started, attempt(session, driver, &mut ready, asked, limit).await) }
        };
        let mut executions = vec![metrics.start_execution()];
        let mut running = FuturesUnordered::new();
        running.push(send(first, self.time_for_try()));
        let (mut further, mut speculative) = (0, 0);
        let mut delay = speculation.next_delay(further, first.host);
        let pause = tokio::time::sleep(delay.unwrap_or_default());
        tokio::pin!(pause);
        loop {
            let ended = match delay {
                // A timer would wait a millisecond, in which the first may be answered.
                Some(Duration::ZERO) => None,
                _ => tokio::select! {
                    biased;
                    ended = running.next() => ended,
                    () = &mut pause, if delay.is_some() => None,
                },
            };
            let Some((asked, started, outcome)) = ended else {
                let next = self.next_try(Try::default());
                further += 1;
                delay = next.and_then(|next| speculation.next_delay(further, next.host));
                pause.as_mut().reset(tokio::time::Instant::now() + delay.unwrap_or_default());
                if let Some(next) = next {
                    metrics.on_speculative_execution();
                    executions.push(metrics.start_execution());
                    speculative += 1;
                    running.push(send(next, self.time_for_try()));
                }
                continue;
            };
            let failure = match outcome {
                Ok(answer) => {
                    executions
                        .into_iter()
                        .take(running.len())
                        .for_each(|one| metrics.on_execution_abandoned(one));
                    let trail = self.trail(asked, speculative);
                    return Ok(Outcome::Answered(started, Box::new(answer), trail));
                }
                Err(failure) => failure,
            };
            match self.after(asked, started, failure).await {
                Ok(Step::Again(again)) => running.push(send(again, self.time_for_try())),
                Ok(Step::Ignore(host, error)) => {
                    return Ok(Outcome::Ignored(host, error, self.trail(asked, speculative)));
                }
                // The others may still be answered.
                Err(error) if error.kind() == ErrorKind::NoHostAvailable && !running.is_empty() => {}
                Err(error) => return Err(self.with_tried(error)),
            }
        }
    }

    fn with_tried(&self, error: Error) -> Error {
        error.with_tried(self.plan.asked(|id| self.session.registry().address(id)))
    }

    /// Decides what follows a failed try.
    async fn after(&mut self, asked: Try, started: Started, failure: Failure) -> Result<Step, Error> {
        let metrics = self.session.recorder();
        let sizes = || (self.request.statement.size_bytes(), 0);
        let host = failure.target.map(|target| target.address);
        if !(failure.not_sent && failure.error.kind() == ErrorKind::Busy) {
            metrics.on_attempt_end(started, self.request, host, Some(&failure.error), sizes);
        }
        self.plan.failed(&failure);
        if failure.error.has_unknown_types() {
            return Err(failure.error);
        }
        if failure.not_sent {
            return self.on_next_host(asked, &failure.error);
        }
        if let Some(limit) = self.over(&failure) {
            let error = server_error::timed_out(limit);
            return Err(match failure.target {
                Some(target) => error.with_coordinator(target.address),
                None => error,
            });
        }
        if let Some(host) = failure.target.filter(|_| failure.forgotten && asked.forgotten < FORGOTTEN_MOST) {
            let again = Try { host: Some(host.id), forgotten: asked.forgotten + 1, ..asked };
            return Ok(Step::Again(again));
        }
        if self.is_unknown_there(&failure).await
            && let Some(again) = self.next_try(asked)
        {
            return Ok(Step::Again(again));
        }
        match self.decide(asked, &failure).await {
            RetryDecision::Rethrow => Err(failure.error),
            RetryDecision::Ignore => match failure.target {
                Some(host) => {
                    metrics.on_ignore(&failure.error);
                    Ok(Step::Ignore(host, failure.error))
                }
                None => Err(failure.error),
            },
            RetryDecision::SameHost(level) => {
                metrics.on_retry(&failure.error);
                let host = failure.target.map(|target| target.id).or(asked.host);
                Ok(Step::Again(Try { host, ..asked.retried(level) }))
            }
            RetryDecision::NextHost(level) => {
                metrics.on_retry(&failure.error);
                self.on_next_host(asked.retried(level), &failure.error)
            }
        }
    }

    /// Tells whether a host refused a request because it cannot prepare its statement, which the crate does not say: one that
    /// has just started may not know the table yet, while others do. The legacy drivers for Node and C ask the next host.
    async fn is_unknown_there(&self, failure: &Failure) -> bool {
        let (Some(host), Some(cql)) = (failure.target, self.ready.prepared_text()) else {
            return false;
        };
        if failure.error.kind() != ErrorKind::Invalid {
            return false;
        }
        let again = self.session.raw().prepare(host.address, cql, None, self.time_for_try()).await;
        again.is_err_and(|error| error.kind() == ErrorKind::Invalid)
    }

    fn on_next_host(&mut self, asked: Try, why: &Error) -> Result<Step, Error> {
        self.next_try(asked).map(Step::Again).ok_or_else(|| self.exhausted(why))
    }

    fn next_try(&mut self, asked: Try) -> Option<Try> {
        let order = || self.ready.order(self.session, self.terms, &self.driver.get_cluster_state());
        let host = match self.plan.next(order)? {
            Next::Any => None,
            Next::Host(host) => Some(host),
        };
        Some(Try { host, ..asked })
    }

    /// Tells how the request came by the answer of a try.
    fn trail(&self, answered: Try, speculative_executions: u32) -> Option<Box<Trail>> {
        let tried = self.plan.trail(|id| self.session.registry().address(id));
        if tried.is_none() && answered.consistency.is_none() && speculative_executions == 0 {
            return None;
        }
        let tried = tried.unwrap_or_default();
        Some(Box::new(Trail { tried, speculative_executions, consistency: answered.consistency }))
    }

    /// Other tries may still be under way, so the plan has to remember that it is at its end.
    fn exhausted(&self, why: &Error) -> Error {
        self.plan.exhausted(why, || self.session.hosts())
    }

    /// Asks the retry rule: that of the request, or that of the session.
    async fn decide(&self, asked: Try, failure: &Failure) -> RetryDecision {
        let Terms { options, config, profile } = self.terms;
        let consistency = asked.consistency.or(options.consistency).unwrap_or(profile.consistency);
        let failed = FailedTry {
            error: failure.error.clone(),
            consistency,
            idempotent: options.idempotent.unwrap_or(config.idempotent),
            retries: asked.retries,
        };
        match &options.retry {
            None => profile.retry.decide(&failed),
            Some(RetryBy::Rule(retry)) => retry.decide(&failed),
            Some(RetryBy::Custom(rule)) => policy::ask(rule, failed).await,
        }
    }

    /// Only a request that may be executed twice is sent to several hosts at once.
    fn speculation(&self) -> Option<Speculation> {
        let Terms { options, config, profile } = self.terms;
        if !options.idempotent.unwrap_or(config.idempotent) {
            return None;
        }
        let own = options.speculation_ms.clone().map(Speculation::Table);
        own.or_else(|| profile.speculation.clone()).filter(Speculation::is_any)
    }

    /// How long the next try may take: its own limit, or what is left of the request's.
    fn time_for_try(&self) -> Option<Duration> {
        self.time_of(self.limit.map(|limit| limit.saturating_sub(self.started.elapsed())))
    }

    /// How long the first try may take: nothing of the request's time has passed yet.
    fn time_for_first_try(&self) -> Option<Duration> {
        self.time_of(self.limit)
    }

    fn time_of(&self, left: Option<Duration>) -> Option<Duration> {
        let Terms { options, profile, .. } = self.terms;
        let own = limit_or(options.attempt_timeout_ms, profile.attempt_timeout);
        match (own, left) {
            (Some(own), Some(left)) => Some(own.min(left)),
            (own, left) => own.or(left),
        }
    }

    /// The time of the whole request, when it has run out.
    fn over(&self, failure: &Failure) -> Option<Duration> {
        let limit = self.limit.filter(|_| failure.error.kind() == ErrorKind::TimedOut)?;
        Some(limit).filter(|limit| self.started.elapsed() >= *limit)
    }
}

/// A limit of the request's own counts before that of its profile; 0 is none.
fn limit_or(own_ms: Option<u64>, otherwise: Option<Duration>) -> Option<Duration> {
    match own_ms {
        None => otherwise,
        Some(0) => None,
        Some(limit) => Some(Duration::from_millis(limit)),
    }
}

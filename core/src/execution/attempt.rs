//! One try of a request on one host. The crate's errors do not say which host they come from; its load balancing policy
//! is told, on the task of the request, so a task-local record costs nothing that a request without an error would notice.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use scylla::client::session::Session as Driver;
use scylla::cluster::Node;
use scylla::errors::{DbError, ExecutionError, RequestAttemptError};
use uuid::Uuid;

use super::ready::{Paged, Ready};
use crate::hosts::{Hosts, Load, socket_address};
use crate::log::{self, LogEvent};
use crate::policy::{Measures, UnderWay};
use crate::{Consistency, Error, ErrorKind, Page, Request, RequestOptions, Session, server_error};

tokio::task_local! {
    static USED: Used;
}

/// What is known of the host of a try. What it counts and measures ends with the try, however that ends.
struct Used {
    target: Cell<Option<Target>>,
    hosts: Arc<Hosts>,
    load: RefCell<Option<Load>>,
    measures: Arc<Measures>,
    under_way: RefCell<Option<UnderWay>>,
}

impl Used {
    fn new(hosts: &Arc<Hosts>, measures: &Arc<Measures>, host: Option<Uuid>) -> Self {
        let used = Used {
            target: Cell::new(None),
            hosts: Arc::clone(hosts),
            load: RefCell::new(None),
            measures: Arc::clone(measures),
            under_way: RefCell::new(None),
        };
        if let Some(host) = host {
            used.begin(host);
        }
        used
    }

    fn begin(&self, host: Uuid) {
        self.load.replace(self.hosts.enter(host));
        self.under_way.replace(self.measures.asked(host));
    }

    fn note(&self, target: Target) {
        if self.target.replace(Some(target)).is_none() && self.load.borrow().is_none() {
            self.begin(target.id);
        }
    }

    fn answered(&self) {
        if let Some(under_way) = &*self.under_way.borrow() {
            under_way.answered();
        }
    }
}

/// A host that a try went to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) id: Uuid,
    pub(crate) address: SocketAddr,
}

/// Notes the host that the policy chose, or that failed, for the try that is under way.
pub(crate) fn used(node: &Node) {
    let target = Target { id: node.host_id, address: socket_address(&node.address) };
    let _ = USED.try_with(|used| used.note(target));
}

/// The host of the try that is under way on this task.
pub(crate) fn asked() -> Option<SocketAddr> {
    USED.try_with(|used| used.target.get()).ok().flatten().map(|target| target.address)
}

/// What one try is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Try {
    /// The host; `None` leaves it to the balancer.
    pub(super) host: Option<Uuid>,
    /// A consistency other than that of the request.
    pub(super) consistency: Option<Consistency>,
    /// How many tries of this request were retries.
    pub(super) retries: u32,
    /// How many followed from a host that forgot the statement.
    pub(super) forgotten: u32,
}

impl Try {
    /// The same once more, on whichever host is next.
    pub(super) fn retried(self, consistency: Option<Consistency>) -> Self {
        Try { host: None, consistency: consistency.or(self.consistency), retries: self.retries + 1, ..self }
    }
}

/// A try that failed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: Error,
    /// Where it failed, when that is known.
    pub(super) target: Option<Target>,
    /// Whether no host got the request, for want of a connection.
    pub(super) not_sent: bool,
    /// Whether the host forgot the statement again after it had been prepared once more.
    pub(super) forgotten: bool,
}

/// An answer, from the crate or from a connection of core's own.
pub(crate) enum Answer {
    Driver(Paged),
    Own(Page),
}

/// Sends a request once.
pub(super) async fn attempt(
    session: &Session,
    driver: &Driver,
    ready: &mut Ready,
    asked: Try,
    limit: Option<Duration>,
) -> Result<Answer, Failure> {
    if let Some(full) = full(session, asked.host) {
        return Err(full);
    }
    let sendable = match ready {
        Ready::Driver(sendable) => sendable,
        Ready::Raw(request) => {
            let sending = Box::pin(attempt_raw(session, driver, request, asked, limit));
            return sending.await.map(Answer::Own);
        }
    };
    sendable.aim(asked, limit);
    let used = Used::new(session.registry(), session.profiles().measures(), asked.host);
    let sending = USED.scope(used, async {
        match sendable.send(driver).await {
            Ok(paged) => {
                USED.with(Used::answered);
                Ok(Answer::Driver(paged))
            }
            Err(error) => Err((error, USED.with(|used| used.target.get()))),
        }
    });
    sending.await.map_err(|(error, chosen)| {
        let target = chosen.or_else(|| find(driver, asked.host?));
        let failure = failure(session, &error, target.map(|target| reached(session.registry(), target)));
        note_silence(session, &failure);
        failure
    })
}

/// Takes note of a host that did not answer in time.
fn note_silence(session: &Session, failure: &Failure) {
    if let (ErrorKind::TimedOut, Some(target)) = (failure.error.kind(), failure.target) {
        session.on_no_answer(target.id);
    }
}

/// The failure of a try on a host whose connections carry as many requests as they may.
fn full(session: &Session, host: Option<Uuid>) -> Option<Failure> {
    let (limit, id) = (session.config().max_requests_per_connection?, host?);
    let hosts = session.registry();
    let (under_way, connections) = hosts.is_full(id, limit)?;
    let address = hosts.address(id)?;
    let why = format!(
        "{under_way} requests are under way on {connections} connections to {address}, \
         of which each may carry {limit} by `max_requests_per_connection`"
    );
    let error = Error::new(ErrorKind::Busy, why).with_coordinator(address);
    Some(Failure { error, target: Some(Target { id, address }), not_sent: true, forgotten: false })
}

/// The crate names hosts by the addresses that they announce, users by those that they are reached at.
fn reached(hosts: &Hosts, target: Target) -> Target {
    Target { address: hosts.address(target.id).unwrap_or(target.address), ..target }
}

async fn attempt_raw(
    session: &Session,
    driver: &Driver,
    request: &Request,
    asked: Try,
    limit: Option<Duration>,
) -> Result<Page, Failure> {
    let found = asked.host.and_then(|host| find(driver, host));
    let Some(target) = found.map(|target| reached(session.registry(), target)) else {
        let error = Error::new(ErrorKind::ConnectionFailed, "the host is not part of the cluster");
        return Err(Failure { error, target: None, not_sent: true, forgotten: false });
    };
    let lowered;
    let request = match asked.consistency {
        None => request,
        level => {
            let options = RequestOptions { consistency: level, ..request.options.clone() };
            lowered = Request { statement: request.statement.clone(), options };
            &lowered
        }
    };
    let load = session.registry().enter(target.id);
    let under_way = session.profiles().measures().asked(target.id);
    let outcome = session.raw().execute(target.address, request, limit).await;
    if let (Ok(_), Some(under_way)) = (&outcome, &under_way) {
        under_way.answered();
    }
    outcome.map_err(|error| {
        let not_sent = is_about_connecting(&error);
        if not_sent {
            session.recorder().on_connection_error(&error);
        }
        let forgotten = error.kind() == ErrorKind::Unprepared;
        drop(load);
        let failure = Failure { error, target: Some(target), not_sent, forgotten };
        note_silence(session, &failure);
        failure
    })
}

/// Tells whether a connection of core's own failed before it could carry a request.
fn is_about_connecting(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionFailed
            | ErrorKind::Tls
            | ErrorKind::NotCql
            | ErrorKind::AuthenticationRequired
            | ErrorKind::BadCredentials
    )
}

fn find(driver: &Driver, host: Uuid) -> Option<Target> {
    let state = driver.get_cluster_state();
    let node = state.get_nodes_info().iter().find(|node| node.host_id == host)?;
    Some(Target { id: host, address: socket_address(&node.address) })
}

fn failure(session: &Session, error: &ExecutionError, target: Option<Target>) -> Failure {
    let not_sent = matches!(error, ExecutionError::ConnectionPoolError(_) | ExecutionError::EmptyPlan);
    if let ExecutionError::LastAttemptError(RequestAttemptError::RepreparedIdChanged {
        expected_id,
        reprepared_id,
        ..
    }) = error
    {
        session.config().log.event(|| LogEvent::PreparedIdMismatch {
            expected: log::hexadecimal(expected_id),
            received: log::hexadecimal(reprepared_id),
        });
    }
    let forgotten = match error {
        ExecutionError::LastAttemptError(RequestAttemptError::DbError(db, _)) => {
            matches!(db, DbError::Unprepared { .. })
        }
        _ => false,
    };
    let made = server_error::from_execution(error);
    let error = match target.filter(|_| !not_sent) {
        Some(target) => made.with_coordinator(target.address),
        None => made,
    };
    Failure { error, target, not_sent, forgotten }
}

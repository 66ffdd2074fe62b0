//! Sessions.

mod connect_failure;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use unicql_core::log::{self as core_log, LogLevel, LogSource};
use unicql_core::{Completion, Dispatcher, Error, ErrorKind, MetricsSnapshot, Page, Request, Subscription};

use self::connect_failure::{NO_USABLE_HOSTS, connect_failure, has_usable_host};
use crate::answer::Answer;
use crate::batch::Batch;
use crate::cluster::Cluster;
use crate::error::{CassError, Failure};
use crate::future::{Future, Kind, Outcome};
use crate::host_listener;
use crate::log;
use crate::metrics::{Metrics, SpeculativeExecutionMetrics};
use crate::names;
use crate::prepared::Prepared;
use crate::ptr::{HostListener, Out};
use crate::schema_meta::SchemaMeta;
use crate::settings::Settings;
use crate::statement::Statement;
use crate::timestamp_gen::TimestampGen;
use crate::types::Uuid;
use crate::uuid;

/// Closing waits for requests under way, each of which has its own timeout.
const GRACE: Duration = Duration::from_secs(60 * 60 * 24 * 365);

/// A session.
#[derive(Debug)]
pub(crate) struct Session(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    client_id: Mutex<Uuid>,
    /// The snapshot of the schema that was last asked for, or that there was when the session was closed.
    schema: Mutex<Option<Arc<SchemaMeta>>>,
    /// What was counted and timed until the session was closed.
    metrics: Mutex<Option<MetricsSnapshot>>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

enum State {
    Closed,
    Connecting,
    Connected(Arc<Connected>),
    /// The future of the close that is under way.
    Closing(Arc<Future>),
}

/// A session that is connected.
pub(crate) struct Connected {
    core: unicql_core::Session,
    /// What generates timestamps.
    pub(crate) timestamps: TimestampGen,
    _hosts: Option<Subscription>,
}

impl Connected {
    /// The id of the host at an address.
    pub(crate) fn host_at(&self, address: SocketAddr) -> Result<::uuid::Uuid, Failure> {
        let hosts = self.core.hosts();
        let found = hosts.iter().find(|host| host.address == address);
        let unknown = || Failure::of(Error::new(ErrorKind::NoHostAvailable, "no such host"));
        found.map(|host| host.id).ok_or_else(unknown)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_schema(&self) -> MutexGuard<'_, Option<Arc<SchemaMeta>>> {
        self.schema.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A snapshot of the schema: of now, or of when the session was closed; `None` before it connected.
    fn schema(&self) -> Option<Arc<SchemaMeta>> {
        let mut last = self.lock_schema();
        if let State::Connected(connected) = &*self.lock() {
            *last = Some(last.take().unwrap_or_default().renewed(&connected.core.metadata()));
        }
        last.clone()
    }

    fn lock_metrics(&self) -> MutexGuard<'_, Option<MetricsSnapshot>> {
        self.metrics.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was counted and timed since the session connected, until now or until it was closed; `None` before.
    fn metrics(&self) -> Option<MetricsSnapshot> {
        let mut last = self.lock_metrics();
        match &*self.lock() {
            State::Connected(connected) => *last = connected.core.metrics(),
            // None of its connections is left.
            _ => *last = last.take().map(|last| MetricsSnapshot { open_connections: 0, ..last }),
        }
        last.clone()
    }

    /// Takes the outcome of connecting, on the I/O thread.
    fn connected(
        &self,
        outcome: Result<unicql_core::Session, Error>,
        timestamps: TimestampGen,
        listener: Option<HostListener>,
    ) -> Outcome {
        let mut state = self.lock();
        let closing = match &*state {
            State::Closing(closing) => Some(Arc::clone(closing)),
            _ => None,
        };
        *state = State::Closed;
        if let Some(closing) = closing {
            drop(state);
            drop(outcome);
            closing.deliver(Outcome::Done);
            return failed(CassError::LIB_UNABLE_TO_CONNECT, "The session was closed while it connected");
        }
        match outcome {
            Err(error) => Outcome::Failed(connect_failure(error)),
            Ok(core) if !has_usable_host(&core) => {
                core_log::write(LogLevel::Error, LogSource::Session, || NO_USABLE_HOSTS.to_owned());
                failed(CassError::LIB_NO_HOSTS_AVAILABLE, NO_USABLE_HOSTS)
            }
            Ok(core) => {
                let hosts = listener
                    .map(|listener| core.subscribe(move |event| host_listener::tell(listener, event)));
                *state = State::Connected(Arc::new(Connected { core, timestamps, _hosts: hosts }));
                Outcome::Done
            }
        }
    }

    fn close(self: &Arc<Self>) -> Arc<Future> {
        let future = Future::new(Kind::Session);
        // Programs may ask for them afterwards.
        self.schema();
        self.metrics();
        let mut state = self.lock();
        match &*state {
            State::Closed | State::Closing(_) => {
                drop(state);
                future.deliver(failed(CassError::LIB_UNABLE_TO_CLOSE, "Already closing or closed"));
            }
            State::Connecting => *state = State::Closing(Arc::clone(&future)),
            State::Connected(connected) => {
                let connected = Arc::clone(connected);
                *state = State::Closing(Arc::clone(&future));
                drop(state);
                let (shared, closed) = (Arc::clone(self), Arc::clone(&future));
                let completion = Completion::new(move |_: Result<(), Error>| {
                    *shared.lock() = State::Closed;
                    closed.deliver(Outcome::Done);
                });
                connected.core.close_with(GRACE, completion);
            }
        }
        future
    }
}

/// Waits for the close, so that nothing of the session runs afterwards.
impl Drop for Session {
    fn drop(&mut self) {
        let closing = match &*self.0.lock() {
            State::Closing(closing) => Some(Arc::clone(closing)),
            _ => None,
        };
        closing.unwrap_or_else(|| self.0.close()).wait();
        // A program frees the data of its callbacks next, so none of what the session still had to tell may come later.
        Dispatcher::shared().flush();
    }
}

fn failed(code: CassError, message: &str) -> Outcome {
    Outcome::Failed(Failure::new(code, message))
}

impl Session {
    fn connected(&self) -> Result<Arc<Connected>, Failure> {
        match &*self.0.lock() {
            State::Connected(connected) => Ok(Arc::clone(connected)),
            _ => Err(Failure::new(CassError::LIB_NO_HOSTS_AVAILABLE, "Session is not connected")),
        }
    }

    /// Submits a request; what cannot be sent fails its future.
    fn submit(
        &self,
        request: impl FnOnce(&Connected) -> Result<Request, Failure>,
        is_statement: bool,
    ) -> Option<Arc<Future>> {
        let future = Future::new(Kind::Response);
        let made = self.connected().and_then(|connected| {
            let request = request(&connected)?;
            Ok((connected, request))
        });
        match made {
            Err(failure) => future.deliver(Outcome::Failed(failure)),
            Ok((connected, request)) => {
                let answered = Arc::clone(&future);
                let completion = Completion::new(move |page| answered.deliver(outcome(page, is_statement)));
                connected.core.execute_with(request, completion);
            }
        }
        Some(future)
    }

    fn prepare(&self, cql: Result<Arc<str>, Failure>, settings: Settings) -> Option<Arc<Future>> {
        let future = Future::new(Kind::Response);
        match self.connected().and_then(|connected| Ok((connected, cql?))) {
            Err(failure) => future.deliver(Outcome::Failed(failure)),
            Ok((connected, cql)) => {
                let prepared = Arc::clone(&future);
                let completion = Completion::new(move |outcome| {
                    prepared.deliver(match outcome {
                        Ok(core) => Outcome::Prepared(Arc::new(Prepared::new(core, settings))),
                        Err(error) => Outcome::Failed(Failure::of(error)),
                    });
                });
                connected.core.prepare_with(cql, completion);
            }
        }
        Some(future)
    }
}

fn outcome(page: Result<Page, Error>, is_statement: bool) -> Outcome {
    match page {
        Ok(page) => Outcome::Result(Answer::new(page)),
        // The number of values goes to the server unchecked, and it answers so when it does not fit.
        Err(error) if is_statement && error.kind() == ErrorKind::InvalidParameter => {
            let why = format!("Invalid amount of bind variables: {}", error.message());
            Outcome::Failed(Failure::of(Error::new(ErrorKind::Invalid, why)))
        }
        Err(error) => Outcome::Failed(Failure::of(error)),
    }
}

pub(crate) fn new() -> Option<Box<Session>> {
    log::install();
    let shared = Shared {
        state: Mutex::new(State::Closed),
        client_id: Mutex::new(uuid::random()),
        schema: Mutex::default(),
        metrics: Mutex::default(),
    };
    Some(Box::new(Session(Arc::new(shared))))
}

pub(crate) fn connect(session: &Session, cluster: &Cluster) -> Option<Arc<Future>> {
    connect_keyspace(session, cluster, None)
}

pub(crate) fn connect_keyspace(
    session: &Session,
    cluster: &Cluster,
    keyspace: Option<&[u8]>,
) -> Option<Arc<Future>> {
    let future = Future::new(Kind::Session);
    {
        let mut state = session.0.lock();
        if !matches!(&*state, State::Closed) {
            drop(state);
            let message = "Already connecting, closing, or connected";
            future.deliver(failed(CassError::LIB_UNABLE_TO_CONNECT, message));
            return Some(future);
        }
        *state = State::Connecting;
        drop(state);
        *session.0.lock_schema() = None;
        *session.0.lock_metrics() = None;
    }
    let client_id = {
        let mut own = session.0.client_id.lock().unwrap_or_else(PoisonError::into_inner);
        *own = cluster.client_id().unwrap_or(*own);
        *own
    };
    let mut options = cluster.options();
    let client_id = uuid::text(client_id);
    log::say(log::INFO, format_args!("Client id is {client_id}"));
    options.client_id = Some(client_id);
    options.keyspace = keyspace.map(identifier);
    if options.contact_points.as_ref().is_some_and(Vec::is_empty) {
        *session.0.lock() = State::Closed;
        future.deliver(failed(CassError::LIB_NO_HOSTS_AVAILABLE, "Unable to connect to any contact points"));
        return Some(future);
    }
    let (shared, connected) = (Arc::clone(&session.0), Arc::clone(&future));
    let (timestamps, listener) = (cluster.timestamps(), cluster.host_listener());
    let completion = Completion::new(move |outcome| {
        connected.deliver(shared.connected(outcome, timestamps, listener));
    });
    unicql_core::Session::connect_with(options, completion);
    Some(future)
}

/// The exact name that CQL means by an identifier.
fn identifier(name: &[u8]) -> String {
    match names::unquoted(name) {
        Some(quoted) => String::from_utf8_lossy(quoted).replace("\"\"", "\""),
        None => String::from_utf8_lossy(name).to_lowercase(),
    }
}

pub(crate) fn close(session: &Session) -> Option<Arc<Future>> {
    Some(session.0.close())
}

pub(crate) fn prepare(session: &Session, query: Option<&[u8]>) -> Option<Arc<Future>> {
    let cql = std::str::from_utf8(query.unwrap_or_default()).map(Arc::from);
    let malformed = |_| Failure::new(CassError::SERVER_PROTOCOL_ERROR, "Cannot decode string as UTF8");
    session.prepare(cql.map_err(malformed), Settings::default())
}

pub(crate) fn prepare_from_existing(session: &Session, statement: &mut Statement) -> Option<Arc<Future>> {
    session.prepare(statement.cql(), statement.settings().clone())
}

pub(crate) fn execute(session: &Session, statement: &Statement) -> Option<Arc<Future>> {
    session.submit(|connected| statement.request(connected), true)
}

pub(crate) fn execute_batch(session: &Session, batch: &Batch) -> Option<Arc<Future>> {
    session.submit(|connected| batch.request(connected), false)
}

pub(crate) fn get_schema_meta(session: &Session) -> Option<Arc<SchemaMeta>> {
    session.0.schema()
}

pub(crate) fn get_client_id(session: &Session) -> Uuid {
    *session.0.client_id.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn get_metrics(session: &Session, output: Out<'_, Metrics>) {
    let snapshot = session.0.metrics();
    if snapshot.is_none() {
        log::say(log::WARN, format_args!("Attempted to get metrics before connecting session object"));
    }
    output.set(snapshot.as_ref().map(Metrics::from).unwrap_or_default());
}

pub(crate) fn get_speculative_execution_metrics(
    session: &Session,
    output: Out<'_, SpeculativeExecutionMetrics>,
) {
    let snapshot = session.0.metrics();
    if snapshot.is_none() {
        log::say(
            log::WARN,
            format_args!("Attempted to get speculative execution metrics before connecting session object"),
        );
    }
    output.set(snapshot.as_ref().map(SpeculativeExecutionMetrics::from).unwrap_or_default());
}

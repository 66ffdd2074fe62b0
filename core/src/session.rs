//! A session: connections to a cluster, statements executed on them, and an orderly end.

mod connect;
mod distances;
mod in_flight;
mod metadata;
mod open;
mod page;
mod policies;
mod prepare;
mod prepare_on_up;
mod raw;
mod runners;
mod schema_watch;
mod silent_hosts;
mod submit;

use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use uuid::Uuid;

use crate::columns::ColumnsTable;
use crate::control_connection::ControlConnection;
use crate::execution_profile::Profiles;
use crate::hosts::Hosts;
use crate::lock::lock;
use crate::log::LogEvent;
use crate::metadata::{MetadataStore, PendingParts};
use crate::metrics::Metrics;
use crate::options::Config;
use crate::prepared::PreparedCache;
use crate::raw_connections::RawConnections;
use crate::runtime::Runtime;
use crate::unknown_types::UnknownTypes;
use crate::{
    Completion, Error, ErrorKind, Host, HostEvent, MetricsSnapshot, Observer, Options, Prepared,
    ResponseFuture, Subscription, server_error,
};
use connect::Opening;
use in_flight::{InFlight, InFlightCount};
pub(crate) use page::{Source, without_rows};
pub use policies::Routing;
pub(crate) use policies::token;
use prepare_on_up::KnownStatements;
pub(crate) use raw::needs_raw;
use runners::Runners;
pub(crate) use silent_hosts::GivenUp;
pub use submit::Cancellation;

/// A session. Clones share it; it ends with [`Session::close`] or when the last clone is dropped.
#[derive(Clone)]
pub struct Session(Arc<Inner>);

struct Inner {
    driver: Mutex<Option<Arc<scylla::client::session::Session>>>,
    config: Arc<Config>,
    profiles: Profiles,
    // The crate remembers what was last asked for, also when the server refused it.
    keyspace: Mutex<Option<String>>,
    hosts: Arc<Hosts>,
    columns: ColumnsTable,
    // Always there but for the moment of dropping.
    own: Option<OwnConnections>,
    prepared: PreparedCache,
    known: KnownStatements,
    unknown_types: UnknownTypes,
    metadata: Arc<MetadataStore>,
    pending: PendingParts,
    opening: Opening,
    metrics: Metrics,
    closing: AtomicBool,
    in_flight: InFlightCount,
    // Always there but for the moment of dropping.
    runners: Option<Runners>,
    // Last, since the connections above need its thread until they are gone.
    runtime: Arc<Runtime>,
}

/// The connections of core's own, beside those of the crate.
struct OwnConnections {
    control: ControlConnection,
    raw: RawConnections,
}

fn closed() -> Error {
    Error::new(ErrorKind::SessionClosed, "the session is closed")
}

impl Session {
    /// Connects to a cluster.
    ///
    /// # Errors
    /// `InvalidOption` for a bad option; `NoHostAvailable` or `UnresolvedHost`, with one attempt per contact
    /// point, when no host can be used; the server's error when the keyspace cannot be used.
    pub fn connect(options: Options) -> ResponseFuture<Session> {
        let (future, completion) = ResponseFuture::pair();
        Session::connect_with(options, completion);
        future
    }

    /// Connects to a cluster and delivers to a completion.
    pub fn connect_with(options: Options, completion: Completion<Session>) {
        let prepared = options.normalise().and_then(|config| Ok((config, Runtime::shared()?)));
        let (config, runtime) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return completion.complete(Err(error)),
        };
        config.log.event(|| LogEvent::Connecting {
            driver: config.driver_name.clone(),
            version: config.driver_version.clone(),
        });
        let keeper = Arc::clone(&runtime);
        runtime.run(completion, Session::open(config, keeper));
    }

    /// Prepares a statement on every connected host.
    pub fn prepare(&self, cql: impl Into<Arc<str>>) -> ResponseFuture<Arc<Prepared>> {
        self.prepare_in(cql, None)
    }

    /// Prepares a statement whose names without a keyspace are in the one that is given, by its exact name, instead of that
    /// of the session.
    pub fn prepare_in(
        &self,
        cql: impl Into<Arc<str>>,
        keyspace: Option<Arc<str>>,
    ) -> ResponseFuture<Arc<Prepared>> {
        let (future, completion) = ResponseFuture::pair();
        self.prepare_in_with(cql, keyspace, completion);
        future
    }

    /// Prepares a statement and delivers to a completion.
    pub fn prepare_with(&self, cql: impl Into<Arc<str>>, completion: Completion<Arc<Prepared>>) {
        self.prepare_in_with(cql, None, completion);
    }

    /// Prepares as [`Session::prepare_in`] does and delivers to a completion.
    pub fn prepare_in_with(
        &self,
        cql: impl Into<Arc<str>>,
        keyspace: Option<Arc<str>>,
        completion: Completion<Arc<Prepared>>,
    ) {
        let session = self.clone();
        let cql = cql.into();
        let in_flight = InFlight::enter(self);
        self.0.runtime.run(completion, async move {
            let _in_flight = in_flight?;
            let preparing = async {
                match keyspace.filter(|keyspace| session.is_elsewhere(keyspace)) {
                    Some(keyspace) => session.prepare_elsewhere(cql, keyspace).await,
                    None => session.prepare_here(cql).await,
                }
            };
            session.0.in_flight.unless_ended(pin!(preparing)).await
        });
    }

    /// Whether a keyspace is another than that of the session.
    pub(crate) fn is_elsewhere(&self, keyspace: &str) -> bool {
        self.keyspace().as_deref() != Some(keyspace)
    }

    /// Makes a keyspace that of the session, by its exact name, on every connection.
    pub fn use_keyspace(&self, keyspace: impl Into<String>) -> ResponseFuture<()> {
        let (future, completion) = ResponseFuture::pair();
        let session = self.clone();
        let keyspace = keyspace.into();
        let in_flight = InFlight::enter(self);
        self.0.runtime.run(completion, async move {
            let _in_flight = in_flight?;
            let driver = session.0.driver()?;
            let using = async {
                let used = driver.use_keyspace(&keyspace, true).await;
                used.map_err(|error| server_error::from_use_keyspace(&error))
            };
            session.0.in_flight.unless_ended(pin!(using)).await?;
            session.0.set_keyspace(keyspace);
            Ok(())
        });
        future
    }

    /// The keyspace of the session, if it has one.
    pub fn keyspace(&self) -> Option<String> {
        self.0.check_process().ok()?;
        lock(&self.0.keyspace).clone()
    }

    /// The data center whose hosts are used, given or inferred; without one, all hosts are.
    pub fn local_datacenter(&self) -> Option<&str> {
        self.0.config.local_datacenter.as_deref()
    }

    /// The hosts of the cluster as they are known now, by address; none after the session was closed. This is also the
    /// state of the session for those who watch it: connections and unanswered requests of each host.
    pub fn hosts(&self) -> Vec<Host> {
        if self.0.check_process().is_err() {
            return Vec::new();
        }
        self.0.hosts.all()
    }

    /// One of the hosts, by its id.
    pub fn host(&self, id: Uuid) -> Option<Host> {
        self.0.check_process().ok()?;
        self.0.hosts.get(id)
    }

    /// Tells a listener of every host that is there (`Added`, `Up`, and `Down` if it is), then of each change, one after
    /// another on the thread of the [`Dispatcher`](crate::Dispatcher). A listener that panics hears of the next change all
    /// the same. The subscription ends when it is dropped or the session is closed; a listener that owns the session
    /// keeps it open until then.
    pub fn subscribe(&self, listener: impl Fn(&HostEvent) + Send + Sync + 'static) -> Subscription {
        self.0.hosts.subscribe(Arc::new(listener))
    }

    /// The name of the cluster; `None` after the session was closed.
    pub fn cluster_name(&self) -> Option<String> {
        let driver = self.0.driver().ok()?;
        Some(driver.get_cluster_state().cluster_name().to_owned())
    }

    /// What the session has counted and timed; `None` when the option `metrics` is off.
    pub fn metrics(&self) -> Option<MetricsSnapshot> {
        let mut snapshot = self.0.metrics.snapshot()?;
        let hosts = self.hosts();
        snapshot.in_flight = self.in_flight();
        snapshot.known_hosts = hosts.len();
        snapshot.connected_hosts = hosts.iter().filter(|host| host.is_up()).count();
        snapshot.open_connections = hosts.iter().map(|host| host.connections).sum();
        Some(snapshot)
    }

    /// Sets or removes who watches the requests of the session.
    pub fn observe(&self, observer: Option<Arc<dyn Observer>>) {
        self.0.metrics.set_observer(observer);
    }

    /// How many requests are under way.
    pub fn in_flight(&self) -> usize {
        self.0.in_flight.get()
    }

    /// Refuses new requests, waits until those under way have ended or the grace period is over, ends the others with
    /// `SessionClosed`, and closes every connection. Closing twice does no harm.
    pub fn close(&self, grace: Duration) -> ResponseFuture<()> {
        let (future, completion) = ResponseFuture::pair();
        self.close_with(grace, completion);
        future
    }

    /// Closes as [`Session::close`] does and delivers to a completion.
    pub fn close_with(&self, grace: Duration, completion: Completion<()>) {
        let session = self.clone();
        self.0.closing.store(true, Ordering::SeqCst);
        self.0.runtime.run(completion, async move {
            let _ = tokio::time::timeout(grace, session.0.in_flight.drained()).await;
            session.0.hosts.close();
            session.control().close().await;
            session.raw().close().await;
            session.0.metadata.listeners().end();
            drop(session.0.take_driver());
            session.0.in_flight.end();
            session.0.in_flight.drained().await;
            Ok(())
        });
    }
}

/// A session that does not keep the session open.
pub(crate) struct WeakSession(Weak<Inner>);

impl WeakSession {
    pub(crate) fn upgrade(&self) -> Option<Session> {
        self.0.upgrade().map(Session)
    }
}

/// What the modules of core that carry out requests need.
impl Session {
    pub(crate) fn downgrade(&self) -> WeakSession {
        WeakSession(Arc::downgrade(&self.0))
    }

    pub(crate) fn driver(&self) -> Result<Arc<scylla::client::session::Session>, Error> {
        self.0.driver()
    }

    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    pub(crate) fn registry(&self) -> &Arc<Hosts> {
        &self.0.hosts
    }

    pub(crate) fn profiles(&self) -> &Profiles {
        &self.0.profiles
    }

    pub(crate) fn recorder(&self) -> &Metrics {
        &self.0.metrics
    }
}

impl Inner {
    /// Refuses in a forked child, where the locks of the session may be held by threads that are not there.
    fn check_process(&self) -> Result<(), Error> {
        if self.runtime.is_usable() { Ok(()) } else { Err(closed()) }
    }

    fn driver(&self) -> Result<Arc<scylla::client::session::Session>, Error> {
        self.check_process()?;
        let driver = lock(&self.driver);
        driver.clone().ok_or_else(closed)
    }

    fn set_keyspace(&self, keyspace: String) {
        if let Some(own) = &self.own {
            own.raw.use_keyspace(&keyspace);
        }
        *lock(&self.keyspace) = Some(keyspace);
    }

    /// Puts another session of the crate in the place of the one that is there, unless it was closed.
    fn replace_driver(&self, new: scylla::client::session::Session) {
        let mut driver = lock(&self.driver);
        if driver.is_some() {
            *driver = Some(Arc::new(new));
        }
    }

    fn take_driver(&self) -> Option<Arc<scylla::client::session::Session>> {
        lock(&self.driver).take()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if self.runtime.is_usable() {
            // A listener may own what a user's destructor frees, and this may be the I/O thread.
            self.hosts.close();
            self.metadata.listeners().end();
        } else {
            // In a forked child the sockets and the epoll instance are the parent's: leave them alone.
            if let Ok(mut driver) = self.driver.try_lock() {
                std::mem::forget(driver.take());
            }
            std::mem::forget(self.own.take());
            std::mem::forget(self.runners.take());
            std::mem::forget(self.config.tunnels.clone());
        }
    }
}

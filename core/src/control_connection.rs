//! The connection on which the server tells what happens in the cluster. It starts with the session, goes to another
//! host when it breaks, and ends with the session; requests do not depend on it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::{Notify, broadcast};

use crate::columns::ColumnsTable;
use crate::contact_points;
use crate::lock::lock;
use crate::log::LogEvent;
use crate::options::Config;
use crate::raw_connection::{Parameters, RawConnection};
use crate::{Consistency, Error, ErrorKind, Page, SchemaChange, Values, server_error};

/// How many events a consumer may be behind before it has to read everything anew.
const BACKLOG: usize = 4096;

/// What happened to the ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TopologyChange {
    /// A node joined.
    Added,
    /// A node left.
    Removed,
    /// A node has other tokens.
    Moved,
}

/// What happened to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatusChange {
    /// It takes clients again.
    Up,
    /// The other nodes lost sight of it.
    Down,
}

/// One message of the server, or about the connection that brings them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerEvent {
    /// The ring changed.
    Topology {
        /// How.
        change: TopologyChange,
        /// The node, as the server knows it: before any translation.
        address: SocketAddr,
    },
    /// A node came or went.
    Status {
        /// How.
        change: StatusChange,
        /// The node, as the server knows it: before any translation.
        address: SocketAddr,
    },
    /// The schema changed.
    Schema(SchemaChange),
    /// The connection broke. Until `Reconnected`, nothing is told.
    Lost,
    /// Events may have been missed: whoever keeps a picture of the cluster must read all of it anew.
    Reconnected,
}

/// The control connection of a session. It ends with [`ControlConnection::close`] or when it is dropped.
pub(crate) struct ControlConnection(Arc<Shared>);

struct Shared {
    config: Arc<Config>,
    columns: ColumnsTable,
    state: Mutex<State>,
    closing: Notify,
}

struct State {
    current: Option<RawConnection>,
    /// `None` once it is closed.
    events: Option<broadcast::Sender<ServerEvent>>,
}

/// Hosts that it may go to, by address, in the order in which they should be tried.
#[derive(Default)]
pub(crate) struct Candidates {
    pub(crate) used: Vec<SocketAddr>,
    /// These are tried when no other host can be reached.
    pub(crate) ignored: Vec<SocketAddr>,
}

/// What happens from now on.
pub(crate) struct ServerEvents(Option<broadcast::Receiver<ServerEvent>>);

impl ServerEvents {
    /// Waits for the next event; `None` once the control connection is closed for good.
    pub(crate) async fn next(&mut self) -> Option<ServerEvent> {
        match self.0.as_mut()?.recv().await {
            Ok(event) => Some(event),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(ServerEvent::Reconnected),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

impl ControlConnection {
    pub(crate) fn new(config: Arc<Config>, columns: ColumnsTable) -> Self {
        let state = State { current: None, events: Some(broadcast::channel(BACKLOG).0) };
        ControlConnection(Arc::new(Shared {
            config,
            columns,
            state: Mutex::new(state),
            closing: Notify::new(),
        }))
    }

    /// Takes a connection over, and stays connected in the background. `known_hosts` gives the hosts that are tried after
    /// the contact points. When no host can be reached now, that is no error.
    pub(crate) async fn start(
        &self,
        open: RawConnection,
        known_hosts: impl Fn() -> Candidates + Send + Sync + 'static,
    ) {
        let shared = Arc::clone(&self.0);
        let first = match shared.adopt(open).await {
            Ok(connection) => Some(connection),
            Err(_) => shared.connect_any(Candidates::default()).await,
        };
        tokio::spawn(async move {
            tokio::select! {
                () = shared.keep(first, known_hosts) => {}
                () = shared.closing.notified() => {}
            }
        });
    }

    /// Subscribes to what happens from now on.
    pub(crate) fn events(&self) -> ServerEvents {
        ServerEvents(self.0.lock().events.as_ref().map(broadcast::Sender::subscribe))
    }

    /// The host that it is connected to; `None` while it is lost.
    pub(crate) fn host(&self) -> Option<SocketAddr> {
        self.0.lock().current.as_ref().map(RawConnection::host)
    }

    /// Asks its host: always the same one, so that the answers fit each other, and all rows at once.
    ///
    /// # Errors
    /// `NoHostAvailable` while it is lost; `ConnectionClosed` when it breaks; `TimedOut`; those of the server.
    pub(crate) async fn query(&self, cql: &str) -> Result<Page, Error> {
        self.query_at(cql, Consistency::One).await
    }

    /// As [`ControlConnection::query`], at a consistency level.
    pub(crate) async fn query_at(&self, cql: &str, consistency: Consistency) -> Result<Page, Error> {
        let connection = self.0.lock().current.clone();
        let Some(connection) = connection else {
            return Err(Error::new(ErrorKind::NoHostAvailable, "the control connection is lost"));
        };
        let parameters = Parameters { consistency, ..Parameters::internal() };
        let values = Values::default();
        let asking = connection.query(cql, &values, &parameters);
        let Some(limit) = self.0.config.request_timeout else {
            return asking.await;
        };
        let outcome = tokio::time::timeout(limit, asking).await;
        outcome.unwrap_or_else(|_| Err(server_error::timed_out(limit).with_coordinator(connection.host())))
    }

    /// Leaves its host for another one.
    pub(crate) async fn leave(&self) {
        let current = self.0.lock().current.clone();
        if let Some(connection) = current {
            connection.close(Duration::ZERO).await;
        }
    }

    /// Ends it for good; whoever listens is told so.
    pub(crate) async fn close(&self) {
        let current = self.0.end();
        if let Some(connection) = current {
            connection.close(Duration::ZERO).await;
        }
    }
}

impl Drop for ControlConnection {
    fn drop(&mut self) {
        drop(self.0.end());
    }
}

impl Shared {
    /// Stays connected, for as long as it is polled.
    async fn keep(&self, first: Option<RawConnection>, known_hosts: impl Fn() -> Candidates + Send + Sync) {
        let mut connection = first;
        loop {
            if let Some(connection) = connection.take() {
                connection.ended().await;
                self.config.log.event(|| LogEvent::ControlConnectionLost { host: connection.host().ip() });
                let error = connection.failure();
                tracing::debug!(host = %connection.host(), error = ?error, "why the control connection is lost");
            }
            self.lock().current = None;
            self.tell(ServerEvent::Lost);
            let schedule = self.config.reconnection.to_driver().new_session();
            while connection.is_none() {
                connection = self.connect_any(known_hosts()).await;
                if connection.is_none() {
                    tokio::time::sleep(schedule.get_delay()).await;
                }
            }
            self.tell(ServerEvent::Reconnected);
        }
    }

    /// Connects to the first host that lets it: the contact points, which are resolved anew, then the others.
    async fn connect_any(&self, known: Candidates) -> Option<RawConnection> {
        let mut hosts = contact_points::addresses(&self.config).await;
        contact_points::shuffle(&self.config, &mut hosts);
        hosts.extend(known.used.into_iter().filter(|other| !hosts.contains(other)).collect::<Vec<_>>());
        hosts.sort_by_key(|host| known.ignored.contains(host));
        for host in hosts {
            match self.connect(host).await {
                Ok(connection) => return Some(connection),
                Err(error) => {
                    let why = || error.message().to_owned();
                    self.config
                        .log
                        .event(|| LogEvent::ControlConnectionFailed { host: host.ip(), why: why() });
                }
            }
        }
        None
    }

    async fn connect(&self, host: SocketAddr) -> Result<RawConnection, Error> {
        self.adopt(RawConnection::connect(&self.config, host, &self.columns).await?).await
    }

    /// Makes an open connection the one that hears of events.
    async fn adopt(&self, connection: RawConnection) -> Result<RawConnection, Error> {
        let Some(events) = self.lock().events.clone() else {
            return Err(Error::new(ErrorKind::ConnectionClosed, "the control connection is closed"));
        };
        let registering = tokio::time::timeout(self.config.connect_timeout, connection.register(events));
        registering.await.unwrap_or_else(|_| Err(server_error::timed_out(self.config.connect_timeout)))?;
        self.config.log.event(|| LogEvent::ControlConnectionUp { host: connection.host().ip() });
        self.lock().current = Some(connection.clone());
        Ok(connection)
    }

    fn tell(&self, event: ServerEvent) {
        if let Some(events) = &self.lock().events {
            // Nobody need listen.
            let _ = events.send(event);
        }
    }

    fn end(&self) -> Option<RawConnection> {
        self.closing.notify_one();
        let mut state = self.lock();
        state.events = None;
        state.current.take()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

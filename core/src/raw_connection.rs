//! A connection of core's own, beside those of the crate, for what the crate does not do: events, values in a QUERY,
//! custom payloads, and what kind of answer it was. Any number of requests share it.

mod frame;
mod handshake;
mod request;
mod response;
mod streams;
mod task;
#[cfg(test)]
mod tests;
#[cfg(any(test, fuzzing))]
mod untrusted;

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use scylla_cql::frame::Compression;
use scylla_cql::frame::request::RequestOpcode;
use scylla_cql::frame::response::ResponseOpcode;
use scylla_cql::frame::types;
use tokio::sync::{Notify, broadcast, mpsc, watch};
use tokio::time::timeout;

use crate::columns::ColumnsTable;
use crate::control_connection::ServerEvent;
use crate::log::{LogEvent, SessionLog};
use crate::options::Config;
use crate::{BatchKind, Error, ErrorKind, Page, PageKind, Values};
use frame::{Answer, Outgoing, too_large};
use streams::Streams;
use task::LAST_WORD;

pub(crate) use handshake::meet;
pub(crate) use request::{Executable, Parameters};
pub(crate) use response::RawPrepared;
#[cfg(any(test, fuzzing))]
pub(crate) use untrusted::read_frames;

/// What a connection tells its owner.
pub(crate) type EventSender = broadcast::Sender<ServerEvent>;

/// One connection that is past STARTUP. Clones share it; it ends with [`RawConnection::close`], when the last clone
/// is dropped, or when it breaks.
#[derive(Clone)]
pub(crate) struct RawConnection(Arc<Shared>);

struct Shared {
    host: SocketAddr,
    streams: Arc<Streams>,
    outgoing: mpsc::UnboundedSender<Vec<u8>>,
    columns: ColumnsTable,
    compression: OnceLock<Compression>,
    signals: Arc<Signals>,
}

/// What a connection and its task tell each other.
#[derive(Default)]
struct Signals {
    /// Who gets what the server says unasked.
    events: OnceLock<EventSender>,
    closing: Notify,
    over: watch::Sender<bool>,
}

/// Says that a connection is closed that did not come to be open: it failed, took too long, or another was faster.
struct Opening<'a> {
    log: &'a SessionLog,
    host: IpAddr,
}

impl Drop for Opening<'_> {
    fn drop(&mut self) {
        self.log.event(|| LogEvent::ConnectionClosed { host: self.host });
    }
}

impl RawConnection {
    /// Opens a connection within the connect timeout.
    ///
    /// # Errors
    /// `ConnectionFailed`, `Tls`, `NotCql`, `ConnectionClosed`, `AuthenticationRequired`, `BadCredentials`, `TimedOut`,
    /// or what else the server answers; each with the address.
    pub(crate) async fn connect(
        config: &Config,
        address: SocketAddr,
        columns: &ColumnsTable,
    ) -> Result<Self, Error> {
        config.log.event(|| LogEvent::ConnectionOpening { host: address.ip() });
        let connecting = async {
            let opening = Opening { log: &config.log, host: address.ip() };
            let stream = handshake::open(config, address).await?;
            std::mem::forget(opening);
            config.log.event(|| LogEvent::ConnectionOpened { host: address.ip() });
            let connection = RawConnection::over(stream, config, address, columns);
            connection.start(config).await.map_err(before_ready)?;
            Ok(connection)
        };
        let outcome = timeout(config.connect_timeout, connecting).await.unwrap_or_else(|_| {
            let waited = config.connect_timeout.as_millis();
            let message = format!("no connection to {address} within {waited} ms");
            Err(Error::new(ErrorKind::TimedOut, message))
        });
        outcome.map_err(|error| {
            let why = || error.message().to_owned();
            config.log.event(|| LogEvent::ConnectionFailed { host: address.ip(), why: why() });
            error.with_coordinator(address)
        })
    }

    fn over(
        stream: Box<dyn handshake::Stream>,
        config: &Config,
        host: SocketAddr,
        columns: &ColumnsTable,
    ) -> Self {
        let (outgoing, frames) = mpsc::unbounded_channel();
        let connection = RawConnection(Arc::new(Shared {
            host,
            streams: Arc::default(),
            columns: columns.clone(),
            compression: OnceLock::new(),
            signals: Arc::default(),
            outgoing,
        }));
        task::Task {
            host,
            streams: Arc::clone(&connection.0.streams),
            frames,
            // Weak, so that the connection ends with its last user.
            heartbeats: connection.0.outgoing.downgrade(),
            heartbeat_interval: config.heartbeat_interval,
            heartbeat_timeout: config.heartbeat_timeout,
            compression: handshake::compression(config),
            signals: Arc::clone(&connection.0.signals),
            log: config.log.clone(),
        }
        .spawn(stream);
        connection
    }

    /// Where it goes.
    pub(crate) fn host(&self) -> SocketAddr {
        self.0.host
    }

    /// Why it takes no more requests; `None` while it does.
    pub(crate) fn failure(&self) -> Option<Error> {
        self.0.streams.ended()
    }

    /// Waits until it has ended, which is when its task has said its last line to the log.
    pub(crate) async fn ended(&self) {
        let mut over = self.0.signals.over.subscribe();
        // Its sender is in the same allocation, so it cannot be gone.
        let _ = over.wait_for(|over| *over).await;
    }

    /// Executes text, with values or without.
    pub(crate) async fn query(
        &self,
        cql: &str,
        values: &Values,
        parameters: &Parameters,
    ) -> Result<Page, Error> {
        self.page(&request::query(cql, values, parameters)?).await
    }

    /// Prepares a statement for this connection's host.
    pub(crate) async fn prepare(&self, cql: &str) -> Result<RawPrepared, Error> {
        let answer = self.ask(&request::prepare(cql)?).await?;
        response::prepared(answer).map_err(|error| error.with_coordinator(self.0.host))
    }

    /// Executes a prepared statement by its id.
    pub(crate) async fn execute(
        &self,
        id: &[u8],
        values: &Values,
        parameters: &Parameters,
    ) -> Result<Page, Error> {
        self.page(&request::execute(id, values, parameters)?).await
    }

    /// Executes several statements at once.
    pub(crate) async fn batch(
        &self,
        kind: BatchKind,
        entries: &[(Executable, Values)],
        parameters: &Parameters,
    ) -> Result<Page, Error> {
        self.page(&request::batch(kind, entries, parameters)?).await
    }

    /// Makes a keyspace the connection's, by its exact name.
    pub(crate) async fn use_keyspace(&self, keyspace: &str) -> Result<(), Error> {
        let cql = format!("USE \"{}\"", keyspace.replace('"', "\"\""));
        let page = self.query(&cql, &Values::default(), &Parameters::internal()).await?;
        match page.kind {
            PageKind::SetKeyspace(_) => Ok(()),
            _ => Err(Error::new(ErrorKind::BadFrame, "USE was not answered with a keyspace")),
        }
    }

    /// Asks for all events of the protocol, for a sender; those who ask later get none.
    pub(crate) async fn register(&self, sender: EventSender) -> Result<(), Error> {
        let _ = self.0.signals.events.set(sender);
        let events = ["TOPOLOGY_CHANGE", "STATUS_CHANGE", "SCHEMA_CHANGE"].map(str::to_owned);
        let mut body = Vec::new();
        types::write_string_list(&events, &mut body).map_err(too_large)?;
        let answer = self.ask(&Outgoing::new(RequestOpcode::Register, body)).await?;
        match answer.opcode {
            ResponseOpcode::Ready => Ok(()),
            _ => Err(response::unexpected(&answer).with_coordinator(self.0.host)),
        }
    }

    /// Refuses new requests, waits until those under way have their answers or the grace period is over, and closes.
    pub(crate) async fn close(&self, grace: Duration) {
        let closed = Error::new(ErrorKind::ConnectionClosed, "the driver closed the connection");
        let closed = closed.with_coordinator(self.0.host);
        self.0.streams.refuse(closed.clone());
        let _ = timeout(grace, self.0.streams.drained()).await;
        self.end(&closed);
        // After a fork the task is in the other process.
        let _ = timeout(LAST_WORD, self.ended()).await;
    }

    fn end(&self, error: &Error) {
        self.0.streams.end(error);
        self.0.signals.closing.notify_one();
    }

    async fn page(&self, outgoing: &Outgoing) -> Result<Page, Error> {
        let answer = self.ask(outgoing).await?;
        let page = response::page(answer, self.0.host, &self.0.columns);
        page.map_err(|error| error.with_coordinator(self.0.host))
    }

    /// Sends a request and waits for its answer, which is no error.
    async fn ask(&self, outgoing: &Outgoing) -> Result<Answer, Error> {
        let host = self.0.host;
        let answer = async {
            if self.0.streams.is_clogged() {
                let message = "too many requests of the connection were never answered";
                self.end(&Error::new(ErrorKind::ConnectionClosed, message).with_coordinator(host));
            }
            let mut ticket = self.0.streams.reserve()?;
            let frame = outgoing.encode(ticket.id, self.0.compression.get().copied());
            let frame = frame.inspect_err(|_| ticket.give_back())?;
            // The task ends every stream before it drops the other side.
            let _ = self.0.outgoing.send(frame);
            let gone = || Error::new(ErrorKind::ConnectionClosed, "the connection is gone");
            (&mut ticket.reply).await.unwrap_or_else(|_| Err(gone()))
        };
        response::check(answer.await.map_err(|error| error.with_coordinator(host))?, host)
    }
}

/// A server that closes before it is ready is often one that wants TLS.
fn before_ready(error: Error) -> Error {
    if error.kind() != ErrorKind::ConnectionClosed {
        return error;
    }
    let message = format!(
        "the server closed the connection before it was ready, as a port behind TLS does: {}",
        error.message()
    );
    Error::new(ErrorKind::ConnectionClosed, message)
}

//! What is logged, as data.
//!
//! The suites of the legacy drivers wait for lines of the log. These lines are events here, so that each binding can
//! word them as its driver does; the text that an event has by itself is that of the C driver, whose suite looks at most
//! of them.
//!
//! | line that a suite looks for | suite | event |
//! | --- | --- | --- |
//! | `Connecting to cluster using … version …` | Node: pool-simulator | [`Connecting`](LogEvent::Connecting) |
//! | `Unable to establish a control connection to host …` | C: control connection | [`ControlConnectionFailed`](LogEvent::ControlConnectionFailed) |
//! | `Lost control connection to host` | C: ssl | [`ControlConnectionLost`](LogEvent::ControlConnectionLost) |
//! | `New node … added` | C: control connection | [`HostAdded`](LogEvent::HostAdded) |
//! | `Node … is up`, `Node … is down` | C: control connection | [`HostUp`](LogEvent::HostUp), [`HostDown`](LogEvent::HostDown) |
//! | `reconnect for host …` | C: control connection | [`ReconnectScheduled`](LogEvent::ReconnectScheduled) |
//! | `Spawning new connection to host …` | C: control connection | [`ConnectionOpening`](LogEvent::ConnectionOpening) |
//! | `Connected to host` | C: ssl | [`ConnectionOpened`](LogEvent::ConnectionOpened) |
//! | `Unable to connect to host … because of the following error: …` | C: control connection | [`ConnectionFailed`](LogEvent::ConnectionFailed) |
//! | `to host … closed` | C: control connection | [`ConnectionClosed`](LogEvent::ConnectionClosed) |
//! | `Unable to bind local address: …` | C: control connection | [`ConnectionFailed`](LogEvent::ConnectionFailed), its reason |
//! | `Built token map` | C: control connection | [`TokenMapBuilt`](LogEvent::TokenMapBuilt) |
//! | `Heartbeat completed on host …` | C: heartbeat | [`HeartbeatCompleted`](LogEvent::HeartbeatCompleted) |
//! | `Failed to send a heartbeat within connection idle interval.` | C: heartbeat | [`HeartbeatFailed`](LogEvent::HeartbeatFailed) |
//! | `Calculated new minimum` | C: latency-aware, profiles | [`LatencyMinimum`](LogEvent::LatencyMinimum) |
//! | `Ignoring unavailable error` and its like | C: profiles | [`RetryDecided`](LogEvent::RetryDecided) |
//! | `Found schema agreement in` | C: schema agreement | [`SchemaAgreed`](LogEvent::SchemaAgreed) |
//! | `ID mismatch while trying to prepare query` | C: prepared | [`PreparedIdMismatch`](LogEvent::PreparedIdMismatch) |
//! | `Prepared query with ID`, `Re-preparing` | C: prepared; Python: query | [`Reprepared`](LogEvent::Reprepared) |
//! | `Re-preparing all queries on host …`, `Preparing all known prepared statements` | Node: prepare-simulator; Python: query | [`PreparingAll`](LogEvent::PreparingAll) |
//! | `Server-side warning: …`, `… batch … exceeding …` | C: server-side failure; Node: client-execute | [`ServerWarning`](LogEvent::ServerWarning) |
//! | a warning with `pool` | Node: client-pool | [`PoolsIncomplete`](LogEvent::PoolsIncomplete) |
//! | `… exceeded maximum …` | Node: metadata | [`PreparedCacheFull`](LogEvent::PreparedCacheFull) |
//! | `An authentication challenge was not sent` | Python: cluster | [`AuthenticationNotAsked`](LogEvent::AuthenticationNotAsked) |
//! | `Got ReadyMessage on new connection` | Python: cluster | [`ConnectionReady`](LogEvent::ConnectionReady) |
//! | `multiple hosts with the same endpoint` | Python: simulacron | [`DuplicateHost`](LogEvent::DuplicateHost) |
//!
//! Connections of core's own tell of themselves. The crate tells of its own in lines of its log, which `driver.rs` turns into
//! the same events; only how its first connection to a contact point begins is told by nobody.
//!
//! Lines about a call of the binding itself come from the binding, through [`write`](super::write): `Key may not be empty`,
//! `Password must not be null`, `Attempted to get metrics before connecting session object`, `Timestamp generated …`.
//! Nothing writes `Sending … encrypted bytes`: neither the crate nor core's connections see what TLS makes of theirs.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use super::LogLevel;

/// The part of the driver that wrote a record. Bindings make the names of classes and loggers of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LogSource {
    /// The session or client itself.
    Session,
    /// The connection for events and metadata.
    ControlConnection,
    /// One connection.
    Connection,
    /// The connections of one host.
    Pool,
    /// A host.
    Host,
    /// A policy.
    Policy,
    /// What is known about schema and tokens.
    Metadata,
    /// The way of one request.
    Request,
}

impl LogSource {
    /// The source for a module of core or of the crate.
    pub(super) fn of_module(path: &str) -> LogSource {
        const PARTS: &[(&str, LogSource)] = &[
            ("control_connection", LogSource::ControlConnection),
            ("connection_pool", LogSource::Pool),
            ("network", LogSource::Connection),
            ("connection", LogSource::Connection),
            ("tls", LogSource::Connection),
            ("metadata", LogSource::Metadata),
            ("locator", LogSource::Metadata),
            ("policies", LogSource::Policy),
            ("policy", LogSource::Policy),
            ("node", LogSource::Host),
            ("hosts", LogSource::Host),
            ("cluster", LogSource::Metadata),
            ("execution", LogSource::Request),
            ("execute", LogSource::Request),
            ("request", LogSource::Request),
        ];
        PARTS.iter().find(|(part, _)| path.contains(part)).map_or(LogSource::Session, |(_, source)| *source)
    }
}

macro_rules! log_events {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* } = $level:ident, $source:ident, $text:literal;)*) => {
        /// Something that happened. It prints as the line of the C driver.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum LogEvent {
            $($(#[$doc])* $name { $($(#[$field_doc])* $field: $type),* },)*
        }

        impl LogEvent {
            /// How important it is.
            pub fn level(&self) -> LogLevel {
                match self {
                    $(LogEvent::$name { .. } => LogLevel::$level,)*
                }
            }

            /// What part of the driver it is about.
            pub fn source(&self) -> LogSource {
                match self {
                    $(LogEvent::$name { .. } => LogSource::$source,)*
                }
            }

            /// The name of the event.
            pub fn name(&self) -> &'static str {
                match self {
                    $(LogEvent::$name { .. } => stringify!($name),)*
                }
            }
        }

        impl fmt::Display for LogEvent {
            #[allow(unused_variables, reason = "not every field is part of the text")]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(LogEvent::$name { $($field),* } => write!(f, $text),)*
                }
            }
        }
    };
}

log_events! {
    /// A session starts to connect.
    Connecting {
        /// The name of the driver.
        driver: String,
        /// The version of the driver.
        version: String
    } = Info, Session, "Connecting to cluster using {driver} version {version}";
    /// The control connection is there.
    ControlConnectionUp {
        /// Where to.
        host: IpAddr
    } = Info, ControlConnection, "Control connection connected to {host}";
    /// The name of a contact point did not resolve.
    ContactPointUnresolved {
        /// The name and the port.
        point: String,
        /// Why.
        why: String
    } = Error, ControlConnection, "Unable to resolve address for {point}: {why}";
    /// A host was tried for the control connection in vain.
    ControlConnectionFailed {
        /// Which.
        host: IpAddr,
        /// Why.
        why: String
    } = Error, ControlConnection, "Unable to establish a control connection to host {host} because of the following error: {why}";
    /// The control connection broke.
    ControlConnectionLost {
        /// Where to.
        host: IpAddr
    } = Warn, ControlConnection, "Lost control connection to host {host}";
    /// A host joined the cluster.
    HostAdded {
        /// Which.
        host: IpAddr
    } = Info, Host, "New node {host} added";
    /// A host left the cluster.
    HostRemoved {
        /// Which.
        host: IpAddr
    } = Info, Host, "Node {host} removed";
    /// A host can be used.
    HostUp {
        /// Which.
        host: IpAddr
    } = Info, Host, "Node {host} is up";
    /// A host cannot be used.
    HostDown {
        /// Which.
        host: IpAddr
    } = Warn, Host, "Node {host} is down";
    /// A host has another address.
    HostMoved {
        /// The old one.
        from: SocketAddr,
        /// The new one.
        to: SocketAddr
    } = Info, Host, "Node {from} has the address {to} now";
    /// Two rows of the system tables name one address.
    DuplicateHost {
        /// The address.
        host: SocketAddr
    } = Warn, Host, "Found multiple hosts with the same endpoint ({host})";
    /// A host is tried again later.
    ReconnectScheduled {
        /// Which.
        host: IpAddr,
        /// When, in milliseconds from now.
        delay_ms: u64
    } = Info, Pool, "Scheduling reconnect for host {host} in {delay_ms}ms";
    /// A connection is opened.
    ConnectionOpening {
        /// Where to.
        host: IpAddr
    } = Debug, Pool, "Spawning new connection to host {host}";
    /// A connection is there, before anything was said on it.
    ConnectionOpened {
        /// Where to.
        host: IpAddr
    } = Debug, Connection, "Connected to host {host}";
    /// A connection is ready for requests.
    ConnectionReady {
        /// Where to.
        host: IpAddr
    } = Debug, Connection, "Got ReadyMessage on new connection to host {host}";
    /// A connection could not be opened.
    ConnectionFailed {
        /// Where to.
        host: IpAddr,
        /// Why.
        why: String
    } = Warn, Pool, "Unable to connect to host {host} because of the following error: {why}";
    /// A connection is gone.
    ConnectionClosed {
        /// Where to.
        host: IpAddr
    } = Debug, Connection, "Connection to host {host} closed";
    /// Some hosts have no connection after the session connected.
    PoolsIncomplete {
        /// How many.
        hosts: usize
    } = Warn, Session, "The connection pools of {hosts} host(s) could not be created";
    /// Credentials are set and the server did not ask for them.
    AuthenticationNotAsked {
        /// Which server.
        host: IpAddr
    } = Warn, Connection, "An authentication challenge was not sent by host {host}, this is suspicious because credentials are set";
    /// A silent connection answered.
    HeartbeatCompleted {
        /// Where to.
        host: IpAddr
    } = Trace, Connection, "Heartbeat completed on host {host}";
    /// A silent connection did not answer.
    HeartbeatFailed {
        /// Where to.
        host: IpAddr
    } = Error, Connection, "Failed to send a heartbeat within connection idle interval. Terminating connection to host {host}";
    /// The latency-aware policy measured.
    LatencyMinimum {
        /// The least mean latency of a host in microseconds.
        microseconds: u64
    } = Trace, Policy, "Calculated new minimum: {microseconds} us";
    /// A retry policy that logs decided.
    RetryDecided {
        /// `Ignoring` or `Retrying on`.
        decision: &'static str,
        /// What about: `unavailable error`, `read timeout`, `write timeout` or `request error`.
        what: &'static str,
        /// The consistency of the next try, if there is one, and in brackets the numbers of the error.
        detail: String
    } = Info, Policy, "{decision} {what} {detail}";
    /// The nodes agree on the schema.
    SchemaAgreed {
        /// After how long, in milliseconds.
        after_ms: u64
    } = Debug, Metadata, "Found schema agreement in {after_ms} ms";
    /// The nodes did not agree on the schema in time.
    SchemaDisagreed {
        /// How long they were waited for, in milliseconds.
        after_ms: u64
    } = Warn, Metadata, "No schema agreement on live nodes after {after_ms} ms. Schema may not be up-to-date on some nodes.";
    /// The ring is known.
    TokenMapBuilt {
        /// How long it took, in milliseconds.
        milliseconds: u64
    } = Debug, Metadata, "Built token map in {milliseconds} ms";
    /// A statement has another id after it was prepared again.
    PreparedIdMismatch {
        /// The id that was expected, in hexadecimal digits.
        expected: String,
        /// The id that came.
        received: String
    } = Error, Request, "ID mismatch while trying to prepare query (expected ID {expected}, received ID {received})";
    /// A host did not know a statement, so that it was prepared again.
    Reprepared {
        /// The id in hexadecimal digits.
        id: String,
        /// Which host, when it is known.
        host: String
    } = Debug, Request, "Prepared query with ID {id} on host {host}";
    /// The statements that the session knows are prepared on a host that is back.
    PreparingAll {
        /// Which.
        host: SocketAddr
    } = Info, Host, "Re-preparing all queries on host {host} before setting it as UP";
    /// More statements are prepared than are kept.
    PreparedCacheFull {
        /// How many are kept.
        limit: usize
    } = Warn, Session, "Prepared statements exceeded maximum ({limit}). This can be caused by preparing queries that contain parameters";
    /// An answer came with a warning.
    ServerWarning {
        /// The server, when it is known.
        host: Option<SocketAddr>,
        /// What it says.
        text: String
    } = Warn, Request, "Server-side warning: {text}";
}

//! Errors as data: one table of kinds that every binding maps to its legacy classes and codes.

use std::fmt;
use std::net::SocketAddr;

use uuid::Uuid;

use crate::{Consistency, CustomPayload};

/// Who raised an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorOrigin {
    /// The server answered with an ERROR frame.
    Server,
    /// The driver gave up by itself.
    Client,
}

macro_rules! error_kinds {
    (
        server { $($server:ident = $code:literal, $server_doc:literal;)* }
        client { $($client:ident, $client_doc:literal;)* }
    ) => {
        /// What went wrong. A binding matches on it exhaustively.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ErrorKind {
            $(#[doc = $server_doc] $server,)*
            $(#[doc = $client_doc] $client,)*
        }

        impl ErrorKind {
            /// Every kind, server kinds first, in table order.
            pub const ALL: &'static [ErrorKind] =
                &[$(ErrorKind::$server,)* $(ErrorKind::$client,)*];

            /// Returns the name of the kind, the same in every language.
            pub fn name(self) -> &'static str {
                match self {
                    $(ErrorKind::$server => stringify!($server),)*
                    $(ErrorKind::$client => stringify!($client),)*
                }
            }

            /// Returns the code of the ERROR frame (native protocol v4, section 9) for a server kind.
            pub fn server_code(self) -> Option<i32> {
                match self {
                    $(ErrorKind::$server => Some($code),)*
                    _ => None,
                }
            }

            /// Returns one sentence that explains the kind.
            pub fn doc(self) -> &'static str {
                match self {
                    $(ErrorKind::$server => $server_doc,)*
                    $(ErrorKind::$client => $client_doc,)*
                }
            }
        }
    };
}

error_kinds! {
    server {
        Server = 0x0000, "Something unexpected happened in the server.";
        Protocol = 0x000A, "The server could not understand a message of the driver.";
        BadCredentials = 0x0100, "The server refused the credentials.";
        Unavailable = 0x1000, "The coordinator knew of too few live replicas for the consistency.";
        Overloaded = 0x1001, "The coordinator is overloaded.";
        IsBootstrapping = 0x1002, "The coordinator is still bootstrapping.";
        Truncate = 0x1003, "A truncation failed.";
        WriteTimeout = 0x1100, "Too few replicas acknowledged a write in time.";
        ReadTimeout = 0x1200, "Too few replicas answered a read in time.";
        ReadFailure = 0x1300, "A replica failed while it read.";
        FunctionFailure = 0x1400, "A user-defined function failed while it ran.";
        WriteFailure = 0x1500, "A replica failed while it wrote.";
        CdcWriteFailure = 0x1600, "The change log refused a write.";
        CasWriteUnknown = 0x1700, "The outcome of a lightweight transaction is unknown.";
        Syntax = 0x2000, "The statement has a syntax error.";
        Unauthorized = 0x2100, "The user may not do that.";
        Invalid = 0x2200, "The statement is well formed but invalid.";
        Config = 0x2300, "The statement asks for an impossible configuration.";
        AlreadyExists = 0x2400, "The keyspace, table or other object exists already.";
        Unprepared = 0x2500, "The server does not know the prepared statement.";
    }
    client {
        OtherServer, "The server answered with an error code that the protocol does not define.";
        RateLimited, "ScyllaDB refused the request because of a per-partition rate limit.";
        NoHostAvailable, "No host could be reached; the attempts say why for each.";
        UnresolvedHost, "No contact point could be resolved to an address.";
        ConnectionFailed, "A connection could not be opened.";
        ConnectionClosed, "The connection broke while a request was under way.";
        AuthenticationRequired, "The server asks for credentials and none were given.";
        Tls, "A TLS handshake failed or the TLS options are unusable.";
        NotCql, "The server at that address does not speak the CQL native protocol.";
        TimedOut, "No answer came within the timeout of the driver.";
        Busy, "Too many requests are under way.";
        InvalidOption, "An option has an unusable value; the field `name` names it.";
        InvalidParameter, "A bound value or a parameter count does not fit; the field `name` names it.";
        SessionClosed, "The session is closed.";
        Cancelled, "The caller cancelled the request.";
        BadFrame, "A frame of the server could not be parsed.";
        SchemaDisagreement, "The nodes did not agree on the schema in time.";
        Unsupported, "The driver does not support what was asked.";
        Internal, "A bug in the driver; the message says where.";
    }
}

impl ErrorKind {
    /// Tells who raises errors of this kind.
    pub fn origin(self) -> ErrorOrigin {
        match self {
            ErrorKind::OtherServer | ErrorKind::RateLimited => ErrorOrigin::Server,
            kind if kind.server_code().is_some() => ErrorOrigin::Server,
            _ => ErrorOrigin::Client,
        }
    }
}

/// The fields that the protocol gives for some kinds (native protocol v4, section 9); the rest are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorFields {
    /// The consistency that was asked for.
    pub consistency: Option<Consistency>,
    /// Replicas that answered.
    pub received: Option<i32>,
    /// Replicas that had to answer.
    pub required: Option<i32>,
    /// Replicas known to be alive.
    pub alive: Option<i32>,
    /// Replicas that failed.
    pub failures: Option<i32>,
    /// Whether the replica that was asked for data answered.
    pub data_present: Option<bool>,
    /// `SIMPLE`, `BATCH`, `UNLOGGED_BATCH`, `COUNTER`, `BATCH_LOG`, `CAS`, `VIEW` or `CDC`.
    pub write_type: Option<String>,
    /// The keyspace of an object.
    pub keyspace: Option<String>,
    /// The table of an object; empty when the keyspace itself is meant.
    pub table: Option<String>,
    /// The name of a function.
    pub function: Option<String>,
    /// The argument types of a function.
    pub arg_types: Option<Vec<String>>,
    /// The id of a prepared statement.
    pub statement_id: Option<Vec<u8>>,
    /// The timeout that ran out.
    pub timeout_ms: Option<u64>,
    /// The option, parameter or value that is at fault.
    pub name: Option<String>,
}

/// What is wrong with TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsFault {
    /// The server's certificate is not one to trust.
    Certificate,
    /// The server's certificate is that of another host.
    Identity,
    /// The two sides do not understand each other, or the server refuses.
    Protocol,
}

/// One try on one host that failed.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Where the try went, as `ip:port`, or the name that did not resolve.
    pub host: String,
    /// Why it failed.
    pub error: Error,
}

/// An error with everything that a binding needs to build its legacy error.
#[derive(Clone, Debug)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    kind: ErrorKind,
    server_code: Option<i32>,
    message: String,
    fields: ErrorFields,
    tls_fault: Option<TlsFault>,
    coordinator: Option<SocketAddr>,
    attempts: Vec<Attempt>,
    tried: Vec<SocketAddr>,
    has_unknown_types: bool,
    extras: Extras,
}

/// What the server may add to any answer, an error as well.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extras {
    pub(crate) warnings: Vec<String>,
    pub(crate) tracing_id: Option<Uuid>,
    pub(crate) custom_payload: Option<CustomPayload>,
}

impl Error {
    /// Makes an error of a kind; the server code follows from the kind.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            kind,
            server_code: kind.server_code(),
            message: message.into(),
            fields: ErrorFields::default(),
            tls_fault: None,
            coordinator: None,
            attempts: Vec::new(),
            tried: Vec::new(),
            has_unknown_types: false,
            extras: Extras::default(),
        }))
    }

    /// Makes the error for an option with an unusable value.
    pub fn invalid_option(name: &str, why: impl fmt::Display) -> Self {
        Error::new(ErrorKind::InvalidOption, format!("option `{name}`: {why}")).named(name)
    }

    pub(crate) fn named(mut self, name: &str) -> Self {
        self.0.fields.name = Some(name.to_owned());
        self
    }

    pub(crate) fn with_tls_fault(mut self, fault: TlsFault) -> Self {
        self.0.tls_fault = Some(fault);
        self
    }

    pub(crate) fn with_code(mut self, code: i32) -> Self {
        self.0.server_code = Some(code);
        self
    }

    pub(crate) fn with_fields(mut self, fields: ErrorFields) -> Self {
        self.0.fields = fields;
        self
    }

    pub(crate) fn with_coordinator(mut self, host: SocketAddr) -> Self {
        self.0.coordinator = Some(host);
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: Vec<Attempt>) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_tried(mut self, hosts: Vec<SocketAddr>) -> Self {
        self.0.tried = hosts;
        self
    }

    /// Says that the answer could not be read for the types of its columns.
    pub(crate) fn with_unknown_types(mut self) -> Self {
        self.0.has_unknown_types = true;
        self
    }

    pub(crate) fn has_unknown_types(&self) -> bool {
        self.0.has_unknown_types
    }

    pub(crate) fn with_extras(mut self, extras: Extras) -> Self {
        self.0.extras = extras;
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The code of the ERROR frame; `None` for an error of the driver itself.
    pub fn server_code(&self) -> Option<i32> {
        self.0.server_code
    }

    /// The text of the server, unchanged, or the driver's own sentence.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The kind that says most about why: of an error about several hosts, what the hosts have in common, credentials
    /// before TLS before the rest, or else that of the last attempt; of any other error, its own kind.
    pub fn cause(&self) -> ErrorKind {
        const TELLING: &[ErrorKind] = &[
            ErrorKind::BadCredentials,
            ErrorKind::AuthenticationRequired,
            ErrorKind::Tls,
            ErrorKind::NotCql,
            ErrorKind::ConnectionClosed,
            ErrorKind::TimedOut,
            ErrorKind::ConnectionFailed,
            ErrorKind::UnresolvedHost,
        ];
        let attempted =
            |kind: &&ErrorKind| self.attempts().iter().any(|attempt| attempt.error.kind() == **kind);
        let last = self.attempts().last().map(|attempt| attempt.error.kind());
        TELLING.iter().find(attempted).copied().or(last).unwrap_or(self.0.kind)
    }

    /// The fields that the kind carries.
    pub fn fields(&self) -> &ErrorFields {
        &self.0.fields
    }

    /// What is wrong with TLS, of an error of the kind `Tls`.
    pub fn tls_fault(&self) -> Option<TlsFault> {
        self.0.tls_fault
    }

    /// The host that answered with the error, when it is known.
    pub fn coordinator(&self) -> Option<SocketAddr> {
        self.0.coordinator
    }

    /// The tries that failed, for errors that are about several hosts.
    pub fn attempts(&self) -> &[Attempt] {
        &self.0.attempts
    }

    /// The hosts that a request was sent to, in order, before it failed; those of speculative executions are among them.
    /// Empty for errors that are not about a request, and where none was sent.
    pub fn tried(&self) -> &[SocketAddr] {
        &self.0.tried
    }

    /// What the server warned of along with its error. The crate drops it: only requests that went over a connection
    /// of core's own can have it, as with the tracing id and the custom payload.
    pub fn warnings(&self) -> &[String] {
        &self.0.extras.warnings
    }

    /// The id under which the server traced the request that failed.
    pub fn tracing_id(&self) -> Option<Uuid> {
        self.0.extras.tracing_id
    }

    /// What the server added to its error.
    pub fn custom_payload(&self) -> Option<&CustomPayload> {
        self.0.extras.custom_payload.as_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.kind.name(), self.0.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::{ErrorKind, ErrorOrigin};
    use std::collections::HashSet;

    #[test]
    fn names_and_server_codes_are_unique() {
        let names: HashSet<_> = ErrorKind::ALL.iter().map(|kind| kind.name()).collect();
        assert_eq!(names.len(), ErrorKind::ALL.len());
        let with_code = ErrorKind::ALL.iter().filter_map(|kind| kind.server_code());
        let codes: HashSet<_> = with_code.clone().collect();
        assert_eq!(codes.len(), with_code.count());
    }

    #[test]
    fn every_code_belongs_to_a_server_kind() {
        for kind in ErrorKind::ALL {
            if kind.server_code().is_some() {
                assert_eq!(kind.origin(), ErrorOrigin::Server, "{}", kind.name());
            }
        }
    }
}

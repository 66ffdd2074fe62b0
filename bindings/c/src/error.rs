//! `CassError`: which code each kind of error has, and how a failure is kept in a future.

mod message;

pub(crate) use message::unnamed;

use std::net::SocketAddr;

use unicql_core::{Error, ErrorKind, ErrorOrigin, TlsFault};

use crate::generated::errors::DESCRIPTIONS;
use crate::ptr::{Fallback, StaticStr};

/// `CassError`: the source in the highest byte, the code below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct CassError(pub(crate) u32);

impl CassError {
    /// `CASS_OK`.
    pub(crate) const OK: CassError = CassError(0);

    /// The error of a server's code, known or not.
    pub(crate) fn server(code: i32) -> Self {
        CassError(2 << 24 | (code as u32 & 0x00FF_FFFF))
    }
}

impl Fallback for CassError {
    const MISUSED: Self = CassError::LIB_BAD_PARAMS;
    const PANICKED: Self = CassError::LIB_INTERNAL_ERROR;
}

/// Makes the code of a call that may fail.
pub(crate) fn code(outcome: Result<(), CassError>) -> CassError {
    outcome.err().unwrap_or(CassError::OK)
}

/// Gets what a code means.
pub(crate) fn desc(error: CassError) -> StaticStr {
    let found = DESCRIPTIONS.iter().find(|(known, _)| *known == error);
    StaticStr::new(found.map_or(c"", |(_, text)| text))
}

/// The code of an error of core.
pub(crate) fn code_of(error: &Error) -> CassError {
    match error.kind() {
        ErrorKind::NoHostAvailable => match error.cause() {
            ErrorKind::Tls => code_of_tls(message::telling(error)),
            cause => code_of_cause(cause),
        },
        ErrorKind::InvalidOption if error.fields().name.as_deref() == Some("execution_profile") => {
            CassError::LIB_EXECUTION_PROFILE_INVALID
        }
        kind => code_of_kind(kind, error.server_code()),
    }
}

/// The code of a session that reached no host, by what the hosts have in common.
fn code_of_cause(cause: ErrorKind) -> CassError {
    match cause {
        ErrorKind::BadCredentials | ErrorKind::AuthenticationRequired => CassError::SERVER_BAD_CREDENTIALS,
        _ => CassError::LIB_NO_HOSTS_AVAILABLE,
    }
}

fn code_of_tls(error: &Error) -> CassError {
    match error.tls_fault() {
        Some(TlsFault::Certificate) => CassError::SSL_INVALID_PEER_CERT,
        Some(TlsFault::Identity) => CassError::SSL_IDENTITY_MISMATCH,
        Some(TlsFault::Protocol) | None => CassError::SSL_PROTOCOL_ERROR,
    }
}

fn code_of_kind(kind: ErrorKind, server_code: Option<i32>) -> CassError {
    match kind {
        ErrorKind::Server => CassError::SERVER_SERVER_ERROR,
        ErrorKind::Protocol => CassError::SERVER_PROTOCOL_ERROR,
        ErrorKind::BadCredentials | ErrorKind::AuthenticationRequired => CassError::SERVER_BAD_CREDENTIALS,
        ErrorKind::Unavailable => CassError::SERVER_UNAVAILABLE,
        ErrorKind::Overloaded => CassError::SERVER_OVERLOADED,
        ErrorKind::IsBootstrapping => CassError::SERVER_IS_BOOTSTRAPPING,
        ErrorKind::Truncate => CassError::SERVER_TRUNCATE_ERROR,
        ErrorKind::WriteTimeout => CassError::SERVER_WRITE_TIMEOUT,
        ErrorKind::ReadTimeout => CassError::SERVER_READ_TIMEOUT,
        ErrorKind::ReadFailure => CassError::SERVER_READ_FAILURE,
        ErrorKind::FunctionFailure => CassError::SERVER_FUNCTION_FAILURE,
        ErrorKind::WriteFailure => CassError::SERVER_WRITE_FAILURE,
        ErrorKind::Syntax => CassError::SERVER_SYNTAX_ERROR,
        ErrorKind::Unauthorized => CassError::SERVER_UNAUTHORIZED,
        ErrorKind::Invalid => CassError::SERVER_INVALID_QUERY,
        ErrorKind::Config => CassError::SERVER_CONFIG_ERROR,
        ErrorKind::AlreadyExists => CassError::SERVER_ALREADY_EXISTS,
        ErrorKind::Unprepared => CassError::SERVER_UNPREPARED,
        ErrorKind::CdcWriteFailure
        | ErrorKind::CasWriteUnknown
        | ErrorKind::OtherServer
        | ErrorKind::RateLimited => CassError::server(server_code.unwrap_or_default()),
        ErrorKind::NoHostAvailable | ErrorKind::SessionClosed => CassError::LIB_NO_HOSTS_AVAILABLE,
        ErrorKind::UnresolvedHost => CassError::LIB_NO_HOSTS_AVAILABLE,
        ErrorKind::ConnectionFailed => CassError::LIB_UNABLE_TO_CONNECT,
        ErrorKind::ConnectionClosed => CassError::LIB_WRITE_ERROR,
        ErrorKind::Tls => CassError::SSL_PROTOCOL_ERROR,
        ErrorKind::NotCql => CassError::LIB_UNABLE_TO_DETERMINE_PROTOCOL,
        ErrorKind::TimedOut => CassError::LIB_REQUEST_TIMED_OUT,
        ErrorKind::Busy => CassError::LIB_NO_STREAMS,
        ErrorKind::InvalidOption | ErrorKind::InvalidParameter => CassError::LIB_BAD_PARAMS,
        ErrorKind::Cancelled | ErrorKind::SchemaDisagreement => CassError::LIB_REQUEST_TIMED_OUT,
        ErrorKind::BadFrame => CassError::LIB_UNEXPECTED_RESPONSE,
        ErrorKind::Unsupported => CassError::LIB_NOT_IMPLEMENTED,
        ErrorKind::Internal => CassError::LIB_INTERNAL_ERROR,
    }
}

/// Why a future failed.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The code.
    pub(crate) code: CassError,
    /// The text, ended by a zero byte that does not count: some programs print it without its length.
    message: Vec<u8>,
    /// The error of core, when there is one.
    pub(crate) error: Option<Error>,
}

impl Failure {
    /// Makes a failure of the library itself.
    pub(crate) fn new(code: CassError, message: &str) -> Self {
        let mut message = message.as_bytes().to_vec();
        message.push(0);
        Failure { code, message, error: None }
    }

    /// Makes a failure of an error of core.
    pub(crate) fn of(error: Error) -> Self {
        Failure::new(code_of(&error), &message::of_request(&error)).caused_by(error)
    }

    /// Makes a failure of an error of core that kept a session from connecting.
    pub(crate) fn of_connecting(error: Error) -> Self {
        Failure::new(code_of(&error), &message::of_connecting(&error)).caused_by(error)
    }

    /// The same failure under another code.
    pub(crate) fn with_code(mut self, code: CassError) -> Self {
        self.code = code;
        self
    }

    /// A copy: a batch that cannot be executed fails each time.
    pub(crate) fn again(&self) -> Self {
        Failure { code: self.code, message: self.message.clone(), error: self.error.clone() }
    }

    fn caused_by(mut self, error: Error) -> Self {
        self.error = Some(error);
        self
    }

    /// The text.
    pub(crate) fn message(&self) -> &[u8] {
        &self.message[..self.message.len() - 1]
    }

    /// The host that answered with the error.
    pub(crate) fn coordinator(&self) -> Option<SocketAddr> {
        self.error.as_ref()?.coordinator()
    }

    /// The error as the server sent it.
    pub(crate) fn server_error(&self) -> Option<&Error> {
        self.error.as_ref().filter(|error| error.kind().origin() == ErrorOrigin::Server)
    }
}

#[cfg(test)]
mod tests {
    use super::{CassError, code_of};
    use crate::generated::errors::DESCRIPTIONS;
    use unicql_core::{Error, ErrorKind, ErrorOrigin};

    #[test]
    fn every_kind_of_the_server_has_its_own_code() {
        for &kind in ErrorKind::ALL {
            let code = code_of(&Error::new(kind, "text"));
            assert_ne!(code, CassError::OK, "{}", kind.name());
            if let Some(server_code) = kind.server_code() {
                assert_eq!(code, CassError::server(server_code), "{}", kind.name());
            }
            let named = DESCRIPTIONS.iter().any(|(known, _)| *known == code);
            let from_server = kind.origin() == ErrorOrigin::Server;
            assert!(named || from_server, "{} has the code {:#x}", kind.name(), code.0);
        }
    }
}

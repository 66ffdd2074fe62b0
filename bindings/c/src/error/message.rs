//! The text of a failure, in the words that programs of the legacy library compare or print.

use std::borrow::Cow;

use unicql_core::{Error, ErrorKind, ErrorOrigin, TlsFault};

use super::code_of;

/// What a request failed with. Why no host could serve it follows the sentence of the legacy library, which says no more.
pub(super) fn of_request(error: &Error) -> Cow<'_, str> {
    match error.kind() {
        ErrorKind::TimedOut => "Request timed out".into(),
        ErrorKind::NoHostAvailable => {
            const EXHAUSTED: &str =
                "All hosts in current policy attempted and were either unavailable or failed";
            match attempts(error) {
                tried if tried.is_empty() => EXHAUSTED.into(),
                tried => format!("{EXHAUSTED} ({tried})").into(),
            }
        }
        ErrorKind::InvalidOption => unnamed(error).into(),
        _ => error.message().into(),
    }
}

/// Why a session did not connect: the log tells of each contact point, this of the one that says most.
pub(super) fn of_connecting(error: &Error) -> Cow<'_, str> {
    match error.kind() {
        ErrorKind::UnresolvedHost => "Unable to connect to any contact points".into(),
        ErrorKind::NoHostAvailable => of_connection(telling(error)),
        _ => error.message().into(),
    }
}

/// The attempt of an error about several hosts that is of the kind that says most about why.
pub(super) fn telling(error: &Error) -> &Error {
    let cause = error.cause();
    let attempt = error.attempts().iter().rev().find(|attempt| attempt.error.kind() == cause);
    attempt.map_or(error, |attempt| &attempt.error)
}

fn of_connection(error: &Error) -> Cow<'_, str> {
    let why: Cow<'_, str> = match error.kind() {
        // What it was about, such as TLS or another version of the protocol, follows the legacy words.
        ErrorKind::ConnectionClosed | ErrorKind::NotCql => {
            return format!("Connection closed prematurely ({})", error.message()).into();
        }
        ErrorKind::TimedOut => "Connection timeout".into(),
        ErrorKind::ConnectionFailed => of_socket(error.message()),
        ErrorKind::AuthenticationRequired => "Authentication required but no auth provider set".into(),
        ErrorKind::Tls => match error.tls_fault() {
            Some(TlsFault::Certificate | TlsFault::Identity) => {
                format!("Error verifying peer certificate: {}", error.message()).into()
            }
            Some(TlsFault::Protocol) | None => {
                format!("Error during SSL handshake: {}", error.message()).into()
            }
        },
        kind if kind.origin() == ErrorOrigin::Server => {
            format!("Received error response '{}' (0x{:08X})", error.message(), code_of(error).0).into()
        }
        _ => error.message().into(),
    };
    format!("Underlying connection error: {why}").into()
}

/// Words what the operating system said: `no connection to 127.0.0.1:9042: Connection refused (os error 111)`.
fn of_socket(message: &str) -> Cow<'_, str> {
    let said = message.split_once(" (os error ").and_then(|(said, _)| said.rsplit_once(": "));
    match said {
        Some((_, said)) => format!("Connect error '{}'", said.to_lowercase()).into(),
        None if message.starts_with("Unable to bind") => format!("Underlying socket error: {message}").into(),
        None => message.into(),
    }
}

fn attempts(error: &Error) -> String {
    let tried =
        error.attempts().iter().map(|attempt| format!("{}: {}", attempt.host, attempt.error.message()));
    tried.collect::<Vec<_>>().join("; ")
}

/// An option of core is none that the program knows by that name; what is wrong with it is the rest of the text.
pub(crate) fn unnamed(error: &Error) -> &str {
    let why = error.message().split_once("`: ").map_or(error.message(), |(_, why)| why);
    why.split_once("; the profiles are: ").map_or(why, |(missing, _)| missing)
}

#[cfg(test)]
mod tests {
    use super::{of_request, of_socket};
    use unicql_core::{Error, ErrorKind};

    #[test]
    fn sockets_fail_in_the_words_of_the_legacy_library() {
        let refused = "no connection to 127.0.0.1:9042: Connection refused (os error 111)";
        assert_eq!(of_socket(refused), "Connect error 'connection refused'");
        let unbound = "Unable to bind local address: address not available";
        assert_eq!(
            of_socket(unbound),
            "Underlying socket error: Unable to bind local address: address not available"
        );
        assert_eq!(of_socket("something else"), "something else");
    }

    #[test]
    fn a_profile_that_is_missing_is_named() {
        let missing = Error::invalid_option("execution_profile", "x does not exist; the profiles are: y");
        assert_eq!(of_request(&missing), "x does not exist");
        let exhausted = Error::new(ErrorKind::NoHostAvailable, "no host could serve the request");
        assert_eq!(
            of_request(&exhausted),
            "All hosts in current policy attempted and were either unavailable or failed"
        );
    }
}

//! Which hosts a request was tried on. The crate's errors do not say; its load balancing policy is told, on the task
//! of the request, so a task-local record costs nothing that a request without an error would notice.

use std::cell::RefCell;
use std::future::Future;
use std::net::SocketAddr;

use scylla::errors::RequestAttemptError;

use crate::{Attempt, Error, ErrorKind, Host, server_error};

tokio::task_local! {
    static TRIED: RefCell<Tried>;
}

#[derive(Default)]
struct Tried {
    picked: Option<SocketAddr>,
    failed: Vec<(SocketAddr, Error)>,
}

/// Notes the first host of a plan.
pub(crate) fn picked(host: SocketAddr) {
    let _ = TRIED.try_with(|tried| tried.borrow_mut().picked = Some(host));
}

/// Notes a try that failed.
pub(crate) fn failed(host: SocketAddr, error: &RequestAttemptError) {
    let error = server_error::from_attempt(error);
    let _ = TRIED.try_with(|tried| tried.borrow_mut().failed.push((host, error)));
}

/// Runs a request and gives its error the hosts that it is about. `candidates` are the hosts that it could have used.
pub(super) async fn observed<T>(
    candidates: impl FnOnce() -> Vec<Host>,
    request: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let watched = async {
        let outcome = request.await;
        outcome.map_err(|error| TRIED.with(|tried| explain(error, &tried.take(), candidates)))
    };
    TRIED.scope(RefCell::default(), watched).await
}

fn explain(error: Error, tried: &Tried, candidates: impl FnOnce() -> Vec<Host>) -> Error {
    if error.kind() == ErrorKind::NoHostAvailable {
        let attempts = attempts(&tried.failed, &candidates(), error.message());
        return error.with_attempts(attempts);
    }
    match (tried.failed.last(), tried.picked) {
        // The error of a request is that of its last try.
        (Some((host, last)), _) if last.kind() == error.kind() => error.with_coordinator(*host),
        (None, Some(host)) if error.kind() == ErrorKind::TimedOut => error.with_coordinator(host),
        // A request that is bound to a host is not asked where to go.
        (None, None) if error.kind() == ErrorKind::TimedOut => match &candidates()[..] {
            [only] => error.with_coordinator(only.address),
            _ => error,
        },
        _ => error,
    }
}

/// Hosts that failed, and those that were passed over for want of a connection.
fn attempts(failed: &[(SocketAddr, Error)], candidates: &[Host], why: &str) -> Vec<Attempt> {
    let tried = failed.iter().map(|(host, error)| Attempt { host: host.to_string(), error: error.clone() });
    let passed_over =
        candidates.iter().filter(|host| !failed.iter().any(|(known, _)| *known == host.address));
    let unconnected = passed_over.map(|host| Attempt {
        host: host.address.to_string(),
        error: Error::new(ErrorKind::ConnectionFailed, why),
    });
    tried.chain(unconnected).collect()
}

#[cfg(test)]
mod tests {
    use super::{Tried, explain};
    use crate::{Error, ErrorKind, Host};

    fn host(address: &str) -> Host {
        Host::sample(uuid::Uuid::nil(), address.parse().unwrap())
    }

    #[test]
    fn an_error_names_the_host_of_its_last_try() {
        let overloaded = || Error::new(ErrorKind::Overloaded, "");
        let address = |text: &str| text.parse().unwrap();
        let failed = vec![(address("10.0.0.1:1"), overloaded()), (address("10.0.0.2:1"), overloaded())];
        let tried = Tried { picked: Some(address("10.0.0.1:1")), failed };
        let explained = explain(overloaded(), &tried, Vec::new);
        assert_eq!(explained.coordinator(), Some(address("10.0.0.2:1")));
        let other = explain(Error::new(ErrorKind::TimedOut, ""), &tried, Vec::new);
        assert_eq!(other.coordinator(), None, "the request may have gone on to a host that nobody named");
        let first = Tried { picked: Some(address("10.0.0.1:1")), failed: Vec::new() };
        let waited = explain(Error::new(ErrorKind::TimedOut, ""), &first, Vec::new);
        assert_eq!(waited.coordinator(), first.picked);
    }

    #[test]
    fn no_host_available_has_an_attempt_for_every_host() {
        let failed = vec![("10.0.0.1:1".parse().unwrap(), Error::new(ErrorKind::ConnectionClosed, "broke"))];
        let tried = Tried { picked: None, failed };
        let none = Error::new(ErrorKind::NoHostAvailable, "none");
        let explained = explain(none, &tried, || vec![host("10.0.0.1:1"), host("10.0.0.2:1")]);
        let kinds: Vec<_> = (explained.attempts().iter())
            .map(|attempt| (attempt.host.as_str(), attempt.error.kind()))
            .collect();
        let expected =
            [("10.0.0.1:1", ErrorKind::ConnectionClosed), ("10.0.0.2:1", ErrorKind::ConnectionFailed)];
        assert_eq!(kinds, expected);
    }
}

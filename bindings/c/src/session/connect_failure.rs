//! Why a session did not connect, in the codes and words of the legacy library.

use unicql_core::{Error, ErrorOrigin, HostDistance};

use crate::error::{CassError, Failure};

/// What the legacy library says of a local data center that has no hosts; the log names it.
const NO_LOCAL_HOSTS: &str = "No hosts available for the control connection using the DC-aware load balancing policy. \
                              Check to see if the configured local datacenter is valid";

/// What the legacy library says when the lists of hosts and data centers leave no host.
pub(super) const NO_USABLE_HOSTS: &str =
    "No hosts available for the control connection using the configured load balancing policy";

/// Whether the load balancing uses any of the hosts: a session without one would fail each request.
pub(super) fn has_usable_host(core: &unicql_core::Session) -> bool {
    core.hosts().iter().any(|host| host.distance != HostDistance::Ignored)
}

/// The server's error of connecting is about the keyspace: everything else is an error about hosts.
pub(super) fn connect_failure(error: Error) -> Failure {
    let about_keyspace = error.kind().origin() == ErrorOrigin::Server;
    let about_tls = match error.fields().name.as_deref() {
        // Each certificate is checked when it is added, so there is none.
        Some("tls.ca_pem") => Some(CassError::SSL_INVALID_PEER_CERT),
        Some("tls.cert_pem") => Some(CassError::SSL_INVALID_CERT),
        Some("tls.key_pem") => Some(CassError::SSL_INVALID_PRIVATE_KEY),
        _ => None,
    };
    let bad_datacenter = error.fields().name.as_deref() == Some("local_datacenter");
    let failure = Failure::of_connecting(error);
    match about_tls {
        Some(code) => failure.with_code(code),
        None if about_keyspace => failure.with_code(CassError::LIB_UNABLE_TO_SET_KEYSPACE),
        None if bad_datacenter => Failure::new(CassError::LIB_NO_HOSTS_AVAILABLE, NO_LOCAL_HOSTS),
        None => failure,
    }
}

use std::fs;

use unicql_core::options::{TlsOptions, TlsVerify};
use unicql_core::{ErrorKind, Options};

use super::target::{connect, contact, cql, plain, try_connect, variable};

fn authority() -> Vec<Vec<u8>> {
    vec![fs::read(variable("UNICQL_TLS_CA")).unwrap()]
}

fn with(tls: TlsOptions) -> Options {
    Options { tls: Some(tls), ..contact(&variable("UNICQL_TLS_CONTACT_POINTS")) }
}

fn client_certificate() -> TlsOptions {
    TlsOptions {
        ca_pem: authority(),
        cert_pem: Some(fs::read(variable("UNICQL_TLS_CERT")).unwrap()),
        key_pem: Some(fs::read(variable("UNICQL_TLS_KEY")).unwrap()),
        verify: TlsVerify::PeerIdentity,
        ..TlsOptions::default()
    }
}

#[test]
fn connects_at_every_level_of_verification() {
    for verify in [TlsVerify::None, TlsVerify::Peer, TlsVerify::PeerIdentity] {
        let session = connect(with(TlsOptions { verify, ..client_certificate() }));
        assert_eq!(cql(&session, "SELECT key FROM system.local").row_count, 1);
    }
}

#[test]
fn an_unknown_authority_is_refused() {
    let authority = stranger();
    let tls = TlsOptions { ca_pem: vec![authority], verify: TlsVerify::Peer, ..TlsOptions::default() };
    let error = try_connect(with(tls)).err().unwrap();
    assert_eq!((error.kind(), error.cause()), (ErrorKind::NoHostAvailable, ErrorKind::Tls), "{error}");
}

/// A certificate that signed nothing: the client's own.
fn stranger() -> Vec<u8> {
    fs::read(variable("UNICQL_TLS_CERT")).unwrap()
}

#[test]
fn the_wrong_side_of_tls_fails_quickly_and_says_so() {
    let tls = TlsOptions { verify: TlsVerify::None, ..TlsOptions::default() };
    let to_plain = try_connect(Options { tls: Some(tls), connect_timeout_ms: Some(2000), ..plain() });
    let to_plain = to_plain.err().unwrap();
    assert_eq!(
        (to_plain.kind(), to_plain.cause()),
        (ErrorKind::NoHostAvailable, ErrorKind::Tls),
        "{to_plain}"
    );
    let to_tls = contact(&variable("UNICQL_TLS_CONTACT_POINTS"));
    let to_tls = try_connect(Options { connect_timeout_ms: Some(2000), ..to_tls }).err().unwrap();
    assert_eq!(to_tls.kind(), ErrorKind::NoHostAvailable);
    let expected = [ErrorKind::NotCql, ErrorKind::ConnectionClosed];
    assert!(expected.contains(&to_tls.cause()), "{to_tls}");
}

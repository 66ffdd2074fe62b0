//! SSL contexts: PEM texts and what is verified, handed to core when a cluster takes them.

use unicql_core::Error;
use unicql_core::options::{TlsOptions, TlsVerify};

use crate::error::{CassError, unnamed};
use crate::log;

/// `CASS_SSL_VERIFY_PEER_CERT`.
const PEER_CERT: i32 = 0x01;
/// `CASS_SSL_VERIFY_PEER_IDENTITY`.
const IDENTITY: i32 = 0x02;
/// `CASS_SSL_VERIFY_PEER_IDENTITY_DNS`.
const IDENTITY_DNS: i32 = 0x04;

/// An SSL context.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ssl(pub(crate) TlsOptions);

pub(crate) fn new() -> Option<Box<Ssl>> {
    Some(Box::default())
}

pub(crate) fn new_no_lib_init() -> Option<Box<Ssl>> {
    new()
}

/// Says why a text cannot be used.
fn refused(code: CassError, what: &str, error: &Error) -> CassError {
    log::say(log::ERROR, format_args!("Unable to load {what}: {}", unnamed(error)));
    code
}

pub(crate) fn add_trusted_cert(ssl: &mut Ssl, cert: Option<&[u8]>) -> CassError {
    let pem = cert.unwrap_or_default();
    if let Err(error) = TlsOptions::check_certificates(pem) {
        return refused(CassError::SSL_INVALID_CERT, "certificate(s)", &error);
    }
    ssl.0.ca_pem.push(pem.to_vec());
    CassError::OK
}

pub(crate) fn set_verify_flags(ssl: &mut Ssl, flags: i32) {
    // An identity without a chain proves nothing, so asking for the first asks for the second too. By address wins
    // over by name, as it does in the legacy driver.
    let has = |flag: i32| flags & flag != 0;
    ssl.0.verify = match (has(IDENTITY), has(IDENTITY_DNS), has(PEER_CERT)) {
        (true, ..) => TlsVerify::PeerIdentity,
        (false, true, _) => TlsVerify::PeerIdentityDns,
        (false, false, true) => TlsVerify::Peer,
        (false, false, false) => TlsVerify::None,
    };
}

pub(crate) fn set_cert(ssl: &mut Ssl, cert: Option<&[u8]>) -> CassError {
    let pem = cert.unwrap_or_default();
    if let Err(error) = TlsOptions::check_certificates(pem) {
        return refused(CassError::SSL_INVALID_CERT, "certificate chain", &error);
    }
    ssl.0.cert_pem = Some(pem.to_vec());
    CassError::OK
}

pub(crate) fn set_private_key(ssl: &mut Ssl, key: Option<&[u8]>, password: Option<&[u8]>) -> CassError {
    let pem = key.unwrap_or_default();
    if let Err(error) = TlsOptions::check_key(pem, password) {
        return refused(CassError::SSL_INVALID_PRIVATE_KEY, "private key", &error);
    }
    ssl.0.key_pem = Some(pem.to_vec());
    ssl.0.key_passphrase = password.map(<[u8]>::to_vec);
    CassError::OK
}

/// TLS 1.0 and 1.1 are never spoken, so every minimum that can be asked for holds.
pub(crate) fn set_min_protocol_version(_: &mut Ssl, min_version: u32) -> CassError {
    const TLS1_2: u32 = 2;
    match min_version {
        0..=TLS1_2 => CassError::OK,
        _ => CassError::LIB_BAD_PARAMS,
    }
}

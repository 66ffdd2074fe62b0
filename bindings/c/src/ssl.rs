//! SSL contexts: PEM texts and what is verified, handed to core when a cluster takes them.

use unicql_core::options::{TlsOptions, TlsVerify};

use crate::error::CassError;

/// `CASS_SSL_VERIFY_PEER_CERT`.
const PEER_CERT: i32 = 0x01;
/// `CASS_SSL_VERIFY_PEER_IDENTITY` and `CASS_SSL_VERIFY_PEER_IDENTITY_DNS`.
const IDENTITY: i32 = 0x02 | 0x04;

/// An SSL context.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ssl(pub(crate) TlsOptions);

pub(crate) fn new() -> Option<Box<Ssl>> {
    Some(Box::default())
}

pub(crate) fn new_no_lib_init() -> Option<Box<Ssl>> {
    new()
}

pub(crate) fn add_trusted_cert(ssl: &mut Ssl, cert: Option<&[u8]>) -> CassError {
    let pem = cert.unwrap_or_default();
    if TlsOptions::check_certificates(pem).is_err() {
        return CassError::SSL_INVALID_CERT;
    }
    ssl.0.ca_pem.push(pem.to_vec());
    CassError::OK
}

pub(crate) fn set_verify_flags(ssl: &mut Ssl, flags: i32) {
    // Hosts are connected to by address, so an identity by name is checked as one by address: more
    // certificates are refused than asked for, never fewer.
    ssl.0.verify = match (flags & IDENTITY, flags & PEER_CERT) {
        (0, 0) => TlsVerify::None,
        (0, _) => TlsVerify::Peer,
        _ => TlsVerify::PeerIdentity,
    };
}

pub(crate) fn set_cert(ssl: &mut Ssl, cert: Option<&[u8]>) -> CassError {
    let pem = cert.unwrap_or_default();
    if TlsOptions::check_certificates(pem).is_err() {
        return CassError::SSL_INVALID_CERT;
    }
    ssl.0.cert_pem = Some(pem.to_vec());
    CassError::OK
}

pub(crate) fn set_private_key(ssl: &mut Ssl, key: Option<&[u8]>, _password: Option<&[u8]>) -> CassError {
    let pem = key.unwrap_or_default();
    if TlsOptions::check_key(pem).is_err() {
        return CassError::SSL_INVALID_PRIVATE_KEY;
    }
    ssl.0.key_pem = Some(pem.to_vec());
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

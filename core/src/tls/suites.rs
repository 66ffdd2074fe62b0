//! Which cipher suites are offered, by the names that OpenSSL and the standards have for them.

use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::{CipherSuite, SupportedCipherSuite, SupportedProtocolVersion};

use super::credentials::bad;
use crate::Error;

/// OpenSSL's names of the suites of TLS 1.2. Those of TLS 1.3 are called the same everywhere.
const OPENSSL_NAMES: &[(&str, CipherSuite)] = &[
    ("ECDHE-ECDSA-AES256-GCM-SHA384", CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384),
    ("ECDHE-ECDSA-AES128-GCM-SHA256", CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256),
    ("ECDHE-ECDSA-CHACHA20-POLY1305", CipherSuite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256),
    ("ECDHE-RSA-AES256-GCM-SHA384", CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384),
    ("ECDHE-RSA-AES128-GCM-SHA256", CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256),
    ("ECDHE-RSA-CHACHA20-POLY1305", CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256),
];

/// Returns the cryptography with the suites that are named, in that order, or with all. As with OpenSSL, names that
/// are not known are passed over, and a list that names no suite of TLS 1.3 says nothing about those.
///
/// # Errors
/// `InvalidOption` when no suite is left for the versions that are allowed.
pub(super) fn provider(
    names: Option<&str>,
    versions: &[&'static SupportedProtocolVersion],
) -> Result<CryptoProvider, Error> {
    let mut provider = aws_lc_rs::default_provider();
    let Some(names) = names else {
        return Ok(provider);
    };
    let all = std::mem::take(&mut provider.cipher_suites);
    let named: Vec<SupportedCipherSuite> =
        names.split([':', ',', ' ']).filter_map(|name| find(&all, name)).collect();
    if !named.iter().any(is_tls13) {
        provider.cipher_suites.extend(all.iter().copied().filter(is_tls13));
    }
    let usable = |suite: &SupportedCipherSuite| versions.contains(&suite.version());
    if !named.iter().any(usable) {
        let known: Vec<&str> = OPENSSL_NAMES.iter().map(|(name, _)| *name).collect();
        let why =
            format!("`{names}` names no suite that can be used; those of TLS 1.2 are {}", known.join(", "));
        return Err(bad("tls.cipher_suites", why));
    }
    provider.cipher_suites.extend(named);
    Ok(provider)
}

fn is_tls13(suite: &SupportedCipherSuite) -> bool {
    matches!(suite, SupportedCipherSuite::Tls13(_))
}

fn find(all: &[SupportedCipherSuite], name: &str) -> Option<SupportedCipherSuite> {
    let by_openssl = OPENSSL_NAMES.iter().find(|(known, _)| *known == name).map(|(_, suite)| *suite);
    let is_it = |suite: &&SupportedCipherSuite| {
        let suite = suite.suite();
        by_openssl == Some(suite)
            || suite.as_str().is_some_and(|known| known.replace("TLS13_", "TLS_") == name)
    };
    all.iter().find(is_it).copied()
}

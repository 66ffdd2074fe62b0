//! Certificates and keys, read from what the options hold.

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use super::aws_lc;
use crate::Error;
use crate::options::TlsOptions;

/// What the client shows to a server.
pub(super) struct Identity {
    pub(super) chain: Vec<CertificateDer<'static>>,
    pub(super) key: PrivateKeyDer<'static>,
}

pub(super) fn bad(name: &str, why: impl std::fmt::Display) -> Error {
    Error::invalid_option(name, why)
}

/// The certificates of a PEM text, at least one.
pub(super) fn certificates(pem: &[u8], name: &str) -> Result<Vec<CertificateDer<'static>>, Error> {
    let parsed: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let parsed =
        parsed.map_err(|error| bad(name, format!("holds a PEM text that cannot be read: {error}")))?;
    if parsed.is_empty() {
        return Err(bad(name, "holds no PEM certificate"));
    }
    if parsed.iter().any(|certificate| aws_lc::Certificate::read(certificate).is_none()) {
        return Err(bad(name, "holds a certificate that cannot be read"));
    }
    Ok(parsed)
}

/// The private key of a PEM text: PKCS#8, PKCS#1 or SEC1, or one of these that the pass phrase opens.
pub(super) fn private_key(pem: &[u8], passphrase: Option<&[u8]>) -> Result<PrivateKeyDer<'static>, Error> {
    const NAME: &str = "tls.key_pem";
    if !is_encrypted(pem) {
        return PrivateKeyDer::from_pem_slice(pem)
            .map_err(|error| bad(NAME, format!("holds no PEM private key: {error}")));
    }
    let passphrase = passphrase.ok_or_else(|| bad(NAME, "is encrypted, and no pass phrase is given"))?;
    let opened = aws_lc::open_private_key(pem, passphrase);
    let opened = opened
        .ok_or_else(|| bad(NAME, "is encrypted, and the pass phrase does not open it, or it is damaged"))?;
    Ok(PrivatePkcs8KeyDer::from(opened).into())
}

fn is_encrypted(pem: &[u8]) -> bool {
    let has = |mark: &[u8]| pem.windows(mark.len()).any(|window| window == mark);
    has(b"BEGIN ENCRYPTED PRIVATE KEY") || has(b"Proc-Type: 4,ENCRYPTED")
}

/// The client's certificates and key, and the authorities that a PFX file brings along.
pub(super) fn identity(
    options: &TlsOptions,
) -> Result<(Option<Identity>, Vec<CertificateDer<'static>>), Error> {
    let passphrase = options.key_passphrase.as_deref();
    match (&options.cert_pem, &options.key_pem, &options.pfx) {
        (None, None, None) => Ok((None, Vec::new())),
        (Some(chain), Some(key), None) => {
            let chain = certificates(chain, "tls.cert_pem")?;
            Ok((Some(Identity { chain, key: private_key(key, passphrase)? }), Vec::new()))
        }
        (None, None, Some(pfx)) => from_pfx(pfx, passphrase.unwrap_or_default()),
        (Some(_), None, _) => Err(bad("tls.key_pem", "missing beside a certificate")),
        (None, Some(_), _) => Err(bad("tls.cert_pem", "missing beside a key")),
        (Some(_), Some(_), Some(_)) => Err(bad("tls.pfx", "given beside a certificate and a key")),
    }
}

fn from_pfx(
    pfx: &[u8],
    passphrase: &[u8],
) -> Result<(Option<Identity>, Vec<CertificateDer<'static>>), Error> {
    const NAME: &str = "tls.pfx";
    let opened = aws_lc::open_pfx(pfx, passphrase);
    let opened = opened.ok_or_else(|| bad(NAME, "cannot be read, or the pass phrase does not open it"))?;
    let chain: Vec<CertificateDer<'static>> =
        opened.certificates.into_iter().map(CertificateDer::from).collect();
    if opened.key.is_empty() {
        return Ok((None, chain));
    }
    let authorities = chain.iter().skip(1).cloned().collect();
    let key = PrivatePkcs8KeyDer::from(opened.key).into();
    Ok((Some(Identity { chain, key }), authorities))
}

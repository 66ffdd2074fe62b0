//! TLS through rustls with aws-lc-rs.

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

use crate::options::{TlsOptions, TlsVerify};
use crate::{Error, ErrorKind};

/// Builds the configuration of all connections of a session.
pub(crate) fn client_config(options: &TlsOptions) -> Result<Arc<ClientConfig>, Error> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let verifier = Verifier::new(options, &provider)?;
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| bad("tls", error))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let config = match (&options.cert_pem, &options.key_pem) {
        (None, None) => builder.with_no_client_auth(),
        (Some(cert), Some(key)) => {
            let key = PrivateKeyDer::from_pem_slice(key).map_err(|error| bad("tls.key_pem", error))?;
            (builder.with_client_auth_cert(certificates(cert, "tls.cert_pem")?, key))
                .map_err(|error| bad("tls.cert_pem", error))?
        }
        (Some(_), None) => return Err(Error::invalid_option("tls.key_pem", "missing beside a certificate")),
        (None, Some(_)) => return Err(Error::invalid_option("tls.cert_pem", "missing beside a key")),
    };
    Ok(Arc::new(config))
}

fn bad(name: &str, why: impl std::fmt::Display) -> Error {
    Error::invalid_option(name, why)
}

fn certificates(pem: &[u8], name: &str) -> Result<Vec<CertificateDer<'static>>, Error> {
    let parsed: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    let parsed = parsed.map_err(|error| bad(name, error))?;
    if parsed.is_empty() {
        return Err(bad(name, "holds no PEM certificate"));
    }
    Ok(parsed)
}

impl TlsOptions {
    /// Checks that a PEM text holds certificates.
    ///
    /// # Errors
    /// `InvalidOption` when it holds none, or one that cannot be read.
    pub fn check_certificates(pem: &[u8]) -> Result<(), Error> {
        certificates(pem, "tls.ca_pem").map(|_| ())
    }

    /// Checks that a PEM text holds a private key that is not encrypted.
    ///
    /// # Errors
    /// `InvalidOption` when it does not.
    pub fn check_key(pem: &[u8]) -> Result<(), Error> {
        PrivateKeyDer::from_pem_slice(pem).map(|_| ()).map_err(|error| bad("tls.key_pem", error))
    }
}

/// Checks as much of a certificate as the options ask for. The signature of the handshake, which
/// proves that the server holds the key, is always checked.
#[derive(Debug)]
struct Verifier {
    verify: TlsVerify,
    trusted: Vec<CertificateDer<'static>>,
    chain: Option<Arc<WebPkiServerVerifier>>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Verifier {
    fn new(options: &TlsOptions, provider: &Arc<CryptoProvider>) -> Result<Self, Error> {
        let mut trusted = Vec::new();
        for pem in &options.ca_pem {
            trusted.extend(certificates(pem, "tls.ca_pem")?);
        }
        if options.verify != TlsVerify::None && trusted.is_empty() {
            let why = "names no trusted certificate, so no server could be verified";
            return Err(bad("tls.ca_pem", why));
        }
        Ok(Verifier {
            verify: options.verify,
            chain: chain_verifier(&trusted, provider)?,
            trusted,
            algorithms: provider.signature_verification_algorithms,
        })
    }
}

fn chain_verifier(
    trusted: &[CertificateDer<'static>],
    provider: &Arc<CryptoProvider>,
) -> Result<Option<Arc<WebPkiServerVerifier>>, Error> {
    let mut roots = RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(trusted.iter().cloned());
    if added == 0 {
        return Ok(None);
    }
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider))
        .build()
        .map(Some)
        .map_err(|error| bad("tls.ca_pem", error))
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if self.verify == TlsVerify::None {
            return Ok(ServerCertVerified::assertion());
        }
        // Clusters often trust the very certificate of a node, which is no authority; OpenSSL accepts that.
        let pinned = self.trusted.iter().any(|known| known == end_entity);
        if pinned && self.verify == TlsVerify::Peer {
            return Ok(ServerCertVerified::assertion());
        }
        let Some(chain) = &self.chain else {
            return Err(CertificateError::UnknownIssuer.into());
        };
        let outcome = chain.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        match outcome {
            // The chain is checked before the name, so a wrong name means that the chain is good.
            Err(rustls::Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if self.verify == TlsVerify::Peer => Ok(ServerCertVerified::assertion()),
            outcome => outcome,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

/// Makes the error of a handshake that failed.
pub(crate) fn handshake_error(error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Tls, format!("the TLS handshake failed: {error}"))
}

#[cfg(test)]
mod tests {
    use super::client_config;
    use crate::options::{TlsOptions, TlsVerify};

    fn fault(options: &TlsOptions) -> Option<String> {
        client_config(options).err()?.fields().name.clone()
    }

    #[test]
    fn unusable_options_are_named() {
        let nothing_to_trust = TlsOptions::default();
        assert_eq!(fault(&nothing_to_trust).as_deref(), Some("tls.ca_pem"));
        let garbage = TlsOptions { ca_pem: vec![b"garbage".to_vec()], ..TlsOptions::default() };
        assert_eq!(fault(&garbage).as_deref(), Some("tls.ca_pem"));
        let no_key =
            TlsOptions { cert_pem: Some(Vec::new()), verify: TlsVerify::None, ..TlsOptions::default() };
        assert_eq!(fault(&no_key).as_deref(), Some("tls.key_pem"));
        let open = TlsOptions { verify: TlsVerify::None, ..TlsOptions::default() };
        assert_eq!(fault(&open), None);
    }
}

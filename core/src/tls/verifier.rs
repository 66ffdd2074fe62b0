//! What of a server's certificate is checked.

use std::net::IpAddr;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error as Fault, RootCertStore, SignatureScheme};

use super::aws_lc::{Certificate, Validity};
use super::credentials::bad;
use super::identity::Identities;
use super::names::Names;
use crate::Error;
use crate::options::TlsVerify;

/// Checks as much of a certificate as the options ask for. The signature of the handshake, which
/// proves that the server holds the key, is always checked.
#[derive(Clone, Debug)]
pub(super) struct Verifier {
    verify: TlsVerify,
    trusted: Vec<CertificateDer<'static>>,
    chain: Option<Arc<WebPkiServerVerifier>>,
    server_name: Option<ServerName<'static>>,
    names: Names,
    identities: Option<Identities>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Verifier {
    pub(super) fn new(
        verify: TlsVerify,
        trusted: Vec<CertificateDer<'static>>,
        server_name: Option<ServerName<'static>>,
        names: Names,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Self, Error> {
        if verify != TlsVerify::None && trusted.is_empty() {
            let why = "names no trusted certificate, so no server could be verified";
            return Err(bad("tls.ca_pem", why));
        }
        Ok(Verifier {
            verify,
            chain: chain_verifier(&trusted, provider)?,
            trusted,
            server_name,
            names,
            identities: None,
            algorithms: provider.signature_verification_algorithms,
        })
    }

    /// The same, for connections whose server must have been accepted before.
    pub(super) fn accepting(&self, identities: &Identities) -> Self {
        Verifier { identities: Some(identities.clone()), ..self.clone() }
    }

    fn check_chain(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> Result<(), Fault> {
        // Clusters often trust the very certificate of a node, which is no authority; OpenSSL accepts that.
        if self.trusted.iter().any(|known| known == end_entity) {
            return check_time(end_entity, now);
        }
        let Some(chain) = &self.chain else {
            return Err(CertificateError::UnknownIssuer.into());
        };
        match chain.verify_server_cert(end_entity, intermediates, name, &[], now) {
            // The chain is checked before the name, so a wrong name means that the chain is good.
            Err(error) if is_wrong_name(&error) => Ok(()),
            outcome => outcome.map(|_| ()),
        }
    }

    fn check_identity(&self, end_entity: &CertificateDer<'_>, address: &ServerName<'_>) -> Result<(), Fault> {
        if let Some(name) = &self.server_name {
            return check_name(end_entity, name);
        }
        if self.verify != TlsVerify::PeerIdentityDns {
            return check_name(end_entity, address);
        }
        let ServerName::IpAddress(address) = address else {
            return check_name(end_entity, address);
        };
        let address = IpAddr::from(*address);
        let Some(name) = self.names.of(address) else {
            self.names.learn_later(address);
            return Err(Fault::General(format!("the name of {address} is not known, it is looked up")));
        };
        let wrong =
            |_| Fault::General(format!("{address} has the name `{name}`, which no certificate can be for"));
        check_name(end_entity, &ServerName::try_from(name.clone()).map_err(wrong)?)
    }

    fn check_acceptance(
        &self,
        end_entity: &CertificateDer<'_>,
        address: &ServerName<'_>,
    ) -> Result<(), Fault> {
        let Some(identities) = &self.identities else {
            return Ok(());
        };
        let name = self.server_name.as_ref().unwrap_or(address).to_str();
        if identities.accepts(&name, end_entity) {
            return Ok(());
        }
        Err(Fault::General(format!("the certificate has not been accepted as that of {name}")))
    }
}

fn is_wrong_name(error: &Fault) -> bool {
    use CertificateError::{NotValidForName, NotValidForNameContext};
    matches!(error, Fault::InvalidCertificate(NotValidForName | NotValidForNameContext { .. }))
}

fn check_time(certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), Fault> {
    let moment = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let Some(read) = Certificate::read(certificate) else {
        return Err(CertificateError::BadEncoding.into());
    };
    match read.validity(moment) {
        Validity::Valid => Ok(()),
        Validity::TooEarly => Err(CertificateError::NotValidYet.into()),
        Validity::TooLate => Err(CertificateError::Expired.into()),
    }
}

/// Alternative names count; a certificate that has none counts by its common name, as it does for OpenSSL.
fn check_name(certificate: &CertificateDer<'_>, name: &ServerName<'_>) -> Result<(), Fault> {
    let parsed = ParsedCertificate::try_from(certificate)?;
    let error = match verify_server_name(&parsed, name) {
        Err(error) if is_wrong_name(&error) => error,
        outcome => return outcome,
    };
    let wanted = name.to_str();
    let common = Certificate::read(certificate).map(|read| read.common_names()).unwrap_or_default();
    match common.iter().any(|common| common.eq_ignore_ascii_case(&wanted)) {
        true => Ok(()),
        false => Err(error),
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
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Fault> {
        if self.verify != TlsVerify::None {
            self.check_chain(end_entity, intermediates, server_name, now)?;
        }
        if matches!(self.verify, TlsVerify::PeerIdentity | TlsVerify::PeerIdentityDns) {
            self.check_identity(end_entity, server_name)?;
        }
        self.check_acceptance(end_entity, server_name)?;
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Fault> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Fault> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

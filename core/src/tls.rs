//! TLS through rustls with aws-lc-rs: one configuration for every connection of a session, the crate's and core's own.

mod aws_lc;
mod credentials;
mod names;
mod suites;
mod verifier;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{AlertDescription, CertificateError, ClientConfig, InconsistentKeys};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use self::credentials::bad;
use self::names::Names;
use self::verifier::Verifier;
use crate::options::{TlsOptions, TlsVerify, TlsVersion};
use crate::{Error, ErrorKind};

/// The TLS of a session. Clones share it.
#[derive(Clone)]
pub(crate) struct Tls {
    config: Arc<ClientConfig>,
    server_name: Option<ServerName<'static>>,
    // Only when identities are checked by name.
    names: Option<Names>,
}

impl Tls {
    /// Reads and checks everything that the options hold.
    ///
    /// # Errors
    /// `InvalidOption` that names the option: `tls.ca_pem`, `tls.cert_pem`, `tls.key_pem`, `tls.pfx`, ….
    pub(crate) fn new(options: &TlsOptions) -> Result<Self, Error> {
        let (identity, authorities) = credentials::identity(options)?;
        let mut trusted = authorities;
        for pem in &options.ca_pem {
            trusted.extend(credentials::certificates(pem, "tls.ca_pem")?);
        }
        let server_name = options.server_name.as_deref().map(server_name).transpose()?;
        let names = Names::default();
        let provider = Arc::new(suites::provider(options.cipher_suites.as_deref(), options.min_version)?);
        let verifier = Verifier::new(options.verify, trusted, server_name.clone(), names.clone(), &provider)?;
        let builder = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(versions(options.min_version))
            .map_err(|error| bad("tls.cipher_suites", error))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier));
        let config = match identity {
            None => builder.with_no_client_auth(),
            Some(identity) => builder.with_client_auth_cert(identity.chain, identity.key).map_err(unfit)?,
        };
        let names = (options.verify == TlsVerify::PeerIdentityDns).then_some(names);
        Ok(Tls { config: Arc::new(config), server_name, names })
    }

    /// Makes TLS of a configuration that was made elsewhere.
    pub(crate) fn of(config: ClientConfig) -> Self {
        Tls { config: Arc::new(config), server_name: None, names: None }
    }

    /// Encrypts a connection to a proxy that is told by SNI where to pass it on. The certificate is checked against the
    /// server name of the options.
    ///
    /// # Errors
    /// `Tls` with what is wrong with the certificate or the peer.
    pub(crate) async fn connect_through(
        &self,
        sni: ServerName<'static>,
        tcp: TcpStream,
    ) -> Result<TlsStream<TcpStream>, Error> {
        let connector = TlsConnector::from(self.context());
        connector.connect(sni, tcp).await.map_err(|error| handshake_error(&error))
    }

    /// The configuration for connections of the crate.
    pub(crate) fn context(&self) -> Arc<ClientConfig> {
        Arc::clone(&self.config)
    }

    /// Encrypts a connection of core's own.
    ///
    /// # Errors
    /// `Tls` with what is wrong with the certificate or the peer.
    pub(crate) async fn connect(
        &self,
        address: SocketAddr,
        tcp: TcpStream,
    ) -> Result<TlsStream<TcpStream>, Error> {
        if let Some(names) = &self.names {
            names.learn(address.ip()).await;
        }
        let by_address = || ServerName::IpAddress(address.ip().into());
        let name = self.server_name.clone().unwrap_or_else(by_address);
        let connector = TlsConnector::from(self.context());
        connector.connect(name, tcp).await.map_err(|error| handshake_error(&error))
    }
}

fn server_name(name: &str) -> Result<ServerName<'static>, Error> {
    let parsed = ServerName::try_from(name.to_owned());
    parsed.map_err(|_| bad("tls.server_name", format!("`{name}` is neither a DNS name nor an address")))
}

const ONLY_TLS13: &[&rustls::SupportedProtocolVersion] = &[&rustls::version::TLS13];

fn versions(min: TlsVersion) -> &'static [&'static rustls::SupportedProtocolVersion] {
    match min {
        TlsVersion::Tls12 => rustls::ALL_VERSIONS,
        TlsVersion::Tls13 => ONLY_TLS13,
    }
}

/// Says why a certificate and a key cannot be used together.
fn unfit(error: rustls::Error) -> Error {
    match error {
        rustls::Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
            bad("tls.key_pem", "is not the key of the certificate")
        }
        rustls::Error::General(why) => bad("tls.key_pem", format!("holds a key that cannot be used: {why}")),
        error => bad("tls.cert_pem", error),
    }
}

impl TlsOptions {
    /// Checks that a PEM text holds certificates.
    ///
    /// # Errors
    /// `InvalidOption` when it holds none, or one that cannot be read.
    pub fn check_certificates(pem: &[u8]) -> Result<(), Error> {
        credentials::certificates(pem, "tls.ca_pem").map(|_| ())
    }

    /// Checks that a PEM text holds a private key, and that the pass phrase opens it if it is encrypted.
    ///
    /// # Errors
    /// `InvalidOption` when it does not.
    pub fn check_key(pem: &[u8], passphrase: Option<&[u8]>) -> Result<(), Error> {
        credentials::private_key(pem, passphrase).map(|_| ())
    }
}

/// Makes the error of a connection on which TLS failed.
pub(crate) fn handshake_error(error: &io::Error) -> Error {
    let why = tls_fault(error).map_or_else(|| error.to_string(), explain);
    Error::new(ErrorKind::Tls, format!("the TLS handshake failed: {why}"))
}

/// Makes the error of a connection that was in use when TLS failed: with TLS 1.3, a server refuses the certificate of
/// a client after the handshake. `None` when the fault is not one of TLS.
pub(crate) fn later_error(error: &io::Error) -> Option<Error> {
    let why = explain(tls_fault(error)?);
    Some(Error::new(ErrorKind::Tls, format!("TLS failed: {why}")))
}

fn tls_fault(error: &io::Error) -> Option<&rustls::Error> {
    error.get_ref()?.downcast_ref::<rustls::Error>()
}

fn explain(fault: &rustls::Error) -> String {
    use CertificateError as Bad;
    match fault {
        rustls::Error::InvalidCertificate(bad) => match bad {
            Bad::Expired | Bad::ExpiredContext { .. } => "the server's certificate has expired".to_owned(),
            Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
                "the server's certificate is not valid yet".to_owned()
            }
            Bad::UnknownIssuer | Bad::BadSignature => {
                "the server's certificate is not signed by a trusted authority".to_owned()
            }
            Bad::NotValidForName => "the server's certificate is for another host".to_owned(),
            Bad::NotValidForNameContext { expected, presented } => format!(
                "the server's certificate is not for {}, but for {}",
                expected.to_str(),
                if presented.is_empty() { "no host".to_owned() } else { presented.join(", ") },
            ),
            bad => format!("the server's certificate cannot be accepted: {bad}"),
        },
        rustls::Error::AlertReceived(alert) => match alert {
            AlertDescription::CertificateRequired => {
                "the server asks for a certificate of the client, and none is set".to_owned()
            }
            AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA => {
                format!("the server refused the certificate of the client, or asks for one ({alert:?})")
            }
            AlertDescription::ProtocolVersion => {
                "the server speaks no version of TLS that is allowed".to_owned()
            }
            AlertDescription::HandshakeFailure => {
                "the server found no cipher suite or certificate in common".to_owned()
            }
            alert => format!("the server ended it with the alert {alert:?}"),
        },
        rustls::Error::InvalidMessage(_) => format!("what answers does not speak TLS: {fault}"),
        fault => fault.to_string(),
    }
}

#[cfg(test)]
mod tests;

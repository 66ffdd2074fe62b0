//! TLS through rustls with aws-lc-rs: one configuration for every connection of a session, the crate's and core's own.

mod aws_lc;
mod credentials;
mod identity;
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
use self::identity::Identities;
pub use self::identity::{PeerIdentity, PresentedCertificate};
use self::names::Names;
use self::verifier::Verifier;
use crate::options::{TlsOptions, TlsVerify, TlsVersion};
use crate::{Error, ErrorKind, TlsFault};

/// The TLS of a session. Clones share it.
#[derive(Clone)]
pub(crate) struct Tls {
    config: Arc<ClientConfig>,
    server_name: Option<ServerName<'static>>,
    // Only when identities are checked by name.
    names: Option<Names>,
    // Only when somebody is asked.
    asking: Option<Asking>,
}

/// What it takes to ask somebody whether certificates are those of the servers.
#[derive(Clone)]
struct Asking {
    identities: Identities,
    /// That of connections of core's own, which ask after the handshake.
    config: Arc<ClientConfig>,
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
        let versions = versions(options)?;
        let provider = Arc::new(suites::provider(options.cipher_suites.as_deref(), versions)?);
        let verify = checked(options);
        let verifier =
            Arc::new(Verifier::new(verify, trusted, server_name.clone(), names.clone(), &provider)?);
        let builder = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(versions)
            .map_err(|error| bad("tls.cipher_suites", error))?
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(&verifier) as _);
        let mut config = match identity {
            None => builder.with_no_client_auth(),
            Some(identity) => builder.with_client_auth_cert(identity.chain, identity.key).map_err(unfit)?,
        };
        let asked = options.identity.as_ref().filter(|_| verify != TlsVerify::None);
        let asking = asked.map(|judge| {
            let own = Arc::new(config.clone());
            let identities = Identities::new(judge);
            config.dangerous().set_certificate_verifier(Arc::new(verifier.accepting(&identities)));
            Asking { identities, config: own }
        });
        let names = (verify == TlsVerify::PeerIdentityDns).then_some(names);
        Ok(Tls { config: Arc::new(config), server_name, names, asking })
    }

    /// Makes TLS of a configuration that was made elsewhere.
    pub(crate) fn of(config: ClientConfig) -> Self {
        Tls { config: Arc::new(config), server_name: None, names: None, asking: None }
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
        let name = self.name_of(address);
        let config = self.asking.as_ref().map_or(&self.config, |asking| &asking.config);
        let connector = TlsConnector::from(Arc::clone(config));
        let stream = connector.connect(name.clone(), tcp).await.map_err(|error| handshake_error(&error))?;
        if let Some(asking) = &self.asking {
            let presented = stream.get_ref().1.peer_certificates().unwrap_or_default();
            let der = presented.first().map(|certificate| certificate.to_vec()).unwrap_or_default();
            asking.identities.check(name.to_str().into_owned(), der).await?;
        }
        Ok(stream)
    }

    /// Whether a server has to be connected to by core before the crate can do so.
    pub(crate) fn is_stranger(&self, address: SocketAddr) -> bool {
        let asking = self.asking.as_ref();
        asking.is_some_and(|asking| !asking.identities.has_met(&self.name_of(address).to_str()))
    }

    fn name_of(&self, address: SocketAddr) -> ServerName<'static> {
        self.server_name.clone().unwrap_or_else(|| ServerName::IpAddress(address.ip().into()))
    }
}

fn server_name(name: &str) -> Result<ServerName<'static>, Error> {
    let parsed = ServerName::try_from(name.to_owned());
    parsed.map_err(|_| bad("tls.server_name", format!("`{name}` is neither a DNS name nor an address")))
}

/// What is verified in the handshake: when somebody is asked, names say nothing.
fn checked(options: &TlsOptions) -> TlsVerify {
    match (&options.identity, options.verify) {
        (Some(_), TlsVerify::PeerIdentity | TlsVerify::PeerIdentityDns) => TlsVerify::Peer,
        (_, verify) => verify,
    }
}

const ONLY_TLS12: &[&rustls::SupportedProtocolVersion] = &[&rustls::version::TLS12];
const ONLY_TLS13: &[&rustls::SupportedProtocolVersion] = &[&rustls::version::TLS13];

fn versions(options: &TlsOptions) -> Result<&'static [&'static rustls::SupportedProtocolVersion], Error> {
    match (options.min_version, options.max_version) {
        (TlsVersion::Tls12, None | Some(TlsVersion::Tls13)) => Ok(rustls::ALL_VERSIONS),
        (TlsVersion::Tls13, None | Some(TlsVersion::Tls13)) => Ok(ONLY_TLS13),
        (TlsVersion::Tls12, Some(TlsVersion::Tls12)) => Ok(ONLY_TLS12),
        (TlsVersion::Tls13, Some(TlsVersion::Tls12)) => {
            Err(bad("tls.max_version", "is lower than the lowest that is allowed"))
        }
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
    let fault = rustls_error(error);
    let why = fault.map_or_else(|| error.to_string(), explain);
    let error = Error::new(ErrorKind::Tls, format!("the TLS handshake failed: {why}"));
    error.with_tls_fault(fault.map_or(TlsFault::Protocol, classify))
}

/// Makes the error of a connection that was in use when TLS failed: with TLS 1.3, a server refuses the certificate of
/// a client after the handshake. `None` when the fault is not one of TLS.
pub(crate) fn later_error(error: &io::Error) -> Option<Error> {
    let fault = rustls_error(error)?;
    let later = Error::new(ErrorKind::Tls, format!("TLS failed: {}", explain(fault)));
    Some(later.with_tls_fault(classify(fault)))
}

fn classify(fault: &rustls::Error) -> TlsFault {
    match fault {
        rustls::Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => TlsFault::Identity,
        rustls::Error::InvalidCertificate(_) => TlsFault::Certificate,
        // What `verifier` says of names that it cannot compare.
        rustls::Error::General(_) => TlsFault::Identity,
        _ => TlsFault::Protocol,
    }
}

fn rustls_error(error: &io::Error) -> Option<&rustls::Error> {
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

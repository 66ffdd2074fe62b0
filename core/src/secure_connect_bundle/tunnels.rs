//! Ways to hosts behind a proxy that goes by SNI. The crate connects to addresses and sends no SNI, so each host gets a
//! port of this machine: what arrives there goes on through TLS that names the host.
//!
//! Any user of the machine can connect to such a port, and the way behind it carries the certificate of the bundle. So
//! the hop within the machine is encrypted too, and each side must show the key that this session made for it and keeps
//! to itself: only its own connections get through.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use rustls::client::AlwaysResolvesClientRawPublicKeys;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls13_signature_with_raw_key};
use rustls::pki_types::{
    CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, SubjectPublicKeyInfoDer, UnixTime,
};
use rustls::server::AlwaysResolvesServerRawPublicKeys;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::sign::CertifiedKey;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, DistinguishedName, Error as Fault, ServerConfig,
    SignatureScheme,
};
use scylla::errors::TranslationError;
use scylla::policies::address_translator::{AddressTranslator, UntranslatedPeer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::client::TlsStream;
use uuid::Uuid;

use crate::log::{self, LogLevel, LogSource};
use crate::tls::Tls;
use crate::{Error, ErrorKind};

/// The ways of one session.
pub(crate) struct Tunnels {
    proxy: Arc<Proxy>,
    inner: Tls,
    acceptor: TlsAcceptor,
    open: Mutex<HashMap<Uuid, Tunnel>>,
}

struct Tunnel {
    address: SocketAddr,
    listening: AbortHandle,
}

struct Proxy {
    address: (String, u16),
    tls: Tls,
    limit: Duration,
}

impl Tunnels {
    pub(super) fn new(address: (String, u16), outer: Tls, limit: Duration) -> Result<Self, Error> {
        let failed = |why: &dyn fmt::Display| Error::new(ErrorKind::Internal, format!("no key: {why}"));
        let (client, server) = hop().map_err(|error| failed(&error))?;
        Ok(Tunnels {
            proxy: Arc::new(Proxy { address, tls: outer, limit }),
            inner: Tls::of(client),
            acceptor: TlsAcceptor::from(Arc::new(server)),
            open: Mutex::default(),
        })
    }

    /// The TLS of the connections to the addresses of this machine.
    pub(super) fn inner_tls(&self) -> Tls {
        self.inner.clone()
    }

    /// The proxy and the host, for people.
    pub(super) fn name_of(&self, host: Uuid) -> String {
        format!("{}:{}/{host}", self.proxy.address.0, self.proxy.address.1)
    }

    /// Finds out whether a host can be reached.
    pub(super) async fn probe(&self, host: Uuid) -> Result<(), Error> {
        self.proxy.connect(host).await.map(|_| ())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Tunnel>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The address of this machine that leads to a host.
    pub(super) async fn address_of(&self, host: Uuid) -> io::Result<SocketAddr> {
        if let Some(tunnel) = self.lock().get(&host) {
            return Ok(tunnel.address);
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let listening = tokio::spawn(listen(listener, self.acceptor.clone(), Arc::clone(&self.proxy), host));
        let tunnel = Tunnel { address, listening: listening.abort_handle() };
        // Another task may have been as quick: the first one counts.
        let mut open = self.lock();
        if let Some(known) = open.get(&host) {
            tunnel.listening.abort();
            return Ok(known.address);
        }
        open.insert(host, tunnel);
        Ok(address)
    }
}

impl Drop for Tunnels {
    fn drop(&mut self) {
        for tunnel in self.lock().values() {
            tunnel.listening.abort();
        }
    }
}

#[async_trait]
impl AddressTranslator for Tunnels {
    async fn translate_address(&self, peer: &UntranslatedPeer) -> Result<SocketAddr, TranslationError> {
        let address = self.address_of(peer.host_id()).await;
        address.map_err(|error| TranslationError::IoError(Arc::new(error)))
    }
}

impl Proxy {
    async fn connect(&self, host: Uuid) -> Result<TlsStream<TcpStream>, Error> {
        let limit = self.limit;
        tokio::time::timeout(limit, self.connect_without_limit(host)).await.unwrap_or_else(|_| {
            let message = format!("no connection through the proxy within {} ms", limit.as_millis());
            Err(Error::new(ErrorKind::TimedOut, message))
        })
    }

    async fn connect_without_limit(&self, host: Uuid) -> Result<TlsStream<TcpStream>, Error> {
        let (name, port) = &self.address;
        let tcp = TcpStream::connect((name.as_str(), *port)).await.map_err(|error| {
            let message = format!("no connection to the proxy {name}:{port}: {error}");
            Error::new(ErrorKind::ConnectionFailed, message)
        })?;
        // Small frames must not wait; failing to say so harms nothing.
        let _ = tcp.set_nodelay(true);
        let sni = ServerName::try_from(host.to_string());
        let sni = sni.map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        self.tls.connect_through(sni, tcp).await
    }
}

async fn listen(listener: TcpListener, acceptor: TlsAcceptor, proxy: Arc<Proxy>, host: Uuid) {
    loop {
        match listener.accept().await {
            Ok((tcp, _)) => {
                let one = carry(tcp, acceptor.clone(), Arc::clone(&proxy), host);
                tokio::spawn(one);
            }
            // The process may be out of files; the next try is not to come at once.
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

async fn carry(tcp: TcpStream, acceptor: TlsAcceptor, proxy: Arc<Proxy>, host: Uuid) {
    let _ = tcp.set_nodelay(true);
    let Ok(mut near) = acceptor.accept(tcp).await else {
        log::write(LogLevel::Warn, LogSource::Connection, || {
            "a stranger tried a port of the driver".to_owned()
        });
        return;
    };
    match proxy.connect(host).await {
        // How a connection ends is seen by those who use it.
        Ok(mut far) => drop(tokio::io::copy_bidirectional(&mut near, &mut far).await),
        Err(error) => log::write(LogLevel::Warn, LogSource::Connection, || {
            format!("Unable to connect to host {host} because of the following error: {}", error.message())
        }),
    }
}

/// Makes the two sides of the hop within the machine. Both show the same key, made for it, and accept no other.
fn hop() -> Result<(ClientConfig, ServerConfig), Fault> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let key = new_key()?;
    let only = Arc::new(OnlyKey {
        key: key.cert.first().map(|key| key.to_vec()).unwrap_or_default(),
        algorithms: provider.signature_verification_algorithms,
    });
    let key = Arc::new(key);
    let client = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&only) as _)
        .with_client_cert_resolver(Arc::new(AlwaysResolvesClientRawPublicKeys::new(Arc::clone(&key))));
    let server = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])?
        .with_client_cert_verifier(only)
        .with_cert_resolver(Arc::new(AlwaysResolvesServerRawPublicKeys::new(key)));
    Ok((client, server))
}

fn new_key() -> Result<CertifiedKey, Fault> {
    use ::aws_lc_rs::rand::SystemRandom;
    use ::aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
    let pair = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new());
    let pair = pair.map_err(|_| Fault::FailedToGetRandomBytes)?;
    let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(pair.as_ref().to_vec()));
    let signing = aws_lc_rs::sign::any_ecdsa_type(&private)?;
    let public = signing.public_key().map(|key| key.to_vec()).unwrap_or_default();
    Ok(CertifiedKey::new(vec![CertificateDer::from(public)], signing))
}

/// Accepts one public key, whoever shows it, and nothing else.
#[derive(Debug)]
struct OnlyKey {
    key: Vec<u8>,
    algorithms: WebPkiSupportedAlgorithms,
}

impl OnlyKey {
    fn check(&self, shown: &CertificateDer<'_>) -> Result<(), Fault> {
        match shown.as_ref() == self.key {
            true => Ok(()),
            false => Err(CertificateError::UnknownIssuer.into()),
        }
    }

    fn check_signature(
        &self,
        message: &[u8],
        key: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Fault> {
        let key = SubjectPublicKeyInfoDer::from(key.as_ref());
        verify_tls13_signature_with_raw_key(message, &key, dss, &self.algorithms)
    }
}

/// The hop speaks TLS 1.3 alone.
fn not_spoken() -> Result<HandshakeSignatureValid, Fault> {
    Err(Fault::General("TLS 1.2 is not spoken here".to_owned()))
}

impl ServerCertVerifier for OnlyKey {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Fault> {
        self.check(end_entity).map(|()| ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Fault> {
        not_spoken()
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Fault> {
        self.check_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

impl ClientCertVerifier for OnlyKey {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Fault> {
        self.check(end_entity).map(|()| ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Fault> {
        not_spoken()
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Fault> {
        self.check_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }

    fn requires_raw_public_keys(&self) -> bool {
        true
    }
}

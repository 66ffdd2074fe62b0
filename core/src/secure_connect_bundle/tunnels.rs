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
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use async_trait::async_trait;
use rustls::pki_types::ServerName;
use scylla::errors::TranslationError;
use scylla::policies::address_translator::{AddressTranslator, UntranslatedPeer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::client::TlsStream;
use uuid::Uuid;

use super::hop::hop;
use crate::lock::lock;
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
        lock(&self.open)
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

//! From an address to a connection that takes requests: TCP, TLS, STARTUP, authentication, keyspace.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;

use scylla_cql::frame::request::RequestOpcode;
use scylla_cql::frame::response::ResponseOpcode;
use scylla_cql::frame::response::authenticate::Authenticate;
use scylla_cql::frame::types;
use scylla_cql::frame::{Compression, request::options};
use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpSocket;

use super::RawConnection;
use super::frame::{Answer, Outgoing, bad_frame, too_large};
use super::response::unexpected;
use crate::authenticator::{AuthenticationTarget, Exchange};
use crate::log::LogEvent;
use crate::options::{Compression as Wanted, Config};
use crate::{Error, ErrorKind};

pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

const CQL_VERSION: &str = "3.0.0";

/// Opens a connection as far as TLS goes.
pub(super) async fn open(config: &Config, address: SocketAddr) -> Result<Box<dyn Stream>, Error> {
    let failed = |error: io::Error| {
        Error::new(ErrorKind::ConnectionFailed, format!("no connection to {address}: {error}"))
    };
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    };
    let socket = socket.map_err(failed)?;
    if let Some(local) = config.local_address {
        socket.bind(SocketAddr::new(local, 0)).map_err(|error| unbindable(&error))?;
    }
    let tcp = socket.connect(address).await.map_err(failed)?;
    tcp.set_nodelay(config.tcp_nodelay).map_err(failed)?;
    if let Some(interval) = config.tcp_keepalive_interval {
        let keepalive = TcpKeepalive::new().with_time(interval).with_interval(interval);
        SockRef::from(&tcp).set_tcp_keepalive(&keepalive).map_err(failed)?;
    }
    match &config.tls {
        None => Ok(Box::new(tcp)),
        Some(tls) => Ok(Box::new(tls.connect(address, tcp).await?)),
    }
}

fn unbindable(error: &io::Error) -> Error {
    let why = match error.kind() {
        io::ErrorKind::AddrNotAvailable => "address not available".to_owned(),
        _ => error.to_string(),
    };
    Error::new(ErrorKind::ConnectionFailed, format!("Unable to bind local address: {why}"))
}

/// Meets a server that somebody has to accept before the crate may connect to it. What is wrong with it, the crate finds
/// out as well.
pub(crate) async fn meet(config: &Config, address: SocketAddr) {
    if !config.tls.as_ref().is_some_and(|tls| tls.is_stranger(address)) {
        return;
    }
    match tokio::time::timeout(config.connect_timeout, open(config, address)).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::warn!(%address, %error, "the server was not accepted"),
        Err(_) => tracing::warn!(%address, "the server was not accepted in time"),
    }
}

/// The compression of the configuration, in the words of the codec.
pub(super) fn compression(config: &Config) -> Option<Compression> {
    config.compression.map(|wanted| match wanted {
        Wanted::Lz4 => Compression::Lz4,
        Wanted::Snappy => Compression::Snappy,
    })
}

impl RawConnection {
    /// Goes through STARTUP and authentication, until the server takes requests.
    pub(super) async fn start(&self, config: &Config) -> Result<(), Error> {
        let supported = self.ask(&Outgoing::new(RequestOpcode::Options, Vec::new())).await?;
        let compression = agreed_compression(config, &supported)?;
        let mut body = Vec::new();
        types::write_string_map(&startup_options(config, compression), &mut body).map_err(too_large)?;
        let answer = self.ask(&Outgoing::new(RequestOpcode::Startup, body)).await?;
        match answer.opcode {
            ResponseOpcode::Ready if expects_challenge(config) => {
                config.log.event(|| LogEvent::AuthenticationNotAsked { host: self.host().ip() });
            }
            ResponseOpcode::Ready => {}
            ResponseOpcode::Authenticate => self.authenticate(config, &answer).await?,
            _ => return Err(unexpected(&answer)),
        }
        if let Some(compression) = compression {
            let _ = self.0.compression.set(compression);
        }
        config.log.event(|| LogEvent::ConnectionReady { host: self.host().ip() });
        Ok(())
    }

    async fn authenticate(&self, config: &Config, answer: &Answer) -> Result<(), Error> {
        let asked = Authenticate::deserialize(&mut &answer.body[..]).map_err(bad_frame)?;
        let target = AuthenticationTarget { host: Some(self.host()), class_name: asked.authenticator_name };
        let exchange = Exchange::start(config, target).await?;
        let mut response = exchange.initial_response().await?;
        loop {
            let mut body = Vec::new();
            types::write_bytes_opt(response.as_ref(), &mut body).map_err(too_large)?;
            let answer = self.ask(&Outgoing::new(RequestOpcode::AuthResponse, body)).await?;
            let token = || {
                let token = types::read_bytes_opt(&mut &answer.body[..]).map_err(bad_frame)?;
                Ok(token.map(<[u8]>::to_vec))
            };
            match answer.opcode {
                ResponseOpcode::AuthSuccess => return exchange.success(token()?).await,
                ResponseOpcode::AuthChallenge => response = exchange.evaluate_challenge(token()?).await?,
                _ => return Err(unexpected(&answer)),
            }
        }
    }
}

fn expects_challenge(config: &Config) -> bool {
    config.credentials.is_some() || config.authenticator.as_ref().is_some_and(|own| own.0.expects_challenge())
}

fn agreed_compression(config: &Config, supported: &Answer) -> Result<Option<Compression>, Error> {
    let Some(wanted) = compression(config) else {
        return Ok(None);
    };
    let offered = types::read_string_multimap(&mut &supported.body[..]).map_err(bad_frame)?;
    let offers =
        offered.get(options::COMPRESSION).is_some_and(|all| all.iter().any(|one| one == wanted.as_str()));
    Ok(Some(wanted).filter(|_| offers))
}

/// The same options that the crate sends, and those that it cannot send.
fn startup_options(config: &Config, compression: Option<Compression>) -> HashMap<String, String> {
    let given = [
        (options::CQL_VERSION, Some(CQL_VERSION)),
        (options::COMPRESSION, compression.as_ref().map(Compression::as_str)),
        (options::DRIVER_NAME, Some(&*config.driver_name)),
        (options::DRIVER_VERSION, Some(&*config.driver_version)),
        (options::APPLICATION_NAME, config.application_name.as_deref()),
        (options::APPLICATION_VERSION, config.application_version.as_deref()),
        (options::CLIENT_ID, config.client_id.as_deref()),
    ];
    let given = given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())));
    given.chain(config.startup_options.iter().cloned()).collect()
}

//! A connection of core's own, beside those of the crate. It finds out which contact points can be used, and why
//! the others cannot: the crate reports only the last error of the last one.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use scylla_cql::frame::protocol_features::ProtocolFeatures;
use scylla_cql::frame::request::{AuthResponse, Options, SerializableRequest, Startup};
use scylla_cql::frame::response::Response;
use scylla_cql::frame::{SerializedRequest, parse_response_body_extensions, read_response_frame};
use scylla_cql_core::frame::frame_errors::FrameHeaderParseError;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::options::Config;
use crate::{Attempt, Error, ErrorKind, server_error, tls};

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// One connection that is past TCP and TLS.
struct RawConnection(Box<dyn Stream>);

/// How long the contact points that have not answered yet are waited for once one has.
const STRAGGLER_WAIT: Duration = Duration::from_millis(100);

/// Tries all contact points at once, as a session would, and returns those that are usable. The crate is not told
/// of the others: it would wait half a minute for a host that takes connections and says nothing.
///
/// # Errors
/// What failed at each, in the order given, when none is usable.
pub(crate) async fn usable_contact_points(config: &Config) -> Result<Vec<String>, Error> {
    let mut checks: FuturesUnordered<_> = (config.contact_points.iter().enumerate())
        .map(|(position, point)| async move { (position, check_point(config, point).await) })
        .collect();
    let mut usable = Vec::new();
    let mut failed = Vec::new();
    loop {
        let next = match usable.is_empty() {
            true => checks.next().await,
            false => timeout(STRAGGLER_WAIT, checks.next()).await.unwrap_or(None),
        };
        match next {
            Some((position, Ok(()))) => usable.push(position),
            Some((position, Err(attempts))) => failed.push((position, attempts)),
            None => break,
        }
    }
    if usable.is_empty() {
        failed.sort_by_key(|(position, _)| *position);
        return Err(no_host_available(failed.into_iter().flat_map(|(_, attempts)| attempts).collect()));
    }
    usable.sort_unstable();
    Ok(usable.into_iter().map(|position| config.contact_points[position].clone()).collect())
}

/// Tries the addresses of one contact point until one is usable.
async fn check_point(config: &Config, point: &str) -> Result<(), Vec<Attempt>> {
    let addresses = tokio::net::lookup_host(point).await.map_err(|error| {
        let error = Error::new(ErrorKind::UnresolvedHost, format!("{point}: {error}"));
        vec![Attempt { host: point.to_owned(), error }]
    })?;
    let mut attempts = Vec::new();
    for address in addresses {
        match check(config, address).await {
            Ok(()) => return Ok(()),
            Err(error) => attempts.push(Attempt { host: address.to_string(), error }),
        }
    }
    Err(attempts)
}

async fn check(config: &Config, address: SocketAddr) -> Result<(), Error> {
    let handshake = async { RawConnection::open(config, address).await?.start(config).await };
    timeout(config.connect_timeout, handshake).await.unwrap_or_else(|_| {
        let waited = config.connect_timeout.as_millis();
        let message = format!("no connection to {address} within {waited} ms");
        Err(Error::new(ErrorKind::TimedOut, message))
    })
}

impl RawConnection {
    async fn open(config: &Config, address: SocketAddr) -> Result<Self, Error> {
        let tcp = TcpStream::connect(address).await.map_err(|error| {
            let message = format!("no connection to {address}: {error}");
            Error::new(ErrorKind::ConnectionFailed, message)
        })?;
        let Some(tls) = &config.tls else {
            return Ok(RawConnection(Box::new(tcp)));
        };
        Ok(RawConnection(Box::new(tls.connect(address, tcp).await?)))
    }

    /// Goes through STARTUP and authentication, until the server says that it is ready.
    async fn start(mut self, config: &Config) -> Result<(), Error> {
        self.ask(&Options).await?;
        let version = (Cow::Borrowed("CQL_VERSION"), Cow::Borrowed("3.0.0"));
        let startup = Startup { options: HashMap::from([version]) };
        let Response::Authenticate(authenticate) = self.ask(&startup).await? else {
            return Ok(());
        };
        let Some((username, password)) = &config.credentials else {
            let authenticator = authenticate.authenticator_name;
            let message =
                format!("the server asks for authentication ({authenticator}), no credentials are set");
            return Err(Error::new(ErrorKind::AuthenticationRequired, message));
        };
        let response = Some(format!("\0{username}\0{password}").into_bytes());
        self.ask(&AuthResponse { response }).await?;
        Ok(())
    }

    async fn ask(&mut self, request: &impl SerializableRequest) -> Result<Response, Error> {
        let frame = SerializedRequest::make(request, None, false)
            .map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        self.0.write_all(frame.get_data()).await.map_err(closed)?;
        let (params, opcode, body) = read_response_frame(&mut self.0).await.map_err(not_cql)?;
        let body: Bytes = parse_response_body_extensions(params.flags, None, body).map_err(bad_frame)?.body;
        let features = ProtocolFeatures::default();
        match Response::deserialize(&features, opcode, body, None).map_err(bad_frame)? {
            Response::Error(error) => Err(server_error::from_db(&error.error, &error.reason)),
            response => Ok(response),
        }
    }
}

fn closed(error: io::Error) -> Error {
    if let Some(error) = tls::later_error(&error) {
        return error;
    }
    let message =
        format!("the server closed the connection before it was ready, as a port behind TLS does: {error}");
    Error::new(ErrorKind::ConnectionClosed, message)
}

fn bad_frame(error: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::BadFrame, error.to_string())
}

/// The first byte of a TLS alert, read as the version of a frame.
const TLS_ALERT: u8 = 0x15;

fn not_cql(error: FrameHeaderParseError) -> Error {
    match error {
        FrameHeaderParseError::HeaderIoError(error) => closed(error),
        FrameHeaderParseError::VersionNotSupported(version) if version != TLS_ALERT => {
            let message = format!("the server speaks protocol version {version}, the driver only version 4");
            Error::new(ErrorKind::NotCql, message)
        }
        error => {
            let message = format!("the server does not speak CQL here, or only behind TLS: {error}");
            Error::new(ErrorKind::NotCql, message)
        }
    }
}

/// Makes the error of a session that reached no host.
fn no_host_available(attempts: Vec<Attempt>) -> Error {
    let unresolved = |attempt: &Attempt| attempt.error.kind() == ErrorKind::UnresolvedHost;
    let kind = match attempts.iter().all(unresolved) {
        true => ErrorKind::UnresolvedHost,
        false => ErrorKind::NoHostAvailable,
    };
    let tried: Vec<String> =
        (attempts.iter()).map(|attempt| format!("{}: {}", attempt.host, attempt.error.message())).collect();
    Error::new(kind, format!("no host is available ({})", tried.join("; "))).with_attempts(attempts)
}

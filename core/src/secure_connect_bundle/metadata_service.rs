//! The service that tells which hosts a managed cluster has, over HTTPS.

use std::time::Duration;

use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::Bytes;
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use uuid::Uuid;

use super::Bundle;
use crate::{Attempt, Error, ErrorKind};

/// What the service tells.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ContactInfo {
    pub(super) local_datacenter: String,
    pub(super) proxy_host: String,
    pub(super) proxy_port: u16,
    pub(super) hosts: Vec<Uuid>,
}

/// The port of a proxy that names none.
const PROXY_PORT: u16 = 9042;

/// Longer answers are not from a metadata service.
const LONGEST_ANSWER: usize = 1 << 20;

/// Asks the service of a bundle.
///
/// # Errors
/// `NoHostAvailable` with one attempt, on the service.
pub(super) async fn ask(bundle: &Bundle, limit: Duration) -> Result<ContactInfo, Error> {
    let outcome = tokio::time::timeout(limit, fetch(bundle)).await.unwrap_or_else(|_| {
        let message = format!("no answer within {} ms", limit.as_millis());
        Err(Error::new(ErrorKind::TimedOut, message))
    });
    let answer = outcome.and_then(|body| contact_info(&body));
    answer.map_err(|error| {
        let host = format!("{}:{}", bundle.host, bundle.port);
        let message = format!("the metadata service at {host} is of no use: {}", error.message());
        Error::new(ErrorKind::NoHostAvailable, message).with_attempts(vec![Attempt { host, error }])
    })
}

fn unusable(why: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::ConnectionFailed, why.to_string())
}

async fn fetch(bundle: &Bundle) -> Result<Bytes, Error> {
    let tls = bundle.tls(&bundle.host)?;
    let tcp = TcpStream::connect((bundle.host.as_str(), bundle.port)).await.map_err(unusable)?;
    let address = tcp.peer_addr().map_err(unusable)?;
    let stream = TokioIo::new(tls.connect(address, tcp).await?);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(stream).await.map_err(unusable)?;
    // It ends with the answer, or with the timeout of the caller, who drops the sender.
    tokio::spawn(connection);
    // Version 1 is what all legacy drivers understand.
    let request = Request::get("/metadata?version=1")
        .header(header::HOST, format!("{}:{}", bundle.host, bundle.port))
        .header(header::ACCEPT, "application/json")
        .body(Empty::<Bytes>::new())
        .map_err(unusable)?;
    let answer = sender.send_request(request).await.map_err(unusable)?;
    let status = answer.status();
    let body = Limited::new(answer.into_body(), LONGEST_ANSWER).collect().await.map_err(unusable)?.to_bytes();
    if !status.is_success() {
        return Err(unusable(format!("it answered with HTTP status {status}{}", reason(&body))));
    }
    Ok(body)
}

/// What a service says about its error.
fn reason(body: &[u8]) -> String {
    let parsed: Option<Value> = serde_json::from_slice(body).ok();
    let message = parsed.as_ref().and_then(|body| body.get("message")).and_then(Value::as_str);
    message.map(|message| format!(": {message}")).unwrap_or_default()
}

pub(super) fn contact_info(body: &[u8]) -> Result<ContactInfo, Error> {
    let answer: Value =
        serde_json::from_slice(body).map_err(|error| unusable(format!("its answer is not JSON: {error}")))?;
    let info = answer.get("contact_info").filter(|info| info.is_object());
    let info = info.ok_or_else(|| unusable("its answer has no `contact_info`"))?;
    let text = |name: &str| {
        let text = info.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        text.ok_or_else(|| unusable(format!("its answer has no `{name}`")))
    };
    let (proxy_host, proxy_port) = proxy(text("sni_proxy_address")?)?;
    let points = info.get("contact_points").and_then(Value::as_array);
    let points = points.ok_or_else(|| unusable("its answer has no `contact_points`"))?;
    let hosts: Result<Vec<Uuid>, Error> = points.iter().map(host_id).collect();
    let hosts = hosts?;
    if hosts.is_empty() {
        return Err(unusable("its answer names no host"));
    }
    Ok(ContactInfo { local_datacenter: text("local_dc")?.to_owned(), proxy_host, proxy_port, hosts })
}

fn proxy(address: &str) -> Result<(String, u16), Error> {
    let Some((host, port)) = address.rsplit_once(':') else {
        return Ok((address.to_owned(), PROXY_PORT));
    };
    let port = port.parse().map_err(|_| unusable(format!("its proxy `{address}` has no usable port")))?;
    Ok((host.to_owned(), port))
}

fn host_id(point: &Value) -> Result<Uuid, Error> {
    let id = point.as_str().and_then(|text| text.parse().ok());
    id.ok_or_else(|| unusable(format!("its contact point {point} is not the id of a host")))
}

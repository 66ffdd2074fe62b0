//! The options of a session as JavaScript gives them; the core checks and completes them.

use napi::bindgen_prelude::Buffer;
use napi_derive::napi;
use unicql_core::options::{TlsOptions, TlsVerify};
use unicql_core::{Consistency, Error, Options};

/// How connections are encrypted. All certificates are in PEM form.
#[napi(object)]
pub struct NativeTlsOptions {
    /// Trusted authorities.
    pub ca: Vec<Buffer>,
    /// The certificate of the client.
    pub cert: Option<Buffer>,
    /// The private key of the client.
    pub key: Option<Buffer>,
    /// Whether the certificate of the server is checked, and that it names the address.
    pub verify: bool,
}

/// The options of a session, named as the core's; what is not given gets the core's default.
#[napi(object)]
pub struct NativeOptions {
    /// Hosts to start from.
    pub contact_points: Vec<String>,
    /// The port of contact points that name none.
    pub port: Option<u32>,
    /// The keyspace of the session.
    pub keyspace: Option<String>,
    /// The user of plain-text authentication.
    pub username: Option<String>,
    /// The password of plain-text authentication.
    pub password: Option<String>,
    /// The data center whose hosts are used.
    pub local_datacenter: Option<String>,
    /// The code of the consistency of requests that name none.
    pub consistency: Option<u32>,
    /// The code of the serial consistency of requests that name none.
    pub serial_consistency: Option<u32>,
    /// How many rows a page has at most.
    pub page_size: Option<i32>,
    /// How long a request may take, in milliseconds; 0 is without limit.
    pub request_timeout_ms: Option<f64>,
    /// How long opening one connection may take, in milliseconds.
    pub connect_timeout_ms: Option<f64>,
    /// How many connections each host gets.
    pub connections_per_host: Option<u32>,
    /// How long a connection may be silent before it is probed, in milliseconds; 0 is for ever.
    pub heartbeat_interval_ms: Option<f64>,
    /// Whether small packets are sent at once.
    pub tcp_nodelay: Option<bool>,
    /// The interval of TCP keep-alive probes, in milliseconds.
    pub tcp_keepalive_interval_ms: Option<f64>,
    /// How connections are encrypted; they are not when this is absent.
    pub tls: Option<NativeTlsOptions>,
    /// How long to wait for nodes to agree after a schema change, in milliseconds.
    pub schema_agreement_timeout_ms: Option<f64>,
    /// Whether requests that do not say may be executed twice.
    pub idempotent: Option<bool>,
    /// The name of the application.
    pub application_name: Option<String>,
    /// The version of the application.
    pub application_version: Option<String>,
    /// The id of the client.
    pub client_id: Option<String>,
    /// The name of the driver.
    pub driver_name: Option<String>,
    /// The version of the driver.
    pub driver_version: Option<String>,
}

impl NativeOptions {
    pub(crate) fn into_core(self) -> Result<Options, Error> {
        Ok(Options {
            contact_points: Some(self.contact_points),
            port: self.port.map(|port| narrow("port", port)).transpose()?,
            keyspace: self.keyspace,
            username: self.username,
            password: self.password,
            local_datacenter: self.local_datacenter,
            consistency: self.consistency.map(|code| level("consistency", code)).transpose()?,
            serial_consistency: (self.serial_consistency)
                .map(|code| level("serial_consistency", code))
                .transpose()?,
            page_size: self.page_size,
            request_timeout_ms: milliseconds("request_timeout_ms", self.request_timeout_ms)?,
            connect_timeout_ms: milliseconds("connect_timeout_ms", self.connect_timeout_ms)?,
            connections_per_host: self.connections_per_host.map(|count| count as usize),
            heartbeat_interval_ms: milliseconds("heartbeat_interval_ms", self.heartbeat_interval_ms)?,
            tcp_nodelay: self.tcp_nodelay,
            tcp_keepalive_interval_ms: milliseconds(
                "tcp_keepalive_interval_ms",
                self.tcp_keepalive_interval_ms,
            )?,
            tls: self.tls.map(tls),
            schema_agreement_timeout_ms: milliseconds(
                "schema_agreement_timeout_ms",
                self.schema_agreement_timeout_ms,
            )?,
            idempotent: self.idempotent,
            application_name: self.application_name,
            application_version: self.application_version,
            client_id: self.client_id,
            driver_name: self.driver_name,
            driver_version: self.driver_version,
            ..Options::default()
        })
    }
}

fn tls(options: NativeTlsOptions) -> TlsOptions {
    TlsOptions {
        ca_pem: options.ca.into_iter().map(Into::into).collect(),
        cert_pem: options.cert.map(Into::into),
        key_pem: options.key.map(Into::into),
        verify: if options.verify { TlsVerify::PeerIdentity } else { TlsVerify::None },
    }
}

fn narrow(name: &str, value: u32) -> Result<u16, Error> {
    u16::try_from(value).map_err(|_| Error::invalid_option(name, format!("{value} is too large")))
}

fn level(name: &str, code: u32) -> Result<Consistency, Error> {
    (u16::try_from(code).ok().and_then(Consistency::from_code))
        .ok_or_else(|| Error::invalid_option(name, format!("{code} is no consistency level")))
}

/// JavaScript has one type of number, so a fraction, a negative one or NaN must be refused here.
fn milliseconds(name: &str, value: Option<f64>) -> Result<Option<u64>, Error> {
    match value {
        None => Ok(None),
        Some(value) if (0.0..=9_007_199_254_740_991.0).contains(&value) => Ok(Some(value as u64)),
        Some(value) => Err(Error::invalid_option(name, format!("{value} is no number of milliseconds"))),
    }
}

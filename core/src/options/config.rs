//! Options with every default applied and every value checked.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use super::{Compression, Options};
use crate::log::SessionLog;
use crate::metadata::Kept;
use crate::policy::{LoadBalancing, Reconnection, Retry, SpeculativeExecution};
use crate::secure_connect_bundle::{Bundle, Tunnels};
use crate::tls::Tls;
use crate::{AddressTranslation, Consistency, CustomAuthentication, Error, ExecutionProfile, Timestamps};

/// What a session runs on.
#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) contact_points: Vec<String>,
    pub(crate) shuffle_contact_points: bool,
    pub(crate) keyspace: Option<String>,
    pub(crate) credentials: Option<(String, String)>,
    pub(crate) authorization_id: Option<String>,
    pub(crate) authenticator: Option<CustomAuthentication>,
    pub(crate) local_datacenter: Option<String>,
    pub(crate) infer_local_datacenter: bool,
    pub(crate) load_balancing: LoadBalancing,
    pub(crate) retry: Retry,
    pub(crate) speculative_execution: Option<SpeculativeExecution>,
    pub(crate) execution_profiles: Vec<(String, ExecutionProfile)>,
    pub(crate) timestamps: Timestamps,
    pub(crate) reconnection: Reconnection,
    pub(crate) address_translation: AddressTranslation,
    pub(crate) consistency: Consistency,
    pub(crate) serial_consistency: Option<Consistency>,
    pub(crate) page_size: i32,
    pub(crate) request_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) connect_timeout: Duration,
    pub(crate) connections_per_host: usize,
    pub(crate) max_in_flight: Option<usize>,
    pub(crate) max_requests_per_connection: Option<usize>,
    pub(crate) timeouts_per_connection: Option<usize>,
    pub(crate) heartbeat_interval: Option<Duration>,
    pub(crate) heartbeat_timeout: Option<Duration>,
    pub(crate) resolve_timeout: Option<Duration>,
    pub(crate) local_address: Option<IpAddr>,
    pub(crate) tcp_nodelay: bool,
    pub(crate) tcp_keepalive_interval: Option<Duration>,
    pub(crate) compression: Option<Compression>,
    pub(crate) tls: Option<Tls>,
    pub(crate) bundle: Option<Arc<Bundle>>,
    /// The way to the hosts behind the proxy of the bundle, once the session connects.
    pub(crate) tunnels: Option<Arc<Tunnels>>,
    pub(crate) schema_agreement_timeout: Option<Duration>,
    pub(crate) schema_agreement_of_all: bool,
    pub(crate) metadata: Kept,
    /// How long a change waits until it is read: while others follow, and at most. `None` leaves it alone.
    pub(crate) schema_refresh_delay: Option<(Duration, Duration)>,
    pub(crate) prepared_cache_size: usize,
    pub(crate) prepare_on_up: bool,
    pub(crate) idempotent: bool,
    pub(crate) metrics: bool,
    pub(crate) metrics_interval: Option<Duration>,
    pub(crate) application_name: Option<String>,
    pub(crate) application_version: Option<String>,
    pub(crate) client_id: Option<String>,
    pub(crate) driver_name: String,
    pub(crate) driver_version: String,
    pub(crate) log: SessionLog,
    /// What the crate's connections cannot tell the server.
    pub(crate) startup_options: Vec<(String, String)>,
}

impl Options {
    /// Checks every option and applies the defaults of the option table.
    pub(crate) fn normalise(mut self) -> Result<Config, Error> {
        let startup_options = self.take_startup_options()?;
        let bundle = self.secure_connect_bundle.as_deref().map(Bundle::open).transpose()?.map(Arc::new);
        if bundle.is_some()
            && (self.contact_points.is_some() || self.tls.is_some() || self.address_translation.is_some())
        {
            let why = "brings contact points, TLS and a way to every host of its own, and others are given";
            return Err(Error::invalid_option("secure_connect_bundle", why));
        }
        let credentials = credentials(self.username, self.password)?;
        let from_bundle = || bundle.as_ref().and_then(|bundle| bundle.credentials.clone());
        let page_size = self.page_size.unwrap_or(5000);
        let connections_per_host = self.connections_per_host.unwrap_or(1);
        if connections_per_host == 0 {
            return Err(Error::invalid_option("connections_per_host", "must be at least 1"));
        }
        if let Some(level) = self.serial_consistency.filter(|level| !level.is_serial()) {
            let why = format!("{level} is not SERIAL or LOCAL_SERIAL");
            return Err(Error::invalid_option("serial_consistency", why));
        }
        Ok(Config {
            contact_points: contact_points(self.contact_points, self.port.unwrap_or(9042))?,
            keyspace: self.keyspace.filter(|keyspace| !keyspace.is_empty()),
            credentials: credentials.or_else(from_bundle),
            authorization_id: self.authorization_id,
            authenticator: self.authenticator,
            infer_local_datacenter: self.infer_local_datacenter.unwrap_or(false)
                && self.local_datacenter.is_none(),
            local_datacenter: self.local_datacenter,
            load_balancing: self.load_balancing.unwrap_or_default().check()?,
            retry: self.retry.unwrap_or_default(),
            speculative_execution: self.speculative_execution.map(SpeculativeExecution::check).transpose()?,
            execution_profiles: self.execution_profiles.unwrap_or_default(),
            timestamps: self.timestamps.unwrap_or_default(),
            reconnection: self.reconnection.unwrap_or_default().check()?,
            address_translation: self.address_translation.unwrap_or_default(),
            consistency: self.consistency.unwrap_or(Consistency::LocalOne),
            serial_consistency: self.serial_consistency,
            page_size,
            request_timeout: limit(self.request_timeout_ms.unwrap_or(12_000)),
            attempt_timeout: self.attempt_timeout_ms.and_then(limit),
            connect_timeout: limit(self.connect_timeout_ms.unwrap_or(5_000)).unwrap_or(WITHOUT_LIMIT),
            connections_per_host,
            max_in_flight: self.max_in_flight.filter(|&limit| limit > 0),
            max_requests_per_connection: self.max_requests_per_connection.filter(|&limit| limit > 0),
            timeouts_per_connection: self.timeouts_per_connection.filter(|&limit| limit > 0),
            heartbeat_interval: limit(self.heartbeat_interval_ms.unwrap_or(30_000)),
            heartbeat_timeout: limit(self.heartbeat_timeout_ms.unwrap_or(30_000)),
            resolve_timeout: limit(self.resolve_timeout_ms.unwrap_or(5_000)),
            local_address: local_address(self.local_address, bundle.is_some())?,
            tcp_nodelay: self.tcp_nodelay.unwrap_or(true),
            tcp_keepalive_interval: self.tcp_keepalive_interval_ms.and_then(limit),
            compression: self.compression,
            tls: self.tls.as_ref().map(Tls::new).transpose()?,
            bundle,
            tunnels: None,
            schema_agreement_timeout: limit(self.schema_agreement_timeout_ms.unwrap_or(10_000)),
            schema_agreement_of_all: self.schema_agreement_of_all.unwrap_or(false),
            metadata: Kept {
                schema: self.schema_metadata.unwrap_or(true),
                contents: !self.schema_metadata_lazy.unwrap_or(true),
                tokens: self.token_metadata.unwrap_or(true),
            },
            schema_refresh_delay: self.schema_refresh_on_events.unwrap_or(true).then(|| {
                let milliseconds =
                    |given: Option<u64>, default| Duration::from_millis(given.unwrap_or(default));
                let quiet = milliseconds(self.schema_refresh_delay_ms, 1_000);
                (quiet, milliseconds(self.schema_refresh_delay_max_ms, 10_000).max(quiet))
            }),
            shuffle_contact_points: self.shuffle_contact_points.unwrap_or(true),
            prepared_cache_size: self.prepared_cache_size.unwrap_or(500).max(1),
            prepare_on_up: self.prepare_on_up.unwrap_or(true),
            idempotent: self.idempotent.unwrap_or(false),
            metrics: self.metrics.unwrap_or(false),
            metrics_interval: limit(self.metrics_interval_ms.unwrap_or(0)),
            application_name: self.application_name,
            application_version: self.application_version,
            client_id: self.client_id,
            driver_name: self.driver_name.unwrap_or_else(|| "unicql".to_owned()),
            driver_version: (self.driver_version).unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned()),
            log: self.log.unwrap_or_default(),
            startup_options,
        })
    }
}

/// As good as no limit, and still short enough to be added to a time.
const WITHOUT_LIMIT: Duration = Duration::from_secs(60 * 60 * 24 * 365);

fn limit(milliseconds: u64) -> Option<Duration> {
    (milliseconds > 0).then(|| Duration::from_millis(milliseconds))
}

fn credentials(
    username: Option<String>,
    password: Option<String>,
) -> Result<Option<(String, String)>, Error> {
    match (username, password) {
        (Some(username), Some(password)) => Ok(Some((username, password))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(Error::invalid_option("password", "missing beside a username")),
        (None, Some(_)) => Err(Error::invalid_option("username", "missing beside a password")),
    }
}

/// Behind a proxy, the crate connects to tunnels on this machine, for which such an address would be wrong.
fn local_address(given: Option<String>, has_bundle: bool) -> Result<Option<IpAddr>, Error> {
    let bad = |why: String| Error::invalid_option("local_address", why);
    match given {
        Some(_) if has_bundle => Err(bad("cannot be set beside a secure connect bundle".to_owned())),
        Some(text) => text.parse().map(Some).map_err(|_| bad(format!("`{text}` is no address"))),
        None => Ok(None),
    }
}

fn contact_points(given: Option<Vec<String>>, port: u16) -> Result<Vec<String>, Error> {
    let given = given.unwrap_or_else(|| vec!["127.0.0.1".to_owned()]);
    let points: Result<Vec<String>, Error> =
        (given.iter()).map(|point| with_port(point.trim(), port)).collect();
    let points = points?;
    if points.is_empty() {
        return Err(Error::invalid_option("contact_points", "must name at least one host"));
    }
    Ok(points)
}

/// Completes a contact point to `host:port`. A bare IPv6 address has colons but no port.
fn with_port(point: &str, port: u16) -> Result<String, Error> {
    let bad = |why: &str| Error::invalid_option("contact_points", format!("`{point}` {why}"));
    if point.is_empty() {
        return Err(bad("names no host"));
    }
    if point.parse::<std::net::Ipv6Addr>().is_ok() {
        return Ok(format!("[{point}]:{port}"));
    }
    let after_host = point.rfind(']').map_or(0, |bracket| bracket + 1);
    match point[after_host..].split_once(':') {
        None => Ok(format!("{point}:{port}")),
        Some((_, own_port)) => match own_port.parse::<u16>() {
            Ok(own_port) if own_port > 0 => Ok(point.to_owned()),
            _ => Err(bad("has no usable port")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::{OPTIONS, Options};
    use crate::{Consistency, ErrorKind};

    fn points(given: &[&str]) -> Result<Vec<String>, crate::Error> {
        let options = Options {
            contact_points: Some(given.iter().map(|&point| point.to_owned()).collect()),
            port: Some(19042),
            ..Options::default()
        };
        options.normalise().map(|config| config.contact_points)
    }

    #[test]
    fn contact_points_get_the_port() {
        let given = ["a.example", "10.0.0.1:9", "::1", "[::2]", "[::3]:7"];
        let expected = ["a.example:19042", "10.0.0.1:9", "[::1]:19042", "[::2]:19042", "[::3]:7"];
        assert_eq!(points(&given).unwrap(), expected);
    }

    #[test]
    fn bad_values_are_named() {
        for (given, name) in
            [(&["a:b"][..], "contact_points"), (&[], "contact_points"), (&[""], "contact_points")]
        {
            let error = points(given).err().unwrap();
            assert_eq!(error.kind(), ErrorKind::InvalidOption);
            assert_eq!(error.fields().name.as_deref(), Some(name));
        }
        let serial = Options { serial_consistency: Some(Consistency::One), ..Options::default() };
        assert_eq!(serial.normalise().err().unwrap().fields().name.as_deref(), Some("serial_consistency"));
        let local = Options { local_address: Some("localhost".into()), ..Options::default() };
        assert_eq!(local.normalise().err().unwrap().fields().name.as_deref(), Some("local_address"));
        let half = Options { username: Some("u".into()), ..Options::default() };
        assert_eq!(half.normalise().err().unwrap().fields().name.as_deref(), Some("password"));
    }

    #[test]
    fn debug_hides_secrets() {
        let options = Options { password: Some("hunter2".into()), ..Options::default() };
        assert!(!format!("{options:?}").contains("hunter2"));
        assert!(OPTIONS.iter().any(|row| row.name == "password"));
    }
}

//! The options of a session as JavaScript gives them; the core checks and completes them.

use std::collections::HashMap;
use std::sync::Arc;

use napi::bindgen_prelude::Buffer;
use napi_derive::napi;
use unicql_core::options::{TlsOptions, TlsVerify, TlsVersion};
use unicql_core::policy::{
    LoadBalancing, Reconnection, Retry, RetryDialect, RetryRule, SpeculativeExecution,
};
use unicql_core::{AddressTranslation, Consistency, CustomAuthentication, Error, ExecutionProfile, Options};

use crate::completion::Completions;
use crate::log;
use crate::questions::{ScriptedAuthentication, ScriptedIdentity, ScriptedTranslator};

/// How connections are encrypted. All certificates are in PEM form.
#[napi(object)]
pub struct NativeTlsOptions {
    /// Trusted authorities.
    pub ca: Vec<Buffer>,
    /// The certificate of the client.
    pub cert: Option<Buffer>,
    /// The private key of the client.
    pub key: Option<Buffer>,
    /// A PKCS#12 file instead of certificate and key.
    pub pfx: Option<Buffer>,
    /// What opens the key or the PKCS#12 file.
    pub passphrase: Option<String>,
    /// The name that certificates must be for, instead of the address.
    pub server_name: Option<String>,
    /// Whether JavaScript decides if a certificate is that of the server.
    pub asks_for_identity: Option<bool>,
    /// Whether TLS 1.2 is refused.
    pub tls13_only: Option<bool>,
    /// Whether TLS 1.3 is refused.
    pub tls12_only: Option<bool>,
    /// Names of cipher suites with `:` between.
    pub cipher_suites: Option<String>,
    /// Whether the certificate of the server is checked, and that it names the address.
    pub verify: bool,
}

/// The policies of a session, all built into the core.
#[napi(object)]
pub struct NativePolicies {
    /// Whether the replicas of a request's partition come first.
    pub token_aware: bool,
    /// The only hosts that may be used, as `ip:port`; empty for all.
    pub allowed_hosts: Vec<String>,
    /// Whether, of two replicas drawn by lot, the one with fewer requests under way comes first.
    pub prefer_idle_replicas: bool,
    /// Whether hosts are used only once `setDistances` says so.
    pub told_distances: bool,
    /// Whether nothing is retried.
    pub never_retry: bool,
    /// After how many milliseconds an idempotent request is sent to another host as well.
    pub speculative_delay_ms: Option<f64>,
    /// To how many other hosts at most.
    pub speculative_executions: Option<u32>,
    /// How many milliseconds to wait before a host is tried again for the first time.
    pub reconnection_base_ms: f64,
    /// How many milliseconds to wait at most; absent when the wait never grows.
    pub reconnection_max_ms: Option<f64>,
    /// Whether there is a try before the first wait.
    pub reconnection_at_once: Option<bool>,
    /// The waits in milliseconds as a schedule of the user's own gives them, the last one without end, instead of the others.
    pub reconnection_delays_ms: Option<Vec<f64>>,
    /// Whether JavaScript is asked where hosts are reached.
    pub asks_for_addresses: bool,
}

/// Which hosts the requests of an execution profile go to.
#[napi(object)]
pub struct NativeProfile {
    /// The name under which requests ask for it.
    pub name: String,
    /// Whether the replicas of a request's partition come first.
    pub token_aware: bool,
    /// Whether, of two replicas drawn by lot, the one with fewer requests under way comes first.
    pub prefer_idle_replicas: bool,
    /// The only hosts that may be used, as `ip:port`; empty for all.
    pub allowed_hosts: Vec<String>,
    /// The data center whose hosts are used.
    pub local_datacenter: Option<String>,
}

/// The options of a session, named as the core's; what is not given gets the core's default.
#[napi(object)]
pub struct NativeOptions {
    /// Hosts to start from.
    pub contact_points: Option<Vec<String>>,
    /// The port of contact points that name none.
    pub port: Option<u32>,
    /// The keyspace of the session.
    pub keyspace: Option<String>,
    /// The user of plain-text authentication.
    pub username: Option<String>,
    /// The password of plain-text authentication.
    pub password: Option<String>,
    /// Whether JavaScript is asked how to authenticate.
    pub asks_for_authentication: bool,
    /// What the server is told besides at the start of each connection, by name.
    pub startup_options: Option<HashMap<String, String>>,
    /// The path of the zip file with which a managed cluster is connected to.
    pub secure_connect_bundle: Option<String>,
    /// The data center whose hosts are used.
    pub local_datacenter: Option<String>,
    /// Which hosts are used, whether again, and how soon anew.
    pub policies: NativePolicies,
    /// Execution profiles whose hosts are others than those of the session.
    pub profiles: Vec<NativeProfile>,
    /// The code of the consistency of requests that name none.
    pub consistency: Option<u32>,
    /// The code of the serial consistency of requests that name none.
    pub serial_consistency: Option<u32>,
    /// How many rows a page has at most.
    pub page_size: Option<i32>,
    /// How long one host may take to answer, in milliseconds; 0 is without limit.
    pub attempt_timeout_ms: Option<f64>,
    /// How long opening one connection may take, in milliseconds.
    pub connect_timeout_ms: Option<f64>,
    /// How many connections each host gets.
    pub connections_per_host: Option<u32>,
    /// How many requests may be under way on each connection to a host before the next host is asked.
    pub max_requests_per_connection: Option<u32>,
    /// How many requests in a row may time out on each connection to a host before its connections are replaced.
    pub timeouts_per_connection: Option<u32>,
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
    /// Whether nodes that are down have to agree as well.
    pub schema_agreement_of_all: Option<bool>,
    /// Whether the session follows the schema.
    pub schema_metadata: Option<bool>,
    /// How long the schema must be left alone before a change is read, in milliseconds.
    pub schema_refresh_delay_ms: Option<f64>,
    /// Whether what is prepared is prepared again on a host that is back.
    pub prepare_on_up: Option<bool>,
    /// Whether somebody hears what becomes of each connection.
    pub logs_connections: bool,
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
    pub(crate) fn into_core(self, completions: &Arc<Completions>) -> Result<Options, Error> {
        let reconnection = reconnection(&self.policies)?;
        let speculative_execution = speculative_execution(&self.policies)?;
        let rule = if self.policies.never_retry { RetryRule::Fallthrough } else { RetryRule::Default };
        let load_balancing = LoadBalancing {
            token_aware: self.policies.token_aware,
            allowed_hosts: self.policies.allowed_hosts,
            told_distances: self.policies.told_distances,
            prefer_idle_replicas: self.policies.prefer_idle_replicas,
            ..LoadBalancing::default()
        };
        Ok(Options {
            execution_profiles: Some(self.profiles.into_iter().map(profile).collect()),
            load_balancing: Some(load_balancing),
            retry: Some(Retry { rule, dialect: RetryDialect::Node, ..Retry::default() }),
            reconnection: Some(reconnection),
            speculative_execution,
            contact_points: self.contact_points,
            port: self.port.map(|port| narrow("port", port)).transpose()?,
            keyspace: self.keyspace,
            username: self.username,
            password: self.password,
            authenticator: (self.asks_for_authentication)
                .then(|| CustomAuthentication(Arc::new(ScriptedAuthentication::new(completions)))),
            address_translation: (self.policies.asks_for_addresses)
                .then(|| AddressTranslation::Custom(Arc::new(ScriptedTranslator(Arc::clone(completions))))),
            startup_options: self.startup_options.map(|options| options.into_iter().collect()),
            secure_connect_bundle: self.secure_connect_bundle,
            local_datacenter: self.local_datacenter,
            consistency: self.consistency.map(|code| level("consistency", code)).transpose()?,
            serial_consistency: (self.serial_consistency)
                .map(|code| level("serial_consistency", code))
                .transpose()?,
            page_size: self.page_size,
            request_timeout_ms: Some(0),
            attempt_timeout_ms: milliseconds("attempt_timeout_ms", self.attempt_timeout_ms)?,
            connect_timeout_ms: milliseconds("connect_timeout_ms", self.connect_timeout_ms)?,
            connections_per_host: self.connections_per_host.map(|count| count as usize),
            max_requests_per_connection: self.max_requests_per_connection.map(|count| count as usize),
            timeouts_per_connection: self.timeouts_per_connection.map(|count| count as usize),
            prepare_on_up: self.prepare_on_up,
            log: Some(log::told(completions, self.logs_connections)),
            heartbeat_interval_ms: milliseconds("heartbeat_interval_ms", self.heartbeat_interval_ms)?,
            tcp_nodelay: self.tcp_nodelay,
            tcp_keepalive_interval_ms: milliseconds(
                "tcp_keepalive_interval_ms",
                self.tcp_keepalive_interval_ms,
            )?,
            tls: self.tls.map(|options| tls(options, completions)),
            schema_agreement_of_all: self.schema_agreement_of_all,
            schema_metadata: self.schema_metadata,
            schema_refresh_delay_ms: milliseconds("schema_refresh_delay_ms", self.schema_refresh_delay_ms)?,
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

fn profile(profile: NativeProfile) -> (String, ExecutionProfile) {
    let load_balancing = LoadBalancing {
        token_aware: profile.token_aware,
        prefer_idle_replicas: profile.prefer_idle_replicas,
        allowed_hosts: profile.allowed_hosts,
        ..LoadBalancing::default()
    };
    let options = ExecutionProfile {
        load_balancing: Some(load_balancing),
        local_datacenter: profile.local_datacenter,
        ..ExecutionProfile::default()
    };
    (profile.name, options)
}

fn reconnection(policies: &NativePolicies) -> Result<Reconnection, Error> {
    let name = "reconnection";
    let base_delay_ms = whole_milliseconds(name, policies.reconnection_base_ms)?;
    if let Some(delays) = &policies.reconnection_delays_ms {
        let delays: Result<_, _> = delays.iter().map(|&delay| whole_milliseconds(name, delay)).collect();
        return Ok(Reconnection::Table { delays_ms: delays?, endless: true });
    }
    Ok(match policies.reconnection_max_ms {
        None => Reconnection::constant(base_delay_ms),
        Some(longest) => Reconnection::Exponential {
            base_delay_ms,
            max_delay_ms: whole_milliseconds(name, longest)?,
            max_attempts: None,
            start_at_once: policies.reconnection_at_once == Some(true),
        },
    })
}

fn speculative_execution(policies: &NativePolicies) -> Result<Option<SpeculativeExecution>, Error> {
    let delay_ms = milliseconds("speculative_execution", policies.speculative_delay_ms)?;
    let max_executions = policies.speculative_executions.unwrap_or_default() as usize;
    Ok(delay_ms.map(|delay_ms| SpeculativeExecution::constant(delay_ms, max_executions)))
}

fn tls(options: NativeTlsOptions, completions: &Arc<Completions>) -> TlsOptions {
    let asks = options.asks_for_identity == Some(true);
    TlsOptions {
        ca_pem: options.ca.into_iter().map(Into::into).collect(),
        cert_pem: options.cert.map(Into::into),
        key_pem: options.key.map(Into::into),
        pfx: options.pfx.map(Into::into),
        key_passphrase: options.passphrase.map(String::into_bytes),
        verify: if options.verify { TlsVerify::PeerIdentity } else { TlsVerify::None },
        server_name: options.server_name,
        identity: asks.then(|| Arc::new(ScriptedIdentity(Arc::clone(completions))) as _),
        max_version: (options.tls12_only == Some(true)).then_some(TlsVersion::Tls12),
        min_version: if options.tls13_only == Some(true) { TlsVersion::Tls13 } else { TlsVersion::Tls12 },
        cipher_suites: options.cipher_suites,
    }
}

fn narrow(name: &str, value: u32) -> Result<u16, Error> {
    u16::try_from(value).map_err(|_| Error::invalid_option(name, format!("{value} is too large")))
}

fn level(name: &str, code: u32) -> Result<Consistency, Error> {
    (u16::try_from(code).ok().and_then(Consistency::from_code))
        .ok_or_else(|| Error::invalid_option(name, format!("{code} is no consistency level")))
}

fn milliseconds(name: &str, value: Option<f64>) -> Result<Option<u64>, Error> {
    value.map(|value| whole_milliseconds(name, value)).transpose()
}

/// JavaScript has one type of number, so one that is negative, too large or NaN must be refused here.
fn whole_milliseconds(name: &str, value: f64) -> Result<u64, Error> {
    const LARGEST_EXACT: f64 = 9_007_199_254_740_991.0;
    if (0.0..=LARGEST_EXACT).contains(&value) {
        return Ok(value as u64);
    }
    Err(Error::invalid_option(name, format!("{value} is no number of milliseconds")))
}

//! The options of a session: raw as a binding gives them, checked and completed in one place.

mod c;
mod config;
mod legacy;
mod node;
mod python;
mod startup;

pub(crate) use config::Config;
pub use legacy::{Fate, LEGACY_OPTIONS, LegacyOption};

use std::fmt;
use std::sync::Arc;

use crate::log::SessionLog;
use crate::policy::{LoadBalancing, Reconnection, Retry, SpeculativeExecution};
use crate::secure_connect_bundle::Bundle;
use crate::tls::PeerIdentity;
use crate::{AddressTranslation, Consistency, CustomAuthentication, Error, ExecutionProfile, Timestamps};

/// One row of the option table.
#[derive(Clone, Copy, Debug)]
pub struct OptionRow {
    /// The name of the field of [`Options`].
    pub name: &'static str,
    /// The Rust type of a value.
    pub value_type: &'static str,
    /// What counts when the option is not given.
    pub default: &'static str,
    /// What the option does.
    pub doc: &'static str,
}

macro_rules! options {
    ($($(#[$attribute:meta])* $name:ident: $type:ty, $default:literal, $doc:literal;)*) => {
        /// Raw options: nothing is set until a binding sets it, and nothing is checked before
        /// [`Session::connect`](crate::Session::connect).
        #[derive(Clone, Default)]
        pub struct Options {
            $(#[doc = concat!($doc, " Default: ", $default, ".")] $(#[$attribute])* pub $name: Option<$type>,)*
        }

        /// Every option, in order.
        pub const OPTIONS: &[OptionRow] = &[$(OptionRow {
            name: stringify!($name),
            value_type: stringify!($type),
            default: $default,
            doc: $doc,
        },)*];
    };
}

options! {
    contact_points: Vec<String>, "127.0.0.1", "Hosts to start from: `name`, `ip`, `name:port`, `ip:port` or `[ipv6]:port`.";
    shuffle_contact_points: bool, "true", "Whether the control connection asks the contact points in a random order, so that the clients of a cluster share its hosts; if not, in the order given.";
    port: u16, "9042", "The port of contact points that name none.";
    keyspace: String, "none", "The keyspace of the session, by its exact name, without quotes.";
    username: String, "none", "The user of plain-text authentication.";
    password: String, "none", "The password of plain-text authentication.";
    authorization_id: String, "the user", "Whom a server that allows it takes the user for, beside a name and a password.";
    authenticator: CustomAuthentication, "none", "How to authenticate in more steps than a name and a password; it goes before them.";
    local_datacenter: String, "none", "The data center whose hosts are used; without one, all hosts are.";
    infer_local_datacenter: bool, "false", "Whether the data center of the first contact point that can be used is the local one when none is given.";
    load_balancing: LoadBalancing, "token-aware, hosts of the local data center only", "Which hosts are used, and in which order.";
    retry: Retry, "the legacy rule, for idempotent requests", "Whether a request that failed is tried again.";
    speculative_execution: SpeculativeExecution, "none", "Whether an idempotent request that takes long is sent to another host as well.";
    execution_profiles: Vec<(String, ExecutionProfile)>, "none", "Named sets of options for the requests that name them.";
    timestamps: Timestamps, "those of the server", "Where the timestamps of requests come from that bring none.";
    reconnection: Reconnection, "exponential, 1 s to 10 min", "How soon a host that went away is tried again.";
    address_translation: AddressTranslation, "none", "Where hosts are reached, when that is not where they say they are.";
    consistency: Consistency, "LOCAL_ONE", "The consistency of requests that name none.";
    serial_consistency: Consistency, "none", "The serial consistency of requests that name none.";
    page_size: i32, "5000", "How many rows a page has at most; 0 turns paging off.";
    request_timeout_ms: u64, "12000", "How long a request may take in milliseconds; 0 is without limit.";
    attempt_timeout_ms: u64, "none", "How long one host may take in milliseconds before the retry rule decides about another.";
    connect_timeout_ms: u64, "5000", "How long opening one connection may take in milliseconds; 0 is as long as the operating system tries.";
    connections_per_host: usize, "1", "How many connections each host gets.";
    max_in_flight: usize, "none", "How many requests may be under way before more are refused with `Busy`; 0 is without limit.";
    max_requests_per_connection: usize, "none", "How many requests may be under way on each connection to a host before the next host is asked; 0 is without limit.";
    timeouts_per_connection: usize, "none", "How many requests in a row may time out on each connection to a host before its connections are closed and opened anew; 0 is without limit.";
    heartbeat_interval_ms: u64, "30000", "How long a connection may be silent in milliseconds before it is probed; 0 turns probing off.";
    heartbeat_timeout_ms: u64, "30000", "How long a probed connection may stay silent in milliseconds before it is given up.";
    resolve_timeout_ms: u64, "5000", "How long resolving the name of a host may take in milliseconds.";
    local_address: String, "what the system chooses", "The address of this machine from which connections are opened; not beside a secure connect bundle.";
    tcp_nodelay: bool, "true", "Whether small packets are sent at once.";
    tcp_keepalive_interval_ms: u64, "none", "The interval of TCP keep-alive probes in milliseconds.";
    compression: Compression, "none", "How frames are compressed.";
    tls: TlsOptions, "none", "Encrypt connections, and how.";
    secure_connect_bundle: String, "none", "The path of the zip file with which a managed cluster behind a proxy is connected to, instead of contact points and TLS.";
    schema_agreement_timeout_ms: u64, "10000", "How long to wait for nodes to agree after a schema change, in milliseconds; 0 does not wait.";
    schema_agreement_of_all: bool, "false", "Whether hosts that are down, which keep the schema that they had, have to agree as well.";
    schema_metadata: bool, "true", "Whether the session reads the keyspaces and keeps what it reads of the schema up to date.";
    schema_metadata_lazy: bool, "true", "Whether what is in a keyspace is read when it is first asked for; if not, all of it is read while connecting.";
    token_metadata: bool, "true", "Whether the session reads the ring, which replicas are worked out from.";
    schema_refresh_on_events: bool, "true", "Whether the schema is read again when another client changed it.";
    schema_refresh_delay_ms: u64, "1000", "How long the schema must be left alone, in milliseconds, before its changes are read.";
    schema_refresh_delay_max_ms: u64, "10000", "How long a change of the schema may wait for further ones, in milliseconds.";
    prepared_cache_size: usize, "500", "How many statements the session keeps prepared for text with values.";
    prepare_on_up: bool, "true", "Whether what the session has prepared is prepared again on a host that is back, before it counts as up.";
    idempotent: bool, "false", "Whether requests that do not say may be executed twice.";
    metrics: bool, "false", "Whether the session counts and times its requests.";
    metrics_interval_ms: u64, "0", "How long in milliseconds the interval is whose latencies a snapshot has; 0 is the whole life of the session.";
    application_name: String, "none", "The name of the application, told to the server.";
    application_version: String, "none", "The version of the application, told to the server.";
    client_id: String, "none", "The id of the client, told to the server.";
    driver_name: String, "unicql", "The name of the driver, told to the server.";
    driver_version: String, "this crate's version", "The version of the driver, told to the server.";
    log: SessionLog, "the sink of the process alone", "Who hears what happens to the session, besides the sink of the process.";
    startup_options: Vec<(String, String)>, "none", "What else every connection tells the server in STARTUP, such as `NO_COMPACT`; with a name that the options above do not stand for, requests go over connections of core's own.";
}

impl Options {
    /// Checks the file of a secure connect bundle before there is a session.
    ///
    /// # Errors
    /// `InvalidOption` that says what is missing or cannot be read.
    pub fn check_secure_connect_bundle(path: &str) -> Result<(), Error> {
        Bundle::open(path).map(drop)
    }
}

/// Shows everything but secrets.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("contact_points", &self.contact_points)
            .field("port", &self.port)
            .field("keyspace", &self.keyspace)
            .field("username", &self.username)
            .field("local_datacenter", &self.local_datacenter)
            .field("tls", &self.tls.is_some())
            .finish_non_exhaustive()
    }
}

/// How frames are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// LZ4.
    Lz4,
    /// Snappy.
    Snappy,
}

/// What of the server's certificate is checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TlsVerify {
    /// Nothing: encryption without identity.
    None,
    /// That a trusted authority signed it.
    #[default]
    Peer,
    /// That a trusted authority signed it, for the address that was connected to or for the name in
    /// [`TlsOptions::server_name`].
    PeerIdentity,
    /// That a trusted authority signed it, for the name that a reverse lookup finds for the address.
    PeerIdentityDns,
}

/// A version of TLS. Older ones are never spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum TlsVersion {
    /// TLS 1.2.
    #[default]
    Tls12,
    /// TLS 1.3.
    Tls13,
}

/// TLS with certificates in PEM form.
#[derive(Clone, Default)]
pub struct TlsOptions {
    /// Trusted authorities, one or more certificates each. Without any, those of Mozilla's program are not
    /// used either: a private cluster has a private authority.
    pub ca_pem: Vec<Vec<u8>>,
    /// The client's certificate, followed by its intermediates.
    pub cert_pem: Option<Vec<u8>>,
    /// The client's private key: PKCS#8, PKCS#1 or SEC1, encrypted or not.
    pub key_pem: Option<Vec<u8>>,
    /// The client's certificate, its key and authorities in one PKCS#12 file, instead of the PEM texts.
    pub pfx: Option<Vec<u8>>,
    /// What opens the key or the PKCS#12 file if it is encrypted.
    pub key_passphrase: Option<Vec<u8>>,
    /// What is checked.
    pub verify: TlsVerify,
    /// The DNS name or address that every server's certificate must be for, instead of the address that was
    /// connected to. Connections of core's own also send it as SNI; those of the data path send none.
    pub server_name: Option<String>,
    /// Decides whether a certificate, once its chain is good, is that of the server, instead of its names. It is not
    /// asked when nothing is verified.
    pub identity: Option<Arc<dyn PeerIdentity>>,
    /// The lowest version of TLS that is spoken.
    pub min_version: TlsVersion,
    /// The highest version of TLS that is spoken. `None`: the highest that there is.
    pub max_version: Option<TlsVersion>,
    /// Cipher suites by their OpenSSL or standard names with `:` between, best first. `None`: all that are safe.
    pub cipher_suites: Option<String>,
}

/// Shows everything but the key.
impl fmt::Debug for TlsOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsOptions")
            .field("ca_pem", &self.ca_pem.len())
            .field("cert_pem", &self.cert_pem.is_some())
            .field("pfx", &self.pfx.is_some())
            .field("verify", &self.verify)
            .field("server_name", &self.server_name)
            .field("identity", &self.identity.is_some())
            .field("min_version", &self.min_version)
            .field("max_version", &self.max_version)
            .field("cipher_suites", &self.cipher_suites)
            .finish_non_exhaustive()
    }
}

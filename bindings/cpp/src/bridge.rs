//! The one border between C++ and Rust. Nothing here returns `Result` where a kind matters, since cxx carries
//! no more than a message across; errors cross as data.

use crate::error::{Attempt, Error, error_kind_names, option_names};
use crate::future::{DoneFuture, PageFuture, PreparedFuture, SessionFuture, dispatch};
use crate::options::{Options, new_options};
use crate::prepared::Prepared;
use crate::rows::Page;
use crate::session::{Burst, Session, connect, new_burst, version};
use crate::statement::{Batch, Request, batch_request, new_batch, prepared_request, text_request};

#[cxx::bridge(namespace = "unicql::ffi")]
pub(crate) mod ffi {
    /// A number that may be missing.
    #[derive(Clone, Copy, Default)]
    struct OptionalNumber {
        has: bool,
        value: i64,
    }

    /// A text that may be missing.
    #[derive(Clone, Default)]
    struct OptionalText {
        has: bool,
        value: String,
    }

    /// The fields of an error, as in core.
    struct ErrorFields {
        consistency: OptionalNumber,
        received: OptionalNumber,
        required: OptionalNumber,
        alive: OptionalNumber,
        failures: OptionalNumber,
        data_present: OptionalNumber,
        write_type: OptionalText,
        keyspace: OptionalText,
        table: OptionalText,
        function: OptionalText,
        has_arg_types: bool,
        arg_types: Vec<String>,
        statement_id: Vec<u8>,
        timeout_ms: OptionalNumber,
        name: OptionalText,
    }

    /// The options of one request. An empty paging state and an empty host mean none.
    struct RequestOptions<'a> {
        consistency: OptionalNumber,
        serial_consistency: OptionalNumber,
        page_size: OptionalNumber,
        paging_state: &'a [u8],
        timestamp_us: OptionalNumber,
        timeout_ms: OptionalNumber,
        idempotent: OptionalNumber,
        tracing: bool,
        host: &'a [u8],
        profile: &'a str,
        keyspace: &'a str,
    }

    /// Encoded values: `count` cells, and their names unless they go by position.
    struct Values<'a> {
        cells: &'a [u8],
        count: usize,
        names: &'a [&'a str],
    }

    /// One node of a type tree in pre-order; `parts` nodes follow, each with its own parts.
    struct TypeNode {
        id: u16,
        is_vector: bool,
        dimensions: u16,
        parts: usize,
        keyspace: String,
        name: String,
        field: String,
    }

    /// A column of a result or a parameter of a prepared statement.
    struct ColumnDescription {
        keyspace: String,
        table: String,
        name: String,
        types: Vec<TypeNode>,
    }

    /// What kind of RESULT a page is.
    enum PageKind {
        Void,
        Rows,
        SetKeyspace,
        SchemaChange,
    }

    /// What is known of a page without looking at its rows. Without columns, the id is 0.
    struct PageFacts {
        kind: PageKind,
        keyspace: String,
        in_agreement: bool,
        row_count: usize,
        columns_id: u64,
    }

    /// How hosts are chosen.
    struct LoadBalancing {
        token_aware: bool,
        shuffle_replicas: bool,
        remote_hosts_per_datacenter: usize,
        remote_for_local_consistency: bool,
        local_rack: OptionalText,
        allowed_hosts: Vec<String>,
        denied_hosts: Vec<String>,
        allowed_datacenters: Vec<String>,
        denied_datacenters: Vec<String>,
    }

    /// A host of the cluster.
    struct Host {
        id: [u8; 16],
        address: String,
        datacenter: OptionalText,
        rack: OptionalText,
        is_up: bool,
    }

    unsafe extern "C++" {
        include!("callback.h");

        type Callback;
        fn call(self: Pin<&mut Callback>);
    }

    extern "Rust" {
        fn version() -> &'static str;
        fn error_kind_names() -> Vec<String>;
        fn option_names() -> Vec<String>;
        fn dispatch(callback: UniquePtr<Callback>);
    }

    extern "Rust" {
        type Error;
        fn kind(&self) -> usize;
        fn cause(&self) -> usize;
        fn server_code(&self) -> OptionalNumber;
        fn message(&self) -> &str;
        fn fields(&self) -> ErrorFields;
        fn coordinator(&self) -> String;
        fn attempts(&self) -> Vec<Attempt>;
    }

    extern "Rust" {
        type Attempt;
        fn host(&self) -> &str;
        fn error(&self) -> Box<Error>;
    }

    extern "Rust" {
        type Options;
        fn new_options() -> Box<Options>;
        fn contact_points(&mut self, value: Vec<String>);
        fn port(&mut self, value: u16);
        fn keyspace(&mut self, value: &str);
        fn username(&mut self, value: &str);
        fn password(&mut self, value: &str);
        fn authorization_id(&mut self, value: &str);
        fn local_datacenter(&mut self, value: &str);
        fn infer_local_datacenter(&mut self, value: bool);
        fn load_balancing(&mut self, value: LoadBalancing);
        fn retry(&mut self, rule: u8, not_idempotent: bool);
        fn speculative_execution(&mut self, delay_ms: u64, max_executions: usize);
        fn constant_reconnection(&mut self, delay_ms: u64);
        fn exponential_reconnection(&mut self, base_delay_ms: u64, max_delay_ms: u64);
        fn consistency(&mut self, code: u16);
        fn serial_consistency(&mut self, code: u16);
        fn page_size(&mut self, value: i32);
        fn request_timeout_ms(&mut self, value: u64);
        fn attempt_timeout_ms(&mut self, value: u64);
        fn connect_timeout_ms(&mut self, value: u64);
        fn resolve_timeout_ms(&mut self, value: u64);
        fn connections_per_host(&mut self, value: usize);
        fn max_in_flight(&mut self, value: usize);
        fn max_requests_per_connection(&mut self, value: usize);
        fn timeouts_per_connection(&mut self, value: usize);
        fn heartbeat_interval_ms(&mut self, value: u64);
        fn heartbeat_timeout_ms(&mut self, value: u64);
        fn local_address(&mut self, value: &str);
        fn tcp_nodelay(&mut self, value: bool);
        fn tcp_keepalive_interval_ms(&mut self, value: u64);
        fn execution_profile(&mut self, name: &str, value: Box<Options>);
        fn monotonic_timestamps(&mut self);
        fn server_timestamps(&mut self);
        fn address_translation_identity(&mut self);
        fn address_translation_ec2(&mut self);
        fn compression_lz4(&mut self);
        fn compression_snappy(&mut self);
        fn tls(&mut self, verify: u8);
        fn tls_ca(&mut self, pem: &[u8]);
        fn tls_cert(&mut self, pem: &[u8]);
        fn tls_key(&mut self, pem: &[u8]);
        fn tls_pfx(&mut self, pfx: &[u8]);
        fn tls_key_passphrase(&mut self, passphrase: &[u8]);
        fn tls_server_name(&mut self, name: &str);
        fn tls_cipher_suites(&mut self, names: &str);
        fn tls13_only(&mut self);
        fn schema_agreement_timeout_ms(&mut self, value: u64);
        fn schema_agreement_of_all(&mut self, value: bool);
        fn schema_metadata(&mut self, value: bool);
        fn schema_metadata_lazy(&mut self, value: bool);
        fn token_metadata(&mut self, value: bool);
        fn schema_refresh_on_events(&mut self, value: bool);
        fn schema_refresh_delay_ms(&mut self, value: u64);
        fn schema_refresh_delay_max_ms(&mut self, value: u64);
        fn prepared_cache_size(&mut self, value: usize);
        fn shuffle_contact_points(&mut self, value: bool);
        fn prepare_on_up(&mut self, value: bool);
        fn idempotent(&mut self, value: bool);
        fn metrics(&mut self, value: bool);
        fn secure_connect_bundle(&mut self, value: &str);
        fn metrics_interval_ms(&mut self, value: u64);
        fn application_name(&mut self, value: &str);
        fn application_version(&mut self, value: &str);
        fn client_id(&mut self, value: &str);
        fn startup_option(&mut self, name: &str, value: &str);
    }

    extern "Rust" {
        type Request;
        fn text_request(cql: &str, values: &Values, options: &RequestOptions) -> Box<Request>;
        fn prepared_request(prepared: &Prepared, values: &Values, options: &RequestOptions) -> Box<Request>;
        fn batch_request(batch: Box<Batch>, options: &RequestOptions) -> Box<Request>;
    }

    extern "Rust" {
        type Batch;
        fn new_batch(kind: u8) -> Box<Batch>;
        fn add_text(&mut self, cql: &str, values: &Values);
        fn add_prepared(&mut self, prepared: &Prepared, values: &Values);
    }

    extern "Rust" {
        type Prepared;
        fn id(&self) -> &[u8];
        fn variables_id(&self) -> u64;
        fn variables(&self) -> Vec<ColumnDescription>;
        fn columns_id(&self) -> u64;
        fn columns(&self) -> Vec<ColumnDescription>;
        fn routing_indexes(&self) -> &[u16];
    }

    extern "Rust" {
        type Page;
        fn facts(&self) -> PageFacts;
        fn rows(&self) -> &[u8];
        fn columns(&self) -> Vec<ColumnDescription>;
        fn paging_state(&self) -> &[u8];
        fn warnings(&self) -> Vec<String>;
        fn tracing_id(&self) -> &[u8];
        fn coordinator(&self) -> String;
    }

    extern "Rust" {
        type Session;
        fn connect(options: Box<Options>) -> Box<SessionFuture>;
        fn execute(&self, request: Box<Request>) -> Box<PageFuture>;
        fn execute_burst(&self, burst: Box<Burst>);
        fn prepare(&self, cql: &str, keyspace: &str) -> Box<PreparedFuture>;
        fn use_keyspace(&self, keyspace: &str) -> Box<DoneFuture>;
        fn close(&self, grace_ms: u64) -> Box<DoneFuture>;
        fn keyspace(&self) -> OptionalText;
        fn cluster_name(&self) -> OptionalText;
        fn hosts(&self) -> Vec<Host>;
        fn in_flight(&self) -> usize;
    }

    extern "Rust" {
        type Burst;
        fn new_burst() -> Box<Burst>;
        fn add(&mut self, request: Box<Request>) -> Box<PageFuture>;
    }

    extern "Rust" {
        type SessionFuture;
        fn wait(&self);
        fn wait_for(&self, nanoseconds: u64) -> bool;
        fn on_ready(&self, callback: UniquePtr<Callback>);
        fn failed(&self) -> bool;
        fn error(&self) -> Box<Error>;
        fn value(&self) -> Result<Box<Session>>;
    }

    extern "Rust" {
        type PreparedFuture;
        fn wait(&self);
        fn wait_for(&self, nanoseconds: u64) -> bool;
        fn on_ready(&self, callback: UniquePtr<Callback>);
        fn failed(&self) -> bool;
        fn error(&self) -> Box<Error>;
        fn value(&self) -> Result<Box<Prepared>>;
    }

    extern "Rust" {
        type PageFuture;
        fn wait(&self);
        fn wait_for(&self, nanoseconds: u64) -> bool;
        fn on_ready(&self, callback: UniquePtr<Callback>);
        fn failed(&self) -> bool;
        fn error(&self) -> Box<Error>;
        fn value(&self) -> Result<Box<Page>>;
    }

    extern "Rust" {
        type DoneFuture;
        fn wait(&self);
        fn wait_for(&self, nanoseconds: u64) -> bool;
        fn on_ready(&self, callback: UniquePtr<Callback>);
        fn failed(&self) -> bool;
        fn error(&self) -> Box<Error>;
    }
}

// SAFETY: a callback is called and destroyed by one thread at a time, and its class promises to care about
// no thread in particular.
unsafe impl Send for ffi::Callback {}

impl From<Option<i64>> for ffi::OptionalNumber {
    fn from(value: Option<i64>) -> Self {
        ffi::OptionalNumber { has: value.is_some(), value: value.unwrap_or_default() }
    }
}

impl ffi::OptionalNumber {
    pub(crate) fn get(self) -> Option<i64> {
        self.has.then_some(self.value)
    }
}

impl From<Option<String>> for ffi::OptionalText {
    fn from(value: Option<String>) -> Self {
        ffi::OptionalText { has: value.is_some(), value: value.unwrap_or_default() }
    }
}

//! Session options: each setter puts one value where core looks for it.

use unicql_core as driver;
use unicql_core::options::{Compression, TlsOptions, TlsVerify, TlsVersion};
use unicql_core::policy::{LoadBalancing, Reconnection, Retry, RetryRule, SpeculativeExecution};
use unicql_core::{AddressTranslation, Consistency, ExecutionProfile, Timestamps};

use crate::bridge::ffi;

/// Raw options.
pub(crate) struct Options(pub(crate) driver::Options);

pub(crate) fn new_options() -> Box<Options> {
    Box::new(Options(driver::Options {
        driver_name: Some("unicql C++".to_owned()),
        ..driver::Options::default()
    }))
}

macro_rules! setters {
    ($($name:ident: $type:ty;)*) => {$(
        pub(crate) fn $name(&mut self, value: $type) {
            self.0.$name = Some(value.into());
        }
    )*};
}

impl Options {
    setters! {
        contact_points: Vec<String>;
        port: u16;
        keyspace: &str;
        username: &str;
        password: &str;
        authorization_id: &str;
        local_datacenter: &str;
        infer_local_datacenter: bool;
        page_size: i32;
        request_timeout_ms: u64;
        attempt_timeout_ms: u64;
        connect_timeout_ms: u64;
        resolve_timeout_ms: u64;
        connections_per_host: usize;
        max_in_flight: usize;
        max_requests_per_connection: usize;
        timeouts_per_connection: usize;
        heartbeat_interval_ms: u64;
        heartbeat_timeout_ms: u64;
        local_address: &str;
        tcp_nodelay: bool;
        tcp_keepalive_interval_ms: u64;
        schema_agreement_timeout_ms: u64;
        schema_agreement_of_all: bool;
        schema_metadata: bool;
        schema_metadata_lazy: bool;
        token_metadata: bool;
        schema_refresh_on_events: bool;
        schema_refresh_delay_ms: u64;
        schema_refresh_delay_max_ms: u64;
        prepared_cache_size: usize;
        shuffle_contact_points: bool;
        prepare_on_up: bool;
        idempotent: bool;
        metrics: bool;
        secure_connect_bundle: &str;
        metrics_interval_ms: u64;
        application_name: &str;
        application_version: &str;
        client_id: &str;
    }

    pub(crate) fn load_balancing(&mut self, value: ffi::LoadBalancing) {
        self.0.load_balancing = Some(LoadBalancing {
            token_aware: value.token_aware,
            shuffle_replicas: value.shuffle_replicas,
            remote_hosts_per_datacenter: value.remote_hosts_per_datacenter,
            remote_for_local_consistency: value.remote_for_local_consistency,
            local_rack: value.local_rack.has.then_some(value.local_rack.value),
            allowed_hosts: value.allowed_hosts,
            denied_hosts: value.denied_hosts,
            allowed_datacenters: value.allowed_datacenters,
            denied_datacenters: value.denied_datacenters,
            ..LoadBalancing::default()
        });
    }

    pub(crate) fn retry(&mut self, rule: u8, not_idempotent: bool) {
        let rule = match rule {
            0 => RetryRule::Default,
            1 => RetryRule::Fallthrough,
            _ => RetryRule::DowngradingConsistency,
        };
        self.0.retry = Some(Retry { rule, not_idempotent, ..Retry::default() });
    }

    pub(crate) fn speculative_execution(&mut self, delay_ms: u64, max_executions: usize) {
        self.0.speculative_execution = Some(SpeculativeExecution::constant(delay_ms, max_executions));
    }

    pub(crate) fn constant_reconnection(&mut self, delay_ms: u64) {
        self.0.reconnection = Some(Reconnection::constant(delay_ms));
    }

    pub(crate) fn exponential_reconnection(&mut self, base_delay_ms: u64, max_delay_ms: u64) {
        self.0.reconnection = Some(Reconnection::exponential(base_delay_ms, max_delay_ms));
    }

    pub(crate) fn consistency(&mut self, code: u16) {
        self.0.consistency = Consistency::from_code(code);
    }

    pub(crate) fn serial_consistency(&mut self, code: u16) {
        self.0.serial_consistency = Consistency::from_code(code);
    }

    /// A profile comes as options of which only some are set.
    pub(crate) fn execution_profile(&mut self, name: &str, value: Box<Options>) {
        let Options(given) = *value;
        let profile = ExecutionProfile {
            load_balancing: given.load_balancing,
            local_datacenter: given.local_datacenter,
            retry: given.retry,
            speculative_execution: given.speculative_execution,
            consistency: given.consistency,
            serial_consistency: given.serial_consistency,
            request_timeout_ms: given.request_timeout_ms,
            attempt_timeout_ms: given.attempt_timeout_ms,
        };
        self.0.execution_profiles.get_or_insert_default().push((name.to_owned(), profile));
    }

    pub(crate) fn startup_option(&mut self, name: &str, value: &str) {
        self.0.startup_options.get_or_insert_default().push((name.to_owned(), value.to_owned()));
    }

    pub(crate) fn monotonic_timestamps(&mut self) {
        self.0.timestamps = Some(Timestamps::monotonic());
    }

    pub(crate) fn server_timestamps(&mut self) {
        self.0.timestamps = Some(Timestamps::Server);
    }

    pub(crate) fn address_translation_identity(&mut self) {
        self.0.address_translation = Some(AddressTranslation::Identity);
    }

    pub(crate) fn address_translation_ec2(&mut self) {
        self.0.address_translation = Some(AddressTranslation::Ec2MultiRegion);
    }

    pub(crate) fn compression_lz4(&mut self) {
        self.0.compression = Some(Compression::Lz4);
    }

    pub(crate) fn compression_snappy(&mut self) {
        self.0.compression = Some(Compression::Snappy);
    }

    pub(crate) fn tls(&mut self, verify: u8) {
        let verify = match verify {
            0 => TlsVerify::None,
            1 => TlsVerify::Peer,
            2 => TlsVerify::PeerIdentity,
            _ => TlsVerify::PeerIdentityDns,
        };
        self.tls_options().verify = verify;
    }

    pub(crate) fn tls_ca(&mut self, pem: &[u8]) {
        self.tls_options().ca_pem.push(pem.to_vec());
    }

    pub(crate) fn tls_cert(&mut self, pem: &[u8]) {
        self.tls_options().cert_pem = Some(pem.to_vec());
    }

    pub(crate) fn tls_key(&mut self, pem: &[u8]) {
        self.tls_options().key_pem = Some(pem.to_vec());
    }

    pub(crate) fn tls_pfx(&mut self, pfx: &[u8]) {
        self.tls_options().pfx = Some(pfx.to_vec());
    }

    pub(crate) fn tls_key_passphrase(&mut self, passphrase: &[u8]) {
        self.tls_options().key_passphrase = Some(passphrase.to_vec());
    }

    pub(crate) fn tls_server_name(&mut self, name: &str) {
        self.tls_options().server_name = Some(name.to_owned());
    }

    pub(crate) fn tls_cipher_suites(&mut self, names: &str) {
        self.tls_options().cipher_suites = Some(names.to_owned());
    }

    pub(crate) fn tls13_only(&mut self) {
        self.tls_options().min_version = TlsVersion::Tls13;
    }

    fn tls_options(&mut self) -> &mut TlsOptions {
        self.0.tls.get_or_insert_default()
    }
}

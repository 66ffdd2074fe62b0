//! The options of a cluster, from the dict that `cassandra.cluster` makes of its arguments.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use unicql_core::Options;
use unicql_core::options::{Compression, TlsOptions, TlsVerify, TlsVersion};
use unicql_core::policy::{
    LoadBalancing, Reconnection, Retry, RetryDialect, RetryRule, SpeculativeExecution,
};

use crate::{address_translator, authenticator};

/// Reads the dict; a key that is no option of core is an error.
pub(crate) fn from_dict(given: &Bound<'_, PyDict>) -> PyResult<Options> {
    let mut options = Options::default();
    for (name, value) in given.iter() {
        let name: String = name.extract()?;
        match name.as_str() {
            "contact_points" => options.contact_points = value.extract()?,
            "secure_connect_bundle" => options.secure_connect_bundle = value.extract()?,
            "port" => options.port = value.extract()?,
            "keyspace" => options.keyspace = value.extract()?,
            "address_translation" => {
                options.address_translation = Some(address_translator::custom(value.clone().unbind()));
            }
            "authenticator" => options.authenticator = Some(authenticator::custom(value.clone().unbind())),
            "username" => options.username = value.extract()?,
            "password" => options.password = value.extract()?,
            "local_datacenter" => options.local_datacenter = value.extract()?,
            "infer_local_datacenter" => options.infer_local_datacenter = value.extract()?,
            "connect_timeout_ms" => options.connect_timeout_ms = value.extract()?,
            "request_timeout_ms" => options.request_timeout_ms = value.extract()?,
            "heartbeat_interval_ms" => options.heartbeat_interval_ms = value.extract()?,
            "heartbeat_timeout_ms" => options.heartbeat_timeout_ms = value.extract()?,
            "schema_agreement_timeout_ms" => options.schema_agreement_timeout_ms = value.extract()?,
            "schema_metadata" => options.schema_metadata = value.extract()?,
            "prepare_on_up" => options.prepare_on_up = value.extract()?,
            "startup_options" => options.startup_options = value.extract()?,
            "connections_per_host" => options.connections_per_host = value.extract()?,
            "tcp_nodelay" => options.tcp_nodelay = value.extract()?,
            "tcp_keepalive_interval_ms" => options.tcp_keepalive_interval_ms = value.extract()?,
            "application_name" => options.application_name = value.extract()?,
            "application_version" => options.application_version = value.extract()?,
            "client_id" => options.client_id = value.extract()?,
            "driver_name" => options.driver_name = value.extract()?,
            "driver_version" => options.driver_version = value.extract()?,
            "load_balancing" => options.load_balancing = Some(load_balancing(value.cast()?)?),
            "retry" => options.retry = Some(retry(&value)?),
            "speculative_execution" => {
                let (delay_ms, max_executions) = value.extract()?;
                options.speculative_execution =
                    Some(SpeculativeExecution::constant(delay_ms, max_executions));
            }
            "reconnection" => options.reconnection = Some(reconnection(&value)?),
            "compression" => options.compression = compression(&value)?,
            "metrics" => options.metrics = value.extract()?,
            "tls" => options.tls = Some(tls(value.cast()?)?),
            other => return Err(PyTypeError::new_err(format!("core has no option `{other}`"))),
        }
    }
    Ok(options)
}

/// Takes the first delay, the longest and the number of attempts, or all delays and whether the last one is repeated.
fn reconnection(value: &Bound<'_, PyAny>) -> PyResult<Reconnection> {
    if let Ok((delays_ms, endless)) = value.extract::<(Vec<u64>, bool)>() {
        return Ok(Reconnection::Table { delays_ms: delays_ms.into(), endless });
    }
    Ok(match value.extract()? {
        (delay_ms, None, max_attempts) => Reconnection::Constant { delay_ms, max_attempts },
        (base_delay_ms, Some(max_delay_ms), max_attempts) => {
            Reconnection::Exponential { base_delay_ms, max_delay_ms, max_attempts, start_at_once: false }
        }
    })
}

fn compression(value: &Bound<'_, PyAny>) -> PyResult<Option<Compression>> {
    match value.extract::<Option<&str>>()? {
        None => Ok(None),
        Some("lz4") => Ok(Some(Compression::Lz4)),
        Some("snappy") => Ok(Some(Compression::Snappy)),
        Some(other) => Err(PyTypeError::new_err(format!("no compression is called {other}"))),
    }
}

fn load_balancing(given: &Bound<'_, PyDict>) -> PyResult<LoadBalancing> {
    let mut policy = LoadBalancing::default();
    for (name, value) in given.iter() {
        let name: String = name.extract()?;
        match name.as_str() {
            "token_aware" => policy.token_aware = value.extract()?,
            "shuffle_replicas" => policy.shuffle_replicas = value.extract()?,
            "remote_hosts_per_datacenter" => policy.remote_hosts_per_datacenter = value.extract()?,
            "remote_for_local_consistency" => policy.remote_for_local_consistency = value.extract()?,
            "allowed_hosts" => policy.allowed_hosts = value.extract()?,
            "told_distances" => policy.told_distances = value.extract()?,
            other => return Err(PyTypeError::new_err(format!("core balances load without `{other}`"))),
        }
    }
    Ok(policy)
}

/// The legacy driver retries whatever the statement says about being idempotent.
pub(crate) fn retry(value: &Bound<'_, PyAny>) -> PyResult<Retry> {
    let rule = match value.extract::<&str>()? {
        "default" => RetryRule::Default,
        "fallthrough" => RetryRule::Fallthrough,
        "downgrading" => RetryRule::DowngradingConsistency,
        "never" => RetryRule::Never,
        other => return Err(PyTypeError::new_err(format!("no retry rule is called {other}"))),
    };
    Ok(Retry { rule, not_idempotent: true, dialect: RetryDialect::Python, ..Retry::default() })
}

fn tls(given: &Bound<'_, PyDict>) -> PyResult<TlsOptions> {
    let mut tls = TlsOptions::default();
    for (name, value) in given.iter() {
        let name: String = name.extract()?;
        match name.as_str() {
            "ca_pem" => tls.ca_pem = value.extract()?,
            "cert_pem" => tls.cert_pem = value.extract()?,
            "key_pem" => tls.key_pem = value.extract()?,
            "pfx" => tls.pfx = value.extract()?,
            "key_passphrase" => tls.key_passphrase = value.extract()?,
            "server_name" => tls.server_name = value.extract()?,
            "cipher_suites" => tls.cipher_suites = value.extract()?,
            "min_version" => {
                tls.min_version = match value.extract::<&str>()? {
                    "1.2" => TlsVersion::Tls12,
                    "1.3" => TlsVersion::Tls13,
                    other => {
                        return Err(PyTypeError::new_err(format!("no version of TLS is called {other}")));
                    }
                };
            }
            "verify" => {
                tls.verify = match value.extract::<&str>()? {
                    "none" => TlsVerify::None,
                    "peer" => TlsVerify::Peer,
                    "peer_identity" => TlsVerify::PeerIdentity,
                    "peer_identity_dns" => TlsVerify::PeerIdentityDns,
                    other => return Err(PyTypeError::new_err(format!("no verification is called {other}"))),
                };
            }
            other => return Err(PyTypeError::new_err(format!("core has no TLS option `{other}`"))),
        }
    }
    Ok(tls)
}

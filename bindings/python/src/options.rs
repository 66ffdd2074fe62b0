//! The options of a cluster, from the dict that `cassandra.cluster` makes of its arguments.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use unicql_core::Options;
use unicql_core::options::{Compression, TlsOptions, TlsVerify};

/// Reads the dict; a key that is no option of core is an error.
pub(crate) fn from_dict(given: &Bound<'_, PyDict>) -> PyResult<Options> {
    let mut options = Options::default();
    for (name, value) in given.iter() {
        let name: String = name.extract()?;
        match name.as_str() {
            "contact_points" => options.contact_points = value.extract()?,
            "port" => options.port = value.extract()?,
            "keyspace" => options.keyspace = value.extract()?,
            "username" => options.username = value.extract()?,
            "password" => options.password = value.extract()?,
            "local_datacenter" => options.local_datacenter = value.extract()?,
            "connect_timeout_ms" => options.connect_timeout_ms = value.extract()?,
            "request_timeout_ms" => options.request_timeout_ms = value.extract()?,
            "heartbeat_interval_ms" => options.heartbeat_interval_ms = value.extract()?,
            "schema_agreement_timeout_ms" => options.schema_agreement_timeout_ms = value.extract()?,
            "connections_per_host" => options.connections_per_host = value.extract()?,
            "tcp_nodelay" => options.tcp_nodelay = value.extract()?,
            "tcp_keepalive_interval_ms" => options.tcp_keepalive_interval_ms = value.extract()?,
            "application_name" => options.application_name = value.extract()?,
            "application_version" => options.application_version = value.extract()?,
            "client_id" => options.client_id = value.extract()?,
            "driver_name" => options.driver_name = value.extract()?,
            "driver_version" => options.driver_version = value.extract()?,
            "compression" => options.compression = compression(&value)?,
            "tls" => options.tls = Some(tls(value.cast()?)?),
            other => return Err(PyTypeError::new_err(format!("core has no option `{other}`"))),
        }
    }
    Ok(options)
}

fn compression(value: &Bound<'_, PyAny>) -> PyResult<Option<Compression>> {
    match value.extract::<Option<&str>>()? {
        None => Ok(None),
        Some("lz4") => Ok(Some(Compression::Lz4)),
        Some("snappy") => Ok(Some(Compression::Snappy)),
        Some(other) => Err(PyTypeError::new_err(format!("no compression is called {other}"))),
    }
}

fn tls(given: &Bound<'_, PyDict>) -> PyResult<TlsOptions> {
    let mut tls = TlsOptions::default();
    for (name, value) in given.iter() {
        let name: String = name.extract()?;
        match name.as_str() {
            "ca_pem" => tls.ca_pem = value.extract()?,
            "cert_pem" => tls.cert_pem = value.extract()?,
            "key_pem" => tls.key_pem = value.extract()?,
            "verify" => {
                tls.verify = match value.extract::<&str>()? {
                    "none" => TlsVerify::None,
                    "peer" => TlsVerify::Peer,
                    "peer_identity" => TlsVerify::PeerIdentity,
                    other => return Err(PyTypeError::new_err(format!("no verification is called {other}"))),
                };
            }
            other => return Err(PyTypeError::new_err(format!("core has no TLS option `{other}`"))),
        }
    }
    Ok(tls)
}

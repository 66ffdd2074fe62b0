//! The command line.

use std::sync::Arc;
use std::time::Duration;

use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

/// What the command line asks for.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// `host:port` of the real server.
    pub(crate) upstream: String,
    /// `host:port` to listen on.
    pub(crate) listen: String,
    /// How long each replayed answer is held back.
    pub(crate) latency: Duration,
    certificate: Option<String>,
    key: Option<String>,
}

impl Arguments {
    pub(crate) fn parse(mut given: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Arguments::default();
        while let Some(name) = given.next() {
            let value = given.next().ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--upstream" => arguments.upstream = value,
                "--listen" => arguments.listen = value,
                "--certificate" => arguments.certificate = Some(value),
                "--key" => arguments.key = Some(value),
                "--latency-us" => {
                    let latency_us =
                        value.parse().map_err(|_| format!("--latency-us: no number: {value}"))?;
                    arguments.latency = Duration::from_micros(latency_us);
                }
                _ => return Err(format!("no option {name}")),
            }
        }
        for (name, value) in [("--upstream", &arguments.upstream), ("--listen", &arguments.listen)] {
            if value.is_empty() {
                return Err(format!("{name} is missing"));
            }
        }
        Ok(arguments)
    }

    /// What encrypts the connections of clients, if anything does.
    pub(crate) fn acceptor(&self) -> Result<Option<TlsAcceptor>, String> {
        let (Some(certificate), Some(key)) = (&self.certificate, &self.key) else {
            return Ok(None);
        };
        let chain = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect)
            .map_err(|error| format!("{certificate}: {error}"))?;
        let key = PrivateKeyDer::from_pem_file(key).map_err(|error| format!("{key}: {error}"))?;
        let config = rustls::ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .map_err(|error| error.to_string())?;
        Ok(Some(TlsAcceptor::from(Arc::new(config))))
    }
}

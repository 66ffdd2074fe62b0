//! Secure connect bundles: a zip file with the certificates for a managed cluster and the address of a service that
//! tells which hosts it has. All hosts stand behind one proxy, which goes by the name in SNI.

mod hop;
mod metadata_service;
mod tunnels;

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

use zip::ZipArchive;
use zip::result::ZipError;

pub(crate) use self::tunnels::Tunnels;
use crate::options::{Config, TlsOptions, TlsVerify};
use crate::tls::Tls;
use crate::{Attempt, Error, ErrorKind};

/// What a bundle holds.
pub(crate) struct Bundle {
    host: String,
    port: u16,
    tls: TlsOptions,
    /// The user and password that some bundles hold.
    pub(crate) credentials: Option<(String, String)>,
}

/// No entry of a bundle is as large; a damaged or hostile file may say so.
const LARGEST_ENTRY: u64 = 1 << 20;

fn bad(why: impl std::fmt::Display) -> Error {
    Error::invalid_option("secure_connect_bundle", why)
}

impl Bundle {
    /// Reads a bundle.
    ///
    /// # Errors
    /// `InvalidOption` that says what is missing or cannot be read.
    pub(crate) fn open(path: &str) -> Result<Self, Error> {
        let file = File::open(path).map_err(|error| bad(format!("`{path}` cannot be opened: {error}")))?;
        Bundle::read(file)
    }

    fn read(zip: impl io::Read + io::Seek) -> Result<Self, Error> {
        let mut zip = ZipArchive::new(zip).map_err(|error| bad(format!("is not a zip file: {error}")))?;
        let config = entry(&mut zip, "config.json")?;
        let config: serde_json::Value = serde_json::from_slice(&config)
            .map_err(|error| bad(format!("its config.json is not JSON: {error}")))?;
        let text = |name: &str| config.get(name).and_then(|value| value.as_str()).map(str::to_owned);
        let host = text("host").filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| bad("its config.json names no `host`"))?;
        let tls = TlsOptions {
            ca_pem: vec![entry(&mut zip, "ca.crt")?],
            cert_pem: Some(entry(&mut zip, "cert")?),
            key_pem: Some(entry(&mut zip, "key")?),
            verify: TlsVerify::PeerIdentity,
            ..TlsOptions::default()
        };
        let port = config.get("port").and_then(port_of);
        let bundle = Bundle {
            host,
            port: port.ok_or_else(|| bad("its config.json names no usable `port`"))?,
            tls,
            credentials: text("username").zip(text("password")),
        };
        bundle.tls(&bundle.host)?;
        Ok(bundle)
    }

    /// TLS to a server that must have a certificate for a name.
    fn tls(&self, name: &str) -> Result<Tls, Error> {
        let options = TlsOptions { server_name: Some(name.to_owned()), ..self.tls.clone() };
        Tls::new(&options)
            .map_err(|error| bad(format!("its certificates cannot be used: {}", error.message())))
    }
}

fn port_of(value: &serde_json::Value) -> Option<u16> {
    let number = value.as_u64().or_else(|| value.as_str()?.parse().ok())?;
    u16::try_from(number).ok().filter(|&port| port > 0)
}

fn entry<R: io::Read + io::Seek>(zip: &mut ZipArchive<R>, name: &str) -> Result<Vec<u8>, Error> {
    let file = zip.by_name(name).map_err(|error| match error {
        ZipError::FileNotFound => bad(format!("has no file `{name}`")),
        error => bad(format!("its file `{name}` cannot be read: {error}")),
    })?;
    let mut bytes = Vec::new();
    file.take(LARGEST_ENTRY)
        .read_to_end(&mut bytes)
        .map_err(|error| bad(format!("its file `{name}` cannot be read: {error}")))?;
    Ok(bytes)
}

/// Asks the service of a bundle, if there is one, for the hosts, and makes ways to them. From then on the rest of core
/// and the crate connect to addresses of this machine, and need not know of proxies.
///
/// # Errors
/// `NoHostAvailable` with one attempt, on the service or on each host, when the service does not answer as it should or
/// no host can be reached through the proxy.
pub(crate) async fn reach(mut config: Config) -> Result<Config, Error> {
    let Some(bundle) = config.bundle.clone() else {
        return Ok(config);
    };
    let found = metadata_service::ask(&bundle, config.connect_timeout).await?;
    let outer = bundle.tls(&found.proxy_host)?;
    let tunnels =
        Arc::new(Tunnels::new((found.proxy_host, found.proxy_port), outer, config.connect_timeout)?);
    let mut usable = Vec::new();
    let mut attempts = Vec::new();
    for host in found.hosts {
        match tunnels.probe(host).await {
            Ok(()) => usable.push(tunnels.address_of(host).await.map_err(no_listener)?.to_string()),
            Err(error) => attempts.push(Attempt { host: tunnels.name_of(host), error }),
        }
    }
    if usable.is_empty() {
        let tried: Vec<String> =
            attempts.iter().map(|attempt| format!("{}: {}", attempt.host, attempt.error.message())).collect();
        let message = format!("no host is available behind the proxy ({})", tried.join("; "));
        return Err(Error::new(ErrorKind::NoHostAvailable, message).with_attempts(attempts));
    }
    config.contact_points = usable;
    config.local_datacenter = config.local_datacenter.or(Some(found.local_datacenter));
    config.tls = Some(tunnels.inner_tls());
    config.tunnels = Some(tunnels);
    Ok(config)
}

fn no_listener(error: io::Error) -> Error {
    Error::new(ErrorKind::Internal, format!("no port of this machine for a host behind the proxy: {error}"))
}

#[cfg(test)]
mod tests;

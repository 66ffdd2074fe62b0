//! Which contact points can be used, and why the others cannot: the crate reports only the last error of the last one.

use std::net::SocketAddr;
use std::time::Duration;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tokio::time::timeout;

use crate::columns::ColumnsTable;
use crate::options::Config;
use crate::raw_connection::{Parameters, RawConnection};
use crate::{Attempt, Error, ErrorKind, Values};

/// How long the contact points that have not answered yet are waited for once one has.
const STRAGGLER_WAIT: Duration = Duration::from_millis(100);

/// The contact points that can be used.
pub(crate) struct Usable {
    /// In the order given.
    pub(crate) points: Vec<String>,
    /// The data center of the first, if the session is to infer its own.
    pub(crate) datacenter: Option<String>,
}

/// Tries all contact points at once, as a session would, and returns those that are usable. The crate is not told
/// of the others: it would wait half a minute for a host that takes connections and says nothing.
///
/// # Errors
/// What failed at each, in the order given, when none is usable.
pub(crate) async fn usable(config: &Config) -> Result<Usable, Error> {
    let mut checks: FuturesUnordered<_> = (config.contact_points.iter().enumerate())
        .map(|(position, point)| async move { (position, check_point(config, point).await) })
        .collect();
    let mut usable = Vec::new();
    let mut failed = Vec::new();
    loop {
        let next = match usable.is_empty() {
            true => checks.next().await,
            false => timeout(STRAGGLER_WAIT, checks.next()).await.unwrap_or(None),
        };
        match next {
            Some((position, Ok(datacenter))) => usable.push((position, datacenter)),
            Some((position, Err(attempts))) => failed.push((position, attempts)),
            None => break,
        }
    }
    if usable.is_empty() {
        failed.sort_by_key(|(position, _)| *position);
        return Err(no_host_available(failed.into_iter().flat_map(|(_, attempts)| attempts).collect()));
    }
    usable.sort_unstable();
    Ok(Usable {
        points: usable.iter().map(|(position, _)| config.contact_points[*position].clone()).collect(),
        datacenter: usable.into_iter().find_map(|(_, datacenter)| datacenter),
    })
}

/// Resolves the contact points, in their order; what does not resolve in time is left out.
pub(crate) async fn addresses(config: &Config) -> Vec<SocketAddr> {
    let resolving = config.contact_points.iter().map(|point| resolve(config, point));
    let resolved = futures::future::join_all(resolving).await;
    let mut addresses = Vec::new();
    for address in resolved.into_iter().flatten().flatten() {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    addresses
}

/// Resolves one contact point to all its addresses.
async fn resolve(config: &Config, point: &str) -> Result<Vec<SocketAddr>, Error> {
    let unresolved =
        |why: &dyn std::fmt::Display| Error::new(ErrorKind::UnresolvedHost, format!("{point}: {why}"));
    let limit = config.resolve_timeout.unwrap_or(Duration::MAX);
    match timeout(limit, tokio::net::lookup_host(point)).await {
        Ok(Ok(addresses)) => Ok(addresses.collect()),
        Ok(Err(error)) => Err(unresolved(&error)),
        Err(_) => Err(unresolved(&format_args!("no answer within {} ms", limit.as_millis()))),
    }
}

/// Tries the addresses of one contact point until one is usable, and returns its data center if that is wanted.
async fn check_point(config: &Config, point: &str) -> Result<Option<String>, Vec<Attempt>> {
    let unresolved = |error| vec![Attempt { host: point.to_owned(), error }];
    let addresses = resolve(config, point).await.map_err(unresolved)?;
    let mut attempts = Vec::new();
    for address in addresses {
        match RawConnection::connect(config, address, &ColumnsTable::default(), None).await {
            Ok(connection) if config.infer_local_datacenter => {
                return Ok(datacenter(config, &connection).await);
            }
            Ok(_) => return Ok(None),
            Err(error) => attempts.push(Attempt { host: address.to_string(), error }),
        }
    }
    Err(attempts)
}

/// Asks a host for its data center. A host that does not tell can be used all the same.
async fn datacenter(config: &Config, connection: &RawConnection) -> Option<String> {
    let (values, parameters) = (Values::default(), Parameters::internal());
    let asking = connection.query("SELECT data_center FROM system.local", &values, &parameters);
    let page = timeout(config.connect_timeout, asking).await.ok()?.ok()?;
    let name = page.iter().next()?.0.first()?.clone()?;
    String::from_utf8(name.to_vec()).ok().filter(|name| !name.is_empty())
}

/// Makes the error of a session that reached no host.
fn no_host_available(attempts: Vec<Attempt>) -> Error {
    let unresolved = |attempt: &Attempt| attempt.error.kind() == ErrorKind::UnresolvedHost;
    let kind = match attempts.iter().all(unresolved) {
        true => ErrorKind::UnresolvedHost,
        false => ErrorKind::NoHostAvailable,
    };
    let tried: Vec<String> =
        (attempts.iter()).map(|attempt| format!("{}: {}", attempt.host, attempt.error.message())).collect();
    Error::new(kind, format!("no host is available ({})", tried.join("; "))).with_attempts(attempts)
}

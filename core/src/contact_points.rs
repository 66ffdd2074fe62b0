//! Which contact points can be used, and why the others cannot: the crate reports only the last error of the last one.

use std::net::SocketAddr;
use std::time::Duration;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tokio::time::timeout;
use uuid::Uuid;

use crate::columns::ColumnsTable;
use crate::hosts::{HostRow, Teller};
use crate::log::LogEvent;
use crate::options::Config;
use crate::raw_connection::RawConnection;
use crate::{Attempt, Error, ErrorKind};

/// How long the contact points that have not answered yet are waited for once one has.
const STRAGGLER_WAIT: Duration = Duration::from_millis(100);

/// The contact points that can be used.
pub(crate) struct Usable {
    /// In the order given.
    pub(crate) points: Vec<String>,
    /// Open to one of them: the first, or any if they are to be shuffled.
    pub(crate) open: RawConnection,
}

impl Usable {
    /// Where the open connection goes.
    pub(crate) fn address(&self) -> SocketAddr {
        self.open.host()
    }

    /// Asks it for all hosts; its own comes first. One that does not tell can be used all the same.
    pub(crate) async fn hosts(&self, config: &Config) -> Vec<HostRow> {
        let rows = timeout(config.connect_timeout, Teller::Connection(&self.open).rows()).await;
        rows.ok().and_then(Result::ok).unwrap_or_default()
    }
}

/// Tries all contact points at once, as a session would, and returns those that are usable. The crate is not told
/// of the others: it would wait half a minute for a host that takes connections and says nothing.
///
/// # Errors
/// What failed at each, in the order given, when none is usable.
pub(crate) async fn usable(config: &Config, columns: &ColumnsTable) -> Result<Usable, Error> {
    let mut checks: FuturesUnordered<_> = (config.contact_points.iter().enumerate())
        .map(|(position, point)| async move { (position, check_point(config, columns, point).await) })
        .collect();
    let mut usable = Vec::new();
    let mut failed = Vec::new();
    loop {
        let next = match usable.is_empty() {
            true => checks.next().await,
            false => timeout(STRAGGLER_WAIT, checks.next()).await.unwrap_or(None),
        };
        match next {
            Some((position, Ok(connection))) => usable.push((position, connection)),
            Some((position, Err(attempts))) => failed.push((position, attempts)),
            None => break,
        }
    }
    usable.sort_unstable_by_key(|(position, _)| *position);
    let points = usable.iter().map(|(position, _)| config.contact_points[*position].clone()).collect();
    shuffle(config, &mut usable);
    match usable.into_iter().next() {
        Some((_, open)) => Ok(Usable { points, open }),
        None => {
            failed.sort_by_key(|(position, _)| *position);
            Err(no_host_available(failed.into_iter().flat_map(|(_, attempts)| attempts).collect()))
        }
    }
}

/// Brings contact points, or the addresses of one, into an order that is drawn, if that is wanted.
pub(crate) fn shuffle<T>(config: &Config, points: &mut [T]) {
    if config.shuffle_contact_points {
        points.sort_by_cached_key(|_| Uuid::new_v4());
    }
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
    let unresolved = |why: &dyn std::fmt::Display| {
        config
            .log
            .event(|| LogEvent::ContactPointUnresolved { point: point.to_owned(), why: why.to_string() });
        Error::new(ErrorKind::UnresolvedHost, format!("{point}: {why}"))
    };
    let limit = config.resolve_timeout.unwrap_or(Duration::MAX);
    match timeout(limit, tokio::net::lookup_host(point)).await {
        Ok(Ok(addresses)) => Ok(addresses.collect()),
        Ok(Err(error)) => Err(unresolved(&error)),
        Err(_) => Err(unresolved(&format_args!("no answer within {} ms", limit.as_millis()))),
    }
}

/// Tries the addresses of one contact point until one is usable.
async fn check_point(
    config: &Config,
    columns: &ColumnsTable,
    point: &str,
) -> Result<RawConnection, Vec<Attempt>> {
    let unresolved = |error| vec![Attempt { host: point.to_owned(), error }];
    let mut addresses = resolve(config, point).await.map_err(unresolved)?;
    shuffle(config, &mut addresses);
    let mut attempts = Vec::new();
    for address in addresses {
        match RawConnection::connect(config, address, columns).await {
            Ok(connection) => return Ok(connection),
            Err(error) => {
                let why = || error.message().to_owned();
                config.log.event(|| LogEvent::ControlConnectionFailed { host: address.ip(), why: why() });
                attempts.push(Attempt { host: address.to_string(), error });
            }
        }
    }
    Err(attempts)
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

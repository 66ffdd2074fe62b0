//! A raw connection for each host that needs one: for requests that the crate's connections cannot carry.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::FutureExt;
use futures::future::{BoxFuture, Shared, join_all};
use lru::LruCache;

use crate::columns::ColumnsTable;
use crate::lock::lock;
use crate::log::{LogEvent, SessionLog, hexadecimal};
use crate::options::Config;
use crate::raw_connection::{Executable, Parameters, RawConnection, RawPrepared};
use crate::{
    Batch, BatchEntry, Error, ErrorKind, Page, PageKind, Prepared, Request, RequestOptions, Statement,
    Values, server_error,
};

/// How many keyspaces of one host have a connection at the same time. The one that was not asked for the longest makes room.
const KEYSPACES_PER_HOST: usize = 16;

/// Where a connection goes, and which keyspace it uses: it cannot be another for each request.
type Key = (SocketAddr, Option<String>);
type Opening = Shared<BoxFuture<'static, Result<Raw, Error>>>;

/// Opens each connection when the first request needs it.
pub(crate) struct RawConnections {
    config: Arc<Config>,
    columns: ColumnsTable,
    keyspace: Mutex<Option<String>>,
    open: Mutex<LruCache<Key, Opening>>,
}

/// A connection and what was prepared on it.
#[derive(Clone)]
struct Raw {
    connection: RawConnection,
    prepared: Arc<Mutex<HashMap<Arc<str>, Arc<RawPrepared>>>>,
    capacity: usize,
    log: SessionLog,
}

impl RawConnections {
    pub(crate) fn new(config: Arc<Config>, columns: ColumnsTable) -> Self {
        let keyspace = Mutex::new(config.keyspace.clone());
        RawConnections { config, columns, keyspace, open: Mutex::new(LruCache::unbounded()) }
    }

    /// Tells which keyspace unqualified names are in from now on.
    pub(crate) fn use_keyspace(&self, keyspace: &str) {
        *lock(&self.keyspace) = Some(keyspace.to_owned());
    }

    /// Executes a request on a host. What the answer sets in motion, a keyspace or an agreement on the schema, is left to
    /// the caller: `in_agreement` is false.
    ///
    /// # Errors
    /// Those of the server, with its warnings, tracing id and payload; those of [`RawConnection::connect`]; `TimedOut`;
    /// `ConnectionClosed` when the connection breaks. Each names the host.
    pub(crate) async fn execute(
        &self,
        host: SocketAddr,
        request: &Request,
        timeout: Option<Duration>,
    ) -> Result<Page, Error> {
        let outcome = match timeout {
            None => self.run(host, request).await,
            Some(limit) => {
                let outcome = tokio::time::timeout(limit, self.run(host, request)).await;
                outcome.unwrap_or_else(|_| Err(server_error::timed_out(limit)))
            }
        };
        outcome.map_err(|error| error.with_coordinator(host))
    }

    /// Prepares a text on a host, in a keyspace or in that of the session.
    ///
    /// # Errors
    /// As [`RawConnections::execute`].
    pub(crate) async fn prepare(
        &self,
        host: SocketAddr,
        cql: &str,
        keyspace: Option<&str>,
        timeout: Option<Duration>,
    ) -> Result<RawPrepared, Error> {
        let preparing = async {
            let raw = self.connection((host, self.or_current(keyspace))).await?;
            raw.connection.prepare(cql).await
        };
        let Some(limit) = timeout else {
            return preparing.await;
        };
        let outcome = tokio::time::timeout(limit, preparing).await;
        outcome.unwrap_or_else(|_| Err(server_error::timed_out(limit)))
    }

    /// Closes every connection. Requests are over by then, or given up.
    pub(crate) async fn close(&self) {
        let open = std::mem::replace(&mut *lock(&self.open), LruCache::unbounded());
        let opened = open.into_iter().filter_map(|(_, opening)| opening.peek()?.clone().ok());
        join_all(opened.map(|raw| async move { raw.connection.close(Duration::ZERO).await })).await;
    }

    async fn run(&self, host: SocketAddr, request: &Request) -> Result<Page, Error> {
        let key = (host, self.or_current(request.keyspace()));
        let parameters = Parameters::new(&self.config, &request.options)?;
        let raw = self.connection(key.clone()).await?;
        let page = raw.run(request, &parameters, self).await?;
        if matches!(page.kind, PageKind::SetKeyspace(_)) {
            // It is not the connection of its keyspace any more.
            lock(&self.open).pop(&key);
        }
        Ok(page)
    }

    fn or_current(&self, keyspace: Option<&str>) -> Option<String> {
        keyspace.map(str::to_owned).or_else(|| lock(&self.keyspace).clone())
    }

    /// Prepares a statement again on a host that has forgotten it.
    async fn prepare_again(&self, host: SocketAddr, prepared: &Prepared) -> Result<RawPrepared, Error> {
        let raw = self.connection((host, self.or_current(prepared.keyspace()))).await?;
        let again = raw.connection.prepare(prepared.cql()).await?;
        raw.tell_prepared_again(&again.id);
        Ok(again)
    }

    /// Returns the connection for a host and keyspace; requests that come while it is opened share it.
    async fn connection(&self, key: Key) -> Result<Raw, Error> {
        let opening = {
            let mut open = lock(&self.open);
            let known = open.get(&key).filter(|opening| is_usable(opening)).cloned();
            known.unwrap_or_else(|| {
                make_room(&mut open, &key);
                let opening = self.open(key.clone());
                open.put(key, opening.clone());
                opening
            })
        };
        opening.await
    }

    /// Opens in a task of its own, so that it goes on when the request that asked first is given up.
    fn open(&self, (host, keyspace): Key) -> Opening {
        let (config, columns) = (Arc::clone(&self.config), self.columns.clone());
        let task = tokio::spawn(async move {
            let connection = RawConnection::connect(&config, host, &columns).await?;
            if let Some(keyspace) = keyspace {
                tokio::time::timeout(config.connect_timeout, connection.use_keyspace(&keyspace))
                    .await
                    .unwrap_or_else(|_| Err(server_error::timed_out(config.connect_timeout)))?;
            }
            let (capacity, log) = (config.prepared_cache_size, config.log.clone());
            Ok(Raw { connection, prepared: Arc::default(), capacity, log })
        });
        let opened = task.map(|ended| {
            let panicked = |error| Error::new(ErrorKind::Internal, format!("a connection failed: {error}"));
            ended.map_err(panicked).flatten()
        });
        opened.boxed().shared()
    }
}

/// Whether a connection is open or on its way.
fn is_usable(opening: &Opening) -> bool {
    match opening.peek() {
        None => true,
        Some(Ok(raw)) => raw.connection.failure().is_none(),
        Some(Err(_)) => false,
    }
}

/// Lets go of connections that are broken, or too many. Requests under way on them still end.
fn make_room(open: &mut LruCache<Key, Opening>, (host, _): &Key) {
    let broken: Vec<Key> =
        open.iter().filter(|(_, opening)| !is_usable(opening)).map(|(key, _)| key.clone()).collect();
    broken.iter().for_each(|key| drop(open.pop(key)));
    let mut of_host = open.iter().map(|(key, _)| key).filter(|(other, _)| other == host);
    if let Some(oldest) = of_host.nth(KEYSPACES_PER_HOST - 1).cloned() {
        open.pop(&oldest);
    }
}

impl Raw {
    async fn run(
        &self,
        Request { statement, options }: &Request,
        parameters: &Parameters,
        all: &RawConnections,
    ) -> Result<Page, Error> {
        match statement {
            Statement::Text { cql, values } if values.is_empty() || options.query_with_values => {
                self.connection.query(cql, values, parameters).await
            }
            Statement::Text { cql, values } => self.execute_text(cql, values, parameters).await,
            Statement::Prepared { prepared, values } => {
                self.execute(prepared, values, options, parameters, all).await
            }
            Statement::Batch(batch) => self.execute_batch(batch, options, parameters, all).await,
        }
    }

    async fn execute_text(
        &self,
        cql: &Arc<str>,
        values: &Values,
        parameters: &Parameters,
    ) -> Result<Page, Error> {
        let prepared = self.prepared(cql).await?;
        let arranged = values.arranged(&prepared.markers, false)?;
        let outcome = self.connection.execute(&prepared.id, &arranged, parameters).await;
        if !is_unprepared(&outcome) {
            return outcome;
        }
        lock(&self.prepared).remove(cql);
        let prepared = self.prepared(cql).await?;
        self.tell_prepared_again(&prepared.id);
        let arranged = values.arranged(&prepared.markers, false)?;
        self.connection.execute(&prepared.id, &arranged, parameters).await
    }

    async fn execute(
        &self,
        prepared: &Prepared,
        values: &Values,
        options: &RequestOptions,
        parameters: &Parameters,
        all: &RawConnections,
    ) -> Result<Page, Error> {
        let values = values.arranged(prepared.marker_names(), options.query_with_values)?;
        let outcome = self.connection.execute(prepared.id(), &values, parameters).await;
        if !is_unprepared(&outcome) {
            return outcome;
        }
        let again = all.prepare_again(self.connection.host(), prepared).await?;
        self.connection.execute(&again.id, &values, parameters).await
    }

    async fn execute_batch(
        &self,
        batch: &Batch,
        options: &RequestOptions,
        parameters: &Parameters,
        all: &RawConnections,
    ) -> Result<Page, Error> {
        let entries = self.entries(batch, options).await?;
        let outcome = self.connection.batch(batch.kind, &entries, parameters).await;
        if !is_unprepared(&outcome) {
            return outcome;
        }
        lock(&self.prepared).clear();
        for entry in &batch.entries {
            if let BatchEntry::Prepared { prepared, .. } = entry {
                all.prepare_again(self.connection.host(), prepared).await?;
            }
        }
        let entries = self.entries(batch, options).await?;
        self.connection.batch(batch.kind, &entries, parameters).await
    }

    async fn entries(
        &self,
        batch: &Batch,
        options: &RequestOptions,
    ) -> Result<Vec<(Executable, Values)>, Error> {
        let mut entries = Vec::with_capacity(batch.entries.len());
        for entry in &batch.entries {
            entries.push(match entry {
                BatchEntry::Text { cql, values } if values.is_empty() || options.query_with_values => {
                    (Executable::Text(cql.to_string()), values.clone())
                }
                BatchEntry::Text { cql, values } => {
                    let prepared = self.prepared(cql).await?;
                    let values = values.arranged(&prepared.markers, false)?.into_owned();
                    (Executable::Prepared(prepared.id.clone()), values)
                }
                BatchEntry::Prepared { prepared, values } => {
                    let values =
                        values.arranged(prepared.marker_names(), options.query_with_values)?.into_owned();
                    (Executable::Prepared(Bytes::copy_from_slice(prepared.id())), values)
                }
            });
        }
        Ok(entries)
    }

    fn tell_prepared_again(&self, id: &[u8]) {
        let host = self.connection.host().to_string();
        self.log.event(|| LogEvent::Reprepared { id: hexadecimal(id), host });
    }

    /// Prepares a text once for the connection.
    async fn prepared(&self, cql: &Arc<str>) -> Result<Arc<RawPrepared>, Error> {
        if let Some(prepared) = lock(&self.prepared).get(cql) {
            return Ok(Arc::clone(prepared));
        }
        let prepared = Arc::new(self.connection.prepare(cql).await?);
        let mut known = lock(&self.prepared);
        if known.len() >= self.capacity {
            known.clear();
        }
        known.insert(Arc::clone(cql), Arc::clone(&prepared));
        Ok(prepared)
    }
}

fn is_unprepared(outcome: &Result<Page, Error>) -> bool {
    outcome.as_ref().is_err_and(|error| error.kind() == ErrorKind::Unprepared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_keyspace_that_was_not_asked_for_the_longest_makes_room() {
        let opening = || futures::future::pending().boxed().shared();
        let key = |port: u16, keyspace: usize| {
            (SocketAddr::from(([127, 0, 0, 1], port)), Some(format!("ks{keyspace}")))
        };
        let mut open = LruCache::unbounded();
        open.put(key(1, 0), opening());
        for keyspace in 0..KEYSPACES_PER_HOST {
            make_room(&mut open, &key(9042, keyspace));
            open.put(key(9042, keyspace), opening());
        }
        assert_eq!(open.len(), 1 + KEYSPACES_PER_HOST, "hosts count by themselves");
        open.get(&key(9042, 0));
        make_room(&mut open, &key(9042, KEYSPACES_PER_HOST));
        assert!(open.contains(&key(9042, 0)) && !open.contains(&key(9042, 1)));
        let failed = Err(Error::new(ErrorKind::ConnectionFailed, "refused"));
        let broken = futures::future::ready(failed).boxed().shared();
        assert!(broken.clone().await.is_err());
        open.put(key(2, 0), broken);
        make_room(&mut open, &key(3, 0));
        assert!(!open.contains(&key(2, 0)) && open.contains(&key(1, 0)));
    }
}

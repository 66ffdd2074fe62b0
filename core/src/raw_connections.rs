//! A raw connection for each host that needs one: for requests that the crate's connections cannot carry.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures::FutureExt;
use futures::future::{BoxFuture, Shared, join_all};

use crate::columns::ColumnsTable;
use crate::lock::lock;
use crate::log::{LogEvent, SessionLog, hexadecimal};
use crate::options::Config;
use crate::raw_connection::{Executable, Parameters, RawConnection, RawPrepared};
use crate::{
    Batch, BatchEntry, Error, ErrorKind, Page, PageKind, Prepared, Request, RequestOptions, Statement,
    Values, server_error,
};

/// How many keyspaces of one host have a connection at the same time.
const KEYSPACES_PER_HOST: usize = 4;

/// Where a connection goes, and which keyspace it uses: it cannot be another for each request.
type Key = (SocketAddr, Option<String>);
type Opening = Shared<BoxFuture<'static, Result<Raw, Error>>>;

/// Opens each connection when the first request needs it.
pub(crate) struct RawConnections {
    config: Arc<Config>,
    columns: ColumnsTable,
    keyspace: Mutex<Option<String>>,
    open: Mutex<HashMap<Key, Opening>>,
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
        RawConnections { config, columns, keyspace, open: Mutex::default() }
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

    /// Prepares a text on a host, in the keyspace of the session.
    ///
    /// # Errors
    /// As [`RawConnections::execute`].
    pub(crate) async fn prepare(
        &self,
        host: SocketAddr,
        cql: &str,
        timeout: Option<Duration>,
    ) -> Result<RawPrepared, Error> {
        let keyspace = lock(&self.keyspace).clone();
        let preparing = async {
            let raw = self.connection((host, keyspace)).await?;
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
        let open = std::mem::take(&mut *lock(&self.open));
        let opened = open.into_values().filter_map(|opening| opening.peek()?.clone().ok());
        join_all(opened.map(|raw| async move { raw.connection.close(Duration::ZERO).await })).await;
    }

    async fn run(&self, host: SocketAddr, request: &Request) -> Result<Page, Error> {
        let keyspace = lock(&self.keyspace).clone();
        let parameters = Parameters::new(&self.config, &request.options)?;
        let raw = self.connection((host, keyspace.clone())).await?;
        let page = raw.run(&request.statement, &request.options, &parameters).await?;
        if matches!(page.kind, PageKind::SetKeyspace(_)) {
            // It is not the connection of its keyspace any more.
            lock(&self.open).remove(&(host, keyspace));
        }
        Ok(page)
    }

    /// Returns the connection for a host and keyspace; requests that come while it is opened share it.
    async fn connection(&self, key: Key) -> Result<Raw, Error> {
        let opening = {
            let mut open = lock(&self.open);
            let known = open.get(&key).filter(|opening| is_usable(opening)).cloned();
            known.unwrap_or_else(|| {
                make_room(&mut open, &key);
                let opening = self.open(key.clone());
                open.insert(key, opening.clone());
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
fn make_room(open: &mut HashMap<Key, Opening>, (host, _): &Key) {
    open.retain(|_, opening| is_usable(opening));
    let of_host: Vec<Key> = open.keys().filter(|(other, _)| other == host).cloned().collect();
    if of_host.len() >= KEYSPACES_PER_HOST {
        open.remove(&of_host[0]);
    }
}

impl Raw {
    async fn run(
        &self,
        statement: &Statement,
        options: &RequestOptions,
        parameters: &Parameters,
    ) -> Result<Page, Error> {
        match statement {
            Statement::Text { cql, values } if values.is_empty() || options.query_with_values => {
                self.connection.query(cql, values, parameters).await
            }
            Statement::Text { cql, values } => self.execute_text(cql, values, parameters).await,
            Statement::Prepared { prepared, values } => {
                self.execute(prepared, values, options, parameters).await
            }
            Statement::Batch(batch) => self.execute_batch(batch, options, parameters).await,
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
    ) -> Result<Page, Error> {
        let values = values.arranged(prepared.marker_names(), options.query_with_values)?;
        let outcome = self.connection.execute(prepared.id(), &values, parameters).await;
        if !is_unprepared(&outcome) {
            return outcome;
        }
        let again = self.connection.prepare(prepared.cql()).await?;
        self.tell_prepared_again(&again.id);
        self.connection.execute(&again.id, &values, parameters).await
    }

    async fn execute_batch(
        &self,
        batch: &Batch,
        options: &RequestOptions,
        parameters: &Parameters,
    ) -> Result<Page, Error> {
        let entries = self.entries(batch, options).await?;
        let outcome = self.connection.batch(batch.kind, &entries, parameters).await;
        if !is_unprepared(&outcome) {
            return outcome;
        }
        lock(&self.prepared).clear();
        for entry in &batch.entries {
            if let BatchEntry::Prepared { prepared, .. } = entry {
                let again = self.connection.prepare(prepared.cql()).await?;
                self.tell_prepared_again(&again.id);
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

//! Statements prepared for a session: those of its users, and those of text with values.

use std::sync::Arc;
use std::time::Duration;

use futures::stream::FuturesUnordered;
use futures::{FutureExt, StreamExt};
use scylla::errors::PrepareError;
use scylla::statement::prepared::PreparedStatement as DriverPrepared;
use scylla::statement::unprepared::Statement as DriverStatement;

use super::Session;
use crate::{Attempt, Error, ErrorKind, Host, Prepared, server_error};

impl Session {
    /// Prepares in a keyspace of its own, on one host: other hosts prepare it when they are first asked to execute it.
    pub(super) async fn prepare_elsewhere(
        &self,
        cql: Arc<str>,
        keyspace: Arc<str>,
    ) -> Result<Arc<Prepared>, Error> {
        let none = Error::new(ErrorKind::NoHostAvailable, "no host is up that could prepare the statement");
        let prepared = Arc::new(self.prepare_by_itself(Arc::clone(&cql), Some(&keyspace), none).await?);
        self.0.known.add((Some(keyspace.to_string()), cql), &prepared);
        Ok(prepared)
    }

    pub(crate) async fn prepare_here(&self, cql: Arc<str>) -> Result<Arc<Prepared>, Error> {
        let driver = self.0.driver()?;
        let preparing = driver.prepare(DriverStatement::new(&*cql));
        let (whole, each) = (self.0.config.request_timeout, self.0.config.attempt_timeout);
        let outcome = match whole.or(each) {
            None => preparing.await.map_err(|error| server_error::from_prepare(&error)),
            Some(limit) => {
                let outcome =
                    tokio::time::timeout(limit, self.prepare_where_answered(&cql, limit, preparing));
                outcome.await.unwrap_or_else(|_| {
                    Err(match whole {
                        Some(_) => server_error::timed_out(limit),
                        None => self.silent_hosts(limit),
                    })
                })
            }
        };
        let key = self.key(&cql);
        let prepared = Arc::new(match outcome {
            Ok(statement) => Prepared::new(statement, cql, &self.0.columns),
            Err(error) if error.has_unknown_types() => self.prepare_by_itself(cql, None, error).await?,
            Err(error) => return Err(error),
        });
        self.0.known.add(key, &prepared);
        Ok(prepared)
    }

    /// Prepares on a host what the crate cannot read or carry. `why` is the error where none is up.
    async fn prepare_by_itself(
        &self,
        cql: Arc<str>,
        keyspace: Option<&Arc<str>>,
        mut why: Error,
    ) -> Result<Prepared, Error> {
        let limit = self.0.config.request_timeout;
        for host in self.hosts().into_iter().filter(Host::is_up) {
            match self.raw().prepare(host.address, &cql, keyspace.map(|name| &**name), limit).await {
                Ok(prepared) => {
                    return Ok(Prepared::own(prepared, cql, keyspace.cloned(), &self.0.columns));
                }
                Err(error) => why = error,
            }
        }
        Err(why)
    }

    /// The crate waits for every host without limit. When one of them is silent for long, what another one answers has to do;
    /// all of them have been asked by then.
    async fn prepare_where_answered(
        &self,
        cql: &str,
        limit: Duration,
        everywhere: impl Future<Output = Result<DriverPrepared, PrepareError>>,
    ) -> Result<DriverPrepared, Error> {
        let patience = self.0.config.connect_timeout.min(limit / 2);
        let somewhere = async {
            tokio::time::sleep(patience).await;
            match self.prepare_at_first(cql).await {
                Some(prepared) => prepared,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            outcome = everywhere => outcome.map_err(|error| server_error::from_prepare(&error)),
            prepared = somewhere => Ok(prepared),
        }
    }

    /// Prepares on the host that answers first. The crate makes a prepared statement only of what all of its hosts answer, so
    /// it gets a session with that host alone, for a moment.
    async fn prepare_at_first(&self, cql: &str) -> Option<DriverPrepared> {
        let config = &self.0.config;
        if config.tunnels.is_some() {
            return None;
        }
        let up = self.hosts().into_iter().filter(Host::is_up);
        let asking = up
            .map(|host| async { self.raw().prepare(host.address, cql, None, None).await.ok().map(|_| host) });
        let mut asking: FuturesUnordered<_> = asking.collect();
        while let Some(answered) = asking.next().await {
            let Some(host) = answered else { continue };
            let driver = self.0.opening.connect_to(config, &self.0.profiles, &host).await.ok()?;
            if let Some(keyspace) = self.keyspace() {
                driver.use_keyspace(keyspace, true).await.ok()?;
            }
            return driver.prepare(DriverStatement::new(cql)).await.ok();
        }
        None
    }

    /// The error of a request that all hosts had the time for that one of them has.
    fn silent_hosts(&self, limit: Duration) -> Error {
        let hosts = self.hosts().into_iter().filter(Host::is_up);
        let attempts = hosts.map(|host| {
            let error = server_error::timed_out(limit).with_coordinator(host.address);
            Attempt { host: host.address.to_string(), error }
        });
        let message = "no host prepared the statement in time";
        Error::new(ErrorKind::NoHostAvailable, message).with_attempts(attempts.collect())
    }

    /// Returns what was prepared for a text, and prepares it when nothing was.
    pub(crate) async fn prepared_for(&self, cql: &Arc<str>) -> Result<Arc<Prepared>, Error> {
        let session = self.clone();
        let text = Arc::clone(cql);
        let prepare = move || async move { session.prepare_here(text).await }.boxed();
        self.0.prepared.get(self.key(cql), prepare).await
    }

    /// Forgets what was prepared for a text, since no host knows it any more.
    pub(crate) fn forget_prepared(&self, cql: &Arc<str>) {
        self.0.prepared.evict(&self.key(cql));
    }

    /// Unqualified names mean something else in another keyspace.
    fn key(&self, cql: &Arc<str>) -> (Option<String>, Arc<str>) {
        (self.keyspace(), Arc::clone(cql))
    }
}

//! Statements prepared for a session: those of its users, and those of text with values.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use scylla::statement::unprepared::Statement as DriverStatement;

use super::Session;
use crate::{Attempt, Error, ErrorKind, Host, Prepared, server_error};

impl Session {
    pub(crate) async fn prepare_here(&self, cql: Arc<str>) -> Result<Arc<Prepared>, Error> {
        let driver = self.0.driver()?;
        let preparing = driver.prepare(DriverStatement::new(&*cql));
        // The crate waits for every host without limit.
        let (whole, each) = (self.0.config.request_timeout, self.0.config.attempt_timeout);
        let outcome = match whole.or(each) {
            None => preparing.await,
            Some(limit) => (tokio::time::timeout(limit, preparing).await).map_err(|_| match whole {
                Some(_) => server_error::timed_out(limit),
                None => self.silent_hosts(limit),
            })?,
        };
        let statement = outcome.map_err(|error| server_error::from_prepare(&error))?;
        let key = self.key(&cql);
        let prepared = Arc::new(Prepared::new(statement, cql, &self.0.columns));
        self.0.known.add(key, &prepared);
        Ok(prepared)
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

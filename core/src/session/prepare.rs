//! Statements prepared for a session: those of its users, and those of text with values.

use std::sync::Arc;

use futures::FutureExt;
use scylla::statement::unprepared::Statement as DriverStatement;

use super::Session;
use crate::{Error, Prepared, server_error};

impl Session {
    pub(crate) async fn prepare_here(&self, cql: Arc<str>) -> Result<Arc<Prepared>, Error> {
        let driver = self.0.driver()?;
        let preparing = driver.prepare(DriverStatement::new(&*cql));
        // The crate waits for every host without limit.
        let outcome = match self.0.config.request_timeout.or(self.0.config.attempt_timeout) {
            None => preparing.await,
            Some(limit) => {
                (tokio::time::timeout(limit, preparing).await).map_err(|_| server_error::timed_out(limit))?
            }
        };
        let statement = outcome.map_err(|error| server_error::from_prepare(&error))?;
        let key = self.key(&cql);
        let prepared = Arc::new(Prepared::new(statement, cql, &self.0.columns));
        self.0.known.add(key, &prepared);
        Ok(prepared)
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

//! One request's way to the server and back, on the I/O thread.

use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use scylla::client::session::Session as Driver;
use scylla::errors::ExecutionError;
use scylla::policies::load_balancing::{
    LoadBalancingPolicy, NodeIdentifier, SingleTargetLoadBalancingPolicy,
};
use scylla::response::query_result::QueryResult;
use scylla::response::{PagingState, PagingStateResponse};
use scylla::statement::batch::Batch as DriverBatch;
use scylla::statement::unprepared::Statement as DriverStatement;

use super::Session;
use super::page::Source;
use crate::{
    Batch, BatchEntry, Error, ErrorKind, Page, Prepared, Request, RequestOptions, Statement, Values,
    server_error,
};

/// Sets the options that statements, prepared statements and batches have in common.
macro_rules! apply {
    ($target:expr, $options:expr, $session:expr) => {{
        let (target, options, config) = (&mut $target, $options, &$session.0.config);
        if let Some(level) = options.consistency {
            target.set_consistency(level.to_driver());
        }
        if let Some(level) = options.serial_consistency {
            target.set_serial_consistency(Some(serial(level)?));
        }
        target.set_is_idempotent(options.idempotent.unwrap_or(config.idempotent));
        target.set_tracing(options.tracing);
        target.set_timestamp(options.timestamp_us);
        target.set_request_timeout($session.timeout(options));
        if let Some(host) = options.host {
            target.set_load_balancing_policy(Some(only(host)));
        }
    }};
}

fn serial(level: crate::Consistency) -> Result<scylla::statement::SerialConsistency, Error> {
    level.to_driver_serial().ok_or_else(|| {
        Error::invalid_option("serial_consistency", format!("{level} is not SERIAL or LOCAL_SERIAL"))
    })
}

fn only(host: uuid::Uuid) -> Arc<dyn LoadBalancingPolicy> {
    SingleTargetLoadBalancingPolicy::new(NodeIdentifier::HostId(host), None)
}

/// A result and where the next page starts.
pub(super) type Paged = (QueryResult, PagingStateResponse);

impl Session {
    pub(super) async fn execute_here(&self, request: &Request) -> Result<Page, Error> {
        let driver = self.0.driver()?;
        let options = &request.options;
        match &request.statement {
            Statement::Text { cql, values } if values.is_empty() => {
                let paged = self.query(&driver, cql, options).await?;
                self.page(&driver, paged, Source::Text(cql)).await
            }
            Statement::Text { cql, values } => {
                let mut prepared = self.prepared_for(cql).await?;
                let mut outcome = self.run(&driver, &prepared, values, options).await;
                if outcome.as_ref().is_err_and(|error| error.kind() == ErrorKind::Unprepared) {
                    self.0.prepared.evict(&self.key(cql));
                    prepared = self.prepared_for(cql).await?;
                    outcome = self.run(&driver, &prepared, values, options).await;
                }
                self.page(&driver, outcome?, Source::Prepared(&prepared)).await
            }
            Statement::Prepared { prepared, values } => {
                let paged = self.run(&driver, prepared, values, options).await?;
                self.page(&driver, paged, Source::Prepared(prepared)).await
            }
            Statement::Batch(batch) => {
                let result = self.batch(&driver, batch, options).await?;
                self.page(&driver, unpaged(result), Source::Batch).await
            }
        }
    }

    pub(super) async fn prepare_here(&self, cql: Arc<str>) -> Result<Arc<Prepared>, Error> {
        let driver = self.0.driver()?;
        let preparing = driver.prepare(DriverStatement::new(&*cql));
        // The crate waits for every host without limit.
        let outcome = match self.0.config.request_timeout {
            None => preparing.await,
            Some(limit) => {
                (tokio::time::timeout(limit, preparing).await).map_err(|_| server_error::timed_out(limit))?
            }
        };
        let statement = outcome.map_err(|error| server_error::from_prepare(&error))?;
        Ok(Arc::new(Prepared::new(statement, cql, &self.0.columns)))
    }

    async fn prepared_for(&self, cql: &Arc<str>) -> Result<Arc<Prepared>, Error> {
        let session = self.clone();
        let text = Arc::clone(cql);
        let prepare = move || async move { session.prepare_here(text).await }.boxed();
        self.0.prepared.get(self.key(cql), prepare).await
    }

    /// Unqualified names mean something else in another keyspace.
    fn key(&self, cql: &Arc<str>) -> (Option<String>, Arc<str>) {
        (self.keyspace(), Arc::clone(cql))
    }

    async fn query(&self, driver: &Driver, cql: &str, options: &RequestOptions) -> Result<Paged, Error> {
        let mut statement = DriverStatement::new(cql);
        apply!(statement, options, self);
        let outcome = match self.page_size(options) {
            None => driver.query_unpaged(statement, ()).await.map(unpaged),
            Some(size) => {
                statement.set_page_size(size);
                driver.query_single_page(statement, (), paging_state(options)).await
            }
        };
        outcome.map_err(|error| server_error::from_execution(&error))
    }

    async fn run(
        &self,
        driver: &Driver,
        prepared: &Prepared,
        values: &Values,
        options: &RequestOptions,
    ) -> Result<Paged, Error> {
        let ordered = values.ordered(prepared.marker_names())?;
        let values = ordered.as_ref().unwrap_or(values);
        check_count(prepared, values)?;
        let mut statement = prepared.statement.clone();
        apply!(statement, options, self);
        let page_size = self.page_size(options);
        if let Some(size) = page_size {
            statement.set_page_size(size);
        }
        let bound = statement
            .bind(values)
            .map_err(|error| Error::new(ErrorKind::InvalidParameter, error.to_string()))?;
        let outcome = match page_size {
            None => driver.execute_bound_unpaged(&bound).await.map(unpaged),
            Some(_) => driver.execute_bound_single_page(&bound, paging_state(options)).await,
        };
        outcome.map_err(|error| server_error::from_execution(&error))
    }

    async fn batch(
        &self,
        driver: &Driver,
        batch: &Batch,
        options: &RequestOptions,
    ) -> Result<QueryResult, Error> {
        let mut statement = DriverBatch::new(batch.kind.to_driver());
        let mut rows = Vec::with_capacity(batch.entries.len());
        for entry in &batch.entries {
            let (prepared, values) = match entry {
                BatchEntry::Text { cql, values } if values.is_empty() => {
                    statement.append_statement(DriverStatement::new(&**cql));
                    rows.push(Values::default());
                    continue;
                }
                BatchEntry::Text { cql, values } => (self.prepared_for(cql).await?, values),
                BatchEntry::Prepared { prepared, values } => (Arc::clone(prepared), values),
            };
            let values = values.ordered(prepared.marker_names())?.unwrap_or_else(|| values.clone());
            check_count(&prepared, &values)?;
            statement.append_statement(prepared.statement.clone());
            rows.push(values);
        }
        apply!(statement, options, self);
        let outcome: Result<_, ExecutionError> = driver.batch(&statement, rows).await;
        outcome.map_err(|error| server_error::from_execution(&error))
    }

    fn timeout(&self, options: &RequestOptions) -> Option<Duration> {
        match options.timeout_ms {
            None => self.0.config.request_timeout,
            Some(0) => None,
            Some(limit) => Some(Duration::from_millis(limit)),
        }
    }

    fn page_size(&self, options: &RequestOptions) -> Option<i32> {
        Some(options.page_size.unwrap_or(self.0.config.page_size)).filter(|&size| size > 0)
    }
}

/// The crate sends raw values as they are; the server would read too few as a broken frame.
fn check_count(prepared: &Prepared, values: &Values) -> Result<(), Error> {
    let wanted = prepared.variables().len();
    if values.len() == wanted {
        return Ok(());
    }
    let message = format!("{} values for {wanted} parameters", values.len());
    Err(Error::new(ErrorKind::InvalidParameter, message))
}

fn unpaged(result: QueryResult) -> Paged {
    (result, PagingStateResponse::NoMorePages)
}

fn paging_state(options: &RequestOptions) -> PagingState {
    match &options.paging_state {
        None => PagingState::start(),
        Some(bytes) => PagingState::new_from_raw_bytes(&bytes[..]),
    }
}

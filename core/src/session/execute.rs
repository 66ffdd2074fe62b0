//! One request's way to the server and back, on the I/O thread.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
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

use super::{InFlight, Session};
use crate::{
    Batch, BatchEntry, Error, ErrorKind, Page, PageKind, Prepared, Request, RequestOptions, Statement,
    Values, server_error,
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

type Paged = (QueryResult, PagingStateResponse);

impl Session {
    pub(super) async fn execute_here(&self, request: Request) -> Result<Page, Error> {
        let _in_flight = InFlight::enter(&self.0)?;
        let driver = self.0.driver()?;
        let options = &request.options;
        match &request.statement {
            Statement::Text { cql, values } if values.is_empty() => {
                let paged = self.query(&driver, cql, options).await?;
                self.page(&driver, paged, Some(cql)).await
            }
            Statement::Text { cql, values } => {
                let prepared = self.prepared_for(cql).await?;
                let paged = match self.run(&driver, &prepared, values, options).await {
                    Err(error) if error.kind() == ErrorKind::Unprepared => {
                        self.0.prepared.evict(&self.key(cql));
                        let prepared = self.prepared_for(cql).await?;
                        self.run(&driver, &prepared, values, options).await?
                    }
                    outcome => outcome?,
                };
                self.page(&driver, paged, Some(cql)).await
            }
            Statement::Prepared { prepared, values } => {
                let paged = self.run(&driver, prepared, values, options).await?;
                self.page(&driver, paged, Some(prepared.cql())).await
            }
            Statement::Batch(batch) => {
                let result = self.batch(&driver, batch, options).await?;
                self.page(&driver, (result, PagingStateResponse::NoMorePages), None).await
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

    async fn page(&self, driver: &Driver, (result, paging): Paged, cql: Option<&str>) -> Result<Page, Error> {
        let coordinator = result.request_coordinator().connection_address();
        let tracing_id = result.tracing_id();
        let warnings = result.warnings().map(str::to_owned).collect();
        let mut page = Page {
            kind: PageKind::Void,
            rows: Bytes::new(),
            row_count: 0,
            columns: None,
            paging_state: paging_bytes(&paging),
            warnings,
            tracing_id,
            coordinator,
        };
        let Ok(rows) = result.into_rows_result() else {
            page.kind = self.kind_of(driver, cql).await;
            return Ok(page);
        };
        let raw = rows.raw_rows_with_metadata();
        page.kind = PageKind::Rows;
        page.rows = raw.raw_rows().clone();
        page.row_count = raw.rows_count();
        page.columns = Some(self.0.columns.intern(raw.metadata().col_specs().iter()));
        Ok(page)
    }

    /// The crate drops the kind of a result without rows, so the text tells.
    async fn kind_of(&self, driver: &Driver, cql: Option<&str>) -> PageKind {
        match cql.map(keyword).unwrap_or_default().as_str() {
            "CREATE" | "ALTER" | "DROP" => {
                self.0.prepared.clear();
                let in_agreement = match self.0.config.schema_agreement_timeout {
                    None => driver.check_schema_agreement().await.is_ok_and(|version| version.is_some()),
                    Some(_) => driver.await_schema_agreement().await.is_ok(),
                };
                PageKind::SchemaChange { in_agreement }
            }
            "USE" => match self.keyspace() {
                Some(keyspace) => PageKind::SetKeyspace(keyspace),
                None => PageKind::Void,
            },
            _ => PageKind::Void,
        }
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

fn paging_bytes(paging: &PagingStateResponse) -> Option<Bytes> {
    match paging {
        PagingStateResponse::NoMorePages => None,
        PagingStateResponse::HasMorePages { state } => {
            state.as_bytes_slice().map(|bytes| Bytes::copy_from_slice(bytes))
        }
    }
}

/// Returns the first word of a statement in upper case, past white space and comments.
fn keyword(cql: &str) -> String {
    let mut rest = cql.trim_start();
    loop {
        let after = if rest.starts_with("--") || rest.starts_with("//") {
            rest.find('\n').map(|end| &rest[end..])
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|end| &rest[end + 2..])
        } else {
            let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            return rest[..end].to_ascii_uppercase();
        };
        rest = after.unwrap_or_default().trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::keyword;

    #[test]
    fn the_keyword_is_found_past_comments() {
        assert_eq!(keyword("  select 1"), "SELECT");
        assert_eq!(keyword("-- a\n/* b */ // c\n create TABLE"), "CREATE");
        assert_eq!(keyword("/* never closed"), "");
        assert_eq!(keyword("use\"x\""), "USE");
    }
}

//! A request made ready to be sent: its statements prepared, its values in order, its options applied, so that every try
//! of it sends the same.

use std::sync::Arc;
use std::time::Duration;

use scylla::client::session::Session as Driver;
use scylla::errors::ExecutionError;
use scylla::policies::load_balancing::{
    LoadBalancingPolicy, NodeIdentifier, SingleTargetLoadBalancingPolicy,
};
use scylla::response::query_result::QueryResult;
use scylla::response::{PagingState, PagingStateResponse};
use scylla::statement::batch::Batch as DriverBatch;
use scylla::statement::bound::BoundStatement;
use scylla::statement::unprepared::Statement as DriverStatement;

use super::attempt::Try;
use crate::execution_profile::Profile;
use crate::options::Config;
use crate::session::{Source, needs_raw};
use crate::{
    Batch, BatchEntry, Error, ErrorKind, Prepared, Request, RequestOptions, Session, Statement, Values,
};

/// A result and where the next page starts.
pub(crate) type Paged = (QueryResult, PagingStateResponse);

/// What a request goes by: its own options before those of its profile and of the session.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) options: &'a RequestOptions,
    pub(super) config: &'a Config,
    pub(super) profile: &'a Profile,
}

/// A request that is ready.
#[derive(Clone)]
pub(super) enum Ready {
    /// The crate carries it.
    Driver(Sendable),
    /// What the crate's connections cannot carry goes over core's own, complete with what its profile says.
    Raw(Box<Request>),
}

/// What the crate sends.
#[derive(Clone)]
pub(super) enum Sendable {
    Text(Paging, DriverStatement),
    Bound(Paging, Box<BoundStatement>),
    Batch(Box<DriverBatch>, Vec<Values>),
}

/// Which part of a result is asked for; `None` for all of it.
type Paging = Option<PagingState>;

/// Sets the options that statements, bound statements and batches have in common.
macro_rules! apply {
    ($target:expr, $terms:expr) => {{
        let (target, Terms { options, config, profile }) = (&mut $target, $terms);
        target.set_consistency(options.consistency.unwrap_or(profile.consistency).to_driver());
        let serial = options.serial_consistency.or(profile.serial_consistency);
        if let Some(level) = serial.and_then(|level| level.to_driver_serial()) {
            target.set_serial_consistency(Some(level));
        }
        target.set_is_idempotent(options.idempotent.unwrap_or(config.idempotent));
        target.set_tracing(options.tracing);
        target.set_timestamp(options.timestamp_us.or_else(|| config.timestamps.next()));
        if profile.has_own_balancer {
            let balancer = Arc::clone(&profile.balancer) as Arc<dyn LoadBalancingPolicy>;
            target.set_load_balancing_policy(Some(balancer));
        }
    }};
}

/// Sets what is particular to one try. A later try that names nothing of it follows none that did.
macro_rules! aim {
    ($target:expr, $asked:expr, $limit:expr) => {{
        let target = $target;
        target.set_request_timeout($limit);
        if let Some(level) = $asked.consistency {
            target.set_consistency(level.to_driver());
        }
        if let Some(host) = $asked.host {
            let only = SingleTargetLoadBalancingPolicy::new(NodeIdentifier::HostId(host), None);
            target.set_load_balancing_policy(Some(only));
        }
    }};
}

impl Ready {
    /// Makes a request ready. What its text was prepared as comes with it, when that is the session's to do.
    pub(super) async fn of(
        session: &Session,
        request: &Request,
        terms: Terms<'_>,
    ) -> Result<(Self, Option<Arc<Prepared>>), Error> {
        let serial_consistency = terms.options.serial_consistency.or(terms.profile.serial_consistency);
        if needs_raw(request, session, serial_consistency) {
            return Ok((Ready::raw(request, terms), None));
        }
        let mut of_text = None;
        let ready = match &request.statement {
            Statement::Text { cql, values } if values.is_empty() => {
                (!session.unknown_types().are_in(cql)).then(|| Ready::text(cql, terms))
            }
            Statement::Text { cql, values } => {
                let prepared = of_text.insert(session.prepared_for(cql).await?);
                Ready::bound(prepared, values, terms)?
            }
            Statement::Prepared { prepared, values } => Ready::bound(prepared, values, terms)?,
            Statement::Batch(batch) => Ready::batch(session, batch, terms).await?,
        };
        Ok((ready.unwrap_or_else(|| Ready::raw(request, terms)), of_text))
    }

    /// Tells what a result is of. `prepared` is what came with the request when it was made ready.
    pub(super) fn source<'a>(&self, request: &'a Request, prepared: Option<&'a Prepared>) -> Source<'a> {
        match (self, prepared, &request.statement) {
            (Ready::Raw(_), ..) | (_, None, Statement::Batch(_)) => Source::Batch,
            (_, Some(prepared), _) => Source::Prepared(prepared),
            (_, None, Statement::Prepared { prepared, .. }) => Source::Prepared(prepared),
            (_, None, Statement::Text { cql, .. }) => Source::Text(cql),
        }
    }

    /// Makes text without values ready.
    fn text(cql: &str, terms: Terms<'_>) -> Self {
        let mut statement = DriverStatement::new(cql);
        apply!(statement, terms);
        let size = terms.page_size();
        if let Some(size) = size {
            statement.set_page_size(size);
        }
        Ready::Driver(Sendable::Text(size.map(|_| paging_state(terms.options)), statement))
    }

    /// Makes a request ready that goes over a connection of core's own.
    fn raw(request: &Request, terms: Terms<'_>) -> Self {
        let Terms { options: _, config, profile } = terms;
        let mut request = request.clone();
        let options = &mut request.options;
        options.consistency = options.consistency.or(Some(profile.consistency));
        options.serial_consistency = options.serial_consistency.or(profile.serial_consistency);
        options.timestamp_us = options.timestamp_us.or_else(|| config.timestamps.next());
        Ready::Raw(Box::new(request))
    }

    /// Makes a prepared statement ready; `None` when the crate cannot carry it.
    fn bound(prepared: &Prepared, values: &Values, terms: Terms<'_>) -> Result<Option<Self>, Error> {
        let Some(statement) = prepared.statement() else {
            return Ok(None);
        };
        let ordered = values.ordered(prepared.marker_names())?;
        let values = ordered.as_ref().unwrap_or(values);
        check_count(prepared, values)?;
        let bound = statement.clone().bind(values);
        let mut bound = bound.map_err(|error| Error::new(ErrorKind::InvalidParameter, error.to_string()))?;
        apply!(bound, terms);
        let size = terms.page_size();
        if let Some(size) = size {
            bound.set_page_size(size);
        }
        let paging = size.map(|_| paging_state(terms.options));
        Ok(Some(Ready::Driver(Sendable::Bound(paging, Box::new(bound)))))
    }

    /// Makes a batch ready, and prepares what of it is text with values; `None` when the crate cannot carry it.
    async fn batch(session: &Session, batch: &Batch, terms: Terms<'_>) -> Result<Option<Self>, Error> {
        let mut statement = DriverBatch::new(batch.kind.to_driver());
        let mut rows = Vec::with_capacity(batch.entries.len());
        for entry in &batch.entries {
            let (prepared, values) = match entry {
                BatchEntry::Text { cql, values } if values.is_empty() => {
                    statement.append_statement(DriverStatement::new(&**cql));
                    rows.push(Values::default());
                    continue;
                }
                BatchEntry::Text { cql, values } => (session.prepared_for(cql).await?, values),
                BatchEntry::Prepared { prepared, values } => (Arc::clone(prepared), values),
            };
            let values = values.ordered(prepared.marker_names())?.unwrap_or_else(|| values.clone());
            check_count(&prepared, &values)?;
            let Some(known) = prepared.statement() else {
                return Ok(None);
            };
            statement.append_statement(known.clone());
            rows.push(values);
        }
        apply!(statement, terms);
        Ok(Some(Ready::Driver(Sendable::Batch(Box::new(statement), rows))))
    }

    /// The text of a statement that the crate executes by its id.
    pub(super) fn prepared_text(&self) -> Option<&str> {
        match self {
            Ready::Driver(Sendable::Bound(_, bound)) => Some(bound.prepared().get_statement()),
            Ready::Driver(Sendable::Text(..) | Sendable::Batch(..)) | Ready::Raw(_) => None,
        }
    }

    pub(super) fn consistency(&self) -> Option<scylla::statement::Consistency> {
        match self {
            Ready::Driver(Sendable::Text(_, statement)) => statement.get_consistency(),
            Ready::Driver(Sendable::Bound(_, bound)) => bound.prepared().get_consistency(),
            Ready::Driver(Sendable::Batch(batch, _)) => batch.get_consistency(),
            Ready::Raw(request) => request.options.consistency.map(crate::Consistency::to_driver),
        }
    }
}

impl Sendable {
    /// Makes it what a try asks for.
    pub(super) fn aim(&mut self, asked: Try, limit: Option<Duration>) {
        match self {
            Sendable::Text(_, statement) => aim!(statement, asked, limit),
            Sendable::Bound(_, bound) => aim!(&mut **bound, asked, limit),
            Sendable::Batch(batch, _) => aim!(&mut **batch, asked, limit),
        }
    }

    /// Sends it once.
    pub(super) async fn send(&self, driver: &Driver) -> Result<Paged, ExecutionError> {
        match self {
            Sendable::Text(None, text) => driver.query_unpaged(text.clone(), ()).await.map(unpaged),
            Sendable::Text(Some(state), text) => {
                driver.query_single_page(text.clone(), (), state.clone()).await
            }
            Sendable::Bound(None, bound) => driver.execute_bound_unpaged(bound).await.map(unpaged),
            Sendable::Bound(Some(state), bound) => {
                driver.execute_bound_single_page(bound, state.clone()).await
            }
            Sendable::Batch(batch, rows) => driver.batch(batch, rows).await.map(unpaged),
        }
    }
}

/// Whether another way is open to a request that failed: to prepare its text anew, or to read the answer without the crate.
pub(super) fn may_go_again(session: &Session, request: &Request, error: &Error) -> bool {
    match text_with_values(&request.statement) {
        Some((cql, _)) if error.kind() == ErrorKind::Unprepared => {
            session.forget_prepared(cql);
            true
        }
        _ => error.has_unknown_types() && session.unknown_types().learn(&request.statement),
    }
}

/// What a statement makes of a request whose text has to be prepared first.
fn text_with_values(statement: &Statement) -> Option<(&Arc<str>, &Values)> {
    match statement {
        Statement::Text { cql, values } if !values.is_empty() => Some((cql, values)),
        _ => None,
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

impl Terms<'_> {
    fn page_size(self) -> Option<i32> {
        Some(self.options.page_size.unwrap_or(self.config.page_size)).filter(|&size| size > 0)
    }
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

//! What is sent: requests and batches, put together from what C++ encoded.

use std::sync::Arc;

use bytes::Bytes;
use unicql_core as driver;
use unicql_core::{BatchEntry, BatchKind, Consistency, ErrorKind, Statement};
use uuid::Uuid;

use crate::bridge::ffi::{RequestOptions, Values};
use crate::prepared::Prepared;

/// A request, or why it is none.
pub(crate) struct Request(pub(crate) Result<driver::Request, driver::Error>);

/// A batch that is being put together, or why it is none.
pub(crate) struct Batch(Result<driver::Batch, driver::Error>);

pub(crate) fn text_request(cql: &str, values: &Values<'_>, options: &RequestOptions<'_>) -> Box<Request> {
    let statement = values_of(values).map(|values| Statement::Text { cql: cql.into(), values });
    request(statement, options)
}

pub(crate) fn prepared_request(
    prepared: &Prepared,
    values: &Values<'_>,
    options: &RequestOptions<'_>,
) -> Box<Request> {
    let prepared = Arc::clone(&prepared.0);
    let statement = values_of(values).map(|values| Statement::Prepared { prepared, values });
    request(statement, options)
}

#[expect(clippy::boxed_local, reason = "the bridge passes Rust types by value only in boxes")]
pub(crate) fn batch_request(batch: Box<Batch>, options: &RequestOptions<'_>) -> Box<Request> {
    request(batch.0.map(Statement::Batch), options)
}

pub(crate) fn new_batch(kind: u8) -> Box<Batch> {
    let kind = match kind {
        0 => BatchKind::Logged,
        1 => BatchKind::Unlogged,
        _ => BatchKind::Counter,
    };
    Box::new(Batch(Ok(driver::Batch { kind, entries: Vec::new() })))
}

impl Batch {
    pub(crate) fn add_text(&mut self, cql: &str, values: &Values<'_>) {
        self.add(values_of(values).map(|values| BatchEntry::Text { cql: cql.into(), values }));
    }

    pub(crate) fn add_prepared(&mut self, prepared: &Prepared, values: &Values<'_>) {
        let prepared = Arc::clone(&prepared.0);
        self.add(values_of(values).map(|values| BatchEntry::Prepared { prepared, values }));
    }

    fn add(&mut self, entry: Result<BatchEntry, driver::Error>) {
        match (&mut self.0, entry) {
            (Ok(batch), Ok(entry)) => batch.entries.push(entry),
            (Ok(_), Err(error)) => self.0 = Err(error),
            (Err(_), _) => {}
        }
    }
}

fn request(statement: Result<Statement, driver::Error>, options: &RequestOptions<'_>) -> Box<Request> {
    let options = request_options(options);
    let both = statement.and_then(|statement| Ok(driver::Request { statement, options: options? }));
    Box::new(Request(both))
}

fn values_of(values: &Values<'_>) -> Result<driver::Values, driver::Error> {
    let count = u16::try_from(values.count).map_err(|_| {
        let message = format!("{} values, a statement takes at most 65535", values.count);
        driver::Error::new(ErrorKind::InvalidParameter, message)
    })?;
    let encoded = driver::Values::from_cells(count, values.cells)?;
    if values.names.is_empty() {
        return Ok(encoded);
    }
    encoded.with_names(values.names.iter().map(|&name| name.to_owned()).collect())
}

fn request_options(options: &RequestOptions<'_>) -> Result<driver::RequestOptions, driver::Error> {
    let page_size = options.page_size.get().map(i32::try_from).transpose();
    let timeout_ms = options.timeout_ms.get().map(u64::try_from).transpose();
    Ok(driver::RequestOptions {
        consistency: level("consistency", options.consistency.get())?,
        serial_consistency: serial_level(options.serial_consistency.get())?,
        page_size: page_size.map_err(|why| driver::Error::invalid_option("page_size", why))?,
        paging_state: bytes_of(options.paging_state),
        timestamp_us: options.timestamp_us.get(),
        timeout_ms: timeout_ms.map_err(|why| driver::Error::invalid_option("timeout", why))?,
        idempotent: options.idempotent.get().map(|flag| flag != 0),
        tracing: options.tracing,
        host: host(options.host)?,
        profile: text(options.profile),
        keyspace: text(options.keyspace),
        ..driver::RequestOptions::default()
    })
}

/// Text that is not empty.
pub(crate) fn text(given: &str) -> Option<Arc<str>> {
    (!given.is_empty()).then(|| given.into())
}

fn level(name: &str, code: Option<i64>) -> Result<Option<Consistency>, driver::Error> {
    let Some(code) = code else {
        return Ok(None);
    };
    let known = u16::try_from(code).ok().and_then(Consistency::from_code);
    let unknown = || driver::Error::invalid_option(name, format!("{code} is no consistency level"));
    known.map(Some).ok_or_else(unknown)
}

fn serial_level(code: Option<i64>) -> Result<Option<Consistency>, driver::Error> {
    let level = level("serial_consistency", code)?;
    if let Some(level) = level.filter(|level| !level.is_serial()) {
        let why = format!("{level} is not SERIAL or LOCAL_SERIAL");
        return Err(driver::Error::invalid_option("serial_consistency", why));
    }
    Ok(level)
}

fn bytes_of(bytes: &[u8]) -> Option<Bytes> {
    (!bytes.is_empty()).then(|| Bytes::copy_from_slice(bytes))
}

fn host(bytes: &[u8]) -> Result<Option<Uuid>, driver::Error> {
    if bytes.is_empty() {
        return Ok(None);
    }
    Uuid::from_slice(bytes).map(Some).map_err(|why| driver::Error::invalid_option("host", why))
}

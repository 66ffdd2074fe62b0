//! What is sent: prepared statements, bound values, and requests with their options.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use unicql_core as driver;
use uuid::Uuid;

use crate::{classes, codec, error, retry, value};

/// Makes a Python error of an error of core.
pub(crate) fn raise(py: Python<'_>, failure: &driver::Error) -> PyErr {
    match error::to_exception(py, failure) {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// The bound values of a statement, encoded.
#[pyclass(frozen, module = "cassandra._native")]
pub(crate) struct Values(driver::Values);

#[pymethods]
impl Values {
    /// Takes one item for each value: bytes, `None`, or `UNSET_VALUE`.
    #[new]
    fn new(items: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = items.py();
        let unset = classes::unset_value(py)?;
        let mut writer = driver::ValuesWriter::default();
        for item in items.try_iter()? {
            let item = item?;
            if item.is_none() {
                writer.null();
            } else if item.is(unset) {
                writer.unset();
            } else {
                writer.value(item.cast::<PyBytes>()?.as_bytes());
            }
        }
        Values::finish(py, writer)
    }

    /// Returns one item for each value: bytes, `None`, or `UNSET_VALUE`.
    fn items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let items = PyList::empty(py);
        let mut rest = self.0.cells();
        while let Some((head, tail)) = rest.split_first_chunk::<4>() {
            rest = tail;
            match i32::from_be_bytes(*head) {
                -1 => items.append(py.None())?,
                -2 => items.append(classes::unset_value(py)?)?,
                len => {
                    let (cell, tail) = rest.split_at(usize::try_from(len).unwrap_or(0));
                    rest = tail;
                    items.append(PyBytes::new(py, cell))?;
                }
            }
        }
        Ok(items)
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }
}

impl Values {
    fn finish(py: Python<'_>, writer: driver::ValuesWriter) -> PyResult<Self> {
        writer.finish().map(Values).map_err(|failure| raise(py, &failure))
    }
}

/// A prepared statement of core.
#[pyclass(frozen, module = "cassandra._native")]
pub(crate) struct Prepared(pub(crate) Arc<driver::Prepared>);

#[pymethods]
impl Prepared {
    /// The id that the server gave.
    #[getter]
    fn id<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, self.0.id())
    }

    /// Which markers make up the partition key; empty when not all of it is bound.
    #[getter]
    fn routing_indexes(&self) -> Vec<u16> {
        self.0.routing_indexes().to_vec()
    }

    /// The markers as `(keyspace, table, name, cqltypes class)`.
    fn variables<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        describe(py, self.0.variables())
    }

    /// The columns of the result as they were when the statement was prepared.
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        describe(py, self.0.columns())
    }

    /// Encodes the values of the markers: a sequence by position, a dict by name. Values that are missing stay
    /// unset.
    fn bind(&self, values: &Bound<'_, PyAny>) -> PyResult<Values> {
        let py = values.py();
        let variables = self.0.variables();
        let unset = classes::unset_value(py)?;
        let mut writer = driver::ValuesWriter::with_capacity(16 * variables.len());
        if let Ok(named) = values.cast::<PyDict>() {
            for index in 0..variables.len() {
                let item = named.as_any().get_item(&variables[index].name);
                let item = match item {
                    Err(error) if error.is_instance_of::<pyo3::exceptions::PyKeyError>(py) => unset.clone(),
                    item => item?,
                };
                self.bind_one(index, &item, unset, &mut writer)?;
            }
            return Values::finish(py, writer);
        }
        let given = values.len()?;
        if given > variables.len() {
            let message =
                format!("Too many arguments provided to bind() (got {given}, expected {})", variables.len());
            return Err(PyValueError::new_err(message));
        }
        for (index, item) in values.try_iter()?.take(variables.len()).enumerate() {
            self.bind_one(index, &item?, unset, &mut writer)?;
        }
        for index in writer.len()..variables.len() {
            self.bind_one(index, unset, unset, &mut writer)?;
        }
        Values::finish(py, writer)
    }
}

impl Prepared {
    fn bind_one(
        &self,
        index: usize,
        item: &Bound<'_, PyAny>,
        unset: &Bound<'_, PyAny>,
        writer: &mut driver::ValuesWriter,
    ) -> PyResult<()> {
        let column = &self.0.variables()[index];
        if item.is_none() {
            writer.null();
            return Ok(());
        }
        if item.is(unset) {
            if self.0.routing_indexes().iter().any(|&key| usize::from(key) == index) {
                let message =
                    format!("Cannot bind UNSET_VALUE as a part of the routing key '{}'", column.name);
                return Err(PyValueError::new_err(message));
            }
            writer.unset();
            return Ok(());
        }
        writer
            .nested(|out| value::encode(item, &column.cql_type, out))
            .map_err(|error| name_column(error, column, item))
    }
}

/// Names the column, its type and the class of the value, in the words of the legacy driver.
fn name_column(error: PyErr, column: &driver::Column, item: &Bound<'_, PyAny>) -> PyErr {
    let py = item.py();
    if !error.is_instance_of::<PyTypeError>(py) {
        return error;
    }
    let expected = codec::class_of(py, &column.cql_type).and_then(|class| Ok(class.str()?.to_string()));
    let expected = expected.unwrap_or_else(|_| column.cql_type.to_string());
    PyTypeError::new_err(format!(
        "Received an argument of invalid type for column \"{}\". Expected: {expected}, Got: {}; ({})",
        column.name,
        item.get_type(),
        error.value(py)
    ))
}

/// Returns columns as `(keyspace, table, name, cqltypes class)`.
pub(crate) fn describe<'py>(py: Python<'py>, columns: &driver::Columns) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for column in columns.iter() {
        let class = codec::class_of(py, &column.cql_type)?;
        list.append((&column.keyspace, &column.table, &column.name, class))?;
    }
    Ok(list)
}

/// The options of a request as Python gives them: consistency and serial consistency by their codes, page size (0
/// turns paging off), paging state, timestamp in microseconds, timeout in milliseconds (0 is without limit), whether
/// it is idempotent, whether it is traced, the id of the only host it may go to, the custom payload, the partition
/// that it is about, and the keyspace of names without one.
#[derive(FromPyObject)]
struct Options(
    Option<u16>,
    Option<u16>,
    i32,
    Option<Vec<u8>>,
    Option<i64>,
    u64,
    bool,
    bool,
    Option<u128>,
    Option<Payload>,
    Option<RoutingKey>,
    Option<String>,
);

/// The keyspace, if it is not that of the session, and the key.
type RoutingKey = (Option<String>, Vec<u8>);

type Payload = HashMap<String, Option<Vec<u8>>>;

impl Options {
    fn into_core(self) -> PyResult<driver::RequestOptions> {
        let Options(
            consistency,
            serial,
            page_size,
            paging_state,
            timestamp,
            timeout,
            idempotent,
            tracing,
            host,
            payload,
            routing_key,
            keyspace,
        ) = self;
        let payload = payload.map(|payload| {
            let items = payload.into_iter().map(|(name, value)| (name, value.map(Bytes::from)));
            driver::CustomPayload::new(items.collect())
        });
        Ok(driver::RequestOptions {
            consistency: consistency.map(level).transpose()?,
            serial_consistency: serial.map(level).transpose()?,
            page_size: Some(page_size),
            paging_state: paging_state.map(Bytes::from),
            timestamp_us: timestamp,
            timeout_ms: Some(timeout),
            idempotent: Some(idempotent),
            tracing,
            host: host.map(Uuid::from_u128),
            custom_payload: payload,
            keyspace: keyspace.map(Arc::from),
            routing_key: routing_key
                .map(|(keyspace, key)| Arc::new(driver::RoutingKey { keyspace, key: key.into() })),
            ..driver::RequestOptions::default()
        })
    }
}

pub(crate) fn level(code: u16) -> PyResult<driver::Consistency> {
    driver::Consistency::from_code(code)
        .ok_or_else(|| PyValueError::new_err(format!("{code} is not a consistency level")))
}

/// A statement with its options, ready to be sent any number of times.
#[pyclass(frozen, module = "cassandra._native")]
pub(crate) struct Request(pub(crate) driver::Request);

#[pymethods]
impl Request {
    /// Makes the request of CQL text, whose values are part of the text.
    #[staticmethod]
    fn text(cql: &str, options: Options) -> PyResult<Self> {
        let statement = driver::Statement::Text { cql: Arc::from(cql), values: driver::Values::default() };
        Ok(Request(driver::Request { statement, options: options.into_core()? }))
    }

    /// Makes the request of a prepared statement.
    #[staticmethod]
    fn prepared(prepared: &Prepared, values: &Values, options: Options) -> PyResult<Self> {
        let statement =
            driver::Statement::Prepared { prepared: Arc::clone(&prepared.0), values: values.0.clone() };
        Ok(Request(driver::Request { statement, options: options.into_core()? }))
    }

    /// Makes the request of a batch of the kind 0 (logged), 1 (unlogged) or 2 (counter). An entry is CQL text, or a
    /// prepared statement with its values.
    #[staticmethod]
    fn batch(kind: u8, entries: &Bound<'_, PyList>, options: Options) -> PyResult<Self> {
        let kind = match kind {
            0 => driver::BatchKind::Logged,
            1 => driver::BatchKind::Unlogged,
            2 => driver::BatchKind::Counter,
            other => return Err(PyValueError::new_err(format!("{other} is not a kind of batch"))),
        };
        let entries = entries.iter().map(|entry| batch_entry(&entry)).collect::<PyResult<Vec<_>>>()?;
        let statement = driver::Statement::Batch(driver::Batch { kind, entries });
        Ok(Request(driver::Request { statement, options: options.into_core()? }))
    }

    /// Makes the request that policies of the user rule: the ids of the hosts that it may go to, in this order; what decides
    /// about retries, a callable or the name of a rule; after how many milliseconds each one more host is asked. `None`
    /// leaves each to the session.
    fn with_policies(
        &self,
        plan: Option<Vec<u128>>,
        retry: Option<Bound<'_, PyAny>>,
        speculation_ms: Option<Vec<u64>>,
    ) -> PyResult<Self> {
        let mut request = self.0.clone();
        let hosts = plan.map(|hosts| hosts.into_iter().map(Uuid::from_u128).collect::<Arc<[Uuid]>>());
        request.options.plan = hosts;
        request.options.retry = retry.map(|retry| retry::retry_by(&retry)).transpose()?;
        request.options.speculation_ms = speculation_ms.map(Arc::from);
        Ok(Request(request))
    }

    /// Makes the request that asks for the page after a paging state.
    fn after(&self, paging_state: Vec<u8>) -> Self {
        let mut request = self.0.clone();
        request.options.paging_state = Some(paging_state.into());
        Request(request)
    }
}

fn batch_entry(entry: &Bound<'_, PyAny>) -> PyResult<driver::BatchEntry> {
    if let Ok(cql) = entry.extract::<&str>() {
        return Ok(driver::BatchEntry::Text { cql: Arc::from(cql), values: driver::Values::default() });
    }
    let (prepared, values): (Bound<'_, Prepared>, Bound<'_, Values>) = entry.extract()?;
    Ok(driver::BatchEntry::Prepared {
        prepared: Arc::clone(&prepared.get().0),
        values: values.get().0.clone(),
    })
}

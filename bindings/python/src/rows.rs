//! Pages and the rows in them, built by a plan that is made once per shape of a result.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple};
use unicql_core as driver;
use unicql_core::{CqlType, PageKind};

use crate::value::{Decoder, Registry};
use crate::{classes, codec, error, request, schema};

/// How rows are built; the numbers stand for the row factories of `cassandra.query`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Tuple,
    NamedTuple,
    Dict,
    OrderedDict,
}

impl Shape {
    fn from_code(code: u8) -> PyResult<Self> {
        [Shape::Tuple, Shape::NamedTuple, Shape::Dict, Shape::OrderedDict]
            .get(usize::from(code))
            .copied()
            .ok_or_else(|| PyValueError::new_err(format!("{code} is no row factory")))
    }
}

/// What it takes to decode the rows of one shape of result.
struct Plan {
    names: Vec<Py<PyString>>,
    types: Vec<CqlType>,
    decoders: Vec<Cell>,
    row_class: PyOnceLock<Py<PyAny>>,
}

impl Plan {
    fn new(
        py: Python<'_>,
        columns: &driver::Columns,
        registry: &Registry,
        choose: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Plan> {
        Ok(Plan {
            names: columns.iter().map(|column| PyString::intern(py, &column.name).unbind()).collect(),
            decoders: (columns.iter())
                .map(|column| Cell::new(py, column, registry, choose))
                .collect::<PyResult<_>>()?,
            types: columns.iter().map(|column| column.cql_type.clone()).collect(),
            row_class: PyOnceLock::new(),
        })
    }

    fn names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.names.iter().map(|name| name.bind(py)))
    }

    fn row_class<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        let class = self.row_class.get_or_try_init(py, || {
            Ok::<_, PyErr>(classes::row_class(py)?.call1((self.names(py)?,))?.unbind())
        })?;
        Ok(class.bind(py))
    }

    fn rows<'py>(&self, py: Python<'py>, page: &driver::Page, shape: Shape) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        let named = if shape == Shape::NamedTuple { Some(self.row_class(py)?) } else { None };
        let new_tuple = classes::tuple_new(py)?;
        let mut cells = Cells(&page.rows);
        for _ in 0..page.row_count {
            match shape {
                Shape::Tuple => rows.append(self.tuple(py, &mut cells)?)?,
                Shape::NamedTuple => rows.append(new_tuple.call1((named, self.tuple(py, &mut cells)?))?)?,
                Shape::Dict => {
                    let row = PyDict::new(py);
                    for (index, name) in self.names.iter().enumerate() {
                        row.set_item(name, self.value(py, index, &mut cells)?)?;
                    }
                    rows.append(row)?;
                }
                Shape::OrderedDict => {
                    let row = classes::ordered_dict(py)?.call0()?;
                    for (index, name) in self.names.iter().enumerate() {
                        row.set_item(name, self.value(py, index, &mut cells)?)?;
                    }
                    rows.append(row)?;
                }
            }
        }
        Ok(rows)
    }

    fn tuple<'py>(&self, py: Python<'py>, cells: &mut Cells<'_>) -> PyResult<Bound<'py, PyTuple>> {
        let mut values = Vec::with_capacity(self.decoders.len());
        for index in 0..self.decoders.len() {
            values.push(self.value(py, index, cells)?);
        }
        PyTuple::new(py, values)
    }

    fn value<'py>(
        &self,
        py: Python<'py>,
        index: usize,
        cells: &mut Cells<'_>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let cell = cells.next()?;
        self.decoders[index].decode(py, cell).map_err(|error| self.name_column(py, index, error))
    }

    /// Names the column whose cell cannot be decoded, in the words of the legacy driver.
    fn name_column(&self, py: Python<'_>, index: usize, error: PyErr) -> PyErr {
        if !error.is_instance_of::<PyException>(py) {
            return error;
        }
        let (name, cql_type) = (&self.names[index], &self.types[index]);
        let message =
            format!("Failed decoding result column \"{name}\" of type {cql_type}: {}", error.value(py));
        let made = classes::driver_exception(py).and_then(|class| class.call1((message,)));
        let made = made.map_or_else(|failure| failure, PyErr::from_value);
        made.set_cause(py, Some(error));
        made
    }
}

/// What turns the cells of a column into Python objects.
enum Cell {
    BuiltIn(Decoder),
    /// A callable of the package; it takes the bytes of a cell or `None`.
    Own(Py<PyAny>),
}

impl Cell {
    fn new(
        py: Python<'_>,
        column: &driver::Column,
        registry: &Registry,
        choose: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Cell> {
        if let Some(choose) = choose {
            let class = codec::class_of(py, &column.cql_type)?;
            let chosen = choose.call1((&column.keyspace, &column.table, &column.name, class))?;
            if !chosen.is_none() {
                return Ok(Cell::Own(chosen.unbind()));
            }
        }
        Ok(Cell::BuiltIn(Decoder::new(py, &column.cql_type, registry)?))
    }

    fn decode<'py>(&self, py: Python<'py>, bytes: Option<&[u8]>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Cell::BuiltIn(decoder) => decoder.decode(py, bytes),
            Cell::Own(callable) => callable.bind(py).call1((bytes.map(|bytes| PyBytes::new(py, bytes)),)),
        }
    }
}

/// Reads `[int length][bytes]` one after another.
struct Cells<'a>(&'a [u8]);

impl<'a> Cells<'a> {
    fn next(&mut self) -> PyResult<Option<&'a [u8]>> {
        let short = || PyValueError::new_err("the server sent a malformed page");
        let (head, rest) = self.0.split_first_chunk::<4>().ok_or_else(short)?;
        let Ok(len) = usize::try_from(i32::from_be_bytes(*head)) else {
            self.0 = rest;
            return Ok(None);
        };
        let (cell, rest) = rest.split_at_checked(len).ok_or_else(short)?;
        self.0 = rest;
        Ok(Some(cell))
    }
}

/// How many plans a session remembers; past it they are made anew.
const CAPACITY: usize = 4096;

/// The plans of a session, and the classes that they build user-defined types with.
#[derive(Default)]
pub(crate) struct Plans {
    known: Mutex<HashMap<u64, Arc<Plan>>>,
    registry: Mutex<Registry>,
    choose: Mutex<Option<Py<PyAny>>>,
}

impl Plans {
    /// Builds values of a user-defined type with a class of the user from now on.
    pub(crate) fn register(&self, keyspace: String, name: String, class: Py<PyAny>) {
        let replaced =
            self.registry.lock().unwrap_or_else(PoisonError::into_inner).insert((keyspace, name), class);
        // Dropping Python objects may run Python code, which must not find the lock taken.
        drop(replaced);
        self.forget();
    }

    /// Asks a callable for the decoder of each column from now on.
    pub(crate) fn decode_columns_by(&self, choose: Py<PyAny>) {
        let replaced = self.choose.lock().unwrap_or_else(PoisonError::into_inner).replace(choose);
        drop(replaced);
        self.forget();
    }

    /// Makes all plans anew, since classes that they hold may have changed.
    pub(crate) fn forget(&self) {
        let known = std::mem::take(&mut *self.known.lock().unwrap_or_else(PoisonError::into_inner));
        drop(known);
    }

    fn get(&self, py: Python<'_>, columns: &driver::Columns) -> PyResult<Arc<Plan>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&columns.id()).cloned();
        if let Some(plan) = known {
            return Ok(plan);
        }
        let registry: Registry = {
            let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
            registry.iter().map(|(key, class)| (key.clone(), class.clone_ref(py))).collect()
        };
        let choose = {
            let choose = self.choose.lock().unwrap_or_else(PoisonError::into_inner);
            choose.as_ref().map(|choose| choose.clone_ref(py).into_bound(py))
        };
        let plan = Arc::new(Plan::new(py, columns, &registry, choose.as_ref())?);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let evicted = if known.len() >= CAPACITY { std::mem::take(&mut *known) } else { HashMap::new() };
        known.insert(columns.id(), Arc::clone(&plan));
        drop(known);
        drop(evicted);
        Ok(plan)
    }
}

/// One answer of the server.
#[pyclass(frozen, module = "cassandra._native")]
pub(crate) struct Page(driver::Page);

impl Page {
    pub(crate) fn new(page: driver::Page) -> Self {
        Page(page)
    }

    /// Decodes the rows with the plans of a session: the column names and the rows; `None` without rows.
    pub(crate) fn decode<'py>(
        &self,
        py: Python<'py>,
        plans: &Plans,
        shape: u8,
    ) -> PyResult<Option<(Bound<'py, PyList>, Bound<'py, PyList>)>> {
        let Some(columns) = &self.0.columns else {
            return Ok(None);
        };
        let plan = plans.get(py, columns)?;
        Ok(Some((plan.names(py)?, plan.rows(py, &self.0, Shape::from_code(shape)?)?)))
    }
}

#[pymethods]
impl Page {
    /// `void`, `rows`, `set_keyspace` or `schema_change`.
    #[getter]
    fn kind(&self) -> &'static str {
        match self.0.kind {
            PageKind::Void => "void",
            PageKind::Rows => "rows",
            PageKind::SetKeyspace(_) => "set_keyspace",
            PageKind::SchemaChange { .. } => "schema_change",
        }
    }

    /// Whether the answer says nothing but that the request succeeded.
    #[getter]
    fn is_bare(&self) -> bool {
        matches!(self.0.kind, PageKind::Void)
            && self.0.warnings.is_empty()
            && self.0.tracing_id.is_none()
            && self.0.custom_payload.is_none()
    }

    /// The keyspace that a `USE` made current.
    #[getter]
    fn keyspace(&self) -> Option<&str> {
        match &self.0.kind {
            PageKind::SetKeyspace(keyspace) => Some(keyspace),
            _ => None,
        }
    }

    /// Whether the nodes agree on the schema after a schema change; true for any other answer.
    #[getter]
    fn is_schema_agreed(&self) -> bool {
        !matches!(self.0.kind, PageKind::SchemaChange { in_agreement: false, .. })
    }

    /// What was changed by a statement that changes the schema: what happened, to what, the keyspace, the name, the types of
    /// the arguments; `None` when nothing was or nobody tells.
    #[getter]
    fn schema_change(&self) -> Option<schema::Change> {
        match &self.0.kind {
            PageKind::SchemaChange { change: Some(change), .. } => Some(schema::describe(change)),
            _ => None,
        }
    }

    /// The hosts that were asked, in order, as `ip:port`; the last one answered.
    #[getter]
    fn tried(&self) -> Vec<String> {
        match &self.0.trail {
            Some(trail) => trail.tried.iter().map(|tried| tried.host.to_string()).collect(),
            None => vec![self.coordinator()],
        }
    }

    /// Why the last try failed at hosts that were asked before the one that answered, by `ip:port`.
    #[getter]
    fn failures<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let failures = PyDict::new(py);
        for tried in self.0.trail.iter().flat_map(|trail| &trail.tried) {
            if let Some(error) = &tried.error {
                failures.set_item(tried.host.to_string(), error::plain(py, error)?)?;
            }
        }
        Ok(failures)
    }

    /// Where the next page starts; `None` after the last one.
    #[getter]
    fn paging_state<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.0.paging_state.as_ref().map(|state| PyBytes::new(py, state))
    }

    /// What the server warned of; `None` when it did not.
    #[getter]
    fn warnings(&self) -> Option<&[String]> {
        (!self.0.warnings.is_empty()).then_some(&self.0.warnings)
    }

    /// What the server sent along, bytes by name; `None` when it sent nothing.
    #[getter]
    fn custom_payload<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        let Some(payload) = &self.0.custom_payload else {
            return Ok(None);
        };
        let items = PyDict::new(py);
        for (name, value) in payload.iter() {
            items.set_item(name, value.as_ref().map(|bytes| PyBytes::new(py, bytes)))?;
        }
        Ok(Some(items))
    }

    /// The id of the trace as an integer.
    #[getter]
    fn tracing_id(&self) -> Option<u128> {
        self.0.tracing_id.map(|id| id.as_u128())
    }

    /// The host that answered, as `ip:port`.
    #[getter]
    fn coordinator(&self) -> String {
        self.0.coordinator.to_string()
    }

    /// How many rows there are, and all their cells as the server sent them: a length and bytes for each.
    fn cells<'py>(&self, py: Python<'py>) -> (usize, Bound<'py, PyBytes>) {
        (self.0.row_count, PyBytes::new(py, &self.0.rows))
    }

    /// The columns as `(keyspace, table, name, cqltypes class)`; `None` without rows.
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyList>>> {
        self.0.columns.as_ref().map(|columns| request::describe(py, columns)).transpose()
    }
}

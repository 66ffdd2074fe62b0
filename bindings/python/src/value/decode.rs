//! Wire bytes to Python objects. A decoder is built once per type and holds the Python classes that it needs.

use std::collections::HashMap;

use pyo3::exceptions::PyValueError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyString, PyTuple};
use unicql_core::{CqlType, UserType};

use super::number::read_unsigned_vint;
use super::scalar::{ascii, fixed, malformed, scalar, text};
use crate::{classes, codec};

/// Classes that the user registered for user-defined types, by keyspace and name.
pub(crate) type Registry = HashMap<(String, String), Py<PyAny>>;

/// Turns the bytes of one type into Python objects.
pub(crate) struct Decoder {
    kind: Kind,
    /// What an empty value of a type without an empty form becomes.
    empty: Option<Py<PyAny>>,
}

enum Kind {
    Text,
    Ascii,
    Blob,
    Native(CqlType),
    List(Box<Decoder>),
    Set { element: Box<Decoder>, comparable: bool },
    Map { key: Box<Decoder>, key_class: Py<PyAny>, value: Box<Decoder> },
    Tuple(Vec<Decoder>),
    UserType { make: Make, names: Vec<Py<PyString>>, fields: Vec<Decoder> },
    Vector { element: Box<Decoder>, name: String, dimensions: usize, fixed: Option<usize> },
}

/// How a user-defined type is built.
enum Make {
    /// A class that the user registered; it takes the fields by keyword.
    Registered(Py<PyAny>),
    /// A namedtuple.
    Named(Py<PyAny>),
    /// A tuple, when no namedtuple can have such names.
    Plain,
}

impl Decoder {
    /// Builds the decoder of a type.
    pub(crate) fn new(py: Python<'_>, cql_type: &CqlType, registry: &Registry) -> PyResult<Decoder> {
        let boxed = |part: &CqlType| Ok::<_, PyErr>(Box::new(Decoder::new(py, part, registry)?));
        let kind = match cql_type {
            CqlType::Text => Kind::Text,
            CqlType::Ascii => Kind::Ascii,
            CqlType::Blob | CqlType::Custom(_) => Kind::Blob,
            CqlType::List(element) => Kind::List(boxed(element)?),
            CqlType::Set(element) => {
                Kind::Set { element: boxed(element)?, comparable: is_totally_ordered(element) }
            }
            CqlType::Map(key, value) => Kind::Map {
                key: boxed(key)?,
                key_class: codec::class_of(py, key)?.unbind(),
                value: boxed(value)?,
            },
            CqlType::Tuple(types) => Kind::Tuple(
                types.iter().map(|part| Decoder::new(py, part, registry)).collect::<PyResult<_>>()?,
            ),
            CqlType::UserType(udt) => Kind::UserType {
                make: Make::new(py, udt, cql_type, registry)?,
                names: udt.fields.iter().map(|(name, _)| PyString::intern(py, name).unbind()).collect(),
                fields: (udt.fields.iter())
                    .map(|(_, field)| Decoder::new(py, field, registry))
                    .collect::<PyResult<_>>()?,
            },
            CqlType::Vector(element, dimensions) => Kind::Vector {
                name: element.to_string(),
                dimensions: usize::from(*dimensions),
                fixed: element.vector_element_len(),
                element: boxed(element)?,
            },
            native => Kind::Native(native.clone()),
        };
        let class = codec::class_of(py, cql_type)?;
        let wanted = class.getattr(intern!(py, "support_empty_values"))?.is_truthy()?;
        let empty = if wanted { Some(classes::empty_value(py)?.clone().unbind()) } else { None };
        Ok(Decoder { kind, empty })
    }

    /// Decodes one value; `None` is null.
    pub(crate) fn decode<'py>(&self, py: Python<'py>, bytes: Option<&[u8]>) -> PyResult<Bound<'py, PyAny>> {
        let Some(bytes) = bytes else {
            return Ok(py.None().into_bound(py));
        };
        if bytes.is_empty() && !matches!(self.kind, Kind::Text | Kind::Ascii | Kind::Blob) {
            return Ok(self
                .empty
                .as_ref()
                .map_or_else(|| py.None(), |empty| empty.clone_ref(py))
                .into_bound(py));
        }
        match &self.kind {
            Kind::Text => Ok(text(py, bytes)?.into_any()),
            Kind::Ascii => ascii(py, bytes),
            Kind::Blob => Ok(PyBytes::new(py, bytes).into_any()),
            Kind::Native(native) => scalar(py, native, bytes),
            Kind::List(element) => Ok(PyList::new(py, elements(py, element, bytes)?)?.into_any()),
            Kind::Set { element, comparable } => set(py, element, *comparable, bytes),
            Kind::Map { key, key_class, value } => map(py, key, key_class, value, bytes),
            Kind::Tuple(types) => Ok(PyTuple::new(py, fields(py, types, bytes)?)?.into_any()),
            Kind::UserType { make, names, fields: types } => make.build(py, names, fields(py, types, bytes)?),
            Kind::Vector { element, name, dimensions, fixed } => {
                vector(py, element, name, *dimensions, *fixed, bytes)
            }
        }
    }
}

impl Make {
    fn new(py: Python<'_>, udt: &UserType, cql_type: &CqlType, registry: &Registry) -> PyResult<Make> {
        let key = (udt.keyspace.clone(), udt.name.clone());
        if let Some(class) = registry.get(&key) {
            return Ok(Make::Registered(class.clone_ref(py)));
        }
        let class = codec::class_of(py, cql_type)?.getattr(intern!(py, "tuple_type"))?;
        Ok(if class.is_none() { Make::Plain } else { Make::Named(class.unbind()) })
    }

    fn build<'py>(
        &self,
        py: Python<'py>,
        names: &[Py<PyString>],
        values: Vec<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Make::Plain => Ok(PyTuple::new(py, values)?.into_any()),
            Make::Named(class) => classes::tuple_new(py)?.call1((class, PyTuple::new(py, values)?)),
            Make::Registered(class) => {
                let keywords = PyDict::new(py);
                for (name, value) in names.iter().zip(values) {
                    keywords.set_item(name, value)?;
                }
                class.bind(py).call((), Some(&keywords))
            }
        }
    }
}

/// Tells whether Python sorts all values of a type as a bisection would place them.
fn is_totally_ordered(cql_type: &CqlType) -> bool {
    !matches!(
        cql_type,
        CqlType::Set(_)
            | CqlType::Map(..)
            | CqlType::UserType(_)
            | CqlType::Tuple(_)
            | CqlType::List(_)
            | CqlType::Vector(..)
            | CqlType::Duration
            | CqlType::Double
            | CqlType::Float
    )
}

/// Takes `[int length][bytes]` off the bytes; the inner `None` is null.
fn take<'a>(bytes: &mut &'a [u8], what: &str) -> PyResult<Option<&'a [u8]>> {
    let (head, rest) = bytes.split_at_checked(4).ok_or_else(|| malformed(what))?;
    let len = i32::from_be_bytes(fixed(head, what)?);
    let Ok(len) = usize::try_from(len) else {
        *bytes = rest;
        return Ok(None);
    };
    let (body, rest) = rest.split_at_checked(len).ok_or_else(|| malformed(what))?;
    *bytes = rest;
    Ok(Some(body))
}

/// Takes the number of elements, which cannot be more than the bytes could hold.
fn take_count(bytes: &mut &[u8], what: &str) -> PyResult<usize> {
    let (head, rest) = bytes.split_at_checked(4).ok_or_else(|| malformed(what))?;
    let count = usize::try_from(i32::from_be_bytes(fixed(head, what)?)).map_err(|_| malformed(what))?;
    if count > rest.len() / 4 {
        return Err(malformed(what));
    }
    *bytes = rest;
    Ok(count)
}

fn elements<'py>(py: Python<'py>, element: &Decoder, mut bytes: &[u8]) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let count = take_count(&mut bytes, "collection")?;
    (0..count).map(|_| element.decode(py, take(&mut bytes, "collection")?)).collect()
}

fn set<'py>(
    py: Python<'py>,
    element: &Decoder,
    comparable: bool,
    bytes: &[u8],
) -> PyResult<Bound<'py, PyAny>> {
    let items = PyList::new(py, elements(py, element, bytes)?)?;
    if comparable && items.sort().is_ok() && !has_twins(&items)? {
        return classes::sorted_set_of(py)?.call1((items,));
    }
    classes::sorted_set(py)?.call1((items,))
}

/// Tells whether neighbours are equal: a frozen set may hold an element twice if a client wrote it so.
fn has_twins(items: &Bound<'_, PyList>) -> PyResult<bool> {
    for index in 1..items.len() {
        if items.get_item(index - 1)?.eq(items.get_item(index)?)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn map<'py>(
    py: Python<'py>,
    key: &Decoder,
    key_class: &Py<PyAny>,
    value: &Decoder,
    mut bytes: &[u8],
) -> PyResult<Bound<'py, PyAny>> {
    let count = take_count(&mut bytes, "map")?;
    let items = PyList::empty(py);
    let index = PyDict::new(py);
    for position in 0..count {
        let key_bytes = take(&mut bytes, "map")?;
        let pair = (key.decode(py, key_bytes)?, value.decode(py, take(&mut bytes, "map")?)?);
        items.append(pair)?;
        index.set_item(key_bytes.map(|bytes| PyBytes::new(py, bytes)), position)?;
    }
    classes::ordered_map_of(py)?.call1((key_class, items, index))
}

/// Decodes the fields of a tuple or user-defined type; those that are not there are null.
fn fields<'py>(py: Python<'py>, types: &[Decoder], mut bytes: &[u8]) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let mut values = Vec::with_capacity(types.len());
    for decoder in types {
        let cell = if bytes.is_empty() { None } else { take(&mut bytes, "tuple")? };
        values.push(decoder.decode(py, cell)?);
    }
    Ok(values)
}

fn vector<'py>(
    py: Python<'py>,
    element: &Decoder,
    name: &str,
    dimensions: usize,
    fixed: Option<usize>,
    mut bytes: &[u8],
) -> PyResult<Bound<'py, PyAny>> {
    let list = PyList::empty(py);
    if let Some(size) = fixed {
        if bytes.len() != size * dimensions {
            return Err(PyValueError::new_err(format!(
                "Expected vector of type {name} and dimension {dimensions} to have serialized size {}; \
                 observed serialized size of {} instead",
                size * dimensions,
                bytes.len()
            )));
        }
        for cell in bytes.chunks_exact(size.max(1)) {
            list.append(element.decode(py, Some(cell))?)?;
        }
        return Ok(list.into_any());
    }
    for _ in 0..dimensions {
        let len = read_unsigned_vint(&mut bytes).and_then(|len| usize::try_from(len).ok());
        let cut = len.and_then(|len| bytes.split_at_checked(len));
        let (cell, rest) = cut.ok_or_else(|| {
            PyValueError::new_err(format!(
                "Error reading additional data during vector deserialization after successfully adding {} \
                 elements",
                list.len()
            ))
        })?;
        bytes = rest;
        list.append(element.decode(py, Some(cell))?)?;
    }
    if !bytes.is_empty() {
        return Err(PyValueError::new_err(
            "Additional bytes remaining after vector deserialization completed",
        ));
    }
    Ok(list.into_any())
}

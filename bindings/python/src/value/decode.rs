//! Wire bytes to Python objects. A decoder is built once per type and holds the Python classes that it needs.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use pyo3::exceptions::{PyOverflowError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use unicql_core::{CqlType, UserType};

use super::number::{civil_from_days, read_unsigned_vint, read_vint};
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

fn malformed(what: &str) -> PyErr {
    PyValueError::new_err(format!("the server sent a malformed {what}"))
}

fn fixed<const N: usize>(bytes: &[u8], what: &str) -> PyResult<[u8; N]> {
    bytes.try_into().map_err(|_| malformed(what))
}

fn text<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyString>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(PyString::new(py, text)),
        Err(_) => Ok(PyString::from_encoded_object(
            PyBytes::new(py, bytes).as_any(),
            Some(c"utf-8"),
            Some(c"strict"),
        )?),
    }
}

fn ascii<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    if bytes.is_ascii() {
        return Ok(text(py, bytes)?.into_any());
    }
    PyBytes::new(py, bytes).call_method1(intern!(py, "decode"), (intern!(py, "ascii"),))
}

fn scalar<'py>(py: Python<'py>, native: &CqlType, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    Ok(match native {
        CqlType::Int => i32::from_be_bytes(fixed(bytes, "int")?).into_pyobject(py)?.into_any(),
        CqlType::BigInt | CqlType::Counter => {
            i64::from_be_bytes(fixed(bytes, "bigint")?).into_pyobject(py)?.into_any()
        }
        CqlType::SmallInt => i16::from_be_bytes(fixed(bytes, "smallint")?).into_pyobject(py)?.into_any(),
        CqlType::TinyInt => i8::from_be_bytes(fixed(bytes, "tinyint")?).into_pyobject(py)?.into_any(),
        CqlType::Boolean => {
            let [byte] = fixed(bytes, "boolean")?;
            (byte != 0).into_pyobject(py)?.to_owned().into_any()
        }
        CqlType::Double => PyFloat::new(py, f64::from_be_bytes(fixed(bytes, "double")?)).into_any(),
        CqlType::Float => PyFloat::new(py, f32::from_be_bytes(fixed(bytes, "float")?).into()).into_any(),
        CqlType::Uuid | CqlType::TimeUuid => uuid(py, u128::from_be_bytes(fixed(bytes, "uuid")?))?,
        CqlType::Timestamp => timestamp(py, i64::from_be_bytes(fixed(bytes, "timestamp")?))?,
        CqlType::Date => {
            let days = i64::from(u32::from_be_bytes(fixed(bytes, "date")?)) - (1 << 31);
            with_attribute(classes::cql_date(py)?, intern!(py, "days_from_epoch"), days)?
        }
        CqlType::Time => {
            let nanoseconds = i64::from_be_bytes(fixed(bytes, "time")?);
            with_attribute(classes::cql_time(py)?, intern!(py, "nanosecond_time"), nanoseconds)?
        }
        CqlType::Duration => duration(py, bytes)?,
        CqlType::Inet => inet(py, bytes)?,
        CqlType::Varint => varint(py, bytes)?,
        CqlType::Decimal => decimal(py, bytes)?,
        _ => PyBytes::new(py, bytes).into_any(),
    })
}

/// Makes an instance without its `__init__`, which would only check what the server has checked.
fn bare<'py>(class: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let class = classes::as_type(class)?;
    // SAFETY: the class is a Python class that inherits `object.__new__`, whose work this call does; the result
    // is a new reference or null with an exception set.
    unsafe {
        let object =
            pyo3::ffi::PyType_GenericNew(class.as_type_ptr(), std::ptr::null_mut(), std::ptr::null_mut());
        Bound::from_owned_ptr_or_err(class.py(), object)
    }
}

fn with_attribute<'py>(
    class: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
    value: i64,
) -> PyResult<Bound<'py, PyAny>> {
    let object = bare(class)?;
    object.setattr(name, value)?;
    Ok(object)
}

/// Fills the two slots of a UUID; its constructor costs three times as much.
fn uuid(py: Python<'_>, number: u128) -> PyResult<Bound<'_, PyAny>> {
    let object = bare(classes::uuid_class(py)?)?;
    let slots = [
        (intern!(py, "int"), number.into_pyobject(py)?.into_any()),
        (intern!(py, "is_safe"), classes::uuid_safety(py)?.clone()),
    ];
    for (name, value) in slots {
        // SAFETY: all three are live objects; UUID forbids assignment only through its own `__setattr__`.
        let outcome =
            unsafe { pyo3::ffi::PyObject_GenericSetAttr(object.as_ptr(), name.as_ptr(), value.as_ptr()) };
        if outcome != 0 {
            return Err(PyErr::fetch(py));
        }
    }
    Ok(object)
}

fn timestamp(py: Python<'_>, milliseconds: i64) -> PyResult<Bound<'_, PyAny>> {
    let (year, month, day) = civil_from_days(milliseconds.div_euclid(86_400_000));
    if !(1..=9999).contains(&year) {
        return Err(PyOverflowError::new_err("date value out of range"));
    }
    let rest = milliseconds.rem_euclid(86_400_000);
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60);
    classes::datetime(py)?.call1((year, month, day, hour, minute, second, rest % 1000 * 1000))
}

fn duration<'py>(py: Python<'py>, mut bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    let object = bare(classes::cql_duration(py)?)?;
    for name in [intern!(py, "months"), intern!(py, "days"), intern!(py, "nanoseconds")] {
        object.setattr(name, read_vint(&mut bytes).ok_or_else(|| malformed("duration"))?)?;
    }
    Ok(object)
}

fn inet<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    let address = match bytes.len() {
        4 => IpAddr::V4(Ipv4Addr::from(fixed::<4>(bytes, "inet")?)),
        _ => IpAddr::V6(Ipv6Addr::from(fixed::<16>(bytes, "inet")?)),
    };
    Ok(PyString::new(py, &address.to_string()).into_any())
}

fn varint<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    if bytes.len() <= 8 {
        return Ok(small_varint(bytes).into_pyobject(py)?.into_any());
    }
    let signed = PyDict::new(py);
    signed.set_item(intern!(py, "signed"), true)?;
    let arguments = (PyBytes::new(py, bytes), intern!(py, "big"));
    py.get_type::<PyInt>().call_method(intern!(py, "from_bytes"), arguments, Some(&signed))
}

fn small_varint(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    bytes.iter().fold(if negative { -1 } else { 0 }, |value, &byte| value << 8 | i64::from(byte))
}

fn decimal<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    let (scale, unscaled) = bytes.split_at_checked(4).ok_or_else(|| malformed("decimal"))?;
    let exponent = -i64::from(i32::from_be_bytes(fixed(scale, "decimal")?));
    let class = classes::decimal(py)?;
    if unscaled.len() <= 8 {
        return class.call1((format!("{}e{exponent}", small_varint(unscaled)),));
    }
    let whole = class.call1((varint(py, unscaled)?,))?;
    let parts = whole.call_method0(intern!(py, "as_tuple"))?;
    class.call1(((parts.get_item(0)?, parts.get_item(1)?, exponent),))
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
        let (cell, rest) =
            len.and_then(|len| bytes.split_at_checked(len)).ok_or_else(|| malformed("vector"))?;
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

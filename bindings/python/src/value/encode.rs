//! Python objects to wire bytes. Exact types take a fast path; anything else is duck-typed as the legacy driver
//! does, with the same exceptions.

use std::net::{Ipv4Addr, Ipv6Addr};

use pyo3::exceptions::{PyAttributeError, PyOverflowError, PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use unicql_core::{CqlType, UserType};

use super::calendar::{date, time, timestamp};
use super::number::{write_unsigned_vint, write_vint};
use crate::classes;

pub(super) type Value<'a, 'py> = &'a Bound<'py, PyAny>;

/// Appends the bytes of a value, without their length.
pub(crate) fn encode(value: Value, cql_type: &CqlType, out: &mut Vec<u8>) -> PyResult<()> {
    match cql_type {
        CqlType::Int => out.extend_from_slice(&integer::<i32>(value, i32::MIN, i32::MAX)?.to_be_bytes()),
        CqlType::BigInt | CqlType::Counter => {
            out.extend_from_slice(&integer::<i64>(value, i64::MIN, i64::MAX)?.to_be_bytes());
        }
        CqlType::SmallInt => out.extend_from_slice(&integer::<i16>(value, i16::MIN, i16::MAX)?.to_be_bytes()),
        CqlType::TinyInt | CqlType::Boolean => {
            out.extend_from_slice(&integer::<i8>(value, i8::MIN, i8::MAX)?.to_be_bytes());
        }
        CqlType::Double => out.extend_from_slice(&value.extract::<f64>()?.to_be_bytes()),
        CqlType::Float => float(value, out)?,
        CqlType::Text => text(value, out)?,
        CqlType::Ascii => ascii(value, out)?,
        CqlType::Blob | CqlType::Custom(_) => blob(value, out)?,
        CqlType::Uuid | CqlType::TimeUuid => uuid(value, out)?,
        CqlType::Varint => varint(value, out)?,
        CqlType::Decimal => decimal(value, out)?,
        CqlType::Inet => inet(value, out)?,
        CqlType::Timestamp => out.extend_from_slice(&timestamp(value)?.to_be_bytes()),
        CqlType::Date => out.extend_from_slice(&date(value)?.to_be_bytes()),
        CqlType::Time => out.extend_from_slice(&time(value)?.to_be_bytes()),
        CqlType::Duration => duration(value, out)?,
        CqlType::List(element) | CqlType::Set(element) => sequence(value, element, out)?,
        CqlType::Map(key, element) => map(value, key, element, out)?,
        CqlType::Tuple(types) => tuple(value, types, out)?,
        CqlType::UserType(udt) => user_type(value, udt, out)?,
        CqlType::Vector(element, dimensions) => vector(value, element, *dimensions, out)?,
    }
    Ok(())
}

/// Appends `[int length][bytes]` for what a function writes.
fn prefixed(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> PyResult<()>) -> PyResult<()> {
    let at = out.len();
    out.extend_from_slice(&[0; 4]);
    write(out)?;
    let len = i32::try_from(out.len() - at - 4)
        .map_err(|_| PyValueError::new_err("a CQL value has less than 2 GiB"))?;
    out[at..at + 4].copy_from_slice(&len.to_be_bytes());
    Ok(())
}

/// Encodes an element of a collection, where the legacy driver writes an empty value for `None`.
fn element(value: Value, cql_type: &CqlType, out: &mut Vec<u8>) -> PyResult<()> {
    prefixed(out, |out| if value.is_none() { Ok(()) } else { encode(value, cql_type, out) })
}

/// Encodes a field of a tuple or user-defined type, where `None` is null.
fn field(value: Value, cql_type: &CqlType, out: &mut Vec<u8>) -> PyResult<()> {
    if value.is_none() {
        out.extend_from_slice(&(-1i32).to_be_bytes());
        return Ok(());
    }
    prefixed(out, |out| encode(value, cql_type, out))
}

/// Takes an integer of any class that has `__index__`. The legacy driver reports one out of range as a
/// `TypeError` too.
pub(super) fn integer<'a, T>(value: &'a Bound<'_, PyAny>, min: T, max: T) -> PyResult<T>
where
    T: FromPyObject<'a, 'a, Error = PyErr> + std::fmt::Display,
{
    value.extract::<T>().map_err(|error| {
        let py = value.py();
        if error.is_instance_of::<PyOverflowError>(py) {
            PyTypeError::new_err(format!("the number must be between {min} and {max}"))
        } else if value.is_instance_of::<PyFloat>() || value.is_instance_of::<PyString>() {
            PyTypeError::new_err("required argument is not an integer")
        } else {
            error
        }
    })
}

fn float(value: Value, out: &mut Vec<u8>) -> PyResult<()> {
    let wide = value.extract::<f64>()?;
    let narrow = wide as f32;
    if narrow.is_infinite() && wide.is_finite() {
        return Err(PyOverflowError::new_err("float too large to pack with f format"));
    }
    out.extend_from_slice(&narrow.to_be_bytes());
    Ok(())
}

fn text(value: Value, out: &mut Vec<u8>) -> PyResult<()> {
    let py = value.py();
    if let Ok(text) = value.cast::<PyString>() {
        // A lone surrogate raises UnicodeEncodeError, as in the legacy driver.
        out.extend_from_slice(text.to_cow()?.as_bytes());
        return Ok(());
    }
    let encoded = value.call_method1(intern!(py, "encode"), (intern!(py, "utf-8"),));
    out.extend_from_slice(encoded.map_err(|error| not_a_string(value, error))?.cast::<PyBytes>()?.as_bytes());
    Ok(())
}

fn ascii(value: Value, out: &mut Vec<u8>) -> PyResult<()> {
    let py = value.py();
    let encoded = value.call_method1(intern!(py, "encode"), (intern!(py, "ascii"),));
    out.extend_from_slice(encoded.map_err(|error| not_a_string(value, error))?.cast::<PyBytes>()?.as_bytes());
    Ok(())
}

/// The legacy driver lets an `AttributeError` about `encode` escape; a `TypeError` names the column.
fn not_a_string(value: Value, error: PyErr) -> PyErr {
    if !error.is_instance_of::<PyAttributeError>(value.py()) {
        return error;
    }
    PyTypeError::new_err("expected a string")
}

fn blob(value: Value, out: &mut Vec<u8>) -> PyResult<()> {
    if let Ok(bytes) = value.cast_exact::<PyBytes>() {
        out.extend_from_slice(bytes.as_bytes());
        return Ok(());
    }
    if let Ok(bytes) = value.cast::<PyByteArray>() {
        out.extend_from_slice(&bytes.to_vec());
        return Ok(());
    }
    let bytes = value.py().get_type::<PyBytes>().call1((value,))?;
    out.extend_from_slice(bytes.cast::<PyBytes>()?.as_bytes());
    Ok(())
}

fn uuid(value: Value, out: &mut Vec<u8>) -> PyResult<()> {
    let py = value.py();
    if value.get_type().is(classes::uuid_class(py)?) {
        let number: u128 = value.getattr(intern!(py, "int"))?.extract()?;
        out.extend_from_slice(&number.to_be_bytes());
        return Ok(());
    }
    let bytes = value.getattr(intern!(py, "bytes"));
    let bytes = bytes.map_err(|_| PyTypeError::new_err("Got a non-UUID object for a UUID value"))?;
    out.extend_from_slice(bytes.cast::<PyBytes>()?.as_bytes());
    Ok(())
}

fn varint(value: Value, out: &mut Vec<u8>) -> PyResult<()> {
    if let Ok(small) = value.extract::<i64>() {
        let bytes = small.to_be_bytes();
        out.extend_from_slice(minimal(&bytes));
        return Ok(());
    }
    let py = value.py();
    let number =
        value.cast::<PyInt>().map_err(|_| PyTypeError::new_err("required argument is not an integer"))?;
    let bits: usize = number.call_method0(intern!(py, "bit_length"))?.extract()?;
    let signed = PyDict::new(py);
    signed.set_item(intern!(py, "signed"), true)?;
    let arguments = (bits / 8 + 1, intern!(py, "big"));
    let bytes = number.call_method(intern!(py, "to_bytes"), arguments, Some(&signed))?;
    out.extend_from_slice(minimal(bytes.cast::<PyBytes>()?.as_bytes()));
    Ok(())
}

/// Drops leading bytes that repeat the sign.
fn minimal(mut bytes: &[u8]) -> &[u8] {
    while let [first, second, ..] = *bytes
        && ((first == 0x00 && second < 0x80) || (first == 0xFF && second >= 0x80))
    {
        bytes = &bytes[1..];
    }
    bytes
}

fn decimal(value: Value, out: &mut Vec<u8>) -> PyResult<()> {
    let py = value.py();
    let class = classes::decimal(py)?;
    let invalid = || PyTypeError::new_err(("Invalid type for Decimal value: %r", value.clone().unbind()));
    let number = match value.hasattr(intern!(py, "as_tuple"))? {
        true => value.clone(),
        false => class.call1((value,)).map_err(|_| invalid())?,
    };
    let parts = number.call_method0(intern!(py, "as_tuple"))?;
    let (sign, digits, exponent): (u8, Bound<'_, PyAny>, Bound<'_, PyAny>) = parts.extract()?;
    // Infinity and NaN have a letter there.
    let exponent: i64 = exponent.extract().map_err(|_| invalid())?;
    let scale = exponent.checked_neg().and_then(|scale| i32::try_from(scale).ok()).ok_or_else(invalid)?;
    out.extend_from_slice(&scale.to_be_bytes());
    let mut unscaled = py.get_type::<PyInt>().call1((class.call1(((sign, digits, 0),))?,))?;
    if unscaled.cast_exact::<PyInt>().is_err() {
        unscaled = py.get_type::<PyInt>().call1((unscaled,))?;
    }
    varint(&unscaled, out)
}

fn inet(value: Value, out: &mut Vec<u8>) -> PyResult<()> {
    let py = value.py();
    if let Ok(text) = value.cast::<PyString>() {
        let text = text.to_cow()?;
        if let Ok(v4) = text.parse::<Ipv4Addr>() {
            out.extend_from_slice(&v4.octets());
            return Ok(());
        }
        if let Ok(v6) = text.parse::<Ipv6Addr>() {
            out.extend_from_slice(&v6.octets());
            return Ok(());
        }
        let packed = match text.contains(':') {
            true => classes::inet_pton(py)?.call1((classes::inet6_family(py)?, value)),
            false => classes::inet_aton(py)?.call1((value,)),
        };
        if let Ok(packed) = packed {
            out.extend_from_slice(packed.cast::<PyBytes>()?.as_bytes());
            return Ok(());
        }
    } else if let Ok(packed) = value.getattr(intern!(py, "packed")) {
        out.extend_from_slice(packed.cast::<PyBytes>()?.as_bytes());
        return Ok(());
    }
    Err(PyValueError::new_err(format!("can't interpret {} as an inet address", value.repr()?)))
}

/// Takes a part of a duration; the legacy driver reports one that is out of range as a `ValueError`.
fn vint(part: Value) -> PyResult<i64> {
    part.extract::<i64>().map_err(|error| {
        if error.is_instance_of::<PyOverflowError>(part.py()) {
            return PyValueError::new_err(format!("Value {part} is too big and cannot be encoded as vint"));
        }
        error
    })
}

fn duration(value: Value, out: &mut Vec<u8>) -> PyResult<()> {
    let py = value.py();
    for name in [intern!(py, "months"), intern!(py, "days"), intern!(py, "nanoseconds")] {
        let part = value.getattr(name);
        let part = part.map_err(|_| PyTypeError::new_err("DurationType arguments must be a Duration."))?;
        write_vint(vint(&part)?, out);
    }
    Ok(())
}

fn write_count(count: usize, out: &mut Vec<u8>) -> PyResult<()> {
    let count = i32::try_from(count)
        .map_err(|_| PyValueError::new_err("a collection has less than 2^31 elements"))?;
    out.extend_from_slice(&count.to_be_bytes());
    Ok(())
}

fn sequence(value: Value, part: &CqlType, out: &mut Vec<u8>) -> PyResult<()> {
    if value.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("Received a string for a type that expects a sequence"));
    }
    let announced = value.len()?;
    write_count(announced, out)?;
    let mut written = 0usize;
    if let Ok(list) = value.cast_exact::<PyList>() {
        for item in list.iter() {
            element(&item, part, out)?;
            written += 1;
        }
    } else {
        for item in value.try_iter()? {
            element(&item?, part, out)?;
            written += 1;
        }
    }
    // A collection that changes while it is read must not become a broken frame.
    check_length(announced, written)
}

fn check_length(announced: usize, written: usize) -> PyResult<()> {
    if announced == written {
        return Ok(());
    }
    Err(PyValueError::new_err(format!("the collection gave {written} elements, its length is {announced}")))
}

fn map(value: Value, key_type: &CqlType, value_type: &CqlType, out: &mut Vec<u8>) -> PyResult<()> {
    let announced = value.len()?;
    write_count(announced, out)?;
    let mut written = 0usize;
    if let Ok(dict) = value.cast_exact::<PyDict>() {
        for (key, item) in dict.iter() {
            element(&key, key_type, out)?;
            element(&item, value_type, out)?;
            written += 1;
        }
        return check_length(announced, written);
    }
    let items = value.call_method0(intern!(value.py(), "items"));
    let items = items.map_err(|_| PyTypeError::new_err("Got a non-map object for a map value"))?;
    for item in items.try_iter()? {
        let (key, item): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item?.extract()?;
        element(&key, key_type, out)?;
        element(&item, value_type, out)?;
        written += 1;
    }
    check_length(announced, written)
}

fn tuple(value: Value, types: &[CqlType], out: &mut Vec<u8>) -> PyResult<()> {
    let len = value.len()?;
    if len > types.len() {
        let message = format!("Expected {} items in a tuple, but got {len}: {}", types.len(), value.str()?);
        return Err(PyValueError::new_err(message));
    }
    for (item, cql_type) in value.try_iter()?.zip(types) {
        field(&item?, cql_type, out)?;
    }
    Ok(())
}

/// Takes the fields of a tuple by position, of a dict by name, of any other object from its attributes.
fn user_type(value: Value, udt: &UserType, out: &mut Vec<u8>) -> PyResult<()> {
    let py = value.py();
    if let Ok(tuple) = value.cast::<PyTuple>() {
        for (index, (_, cql_type)) in udt.fields.iter().enumerate() {
            field(&tuple.get_item(index)?, cql_type, out)?;
        }
        return Ok(());
    }
    if let Ok(dict) = value.cast::<PyDict>() {
        for (name, cql_type) in &udt.fields {
            let item = dict.get_item(name)?.unwrap_or_else(|| py.None().into_bound(py));
            field(&item, cql_type, out)?;
        }
        return Ok(());
    }
    for (index, (name, cql_type)) in udt.fields.iter().enumerate() {
        let item = match value.get_item(index) {
            Err(error) if error.is_instance_of::<PyTypeError>(py) => attribute(value, udt, name)?,
            item => item?,
        };
        field(&item, cql_type, out)?;
    }
    Ok(())
}

fn attribute<'py>(value: &Bound<'py, PyAny>, udt: &UserType, name: &str) -> PyResult<Bound<'py, PyAny>> {
    let py = value.py();
    match value.getattr(name) {
        Err(error) if error.is_instance_of::<PyAttributeError>(py) => {
            classes::warn_missing_field(py)?.call1((name, &udt.name, value))?;
            Ok(py.None().into_bound(py))
        }
        found => found,
    }
}

fn vector(value: Value, part: &CqlType, dimensions: u16, out: &mut Vec<u8>) -> PyResult<()> {
    let len = value.len()?;
    if len != usize::from(dimensions) {
        let message = format!(
            "Expected sequence of size {dimensions} for vector of type {part} and dimension {dimensions}, \
             observed sequence of length {len}"
        );
        return Err(PyValueError::new_err(message));
    }
    let fixed = part.vector_element_len().is_some();
    let mut written = 0usize;
    let mut scratch = Vec::new();
    for item in value.try_iter()? {
        written += 1;
        if fixed {
            encode(&item?, part, out)?;
            continue;
        }
        scratch.clear();
        encode(&item?, part, &mut scratch)?;
        write_unsigned_vint(scratch.len() as u64, out);
        out.extend_from_slice(&scratch);
    }
    check_length(len, written)
}

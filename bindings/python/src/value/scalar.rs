//! Wire bytes of native types to Python objects.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use pyo3::exceptions::{PyOverflowError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyFloat, PyInt, PyString};
use unicql_core::CqlType;

use super::calendar::civil_from_days;
use super::number::read_vint;
use crate::classes;

pub(super) fn malformed(what: &str) -> PyErr {
    PyValueError::new_err(format!("the server sent a malformed {what}"))
}

pub(super) fn fixed<const N: usize>(bytes: &[u8], what: &str) -> PyResult<[u8; N]> {
    bytes.try_into().map_err(|_| malformed(what))
}

pub(super) fn text<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyString>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(PyString::new(py, text)),
        Err(_) => Ok(PyString::from_encoded_object(
            PyBytes::new(py, bytes).as_any(),
            Some(c"utf-8"),
            Some(c"strict"),
        )?),
    }
}

pub(super) fn ascii<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    if bytes.is_ascii() {
        return Ok(text(py, bytes)?.into_any());
    }
    PyBytes::new(py, bytes).call_method1(intern!(py, "decode"), (intern!(py, "ascii"),))
}

pub(super) fn scalar<'py>(py: Python<'py>, native: &CqlType, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
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

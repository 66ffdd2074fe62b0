//! Types as the `cassandra.cqltypes` classes, which users see in `column_types` and call to serialize.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple, PyType};
use std::sync::Arc;

use unicql_core::{CqlType, UserType};

use crate::classes;
use crate::value::{self, Decoder, Registry};

/// Encodes and decodes the values of one `cqltypes` class.
#[pyclass(frozen, module = "cassandra._native")]
pub(crate) struct Codec {
    cql_type: CqlType,
    decoder: Decoder,
}

#[pymethods]
impl Codec {
    /// Makes the codec of a `cqltypes` class; a registered class of a user-defined type is its `mapped_class`.
    #[new]
    fn new(class: &Bound<'_, PyType>) -> PyResult<Self> {
        let cql_type = type_of(class.as_any())?;
        let mut registry = Registry::new();
        if let CqlType::UserType(udt) = &cql_type {
            let mapped = class.getattr(intern!(class.py(), "mapped_class"))?;
            if !mapped.is_none() {
                registry.insert((udt.keyspace.clone(), udt.name.clone()), mapped.unbind());
            }
        }
        let decoder = Decoder::new(class.py(), &cql_type, &registry)?;
        Ok(Codec { cql_type, decoder })
    }

    /// Returns the bytes of a value.
    fn serialize<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
        let mut out = Vec::new();
        value::encode(value, &self.cql_type, &mut out)?;
        Ok(PyBytes::new(value.py(), &out))
    }

    /// Returns the value of some bytes.
    fn deserialize<'py>(&self, py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
        self.decoder.decode(py, Some(bytes))
    }
}

/// Returns the `cqltypes` class of a type.
pub(crate) fn class_of<'py>(py: Python<'py>, cql_type: &CqlType) -> PyResult<Bound<'py, PyAny>> {
    let module = classes::cqltypes(py)?;
    let class = |name: &str| module.getattr(name);
    let with = |name: &str, parts: &[&CqlType]| {
        let parts: Vec<_> = parts.iter().map(|part| class_of(py, part)).collect::<PyResult<_>>()?;
        class(name)?.call_method1(intern!(py, "apply_parameters"), (PyTuple::new(py, parts)?,))
    };
    match cql_type {
        CqlType::Ascii => class("AsciiType"),
        CqlType::BigInt => class("LongType"),
        CqlType::Blob => class("BytesType"),
        CqlType::Boolean => class("BooleanType"),
        CqlType::Counter => class("CounterColumnType"),
        CqlType::Decimal => class("DecimalType"),
        CqlType::Double => class("DoubleType"),
        CqlType::Float => class("FloatType"),
        CqlType::Int => class("Int32Type"),
        CqlType::Timestamp => class("DateType"),
        CqlType::Uuid => class("UUIDType"),
        CqlType::Text => class("VarcharType"),
        CqlType::Varint => class("IntegerType"),
        CqlType::TimeUuid => class("TimeUUIDType"),
        CqlType::Inet => class("InetAddressType"),
        CqlType::Date => class("SimpleDateType"),
        CqlType::Time => class("TimeType"),
        CqlType::SmallInt => class("ShortType"),
        CqlType::TinyInt => class("ByteType"),
        CqlType::Duration => class("DurationType"),
        CqlType::List(element) => with("ListType", &[element]),
        CqlType::Set(element) => with("SetType", &[element]),
        CqlType::Map(key, value) => with("MapType", &[key, value]),
        CqlType::Tuple(types) => with("TupleType", &types.iter().collect::<Vec<_>>()),
        CqlType::Vector(element, dimensions) => {
            let parameters = (class_of(py, element)?, *dimensions);
            class("VectorType")?.call_method1(intern!(py, "apply_parameters"), (parameters, py.None()))
        }
        CqlType::UserType(udt) => {
            let names = PyTuple::new(py, udt.fields.iter().map(|(name, _)| name))?;
            let types: Vec<_> =
                udt.fields.iter().map(|(_, part)| class_of(py, part)).collect::<PyResult<_>>()?;
            let arguments = (&udt.keyspace, &udt.name, names, PyTuple::new(py, types)?);
            class("UserType")?.call_method1(intern!(py, "make_udt_class"), arguments)
        }
        CqlType::Custom(name) => module.call_method1(intern!(py, "class_of_custom_type"), (&**name,)),
    }
}

/// Returns the type of a `cqltypes` class.
fn type_of(class: &Bound<'_, PyAny>) -> PyResult<CqlType> {
    let py = class.py();
    let family: String = class.getattr(intern!(py, "_family"))?.extract()?;
    let parts = || -> PyResult<Vec<CqlType>> {
        class.getattr(intern!(py, "subtypes"))?.try_iter()?.map(|part| type_of(&part?)).collect()
    };
    let exactly = |count: usize| -> PyResult<Vec<Arc<CqlType>>> {
        let parts = parts()?;
        if parts.len() != count {
            let message = format!("{family} takes {count} types, {} given", parts.len());
            return Err(PyTypeError::new_err(message));
        }
        Ok(parts.into_iter().map(Arc::new).collect())
    };
    Ok(match family.as_str() {
        "list" => CqlType::List(exactly(1)?.remove(0)),
        "set" => CqlType::Set(exactly(1)?.remove(0)),
        "map" => {
            let mut parts = exactly(2)?;
            CqlType::Map(parts.remove(0), parts.remove(0))
        }
        "tuple" => CqlType::Tuple(parts()?.into()),
        "vector" => CqlType::Vector(
            Arc::new(type_of(&class.getattr(intern!(py, "subtype"))?)?),
            class.getattr(intern!(py, "vector_size"))?.extract()?,
        ),
        "udt" => {
            let names: Vec<String> = class.getattr(intern!(py, "fieldnames"))?.extract()?;
            CqlType::UserType(Arc::new(UserType {
                keyspace: class.getattr(intern!(py, "keyspace"))?.extract()?,
                name: class.getattr(intern!(py, "typename"))?.extract()?,
                fields: names.into_iter().zip(parts()?).collect(),
            }))
        }
        "custom" => CqlType::Custom(class.getattr(intern!(py, "typename"))?.extract::<String>()?.into()),
        native => native_type(native)?,
    })
}

fn native_type(name: &str) -> PyResult<CqlType> {
    const NATIVE: &[CqlType] = &[
        CqlType::Ascii,
        CqlType::BigInt,
        CqlType::Blob,
        CqlType::Boolean,
        CqlType::Counter,
        CqlType::Decimal,
        CqlType::Double,
        CqlType::Float,
        CqlType::Int,
        CqlType::Timestamp,
        CqlType::Uuid,
        CqlType::Text,
        CqlType::Varint,
        CqlType::TimeUuid,
        CqlType::Inet,
        CqlType::Date,
        CqlType::Time,
        CqlType::SmallInt,
        CqlType::TinyInt,
        CqlType::Duration,
    ];
    let found = NATIVE.iter().find(|native| native.to_string() == name);
    found.cloned().ok_or_else(|| PyValueError::new_err(format!("no CQL type is called {name}")))
}

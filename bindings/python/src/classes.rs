//! Python classes and functions that native code calls, looked up once.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

macro_rules! imports {
    ($($name:ident = $module:literal, $path:literal;)*) => {
        $(#[doc = concat!("`", $module, ".", $path, "`")]
        pub(crate) fn $name(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
            static CELL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
            let object = CELL.get_or_try_init(py, || {
                let mut object = py.import($module)?.into_any();
                for part in $path.split('.') {
                    object = object.getattr(part)?;
                }
                Ok::<_, PyErr>(object.unbind())
            })?;
            Ok(object.bind(py))
        })*
    };
}

imports! {
    decimal = "decimal", "Decimal";
    datetime = "datetime", "datetime";
    date = "datetime", "date";
    ordered_dict = "collections", "OrderedDict";
    tuple_new = "builtins", "tuple.__new__";
    uuid_class = "uuid", "UUID";
    uuid_safety = "uuid", "SafeUUID.unknown";
    inet_aton = "socket", "inet_aton";
    inet_pton = "socket", "inet_pton";
    inet6_family = "socket", "AF_INET6";
    timegm = "calendar", "timegm";
    cql_date = "cassandra.util", "Date";
    cql_time = "cassandra.util", "Time";
    cql_duration = "cassandra.util", "Duration";
    sorted_set = "cassandra.util", "SortedSet";
    sorted_set_of = "cassandra.util", "SortedSet._of";
    ordered_map_of = "cassandra.util", "OrderedMapSerializedKey._of";
    empty_value = "cassandra.cqltypes", "EMPTY";
    unset_value = "cassandra.query", "UNSET_VALUE";
    row_class = "cassandra.query", "_row_class";
    driver_exception = "cassandra", "DriverException";
    warn_missing_field = "cassandra.cqltypes", "_warn_missing_field";
    cqltypes = "cassandra.cqltypes", "_module";
}

/// The type object of a class that was imported above.
pub(crate) fn as_type<'a, 'py>(class: &'a Bound<'py, PyAny>) -> PyResult<&'a Bound<'py, PyType>> {
    Ok(class.cast::<PyType>()?)
}

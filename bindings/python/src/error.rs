//! Errors of core as the legacy exceptions. The match over the kinds has no default arm, so a new kind does not
//! compile before it has a class here.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use unicql_core::{Error, ErrorFields, ErrorKind};

/// The legacy message of a request that no host has answered.
const NO_HOST: &str = "Unable to complete the operation against any hosts";

/// The module and name of the legacy class of a kind.
fn class_of(kind: ErrorKind) -> (&'static str, &'static str) {
    const ROOT: &str = "cassandra";
    const PROTOCOL: &str = "cassandra.protocol";
    const CONNECTION: &str = "cassandra.connection";
    match kind {
        ErrorKind::Server => (PROTOCOL, "ServerError"),
        ErrorKind::Protocol => (PROTOCOL, "ProtocolException"),
        ErrorKind::BadCredentials | ErrorKind::AuthenticationRequired => (ROOT, "AuthenticationFailed"),
        ErrorKind::Unavailable => (ROOT, "Unavailable"),
        ErrorKind::Overloaded => (PROTOCOL, "OverloadedErrorMessage"),
        ErrorKind::IsBootstrapping => (PROTOCOL, "IsBootstrappingErrorMessage"),
        ErrorKind::Truncate => (PROTOCOL, "TruncateError"),
        ErrorKind::WriteTimeout => (ROOT, "WriteTimeout"),
        ErrorKind::ReadTimeout => (ROOT, "ReadTimeout"),
        ErrorKind::ReadFailure => (ROOT, "ReadFailure"),
        ErrorKind::FunctionFailure => (ROOT, "FunctionFailure"),
        ErrorKind::WriteFailure => (ROOT, "WriteFailure"),
        ErrorKind::CdcWriteFailure => (PROTOCOL, "CDCWriteException"),
        ErrorKind::CasWriteUnknown | ErrorKind::OtherServer | ErrorKind::RateLimited => {
            (PROTOCOL, "ErrorMessage")
        }
        ErrorKind::Syntax => (PROTOCOL, "SyntaxException"),
        ErrorKind::Unauthorized => (ROOT, "Unauthorized"),
        ErrorKind::Invalid => (ROOT, "InvalidRequest"),
        ErrorKind::Config => (PROTOCOL, "ConfigurationException"),
        ErrorKind::AlreadyExists => (ROOT, "AlreadyExists"),
        ErrorKind::Unprepared => (PROTOCOL, "PreparedQueryNotFound"),
        ErrorKind::NoHostAvailable => ("cassandra.cluster", "NoHostAvailable"),
        ErrorKind::UnresolvedHost => (ROOT, "UnresolvableContactPoints"),
        ErrorKind::ConnectionFailed => ("builtins", "ConnectionError"),
        ErrorKind::ConnectionClosed | ErrorKind::SessionClosed | ErrorKind::Cancelled => {
            (CONNECTION, "ConnectionShutdown")
        }
        ErrorKind::Tls => ("ssl", "SSLError"),
        ErrorKind::NotCql | ErrorKind::BadFrame => (CONNECTION, "ProtocolError"),
        ErrorKind::TimedOut => (ROOT, "OperationTimedOut"),
        ErrorKind::Busy => (CONNECTION, "ConnectionBusy"),
        ErrorKind::InvalidOption | ErrorKind::InvalidParameter => ("builtins", "ValueError"),
        ErrorKind::SchemaDisagreement | ErrorKind::Internal => (ROOT, "DriverException"),
        ErrorKind::Unsupported => (ROOT, "UnsupportedOperation"),
    }
}

/// Tells whether a request that fails so is reported as having reached no host.
fn is_about_one_host(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ConnectionFailed
            | ErrorKind::ConnectionClosed
            | ErrorKind::SessionClosed
            | ErrorKind::Cancelled
            | ErrorKind::Tls
            | ErrorKind::NotCql
            | ErrorKind::Busy
            | ErrorKind::BadCredentials
            | ErrorKind::AuthenticationRequired
    )
}

/// Returns every kind of error with the class that a failed request raises for it.
#[pyfunction]
pub(crate) fn error_kinds(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let table = PyDict::new(py);
    for &kind in ErrorKind::ALL {
        let raised = if is_about_one_host(kind) { ErrorKind::NoHostAvailable } else { kind };
        table.set_item(kind.name(), class(py, raised)?)?;
    }
    Ok(table)
}

fn class(py: Python<'_>, kind: ErrorKind) -> PyResult<Bound<'_, PyAny>> {
    let (module, name) = class_of(kind);
    py.import(module)?.getattr(name)
}

/// Makes the exception of a request, without raising it. The keys of `NoHostAvailable.errors` are `ip:port`, or
/// `None` for every host alike.
pub(crate) fn to_exception<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    let exception = exception_of(py, error)?;
    if !error.tried().is_empty() {
        let tried: Vec<String> = error.tried().iter().map(|host| host.to_string()).collect();
        exception.setattr("_tried", tried)?;
    }
    Ok(exception)
}

fn exception_of<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    if !is_about_one_host(error.kind()) {
        return plain(py, error);
    }
    let errors = PyDict::new(py);
    let host = error.coordinator().map_or_else(|| "unknown host".to_owned(), |host| host.to_string());
    errors.set_item(host, plain(py, error)?)?;
    class(py, ErrorKind::NoHostAvailable)?.call1((NO_HOST, errors))
}

/// Makes the exception of the kind itself.
pub(crate) fn plain<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    let class = class(py, error.kind())?;
    let fields = error.fields();
    match error.kind() {
        ErrorKind::Unavailable
        | ErrorKind::WriteTimeout
        | ErrorKind::ReadTimeout
        | ErrorKind::ReadFailure
        | ErrorKind::WriteFailure => class.call((summary(py, error)?,), Some(&info(py, error)?)),
        ErrorKind::FunctionFailure => {
            let (keyspace, function) = (&fields.keyspace, &fields.function);
            class.call1((summary(py, error)?, keyspace, function, &fields.arg_types))
        }
        ErrorKind::AlreadyExists => class.call1((&fields.keyspace, &fields.table)),
        ErrorKind::Invalid | ErrorKind::Unauthorized => class.call1((summary(py, error)?,)),
        ErrorKind::BadCredentials => {
            let why = match error.server_code() {
                Some(_) => summary(py, error)?.to_string(),
                None => error.message().to_owned(),
            };
            class.call1((format!("Failed to authenticate: {why}"),))
        }
        ErrorKind::AuthenticationRequired => class.call1(("Remote end requires authentication",)),
        ErrorKind::NoHostAvailable => class.call1((NO_HOST, attempts(py, error)?)),
        ErrorKind::TimedOut => timed_out(py, &class, error),
        ErrorKind::Tls => class.call1((1, error.message())),
        ErrorKind::ConnectionFailed => connection_failed(py, &class, error),
        kind if kind.server_code().is_some() || error.server_code().is_some() => {
            class.call1((error.server_code(), error.message(), &fields.statement_id))
        }
        _ => class.call1((error.message(),)),
    }
}

fn attempts<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyDict>> {
    let errors = PyDict::new(py);
    if error.attempts().is_empty() {
        let class = py.import("cassandra.connection")?.getattr("ConnectionException")?;
        errors.set_item(py.None(), class.call1((error.message(),))?)?;
    }
    for attempt in error.attempts() {
        errors.set_item(&attempt.host, plain(py, &attempt.error)?)?;
    }
    Ok(errors)
}

/// The text that the legacy driver gives to exceptions made of an ERROR frame.
fn summary<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    let class = py.import("cassandra.protocol")?.getattr("error_classes")?;
    let class = class.get_item(error.server_code())?;
    class.call1((error.server_code(), error.message(), py.None()))?.call_method0("summary_msg")
}

fn info<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyDict>> {
    let ErrorFields { consistency, received, required, alive, failures, data_present, write_type, .. } =
        error.fields();
    let info = PyDict::new(py);
    info.set_item("consistency", consistency.map(|level| level.code()))?;
    match error.kind() {
        ErrorKind::Unavailable => {
            info.set_item("required_replicas", required)?;
            info.set_item("alive_replicas", alive)?;
            return Ok(info);
        }
        ErrorKind::ReadFailure | ErrorKind::WriteFailure => info.set_item("failures", failures)?,
        _ => {}
    }
    info.set_item("required_responses", required)?;
    info.set_item("received_responses", received)?;
    match error.kind() {
        ErrorKind::ReadTimeout | ErrorKind::ReadFailure => info.set_item("data_retrieved", data_present)?,
        _ => {
            let codes = py.import("cassandra")?.getattr("WriteType")?.getattr("name_to_value")?;
            info.set_item("write_type", codes.call_method1("get", (write_type,))?)?;
        }
    }
    Ok(info)
}

fn timed_out<'py>(py: Python<'py>, class: &Bound<'py, PyAny>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    let errors = PyDict::new(py);
    let host = error.coordinator().map_or_else(|| "request".to_owned(), |host| host.to_string());
    errors.set_item(host, "Client request timeout. See Session.execute[_async](timeout)")?;
    class.call1((errors, error.coordinator().map(|host| host.to_string())))
}

/// Keeps the subclass that users match on: a refused connection is a `ConnectionRefusedError`.
fn connection_failed<'py>(
    py: Python<'py>,
    class: &Bound<'py, PyAny>,
    error: &Error,
) -> PyResult<Bound<'py, PyAny>> {
    let message = error.message();
    if message.contains("Connection refused") {
        return py.import("builtins")?.getattr("ConnectionRefusedError")?.call1((111, message));
    }
    class.call1((message,))
}

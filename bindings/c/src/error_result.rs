//! The error of a server with the fields that it sent.

use unicql_core::{Error, ErrorKind};

use crate::enumerations::WRITE_TYPES;
use crate::error::{CassError, code_of};
use crate::ptr::OutBytes;
use crate::types::{Bool, CONSISTENCY_UNKNOWN};

/// What a field that the error does not have reads as.
const ABSENT: i32 = -1;

/// The error of a server.
#[derive(Debug)]
pub(crate) struct ErrorResult(pub(crate) Error);

pub(crate) fn code(error: &ErrorResult) -> CassError {
    code_of(&error.0)
}

pub(crate) fn consistency(error: &ErrorResult) -> u32 {
    error.0.fields().consistency.map_or(CONSISTENCY_UNKNOWN, |level| level.code().into())
}

pub(crate) fn responses_received(error: &ErrorResult) -> i32 {
    let fields = error.0.fields();
    fields.received.or(fields.alive).unwrap_or(ABSENT)
}

pub(crate) fn responses_required(error: &ErrorResult) -> i32 {
    error.0.fields().required.unwrap_or(ABSENT)
}

pub(crate) fn num_failures(error: &ErrorResult) -> i32 {
    error.0.fields().failures.unwrap_or(ABSENT)
}

pub(crate) fn data_present(error: &ErrorResult) -> Bool {
    error.0.fields().data_present.unwrap_or(false).into()
}

pub(crate) fn write_type(error: &ErrorResult) -> u32 {
    let name = error.0.fields().write_type.as_deref().unwrap_or_default();
    let known = WRITE_TYPES.iter().find(|(_, known)| known.to_bytes() == name.as_bytes());
    known.map_or(0, |(number, _)| *number)
}

/// Writes a field that only some kinds of errors have.
fn field(field: Option<&str>, has_it: bool, out: OutBytes<'_>) -> CassError {
    if !has_it {
        return CassError::LIB_INVALID_ERROR_RESULT_TYPE;
    }
    out.set(field.unwrap_or_default().as_bytes());
    CassError::OK
}

fn is(error: &ErrorResult, kind: ErrorKind) -> bool {
    error.0.kind() == kind
}

pub(crate) fn keyspace(error: &ErrorResult, out: OutBytes<'_>) -> CassError {
    let has_it = is(error, ErrorKind::AlreadyExists) || is(error, ErrorKind::FunctionFailure);
    field(error.0.fields().keyspace.as_deref(), has_it, out)
}

pub(crate) fn table(error: &ErrorResult, out: OutBytes<'_>) -> CassError {
    field(error.0.fields().table.as_deref(), is(error, ErrorKind::AlreadyExists), out)
}

pub(crate) fn function(error: &ErrorResult, out: OutBytes<'_>) -> CassError {
    field(error.0.fields().function.as_deref(), is(error, ErrorKind::FunctionFailure), out)
}

pub(crate) fn error_num_arg_types(error: &ErrorResult) -> usize {
    error.0.fields().arg_types.as_ref().map_or(0, Vec::len)
}

pub(crate) fn arg_type(error: &ErrorResult, index: usize, out: OutBytes<'_>) -> CassError {
    if !is(error, ErrorKind::FunctionFailure) {
        return CassError::LIB_INVALID_ERROR_RESULT_TYPE;
    }
    let Some(arg_type) = error.0.fields().arg_types.as_ref().and_then(|types| types.get(index)) else {
        return CassError::LIB_INDEX_OUT_OF_BOUNDS;
    };
    out.set(arg_type.as_bytes());
    CassError::OK
}

//! Errors of the core as JSON, from which the TypeScript side builds the legacy classes.

use napi_derive::napi;
use serde_json::{Value as Json, json};
use unicql_core::{CustomPayload, Error, ErrorKind};

use crate::hosts::endpoint;

/// Returns the name of every kind of error that the core can report.
#[napi(catch_unwind)]
pub fn error_kinds() -> Vec<String> {
    ErrorKind::ALL.iter().map(|kind| kind.name().to_owned()).collect()
}

/// Describes an error with everything that a legacy error may hold.
pub(crate) fn to_json(error: &Error) -> Json {
    let fields = error.fields();
    let attempts: Vec<Json> = (error.attempts().iter())
        .map(|attempt| json!({"host": named(&attempt.host), "error": to_json(&attempt.error)}))
        .collect();
    json!({
        "kind": error.kind().name(),
        "cause": error.cause().name(),
        "code": error.server_code(),
        "message": error.message(),
        "coordinator": error.coordinator().map(endpoint),
        "attempts": attempts,
        "consistency": fields.consistency.map(|level| level.code()),
        "received": fields.received,
        "required": fields.required,
        "alive": fields.alive,
        "failures": fields.failures,
        "dataPresent": fields.data_present,
        "writeType": fields.write_type,
        "keyspace": fields.keyspace,
        "table": fields.table,
        "function": fields.function,
        "argTypes": fields.arg_types,
        "statementId": fields.statement_id.as_deref().map(hex),
        "timeoutMs": fields.timeout_ms,
        "name": fields.name,
    })
}

/// Describes a payload: names with bytes in hexadecimal digits, or null.
pub(crate) fn payload(payload: &CustomPayload) -> Json {
    let entries = payload.iter().map(|(name, value)| (name.clone(), json!(value.as_deref().map(hex))));
    Json::Object(entries.collect())
}

/// A host that was tried: an address, or a contact point that is a name.
fn named(host: &str) -> String {
    host.parse().map_or_else(|_| host.to_owned(), endpoint)
}

/// Writes bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

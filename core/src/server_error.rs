//! Errors of the crate translated into errors of the table.

use scylla::errors::{
    BrokenConnectionError, ConnectionError, ConnectionPoolError, ConnectionSetupRequestErrorKind, DbError,
    ExecutionError, MetadataError, NewSessionError, PrepareError, RequestAttemptError, SchemaAgreementError,
    UseKeyspaceError,
};

use crate::{Consistency, Error, ErrorFields, ErrorKind, unknown_types};

/// Translates an ERROR frame; the text of the server stays as it is.
pub(crate) fn from_db(error: &DbError, reason: &str) -> Error {
    let (kind, fields) = kind_and_fields(error);
    let made = Error::new(kind, reason).with_fields(fields);
    match error {
        DbError::Other(code) if kind == ErrorKind::OtherServer => made.with_code(*code),
        _ => made,
    }
}

fn replicas(consistency: scylla::statement::Consistency, received: i32, required: i32) -> ErrorFields {
    ErrorFields {
        consistency: Consistency::from_driver(consistency),
        received: Some(received),
        required: Some(required),
        ..ErrorFields::default()
    }
}

fn kind_and_fields(error: &DbError) -> (ErrorKind, ErrorFields) {
    let plain = |kind| (kind, ErrorFields::default());
    match error {
        DbError::SyntaxError => plain(ErrorKind::Syntax),
        DbError::Invalid => plain(ErrorKind::Invalid),
        DbError::AuthenticationError => plain(ErrorKind::BadCredentials),
        DbError::Unauthorized => plain(ErrorKind::Unauthorized),
        DbError::ConfigError => plain(ErrorKind::Config),
        DbError::Overloaded => plain(ErrorKind::Overloaded),
        DbError::IsBootstrapping => plain(ErrorKind::IsBootstrapping),
        DbError::TruncateError => plain(ErrorKind::Truncate),
        DbError::ServerError => plain(ErrorKind::Server),
        DbError::ProtocolError => plain(ErrorKind::Protocol),
        DbError::RateLimitReached { .. } => plain(ErrorKind::RateLimited),
        DbError::AlreadyExists { keyspace, table } => (
            ErrorKind::AlreadyExists,
            ErrorFields {
                keyspace: Some(keyspace.clone()),
                table: Some(table.clone()),
                ..ErrorFields::default()
            },
        ),
        DbError::FunctionFailure { keyspace, function, arg_types } => (
            ErrorKind::FunctionFailure,
            ErrorFields {
                keyspace: Some(keyspace.clone()),
                function: Some(function.clone()),
                arg_types: Some(arg_types.clone()),
                ..ErrorFields::default()
            },
        ),
        DbError::Unprepared { statement_id } => (
            ErrorKind::Unprepared,
            ErrorFields { statement_id: Some(statement_id.to_vec()), ..ErrorFields::default() },
        ),
        DbError::Unavailable { consistency, required, alive } => (
            ErrorKind::Unavailable,
            ErrorFields {
                consistency: Consistency::from_driver(*consistency),
                required: Some(*required),
                alive: Some(*alive),
                ..ErrorFields::default()
            },
        ),
        DbError::ReadTimeout { consistency, received, required, data_present } => (
            ErrorKind::ReadTimeout,
            ErrorFields { data_present: Some(*data_present), ..replicas(*consistency, *received, *required) },
        ),
        DbError::WriteTimeout { consistency, received, required, write_type } => (
            ErrorKind::WriteTimeout,
            ErrorFields {
                write_type: Some(write_type.as_str().to_owned()),
                ..replicas(*consistency, *received, *required)
            },
        ),
        DbError::ReadFailure { consistency, received, required, numfailures, data_present } => (
            ErrorKind::ReadFailure,
            ErrorFields {
                failures: Some(*numfailures),
                data_present: Some(*data_present),
                ..replicas(*consistency, *received, *required)
            },
        ),
        DbError::WriteFailure { consistency, received, required, numfailures, write_type } => (
            ErrorKind::WriteFailure,
            ErrorFields {
                failures: Some(*numfailures),
                write_type: Some(write_type.as_str().to_owned()),
                ..replicas(*consistency, *received, *required)
            },
        ),
        DbError::Other(0x1600) => plain(ErrorKind::CdcWriteFailure),
        DbError::Other(0x1700) => plain(ErrorKind::CasWriteUnknown),
        _ => plain(ErrorKind::OtherServer),
    }
}

pub(crate) fn from_execution(error: &ExecutionError) -> Error {
    match error {
        ExecutionError::LastAttemptError(error) => from_attempt(error),
        ExecutionError::RequestTimeout(limit) => timed_out(*limit),
        ExecutionError::ConnectionPoolError(error) => from_pool(error),
        ExecutionError::PrepareError(error) => from_prepare(error),
        ExecutionError::UseKeyspaceError(error) => from_use_keyspace(error),
        ExecutionError::SchemaAgreementError(error) => from_schema_agreement(error),
        ExecutionError::EmptyPlan => Error::new(
            ErrorKind::NoHostAvailable,
            "no host may be used: the load balancing policy names none",
        ),
        ExecutionError::BadQuery(error) => Error::new(ErrorKind::InvalidParameter, error.to_string()),
        ExecutionError::MetadataError(error) => Error::new(ErrorKind::NoHostAvailable, error.to_string()),
        other => Error::new(ErrorKind::Internal, other.to_string()),
    }
}

pub(crate) fn timed_out(limit: std::time::Duration) -> Error {
    let timeout_ms = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
    let fields = ErrorFields { timeout_ms: Some(timeout_ms), ..ErrorFields::default() };
    Error::new(ErrorKind::TimedOut, format!("no answer within {timeout_ms} ms")).with_fields(fields)
}

pub(crate) fn from_attempt(error: &RequestAttemptError) -> Error {
    match error {
        RequestAttemptError::DbError(error, reason) => from_db(error, reason),
        RequestAttemptError::BrokenConnectionError(error) => broken(error),
        RequestAttemptError::UnableToAllocStreamId => {
            Error::new(ErrorKind::Busy, "every stream of the connection is in use")
        }
        RequestAttemptError::RepreparedIdChanged { expected_id, .. } => {
            let fields = ErrorFields { statement_id: Some(expected_id.clone()), ..ErrorFields::default() };
            let message = "the statement has another id now that the server has prepared it again";
            Error::new(ErrorKind::Unprepared, message).with_fields(fields)
        }
        RequestAttemptError::SerializationError(error) => {
            Error::new(ErrorKind::InvalidParameter, error.to_string())
        }
        RequestAttemptError::CqlRequestSerialization(error) => {
            Error::new(ErrorKind::InvalidParameter, error.to_string())
        }
        error => {
            let made = Error::new(ErrorKind::BadFrame, error.to_string());
            if unknown_types::are_met(error) { made.with_unknown_types() } else { made }
        }
    }
}

fn broken(error: &BrokenConnectionError) -> Error {
    Error::new(ErrorKind::ConnectionClosed, format!("the connection broke: {error}"))
}

pub(crate) fn from_prepare(error: &PrepareError) -> Error {
    match error {
        PrepareError::ConnectionPoolError(error) => from_pool(error),
        PrepareError::AllAttemptsFailed { first_attempt } => from_attempt(first_attempt),
        error => Error::new(ErrorKind::Internal, error.to_string()),
    }
}

fn from_pool(error: &ConnectionPoolError) -> Error {
    match error {
        ConnectionPoolError::Broken { last_connection_error } => {
            let cause = from_connection(last_connection_error);
            Error::new(ErrorKind::NoHostAvailable, format!("no host is available ({})", cause.message()))
        }
        error => Error::new(ErrorKind::NoHostAvailable, error.to_string()),
    }
}

fn from_connection(error: &ConnectionError) -> Error {
    match error {
        ConnectionError::BrokenConnection(error) => broken(error),
        ConnectionError::UseKeyspaceError(error) => from_use_keyspace(error),
        ConnectionError::ConnectionSetupRequestError(setup) => match setup.get_error() {
            ConnectionSetupRequestErrorKind::DbError(error, reason) => from_db(error, reason),
            ConnectionSetupRequestErrorKind::StartAuthSessionError(why) => {
                Error::new(ErrorKind::AuthenticationRequired, &**why)
            }
            ConnectionSetupRequestErrorKind::AuthChallengeEvaluationError(why)
            | ConnectionSetupRequestErrorKind::AuthFinishError(why) => {
                Error::new(ErrorKind::BadCredentials, &**why)
            }
            _ => Error::new(ErrorKind::ConnectionFailed, setup.to_string()),
        },
        error => Error::new(ErrorKind::ConnectionFailed, error.to_string()),
    }
}

pub(crate) fn from_use_keyspace(error: &UseKeyspaceError) -> Error {
    match error {
        UseKeyspaceError::RequestError(error) => from_attempt(error),
        UseKeyspaceError::RequestTimeout(limit) => timed_out(*limit),
        UseKeyspaceError::BadKeyspaceName(error) => {
            Error::new(ErrorKind::Invalid, error.to_string()).named("keyspace")
        }
        error => Error::new(ErrorKind::Internal, error.to_string()),
    }
}

pub(crate) fn from_schema_agreement(error: &SchemaAgreementError) -> Error {
    match error {
        SchemaAgreementError::RequestError(error) => from_attempt(error),
        SchemaAgreementError::ConnectionPoolError(error) => from_pool(error),
        SchemaAgreementError::Timeout(limit) => {
            let message = format!("the nodes did not agree on the schema within {limit:?}");
            Error::new(ErrorKind::SchemaDisagreement, message)
        }
        error => Error::new(ErrorKind::SchemaDisagreement, error.to_string()),
    }
}

pub(crate) fn from_new_session(error: &NewSessionError) -> Error {
    match error {
        NewSessionError::UseKeyspaceError(error) => from_use_keyspace(error),
        NewSessionError::IllegalConfig(why) => Error::new(ErrorKind::InvalidOption, &**why),
        NewSessionError::MetadataError(MetadataError::ConnectionPoolError(error)) => from_pool(error),
        error => Error::new(ErrorKind::NoHostAvailable, error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{RequestAttemptError, from_db};
    use crate::{Consistency, ErrorKind};
    use scylla_cql_core::frame::protocol_features::ProtocolFeatures;
    use scylla_cql_core::frame::response::error::Error as Frame;

    /// The body of an ERROR frame: code, text, and what the protocol adds for the code.
    fn parse(code: i32, more: &[u8]) -> crate::Error {
        let mut body = code.to_be_bytes().to_vec();
        body.extend_from_slice(b"\0\x03why");
        body.extend_from_slice(more);
        let frame = Frame::deserialize(&ProtocolFeatures::default(), &mut &body[..]).unwrap();
        from_db(&frame.error, &frame.reason)
    }

    /// Enough of every field for any code: the longest are consistency, three numbers and a string.
    fn filler(kind: ErrorKind) -> Vec<u8> {
        let strings: &[u8] = b"\0\x02ks\0\x01t\0\x01\0\x03int";
        match kind {
            ErrorKind::AlreadyExists | ErrorKind::FunctionFailure => strings.to_vec(),
            ErrorKind::Unprepared => b"\0\x02id".to_vec(),
            ErrorKind::WriteFailure => b"\0\x04\0\0\0\x01\0\0\0\x02\0\0\0\x03\0\x03CAS".to_vec(),
            ErrorKind::ReadFailure => b"\0\x04\0\0\0\x01\0\0\0\x02\0\0\0\x03\x01".to_vec(),
            ErrorKind::WriteTimeout => b"\0\x04\0\0\0\x01\0\0\0\x02\0\x09BATCH_LOG".to_vec(),
            _ => b"\0\x04\0\0\0\x01\0\0\0\x02\x01".to_vec(),
        }
    }

    #[test]
    fn every_code_of_the_protocol_has_its_kind_and_keeps_the_text() {
        for &kind in ErrorKind::ALL {
            let Some(code) = kind.server_code() else { continue };
            let error = parse(code, &filler(kind));
            assert_eq!((error.kind(), error.server_code(), error.message()), (kind, Some(code), "why"));
        }
        let other = parse(0x7777, &[]);
        assert_eq!((other.kind(), other.server_code()), (ErrorKind::OtherServer, Some(0x7777)));
    }

    #[test]
    fn a_statement_that_has_another_id_now_is_not_prepared() {
        let error = super::from_attempt(&RequestAttemptError::RepreparedIdChanged {
            statement: "SELECT 1".to_owned(),
            expected_id: vec![1],
            reprepared_id: vec![2],
        });
        assert_eq!(error.kind(), ErrorKind::Unprepared);
        assert_eq!(error.fields().statement_id.as_deref(), Some(&[1][..]));
    }

    #[test]
    fn fields_are_kept() {
        let timeout = parse(0x1100, &filler(ErrorKind::WriteTimeout));
        let fields = timeout.fields();
        assert_eq!((fields.received, fields.required), (Some(1), Some(2)));
        assert_eq!(fields.consistency, Some(Consistency::Quorum));
        assert_eq!(fields.write_type.as_deref(), Some("BATCH_LOG"));
        let failure = parse(0x1300, &filler(ErrorKind::ReadFailure));
        assert_eq!((failure.fields().failures, failure.fields().data_present), (Some(3), Some(true)));
        let function = parse(0x1400, &filler(ErrorKind::FunctionFailure));
        assert_eq!(function.fields().arg_types.as_deref(), Some(&["int".to_owned()][..]));
        let unavailable = parse(0x1000, &filler(ErrorKind::Unavailable));
        assert_eq!((unavailable.fields().required, unavailable.fields().alive), (Some(1), Some(2)));
    }
}

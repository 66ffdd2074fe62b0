//! Rendered from bindings/c/surface.json by `unicql-dev generate`.

use std::ffi::CStr;

use crate::error::CassError;

impl CassError {
    /// Bad parameters.
    pub(crate) const LIB_BAD_PARAMS: CassError = CassError(0x01000001);
    /// No streams available.
    pub(crate) const LIB_NO_STREAMS: CassError = CassError(0x01000002);
    /// Unable to initialize.
    pub(crate) const LIB_UNABLE_TO_INIT: CassError = CassError(0x01000003);
    /// Unable to encode message.
    pub(crate) const LIB_MESSAGE_ENCODE: CassError = CassError(0x01000004);
    /// Unable to resolve host.
    pub(crate) const LIB_HOST_RESOLUTION: CassError = CassError(0x01000005);
    /// Unexpected response from server.
    pub(crate) const LIB_UNEXPECTED_RESPONSE: CassError = CassError(0x01000006);
    /// The request queue is full.
    pub(crate) const LIB_REQUEST_QUEUE_FULL: CassError = CassError(0x01000007);
    /// No available IO threads.
    pub(crate) const LIB_NO_AVAILABLE_IO_THREAD: CassError = CassError(0x01000008);
    /// Write error.
    pub(crate) const LIB_WRITE_ERROR: CassError = CassError(0x01000009);
    /// No hosts available.
    pub(crate) const LIB_NO_HOSTS_AVAILABLE: CassError = CassError(0x0100000a);
    /// Index out of bounds.
    pub(crate) const LIB_INDEX_OUT_OF_BOUNDS: CassError = CassError(0x0100000b);
    /// Invalid item count.
    pub(crate) const LIB_INVALID_ITEM_COUNT: CassError = CassError(0x0100000c);
    /// Invalid value type.
    pub(crate) const LIB_INVALID_VALUE_TYPE: CassError = CassError(0x0100000d);
    /// Request timed out.
    pub(crate) const LIB_REQUEST_TIMED_OUT: CassError = CassError(0x0100000e);
    /// Unable to set keyspace.
    pub(crate) const LIB_UNABLE_TO_SET_KEYSPACE: CassError = CassError(0x0100000f);
    /// Callback already set.
    pub(crate) const LIB_CALLBACK_ALREADY_SET: CassError = CassError(0x01000010);
    /// Invalid statement type.
    pub(crate) const LIB_INVALID_STATEMENT_TYPE: CassError = CassError(0x01000011);
    /// No value or column for name.
    pub(crate) const LIB_NAME_DOES_NOT_EXIST: CassError = CassError(0x01000012);
    /// Unable to find supported protocol version.
    pub(crate) const LIB_UNABLE_TO_DETERMINE_PROTOCOL: CassError = CassError(0x01000013);
    /// NULL value specified.
    pub(crate) const LIB_NULL_VALUE: CassError = CassError(0x01000014);
    /// Not implemented.
    pub(crate) const LIB_NOT_IMPLEMENTED: CassError = CassError(0x01000015);
    /// Unable to connect.
    pub(crate) const LIB_UNABLE_TO_CONNECT: CassError = CassError(0x01000016);
    /// Unable to close.
    pub(crate) const LIB_UNABLE_TO_CLOSE: CassError = CassError(0x01000017);
    /// No paging state.
    pub(crate) const LIB_NO_PAGING_STATE: CassError = CassError(0x01000018);
    /// Parameter unset.
    pub(crate) const LIB_PARAMETER_UNSET: CassError = CassError(0x01000019);
    /// Invalid error result type.
    pub(crate) const LIB_INVALID_ERROR_RESULT_TYPE: CassError = CassError(0x0100001a);
    /// Invalid future type.
    pub(crate) const LIB_INVALID_FUTURE_TYPE: CassError = CassError(0x0100001b);
    /// Internal error.
    pub(crate) const LIB_INTERNAL_ERROR: CassError = CassError(0x0100001c);
    /// Invalid custom type.
    pub(crate) const LIB_INVALID_CUSTOM_TYPE: CassError = CassError(0x0100001d);
    /// Invalid data.
    pub(crate) const LIB_INVALID_DATA: CassError = CassError(0x0100001e);
    /// Not enough data.
    pub(crate) const LIB_NOT_ENOUGH_DATA: CassError = CassError(0x0100001f);
    /// Invalid state.
    pub(crate) const LIB_INVALID_STATE: CassError = CassError(0x01000020);
    /// No custom payload.
    pub(crate) const LIB_NO_CUSTOM_PAYLOAD: CassError = CassError(0x01000021);
    /// Invalid execution profile specified.
    pub(crate) const LIB_EXECUTION_PROFILE_INVALID: CassError = CassError(0x01000022);
    /// No tracing ID.
    pub(crate) const LIB_NO_TRACING_ID: CassError = CassError(0x01000023);
    /// Server error.
    pub(crate) const SERVER_SERVER_ERROR: CassError = CassError(0x02000000);
    /// Protocol error.
    pub(crate) const SERVER_PROTOCOL_ERROR: CassError = CassError(0x0200000a);
    /// Bad credentials.
    pub(crate) const SERVER_BAD_CREDENTIALS: CassError = CassError(0x02000100);
    /// Unavailable.
    pub(crate) const SERVER_UNAVAILABLE: CassError = CassError(0x02001000);
    /// Overloaded.
    pub(crate) const SERVER_OVERLOADED: CassError = CassError(0x02001001);
    /// Is bootstrapping.
    pub(crate) const SERVER_IS_BOOTSTRAPPING: CassError = CassError(0x02001002);
    /// Truncate error.
    pub(crate) const SERVER_TRUNCATE_ERROR: CassError = CassError(0x02001003);
    /// Write timeout.
    pub(crate) const SERVER_WRITE_TIMEOUT: CassError = CassError(0x02001100);
    /// Read timeout.
    pub(crate) const SERVER_READ_TIMEOUT: CassError = CassError(0x02001200);
    /// Read failure.
    pub(crate) const SERVER_READ_FAILURE: CassError = CassError(0x02001300);
    /// Function failure.
    pub(crate) const SERVER_FUNCTION_FAILURE: CassError = CassError(0x02001400);
    /// Write failure.
    pub(crate) const SERVER_WRITE_FAILURE: CassError = CassError(0x02001500);
    /// Syntax error.
    pub(crate) const SERVER_SYNTAX_ERROR: CassError = CassError(0x02002000);
    /// Unauthorized.
    pub(crate) const SERVER_UNAUTHORIZED: CassError = CassError(0x02002100);
    /// Invalid query.
    pub(crate) const SERVER_INVALID_QUERY: CassError = CassError(0x02002200);
    /// Configuration error.
    pub(crate) const SERVER_CONFIG_ERROR: CassError = CassError(0x02002300);
    /// Already exists.
    pub(crate) const SERVER_ALREADY_EXISTS: CassError = CassError(0x02002400);
    /// Unprepared.
    pub(crate) const SERVER_UNPREPARED: CassError = CassError(0x02002500);
    /// Unable to load certificate.
    pub(crate) const SSL_INVALID_CERT: CassError = CassError(0x03000001);
    /// Unable to load private key.
    pub(crate) const SSL_INVALID_PRIVATE_KEY: CassError = CassError(0x03000002);
    /// No peer certificate.
    pub(crate) const SSL_NO_PEER_CERT: CassError = CassError(0x03000003);
    /// Invalid peer certificate.
    pub(crate) const SSL_INVALID_PEER_CERT: CassError = CassError(0x03000004);
    /// Certificate does not match host or IP address.
    pub(crate) const SSL_IDENTITY_MISMATCH: CassError = CassError(0x03000005);
    /// Protocol error.
    pub(crate) const SSL_PROTOCOL_ERROR: CassError = CassError(0x03000006);
    /// Connection closed.
    pub(crate) const SSL_CLOSED: CassError = CassError(0x03000007);
}

/// What each code means.
pub(crate) const DESCRIPTIONS: &[(CassError, &CStr)] = &[
    (CassError::LIB_BAD_PARAMS, c"Bad parameters"),
    (CassError::LIB_NO_STREAMS, c"No streams available"),
    (CassError::LIB_UNABLE_TO_INIT, c"Unable to initialize"),
    (CassError::LIB_MESSAGE_ENCODE, c"Unable to encode message"),
    (CassError::LIB_HOST_RESOLUTION, c"Unable to resolve host"),
    (CassError::LIB_UNEXPECTED_RESPONSE, c"Unexpected response from server"),
    (CassError::LIB_REQUEST_QUEUE_FULL, c"The request queue is full"),
    (CassError::LIB_NO_AVAILABLE_IO_THREAD, c"No available IO threads"),
    (CassError::LIB_WRITE_ERROR, c"Write error"),
    (CassError::LIB_NO_HOSTS_AVAILABLE, c"No hosts available"),
    (CassError::LIB_INDEX_OUT_OF_BOUNDS, c"Index out of bounds"),
    (CassError::LIB_INVALID_ITEM_COUNT, c"Invalid item count"),
    (CassError::LIB_INVALID_VALUE_TYPE, c"Invalid value type"),
    (CassError::LIB_REQUEST_TIMED_OUT, c"Request timed out"),
    (CassError::LIB_UNABLE_TO_SET_KEYSPACE, c"Unable to set keyspace"),
    (CassError::LIB_CALLBACK_ALREADY_SET, c"Callback already set"),
    (CassError::LIB_INVALID_STATEMENT_TYPE, c"Invalid statement type"),
    (CassError::LIB_NAME_DOES_NOT_EXIST, c"No value or column for name"),
    (CassError::LIB_UNABLE_TO_DETERMINE_PROTOCOL, c"Unable to find supported protocol version"),
    (CassError::LIB_NULL_VALUE, c"NULL value specified"),
    (CassError::LIB_NOT_IMPLEMENTED, c"Not implemented"),
    (CassError::LIB_UNABLE_TO_CONNECT, c"Unable to connect"),
    (CassError::LIB_UNABLE_TO_CLOSE, c"Unable to close"),
    (CassError::LIB_NO_PAGING_STATE, c"No paging state"),
    (CassError::LIB_PARAMETER_UNSET, c"Parameter unset"),
    (CassError::LIB_INVALID_ERROR_RESULT_TYPE, c"Invalid error result type"),
    (CassError::LIB_INVALID_FUTURE_TYPE, c"Invalid future type"),
    (CassError::LIB_INTERNAL_ERROR, c"Internal error"),
    (CassError::LIB_INVALID_CUSTOM_TYPE, c"Invalid custom type"),
    (CassError::LIB_INVALID_DATA, c"Invalid data"),
    (CassError::LIB_NOT_ENOUGH_DATA, c"Not enough data"),
    (CassError::LIB_INVALID_STATE, c"Invalid state"),
    (CassError::LIB_NO_CUSTOM_PAYLOAD, c"No custom payload"),
    (CassError::LIB_EXECUTION_PROFILE_INVALID, c"Invalid execution profile specified"),
    (CassError::LIB_NO_TRACING_ID, c"No tracing ID"),
    (CassError::SERVER_SERVER_ERROR, c"Server error"),
    (CassError::SERVER_PROTOCOL_ERROR, c"Protocol error"),
    (CassError::SERVER_BAD_CREDENTIALS, c"Bad credentials"),
    (CassError::SERVER_UNAVAILABLE, c"Unavailable"),
    (CassError::SERVER_OVERLOADED, c"Overloaded"),
    (CassError::SERVER_IS_BOOTSTRAPPING, c"Is bootstrapping"),
    (CassError::SERVER_TRUNCATE_ERROR, c"Truncate error"),
    (CassError::SERVER_WRITE_TIMEOUT, c"Write timeout"),
    (CassError::SERVER_READ_TIMEOUT, c"Read timeout"),
    (CassError::SERVER_READ_FAILURE, c"Read failure"),
    (CassError::SERVER_FUNCTION_FAILURE, c"Function failure"),
    (CassError::SERVER_WRITE_FAILURE, c"Write failure"),
    (CassError::SERVER_SYNTAX_ERROR, c"Syntax error"),
    (CassError::SERVER_UNAUTHORIZED, c"Unauthorized"),
    (CassError::SERVER_INVALID_QUERY, c"Invalid query"),
    (CassError::SERVER_CONFIG_ERROR, c"Configuration error"),
    (CassError::SERVER_ALREADY_EXISTS, c"Already exists"),
    (CassError::SERVER_UNPREPARED, c"Unprepared"),
    (CassError::SSL_INVALID_CERT, c"Unable to load certificate"),
    (CassError::SSL_INVALID_PRIVATE_KEY, c"Unable to load private key"),
    (CassError::SSL_NO_PEER_CERT, c"No peer certificate"),
    (CassError::SSL_INVALID_PEER_CERT, c"Invalid peer certificate"),
    (CassError::SSL_IDENTITY_MISMATCH, c"Certificate does not match host or IP address"),
    (CassError::SSL_PROTOCOL_ERROR, c"Protocol error"),
    (CassError::SSL_CLOSED, c"Connection closed"),
];

// Generated from the tables of core by `unicql-dev generate`. Do not edit.

/** What went wrong, as the core tells it. */
export type ErrorKind =
  /** Something unexpected happened in the server. */
  | 'Server'
  /** The server could not understand a message of the driver. */
  | 'Protocol'
  /** The server refused the credentials. */
  | 'BadCredentials'
  /** The coordinator knew of too few live replicas for the consistency. */
  | 'Unavailable'
  /** The coordinator is overloaded. */
  | 'Overloaded'
  /** The coordinator is still bootstrapping. */
  | 'IsBootstrapping'
  /** A truncation failed. */
  | 'Truncate'
  /** Too few replicas acknowledged a write in time. */
  | 'WriteTimeout'
  /** Too few replicas answered a read in time. */
  | 'ReadTimeout'
  /** A replica failed while it read. */
  | 'ReadFailure'
  /** A user-defined function failed while it ran. */
  | 'FunctionFailure'
  /** A replica failed while it wrote. */
  | 'WriteFailure'
  /** The change log refused a write. */
  | 'CdcWriteFailure'
  /** The outcome of a lightweight transaction is unknown. */
  | 'CasWriteUnknown'
  /** The statement has a syntax error. */
  | 'Syntax'
  /** The user may not do that. */
  | 'Unauthorized'
  /** The statement is well formed but invalid. */
  | 'Invalid'
  /** The statement asks for an impossible configuration. */
  | 'Config'
  /** The keyspace, table or other object exists already. */
  | 'AlreadyExists'
  /** The server does not know the prepared statement. */
  | 'Unprepared'
  /** The server answered with an error code that the protocol does not define. */
  | 'OtherServer'
  /** ScyllaDB refused the request because of a per-partition rate limit. */
  | 'RateLimited'
  /** No host could be reached; the attempts say why for each. */
  | 'NoHostAvailable'
  /** No contact point could be resolved to an address. */
  | 'UnresolvedHost'
  /** A connection could not be opened. */
  | 'ConnectionFailed'
  /** The connection broke while a request was under way. */
  | 'ConnectionClosed'
  /** The server asks for credentials and none were given. */
  | 'AuthenticationRequired'
  /** A TLS handshake failed or the TLS options are unusable. */
  | 'Tls'
  /** The server at that address does not speak the CQL native protocol. */
  | 'NotCql'
  /** No answer came within the timeout of the driver. */
  | 'TimedOut'
  /** Too many requests are under way. */
  | 'Busy'
  /** An option has an unusable value; the field `name` names it. */
  | 'InvalidOption'
  /** A bound value or a parameter count does not fit; the field `name` names it. */
  | 'InvalidParameter'
  /** The session is closed. */
  | 'SessionClosed'
  /** The caller cancelled the request. */
  | 'Cancelled'
  /** A frame of the server could not be parsed. */
  | 'BadFrame'
  /** The nodes did not agree on the schema in time. */
  | 'SchemaDisagreement'
  /** The driver does not support what was asked. */
  | 'Unsupported'
  /** A bug in the driver; the message says where. */
  | 'Internal';

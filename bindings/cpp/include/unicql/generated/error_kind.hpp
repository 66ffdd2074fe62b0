// Generated from the tables of core by `unicql-dev generate`. Do not edit.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace unicql {

/// What went wrong; the same kinds in every language. Its value is its place in the table of core.
enum class ErrorKind : std::uint8_t {
  /// Something unexpected happened in the server.
  Server = 0,
  /// The server could not understand a message of the driver.
  Protocol = 1,
  /// The server refused the credentials.
  BadCredentials = 2,
  /// The coordinator knew of too few live replicas for the consistency.
  Unavailable = 3,
  /// The coordinator is overloaded.
  Overloaded = 4,
  /// The coordinator is still bootstrapping.
  IsBootstrapping = 5,
  /// A truncation failed.
  Truncate = 6,
  /// Too few replicas acknowledged a write in time.
  WriteTimeout = 7,
  /// Too few replicas answered a read in time.
  ReadTimeout = 8,
  /// A replica failed while it read.
  ReadFailure = 9,
  /// A user-defined function failed while it ran.
  FunctionFailure = 10,
  /// A replica failed while it wrote.
  WriteFailure = 11,
  /// The change log refused a write.
  CdcWriteFailure = 12,
  /// The outcome of a lightweight transaction is unknown.
  CasWriteUnknown = 13,
  /// The statement has a syntax error.
  Syntax = 14,
  /// The user may not do that.
  Unauthorized = 15,
  /// The statement is well formed but invalid.
  Invalid = 16,
  /// The statement asks for an impossible configuration.
  Config = 17,
  /// The keyspace, table or other object exists already.
  AlreadyExists = 18,
  /// The server does not know the prepared statement.
  Unprepared = 19,
  /// The server answered with an error code that the protocol does not define.
  OtherServer = 20,
  /// ScyllaDB refused the request because of a per-partition rate limit.
  RateLimited = 21,
  /// No host could be reached; the attempts say why for each.
  NoHostAvailable = 22,
  /// No contact point could be resolved to an address.
  UnresolvedHost = 23,
  /// A connection could not be opened.
  ConnectionFailed = 24,
  /// The connection broke while a request was under way.
  ConnectionClosed = 25,
  /// The server asks for credentials and none were given.
  AuthenticationRequired = 26,
  /// A TLS handshake failed or the TLS options are unusable.
  Tls = 27,
  /// The server at that address does not speak the CQL native protocol.
  NotCql = 28,
  /// No answer came within the timeout of the driver.
  TimedOut = 29,
  /// Too many requests are under way.
  Busy = 30,
  /// An option has an unusable value; the field `name` names it.
  InvalidOption = 31,
  /// A bound value or a parameter count does not fit; the field `name` names it.
  InvalidParameter = 32,
  /// The session is closed.
  SessionClosed = 33,
  /// The caller cancelled the request.
  Cancelled = 34,
  /// A frame of the server could not be parsed.
  BadFrame = 35,
  /// The nodes did not agree on the schema in time.
  SchemaDisagreement = 36,
  /// The driver does not support what was asked.
  Unsupported = 37,
  /// A bug in the driver; the message says where.
  Internal = 38,
};

/// Every ErrorKind with its name, in the order of the table.
inline constexpr std::array<std::pair<ErrorKind, std::string_view>, 39> error_kinds{{
  {ErrorKind::Server, "Server"},
  {ErrorKind::Protocol, "Protocol"},
  {ErrorKind::BadCredentials, "BadCredentials"},
  {ErrorKind::Unavailable, "Unavailable"},
  {ErrorKind::Overloaded, "Overloaded"},
  {ErrorKind::IsBootstrapping, "IsBootstrapping"},
  {ErrorKind::Truncate, "Truncate"},
  {ErrorKind::WriteTimeout, "WriteTimeout"},
  {ErrorKind::ReadTimeout, "ReadTimeout"},
  {ErrorKind::ReadFailure, "ReadFailure"},
  {ErrorKind::FunctionFailure, "FunctionFailure"},
  {ErrorKind::WriteFailure, "WriteFailure"},
  {ErrorKind::CdcWriteFailure, "CdcWriteFailure"},
  {ErrorKind::CasWriteUnknown, "CasWriteUnknown"},
  {ErrorKind::Syntax, "Syntax"},
  {ErrorKind::Unauthorized, "Unauthorized"},
  {ErrorKind::Invalid, "Invalid"},
  {ErrorKind::Config, "Config"},
  {ErrorKind::AlreadyExists, "AlreadyExists"},
  {ErrorKind::Unprepared, "Unprepared"},
  {ErrorKind::OtherServer, "OtherServer"},
  {ErrorKind::RateLimited, "RateLimited"},
  {ErrorKind::NoHostAvailable, "NoHostAvailable"},
  {ErrorKind::UnresolvedHost, "UnresolvedHost"},
  {ErrorKind::ConnectionFailed, "ConnectionFailed"},
  {ErrorKind::ConnectionClosed, "ConnectionClosed"},
  {ErrorKind::AuthenticationRequired, "AuthenticationRequired"},
  {ErrorKind::Tls, "Tls"},
  {ErrorKind::NotCql, "NotCql"},
  {ErrorKind::TimedOut, "TimedOut"},
  {ErrorKind::Busy, "Busy"},
  {ErrorKind::InvalidOption, "InvalidOption"},
  {ErrorKind::InvalidParameter, "InvalidParameter"},
  {ErrorKind::SessionClosed, "SessionClosed"},
  {ErrorKind::Cancelled, "Cancelled"},
  {ErrorKind::BadFrame, "BadFrame"},
  {ErrorKind::SchemaDisagreement, "SchemaDisagreement"},
  {ErrorKind::Unsupported, "Unsupported"},
  {ErrorKind::Internal, "Internal"},
}};

/// Returns the name; `?` for a value that is not in the table.
constexpr std::string_view to_string(ErrorKind value) noexcept {
  for (const auto& [known, text] : error_kinds) {
    if (known == value) return text;
  }
  return "?";
}

} // namespace unicql

/// Errors as data: a kind that is the same in every language, with all that the server or the driver told.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "unicql/export.hpp"
#include "unicql/generated/consistency.hpp"
#include "unicql/generated/error_kind.hpp"

namespace unicql {

/// The fields that the protocol gives for some kinds; the rest are empty.
struct ErrorFields {
  /// The consistency that was asked for.
  std::optional<Consistency> consistency{};
  /// Replicas that answered.
  std::optional<std::int32_t> received{};
  /// Replicas that had to answer.
  std::optional<std::int32_t> required{};
  /// Replicas known to be alive.
  std::optional<std::int32_t> alive{};
  /// Replicas that failed.
  std::optional<std::int32_t> failures{};
  /// Whether the replica that was asked for data answered.
  std::optional<bool> data_present{};
  /// `SIMPLE`, `BATCH`, `UNLOGGED_BATCH`, `COUNTER`, `BATCH_LOG`, `CAS`, `VIEW` or `CDC`.
  std::optional<std::string> write_type{};
  /// The keyspace of an object.
  std::optional<std::string> keyspace{};
  /// The table of an object; empty text when the keyspace itself is meant.
  std::optional<std::string> table{};
  /// The name of a function.
  std::optional<std::string> function{};
  /// The argument types of a function.
  std::optional<std::vector<std::string>> arg_types{};
  /// The id of a prepared statement.
  std::vector<std::byte> statement_id{};
  /// The timeout that ran out.
  std::optional<std::chrono::milliseconds> timeout{};
  /// The option, parameter, column or value that is at fault.
  std::optional<std::string> name{};
};

struct Attempt;

namespace detail {
struct ErrorData;
}

/// The one exception of this library. It is cheap to copy.
class UNICQL_API Error : public std::exception {
 public:
  /// Makes an error of the client, without server code, coordinator or attempts.
  Error(ErrorKind kind, std::string message, ErrorFields fields = {});
  explicit Error(std::shared_ptr<const detail::ErrorData> data) noexcept;
  Error(const Error&) noexcept;
  Error& operator=(const Error&) noexcept;
  ~Error() override;

  /// Returns `kind: message`.
  const char* what() const noexcept override;

  /// What went wrong.
  ErrorKind kind() const noexcept;

  /// The kind that says most about why: of an error about several hosts, what the hosts have in common;
  /// of any other error, its own kind.
  ErrorKind cause() const noexcept;

  /// The code of the ERROR frame; empty for an error of the driver itself.
  std::optional<std::int32_t> server_code() const noexcept;

  /// The text of the server, unchanged, or the driver's own sentence.
  const std::string& message() const noexcept;

  /// The fields that the kind carries.
  const ErrorFields& fields() const noexcept;

  /// The host that answered with the error, as `ip:port`; empty when it is not known.
  const std::string& coordinator() const noexcept;

  /// The tries that failed, for errors that are about several hosts.
  const std::vector<Attempt>& attempts() const noexcept;

 private:
  std::shared_ptr<const detail::ErrorData> data_;
};

/// One try on one host that failed.
struct Attempt {
  /// Where the try went, as `ip:port`, or the name that did not resolve.
  std::string host;
  /// Why it failed.
  Error error;
};

namespace detail {

struct ErrorData {
  ErrorKind kind{};
  ErrorKind cause{};
  std::optional<std::int32_t> server_code{};
  std::string message{};
  std::string what{};
  ErrorFields fields{};
  std::string coordinator{};
  std::vector<Attempt> attempts{};
};

/// Throws `InvalidParameter` that names what is at fault.
[[noreturn]] UNICQL_API void throw_invalid_parameter(std::string_view name, std::string message);

}  // namespace detail

}  // namespace unicql

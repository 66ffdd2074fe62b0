#include "error.h"

#include <utility>

#include "text.h"

namespace unicql {

namespace detail {

namespace {

template <class T>
std::optional<T> number(const ffi::OptionalNumber& number) {
  return number.has ? std::optional(static_cast<T>(number.value)) : std::nullopt;
}

ErrorFields to_fields(const ffi::ErrorFields& from) {
  ErrorFields fields;
  fields.consistency = number<Consistency>(from.consistency);
  fields.received = number<std::int32_t>(from.received);
  fields.required = number<std::int32_t>(from.required);
  fields.alive = number<std::int32_t>(from.alive);
  fields.failures = number<std::int32_t>(from.failures);
  fields.data_present = number<bool>(from.data_present);
  fields.write_type = to_optional(from.write_type);
  fields.keyspace = to_optional(from.keyspace);
  fields.table = to_optional(from.table);
  fields.function = to_optional(from.function);
  if (from.has_arg_types) fields.arg_types.emplace(from.arg_types.begin(), from.arg_types.end());
  const auto id =
      to_bytes(rust::Slice<const std::uint8_t>(from.statement_id.data(), from.statement_id.size()));
  fields.statement_id.assign(id.begin(), id.end());
  if (from.timeout_ms.has) fields.timeout = std::chrono::milliseconds(from.timeout_ms.value);
  fields.name = to_optional(from.name);
  return fields;
}

std::string what_of(ErrorKind kind, std::string_view message) {
  std::string what(to_string(kind));
  return what.append(": ").append(message);
}

}  // namespace

Error to_error(const ffi::Error& from) {
  auto data = std::make_shared<ErrorData>();
  data->kind = static_cast<ErrorKind>(from.kind());
  data->cause = static_cast<ErrorKind>(from.cause());
  data->server_code = number<std::int32_t>(from.server_code());
  data->message = to_string(from.message());
  data->what = what_of(data->kind, data->message);
  data->fields = to_fields(from.fields());
  data->coordinator = std::string(from.coordinator());
  for (const auto& attempt : from.attempts()) {
    data->attempts.push_back({to_string(attempt.host()), to_error(*attempt.error())});
  }
  return Error(std::move(data));
}

void throw_invalid_parameter(std::string_view name, std::string message) {
  ErrorFields fields;
  fields.name = std::string(name);
  throw Error(ErrorKind::InvalidParameter, std::move(message), std::move(fields));
}

}  // namespace detail

Error::Error(ErrorKind kind, std::string message, ErrorFields fields) {
  auto data = std::make_shared<detail::ErrorData>();
  data->kind = kind;
  data->cause = kind;
  data->what = detail::what_of(kind, message);
  data->message = std::move(message);
  data->fields = std::move(fields);
  data_ = std::move(data);
}

Error::Error(std::shared_ptr<const detail::ErrorData> data) noexcept : data_(std::move(data)) {}
Error::Error(const Error&) noexcept = default;
Error& Error::operator=(const Error&) noexcept = default;
Error::~Error() = default;

const char* Error::what() const noexcept {
  return data_->what.c_str();
}
ErrorKind Error::kind() const noexcept {
  return data_->kind;
}
ErrorKind Error::cause() const noexcept {
  return data_->cause;
}
std::optional<std::int32_t> Error::server_code() const noexcept {
  return data_->server_code;
}
const std::string& Error::message() const noexcept {
  return data_->message;
}
const ErrorFields& Error::fields() const noexcept {
  return data_->fields;
}
const std::string& Error::coordinator() const noexcept {
  return data_->coordinator;
}
const std::vector<Attempt>& Error::attempts() const noexcept {
  return data_->attempts;
}

}  // namespace unicql

#include "statement.h"

#include <limits>

#include "text.h"
#include "types.h"

namespace unicql::detail {

namespace {

template <class T>
ffi::OptionalNumber number(const std::optional<T>& value) {
  return {value.has_value(), value ? static_cast<std::int64_t>(*value) : 0};
}

template <class Rep, class Period>
ffi::OptionalNumber number(const std::optional<std::chrono::duration<Rep, Period>>& value) {
  return {value.has_value(), value ? static_cast<std::int64_t>(value->count()) : 0};
}

ffi::RequestOptions to_options(const RequestOptions& options) {
  return {
      .consistency = number(options.consistency),
      .serial_consistency = number(options.serial_consistency),
      .page_size = number(options.page_size),
      .paging_state = to_rust(options.paging_state),
      .timestamp_us = number(options.timestamp),
      .timeout_ms = number(options.timeout),
      .idempotent = number(options.idempotent),
      .tracing = options.tracing,
      .host = options.host ? to_rust(options.host->bytes) : rust::Slice<const std::uint8_t>(),
      .profile = to_rust(options.profile, "profile"),
      .keyspace = to_rust(options.keyspace, "keyspace"),
  };
}

ffi::Values to_values(const Values& values, const std::vector<rust::Str>& names = {}) {
  return {
      .cells = to_rust(values.cells()),
      .count = values.size(),
      .names = rust::Slice<const rust::Str>(names.data(), names.size()),
  };
}

std::vector<rust::Str> names_of(const Statement& statement) {
  std::vector<rust::Str> names;
  for (const auto& name : statement.names()) names.push_back(to_rust(name, "name"));
  return names;
}

const ffi::Prepared& handle_of(const Bound& bound) {
  return **static_cast<const rust::Box<ffi::Prepared>*>(bound.prepared().data()->handle.get());
}

struct AddTo {
  ffi::Batch& batch;

  void operator()(const Statement& statement) const {
    const auto names = names_of(statement);
    batch.add_text(to_rust(statement.cql(), "cql"), to_values(statement.values(), names));
  }

  void operator()(const Bound& bound) const {
    batch.add_prepared(handle_of(bound), to_values(bound.values()));
  }
};

}  // namespace

rust::Box<ffi::Request> to_request(const Statement& statement) {
  const auto names = names_of(statement);
  return ffi::text_request(to_rust(statement.cql(), "cql"), to_values(statement.values(), names),
                           to_options(statement.options));
}

rust::Box<ffi::Request> to_request(const Bound& bound) {
  return ffi::prepared_request(handle_of(bound), to_values(bound.values()), to_options(bound.options));
}

rust::Box<ffi::Request> to_request(const Batch& batch) {
  auto made = ffi::new_batch(static_cast<std::uint8_t>(batch.kind()));
  for (const auto& entry : batch.entries()) std::visit(AddTo{*made}, entry);
  return ffi::batch_request(std::move(made), to_options(batch.options));
}

Prepared to_prepared(rust::Box<ffi::Prepared> from, std::string cql) {
  auto data = std::make_shared<PreparedData>();
  const auto id = to_bytes(from->id());
  data->id.assign(id.begin(), id.end());
  data->cql = std::move(cql);
  data->variables = columns_of(from->variables_id(), [&] { return from->variables(); });
  data->columns = columns_of(from->columns_id(), [&] { return from->columns(); });
  data->routing_indexes.assign(from->routing_indexes().begin(), from->routing_indexes().end());
  data->handle = std::make_shared<rust::Box<ffi::Prepared>>(std::move(from));
  return Prepared(std::move(data));
}

}  // namespace unicql::detail

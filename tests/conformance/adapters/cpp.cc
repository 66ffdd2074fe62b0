/// Answers the conformance cases with the C++ API: one JSON object per line in, one out.

#include <deque>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <utility>

#include <unicql/unicql.hpp>

#include "cpp/hex.hpp"
#include "cpp/value.hpp"

namespace conformance {

namespace {

using unicql::ErrorKind;

/// A session with the statements that were prepared on it.
struct Connection {
  unicql::Session session;
  std::map<std::string, unicql::Prepared> prepared{};

  const unicql::Prepared& prepare(const std::string& cql) {
    const auto at = prepared.find(cql);
    return at != prepared.end() ? at->second : prepared.emplace(cql, session.prepare(cql)).first->second;
  }
};

bool has(const Json& object, const char* key) {
  return object.contains(key) && !object[key].is_null();
}

template <class T>
std::optional<T> optional(const Json& object, const char* key) {
  return has(object, key) ? std::optional(object[key].get<T>()) : std::nullopt;
}

std::optional<std::chrono::milliseconds> milliseconds(const Json& object, const char* key) {
  return has(object, key) ? std::optional(std::chrono::milliseconds(object[key].get<std::int64_t>()))
                          : std::nullopt;
}

std::optional<unicql::Consistency> consistency(const Json& object, const char* key) {
  if (!has(object, key)) return std::nullopt;
  for (const auto& [level, name] : unicql::consistencies) {
    if (name == object[key].get<std::string>()) return level;
  }
  throw std::invalid_argument("no consistency: " + object[key].dump());
}

unicql::TlsOptions tls(const Json& from) {
  unicql::TlsOptions options;
  if (has(from, "ca")) options.ca_pem.push_back(from["ca"]);
  options.cert_pem = optional<std::string>(from, "cert");
  options.key_pem = optional<std::string>(from, "key");
  options.verify = from.value("verify", false) ? unicql::TlsVerify::Peer : unicql::TlsVerify::None;
  return options;
}

unicql::Session connect(const Json& request) {
  unicql::Options options;
  options.contact_points = optional<std::vector<std::string>>(request, "contact_points");
  options.port = optional<std::uint16_t>(request, "port");
  options.keyspace = optional<std::string>(request, "keyspace");
  options.username = optional<std::string>(request, "username");
  options.password = optional<std::string>(request, "password");
  options.local_datacenter = optional<std::string>(request, "local_datacenter");
  options.connect_timeout = milliseconds(request, "connect_timeout_ms");
  options.request_timeout = milliseconds(request, "request_timeout_ms");
  if (has(request, "tls")) options.tls = tls(request["tls"]);
  return unicql::Session::connect(options);
}

unicql::RequestOptions request_options(const Json& request) {
  unicql::RequestOptions options;
  if (!has(request, "options")) return options;
  const auto& from = request["options"];
  options.page_size = optional<std::int32_t>(from, "page_size");
  if (has(from, "paging_state")) options.paging_state = from_hex(from["paging_state"].get<std::string>());
  options.consistency = consistency(from, "consistency");
  options.serial_consistency = consistency(from, "serial_consistency");
  if (has(from, "timestamp_us")) {
    options.timestamp =
        std::chrono::microseconds(to_number<std::int64_t>(from["timestamp_us"].get<std::string>()));
  }
  options.tracing = from.value("tracing", false);
  options.idempotent = optional<bool>(from, "idempotent");
  options.timeout = milliseconds(from, "timeout_ms");
  return options;
}

/// Binds the parameters of a case to a statement, by position or by name.
template <class S>
S with_parameters(S statement, const Json& request) {
  const auto parameters = request.value("params", Json::array());
  if (parameters.is_object()) {
    for (const auto& [name, parameter] : parameters.items()) statement.set(name, to_parameter(parameter));
    return statement;
  }
  std::vector<Parameter> values;
  for (const auto& parameter : parameters) values.push_back(to_parameter(parameter));
  statement.bind_range(values);
  return statement;
}

Json from_rows(const unicql::Rows& rows) {
  Json result;
  if (rows.kind() == unicql::PageKind::Rows) {
    result["columns"] = Json::array();
    for (const auto& column : rows.columns()) {
      result["columns"].push_back({{"name", column.name}, {"type", from_type(column.type)}});
    }
    result["rows"] = Json::array();
    for (const auto row : rows) {
      Json cells = Json::array();
      for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(from_cell(row, i));
      result["rows"].push_back(std::move(cells));
    }
    result["paging_state"] = rows.has_more_pages() ? Json(to_hex(rows.paging_state())) : Json();
    if (rows.columns().find("[applied]")) result["applied"] = rows.was_applied();
  }
  result["warnings"] = rows.warnings();
  if (rows.tracing_id()) result["tracing_id"] = rows.tracing_id()->to_string();
  return result;
}

Json execute(Connection& connection, const Json& request) {
  const std::string text = request.at("text");
  const auto run = [&](auto statement) {
    auto bound = with_parameters(std::move(statement), request);
    bound.options = request_options(request);
    return from_rows(connection.session.execute(bound));
  };
  if (request.value("prepared", false)) return run(connection.prepare(text).bound());
  return run(unicql::Statement(text));
}

Json batch(Connection& connection, const Json& request) {
  const auto kind = request.value("kind", "logged");
  unicql::Batch batch(kind == "counter"    ? unicql::BatchKind::Counter
                      : kind == "unlogged" ? unicql::BatchKind::Unlogged
                                           : unicql::BatchKind::Logged,
                      request_options(request));
  for (const auto& entry : request.at("entries")) {
    const std::string text = entry.at("text");
    if (entry.value("prepared", false)) {
      batch.add(with_parameters(connection.prepare(text).bound(), entry));
    } else {
      batch.add(with_parameters(unicql::Statement(text), entry));
    }
  }
  return from_rows(connection.session.execute(batch));
}

/// Inserts with as many requests in flight as allowed, and waits for the oldest before the next is sent.
Json ingest(Connection& connection, const Json& request) {
  const auto prepared = connection.session.prepare(request.at("text").get<std::string>());
  const std::int32_t from = request.at("from");
  const std::int32_t count = request.at("count");
  std::deque<std::pair<std::int32_t, unicql::Future<unicql::Rows>>> in_flight;
  Json inserted = Json::array();
  Json errors = Json::object();
  const auto settle = [&] {
    auto [value, future] = std::move(in_flight.front());
    in_flight.pop_front();
    try {
      future.get();
      inserted.push_back(value);
    } catch (const unicql::Error& error) {
      auto& counted = errors[std::string(to_string(error.cause()))];
      counted = counted.is_null() ? 1 : counted.get<int>() + 1;
    }
  };
  for (auto value = from; value < from + count; ++value) {
    if (in_flight.size() >= request.at("concurrency").get<std::size_t>()) settle();
    auto bound = prepared.bind(value);
    bound.options.timeout = milliseconds(request, "timeout_ms");
    in_flight.emplace_back(value, connection.session.execute_async(bound));
  }
  while (!in_flight.empty()) settle();
  return {{"inserted", inserted}, {"errors", errors}};
}

/// The error that the cause names: that of an attempt, or the whole.
const unicql::Error& explaining(const unicql::Error& error) {
  for (const auto& attempt : error.attempts()) {
    if (attempt.error.kind() == error.cause()) return attempt.error;
  }
  return error;
}

Json fields_of(const unicql::ErrorFields& from) {
  Json fields = Json::object();
  if (from.consistency) fields["consistency"] = to_string(*from.consistency);
  const auto put = [&fields](const char* name, const auto& value) {
    if (value) fields[name] = *value;
  };
  put("received", from.received);
  put("required", from.required);
  put("alive", from.alive);
  put("failures", from.failures);
  put("data_present", from.data_present);
  put("write_type", from.write_type);
  put("keyspace", from.keyspace);
  put("table", from.table);
  put("function", from.function);
  put("arg_types", from.arg_types);
  return fields;
}

Json from_error(const unicql::Error& error) {
  Json made{{"kind", to_string(error.kind())},
            {"cause", to_string(error.cause())},
            {"message", error.message()},
            {"class", "unicql::Error"},
            {"fields", fields_of(explaining(error).fields())},
            {"attempts", Json::array()}};
  if (error.server_code()) made["code"] = *error.server_code();
  for (const auto& attempt : error.attempts()) {
    made["attempts"].push_back({{"host", attempt.host}, {"kind", to_string(attempt.error.kind())}});
  }
  return made;
}

class Adapter {
 public:
  Json answer(const Json& request) {
    const std::string operation = request.at("op");
    if (operation == "hello") {
      return {{"language", "cpp"},
              {"driver", unicql::version()},
              {"capabilities", {"warnings", "tracing_id", "applied", "column_types", "attempts"}}};
    }
    if (operation == "connect") {
      connections_.emplace(++last_, Connection{connect(request)});
      return {{"session", last_}};
    }
    if (operation == "quit") {
      connections_.clear();
      return Json::object();
    }
    auto& connection = connections_.at(request.at("session"));
    if (operation == "execute") return execute(connection, request);
    if (operation == "batch") return batch(connection, request);
    if (operation == "ingest") return ingest(connection, request);
    if (operation != "close") throw std::invalid_argument("no operation: " + operation);
    // It stays known, so that a case can see it refuse requests.
    connection.session.close();
    return Json::object();
  }

 private:
  std::map<int, Connection> connections_{};
  int last_ = 0;
};

Json reply(Adapter& adapter, const Json& request) {
  try {
    return {{"id", request.at("id")}, {"ok", adapter.answer(request)}};
  } catch (const unicql::Error& error) {
    return {{"id", request.at("id")}, {"error", from_error(error)}};
  } catch (const std::exception& error) {
    return {{"id", request.at("id")}, {"error", {{"kind", "Adapter"}, {"message", error.what()}}}};
  }
}

}  // namespace

}  // namespace conformance

int main() {
  conformance::Adapter adapter;
  for (std::string line; std::getline(std::cin, line);) {
    const auto request = conformance::Json::parse(line);
    std::cout << conformance::reply(adapter, request).dump() << std::endl;
    if (request.value("op", "") == "quit") break;
  }
}

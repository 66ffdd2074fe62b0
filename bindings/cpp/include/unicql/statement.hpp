/// What is sent: text, prepared statements with their values, and the options of a request.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "unicql/codec.hpp"
#include "unicql/error.hpp"
#include "unicql/export.hpp"
#include "unicql/types.hpp"
#include "unicql/values.hpp"

namespace unicql {

/// The options of one request. What is not set has the session's default.
struct RequestOptions {
  /// How many replicas must answer.
  std::optional<Consistency> consistency{};
  /// The consistency of the paxos part of a conditional statement: `Serial` or `LocalSerial`.
  std::optional<Consistency> serial_consistency{};
  /// How many rows a page has at most; 0 and less turn paging off.
  std::optional<std::int32_t> page_size{};
  /// Where to go on, from the `paging_state` of the page before; empty for the start.
  Bytes paging_state{};
  /// The write timestamp, since the epoch.
  std::optional<std::chrono::microseconds> timestamp{};
  /// How long the driver waits for the whole request; 0 waits without limit.
  std::optional<std::chrono::milliseconds> timeout{};
  /// Whether executing twice does no harm; only then is a request retried that may have been applied.
  std::optional<bool> idempotent{};
  /// Whether the server traces the request.
  bool tracing = false;
  /// The id of the only host that the request may go to.
  std::optional<Uuid> host{};
  /// The execution profile, by its name; empty for the options of the session.
  std::string profile{};
  /// The keyspace, by its exact name, of names without one in text and batches; empty for that of the
  /// session. A prepared statement has that in which it was prepared.
  std::string keyspace{};
};

/// CQL text with its values. The types of its markers are not known here, so each value is encoded as its C++
/// type says: an `int` fits an int column only. Prepare a statement to have values converted and checked.
class Statement {
 public:
  explicit Statement(std::string cql, RequestOptions request_options = {})
      : options(std::move(request_options)), cql_(std::move(cql)) {}

  /// Replaces all values, in the order of the markers.
  template <class... Ts>
  Statement& bind(const Ts&... values) {
    clear();
    (append(values), ...);
    return *this;
  }

  /// Replaces all values by those of a range, whose number only the running program knows.
  template <std::ranges::input_range R>
  Statement& bind_range(const R& values) {
    clear();
    for (const auto& value : values) append(value);
    return *this;
  }

  /// Sets the value of a named marker (`:name`). Named and positional values do not mix.
  template <class T>
  Statement& set(std::string_view name, const T& value) {
    if (names_.size() != values_.size()) {
      detail::throw_invalid_parameter(name, "named values do not mix with positional ones");
    }
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] != name) continue;
      values_.replace(i, value, type_of(value), name);
      return *this;
    }
    values_.append(value, type_of(value), name);
    names_.emplace_back(name);
    return *this;
  }

  const std::string& cql() const noexcept { return cql_; }
  const Values& values() const noexcept { return values_; }
  const std::vector<std::string>& names() const noexcept { return names_; }

  /// The options of the request.
  RequestOptions options;

 private:
  void clear() noexcept {
    values_.clear();
    names_.clear();
  }

  template <class T>
  void append(const T& value) {
    values_.append(value, type_of(value), std::to_string(values_.size()));
  }

  template <class T>
  static const Type& type_of(const T&) {
    return detail::natural_type<T>();
  }

  std::string cql_;
  Values values_{};
  std::vector<std::string> names_{};
};

class Bound;

namespace detail {

/// What all copies of a prepared statement share.
struct PreparedData {
  std::shared_ptr<void> handle{};
  std::string cql{};
  Bytes id{};
  std::shared_ptr<const Columns> variables{};
  std::shared_ptr<const Columns> columns{};
  std::vector<std::uint16_t> routing_indexes{};
};

}  // namespace detail

/// A prepared statement. Copies share it, and any thread may use it.
class Prepared {
 public:
  explicit Prepared(std::shared_ptr<const detail::PreparedData> data) noexcept : data_(std::move(data)) {}

  /// Makes a statement with these values, in the order of the markers. Throws `InvalidParameter`, which names
  /// the parameter, when a value does not fit or there are more or fewer values than markers.
  template <class... Ts>
  Bound bind(const Ts&... values) const;

  /// Makes a statement whose values are all unset, to be set one by one.
  Bound bound() const;

  const std::string& cql() const noexcept { return data_->cql; }
  /// The id that the server gave.
  BytesView id() const noexcept { return data_->id; }
  /// The markers: where each belongs, its name and its type.
  const Columns& variables() const noexcept { return *data_->variables; }
  /// The columns of the result as they were when the statement was prepared.
  const Columns& columns() const noexcept { return *data_->columns; }
  /// Which markers make up the partition key, in its order; empty when not all of it is bound.
  std::span<const std::uint16_t> routing_indexes() const noexcept { return data_->routing_indexes; }

  const std::shared_ptr<const detail::PreparedData>& data() const noexcept { return data_; }

 private:
  std::shared_ptr<const detail::PreparedData> data_;
};

/// A prepared statement with values, each checked against the type of its marker.
class Bound {
 public:
  /// Takes a statement whose values are all unset, which leaves columns as they are.
  explicit Bound(Prepared statement) : prepared_(std::move(statement)) {
    for (const auto& variable : prepared_.variables()) values_.append(unset, variable.type, variable.name);
  }

  /// Replaces all values, in the order of the markers.
  template <class... Ts>
  Bound& bind(const Ts&... values) {
    check_count(sizeof...(Ts));
    Values fresh;
    (append(fresh, values), ...);
    values_ = std::move(fresh);
    return *this;
  }

  /// Replaces all values by those of a range, whose number only the running program knows.
  template <std::ranges::sized_range R>
  Bound& bind_range(const R& values) {
    check_count(std::ranges::size(values));
    Values fresh;
    for (const auto& value : values) append(fresh, value);
    values_ = std::move(fresh);
    return *this;
  }

  /// Sets the value of a marker by its place.
  template <class T>
  Bound& set(std::size_t index, const T& value) {
    const auto& variables = prepared_.variables();
    if (index >= variables.size()) {
      const auto name = std::to_string(index);
      detail::throw_invalid_parameter(name, "the statement has no parameter " + name);
    }
    values_.replace(index, value, variables[index].type, variables[index].name);
    return *this;
  }

  /// Sets the value of every marker of a name.
  template <class T>
  Bound& set(std::string_view name, const T& value) {
    const auto& variables = prepared_.variables();
    const auto& marker = variables[variables.index(name)].name;
    for (std::size_t i = 0; i < variables.size(); ++i) {
      if (variables[i].name == marker) set(i, value);
    }
    return *this;
  }

  const Prepared& prepared() const noexcept { return prepared_; }
  const Values& values() const noexcept { return values_; }

  /// The options of the request.
  RequestOptions options{};

 private:
  friend class Prepared;
  struct Empty {};
  Bound(Prepared statement, Empty) : prepared_(std::move(statement)) {}

  void check_count(std::size_t count) const {
    const auto wanted = prepared_.variables().size();
    if (count == wanted) return;
    throw Error(ErrorKind::InvalidParameter,
                std::to_string(count) + " values for " + std::to_string(wanted) + " parameters");
  }

  template <class T>
  void append(Values& values, const T& value) const {
    const auto& variable = prepared_.variables()[values.size()];
    values.append(value, variable.type, variable.name);
  }

  Prepared prepared_;
  Values values_{};
};

template <class... Ts>
Bound Prepared::bind(const Ts&... values) const {
  Bound bound(*this, Bound::Empty{});
  bound.bind(values...);
  return bound;
}

inline Bound Prepared::bound() const {
  return Bound(*this);
}

}  // namespace unicql

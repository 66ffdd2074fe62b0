/// Several statements in one BATCH.
#pragma once

#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

#include "unicql/statement.hpp"

namespace unicql {

/// How the coordinator applies a batch.
enum class BatchKind : std::uint8_t {
  /// Through the batch log: all of it or nothing, in the end.
  Logged,
  /// Without the batch log.
  Unlogged,
  /// Counter updates only.
  Counter,
};

/// A batch: at most 65535 statements, of any mix. The options of the statements do not count, those of the
/// batch do.
class Batch {
 public:
  using Entry = std::variant<Statement, Bound>;

  explicit Batch(BatchKind batch_kind = BatchKind::Logged, RequestOptions request_options = {})
      : options(std::move(request_options)), kind_(batch_kind) {}

  Batch& add(Statement statement) {
    entries_.emplace_back(std::move(statement));
    return *this;
  }

  Batch& add(Bound bound) {
    entries_.emplace_back(std::move(bound));
    return *this;
  }

  /// Adds text with its values.
  template <class... Ts>
  Batch& add(std::string_view cql, const Ts&... values) {
    Statement statement{std::string(cql)};
    statement.bind(values...);
    return add(std::move(statement));
  }

  BatchKind kind() const noexcept { return kind_; }
  const std::vector<Entry>& entries() const noexcept { return entries_; }

  /// The options of the request.
  RequestOptions options;

 private:
  BatchKind kind_;
  std::vector<Entry> entries_{};
};

}  // namespace unicql

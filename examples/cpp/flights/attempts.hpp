#pragma once

#include <chrono>
#include <cstddef>
#include <functional>

#include <unicql/unicql.hpp>

/// Performs idempotent requests, again and again for up to 44 seconds while the server is away.
class Attempts {
 public:
  explicit Attempts(const unicql::Session& session) : session_(session) {}

  template <class S>
  unicql::Rows execute(S statement) {
    statement.options.idempotent = true;
    for (int attempt = 1;; ++attempt) {
      try {
        return session_.execute(statement);
      } catch (const unicql::Error& error) {
        pause(attempt, error);
      }
    }
  }

  /// Performs `count` requests, up to `concurrency` of them at a time. After a failure no more are begun, and
  /// those under way end. `done` is told how many have succeeded.
  void for_each(std::size_t count, std::size_t concurrency,
                const std::function<unicql::Bound(std::size_t)>& request,
                const std::function<void(std::size_t)>& done);

  /// How many requests have been made again so far.
  int repetitions() const { return repetitions_; }

 private:
  /// Reports an error and counts the repetition; throws when repeating can't help.
  void report(int attempt, const unicql::Error& error);
  void pause(int attempt, const unicql::Error& error);

  const unicql::Session& session_;
  std::chrono::steady_clock::time_point next_report_{};
  int repetitions_ = 0;
};

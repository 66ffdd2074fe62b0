/// The CQL type duration.
#pragma once

#include <cstdint>

namespace unicql {

/// A span of time whose months and days have no fixed length. All three parts have the same sign or are zero.
struct Duration {
  std::int32_t months = 0;
  std::int32_t days = 0;
  std::int64_t nanoseconds = 0;

  bool operator==(const Duration&) const = default;
};

}  // namespace unicql

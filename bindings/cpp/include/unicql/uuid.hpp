/// UUIDs: the CQL types uuid and timeuuid.
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

#include "unicql/export.hpp"

namespace unicql {

/// A UUID, in the order of its text form.
struct UNICQL_API Uuid {
  std::array<std::byte, 16> bytes{};

  /// Reads `8-4-4-4-12` hexadecimal digits. Throws `InvalidParameter` for anything else.
  static Uuid parse(std::string_view text);

  /// Makes a random one (version 4).
  static Uuid random();

  /// Makes one of the current time (version 1) that is larger than those made before in this process.
  static Uuid time_based();

  std::string to_string() const;

  /// 1 for a timeuuid, 4 for a random one.
  int version() const noexcept;

  /// The time of a version 1 UUID. Throws `InvalidParameter` for another version.
  std::chrono::sys_time<std::chrono::milliseconds> timestamp() const;

  auto operator<=>(const Uuid&) const = default;
};

}  // namespace unicql

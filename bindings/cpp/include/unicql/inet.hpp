/// Internet addresses: the CQL type inet.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "unicql/export.hpp"

namespace unicql {

/// An IPv4 or IPv6 address.
class UNICQL_API Inet {
 public:
  /// `0.0.0.0`
  Inet() = default;

  /// Takes 4 or 16 bytes. Throws `InvalidParameter` for another number.
  explicit Inet(std::span<const std::byte> bytes);

  /// Reads an address such as `10.0.0.1` or `::1`. Throws `InvalidParameter` for anything else.
  static Inet parse(std::string_view text);

  std::string to_string() const;

  /// The 4 or 16 bytes.
  std::span<const std::byte> bytes() const noexcept { return {bytes_.data(), size_}; }

  auto operator<=>(const Inet&) const = default;

 private:
  std::array<std::byte, 16> bytes_{};
  std::uint8_t size_ = 4;
};

}  // namespace unicql

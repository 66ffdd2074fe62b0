/// Numbers of any size: the CQL types varint and decimal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "unicql/export.hpp"

namespace unicql {

/// An integer of any size, as the bytes of the protocol: big-endian two's complement, as short as possible.
class UNICQL_API Varint {
 public:
  /// Zero.
  Varint() : Varint(std::int64_t{0}) {}
  explicit Varint(std::int64_t value);

  /// Takes big-endian two's complement bytes of any length; none is zero.
  static Varint from_bytes(std::span<const std::byte> bytes);

  /// Reads a sign and decimal digits. Throws `InvalidParameter` for anything else.
  static Varint parse(std::string_view text);

  /// Returns the decimal digits, with a leading `-` when it is negative.
  std::string to_string() const;

  /// Returns the value when it fits 64 bits.
  std::optional<std::int64_t> to_int64() const noexcept;

  bool is_negative() const noexcept { return (bytes_.front() & std::byte{0x80}) != std::byte{0}; }
  std::span<const std::byte> bytes() const noexcept { return bytes_; }

  bool operator==(const Varint&) const = default;

 private:
  std::vector<std::byte> bytes_;
};

/// A decimal fraction of any precision: `unscaled` × 10^-`scale`. 1.0 and 1.00 differ.
struct UNICQL_API Decimal {
  Varint unscaled{};
  std::int32_t scale = 0;

  /// Reads a number such as `-1.50` or `1e-7`. Throws `InvalidParameter` for anything else.
  static Decimal parse(std::string_view text);

  /// Returns plain digits where that is short, else an exponent, as Java's BigDecimal does.
  std::string to_string() const;

  bool operator==(const Decimal&) const = default;
};

}  // namespace unicql

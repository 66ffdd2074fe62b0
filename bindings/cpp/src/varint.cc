#include "unicql/varint.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "unicql/codec/codec.hpp"
#include "unicql/error.hpp"

namespace unicql {

namespace {

/// An unsigned number of any size, least significant word first.
using Words = std::vector<std::uint32_t>;

/// As many decimal digits as a word surely holds.
constexpr std::size_t chunk_digits = 9;
constexpr std::uint32_t chunk_base = 1'000'000'000;

void multiply_and_add(Words& words, std::uint32_t factor, std::uint32_t addend) {
  std::uint64_t carry = addend;
  for (auto& word : words) {
    carry += std::uint64_t{word} * factor;
    word = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  if (carry != 0) words.push_back(static_cast<std::uint32_t>(carry));
}

/// Divides in place and returns the remainder.
std::uint32_t divide(Words& words, std::uint32_t divisor) {
  std::uint64_t remainder = 0;
  for (auto at = words.rbegin(); at != words.rend(); ++at) {
    remainder = (remainder << 32) | *at;
    *at = static_cast<std::uint32_t>(remainder / divisor);
    remainder %= divisor;
  }
  while (!words.empty() && words.back() == 0) words.pop_back();
  return static_cast<std::uint32_t>(remainder);
}

void negate(std::vector<std::byte>& bytes) {
  bool carry = true;
  for (auto at = bytes.rbegin(); at != bytes.rend(); ++at) {
    *at = ~*at;
    if (!carry) continue;
    *at = std::byte(std::to_integer<unsigned>(*at) + 1);
    carry = *at == std::byte{0};
  }
}

/// Drops leading bytes that only repeat the sign.
std::span<const std::byte> shortest(std::span<const std::byte> bytes) {
  while (bytes.size() > 1) {
    const bool sign = (bytes[1] & std::byte{0x80}) != std::byte{0};
    if (bytes[0] != (sign ? std::byte{0xff} : std::byte{0})) break;
    bytes = bytes.subspan(1);
  }
  return bytes;
}

Words magnitude(const Varint& value) {
  std::vector<std::byte> bytes(value.bytes().begin(), value.bytes().end());
  if (value.is_negative()) negate(bytes);
  Words words((bytes.size() + 3) / 4);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    words[i / 4] |= std::to_integer<std::uint32_t>(bytes[bytes.size() - 1 - i]) << (8 * (i % 4));
  }
  return words;
}

[[noreturn]] void no_number(std::string_view text) {
  detail::throw_invalid_parameter("number", "`" + std::string(text) + "` is no number");
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Varint::Varint(std::int64_t value) {
  Bytes bytes;
  detail::put(bytes, value);
  const auto needed = shortest(bytes);
  bytes_.assign(needed.begin(), needed.end());
}

Varint Varint::from_bytes(std::span<const std::byte> bytes) {
  Varint value;
  if (bytes.empty()) return value;
  const auto needed = shortest(bytes);
  value.bytes_.assign(needed.begin(), needed.end());
  return value;
}

Varint Varint::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  auto digits = text.substr(negative || text.starts_with('+') ? 1 : 0);
  if (!all_digits(digits)) no_number(text);
  Words words;
  while (!digits.empty()) {
    const auto chunk = digits.substr(0, chunk_digits);
    std::uint32_t value = 0;
    std::uint32_t base = 1;
    for (const char c : chunk) {
      value = value * 10 + static_cast<std::uint32_t>(c - '0');
      base *= 10;
    }
    multiply_and_add(words, base, value);
    digits.remove_prefix(chunk.size());
  }
  std::vector<std::byte> bytes{std::byte{0}};
  for (auto at = words.rbegin(); at != words.rend(); ++at) detail::put(bytes, *at);
  if (negative) negate(bytes);
  return from_bytes(bytes);
}

std::string Varint::to_string() const {
  auto words = magnitude(*this);
  std::string reversed;
  do {
    auto chunk = divide(words, chunk_base);
    for (std::size_t i = 0; i < chunk_digits; ++i, chunk /= 10) {
      reversed.push_back(static_cast<char>('0' + chunk % 10));
    }
  } while (!words.empty());
  reversed.erase(reversed.find_last_not_of('0') + 1);
  if (reversed.empty()) return "0";
  if (is_negative()) reversed.push_back('-');
  return {reversed.rbegin(), reversed.rend()};
}

std::optional<std::int64_t> Varint::to_int64() const noexcept {
  if (bytes_.size() > 8) return std::nullopt;
  std::uint64_t value = is_negative() ? ~std::uint64_t{0} : 0;
  for (const auto byte : bytes_) value = (value << 8) | std::to_integer<std::uint64_t>(byte);
  return static_cast<std::int64_t>(value);
}

Decimal Decimal::parse(std::string_view text) {
  auto mantissa = text;
  std::int64_t exponent = 0;
  if (const auto at = text.find_first_of("eE"); at != std::string_view::npos) {
    mantissa = text.substr(0, at);
    auto digits = text.substr(at + 1);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    std::int32_t parsed = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), parsed);
    if (error != std::errc{} || end != digits.data() + digits.size()) no_number(text);
    exponent = parsed;
  }
  std::string digits(mantissa);
  std::int64_t scale = 0;
  if (const auto point = digits.find('.'); point != std::string::npos) {
    digits.erase(point, 1);
    scale = static_cast<std::int64_t>(digits.size() - point);
  }
  scale -= exponent;
  if (scale < std::numeric_limits<std::int32_t>::min() || scale > std::numeric_limits<std::int32_t>::max()) {
    no_number(text);
  }
  return {.unscaled = Varint::parse(digits), .scale = static_cast<std::int32_t>(scale)};
}

std::string Decimal::to_string() const {
  auto digits = unscaled.to_string();
  if (scale == 0) return digits;
  const bool negative = digits.starts_with('-');
  if (negative) digits.erase(0, 1);
  const auto size = static_cast<std::int64_t>(digits.size());
  const auto exponent = size - 1 - std::int64_t{scale};
  if (scale > 0 && exponent >= -6) {
    if (size <= scale) digits.insert(0, static_cast<std::size_t>(scale - size + 1), '0');
    digits.insert(digits.size() - static_cast<std::size_t>(scale), 1, '.');
  } else {
    if (size > 1) digits.insert(1, 1, '.');
    digits.append(exponent < 0 ? "E" : "E+").append(std::to_string(exponent));
  }
  return negative ? "-" + digits : digits;
}

}  // namespace unicql

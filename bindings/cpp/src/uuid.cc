#include "unicql/uuid.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <random>

#include "unicql/codec/codec.hpp"
#include "unicql/error.hpp"

namespace unicql {

namespace {

/// 100 ns intervals between 1582-10-15, where version 1 starts to count, and the epoch.
constexpr std::int64_t gregorian_offset = 0x01B21DD213814000;

std::uint64_t random_bits() {
  thread_local std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

void put_word(Uuid& uuid, std::size_t at, std::uint64_t word) {
  const auto swapped = detail::swap_if_little(word);
  std::memcpy(uuid.bytes.data() + at, &swapped, sizeof swapped);
}

void set_version(Uuid& uuid, std::uint8_t version) {
  uuid.bytes[6] = (uuid.bytes[6] & std::byte{0x0f}) | std::byte(version << 4);
  uuid.bytes[8] = (uuid.bytes[8] & std::byte{0x3f}) | std::byte{0x80};
}

/// A time of now that no earlier call returned.
std::int64_t next_ticks() {
  using Ticks = std::chrono::duration<std::int64_t, std::ratio<1, 10'000'000>>;
  static std::atomic<std::int64_t> last{0};
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  const auto now = std::chrono::duration_cast<Ticks>(since_epoch).count() + gregorian_offset;
  auto previous = last.load();
  auto next = now;
  do {
    next = std::max(now, previous + 1);
  } while (!last.compare_exchange_weak(previous, next));
  return next;
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr bool is_dash(std::size_t at) {
  return at == 8 || at == 13 || at == 18 || at == 23;
}

}  // namespace

Uuid Uuid::parse(std::string_view text) {
  Uuid uuid;
  std::size_t nibble = 0;
  bool valid = text.size() == 36;
  for (std::size_t at = 0; valid && at < text.size(); ++at) {
    if (is_dash(at)) {
      valid = text[at] == '-';
      continue;
    }
    const auto value = digit(text[at]);
    valid = value >= 0;
    uuid.bytes[nibble / 2] |= std::byte(value << (nibble % 2 == 0 ? 4 : 0));
    ++nibble;
  }
  if (!valid) detail::throw_invalid_parameter("uuid", "`" + std::string(text) + "` is no UUID");
  return uuid;
}

Uuid Uuid::random() {
  Uuid uuid;
  put_word(uuid, 0, random_bits());
  put_word(uuid, 8, random_bits());
  set_version(uuid, 4);
  return uuid;
}

Uuid Uuid::time_based() {
  // A random node with the multicast bit can't be the address of a network card.
  static const std::uint64_t clock_and_node = random_bits() | 0x0000'0100'0000'0000;
  const auto ticks = static_cast<std::uint64_t>(next_ticks());
  Uuid uuid;
  put_word(uuid, 0, (ticks << 32) | ((ticks >> 16) & 0xffff'0000) | ((ticks >> 48) & 0x0fff));
  put_word(uuid, 8, clock_and_node);
  set_version(uuid, 1);
  return uuid;
}

std::string Uuid::to_string() const {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (const auto byte : bytes) {
    if (is_dash(text.size())) text.push_back('-');
    text.push_back(digits[std::to_integer<unsigned>(byte >> 4)]);
    text.push_back(digits[std::to_integer<unsigned>(byte & std::byte{0x0f})]);
  }
  return text;
}

int Uuid::version() const noexcept {
  return std::to_integer<int>(bytes[6] >> 4);
}

std::chrono::sys_time<std::chrono::milliseconds> Uuid::timestamp() const {
  if (version() != 1) detail::throw_invalid_parameter("uuid", to_string() + " has no time");
  const auto word = detail::take<std::uint64_t>(bytes.data());
  const auto ticks = ((word & 0x0fff) << 48) | ((word & 0xffff'0000) << 16) | (word >> 32);
  const auto since_epoch = static_cast<std::int64_t>(ticks) - gregorian_offset;
  return std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(since_epoch / 10'000));
}

}  // namespace unicql

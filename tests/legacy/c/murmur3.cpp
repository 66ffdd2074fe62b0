// Cassandra's hash of a partition key, which has its own way with signs: bytes are signed, and so is what
// they make.

#include <cstdint>
#include <cstring>

namespace {

using std::int64_t;
using std::uint64_t;

constexpr uint64_t c1 = 0x87c37b91114253d5;
constexpr uint64_t c2 = 0x4cf5ad432745937f;
constexpr int block_bytes = 16;

uint64_t rotate(uint64_t value, int by) {
  return (value << by) | (value >> (64 - by));
}

uint64_t first_of_block(uint64_t value) {
  return rotate(value * c1, 31) * c2;
}
uint64_t second_of_block(uint64_t value) {
  return rotate(value * c2, 33) * c1;
}

uint64_t mix(uint64_t value) {
  value = (value ^ (value >> 33)) * 0xff51afd7ed558ccd;
  value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53;
  return value ^ (value >> 33);
}

uint64_t word(const char* bytes) {
  uint64_t value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

/// The bytes of a last block that is not full, the first of them lowest.
uint64_t partial_word(const char* bytes, int count) {
  uint64_t value = 0;
  for (int index = count - 1; index >= 0; --index) {
    value ^= static_cast<uint64_t>(static_cast<int64_t>(static_cast<signed char>(bytes[index])))
             << (8 * index);
  }
  return value;
}

}  // namespace

namespace datastax {
namespace internal {

int64_t MurmurHash3_x64_128(const void* key, int length, std::uint32_t seed) {
  const char* bytes = static_cast<const char*>(key);
  uint64_t h1 = seed;
  uint64_t h2 = seed;
  int left = length;
  for (; left >= block_bytes; left -= block_bytes, bytes += block_bytes) {
    h1 = (rotate(h1 ^ first_of_block(word(bytes)), 27) + h2) * 5 + 0x52dce729;
    h2 = (rotate(h2 ^ second_of_block(word(bytes + 8)), 31) + h1) * 5 + 0x38495ab5;
  }
  if (left > 8) {
    h2 ^= second_of_block(partial_word(bytes + 8, left - 8));
  }
  if (left > 0) {
    h1 ^= first_of_block(partial_word(bytes, left < 8 ? left : 8));
  }
  h1 ^= static_cast<uint64_t>(length);
  h2 ^= static_cast<uint64_t>(length);
  h1 += h2;
  h2 += h1;
  return static_cast<int64_t>(mix(h1) + mix(h2));
}

}  // namespace internal
}  // namespace datastax

#include "unicql/codec.hpp"

#include <algorithm>
#include <bit>

#include "unicql/error.hpp"

namespace unicql::detail {

void misfit(std::string_view cpp_type, const Type& type) {
  throw Misfit{std::string(cpp_type) + " does not fit the CQL type " + type.to_string()};
}

void misfit(std::string why) {
  throw Misfit{std::move(why)};
}

void malformed(const Type& type) {
  throw Error(ErrorKind::BadFrame, "the bytes of a value are none of the CQL type " + type.to_string());
}

void end_cell(Bytes& out, std::size_t at) {
  const auto size = out.size() - at - 4;
  if (size > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
    misfit("a value has less than 2 GiB");
  }
  const auto swapped = swap_if_little(static_cast<std::int32_t>(size));
  std::memcpy(out.data() + at, &swapped, sizeof swapped);
}

void put_unsigned_vint(Bytes& out, std::uint64_t value) {
  const auto bits = static_cast<std::size_t>(std::bit_width(value));
  // Seven bits fit each byte, but for the ninth, which is whole.
  const auto extra = bits > 56 ? 8 : bits == 0 ? 0 : (bits - 1) / 7;
  if (extra == 8) {
    out.push_back(std::byte{0xff});
    return put(out, value);
  }
  const auto ones = static_cast<std::uint8_t>(0xff00u >> extra);
  for (std::size_t i = extra + 1; i-- > 0;) {
    const auto byte = static_cast<std::uint8_t>(value >> (8 * i));
    out.push_back(std::byte(i == extra ? byte | ones : byte));
  }
}

void put_vint(Bytes& out, std::int64_t value) {
  const auto zigzag = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
  put_unsigned_vint(out, zigzag);
}

std::uint64_t take_unsigned_vint(CellReader& reader) {
  const auto first = std::to_integer<std::uint8_t>(reader.next(1).front());
  const auto extra = static_cast<std::size_t>(std::countl_one(first));
  std::uint64_t value = extra >= 8 ? 0 : first & (0xffu >> extra);
  for (const auto byte : reader.next(extra)) value = (value << 8) | std::to_integer<std::uint64_t>(byte);
  return value;
}

std::int64_t take_vint(CellReader& reader) {
  const auto zigzag = take_unsigned_vint(reader);
  return static_cast<std::int64_t>(zigzag >> 1) ^ -static_cast<std::int64_t>(zigzag & 1);
}

std::size_t field_index(const Type& type, std::string_view name) {
  const auto at = std::ranges::find(type.field_names, name);
  if (at == type.field_names.end()) misfit(type.to_string() + " has no field `" + std::string(name) + "`");
  return static_cast<std::size_t>(at - type.field_names.begin());
}

}  // namespace unicql::detail

#include "columns.hh"

#include <chrono>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace {

struct Address {
  std::string_view street{};
  std::int32_t number = 0;
};

}  // namespace

template <>
inline constexpr auto unicql::fields_of<Address> = std::tuple(unicql::field("street", &Address::street),
                                                              unicql::field("number", &Address::number));

namespace {

std::uint32_t length_of(std::string_view text) {
  return static_cast<std::uint32_t>(text.size());
}

std::uint32_t timestamp_digest(const unicql::Row& row, std::size_t index) {
  const auto at = row.get<unicql::Timestamp>(index).time_since_epoch();
  return static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::milliseconds>(at).count());
}

std::uint32_t list_digest(const unicql::Row& row, std::size_t index) {
  std::uint32_t sum = 0;
  for (const auto item : row.get<std::vector<std::int32_t>>(index)) sum += static_cast<std::uint32_t>(item);
  return sum;
}

std::uint32_t set_digest(const unicql::Row& row, std::size_t index) {
  std::uint32_t sum = 0;
  for (const auto& item : row.get<std::vector<std::string_view>>(index)) sum += length_of(item);
  return sum;
}

std::uint32_t map_digest(const unicql::Row& row, std::size_t index) {
  std::uint32_t sum = 0;
  for (const auto& [key, value] : row.get<std::map<std::string_view, std::int32_t>>(index)) {
    sum += length_of(key) + static_cast<std::uint32_t>(value);
  }
  return sum;
}

std::uint32_t blob_digest(const unicql::Row& row, std::size_t index) {
  const auto bytes = row.get<unicql::BytesView>(index);
  return static_cast<std::uint32_t>(bytes.size()) + static_cast<std::uint32_t>(bytes.front());
}

std::uint32_t address_digest(const unicql::Row& row, std::size_t index) {
  const auto [street, number] = row.get<Address>(index);
  return length_of(street) + static_cast<std::uint32_t>(number);
}

}  // namespace

std::uint32_t column_digest(Column column, const unicql::Row& row, std::size_t index) {
  switch (column.kind) {
    case COLUMN_INT:
      return static_cast<std::uint32_t>(row.get<std::int32_t>(index));
    case COLUMN_BIGINT:
      return static_cast<std::uint32_t>(row.get<std::int64_t>(index));
    case COLUMN_DOUBLE:
      return static_cast<std::uint32_t>(static_cast<std::int64_t>(row.get<double>(index) * 8));
    case COLUMN_BOOLEAN:
      return row.get<bool>(index) ? 1 : 0;
    case COLUMN_TEXT:
      return length_of(row.get<std::string_view>(index));
    case COLUMN_UUID:
      return static_cast<std::uint32_t>(row.cell(index)->back());
    case COLUMN_TIMESTAMP:
      return timestamp_digest(row, index);
    case COLUMN_BLOB:
      return blob_digest(row, index);
    case COLUMN_LIST:
      return list_digest(row, index);
    case COLUMN_SET:
      return set_digest(row, index);
    case COLUMN_MAP:
      return map_digest(row, index);
    case COLUMN_ADDRESS:
      return address_digest(row, index);
  }
  throw std::logic_error("a column that no workload reads");
}

void column_set(Column column, unicql::Bound& bound, std::size_t index, std::uint32_t i) {
  switch (column.kind) {
    case COLUMN_INT:
      bound.set(index, static_cast<std::int32_t>(i));
      return;
    case COLUMN_BIGINT:
      bound.set(index, static_cast<std::int64_t>(i) * 1'000'003);
      return;
    case COLUMN_DOUBLE:
      bound.set(index, i / 8.0);
      return;
    case COLUMN_BOOLEAN:
      bound.set(index, i % 2 == 1);
      return;
    case COLUMN_TEXT: {
      auto text = column.length > 0 ? std::to_string(i) : "row " + std::to_string(i);
      if (text.size() < column.length) text.resize(column.length, 'x');
      bound.set(index, text);
      return;
    }
    case COLUMN_BLOB: {
      // Made once, so that the driver is measured.
      static std::map<std::uint32_t, unicql::Bytes> blobs;
      auto& blob = blobs[i & 0x0f];
      if (blob.empty()) blob.assign(column.length, static_cast<unicql::Bytes::value_type>(i & 0x0f));
      bound.set(index, blob);
      return;
    }
    default:
      throw std::logic_error("a column that no workload writes");
  }
}

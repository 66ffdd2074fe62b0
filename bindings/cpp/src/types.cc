#include "types.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "unicql/error.hpp"

namespace unicql {

namespace {

std::string joined(std::string_view name, const std::vector<Type>& parts) {
  std::string text(name);
  const char* separator = "<";
  for (const auto& part : parts) {
    text.append(separator).append(part.to_string());
    separator = ", ";
  }
  return text.append(">");
}

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool same_but_for_case(std::string_view a, std::string_view b) noexcept {
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

std::string Type::to_string() const {
  switch (id) {
    case TypeId::Custom:
      return "'" + name + "'";
    case TypeId::Udt:
      return keyspace.empty() ? name : keyspace + "." + name;
    case TypeId::List:
    case TypeId::Set:
    case TypeId::Map:
    case TypeId::Tuple:
      return joined(unicql::to_string(id), parts);
    case TypeId::Vector:
      return "vector<" + parts.front().to_string() + ", " + std::to_string(dimensions) + ">";
    default:
      return std::string(unicql::to_string(id));
  }
}

std::optional<std::size_t> Type::vector_element_size() const noexcept {
  switch (id) {
    case TypeId::Boolean:
      return 1;
    case TypeId::Int:
    case TypeId::Float:
      return 4;
    case TypeId::Bigint:
    case TypeId::Double:
    case TypeId::Timestamp:
      return 8;
    case TypeId::Uuid:
    case TypeId::Timeuuid:
      return 16;
    case TypeId::Vector:
      if (const auto size = parts.front().vector_element_size()) return *size * dimensions;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<std::size_t> Columns::find(std::string_view name) const noexcept {
  auto at = std::ranges::find(columns_, name, &Column::name);
  if (at == columns_.end()) {
    at = std::ranges::find_if(columns_, [name](const Column& c) { return same_but_for_case(c.name, name); });
  }
  if (at == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(at - columns_.begin());
}

std::size_t Columns::index(std::string_view name) const {
  if (const auto at = find(name)) return *at;
  detail::throw_invalid_parameter(name, "there is no column or parameter named `" + std::string(name) + "`");
}

namespace detail {

namespace {

/// How many shapes are remembered; past it the table starts anew.
constexpr std::size_t capacity = 4096;

struct ColumnsTable {
  std::shared_mutex mutex;
  std::unordered_map<std::uint64_t, std::shared_ptr<const Columns>> known;
};

/// It is never destroyed, since threads may still use it while the process exits.
ColumnsTable& table() {
  static auto* const table = new ColumnsTable;
  return *table;
}

Type to_type(const rust::Vec<ffi::TypeNode>& nodes, std::size_t& at) {
  const auto& node = nodes[at++];
  Type type;
  type.id = node.is_vector ? TypeId::Vector : static_cast<TypeId>(node.id);
  type.dimensions = node.dimensions;
  type.keyspace = std::string(node.keyspace);
  type.name = std::string(node.name);
  for (std::size_t i = 0; i < node.parts; ++i) {
    if (type.id == TypeId::Udt) type.field_names.emplace_back(nodes[at].field);
    type.parts.push_back(to_type(nodes, at));
  }
  return type;
}

}  // namespace

std::shared_ptr<const Columns> known_columns(std::uint64_t id) {
  auto& columns = table();
  std::shared_lock lock(columns.mutex);
  const auto at = columns.known.find(id);
  return at == columns.known.end() ? nullptr : at->second;
}

std::shared_ptr<const Columns> remember_columns(std::uint64_t id,
                                                const rust::Vec<ffi::ColumnDescription>& from) {
  std::vector<Column> described;
  described.reserve(from.size());
  for (const auto& column : from) {
    std::size_t at = 0;
    described.push_back({std::string(column.keyspace), std::string(column.table), std::string(column.name),
                         to_type(column.types, at)});
  }
  auto made = std::make_shared<const Columns>(id, std::move(described));
  auto& columns = table();
  std::unique_lock lock(columns.mutex);
  if (columns.known.size() >= capacity) columns.known.clear();
  columns.known.insert_or_assign(id, made);
  return made;
}

}  // namespace detail

}  // namespace unicql

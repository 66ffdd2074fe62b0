/// CQL types, and the columns and parameters that have them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "unicql/export.hpp"
#include "unicql/generated/type_id.hpp"

namespace unicql {

/// A CQL type as a tree.
struct Type {
  TypeId id = TypeId::Custom;
  /// The element of a list, set or vector; key and value of a map; the members of a tuple or user-defined
  /// type.
  std::vector<Type> parts{};
  /// The names of the members of a user-defined type, in order.
  std::vector<std::string> field_names{};
  /// The keyspace of a user-defined type.
  std::string keyspace{};
  /// The name of a user-defined type, or the class of a custom type.
  std::string name{};
  /// How many elements a vector has.
  std::uint16_t dimensions = 0;

  bool operator==(const Type&) const = default;

  /// Returns the type as CQL writes it, without `frozen`, which the protocol does not carry.
  UNICQL_API std::string to_string() const;

  /// Returns the number of bytes that every value of the type has inside a vector; empty when
  /// elements of that type carry their length.
  UNICQL_API std::optional<std::size_t> vector_element_size() const noexcept;
};

/// One column of a result, or one parameter of a prepared statement.
struct Column {
  std::string keyspace;
  std::string table;
  /// The name, without quotes.
  std::string name;
  Type type;
};

/// The columns of a result. Results of one shape share them.
class UNICQL_API Columns {
 public:
  Columns() = default;
  Columns(std::uint64_t id, std::vector<Column> columns) : id_(id), columns_(std::move(columns)) {}

  /// The id of the shape, unique within a process; 0 when there are no columns.
  std::uint64_t id() const noexcept { return id_; }

  std::size_t size() const noexcept { return columns_.size(); }
  bool empty() const noexcept { return columns_.empty(); }
  const Column& operator[](std::size_t index) const { return columns_[index]; }
  auto begin() const noexcept { return columns_.begin(); }
  auto end() const noexcept { return columns_.end(); }

  /// Returns the place of a name: the exact one first, else one that differs in case only.
  std::optional<std::size_t> find(std::string_view name) const noexcept;

  /// Returns the place of a name. Throws `InvalidParameter` when there is none.
  std::size_t index(std::string_view name) const;

 private:
  std::uint64_t id_ = 0;
  std::vector<Column> columns_{};
};

}  // namespace unicql

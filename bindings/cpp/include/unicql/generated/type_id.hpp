// Generated from the tables of core by `unicql-dev generate`. Do not edit.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace unicql {

/// The kind of a CQL type. Its value is the option id of the protocol, except for `Vector`.
enum class TypeId : std::uint16_t {
  /// A server-side class that the driver does not know; its values are bytes.
  Custom = 0,
  /// `ascii`
  Ascii = 1,
  /// `bigint`
  Bigint = 2,
  /// `blob`
  Blob = 3,
  /// `boolean`
  Boolean = 4,
  /// `counter`
  Counter = 5,
  /// `decimal`
  Decimal = 6,
  /// `double`
  Double = 7,
  /// `float`
  Float = 8,
  /// `int`
  Int = 9,
  /// `timestamp`
  Timestamp = 11,
  /// `uuid`
  Uuid = 12,
  /// `text`
  Text = 13,
  /// `varint`
  Varint = 14,
  /// `timeuuid`
  Timeuuid = 15,
  /// `inet`
  Inet = 16,
  /// `date`
  Date = 17,
  /// `time`
  Time = 18,
  /// `smallint`
  Smallint = 19,
  /// `tinyint`
  Tinyint = 20,
  /// `duration`
  Duration = 21,
  /// `list`
  List = 32,
  /// `map`
  Map = 33,
  /// `set`
  Set = 34,
  /// `udt`
  Udt = 48,
  /// `tuple`
  Tuple = 49,
  /// `vector<element, dimensions>`
  Vector = 65535,
};

/// Every TypeId with its name, in the order of the table.
inline constexpr std::array<std::pair<TypeId, std::string_view>, 27> type_ids{{
  {TypeId::Custom, "custom"},
  {TypeId::Ascii, "ascii"},
  {TypeId::Bigint, "bigint"},
  {TypeId::Blob, "blob"},
  {TypeId::Boolean, "boolean"},
  {TypeId::Counter, "counter"},
  {TypeId::Decimal, "decimal"},
  {TypeId::Double, "double"},
  {TypeId::Float, "float"},
  {TypeId::Int, "int"},
  {TypeId::Timestamp, "timestamp"},
  {TypeId::Uuid, "uuid"},
  {TypeId::Text, "text"},
  {TypeId::Varint, "varint"},
  {TypeId::Timeuuid, "timeuuid"},
  {TypeId::Inet, "inet"},
  {TypeId::Date, "date"},
  {TypeId::Time, "time"},
  {TypeId::Smallint, "smallint"},
  {TypeId::Tinyint, "tinyint"},
  {TypeId::Duration, "duration"},
  {TypeId::List, "list"},
  {TypeId::Map, "map"},
  {TypeId::Set, "set"},
  {TypeId::Udt, "udt"},
  {TypeId::Tuple, "tuple"},
  {TypeId::Vector, "vector"},
}};

/// Returns the name; `?` for a value that is not in the table.
constexpr std::string_view to_string(TypeId value) noexcept {
  for (const auto& [known, text] : type_ids) {
    if (known == value) return text;
  }
  return "?";
}

} // namespace unicql

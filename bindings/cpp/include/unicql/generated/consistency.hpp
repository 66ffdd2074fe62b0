// Generated from the tables of core by `unicql-dev generate`. Do not edit.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace unicql {

/// How many replicas must answer before a request succeeds. Its value is the code of the protocol.
enum class Consistency : std::uint16_t {
  /// `ANY`
  Any = 0,
  /// `ONE`
  One = 1,
  /// `TWO`
  Two = 2,
  /// `THREE`
  Three = 3,
  /// `QUORUM`
  Quorum = 4,
  /// `ALL`
  All = 5,
  /// `LOCAL_QUORUM`
  LocalQuorum = 6,
  /// `EACH_QUORUM`
  EachQuorum = 7,
  /// `SERIAL`
  Serial = 8,
  /// `LOCAL_SERIAL`
  LocalSerial = 9,
  /// `LOCAL_ONE`
  LocalOne = 10,
};

/// Every Consistency with its name, in the order of the table.
inline constexpr std::array<std::pair<Consistency, std::string_view>, 11> consistencies{{
  {Consistency::Any, "ANY"},
  {Consistency::One, "ONE"},
  {Consistency::Two, "TWO"},
  {Consistency::Three, "THREE"},
  {Consistency::Quorum, "QUORUM"},
  {Consistency::All, "ALL"},
  {Consistency::LocalQuorum, "LOCAL_QUORUM"},
  {Consistency::EachQuorum, "EACH_QUORUM"},
  {Consistency::Serial, "SERIAL"},
  {Consistency::LocalSerial, "LOCAL_SERIAL"},
  {Consistency::LocalOne, "LOCAL_ONE"},
}};

/// Returns the name; `?` for a value that is not in the table.
constexpr std::string_view to_string(Consistency value) noexcept {
  for (const auto& [known, text] : consistencies) {
    if (known == value) return text;
  }
  return "?";
}

} // namespace unicql

/// Any CQL value, for programs that learn types only when they run.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "unicql/codec/codec.hpp"
#include "unicql/codec/time.hpp"
#include "unicql/duration.hpp"
#include "unicql/inet.hpp"
#include "unicql/uuid.hpp"
#include "unicql/varint.hpp"

namespace unicql {

class Value;

/// The elements of a list, or of a vector.
struct List {
  std::vector<Value> elements{};
  bool operator==(const List&) const = default;
};

/// The elements of a set, in the order of the server when they were read.
struct Set {
  std::vector<Value> elements{};
  bool operator==(const Set&) const = default;
};

/// The entries of a map, in the order of the server when they were read.
struct Map {
  std::vector<std::pair<Value, Value>> entries{};
  bool operator==(const Map&) const = default;
};

/// The members of a tuple.
struct Tuple {
  std::vector<Value> members{};
  bool operator==(const Tuple&) const = default;
};

/// The fields of a user-defined type by name. When it is sent, those that are missing are null.
struct Udt {
  std::vector<std::pair<std::string, Value>> fields{};
  bool operator==(const Udt&) const = default;
};

/// Any CQL value. Integers have the size of their type, text is a string, a counter is 64 bits.
class UNICQL_API Value {
 public:
  using Variant =
      std::variant<std::monostate, bool, std::int8_t, std::int16_t, std::int32_t, std::int64_t, float, double,
                   std::string, Bytes, Uuid, Inet, Timestamp, std::chrono::sys_days, std::chrono::nanoseconds,
                   Duration, Varint, Decimal, List, Set, Map, Tuple, Udt>;

  /// Null.
  Value() = default;
  Value(std::nullptr_t) {}
  Value(const char* text) : variant_(std::string(text)) {}
  Value(std::string_view text) : variant_(std::string(text)) {}

  template <class T>
  requires std::is_constructible_v<Variant, std::in_place_type_t<std::remove_cvref_t<T>>, T> &&
      (!std::same_as<std::remove_cvref_t<T>, Value>)Value(T&& value)
      : variant_(std::in_place_type<std::remove_cvref_t<T>>, std::forward<T>(value)) {}

  bool is_null() const noexcept { return variant_.index() == 0; }
  template <class T>
  bool is() const noexcept {
    return std::holds_alternative<T>(variant_);
  }

  /// Returns what it holds; throws `std::bad_variant_access` when that is something else.
  template <class T>
  const T& as() const {
    return std::get<T>(variant_);
  }
  template <class T>
  T& as() {
    return std::get<T>(variant_);
  }

  const Variant& variant() const noexcept { return variant_; }

  bool operator==(const Value&) const = default;

  /// Returns the CQL type that is assumed where the real one is not known; elements follow the first one.
  Type natural_type() const;

 private:
  Variant variant_{};
};

template <>
struct Codec<Value> {
  static const Type& natural() { return detail::unknown_type(); }
  static bool is_null(const Value& value) noexcept { return value.is_null(); }
  static Value null() noexcept { return {}; }

  UNICQL_API static void encode(Bytes& out, const Value& value, const Type& type);
  UNICQL_API static Value decode(BytesView bytes, const Type& type);
};

namespace detail {

template <class T>
concept Composite = std::same_as<T, unicql::List> || std::same_as<T, unicql::Set> ||
    std::same_as<T, unicql::Map> || std::same_as<T, unicql::Tuple> || std::same_as<T, unicql::Udt>;

}  // namespace detail

/// The parts of values may also stand by themselves.
template <detail::Composite T>
struct Codec<T> {
  static const Type& natural() { return Codec<Value>::natural(); }

  static void encode(Bytes& out, const T& value, const Type& type) {
    Codec<Value>::encode(out, Value(value), type);
  }

  static T decode(BytesView bytes, const Type& type) {
    auto value = Codec<Value>::decode(bytes, type);
    if (!value.is<T>()) detail::misfit("a part of a Value", type);
    return std::move(value.as<T>());
  }
};

}  // namespace unicql

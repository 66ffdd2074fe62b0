/// Numbers: tinyint, smallint, int, bigint, counter, varint, float, double, decimal, boolean.
#pragma once

#include <limits>

#include "unicql/codec/codec.hpp"
#include "unicql/varint.hpp"

namespace unicql {

namespace detail {

template <class T>
concept SignedInteger = std::signed_integral<T> && !std::same_as<T, char> && !std::same_as<T, wchar_t>;

template <class Narrow>
void put_narrowed(Bytes& out, std::int64_t value, const Type& type) {
  if (value < std::numeric_limits<Narrow>::min() || value > std::numeric_limits<Narrow>::max()) {
    misfit(std::to_string(value) + " is out of the range of " + type.to_string());
  }
  put(out, static_cast<Narrow>(value));
}

/// The bytes that hold an integer of a type; 0 when the type is no integer of fixed size.
constexpr std::size_t integer_size(TypeId id) noexcept {
  switch (id) {
    case TypeId::Tinyint:
      return 1;
    case TypeId::Smallint:
      return 2;
    case TypeId::Int:
      return 4;
    case TypeId::Bigint:
    case TypeId::Counter:
    case TypeId::Timestamp:
      return 8;
    default:
      return 0;
  }
}

}  // namespace detail

/// Integers go into every integer column that holds the value; they are read from columns that are no
/// wider. 64 bits also are the milliseconds of a timestamp, for those that have no calendar date.
template <detail::SignedInteger T>
struct Codec<T> {
  static const Type& natural() {
    if constexpr (sizeof(T) == 1) return detail::native_type<TypeId::Tinyint>();
    if constexpr (sizeof(T) == 2) return detail::native_type<TypeId::Smallint>();
    if constexpr (sizeof(T) == 4) return detail::native_type<TypeId::Int>();
    if constexpr (sizeof(T) == 8) return detail::native_type<TypeId::Bigint>();
  }

  static void encode(Bytes& out, T value, const Type& type) {
    switch (type.id) {
      case TypeId::Tinyint:
        return detail::put_narrowed<std::int8_t>(out, value, type);
      case TypeId::Smallint:
        return detail::put_narrowed<std::int16_t>(out, value, type);
      case TypeId::Int:
        return detail::put_narrowed<std::int32_t>(out, value, type);
      case TypeId::Bigint:
      case TypeId::Counter:
        return detail::put(out, std::int64_t{value});
      case TypeId::Varint:
        return detail::put(out, Varint(std::int64_t{value}).bytes());
      case TypeId::Timestamp:
        if constexpr (sizeof(T) == 8) return detail::put(out, std::int64_t{value});
        [[fallthrough]];
      default:
        detail::misfit(name, type);
    }
  }

  static T decode(BytesView bytes, const Type& type) {
    const auto size = detail::integer_size(type.id);
    if (size == 0 || size > sizeof(T)) detail::misfit(name, type);
    if (type.id == TypeId::Timestamp && sizeof(T) != 8) detail::misfit(name, type);
    if (size == 1) return detail::whole<std::int8_t>(bytes, type);
    if constexpr (sizeof(T) >= 2) {
      if (size == 2) return detail::whole<std::int16_t>(bytes, type);
    }
    if constexpr (sizeof(T) >= 4) {
      if (size == 4) return detail::whole<std::int32_t>(bytes, type);
    }
    return detail::whole<T>(bytes, type);
  }

 private:
  static constexpr std::string_view name = sizeof(T) == 1   ? "an 8-bit integer"
                                           : sizeof(T) == 2 ? "a 16-bit integer"
                                           : sizeof(T) == 4 ? "a 32-bit integer"
                                                            : "a 64-bit integer";
};

template <>
struct Codec<bool> {
  static const Type& natural() { return detail::native_type<TypeId::Boolean>(); }

  static void encode(Bytes& out, bool value, const Type& type) {
    if (type.id != TypeId::Boolean) detail::misfit("a bool", type);
    out.push_back(std::byte{value});
  }

  static bool decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Boolean) detail::misfit("a bool", type);
    return detail::whole<std::int8_t>(bytes, type) != 0;
  }
};

template <>
struct Codec<float> {
  static const Type& natural() { return detail::native_type<TypeId::Float>(); }

  static void encode(Bytes& out, float value, const Type& type) {
    if (type.id != TypeId::Float) detail::misfit("a float", type);
    detail::put(out, std::bit_cast<std::uint32_t>(value));
  }

  static float decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Float) detail::misfit("a float", type);
    return std::bit_cast<float>(detail::whole<std::uint32_t>(bytes, type));
  }
};

/// A double also reads a float, which loses nothing.
template <>
struct Codec<double> {
  static const Type& natural() { return detail::native_type<TypeId::Double>(); }

  static void encode(Bytes& out, double value, const Type& type) {
    if (type.id != TypeId::Double) detail::misfit("a double", type);
    detail::put(out, std::bit_cast<std::uint64_t>(value));
  }

  static double decode(BytesView bytes, const Type& type) {
    if (type.id == TypeId::Float) return Codec<float>::decode(bytes, type);
    if (type.id != TypeId::Double) detail::misfit("a double", type);
    return std::bit_cast<double>(detail::whole<std::uint64_t>(bytes, type));
  }
};

template <>
struct Codec<Varint> {
  static const Type& natural() { return detail::native_type<TypeId::Varint>(); }

  static void encode(Bytes& out, const Varint& value, const Type& type) {
    if (type.id != TypeId::Varint) detail::misfit("a Varint", type);
    detail::put(out, value.bytes());
  }

  static Varint decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Varint) detail::misfit("a Varint", type);
    return Varint::from_bytes(bytes);
  }
};

template <>
struct Codec<Decimal> {
  static const Type& natural() { return detail::native_type<TypeId::Decimal>(); }

  static void encode(Bytes& out, const Decimal& value, const Type& type) {
    if (type.id != TypeId::Decimal) detail::misfit("a Decimal", type);
    detail::put(out, value.scale);
    detail::put(out, value.unscaled.bytes());
  }

  static Decimal decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Decimal) detail::misfit("a Decimal", type);
    if (bytes.size() < 4) detail::malformed(type);
    return {.unscaled = Varint::from_bytes(bytes.subspan(4)),
            .scale = detail::take<std::int32_t>(bytes.data())};
  }
};

}  // namespace unicql

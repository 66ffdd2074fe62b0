/// How C++ values become CQL bytes and back. A program may specialise `unicql::Codec` for a type of its own.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "unicql/export.hpp"
#include "unicql/types.hpp"

namespace unicql {

/// Bytes that are read.
using BytesView = std::span<const std::byte>;
/// Bytes that are owned.
using Bytes = std::vector<std::byte>;

/// Leaves a column as it is.
struct Unset {
  bool operator==(const Unset&) const = default;
};
inline constexpr Unset unset{};

/// The encoding of a C++ type. A specialisation has
///   `static const Type& natural()`: the CQL type that is assumed where the real one is not known;
///   `static void encode(Bytes& out, const T& value, const Type& type)`: appends the value's bytes;
///   `static T decode(BytesView bytes, const Type& type)`.
/// Both of the latter call `detail::misfit` when the C++ type and the CQL type do not go together.
template <class T>
struct Codec {
  static_assert(sizeof(T) == 0,
                "this C++ type has no CQL encoding; see unicql/codec/*.hpp for those that have, or "
                "specialise unicql::Codec");
};

namespace detail {

/// A value that does not fit; whoever knows the name of the parameter or column makes an `Error` of it.
struct Misfit {
  std::string why;
};

/// Throws `Misfit`: a C++ type and a CQL type do not go together.
[[noreturn]] UNICQL_API void misfit(std::string_view cpp_type, const Type& type);
/// Throws `Misfit` with a reason of its own.
[[noreturn]] UNICQL_API void misfit(std::string why);
/// Throws `BadFrame`: the bytes are none of the type.
[[noreturn]] UNICQL_API void malformed(const Type& type);

template <std::integral T>
constexpr T swap_if_little(T value) noexcept {
  if constexpr (std::endian::native == std::endian::big || sizeof(T) == 1) {
    return value;
  } else if constexpr (sizeof(T) == 2) {
    return static_cast<T>(__builtin_bswap16(static_cast<std::uint16_t>(value)));
  } else if constexpr (sizeof(T) == 4) {
    return static_cast<T>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
  } else {
    return static_cast<T>(__builtin_bswap64(static_cast<std::uint64_t>(value)));
  }
}

/// Appends a big-endian integer.
template <std::integral T>
void put(Bytes& out, T value) {
  const T swapped = swap_if_little(value);
  const auto at = out.size();
  out.resize(at + sizeof(T));
  std::memcpy(out.data() + at, &swapped, sizeof(T));
}

inline void put(Bytes& out, BytesView bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

/// Reads a big-endian integer; there must be enough bytes.
template <std::integral T>
T take(const std::byte* at) noexcept {
  T value;
  std::memcpy(&value, at, sizeof(T));
  return swap_if_little(value);
}

/// Reads a whole value of fixed size.
template <std::integral T>
T whole(BytesView bytes, const Type& type) {
  if (bytes.size() != sizeof(T)) malformed(type);
  return take<T>(bytes.data());
}

inline BytesView as_bytes(std::string_view text) noexcept {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

inline std::string_view as_text(BytesView bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A static type of no parts.
template <TypeId id>
const Type& native_type() {
  static const Type type{.id = id};
  return type;
}

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_variant = false;
template <class... Ts>
inline constexpr bool is_variant<std::variant<Ts...>> = true;

template <class T>
concept NullLike = std::same_as<T, std::nullptr_t> || std::same_as<T, std::nullopt_t>;

/// Text in any of its C++ forms is encoded as a view.
template <class T>
concept TextLike = std::convertible_to<const T&, std::string_view> && !NullLike<T>;

/// The type whose codec encodes a `T`.
template <class T>
using Encoded = std::conditional_t<TextLike<T>, std::string_view, std::remove_cvref_t<T>>;

/// Stands for the type of a marker in text, where a value that knows its type better says so itself.
inline const Type& unknown_type() {
  return native_type<TypeId::Custom>();
}
inline bool is_unknown(const Type& type) noexcept {
  return type.id == TypeId::Custom && type.name.empty();
}

template <class T>
const Type& natural_type() {
  if constexpr (is_optional<T>) {
    return natural_type<typename T::value_type>();
  } else if constexpr (NullLike<T> || is_variant<T> || std::same_as<T, Unset>) {
    return unknown_type();
  } else {
    return Codec<Encoded<T>>::natural();
  }
}

inline constexpr std::int32_t null_length = -1;
inline constexpr std::int32_t unset_length = -2;

/// Sets the length of a cell that was begun at an offset.
UNICQL_API void end_cell(Bytes& out, std::size_t at);

/// Appends `[int length][bytes]`, which is the form of a value, and of a part of a collection, tuple or
/// user-defined type. A variant is encoded as what it holds.
template <class T>
void encode_cell(Bytes& out, const T& value, const Type& type) {
  if constexpr (NullLike<T>) {
    put(out, null_length);
  } else if constexpr (std::same_as<T, Unset>) {
    put(out, unset_length);
  } else if constexpr (is_optional<T>) {
    if (value) {
      encode_cell(out, *value, type);
    } else {
      put(out, null_length);
    }
  } else if constexpr (is_variant<T>) {
    const auto encode = [&]<class V>(const V& held) {
      encode_cell(out, held, is_unknown(type) ? natural_type<V>() : type);
    };
    std::visit(encode, value);
  } else {
    using C = Codec<Encoded<T>>;
    if constexpr (requires { C::is_null(value); }) {
      if (C::is_null(value)) return put(out, null_length);
    }
    const auto at = out.size();
    put(out, std::int32_t{0});
    C::encode(out, value, type);
    end_cell(out, at);
  }
}

/// Types for which no bytes at all are a value; for the others, empty bytes are what old tables hold for
/// "nothing".
constexpr bool may_be_empty(TypeId id) noexcept {
  return id == TypeId::Ascii || id == TypeId::Text || id == TypeId::Blob || id == TypeId::Custom ||
         id == TypeId::Tuple || id == TypeId::Udt;
}

/// Decodes a cell that may be null.
template <class T>
T decode_cell(std::optional<BytesView> cell, const Type& type) {
  const bool missing = !cell || (cell->empty() && !may_be_empty(type.id));
  if constexpr (is_optional<T>) {
    if (missing) return std::nullopt;
    return T(decode_cell<typename T::value_type>(cell, type));
  } else {
    if constexpr (requires { Codec<T>::null(); }) {
      if (missing) return Codec<T>::null();
    }
    if (missing) misfit("it is null; read it as std::optional");
    return Codec<T>::decode(*cell, type);
  }
}

/// Reads `[int length][bytes]` cells one after another.
class CellReader {
 public:
  CellReader(BytesView bytes, const Type& type) : bytes_(bytes), type_(type) {}

  bool at_end() const noexcept { return bytes_.empty(); }
  BytesView rest() const noexcept { return bytes_; }

  std::int32_t number() {
    if (bytes_.size() < 4) malformed(type_);
    const auto value = take<std::int32_t>(bytes_.data());
    bytes_ = bytes_.subspan(4);
    return value;
  }

  BytesView next(std::size_t size) {
    if (bytes_.size() < size) malformed(type_);
    const auto part = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return part;
  }

  std::optional<BytesView> cell() {
    const auto length = number();
    if (length < 0) return std::nullopt;
    return next(static_cast<std::size_t>(length));
  }

 private:
  BytesView bytes_;
  const Type& type_;
};

}  // namespace detail

}  // namespace unicql

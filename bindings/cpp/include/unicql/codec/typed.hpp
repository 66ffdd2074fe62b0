/// Values that bring their CQL type, or their bytes.
#pragma once

#include <utility>

#include "unicql/codec/codec.hpp"

namespace unicql {

/// A value with the CQL type of its marker, for text that is not prepared. Where the type of the marker is
/// known, that one counts.
template <class T>
struct Typed {
  T value;
  Type type;
};
template <class T>
Typed(T, Type) -> Typed<T>;

template <class T>
struct Codec<Typed<T>> {
  static const Type& natural() { return detail::unknown_type(); }

  static bool is_null(const Typed<T>& typed) {
    if constexpr (requires { Codec<T>::is_null(typed.value); }) return Codec<T>::is_null(typed.value);
    return false;
  }

  static void encode(Bytes& out, const Typed<T>& typed, const Type& type) {
    using C = Codec<detail::Encoded<T>>;
    C::encode(out, typed.value, detail::is_unknown(type) ? typed.type : type);
  }
};

/// The bytes of a value as the protocol has them, for any type; nothing is checked. `Row::cell` reads them.
struct Raw {
  Bytes bytes{};
  bool operator==(const Raw&) const = default;
};

template <>
struct Codec<Raw> {
  static const Type& natural() { return detail::unknown_type(); }
  static void encode(Bytes& out, const Raw& value, const Type&) { detail::put(out, BytesView(value.bytes)); }
};

}  // namespace unicql

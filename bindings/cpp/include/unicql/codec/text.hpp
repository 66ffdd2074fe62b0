/// Text and bytes: ascii, text, blob, uuid, timeuuid, inet.
#pragma once

#include <algorithm>

#include "unicql/codec/codec.hpp"
#include "unicql/inet.hpp"
#include "unicql/uuid.hpp"

namespace unicql {

/// Everything that converts to a view is encoded as one. A view that is read lives as long as its rows.
template <>
struct Codec<std::string_view> {
  static const Type& natural() { return detail::native_type<TypeId::Text>(); }

  static void encode(Bytes& out, std::string_view value, const Type& type) {
    check(type);
    detail::put(out, detail::as_bytes(value));
  }

  static std::string_view decode(BytesView bytes, const Type& type) {
    check(type);
    return detail::as_text(bytes);
  }

 private:
  static void check(const Type& type) {
    if (type.id != TypeId::Text && type.id != TypeId::Ascii) detail::misfit("text", type);
  }
};

template <>
struct Codec<std::string> {
  static const Type& natural() { return detail::native_type<TypeId::Text>(); }

  static std::string decode(BytesView bytes, const Type& type) {
    return std::string(Codec<std::string_view>::decode(bytes, type));
  }
};

/// Bytes of a blob, or of a type whose class only the server knows. A view that is read lives as long as its
/// rows.
template <>
struct Codec<BytesView> {
  static const Type& natural() { return detail::native_type<TypeId::Blob>(); }

  static void encode(Bytes& out, BytesView value, const Type& type) {
    check(type);
    detail::put(out, value);
  }

  static BytesView decode(BytesView bytes, const Type& type) {
    check(type);
    return bytes;
  }

 private:
  static void check(const Type& type) {
    if (type.id != TypeId::Blob && type.id != TypeId::Custom) detail::misfit("bytes", type);
  }
};

template <>
struct Codec<Bytes> {
  static const Type& natural() { return Codec<BytesView>::natural(); }

  static void encode(Bytes& out, const Bytes& value, const Type& type) {
    Codec<BytesView>::encode(out, value, type);
  }

  static Bytes decode(BytesView bytes, const Type& type) {
    const auto view = Codec<BytesView>::decode(bytes, type);
    return {view.begin(), view.end()};
  }
};

template <>
struct Codec<Uuid> {
  static const Type& natural() { return detail::native_type<TypeId::Uuid>(); }

  static void encode(Bytes& out, const Uuid& value, const Type& type) {
    check(type);
    if (type.id == TypeId::Timeuuid && value.version() != 1) {
      detail::misfit(value.to_string() + " is not a version 1 UUID");
    }
    detail::put(out, BytesView(value.bytes));
  }

  static Uuid decode(BytesView bytes, const Type& type) {
    check(type);
    Uuid uuid;
    if (bytes.size() != uuid.bytes.size()) detail::malformed(type);
    std::ranges::copy(bytes, uuid.bytes.begin());
    return uuid;
  }

 private:
  static void check(const Type& type) {
    if (type.id != TypeId::Uuid && type.id != TypeId::Timeuuid) detail::misfit("a Uuid", type);
  }
};

template <>
struct Codec<Inet> {
  static const Type& natural() { return detail::native_type<TypeId::Inet>(); }

  static void encode(Bytes& out, const Inet& value, const Type& type) {
    if (type.id != TypeId::Inet) detail::misfit("an Inet", type);
    detail::put(out, value.bytes());
  }

  static Inet decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Inet) detail::misfit("an Inet", type);
    if (bytes.size() != 4 && bytes.size() != 16) detail::malformed(type);
    return Inet(bytes);
  }
};

}  // namespace unicql

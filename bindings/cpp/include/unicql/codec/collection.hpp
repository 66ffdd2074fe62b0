/// Collections: list, set, map, and vectors of a fixed number of elements.
#pragma once

#include <array>
#include <concepts>
#include <limits>
#include <ranges>
#include <utility>

#include "unicql/codec/time.hpp"

namespace unicql {

namespace detail {

template <class C>
concept Map = requires {
  typename C::key_type;
  typename C::mapped_type;
};

template <class C>
concept Set = requires {
  typename C::key_type;
}
&&!Map<C>;

template <class C>
concept List = requires(C collection, typename C::value_type element) {
  collection.push_back(element);
}
&&!TextLike<C> && !std::same_as<C, Bytes>;

inline void put_count(Bytes& out, std::size_t count) {
  if (count > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
    misfit("a collection has at most 2^31-1 elements");
  }
  put(out, static_cast<std::int32_t>(count));
}

inline std::size_t take_count(CellReader& reader, std::size_t cells_each, const Type& type) {
  const auto count = reader.number();
  // Every cell has a length of 4 bytes, so a count that can't be true is found before memory is asked for.
  if (count < 0 || static_cast<std::size_t>(count) > reader.rest().size() / 4 / cells_each) malformed(type);
  return static_cast<std::size_t>(count);
}

inline void check_dimensions(std::size_t size, const Type& type) {
  if (size != type.dimensions) misfit(std::to_string(size) + " elements do not fit " + type.to_string());
}

/// Appends the elements of a vector, with lengths only when the element type has no fixed one.
template <class Elements>
void encode_vector(Bytes& out, const Elements& elements, const Type& type) {
  check_dimensions(elements.size(), type);
  const auto& element_type = type.parts.front();
  const bool fixed = element_type.vector_element_size().has_value();
  Bytes body;
  for (const typename Elements::value_type& element : elements) {
    body.clear();
    encode_cell(body, element, element_type);
    if (take<std::int32_t>(body.data()) < 0) misfit("an element of a vector can't be null");
    if (!fixed) put_unsigned_vint(out, body.size() - 4);
    put(out, BytesView(body).subspan(4));
  }
}

template <class T, class Add>
void decode_vector(BytesView bytes, const Type& type, Add add) {
  CellReader reader(bytes, type);
  const auto& element_type = type.parts.front();
  const auto fixed = element_type.vector_element_size();
  for (std::size_t i = 0; i < type.dimensions; ++i) {
    const auto size = fixed ? *fixed : static_cast<std::size_t>(take_unsigned_vint(reader));
    add(decode_cell<T>(reader.next(size), element_type));
  }
  if (!reader.at_end()) malformed(type);
}

template <class Elements>
void encode_elements(Bytes& out, const Elements& elements, const Type& type) {
  put_count(out, elements.size());
  const auto& element_type = type.parts.front();
  for (const typename Elements::value_type& element : elements) encode_cell(out, element, element_type);
}

template <class T, class Add>
void decode_elements(BytesView bytes, const Type& type, Add add) {
  CellReader reader(bytes, type);
  const auto count = take_count(reader, 1, type);
  for (std::size_t i = 0; i < count; ++i) add(decode_cell<T>(reader.cell(), type.parts.front()));
}

}  // namespace detail

/// `std::vector`, `std::list`, `std::deque`: a list, a set in that order, or a vector of as many elements.
template <detail::List C>
struct Codec<C> {
  using Element = typename C::value_type;

  static const Type& natural() {
    static const Type type{.id = TypeId::List, .parts = {detail::natural_type<Element>()}};
    return type;
  }

  static void encode(Bytes& out, const C& value, const Type& type) {
    if (type.id == TypeId::Vector) return detail::encode_vector(out, value, type);
    check(type);
    detail::encode_elements(out, value, type);
  }

  static C decode(BytesView bytes, const Type& type) {
    C value;
    const auto add = [&value](Element element) { value.push_back(std::move(element)); };
    if (type.id == TypeId::Vector) {
      detail::decode_vector<Element>(bytes, type, add);
    } else {
      check(type);
      detail::decode_elements<Element>(bytes, type, add);
    }
    return value;
  }

 private:
  static void check(const Type& type) {
    if (type.id != TypeId::List && type.id != TypeId::Set) detail::misfit("a sequence", type);
  }
};

/// `std::set` and `std::unordered_set`.
template <detail::Set C>
struct Codec<C> {
  using Element = typename C::value_type;

  static const Type& natural() {
    static const Type type{.id = TypeId::Set, .parts = {detail::natural_type<Element>()}};
    return type;
  }

  static void encode(Bytes& out, const C& value, const Type& type) {
    if (type.id != TypeId::Set) detail::misfit("a set", type);
    detail::encode_elements(out, value, type);
  }

  static C decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Set) detail::misfit("a set", type);
    C value;
    detail::decode_elements<Element>(bytes, type,
                                     [&value](Element element) { value.insert(std::move(element)); });
    return value;
  }
};

/// `std::map` and `std::unordered_map`.
template <detail::Map C>
struct Codec<C> {
  using Key = typename C::key_type;
  using Mapped = typename C::mapped_type;

  static const Type& natural() {
    static const Type type{.id = TypeId::Map,
                           .parts = {detail::natural_type<Key>(), detail::natural_type<Mapped>()}};
    return type;
  }

  static void encode(Bytes& out, const C& value, const Type& type) {
    if (type.id != TypeId::Map) detail::misfit("a map", type);
    detail::put_count(out, value.size());
    for (const auto& [key, mapped] : value) {
      detail::encode_cell(out, key, type.parts[0]);
      detail::encode_cell(out, mapped, type.parts[1]);
    }
  }

  static C decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Map) detail::misfit("a map", type);
    detail::CellReader reader(bytes, type);
    const auto count = detail::take_count(reader, 2, type);
    C value;
    for (std::size_t i = 0; i < count; ++i) {
      auto key = detail::decode_cell<Key>(reader.cell(), type.parts[0]);
      value.insert_or_assign(std::move(key), detail::decode_cell<Mapped>(reader.cell(), type.parts[1]));
    }
    return value;
  }
};

/// `std::array<T, n>`: `vector<T, n>`.
template <class T, std::size_t n>
struct Codec<std::array<T, n>> {
  static const Type& natural() {
    static_assert(n <= std::numeric_limits<std::uint16_t>::max());
    static const Type type{.id = TypeId::Vector, .parts = {detail::natural_type<T>()}, .dimensions = n};
    return type;
  }

  static void encode(Bytes& out, const std::array<T, n>& value, const Type& type) {
    if (type.id != TypeId::Vector) detail::misfit("a std::array", type);
    detail::encode_vector(out, value, type);
  }

  static std::array<T, n> decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Vector) detail::misfit("a std::array", type);
    detail::check_dimensions(n, type);
    std::array<T, n> value{};
    std::size_t at = 0;
    detail::decode_vector<T>(bytes, type, [&](T element) { value[at++] = std::move(element); });
    return value;
  }
};

}  // namespace unicql

/// Tuples and user-defined types.
#pragma once

#include <tuple>
#include <utility>

#include "unicql/codec/codec.hpp"

namespace unicql {

/// A field of a mapped struct: its name in CQL and the member that holds it.
template <class T, class Member>
struct Field {
  std::string_view name;
  Member T::*member;
};

template <class T, class Member>
constexpr Field<T, Member> field(std::string_view name, Member T::*member) {
  return {name, member};
}

/// Maps a struct to a user-defined type, or to a row, by the names of the fields:
///
///     template <> inline constexpr auto unicql::fields_of<Address> =
///         std::tuple{unicql::field("street", &Address::street), unicql::field("zip", &Address::zip)};
///
/// A struct that is sent where the type is not known, in text without preparing, lists its fields in the
/// order of the type.
template <class T>
inline constexpr auto fields_of = nullptr;

namespace detail {

template <class T>
concept Mapped = !std::same_as<std::remove_cvref_t<decltype(fields_of<T>)>, std::nullptr_t>;

template <class T>
inline constexpr bool is_tuple = false;
template <class... Ts>
inline constexpr bool is_tuple<std::tuple<Ts...>> = true;

/// Splits a tuple or user-defined type into its cells; those past the end of the bytes are null, since the
/// type may have grown after the value was written.
inline std::vector<std::optional<BytesView>> members(BytesView bytes, const Type& type) {
  CellReader reader(bytes, type);
  std::vector<std::optional<BytesView>> cells(type.parts.size());
  for (auto& cell : cells) {
    if (reader.at_end()) break;
    cell = reader.cell();
  }
  return cells;
}

/// Calls `visit(name, value)` for each field of a struct.
template <class T, class Visit>
void for_each_field(T& value, Visit visit) {
  std::apply([&](const auto&... field) { (visit(field.name, value.*(field.member)), ...); },
             fields_of<std::remove_const_t<T>>);
}

/// Returns the place of a field; throws `Misfit` when the type has none of that name.
UNICQL_API std::size_t field_index(const Type& type, std::string_view name);

}  // namespace detail

template <class... Ts>
struct Codec<std::tuple<Ts...>> {
  static const Type& natural() {
    static const Type type{.id = TypeId::Tuple, .parts = {detail::natural_type<Ts>()...}};
    return type;
  }

  static void encode(Bytes& out, const std::tuple<Ts...>& value, const Type& type) {
    check(type);
    std::apply(
        [&](const Ts&... member) {
          std::size_t at = 0;
          (detail::encode_cell(out, member, type.parts[at++]), ...);
        },
        value);
  }

  static std::tuple<Ts...> decode(BytesView bytes, const Type& type) {
    check(type);
    const auto cells = detail::members(bytes, type);
    return [&]<std::size_t... at>(std::index_sequence<at...>) {
      return std::tuple<Ts...>{detail::decode_cell<Ts>(cells[at], type.parts[at])...};
    }
    (std::index_sequence_for<Ts...>{});
  }

 private:
  static void check(const Type& type) {
    if (type.id != TypeId::Tuple) detail::misfit("a std::tuple", type);
    if (type.parts.size() != sizeof...(Ts)) {
      detail::misfit(std::to_string(sizeof...(Ts)) + " members do not fit " + type.to_string());
    }
  }
};

/// A mapped struct. Fields of the type that the struct does not map are null; when read, they are left out.
template <detail::Mapped T>
struct Codec<T> {
  static const Type& natural() {
    static const Type type = [] {
      Type udt{.id = TypeId::Udt};
      std::apply(
          [&udt](const auto&... field) {
            (udt.field_names.emplace_back(field.name), ...);
            (udt.parts.push_back(natural_of(field)), ...);
          },
          fields_of<T>);
      return udt;
    }();
    return type;
  }

  static void encode(Bytes& out, const T& value, const Type& type) {
    if (type.id != TypeId::Udt) detail::misfit("a mapped struct", type);
    std::vector<Bytes> cells(type.parts.size());
    detail::for_each_field(value, [&](std::string_view name, const auto& member) {
      const auto at = detail::field_index(type, name);
      detail::encode_cell(cells[at], member, type.parts[at]);
    });
    for (const auto& cell : cells) {
      if (cell.empty()) {
        detail::put(out, detail::null_length);
      } else {
        detail::put(out, BytesView(cell));
      }
    }
  }

  static T decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Udt) detail::misfit("a mapped struct", type);
    const auto cells = detail::members(bytes, type);
    T value{};
    detail::for_each_field(value, [&](std::string_view name, auto& member) {
      const auto at = detail::field_index(type, name);
      member = detail::decode_cell<std::remove_cvref_t<decltype(member)>>(cells[at], type.parts[at]);
    });
    return value;
  }

 private:
  template <class Member>
  static const Type& natural_of(const Field<T, Member>&) {
    return detail::natural_type<Member>();
  }
};

}  // namespace unicql

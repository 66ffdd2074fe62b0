#include "unicql/value.hpp"

#include <type_traits>

#include "unicql/codec.hpp"

namespace unicql {

namespace {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};

Type first_or_custom(const std::vector<Value>& elements) {
  return elements.empty() ? Type{} : elements.front().natural_type();
}

Type tuple_type(const std::vector<Value>& members) {
  Type type{.id = TypeId::Tuple};
  for (const auto& member : members) type.parts.push_back(member.natural_type());
  return type;
}

Type udt_type(const Udt& udt) {
  Type type{.id = TypeId::Udt};
  for (const auto& [name, value] : udt.fields) {
    type.field_names.push_back(name);
    type.parts.push_back(value.natural_type());
  }
  return type;
}

Type map_type(const Map& map) {
  if (map.entries.empty()) return {.id = TypeId::Map, .parts = {Type{}, Type{}}};
  const auto& [key, value] = map.entries.front();
  return {.id = TypeId::Map, .parts = {key.natural_type(), value.natural_type()}};
}

void encode_map(Bytes& out, const Map& map, const Type& type) {
  if (type.id != TypeId::Map) detail::misfit("a Map", type);
  detail::put_count(out, map.entries.size());
  for (const auto& [key, value] : map.entries) {
    detail::encode_cell(out, key, type.parts[0]);
    detail::encode_cell(out, value, type.parts[1]);
  }
}

void encode_tuple(Bytes& out, const Tuple& tuple, const Type& type) {
  if (type.id != TypeId::Tuple) detail::misfit("a Tuple", type);
  if (tuple.members.size() != type.parts.size()) {
    detail::misfit(std::to_string(tuple.members.size()) + " members do not fit " + type.to_string());
  }
  for (std::size_t i = 0; i < type.parts.size(); ++i)
    detail::encode_cell(out, tuple.members[i], type.parts[i]);
}

void encode_udt(Bytes& out, const Udt& udt, const Type& type) {
  if (type.id != TypeId::Udt) detail::misfit("a Udt", type);
  std::vector<const Value*> ordered(type.parts.size(), nullptr);
  for (const auto& [name, value] : udt.fields) ordered[detail::field_index(type, name)] = &value;
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    if (ordered[i] == nullptr) {
      detail::put(out, detail::null_length);
    } else {
      detail::encode_cell(out, *ordered[i], type.parts[i]);
    }
  }
}

std::vector<Value> decode_members(BytesView bytes, const Type& type) {
  std::vector<Value> values;
  std::size_t at = 0;
  for (const auto& cell : detail::members(bytes, type)) {
    values.push_back(detail::decode_cell<Value>(cell, type.parts[at++]));
  }
  return values;
}

Value decode_udt(BytesView bytes, const Type& type) {
  Udt udt;
  std::size_t at = 0;
  for (auto& value : decode_members(bytes, type))
    udt.fields.emplace_back(type.field_names[at++], std::move(value));
  return udt;
}

Value decode_map(BytesView bytes, const Type& type) {
  detail::CellReader reader(bytes, type);
  const auto count = detail::take_count(reader, 2, type);
  Map map;
  for (std::size_t i = 0; i < count; ++i) {
    auto key = detail::decode_cell<Value>(reader.cell(), type.parts[0]);
    map.entries.emplace_back(std::move(key), detail::decode_cell<Value>(reader.cell(), type.parts[1]));
  }
  return map;
}

}  // namespace

Type Value::natural_type() const {
  return std::visit(
      Overloaded{
          [](const std::monostate&) { return Type{}; },
          [](const List& list) {
            return Type{.id = TypeId::List, .parts = {first_or_custom(list.elements)}};
          },
          [](const Set& set) { return Type{.id = TypeId::Set, .parts = {first_or_custom(set.elements)}}; },
          [](const Map& map) { return map_type(map); },
          [](const Tuple& tuple) { return tuple_type(tuple.members); },
          [](const Udt& udt) { return udt_type(udt); },
          []<class T>(const T&) { return detail::natural_type<T>(); },
      },
      variant_);
}

void Codec<Value>::encode(Bytes& out, const Value& value, const Type& type) {
  if (detail::is_unknown(type)) return encode(out, value, value.natural_type());
  std::visit(Overloaded{
                 [](const std::monostate&) {},
                 [&](const List& list) { Codec<std::vector<Value>>::encode(out, list.elements, type); },
                 [&](const Set& set) {
                   if (type.id != TypeId::Set) detail::misfit("a Set", type);
                   Codec<std::vector<Value>>::encode(out, set.elements, type);
                 },
                 [&](const Map& map) { encode_map(out, map, type); },
                 [&](const Tuple& tuple) { encode_tuple(out, tuple, type); },
                 [&](const Udt& udt) { encode_udt(out, udt, type); },
                 [&]<class T>(const T& plain) { Codec<detail::Encoded<T>>::encode(out, plain, type); },
             },
             value.variant());
}

Value Codec<Value>::decode(BytesView bytes, const Type& type) {
  switch (type.id) {
    case TypeId::Ascii:
    case TypeId::Text:
      return Codec<std::string>::decode(bytes, type);
    case TypeId::Bigint:
    case TypeId::Counter:
      return Codec<std::int64_t>::decode(bytes, type);
    case TypeId::Blob:
    case TypeId::Custom:
      return Codec<Bytes>::decode(bytes, type);
    case TypeId::Boolean:
      return Codec<bool>::decode(bytes, type);
    case TypeId::Decimal:
      return Codec<Decimal>::decode(bytes, type);
    case TypeId::Double:
      return Codec<double>::decode(bytes, type);
    case TypeId::Float:
      return Codec<float>::decode(bytes, type);
    case TypeId::Int:
      return Codec<std::int32_t>::decode(bytes, type);
    case TypeId::Timestamp:
      return Codec<Timestamp>::decode(bytes, type);
    case TypeId::Uuid:
    case TypeId::Timeuuid:
      return Codec<Uuid>::decode(bytes, type);
    case TypeId::Varint:
      return Codec<Varint>::decode(bytes, type);
    case TypeId::Inet:
      return Codec<Inet>::decode(bytes, type);
    case TypeId::Date:
      return Codec<std::chrono::sys_days>::decode(bytes, type);
    case TypeId::Time:
      return Codec<std::chrono::nanoseconds>::decode(bytes, type);
    case TypeId::Smallint:
      return Codec<std::int16_t>::decode(bytes, type);
    case TypeId::Tinyint:
      return Codec<std::int8_t>::decode(bytes, type);
    case TypeId::Duration:
      return Codec<Duration>::decode(bytes, type);
    case TypeId::List:
    case TypeId::Vector:
      return List{Codec<std::vector<Value>>::decode(bytes, type)};
    case TypeId::Set:
      return Set{Codec<std::vector<Value>>::decode(bytes, type)};
    case TypeId::Map:
      return decode_map(bytes, type);
    case TypeId::Udt:
      return decode_udt(bytes, type);
    case TypeId::Tuple:
      return Tuple{decode_members(bytes, type)};
  }
  detail::misfit("a Value", type);
}

}  // namespace unicql

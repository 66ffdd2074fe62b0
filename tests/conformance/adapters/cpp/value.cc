#include "value.hpp"

#include <bit>
#include <chrono>
#include <stdexcept>

#include "hex.hpp"

namespace conformance {

namespace chrono = std::chrono;

using unicql::Type;
using unicql::TypeId;
using unicql::Value;

namespace {

std::vector<Value> to_values(const Json& elements, const Type& type);
Value to_value(const Json& value, const Type& type);

std::string to_text(const Json& value) {
  if (value.is_string()) return value;
  const auto bytes = from_hex(value.at("utf8").get<std::string>());
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

unicql::Map to_map(const Json& entries, const Type& type) {
  unicql::Map map;
  for (const auto& entry : entries) {
    map.entries.emplace_back(to_value(entry[0], type.parts[0]), to_value(entry[1], type.parts[1]));
  }
  return map;
}

unicql::Tuple to_tuple(const Json& members, const Type& type) {
  unicql::Tuple tuple;
  for (std::size_t i = 0; i < members.size(); ++i)
    tuple.members.push_back(to_value(members[i], type.parts.at(i)));
  return tuple;
}

unicql::Udt to_udt(const Json& fields, const Type& type) {
  unicql::Udt udt;
  for (const auto& field : fields) {
    const std::string name = field[0];
    udt.fields.emplace_back(name, to_value(field[1], type.parts[unicql::detail::field_index(type, name)]));
  }
  return udt;
}

Value to_value(const Json& value, const Type& type) {
  if (value.is_null()) return nullptr;
  switch (type.id) {
    case TypeId::Ascii:
    case TypeId::Text:
      return to_text(value);
    case TypeId::Blob:
    case TypeId::Custom:
      return from_hex(value.get<std::string>());
    case TypeId::Boolean:
      return value.get<bool>();
    case TypeId::Tinyint:
      return value.get<std::int8_t>();
    case TypeId::Smallint:
      return value.get<std::int16_t>();
    case TypeId::Int:
      return value.get<std::int32_t>();
    case TypeId::Bigint:
    case TypeId::Counter:
      return to_number<std::int64_t>(value.get<std::string>());
    case TypeId::Varint:
      return unicql::Varint::from_bytes(from_hex(value.get<std::string>()));
    case TypeId::Decimal:
      return unicql::Decimal{
          .unscaled = unicql::Varint::from_bytes(from_hex(value["unscaled"].get<std::string>())),
          .scale = value["scale"]};
    case TypeId::Float:
      return std::bit_cast<float>(to_number<std::uint32_t>(value.get<std::string>(), 16));
    case TypeId::Double:
      return std::bit_cast<double>(to_number<std::uint64_t>(value.get<std::string>(), 16));
    case TypeId::Timestamp:
      return unicql::Timestamp(chrono::milliseconds(to_number<std::int64_t>(value.get<std::string>())));
    case TypeId::Date:
      return chrono::sys_days(chrono::days(value.get<std::int64_t>()));
    case TypeId::Time:
      return chrono::nanoseconds(to_number<std::int64_t>(value.get<std::string>()));
    case TypeId::Uuid:
    case TypeId::Timeuuid:
      return unicql::Uuid::parse(value.get<std::string>());
    case TypeId::Inet:
      return unicql::Inet(from_hex(value.get<std::string>()));
    case TypeId::Duration:
      return unicql::Duration{
          .months = value["months"],
          .days = value["days"],
          .nanoseconds = to_number<std::int64_t>(value["nanoseconds"].get<std::string>())};
    case TypeId::List:
    case TypeId::Vector:
      return unicql::List{to_values(value, type.parts.front())};
    case TypeId::Set:
      return unicql::Set{to_values(value, type.parts.front())};
    case TypeId::Map:
      return to_map(value, type);
    case TypeId::Tuple:
      return to_tuple(value, type);
    case TypeId::Udt:
      return to_udt(value, type);
  }
  throw std::invalid_argument("no such type");
}

std::vector<Value> to_values(const Json& elements, const Type& type) {
  std::vector<Value> values;
  for (const auto& element : elements) values.push_back(to_value(element, type));
  return values;
}

Parameter to_native(const Json& native) {
  if (native.is_string()) return native.get<std::string>();
  if (native.is_boolean()) return native.get<bool>();
  if (native.is_number_integer()) return native.get<std::int64_t>();
  if (native.is_number()) return native.get<double>();
  std::vector<std::string> texts;
  for (const auto& element : native)
    texts.push_back(element.is_string() ? element.get<std::string>() : element.dump());
  return texts;
}

Json from_value(const Value& value, const Type& type);

Json from_values(const std::vector<Value>& values, const Type& type) {
  Json elements = Json::array();
  for (const auto& value : values) elements.push_back(from_value(value, type));
  return elements;
}

/// Writes a value by what it holds; the type tells the parts of composed ones.
struct Write {
  const Type& type;

  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(std::int64_t value) const { return std::to_string(value); }
  template <class T>
  requires std::same_as<T, bool> || std::same_as<T, std::int8_t> || std::same_as<T, std::int16_t> ||
      std::same_as<T, std::int32_t>
          Json operator()(T value) const {
    return value;
  }
  Json operator()(float value) const { return bits(std::bit_cast<std::uint32_t>(value)); }
  Json operator()(double value) const { return bits(std::bit_cast<std::uint64_t>(value)); }
  Json operator()(const std::string& value) const {
    if (value.find('\0') == std::string::npos) return value;
    return {{"utf8", to_hex(unicql::detail::as_bytes(value))}};
  }
  Json operator()(const unicql::Bytes& value) const { return to_hex(value); }
  Json operator()(const unicql::Uuid& value) const { return value.to_string(); }
  Json operator()(const unicql::Inet& value) const { return to_hex(value.bytes()); }
  Json operator()(unicql::Timestamp value) const { return std::to_string(value.time_since_epoch().count()); }
  Json operator()(chrono::sys_days value) const { return value.time_since_epoch().count(); }
  Json operator()(chrono::nanoseconds value) const { return std::to_string(value.count()); }
  Json operator()(const unicql::Duration& value) const {
    return {
        {"months", value.months}, {"days", value.days}, {"nanoseconds", std::to_string(value.nanoseconds)}};
  }
  Json operator()(const unicql::Varint& value) const { return to_hex(value.bytes()); }
  Json operator()(const unicql::Decimal& value) const {
    return {{"unscaled", to_hex(value.unscaled.bytes())}, {"scale", value.scale}};
  }
  Json operator()(const unicql::List& value) const { return from_values(value.elements, type.parts[0]); }
  Json operator()(const unicql::Set& value) const { return from_values(value.elements, type.parts[0]); }
  Json operator()(const unicql::Map& value) const {
    Json entries = Json::array();
    for (const auto& [key, mapped] : value.entries) {
      entries.push_back(Json::array({from_value(key, type.parts[0]), from_value(mapped, type.parts[1])}));
    }
    return entries;
  }
  Json operator()(const unicql::Tuple& value) const {
    Json members = Json::array();
    for (std::size_t i = 0; i < value.members.size(); ++i) {
      members.push_back(from_value(value.members[i], type.parts[i]));
    }
    return members;
  }
  Json operator()(const unicql::Udt& value) const {
    Json fields = Json::array();
    for (std::size_t i = 0; i < value.fields.size(); ++i) {
      const auto& [name, field] = value.fields[i];
      fields.push_back(Json::array({name, from_value(field, type.parts[i])}));
    }
    return fields;
  }

 private:
  template <class T>
  static Json bits(T value) {
    unicql::Bytes bytes;
    unicql::detail::put(bytes, value);
    return to_hex(bytes);
  }
};

Json from_value(const Value& value, const Type& type) {
  return std::visit(Write{type}, value.variant());
}

}  // namespace

Parameter to_parameter(const Json& parameter) {
  const auto& value = parameter.at("value");
  if (value.is_object() && value.contains("unset")) return unicql::unset;
  if (value.is_object() && value.contains("empty")) return unicql::Raw{};
  if (value.is_object() && value.contains("native")) return to_native(value["native"]);
  const auto type = to_type(parameter.at("type"));
  return unicql::Typed{to_value(value, type), type};
}

Json from_cell(const unicql::Row& row, std::size_t index) {
  const auto& type = row.columns()[index].type;
  const auto cell = row.cell(index);
  const bool text = type.id == TypeId::Text || type.id == TypeId::Ascii || type.id == TypeId::Blob;
  if (cell && cell->empty() && !text) return {{"empty", true}};
  return from_value(row.get<Value>(index), type);
}

}  // namespace conformance

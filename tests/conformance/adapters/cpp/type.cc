#include <algorithm>

#include "value.hpp"

namespace conformance {

using unicql::Type;
using unicql::TypeId;

namespace {

TypeId to_id(std::string_view name) {
  const auto at = std::ranges::find(unicql::type_ids, name, &std::pair<TypeId, std::string_view>::second);
  if (at == unicql::type_ids.end()) throw std::invalid_argument("no type: " + std::string(name));
  return at->first;
}

}  // namespace

Type to_type(const Json& type) {
  if (type.is_string()) return {.id = to_id(type.get<std::string>())};
  Type made{.id = to_id(type[0].get<std::string>())};
  switch (made.id) {
    case TypeId::Custom:
      made.name = type[1];
      break;
    case TypeId::Vector:
      made.parts = {to_type(type[1])};
      made.dimensions = type[2];
      break;
    case TypeId::Udt:
      made.keyspace = type[1];
      made.name = type[2];
      for (const auto& field : type[3]) {
        made.field_names.push_back(field[0]);
        made.parts.push_back(to_type(field[1]));
      }
      break;
    default:
      for (std::size_t i = 1; i < type.size(); ++i) made.parts.push_back(to_type(type[i]));
  }
  return made;
}

Json from_type(const Type& type) {
  const std::string name(to_string(type.id));
  Json made = Json::array({name});
  switch (type.id) {
    case TypeId::Custom:
      made.push_back(type.name);
      return made;
    case TypeId::Udt: {
      Json fields = Json::array();
      for (std::size_t i = 0; i < type.parts.size(); ++i) {
        fields.push_back(Json::array({type.field_names[i], from_type(type.parts[i])}));
      }
      made.insert(made.end(), {type.keyspace, type.name, fields});
      return made;
    }
    case TypeId::List:
    case TypeId::Set:
    case TypeId::Map:
    case TypeId::Tuple:
    case TypeId::Vector:
      for (const auto& part : type.parts) made.push_back(from_type(part));
      if (type.id == TypeId::Vector) made.push_back(type.dimensions);
      return made;
    default:
      return name;
  }
}

}  // namespace conformance

#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>
#include <unicql/unicql.hpp>

namespace conformance {

using Json = nlohmann::ordered_json;

/// A parameter of a case: unset, no bytes, a value with its type, or a native value that need not fit.
using Parameter = std::variant<unicql::Unset, unicql::Raw, unicql::Typed<unicql::Value>, std::int64_t, double,
                               bool, std::string, std::vector<std::string>>;

/// Reads a type in the form of the protocol, and writes it.
unicql::Type to_type(const Json& type);
Json from_type(const unicql::Type& type);

/// Reads a `{"type", "value"}`.
Parameter to_parameter(const Json& parameter);

/// Writes a cell in its canonical form.
Json from_cell(const unicql::Row& row, std::size_t index);

}  // namespace conformance

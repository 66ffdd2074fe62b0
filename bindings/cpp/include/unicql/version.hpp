/// The version of the library.
#pragma once

#include <string_view>

#include "unicql/export.hpp"

namespace unicql {

/// Returns the version of the library that runs, such as `0.1.0`.
UNICQL_API std::string_view version() noexcept;

}  // namespace unicql

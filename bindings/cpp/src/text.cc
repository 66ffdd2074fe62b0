#include "text.h"

#include <stdexcept>

#include "unicql/error.hpp"

namespace unicql::detail {

rust::Str to_rust(std::string_view text, std::string_view name) {
  try {
    return {text.data(), text.size()};
  } catch (const std::invalid_argument&) {
    throw_invalid_parameter(name, "`" + std::string(name) + "` is not UTF-8");
  }
}

}  // namespace unicql::detail

#pragma once

#include <cstdint>
#include <memory>

#include "bridge.h"
#include "unicql/types.hpp"

namespace unicql::detail {

/// Returns the columns of a shape; `describe` is only called for a shape that was not seen yet.
template <class Describe>
std::shared_ptr<const Columns> columns_of(std::uint64_t id, Describe describe);

std::shared_ptr<const Columns> known_columns(std::uint64_t id);
std::shared_ptr<const Columns> remember_columns(std::uint64_t id,
                                                const rust::Vec<ffi::ColumnDescription>& columns);

template <class Describe>
std::shared_ptr<const Columns> columns_of(std::uint64_t id, Describe describe) {
  auto known = known_columns(id);
  return known ? known : remember_columns(id, describe());
}

}  // namespace unicql::detail

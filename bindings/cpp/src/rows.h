#pragma once

#include "bridge.h"
#include "unicql/rows.hpp"

namespace unicql::detail {

Rows to_rows(rust::Box<ffi::Page> page);

}  // namespace unicql::detail

#pragma once

#include "bridge.h"
#include "unicql/error.hpp"

namespace unicql::detail {

/// Makes the exception of an error of core.
Error to_error(const ffi::Error& error);

}  // namespace unicql::detail

#pragma once

#include "bridge.h"
#include "unicql/options.hpp"

namespace unicql::detail {

rust::Box<ffi::Options> to_options(const Options& options);

}  // namespace unicql::detail

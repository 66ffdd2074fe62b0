#pragma once

// The generated header uses parts of this one that it does not include.
#include "rust/cxx.h"

#include "bridge.rs.h"

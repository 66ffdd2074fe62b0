/// Every encoding that the library brings.
#pragma once

#include "unicql/codec/codec.hpp"       // IWYU pragma: export
#include "unicql/codec/collection.hpp"  // IWYU pragma: export
#include "unicql/codec/number.hpp"      // IWYU pragma: export
#include "unicql/codec/text.hpp"        // IWYU pragma: export
#include "unicql/codec/time.hpp"        // IWYU pragma: export
#include "unicql/codec/tuple.hpp"       // IWYU pragma: export
#include "unicql/codec/typed.hpp"       // IWYU pragma: export
#include "unicql/value.hpp"             // IWYU pragma: export

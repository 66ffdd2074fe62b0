/// The C++ API of unicql, all of it.
#pragma once

#include "unicql/batch.hpp"      // IWYU pragma: export
#include "unicql/codec.hpp"      // IWYU pragma: export
#include "unicql/error.hpp"      // IWYU pragma: export
#include "unicql/future.hpp"     // IWYU pragma: export
#include "unicql/options.hpp"    // IWYU pragma: export
#include "unicql/pages.hpp"      // IWYU pragma: export
#include "unicql/rows.hpp"       // IWYU pragma: export
#include "unicql/session.hpp"    // IWYU pragma: export
#include "unicql/statement.hpp"  // IWYU pragma: export
#include "unicql/types.hpp"      // IWYU pragma: export
#include "unicql/version.hpp"    // IWYU pragma: export

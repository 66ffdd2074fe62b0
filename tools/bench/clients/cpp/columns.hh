/// Reading and writing by the rules of `values.ts`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unicql/unicql.hpp>

extern "C" {
#include "plan.h"
}

/// What a cell adds to the sum of a client, modulo 2^32.
std::uint32_t column_digest(Column column, const unicql::Row& row, std::size_t index);

/// Sets the value of row `i`.
void column_set(Column column, unicql::Bound& bound, std::size_t index, std::uint32_t i);

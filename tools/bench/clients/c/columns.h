/* Reading and writing by the rules of `values.ts`. */
#ifndef BENCH_COLUMNS_H
#define BENCH_COLUMNS_H

#include <cassandra.h>
#include <stdint.h>

#include "plan.h"

/* What a value adds to the sum of a client, modulo 2^32. */
uint32_t column_digest(Column column, const CassValue* value);

/* Binds the value of row `i`. */
void column_bind(Column column, CassStatement* statement, size_t index, uint32_t i);

#endif

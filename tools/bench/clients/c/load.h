/* Operations in the number and at the pace of the plan. */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <stddef.h>
#include <stdint.h>

#include "client.h"

double now_us(void);

/* Does operations on a client, notes how long each took, and returns the sum of what they read. */
uint32_t load_run(Client* client, size_t operations, double* latencies_us);

/* The same with a session of its own for each operation. */
uint32_t load_run_sessions(const Plan* plan, const CassCluster* cluster, size_t operations,
                           double* latencies_us);

#endif

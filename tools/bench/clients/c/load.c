/*
 * What operations bring is read on the program's thread, which waits for them in the order in which it began
 * them, and not in callbacks: since 2.17.1 the legacy library calls back before its future is set, so that a
 * callback that asks the future for anything waits for itself.
 */
#include "load.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* One operation that is under way. */
typedef struct Operation {
  CassFuture* future;
  double counted_from_us;
} Operation;

double now_us(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static Operation begin(const Client* client, size_t n, double counted_from_us) {
  return (Operation){.future = client_begin(client, n), .counted_from_us = counted_from_us};
}

/* Returns how long the operation took. */
static double finish(Client* client, Operation operation) {
  client_finish(client, operation.future);
  return now_us() - operation.counted_from_us;
}

static void page_after_page(Client* client, size_t operations, double* latencies_us) {
  for (size_t n = 0; n < operations; n++) {
    double begun = now_us();
    client_read_pages(client);
    latencies_us[n] = now_us() - begun;
  }
}

/* Begins the next operation as soon as the oldest has been read. */
static void many_at_once(Client* client, size_t operations, double* latencies_us) {
  size_t room = client->plan->concurrency;
  Operation* under_way = calloc(room, sizeof(*under_way));
  size_t begun = 0;
  for (size_t n = 0; n < operations; n++) {
    for (; begun < operations && begun - n < room; begun++)
      under_way[begun % room] = begin(client, begun, now_us());
    latencies_us[n] = finish(client, under_way[n % room]);
  }
  free(under_way);
}

/* Begins each operation at its time, so that a slow answer delays no other. */
static void at_rate(Client* client, size_t operations, double* latencies_us) {
  Operation* all = calloc(operations, sizeof(*all));
  double between_us = 1e6 / (double)client->plan->rate_per_second;
  double start_us = now_us();
  size_t begun = 0;
  size_t ended = 0;
  while (ended < operations) {
    double due_us = start_us + (double)begun * between_us;
    double wait_us = due_us - now_us();
    if (begun < operations && wait_us <= 0) {
      all[begun] = begin(client, begun, due_us);
      begun++;
    } else if (ended == begun) {
      usleep((useconds_t)wait_us);
    } else if (begun == operations ||
               cass_future_wait_timed(all[ended].future, (cass_duration_t)wait_us + 1)) {
      latencies_us[ended] = finish(client, all[ended]);
      ended++;
    }
  }
  free(all);
}

uint32_t load_run(Client* client, size_t operations, double* latencies_us) {
  client->digest = 0;
  if (client->plan->paged)
    page_after_page(client, operations, latencies_us);
  else if (client->plan->rate_per_second > 0)
    at_rate(client, operations, latencies_us);
  else
    many_at_once(client, operations, latencies_us);
  return client->digest;
}

/* What the threads that open sessions share. */
typedef struct Sessions {
  const Plan* plan;
  const CassCluster* cluster;
  size_t operations;
  double* latencies_us;
  atomic_size_t next;
  _Atomic uint32_t digest;
} Sessions;

static void* open_read_close(void* shared) {
  Sessions* sessions = shared;
  for (;;) {
    size_t n = atomic_fetch_add(&sessions->next, 1);
    if (n >= sessions->operations) return NULL;
    double begun = now_us();
    Client client = client_open(sessions->plan, sessions->cluster);
    client_finish(&client, client_begin(&client, n));
    client_close(&client);
    sessions->latencies_us[n] = now_us() - begun;
    atomic_fetch_add(&sessions->digest, client.digest);
  }
}

uint32_t load_run_sessions(const Plan* plan, const CassCluster* cluster, size_t operations,
                           double* latencies_us) {
  Sessions sessions = {
      .plan = plan, .cluster = cluster, .operations = operations, .latencies_us = latencies_us};
  pthread_t* threads = calloc(plan->concurrency, sizeof(*threads));
  for (size_t i = 0; i < plan->concurrency; i++) {
    if (pthread_create(&threads[i], NULL, open_read_close, &sessions) == 0) continue;
    fputs("a thread could not be started\n", stderr);
    exit(EXIT_FAILURE);
  }
  for (size_t i = 0; i < plan->concurrency; i++) pthread_join(threads[i], NULL);
  free(threads);
  return atomic_load(&sessions.digest);
}

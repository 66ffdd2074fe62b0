/*
 * The C client of the bench, on whichever libcassandra.so.2 is loaded. Its arguments are those of `plan.h`.
 * It prints a line when it is warm, waits for a line, does what is measured and prints that; what is measured
 * from the start needs no line.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "client.h"
#include "load.h"
#include "plan.h"

static double cpu_us(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static long resident_kib(void) {
  long pages = 0;
  FILE* file = fopen("/proc/self/statm", "r");
  if (file == NULL || fscanf(file, "%*s %ld", &pages) != 1) pages = 0;
  if (file != NULL) fclose(file);
  return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static int compare_doubles(const void* a, const void* b) {
  double difference = *(const double*)a - *(const double*)b;
  return (difference > 0) - (difference < 0);
}

/* Does operations on the client, or each on a session of its own when there is none. */
static uint32_t run(Client* client, const Plan* plan, const CassCluster* cluster, size_t operations,
                    double* latencies_us) {
  if (client == NULL) return load_run_sessions(plan, cluster, operations, latencies_us);
  return load_run(client, operations, latencies_us);
}

static void warm_up(Client* client, const Plan* plan, const CassCluster* cluster) {
  double* unused = calloc(plan->warmup, sizeof(double));
  run(client, plan, cluster, plan->warmup, unused);
  free(unused);
  puts("{\"warm\":true}");
  fflush(stdout);
  if (getchar() == EOF) exit(EXIT_FAILURE);
}

static void measure(Client* client, const Plan* plan, const CassCluster* cluster) {
  size_t operations = plan->operations;
  double* latencies_us = calloc(operations, sizeof(double));
  double cpu = plan->from_start ? 0 : cpu_us();
  double begun = now_us();
  uint32_t digest = run(client, plan, cluster, operations, latencies_us);
  double elapsed = now_us() - begun;
  cpu = cpu_us() - cpu;
  qsort(latencies_us, operations, sizeof(double), compare_doubles);
  printf(
      "{\"operations\":%zu,\"elapsed_us\":%.1f,\"cpu_us\":%.1f,\"rss_kib\":%ld,\"p50_us\":%.1f,\"p99_us\":%.1f,"
      "\"digest\":%u}\n",
      operations, elapsed, cpu, resident_kib(), latencies_us[operations / 2],
      latencies_us[operations * 99 / 100], digest);
  fflush(stdout);
  free(latencies_us);
}

int main(int argc, char** argv) {
  Plan plan = plan_parse(argc, argv);
  CassCluster* cluster = client_cluster(&plan);
  Client shared = {0};
  Client* client = NULL;
  if (plan.action != ACTION_CONNECT) {
    shared = client_open(&plan, cluster);
    client = &shared;
  }
  if (!plan.from_start) warm_up(client, &plan, cluster);
  measure(client, &plan, cluster);
  if (client != NULL) client_close(client);
  cass_cluster_free(cluster);
  return EXIT_SUCCESS;
}

/*
 * The C client of the bench, on whichever libcassandra.so.2 is loaded. Its arguments are those of `plan.h`.
 * It prints a line when it is warm, waits for a line, does what is measured and prints that.
 */
#include <cassandra.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "columns.h"
#include "plan.h"

typedef struct Client {
  Plan plan;
  CassSession* session;
  const CassPrepared* select;
  const CassPrepared* insert;
  _Atomic uint32_t digest;
} Client;

/* A number of operations that are done together. */
typedef struct Load {
  Client* client;
  size_t operations;
  double* latencies_us;
  atomic_size_t next;
  /* How many operations may still touch this; it lives on the stack of who waits. */
  size_t running;
  pthread_mutex_t mutex;
  pthread_cond_t all_ended;
} Load;

/* One operation that is under way. */
typedef struct Operation {
  Load* load;
  size_t number;
  double counted_from_us;
} Operation;

static double now_us(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

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

/* Ends the program when a future failed. */
static void check(CassFuture* future, const char* what) {
  if (cass_future_error_code(future) == CASS_OK) return;
  const char* message;
  size_t length;
  cass_future_error_message(future, &message, &length);
  fprintf(stderr, "%s: %.*s\n", what, (int)length, message);
  exit(EXIT_FAILURE);
}

static const CassPrepared* prepare(CassSession* session, const char* query) {
  CassFuture* future = cass_session_prepare(session, query);
  check(future, query);
  const CassPrepared* prepared = cass_future_get_prepared(future);
  cass_future_free(future);
  return prepared;
}

static CassStatement* read_statement(const Client* client) {
  const Plan* plan = &client->plan;
  CassStatement* statement;
  if (client->select != NULL) {
    statement = cass_prepared_bind(client->select);
    cass_statement_bind_int32(statement, 0, plan->partition);
  } else {
    statement = cass_statement_new(plan->select, 0);
  }
  cass_statement_set_paging_size(statement, plan->page_size);
  return statement;
}

static CassStatement* write_statement(const Client* client, size_t row) {
  const Plan* plan = &client->plan;
  CassStatement* statement = cass_prepared_bind(client->insert);
  cass_statement_bind_int32(statement, 0, (cass_int32_t)(row >> 10));
  for (size_t i = 1; i < plan->column_count; i++) column_bind(plan->columns[i], statement, i, row & 1023);
  return statement;
}

static CassFuture* execute_batch(const Client* client, size_t n) {
  CassBatch* batch = cass_batch_new(CASS_BATCH_TYPE_UNLOGGED);
  for (size_t i = 0; i < client->plan.batch; i++) {
    CassStatement* statement = write_statement(client, n * client->plan.batch + i);
    cass_batch_add_statement(batch, statement);
    cass_statement_free(statement);
  }
  CassFuture* future = cass_session_execute_batch(client->session, batch);
  cass_batch_free(batch);
  return future;
}

static CassFuture* begin(const Client* client, size_t n) {
  const Plan* plan = &client->plan;
  if (plan->action == ACTION_BATCH) return execute_batch(client, n);
  bool writes =
      plan->action == ACTION_INSERT || (plan->action == ACTION_MIXED && n % 100 < plan->insert_percent);
  CassStatement* statement = writes ? write_statement(client, n) : read_statement(client);
  CassFuture* future = cass_session_execute(client->session, statement);
  cass_statement_free(statement);
  return future;
}

static void read_rows(Client* client, const CassResult* result) {
  const Plan* plan = &client->plan;
  uint32_t sum = 0;
  CassIterator* rows = cass_iterator_from_result(result);
  while (cass_iterator_next(rows)) {
    const CassRow* row = cass_iterator_get_row(rows);
    for (size_t i = 0; i < plan->column_count; i++)
      sum += column_digest(plan->columns[i], cass_row_get_column(row, i));
  }
  cass_iterator_free(rows);
  atomic_fetch_add(&client->digest, sum);
}

static void finish(Client* client, CassFuture* future) {
  check(future, "a request");
  const CassResult* result = cass_future_get_result(future);
  if (cass_result_column_count(result) > 0) read_rows(client, result);
  cass_result_free(result);
}

/* All pages of the partition, one after another. */
static void read_pages(Client* client) {
  CassStatement* statement = read_statement(client);
  cass_bool_t more = cass_true;
  while (more) {
    CassFuture* future = cass_session_execute(client->session, statement);
    check(future, "a page");
    const CassResult* result = cass_future_get_result(future);
    read_rows(client, result);
    more = cass_result_has_more_pages(result);
    if (more) cass_statement_set_paging_state(statement, result);
    cass_result_free(result);
    cass_future_free(future);
  }
  cass_statement_free(statement);
}

static void one_by_one(Client* client, size_t operations, double* latencies_us) {
  for (size_t n = 0; n < operations; n++) {
    double begun = now_us();
    if (client->plan.paged) {
      read_pages(client);
    } else {
      CassFuture* future = begin(client, n);
      finish(client, future);
      cass_future_free(future);
    }
    latencies_us[n] = now_us() - begun;
  }
}

static void start_next(Operation* operation);

static void leave(Operation* operation) {
  Load* load = operation->load;
  free(operation);
  pthread_mutex_lock(&load->mutex);
  if (--load->running == 0) pthread_cond_signal(&load->all_ended);
  pthread_mutex_unlock(&load->mutex);
}

static void operation_ended(CassFuture* future, void* data) {
  Operation* operation = data;
  Load* load = operation->load;
  finish(load->client, future);
  load->latencies_us[operation->number] = now_us() - operation->counted_from_us;
  if (load->client->plan.rate_per_second > 0)
    leave(operation);
  else
    start_next(operation);
}

static void start(Operation* operation) {
  CassFuture* future = begin(operation->load->client, operation->number);
  cass_future_set_callback(future, operation_ended, operation);
  cass_future_free(future);
}

static void start_next(Operation* operation) {
  operation->number = atomic_fetch_add(&operation->load->next, 1);
  if (operation->number >= operation->load->operations) {
    leave(operation);
    return;
  }
  operation->counted_from_us = now_us();
  start(operation);
}

static Operation* new_operation(Load* load) {
  Operation* operation = calloc(1, sizeof(*operation));
  operation->load = load;
  return operation;
}

/* Begins each operation at its time, so that a slow answer delays no other. */
static void start_at_rate(Load* load) {
  double start_us = now_us();
  double between_us = 1e6 / (double)load->client->plan.rate_per_second;
  for (size_t n = 0; n < load->operations; n++) {
    double due = start_us + (double)n * between_us;
    double wait = due - now_us();
    if (wait > 0) usleep((useconds_t)wait);
    Operation* operation = new_operation(load);
    operation->number = n;
    operation->counted_from_us = due;
    start(operation);
  }
}

static void many_at_once(Client* client, size_t operations, double* latencies_us) {
  Load load = {.client = client, .operations = operations, .latencies_us = latencies_us};
  pthread_mutex_init(&load.mutex, NULL);
  pthread_cond_init(&load.all_ended, NULL);
  load.running = client->plan.rate_per_second > 0 ? operations : client->plan.concurrency;
  if (client->plan.rate_per_second > 0) {
    start_at_rate(&load);
  } else {
    for (size_t i = 0; i < client->plan.concurrency; i++) start_next(new_operation(&load));
  }
  pthread_mutex_lock(&load.mutex);
  while (load.running > 0) pthread_cond_wait(&load.all_ended, &load.mutex);
  pthread_mutex_unlock(&load.mutex);
}

static void run(Client* client, size_t operations, double* latencies_us) {
  bool alone = client->plan.paged || (client->plan.concurrency == 1 && client->plan.rate_per_second == 0);
  if (alone)
    one_by_one(client, operations, latencies_us);
  else
    many_at_once(client, operations, latencies_us);
}

static int compare_doubles(const void* a, const void* b) {
  double difference = *(const double*)a - *(const double*)b;
  return (difference > 0) - (difference < 0);
}

static void measure(Client* client) {
  size_t operations = client->plan.operations;
  double* latencies_us = calloc(operations, sizeof(double));
  atomic_store(&client->digest, 0);
  double cpu = cpu_us();
  double begun = now_us();
  run(client, operations, latencies_us);
  double elapsed = now_us() - begun;
  cpu = cpu_us() - cpu;
  qsort(latencies_us, operations, sizeof(double), compare_doubles);
  printf(
      "{\"operations\":%zu,\"elapsed_us\":%.1f,\"cpu_us\":%.1f,\"rss_kib\":%ld,\"p50_us\":%.1f,\"p99_us\":%.1f,"
      "\"digest\":%u}\n",
      operations, elapsed, cpu, resident_kib(), latencies_us[operations / 2],
      latencies_us[operations * 99 / 100], atomic_load(&client->digest));
  fflush(stdout);
  free(latencies_us);
}

static CassCluster* cluster_of(const Plan* plan) {
  CassCluster* cluster = cass_cluster_new();
  cass_cluster_set_contact_points(cluster, plan->host);
  cass_cluster_set_port(cluster, plan->port);
  cass_cluster_set_load_balance_dc_aware(cluster, plan->local_datacenter, 0, cass_false);
  cass_cluster_set_token_aware_routing(cluster, cass_true);
  cass_cluster_set_protocol_version(cluster, CASS_PROTOCOL_VERSION_V4);
  cass_cluster_set_request_timeout(cluster, 60000);
  return cluster;
}

int main(int argc, char** argv) {
  Client client = {.plan = plan_parse(argc, argv), .session = cass_session_new()};
  const Plan* plan = &client.plan;
  CassCluster* cluster = cluster_of(plan);
  CassFuture* connected = cass_session_connect_keyspace(client.session, cluster, plan->keyspace);
  check(connected, "connecting");
  cass_future_free(connected);
  if (plan->select != NULL && plan->select_prepared) client.select = prepare(client.session, plan->select);
  if (plan->insert != NULL) client.insert = prepare(client.session, plan->insert);
  double* unused = calloc(plan->warmup, sizeof(double));
  run(&client, plan->warmup, unused);
  free(unused);
  puts("{\"warm\":true}");
  fflush(stdout);
  if (getchar() == EOF) return EXIT_FAILURE;
  measure(&client);
  CassFuture* closed = cass_session_close(client.session);
  cass_future_wait(closed);
  cass_future_free(closed);
  if (client.select != NULL) cass_prepared_free(client.select);
  if (client.insert != NULL) cass_prepared_free(client.insert);
  cass_session_free(client.session);
  cass_cluster_free(cluster);
  return EXIT_SUCCESS;
}

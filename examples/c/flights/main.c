/* Writes a real data set with cassandra.h and reads it back; examples/README.md says exactly what happens. */

#include "flights.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REQUEST_TIMEOUT_MS = 5000, RECONNECTION_DELAY_MS = 500 };

static void connect(Program* program) {
  CassCluster* cluster = cass_cluster_new();
  cass_cluster_set_contact_points(cluster, program->settings.hosts);
  cass_cluster_set_port(cluster, program->settings.port);
  cass_cluster_set_request_timeout(cluster, REQUEST_TIMEOUT_MS);
  cass_cluster_set_constant_reconnect(cluster, RECONNECTION_DELAY_MS);
  program->session = cass_session_new();
  CassFuture* future = cass_session_connect(program->session, cluster);
  cass_cluster_free(cluster);
  if (cass_future_error_code(future) != CASS_OK) fail_with(program, future);
  cass_future_free(future);
}

static void execute_format(Program* program, const char* format, const char* keyspace) {
  char cql[512];
  snprintf(cql, sizeof(cql), format, keyspace);
  cass_result_free(execute_text(program, cql));
}

static void make_tables(Program* program, char* schema) {
  for (char* statement = strtok(schema, ";"); statement; statement = strtok(NULL, ";")) {
    if (strspn(statement, " \r\n\t") == strlen(statement)) continue;
    cass_result_free(execute_text(program, statement));
  }
}

static void use_keyspace(Program* program, char* schema) {
  execute_format(program,
                 "CREATE KEYSPACE IF NOT EXISTS %s WITH replication = "
                 "{'class': 'SimpleStrategy', 'replication_factor': 1}",
                 program->settings.keyspace);
  execute_format(program, "USE %s", program->settings.keyspace);
  if (program->settings.write) make_tables(program, schema);
}

static void read_server(Program* program, char* server, size_t size) {
  const CassResult* result = execute_text(program, "SELECT release_version FROM system.local");
  const char* text = "";
  size_t length = 0;
  cass_value_get_string(cass_row_get_column(cass_result_first_row(result), 0), &text, &length);
  snprintf(server, size, "%.*s", (int)length, text);
  cass_result_free(result);
}

/* Prints a text as a JSON string. */
static void print_text(const char* text) {
  putchar('"');
  for (; *text; ++text) {
    if (*text == '"' || *text == '\\') {
      printf("\\%c", *text);
    } else if ((unsigned char)*text < 0x20) {
      printf("\\u%04x", (unsigned)*text);
    } else {
      putchar(*text);
    }
  }
  putchar('"');
}

static void print_written(const Program* program, const Written* written, long operations) {
  printf(", \"write\": {\"writer\": ");
  print_text(program->settings.writer);
  printf(", \"rows\": %ld, \"checksum\": \"%016" PRIx64
         "\", \"operations\": %ld, \"seconds\": %.3f, "
         "\"ops_per_second\": %.0f}",
         written->rows, written->checksum.sum, operations, written->seconds,
         (double)operations / written->seconds);
}

static void print_reading(const Program* program, const Reading* reading) {
  printf(", \"read\": {\"writer\": ");
  print_text(program->settings.reads);
  printf(", \"rows\": %ld, \"pages\": %ld, \"checksum\": \"%016" PRIx64
         "\", \"seconds\": %.3f, "
         "\"rows_per_second\": %.0f, \"aggregates\": {\"flights\": %" PRId64 ", \"delayed\": %" PRId64
         ", \"delay_minutes\": %" PRId64 ", \"distance\": %" PRId64 ", \"california\": %" PRId64
         ", \"busiest\": [",
         reading->rows, reading->pages, reading->checksum.sum, reading->seconds,
         (double)reading->rows / reading->seconds, reading->flights, reading->delayed, reading->delay_minutes,
         reading->distance, reading->california);
  for (int i = 0; i < 5 && reading->busiest[i].iata[0]; ++i) {
    printf("%s[", i ? ", " : "");
    print_text(reading->busiest[i].iata);
    printf(", %ld]", reading->busiest[i].departures);
  }
  printf("]}}");
}

int main(void) {
  Program program = {.settings = read_settings()};
  Written written = {0};
  Reading reading = {0};
  Dataset dataset = {0};
  char server[64];
  char* schema = NULL;
  long operations = 0;
  if (program.settings.write) {
    dataset = read_dataset(program.settings.data);
    schema = read_file(program.settings.data, "schema.cql");
  }
  connect(&program);
  if (program.settings.drop) {
    execute_format(&program, "DROP KEYSPACE IF EXISTS %s", program.settings.keyspace);
  } else {
    use_keyspace(&program, schema);
  }
  read_server(&program, server, sizeof(server));
  if (program.settings.write) {
    written = write_flights(&program, &dataset);
    operations = program.operations;
  }
  if (program.settings.read) reading = read_flights(&program);
  cass_session_free(program.session);

  printf("{\"language\": \"c\", \"api\": \"cassandra.h\", \"server\": ");
  print_text(server);
  if (program.settings.write) print_written(&program, &written, operations);
  if (program.settings.read) print_reading(&program, &reading);
  printf("}\n");
  return EXIT_SUCCESS;
}

/* The step that writes: claim, airports, departures, months, totals, finish. */

#include "flights.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOTALS_PER_BATCH = 20, ROUNDS = 3, PROGRESS = 5000 };

/* What the making of statements needs. */
typedef struct Context_ {
  const Dataset* dataset;
  const char* writer;
  const CassPrepared* prepared;
} Context;

static CassStatement* bind(const CassPrepared* prepared) {
  CassStatement* statement = cass_prepared_bind(prepared);
  cass_statement_set_is_idempotent(statement, cass_true);
  return statement;
}

static bool was_applied(const CassRow* row) {
  cass_bool_t applied = cass_false;
  cass_value_get_bool(cass_row_get_column_by_name(row, "[applied]"), &applied);
  return applied == cass_true;
}

static void claim(Program* program) {
  const Settings* settings = &program->settings;
  const CassPrepared* prepared =
      prepare(program, "INSERT INTO owners (writer, run) VALUES (?, ?) IF NOT EXISTS");
  CassStatement* statement = bind(prepared);
  cass_statement_bind_string(statement, 0, settings->writer);
  cass_statement_bind_uuid(statement, 1, settings->run);
  const CassResult* result = execute(program, statement);
  const CassRow* row = cass_result_first_row(result);
  if (!was_applied(row)) {
    CassUuid run = {0, 0};
    char text[CASS_UUID_STRING_LENGTH];
    cass_value_get_uuid(cass_row_get_column_by_name(row, "run"), &run);
    cass_uuid_string(run, text);
    bool ours = run.time_and_version == settings->run.time_and_version &&
                run.clock_seq_and_node == settings->run.clock_seq_and_node;
    if (!ours) fail(program, "writer %s belongs to run %s", settings->writer, text);
  }
  cass_result_free(result);
  cass_prepared_free(prepared);
}

/* Calls with each item of a comma-separated list; "-" is an empty one. */
static void each_item(const char* list, void (*call)(CassCollection*, const char*, size_t),
                      CassCollection* collection) {
  if (strcmp(list, "-") == 0) return;
  for (size_t length; (length = strcspn(list, ",")), true; list += length + 1) {
    call(collection, list, length);
    if (!list[length]) return;
  }
}

static void append_text(CassCollection* collection, const char* item, size_t length) {
  cass_collection_append_string_n(collection, item, length);
}

static void append_number(CassCollection* collection, const char* item, size_t length) {
  (void)length;
  cass_collection_append_int32(collection, (cass_int32_t)strtol(item, NULL, 10));
}

static void append_month(CassCollection* collection, const char* item, size_t length) {
  size_t month = strcspn(item, ":");
  append_text(collection, item, month);
  append_number(collection, item + month + 1, length - month - 1);
}

static void bind_list(CassStatement* statement, size_t index, CassCollectionType type, const char* list,
                      void (*append)(CassCollection*, const char*, size_t)) {
  CassCollection* collection = cass_collection_new(type, 8);
  each_item(list, append, collection);
  cass_statement_bind_collection(statement, index, collection);
  cass_collection_free(collection);
}

static CassStatement* make_airport(void* data, size_t item) {
  const Context* context = data;
  const Airport* airport = &context->dataset->airports[item];
  CassStatement* statement = bind(context->prepared);
  CassUserType* position = cass_user_type_new_from_data_type(
      cass_prepared_parameter_data_type_by_name(context->prepared, "position"));
  cass_user_type_set_double_by_name(position, "latitude", airport->latitude);
  cass_user_type_set_double_by_name(position, "longitude", airport->longitude);
  cass_statement_bind_string(statement, 0, context->writer);
  cass_statement_bind_string(statement, 1, airport->iata);
  cass_statement_bind_string(statement, 2, airport->name);
  cass_statement_bind_string(statement, 3, airport->city);
  cass_statement_bind_string(statement, 4, airport->state);
  cass_statement_bind_string(statement, 5, airport->country);
  cass_statement_bind_user_type(statement, 6, position);
  bind_list(statement, 7, CASS_COLLECTION_TYPE_SET, airport->destinations, append_text);
  bind_list(statement, 8, CASS_COLLECTION_TYPE_LIST, airport->longest, append_number);
  bind_list(statement, 9, CASS_COLLECTION_TYPE_MAP, airport->months, append_month);
  cass_user_type_free(position);
  return statement;
}

static CassStatement* make_departure(void* data, size_t item) {
  const Context* context = data;
  const Flight* flight = &context->dataset->flights[item];
  CassStatement* statement = bind(context->prepared);
  cass_statement_bind_string(statement, 0, context->writer);
  cass_statement_bind_string(statement, 1, context->dataset->airports[flight->origin].iata);
  cass_statement_bind_int64(statement, 2, flight->departed_at);
  cass_statement_bind_string(statement, 3, context->dataset->airports[flight->destination].iata);
  cass_statement_bind_int32(statement, 4, flight->flight);
  cass_statement_bind_int32(statement, 5, flight->distance);
  cass_statement_bind_int16(statement, 6, flight->delay);
  return statement;
}

static void write_months(Program* program, Context* context) {
  const Dataset* dataset = context->dataset;
  CassBatch* batch = cass_batch_new(CASS_BATCH_TYPE_LOGGED);
  cass_batch_set_is_idempotent(batch, cass_true);
  for (size_t month = 0; month < dataset->month_count; ++month) {
    Sum sum = month_sum(dataset, month);
    CassStatement* statement = bind(context->prepared);
    cass_statement_bind_string(statement, 0, context->writer);
    cass_statement_bind_string(statement, 1, dataset->months[month]);
    cass_statement_bind_int64(statement, 2, sum.flights);
    cass_statement_bind_int64(statement, 3, sum.delay_minutes);
    cass_statement_bind_string(statement, 4, dataset->airports[busiest_airport(dataset, month)].iata);
    cass_batch_add_statement(batch, statement);
    cass_statement_free(statement);
  }
  execute_batch(program, batch, false);
}

/* Airports, departures and months, once more when something had to be repeated: the server may have
 * forgotten. */
static void write_rows(Program* program, const Dataset* dataset) {
  const char* writer = program->settings.writer;
  Context airport = {dataset, writer,
                     prepare(program,
                             "INSERT INTO airports (writer, iata, name, city, state, country, position, "
                             "destinations, longest, months) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")};
  Context departure = {dataset, writer,
                       prepare(program,
                               "INSERT INTO departures (writer, origin, departed_at, destination, flight, "
                               "distance, delay) VALUES (?, ?, ?, ?, ?, ?, ?)")};
  Context month = {dataset, writer,
                   prepare(program,
                           "INSERT INTO months (writer, month, flights, delay_minutes, busiest) "
                           "VALUES (?, ?, ?, ?, ?)")};
  for (int round = 0; round < ROUNDS; ++round) {
    program->repeated = false;
    fprintf(stderr, "c: writing %zu airports\n", dataset->airport_count);
    execute_all(program, make_airport, &airport, dataset->airport_count, 0);
    fprintf(stderr, "c: writing %zu departures\n", dataset->flight_count);
    execute_all(program, make_departure, &departure, dataset->flight_count, PROGRESS);
    fprintf(stderr, "c: writing %zu months\n", dataset->month_count);
    write_months(program, &month);
    if (!program->repeated) break;
  }
  cass_prepared_free(airport.prepared);
  cass_prepared_free(departure.prepared);
  cass_prepared_free(month.prepared);
}

static void write_totals(Program* program, const Dataset* dataset) {
  const CassPrepared* prepared =
      prepare(program,
              "UPDATE totals SET flights = flights + ?, delay_minutes = delay_minutes + ? "
              "WHERE writer = ? AND airport = ?");
  CassBatch* batch = NULL;
  size_t filled = 0;
  for (size_t i = 0; i < dataset->month_count * dataset->airport_count; ++i) {
    if (dataset->sums[i].flights == 0) continue;
    if (!batch) batch = cass_batch_new(CASS_BATCH_TYPE_COUNTER);
    CassStatement* statement = cass_prepared_bind(prepared);
    cass_statement_bind_int64(statement, 0, dataset->sums[i].flights);
    cass_statement_bind_int64(statement, 1, dataset->sums[i].delay_minutes);
    cass_statement_bind_string(statement, 2, program->settings.writer);
    cass_statement_bind_string(statement, 3, dataset->airports[i % dataset->airport_count].iata);
    cass_batch_add_statement(batch, statement);
    cass_statement_free(statement);
    if (++filled < TOTALS_PER_BATCH) continue;
    execute_batch(program, batch, true);
    batch = NULL;
    filled = 0;
  }
  if (batch) execute_batch(program, batch, true);
  cass_prepared_free(prepared);
}

static void finish(Program* program, long rows) {
  const CassPrepared* prepared = prepare(program, "UPDATE owners SET rows = ? WHERE writer = ? IF run = ?");
  CassStatement* statement = bind(prepared);
  cass_statement_bind_int32(statement, 0, (cass_int32_t)rows);
  cass_statement_bind_string(statement, 1, program->settings.writer);
  cass_statement_bind_uuid(statement, 2, program->settings.run);
  const CassResult* result = execute(program, statement);
  if (!was_applied(cass_result_first_row(result))) {
    fail(program, "writer %s belongs to another run", program->settings.writer);
  }
  cass_result_free(result);
  cass_prepared_free(prepared);
}

/* The lines of the files, and how many rows they become. */
static Written expect(const Dataset* dataset) {
  Written written = {.rows = (long)(dataset->airport_count + dataset->flight_count + dataset->month_count)};
  for (size_t i = 0; i < dataset->airport_count; ++i) {
    const Airport* a = &dataset->airports[i];
    add_line(&written.checksum, "airport\t%s\t%s\t%s\t%s\t%s\t%016" PRIx64 "\t%016" PRIx64 "\t%s\t%s\t%s",
             a->iata, a->name, a->city, a->state, a->country, bits_of(a->latitude), bits_of(a->longitude),
             a->destinations, a->longest, a->months);
    Sum sum = airport_sum(dataset, i);
    if (sum.flights == 0) continue;
    add_line(&written.checksum, "total\t%s\t%" PRId64 "\t%" PRId64, a->iata, sum.flights, sum.delay_minutes);
    written.rows += 1;
  }
  for (size_t i = 0; i < dataset->flight_count; ++i) {
    const Flight* f = &dataset->flights[i];
    add_line(&written.checksum, "flight\t%" PRId32 "\t%s\t%s\t%" PRId64 "\t%" PRId32 "\t%d", f->flight,
             dataset->airports[f->origin].iata, dataset->airports[f->destination].iata, f->departed_at,
             f->distance, (int)f->delay);
  }
  for (size_t month = 0; month < dataset->month_count; ++month) {
    Sum sum = month_sum(dataset, month);
    add_line(&written.checksum, "month\t%s\t%" PRId64 "\t%" PRId64 "\t%s", dataset->months[month],
             sum.flights, sum.delay_minutes, dataset->airports[busiest_airport(dataset, month)].iata);
  }
  return written;
}

Written write_flights(Program* program, const Dataset* dataset) {
  Written written = expect(dataset);
  double start = now_seconds();
  program->operations = 0;
  claim(program);
  write_rows(program, dataset);
  fprintf(stderr, "c: writing totals\n");
  write_totals(program, dataset);
  finish(program, written.rows);
  written.seconds = now_seconds() - start;
  return written;
}

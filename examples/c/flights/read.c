/* The step that reads: everything page by page, checked against the totals and the number of rows. */

#include "flights.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AIRPORT_PAGE = 50, DEPARTURE_PAGE = 100, TOTAL_PAGE = 50, LATE_MINUTES = 15, TEXT_SIZE = 4096 };

/* What departs from one airport, by the rows that were read. */
typedef struct Origin_ {
  char iata[8];
  int64_t flights, delay_minutes;
} Origin;

typedef struct Reader_ {
  Program* program;
  Reading reading;
  Origin* origins;
  size_t origin_count;
} Reader;

/* Takes a row. */
typedef void (*Take)(Reader* reader, const CassRow* row);

static const char* text_of(const CassValue* value, char* buffer, size_t size) {
  const char* text = "";
  size_t length = 0;
  cass_value_get_string(value, &text, &length);
  snprintf(buffer, size, "%.*s", (int)length, text);
  return buffer;
}

static const char* text_at(const CassRow* row, const char* name, char* buffer, size_t size) {
  return text_of(cass_row_get_column_by_name(row, name), buffer, size);
}

static int64_t number_of(const CassValue* value) {
  cass_int64_t big = 0;
  cass_int32_t number = 0;
  cass_int16_t small = 0;
  if (cass_value_get_int64(value, &big) == CASS_OK) return big;
  if (cass_value_get_int32(value, &number) == CASS_OK) return number;
  cass_value_get_int16(value, &small);
  return small;
}

static int64_t number_at(const CassRow* row, const char* name) {
  return number_of(cass_row_get_column_by_name(row, name));
}

/* Reads all pages of a statement, which is freed; gives the number of pages. */
static long read_pages(Reader* reader, CassStatement* statement, Take take) {
  long pages = 0;
  cass_statement_set_is_idempotent(statement, cass_true);
  for (cass_bool_t more = cass_true; more; ++pages) {
    const CassResult* result = execute_page(reader->program, statement);
    CassIterator* rows = cass_iterator_from_result(result);
    while (cass_iterator_next(rows)) take(reader, cass_iterator_get_row(rows));
    cass_iterator_free(rows);
    more = cass_result_has_more_pages(result);
    if (more) cass_statement_set_paging_state(statement, result);
    cass_result_free(result);
  }
  cass_statement_free(statement);
  return pages;
}

/* Prepares a statement whose first value is the writer. */
static CassStatement* about_writer(Reader* reader, const CassPrepared* prepared, int page_size) {
  CassStatement* statement = cass_prepared_bind(prepared);
  cass_statement_bind_string(statement, 0, reader->program->settings.reads);
  cass_statement_set_paging_size(statement, page_size);
  return statement;
}

static long read_table(Reader* reader, const char* cql, int page_size, Take take) {
  const CassPrepared* prepared = prepare(reader->program, cql);
  long pages = read_pages(reader, about_writer(reader, prepared, page_size), take);
  cass_prepared_free(prepared);
  return pages;
}

/* Appends to a comma-separated list in a buffer. */
static void join(char* list, const char* item) {
  size_t length = strlen(list);
  snprintf(list + length, TEXT_SIZE - length, "%s%s", length ? "," : "", item);
}

/* Writes a collection as the files have it: its elements or pairs, "-" when there are none. */
static const char* list_at(const CassRow* row, const char* name, char* list) {
  const CassValue* value = cass_row_get_column_by_name(row, name);
  bool is_map = cass_value_type(value) == CASS_VALUE_TYPE_MAP;
  bool is_text = cass_value_primary_sub_type(value) == CASS_VALUE_TYPE_VARCHAR;
  CassIterator* items = is_map ? cass_iterator_from_map(value) : cass_iterator_from_collection(value);
  list[0] = '\0';
  while (items && cass_iterator_next(items)) {
    char item[128], key[64];
    const CassValue* first = is_map ? cass_iterator_get_map_key(items) : cass_iterator_get_value(items);
    if (is_map) {
      snprintf(item, sizeof(item), "%s:%" PRId64, text_of(first, key, sizeof(key)),
               number_of(cass_iterator_get_map_value(items)));
    } else if (is_text) {
      text_of(first, item, sizeof(item));
    } else {
      snprintf(item, sizeof(item), "%" PRId64, number_of(first));
    }
    join(list, item);
  }
  cass_iterator_free(items);
  return list[0] ? list : "-";
}

static void take_airport(Reader* reader, const CassRow* row) {
  char name[TEXT_SIZE], city[TEXT_SIZE], state[64], country[64];
  char destinations[TEXT_SIZE], longest[TEXT_SIZE], months[TEXT_SIZE];
  double position[2] = {0, 0};
  reader->origins = realloc(reader->origins, (reader->origin_count + 1) * sizeof(Origin));
  Origin* origin = &reader->origins[reader->origin_count++];
  *origin = (Origin){0};
  text_at(row, "iata", origin->iata, sizeof(origin->iata));
  CassIterator* fields = cass_iterator_fields_from_user_type(cass_row_get_column_by_name(row, "position"));
  for (int i = 0; i < 2 && fields && cass_iterator_next(fields); ++i) {
    cass_value_get_double(cass_iterator_get_user_type_field_value(fields), &position[i]);
  }
  cass_iterator_free(fields);
  add_line(&reader->reading.checksum,
           "airport\t%s\t%s\t%s\t%s\t%s\t%016" PRIx64 "\t%016" PRIx64 "\t%s\t%s\t%s", origin->iata,
           text_at(row, "name", name, sizeof(name)), text_at(row, "city", city, sizeof(city)),
           text_at(row, "state", state, sizeof(state)), text_at(row, "country", country, sizeof(country)),
           bits_of(position[0]), bits_of(position[1]), list_at(row, "destinations", destinations),
           list_at(row, "longest", longest), list_at(row, "months", months));
  reader->reading.rows += 1;
}

/* The rows of one origin, which must come in descending order. */
static Origin* current;
static int64_t last_departed_at;

static void take_departure(Reader* reader, const CassRow* row) {
  char origin[8], destination[8];
  int64_t departed_at = number_at(row, "departed_at");
  int64_t distance = number_at(row, "distance");
  int64_t delay = number_at(row, "delay");
  if (departed_at > last_departed_at) {
    fail(reader->program, "departures of %s are not in descending order", current->iata);
  }
  last_departed_at = departed_at;
  add_line(&reader->reading.checksum, "flight\t%" PRId64 "\t%s\t%s\t%" PRId64 "\t%" PRId64 "\t%" PRId64,
           number_at(row, "flight"), text_at(row, "origin", origin, sizeof(origin)),
           text_at(row, "destination", destination, sizeof(destination)), departed_at, distance, delay);
  current->flights += 1;
  current->delay_minutes += delay;
  reader->reading.rows += 1;
  reader->reading.flights += 1;
  reader->reading.distance += distance;
  reader->reading.delay_minutes += delay;
  reader->reading.delayed += delay > LATE_MINUTES;
}

static void read_departures(Reader* reader) {
  const CassPrepared* prepared = prepare(reader->program,
                                         "SELECT flight, origin, destination, departed_at, distance, delay "
                                         "FROM departures WHERE writer = ? AND origin = ?");
  for (size_t i = 0; i < reader->origin_count; ++i) {
    CassStatement* statement = about_writer(reader, prepared, DEPARTURE_PAGE);
    current = &reader->origins[i];
    last_departed_at = INT64_MAX;
    cass_statement_bind_string(statement, 1, current->iata);
    reader->reading.pages += read_pages(reader, statement, take_departure);
  }
  cass_prepared_free(prepared);
}

static void take_month(Reader* reader, const CassRow* row) {
  char month[16], busiest[8];
  add_line(&reader->reading.checksum, "month\t%s\t%" PRId64 "\t%" PRId64 "\t%s",
           text_at(row, "month", month, sizeof(month)), number_at(row, "flights"),
           number_at(row, "delay_minutes"), text_at(row, "busiest", busiest, sizeof(busiest)));
  reader->reading.rows += 1;
}

static void take_total(Reader* reader, const CassRow* row) {
  char iata[8];
  int64_t flights = number_at(row, "flights");
  int64_t delay_minutes = number_at(row, "delay_minutes");
  text_at(row, "airport", iata, sizeof(iata));
  size_t at = 0;
  while (at < reader->origin_count && strcmp(reader->origins[at].iata, iata) != 0) ++at;
  bool agrees = at < reader->origin_count && reader->origins[at].flights == flights &&
                reader->origins[at].delay_minutes == delay_minutes;
  if (!agrees) fail(reader->program, "totals of %s disagree", iata);
  add_line(&reader->reading.checksum, "total\t%s\t%" PRId64 "\t%" PRId64, iata, flights, delay_minutes);
  reader->reading.rows += 1;
}

static void take_state(Reader* reader, const CassRow* row) {
  (void)row;
  reader->reading.california += 1;
}

static void read_state(Reader* reader) {
  const CassPrepared* prepared =
      prepare(reader->program, "SELECT iata FROM airports WHERE writer = ? AND state = ?");
  CassStatement* statement = about_writer(reader, prepared, 0);
  cass_statement_bind_string(statement, 1, "CA");
  read_pages(reader, statement, take_state);
  cass_prepared_free(prepared);
}

/* How many rows the writer says it wrote. */
static long written_rows(Reader* reader) {
  const CassPrepared* prepared = prepare(reader->program, "SELECT run, rows FROM owners WHERE writer = ?");
  CassStatement* statement = about_writer(reader, prepared, 0);
  cass_statement_set_is_idempotent(statement, cass_true);
  const CassResult* result = execute(reader->program, statement);
  const CassRow* row = cass_result_first_row(result);
  const CassValue* rows = row ? cass_row_get_column_by_name(row, "rows") : NULL;
  if (!rows || cass_value_is_null(rows)) {
    fail(reader->program, "writer %s has not finished", reader->program->settings.reads);
  }
  long count = (long)number_of(rows);
  cass_result_free(result);
  cass_prepared_free(prepared);
  return count;
}

static int by_departures(const void* left, const void* right) {
  const Origin* a = left;
  const Origin* b = right;
  if (a->flights != b->flights) return a->flights < b->flights ? 1 : -1;
  return strcmp(a->iata, b->iata);
}

static void find_busiest(Reader* reader) {
  qsort(reader->origins, reader->origin_count, sizeof(Origin), by_departures);
  for (size_t i = 0; i < 5 && i < reader->origin_count; ++i) {
    Busy* busy = &reader->reading.busiest[i];
    memcpy(busy->iata, reader->origins[i].iata, sizeof(busy->iata));
    busy->departures = (long)reader->origins[i].flights;
  }
}

Reading read_flights(Program* program) {
  Reader reader = {.program = program};
  double start = now_seconds();
  fprintf(stderr, "c: reading what %s wrote\n", program->settings.reads);
  long rows = written_rows(&reader);
  read_table(&reader, "SELECT * FROM airports WHERE writer = ?", AIRPORT_PAGE, take_airport);
  read_departures(&reader);
  read_table(&reader, "SELECT * FROM months WHERE writer = ?", 0, take_month);
  read_table(&reader, "SELECT airport, flights, delay_minutes FROM totals WHERE writer = ?", TOTAL_PAGE,
             take_total);
  read_state(&reader);
  if (reader.reading.rows != rows) fail(program, "%ld rows read, %ld written", reader.reading.rows, rows);
  find_busiest(&reader);
  free(reader.origins);
  reader.reading.seconds = now_seconds() - start;
  return reader.reading;
}

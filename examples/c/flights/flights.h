/* What the files of the program share: settings, the data set, requests that are repeated, and the two steps.
 */

#ifndef FLIGHTS_H
#define FLIGHTS_H

#include <cassandra.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From the environment. */
typedef struct Settings_ {
  char hosts[1024];
  int port;
  const char* data;
  const char* keyspace;
  bool write, read, drop;
  const char* writer;
  const char* reads;
  size_t concurrency;
  CassUuid run;
} Settings;

Settings read_settings(void);

/* Ends the program before it has a session. */
_Noreturn void fail_early(const char* format, ...);

/* A line of airports.tsv. The texts are as in the file, "-" for empty collections. */
typedef struct Airport_ {
  char *iata, *name, *city, *state, *country, *destinations, *longest, *months;
  double latitude, longitude;
} Airport;

/* A line of flights.tsv; airports are indexes. */
typedef struct Flight_ {
  int32_t flight, distance;
  int64_t departed_at;
  size_t origin, destination, month;
  int16_t delay;
} Flight;

/* What departs from one airport in one month. */
typedef struct Sum_ {
  int64_t flights, delay_minutes;
} Sum;

typedef struct Dataset_ {
  Airport* airports;
  size_t airport_count;
  Flight* flights;
  size_t flight_count;
  char** months;
  size_t month_count;
  /* month_count * airport_count */
  Sum* sums;
} Dataset;

Dataset read_dataset(const char* directory);
char* read_file(const char* directory, const char* name);
Sum month_sum(const Dataset* dataset, size_t month);
/* The airport with the most departures of a month, of equals the first. */
size_t busiest_airport(const Dataset* dataset, size_t month);
Sum airport_sum(const Dataset* dataset, size_t airport);

/* The sum of the hashes of lines. */
typedef struct Checksum_ {
  uint64_t sum;
} Checksum;

/* Adds a line that is put together like printf does. */
void add_line(Checksum* checksum, const char* format, ...);
/* The bits of a double. */
uint64_t bits_of(double number);

/* The session, and what is counted on it. */
typedef struct Program_ {
  Settings settings;
  CassSession* session;
  /* Requests that succeeded. */
  long operations;
  /* Whether a request had to be repeated since this was last cleared. */
  bool repeated;
  double last_retry_line;
} Program;

/* Closes the session and ends the program with a message of its own. */
_Noreturn void fail(Program* program, const char* format, ...);
/* Closes the session and ends the program with the error of a future, which is freed. */
_Noreturn void fail_with(Program* program, CassFuture* future);

double now_seconds(void);

/* Executes text once. */
const CassResult* execute_text(Program* program, const char* cql);
const CassPrepared* prepare(Program* program, const char* cql);
/* Executes a statement, again when the error can pass; it is not freed, for its next page. */
const CassResult* execute_page(Program* program, CassStatement* statement);
/* Executes a statement, again when the error can pass, and frees it. */
const CassResult* execute(Program* program, CassStatement* statement);
/* Executes a batch, again when the error can pass unless it is one of counters, and frees it. */
void execute_batch(Program* program, CassBatch* batch, bool counters);

/* Makes the statement of an item. */
typedef CassStatement* (*Make)(void* context, size_t item);
/* Executes the statements of all items, with as many at a time as the settings say. */
void execute_all(Program* program, Make make, void* context, size_t count, size_t progress);

typedef struct Written_ {
  long rows;
  Checksum checksum;
  double seconds;
} Written;

Written write_flights(Program* program, const Dataset* dataset);

typedef struct Busy_ {
  char iata[8];
  long departures;
} Busy;

typedef struct Reading_ {
  long rows, pages;
  Checksum checksum;
  double seconds;
  int64_t flights, delayed, delay_minutes, distance, california;
  Busy busiest[5];
} Reading;

Reading read_flights(Program* program);

#endif

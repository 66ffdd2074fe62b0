/* Requests that are repeated when their error can pass. */

#include "flights.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ATTEMPTS = 15 };

/* CAS outcome unknown, which the header does not name. */
#define CAS_WRITE_UNKNOWN CASS_ERROR(CASS_ERROR_SOURCE_SERVER, 0x1700)

double now_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void sleep_seconds(double seconds) {
  struct timespec time = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  nanosleep(&time, NULL);
}

/* How long to wait before an attempt: 250 ms before the second, twice as long each time, at most 4 s. */
static double delay_before(int attempt) {
  double delay = 0.25;
  for (int i = 2; i < attempt && delay < 4; ++i) delay *= 2;
  return delay;
}

static bool can_pass(CassError code) {
  switch ((int)code) {
    case CASS_ERROR_LIB_NO_HOSTS_AVAILABLE:
    case CASS_ERROR_LIB_REQUEST_TIMED_OUT:
    case CASS_ERROR_LIB_REQUEST_QUEUE_FULL:
    case CASS_ERROR_LIB_WRITE_ERROR:
    case CASS_ERROR_SERVER_SERVER_ERROR:
    case CASS_ERROR_SERVER_UNAVAILABLE:
    case CASS_ERROR_SERVER_OVERLOADED:
    case CASS_ERROR_SERVER_IS_BOOTSTRAPPING:
    case CASS_ERROR_SERVER_WRITE_TIMEOUT:
    case CASS_ERROR_SERVER_READ_TIMEOUT:
    case CAS_WRITE_UNKNOWN:
      return true;
    default:
      return false;
  }
}

static void print_error(CassFuture* future) {
  const char* message;
  size_t length;
  cass_future_error_message(future, &message, &length);
  fprintf(stderr, "%s: %.*s\n", cass_error_desc(cass_future_error_code(future)), (int)length, message);
}

void fail(Program* program, const char* format, ...) {
  /* Closing waits for the requests that are under way. */
  cass_session_free(program->session);
  va_list list;
  va_start(list, format);
  fputs("error: ", stderr);
  vfprintf(stderr, format, list);
  fputc('\n', stderr);
  va_end(list);
  exit(EXIT_FAILURE);
}

void fail_with(Program* program, CassFuture* future) {
  cass_session_free(program->session);
  fputs("error: ", stderr);
  print_error(future);
  exit(EXIT_FAILURE);
}

/* Tells of a repetition, at most once per second. */
static void note_retry(Program* program, int attempt, CassFuture* future) {
  double now = now_seconds();
  program->repeated = true;
  if (now - program->last_retry_line < 1) return;
  program->last_retry_line = now;
  fprintf(stderr, "retry %d: ", attempt);
  print_error(future);
}

/* Takes the result of a future that has succeeded, and frees it. */
static const CassResult* take(Program* program, CassFuture* future) {
  const CassResult* result = cass_future_get_result(future);
  cass_future_free(future);
  program->operations += 1;
  return result;
}

const CassResult* execute_text(Program* program, const char* cql) {
  CassStatement* statement = cass_statement_new(cql, 0);
  CassFuture* future = cass_session_execute(program->session, statement);
  cass_statement_free(statement);
  if (cass_future_error_code(future) != CASS_OK) fail_with(program, future);
  return take(program, future);
}

const CassPrepared* prepare(Program* program, const char* cql) {
  CassFuture* future = cass_session_prepare(program->session, cql);
  if (cass_future_error_code(future) != CASS_OK) fail_with(program, future);
  const CassPrepared* prepared = cass_future_get_prepared(future);
  cass_future_free(future);
  return prepared;
}

const CassResult* execute_page(Program* program, CassStatement* statement) {
  for (int attempt = 1;; ++attempt) {
    CassFuture* future = cass_session_execute(program->session, statement);
    CassError code = cass_future_error_code(future);
    if (code == CASS_OK) return take(program, future);
    if (!can_pass(code) || attempt == ATTEMPTS) fail_with(program, future);
    note_retry(program, attempt + 1, future);
    cass_future_free(future);
    sleep_seconds(delay_before(attempt + 1));
  }
}

const CassResult* execute(Program* program, CassStatement* statement) {
  const CassResult* result = execute_page(program, statement);
  cass_statement_free(statement);
  return result;
}

void execute_batch(Program* program, CassBatch* batch, bool counters) {
  for (int attempt = 1;; ++attempt) {
    CassFuture* future = cass_session_execute_batch(program->session, batch);
    CassError code = cass_future_error_code(future);
    if (code == CASS_OK) {
      cass_batch_free(batch);
      cass_result_free(take(program, future));
      return;
    }
    if (counters || !can_pass(code) || attempt == ATTEMPTS) fail_with(program, future);
    note_retry(program, attempt + 1, future);
    cass_future_free(future);
    sleep_seconds(delay_before(attempt + 1));
  }
}

/* A place for one request: free, under way (`future`), or waiting for its next attempt (`due`). */
typedef struct Slot_ {
  CassStatement* statement;
  CassFuture* future;
  int attempt;
  double due;
} Slot;

/* Goes on with a slot; tells whether a request ended. */
static bool advance(Program* program, Slot* slot) {
  if (slot->statement && !slot->future && now_seconds() >= slot->due) {
    slot->future = cass_session_execute(program->session, slot->statement);
  }
  if (!slot->future || !cass_future_ready(slot->future)) return false;
  CassError code = cass_future_error_code(slot->future);
  if (code != CASS_OK) {
    if (!can_pass(code) || slot->attempt == ATTEMPTS) fail_with(program, slot->future);
    slot->attempt += 1;
    slot->due = now_seconds() + delay_before(slot->attempt);
    note_retry(program, slot->attempt, slot->future);
    cass_future_free(slot->future);
    slot->future = NULL;
    return false;
  }
  cass_result_free(take(program, slot->future));
  cass_statement_free(slot->statement);
  *slot = (Slot){0};
  return true;
}

/* Waits a moment for a request that is under way. */
static void wait_for_any(const Slot* slots, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (slots[i].future) {
      cass_future_wait_timed(slots[i].future, 10000);
      return;
    }
  }
  sleep_seconds(0.01);
}

void execute_all(Program* program, Make make, void* context, size_t count, size_t progress) {
  size_t concurrency = program->settings.concurrency;
  Slot* slots = calloc(concurrency, sizeof(Slot));
  size_t started = 0, ended = 0;
  while (ended < count) {
    for (size_t i = 0; i < concurrency; ++i) {
      if (!slots[i].statement && started < count) {
        slots[i] = (Slot){.statement = make(context, started++), .attempt = 1};
      }
      if (!advance(program, &slots[i])) continue;
      ended += 1;
      if (progress && ended % progress == 0) {
        fprintf(stderr, "c: %zu of %zu departures written\n", ended, count);
      }
    }
    if (ended < count) wait_for_any(slots, concurrency);
  }
  free(slots);
}

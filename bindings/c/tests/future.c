#include "cluster.h"

#include <stdatomic.h>

static CassSession* session;

static CassFuture* select_local(void) {
  CassStatement* statement = cass_statement_new("SELECT release_version FROM system.local", 0);
  CassFuture* future = cass_session_execute(session, statement);
  cass_statement_free(statement);
  return future;
}

/* What a callback saw. */
typedef struct Seen_ {
  atomic_int calls;
  atomic_int rows;
} Seen;

static void note(CassFuture* future, void* data) {
  Seen* seen = data;
  const CassResult* result = cass_future_get_result(future);
  CHECK_NUMBER(cass_future_ready(future), cass_true);
  CHECK_OK(cass_future_error_code(future));
  atomic_fetch_add(&seen->rows, (int)cass_result_row_count(result));
  cass_result_free(result);
  atomic_fetch_add(&seen->calls, 1);
}

static void waiting_sees_what_the_callback_did(void) {
  for (int i = 0; i < 50; ++i) {
    Seen seen = {0};
    CassFuture* future = select_local();
    CHECK_OK(cass_future_set_callback(future, note, &seen));
    CHECK_ERROR(cass_future_set_callback(future, note, &seen), CASS_ERROR_LIB_CALLBACK_ALREADY_SET);
    /* A future may be set, so that waiting returns at once, while its callback still runs. */
    cass_future_wait(future);
    while (atomic_load(&seen.calls) == 0) cass_future_wait_timed(future, 1000);
    CHECK_NUMBER(atomic_load(&seen.rows), 1);
    cass_future_free(future);
  }
}

static void a_callback_on_a_set_future_runs_at_once(void) {
  Seen seen = {0};
  CassFuture* future = select_local();
  cass_future_wait(future);
  CHECK_OK(cass_future_set_callback(future, note, &seen));
  CHECK_NUMBER(atomic_load(&seen.calls), 1);
  cass_future_free(future);
}

static void request_again(CassFuture* future, void* data) {
  Seen* seen = data;
  CassFuture* next = select_local();
  CHECK_OK(cass_future_error_code(future));
  /* Waiting for another request is allowed here. */
  CHECK_OK(cass_future_error_code(next));
  CHECK_OK(cass_future_set_callback(next, note, seen));
  cass_future_free(next);
}

static void a_callback_may_make_requests_and_wait(void) {
  Seen seen = {0};
  CassFuture* future = select_local();
  CHECK_OK(cass_future_set_callback(future, request_again, &seen));
  cass_future_free(future);
  while (atomic_load(&seen.calls) == 0) CHECK_OK(finish(select_local(), CASS_OK));
  CHECK_NUMBER(atomic_load(&seen.rows), 1);
}

static void wait_for_a_future_with_a_callback(CassFuture* future, void* data) {
  Seen* seen = data;
  CassFuture* next = select_local();
  CHECK_OK(cass_future_error_code(future));
  CHECK_OK(cass_future_set_callback(next, note, seen));
  /* Its callback has to run on this very thread, after this one. */
  CHECK_OK(cass_future_error_code(next));
  cass_future_free(next);
}

static void a_callback_may_wait_for_a_future_that_has_a_callback(void) {
  for (int i = 0; i < 20; ++i) {
    Seen seen = {0};
    CassFuture* future = select_local();
    CHECK_OK(cass_future_set_callback(future, wait_for_a_future_with_a_callback, &seen));
    cass_future_free(future);
    while (atomic_load(&seen.calls) == 0) CHECK_OK(finish(select_local(), CASS_OK));
  }
}

static void free_own(CassFuture* future, void* data) {
  cass_future_free(future);
  atomic_fetch_add((atomic_int*)data, 1);
}

static void a_callback_may_free_its_future(void) {
  atomic_int calls = 0;
  CHECK_OK(cass_future_set_callback(select_local(), free_own, &calls));
  while (atomic_load(&calls) == 0) CHECK_OK(finish(select_local(), CASS_OK));
}

static void futures_tell_what_they_are(void) {
  CassFuture* future = select_local();
  CassUuid id;
  const char* message;
  size_t length;
  CHECK_NUMBER(cass_future_wait_timed(future, 60000000), cass_true);
  CHECK(cass_future_get_prepared(future) == NULL);
  CHECK(cass_future_get_error_result(future) == NULL);
  CHECK(cass_future_coordinator(future) != NULL);
  CHECK_ERROR(cass_future_tracing_id(future, &id), CASS_ERROR_LIB_NO_TRACING_ID);
  cass_future_error_message(future, &message, &length);
  CHECK_NUMBER(length, 0);

  /* The coordinator of one request may be the host of the next. */
  CassStatement* statement = cass_statement_new("SELECT * FROM system.local", 0);
  CHECK_OK(cass_statement_set_node(statement, cass_future_coordinator(future)));
  CHECK_OK(cass_statement_set_tracing(statement, cass_true));
  CassFuture* traced = cass_session_execute(session, statement);
  CHECK_OK(cass_future_tracing_id(traced, &id));
  CHECK_NUMBER(cass_uuid_version(id), 1);
  CHECK_OK(finish(traced, CASS_OK));
  cass_statement_free(statement);
  cass_future_free(future);
}

static void no_timeout_waits_for_the_answer(void) {
  CassStatement* statement = cass_statement_new("SELECT * FROM system.local WHERE key = ?", 1);
  CHECK_OK(cass_statement_bind_string(statement, 0, "local"));
  CHECK_OK(cass_statement_set_request_timeout(statement, 0));
  CassFuture* future = cass_session_execute(session, statement);
  cass_statement_free(statement);
  CHECK_OK(finish(future, CASS_OK));
}

static void a_session_future_has_no_result(void) {
  CassSession* other = cass_session_new();
  CassFuture* future = cass_session_close(other);
  CassUuid id;
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_LIB_UNABLE_TO_CLOSE);
  CHECK(cass_future_get_result(future) == NULL);
  CHECK(cass_future_get_error_result(future) == NULL);
  CHECK(cass_future_coordinator(future) == NULL);
  CHECK_ERROR(cass_future_tracing_id(future, &id), CASS_ERROR_LIB_INVALID_FUTURE_TYPE);
  cass_future_free(future);
  cass_session_free(other);
}

int main(void) {
  session = connect_to("c_future");
  waiting_sees_what_the_callback_did();
  a_callback_on_a_set_future_runs_at_once();
  a_callback_may_make_requests_and_wait();
  a_callback_may_wait_for_a_future_that_has_a_callback();
  a_callback_may_free_its_future();
  futures_tell_what_they_are();
  no_timeout_waits_for_the_answer();
  a_session_future_has_no_result();
  disconnect(session, "c_future");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#include "cluster.h"

static CassSession* session;

static const CassResult* apply(CassBatch* batch) {
  CassFuture* future = cass_session_execute_batch(session, batch);
  const CassResult* result = cass_future_get_result(future);
  cass_batch_free(batch);
  CHECK_OK(finish(future, CASS_OK));
  return result;
}

static cass_int64_t count(const char* cql) {
  const CassResult* result = select_rows(session, cql);
  cass_int64_t count = -1;
  CHECK_OK(cass_value_get_int64(cass_row_get_column(cass_result_first_row(result), 0), &count));
  cass_result_free(result);
  return count;
}

static void text_and_prepared_statements_mix(void) {
  CHECK_OK(run(session, "CREATE TABLE t (p int, c int, v text, PRIMARY KEY (p, c))"));
  const CassPrepared* prepared = prepare(session, "INSERT INTO t (p, c, v) VALUES (?, ?, ?)");
  CassBatch* batch = cass_batch_new(CASS_BATCH_TYPE_LOGGED);
  CassStatement* bound = cass_prepared_bind(prepared);
  CassStatement* text = cass_statement_new("INSERT INTO t (p, c, v) VALUES (0, ?, 'text')", 1);
  CassStatement* plain = cass_statement_new("INSERT INTO t (p, c, v) VALUES (0, 2, 'plain')", 0);
  CHECK_OK(cass_statement_bind_int32(bound, 0, 0));
  CHECK_OK(cass_statement_bind_int32(bound, 1, 0));
  CHECK_OK(cass_statement_bind_string(bound, 2, "bound"));
  CHECK_OK(cass_statement_bind_int32(text, 0, 1));
  CHECK_OK(cass_batch_add_statement(batch, bound));
  CHECK_OK(cass_batch_add_statement(batch, text));
  CHECK_OK(cass_batch_add_statement(batch, plain));
  CHECK_OK(cass_batch_set_consistency(batch, CASS_CONSISTENCY_ONE));
  CHECK_OK(cass_batch_set_timestamp(batch, 42));
  CHECK_OK(cass_batch_set_request_timeout(batch, 30000));
  CHECK_OK(cass_batch_set_is_idempotent(batch, cass_true));
  CHECK_OK(cass_batch_set_keyspace(batch, "c_batch"));
  cass_statement_free(bound);
  cass_statement_free(text);
  cass_statement_free(plain);
  cass_prepared_free(prepared);
  cass_result_free(apply(batch));
  CHECK_NUMBER(count("SELECT count(*) FROM t WHERE p = 0"), 3);
  CHECK_NUMBER(count("SELECT writetime(v) FROM t WHERE p = 0 AND c = 1"), 42);
}

static void a_condition_that_fails_shows_the_row(void) {
  CassBatch* batch = cass_batch_new(CASS_BATCH_TYPE_UNLOGGED);
  CassStatement* insert = cass_statement_new("INSERT INTO t (p, c, v) VALUES (0, 0, 'new') IF NOT EXISTS", 0);
  CHECK_OK(cass_batch_add_statement(batch, insert));
  CHECK_OK(cass_batch_set_serial_consistency(batch, CASS_CONSISTENCY_LOCAL_SERIAL));
  cass_statement_free(insert);
  const CassResult* result = apply(batch);
  const CassRow* row = cass_result_first_row(result);
  cass_bool_t applied = cass_true;
  const char* text;
  size_t length;
  CHECK_OK(cass_value_get_bool(cass_row_get_column_by_name(row, "[applied]"), &applied));
  CHECK_NUMBER(applied, cass_false);
  CHECK_OK(cass_value_get_string(cass_row_get_column_by_name(row, "v"), &text, &length));
  CHECK_TEXT(text, length, "bound");
  cass_result_free(result);
}

static void counters_are_counted(void) {
  CHECK_OK(run(session, "CREATE TABLE c (id int PRIMARY KEY, n counter)"));
  CassBatch* batch = cass_batch_new(CASS_BATCH_TYPE_COUNTER);
  CassStatement* update = cass_statement_new("UPDATE c SET n = n + ? WHERE id = 1", 1);
  for (cass_int64_t i = 1; i <= 3; ++i) {
    CHECK_OK(cass_statement_bind_int64(update, 0, i));
    CHECK_OK(cass_batch_add_statement(batch, update));
  }
  cass_statement_free(update);
  cass_result_free(apply(batch));
  CHECK_NUMBER(count("SELECT n FROM c WHERE id = 1"), 6);
}

static void named_values_are_refused(void) {
  CassBatch* batch = cass_batch_new(CASS_BATCH_TYPE_LOGGED);
  CassStatement* insert = cass_statement_new("INSERT INTO t (p, c) VALUES (:p, 1)", 1);
  CHECK_OK(cass_statement_bind_int32_by_name(insert, "p", 1));
  CHECK_OK(cass_batch_add_statement(batch, insert));
  cass_statement_free(insert);
  CassFuture* future = cass_session_execute_batch(session, batch);
  const char* message;
  size_t length;
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_LIB_BAD_PARAMS);
  cass_future_error_message(future, &message, &length);
  CHECK_TEXT(message, length, "Batches cannot contain queries with named values");
  cass_future_free(future);
  cass_batch_free(batch);
}

int main(void) {
  session = connect_to("c_batch");
  text_and_prepared_statements_mix();
  a_condition_that_fails_shows_the_row();
  counters_are_counted();
  named_values_are_refused();
  disconnect(session, "c_batch");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#include "cluster.h"

static CassSession* session;

static void text_takes_any_type_by_index(void) {
  CassStatement* statement = cass_statement_new("", 1);
  CHECK_OK(cass_statement_bind_int32(statement, 0, 1));
  CHECK_OK(cass_statement_bind_string(statement, 0, "text"));
  CHECK_ERROR(cass_statement_bind_int32(statement, 1, 1), CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  CHECK_OK(cass_statement_add_key_index(statement, 0));
  CHECK_ERROR(cass_statement_add_key_index(statement, 1), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_statement_reset_parameters(statement, 3));
  CHECK_OK(cass_statement_bind_int32(statement, 2, 1));
  CHECK_OK(cass_statement_set_keyspace(statement, "ks"));
  cass_statement_free(statement);
}

static void text_takes_as_many_names_as_it_has_parameters(void) {
  CassStatement* statement = cass_statement_new("", 2);
  CHECK_OK(cass_statement_bind_int32_by_name(statement, "a", 1));
  CHECK_OK(cass_statement_bind_int32_by_name(statement, "\"B\"", 2));
  CHECK_OK(cass_statement_bind_int32_by_name(statement, "A", 3));
  CHECK_ERROR(cass_statement_bind_int32_by_name(statement, "c", 4), CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  cass_statement_free(statement);
}

static void hosts_are_addresses(void) {
  CassStatement* statement = cass_statement_new("", 0);
  CHECK_ERROR(cass_statement_set_host(statement, "localhost", 9042), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_statement_set_host(statement, "127.0.0.1", -1), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_statement_set_node(statement, NULL), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_statement_set_host(statement, "192.0.2.1", 9042));
  CassFuture* future = cass_session_execute(session, statement);
  cass_statement_free(statement);
  CHECK_ERROR(finish(future, CASS_ERROR_LIB_NO_HOSTS_AVAILABLE), CASS_ERROR_LIB_NO_HOSTS_AVAILABLE);
}

static void names_reach_their_markers(void) {
  CHECK_OK(run(session, "CREATE TABLE t (id int PRIMARY KEY, a int, \"B\" text)"));
  CassStatement* insert = cass_statement_new("INSERT INTO t (id, a, \"B\") VALUES (:id, :a, :b)", 3);
  CHECK_OK(cass_statement_bind_string_by_name(insert, "b", "text"));
  CHECK_OK(cass_statement_bind_int32_by_name_n(insert, "id!", 2, 1));
  CHECK_OK(cass_statement_bind_int32_by_name(insert, "A", 2));
  cass_result_free(rows(session, insert));
  const CassResult* result = select_rows(session, "SELECT a, \"B\" FROM t WHERE id = 1");
  const CassRow* row = cass_result_first_row(result);
  cass_int32_t a = 0;
  const char* text;
  size_t length;
  CHECK_OK(cass_value_get_int32(cass_row_get_column(row, 0), &a));
  CHECK_NUMBER(a, 2);
  CHECK_OK(cass_value_get_string(cass_row_get_column_by_name(row, "\"B\""), &text, &length));
  CHECK_TEXT(text, length, "text");
  CHECK(cass_row_get_column_by_name(row, "\"b\"") == NULL);
  CHECK(cass_row_get_column_by_name_n(row, "bb", 1) != NULL);
  cass_result_free(result);
}

static void no_marker_has_the_empty_name(void) {
  CassStatement* insert = cass_statement_new("INSERT INTO t (id) VALUES (:id)", 1);
  CHECK_OK(cass_statement_bind_int32_by_name(insert, NULL, 1));
  CassFuture* future = cass_session_execute(session, insert);
  cass_statement_free(insert);
  CHECK_ERROR(finish(future, CASS_ERROR_SERVER_INVALID_QUERY), CASS_ERROR_SERVER_INVALID_QUERY);
}

/* Executes text with one int bound and expects an error. */
static void fails(const char* cql, CassError expected) {
  CassStatement* statement = cass_statement_new(cql, 1);
  CHECK_OK(cass_statement_bind_int32(statement, 0, 1));
  CassFuture* future = cass_session_execute(session, statement);
  cass_statement_free(statement);
  CHECK_ERROR(finish(future, expected), expected);
}

static void the_server_tells_what_does_not_fit(void) {
  fails("INSERT INTO t (id, a) VALUES (?, ?)", CASS_ERROR_SERVER_INVALID_QUERY);
  fails("INSERT INTO t (id, \"B\", a) VALUES (1, 'b', ?) IF nonsense", CASS_ERROR_SERVER_SYNTAX_ERROR);
  fails("SELECT * FROM missing WHERE id = ?", CASS_ERROR_SERVER_INVALID_QUERY);
  fails("SELECT \xff\xfe", CASS_ERROR_SERVER_PROTOCOL_ERROR);

  CassStatement* statement = cass_statement_new("INSERT INTO t (id, a) VALUES (?, ?)", 3);
  CassFuture* future = cass_session_execute(session, statement);
  cass_statement_free(statement);
  const CassErrorResult* error = cass_future_get_error_result(future);
  CHECK_ERROR(cass_error_result_code(error), CASS_ERROR_SERVER_INVALID_QUERY);
  cass_error_result_free(error);
  cass_future_free(future);
}

static void unset_leaves_a_column_as_it_is(void) {
  CassStatement* insert = cass_statement_new("INSERT INTO t (id, a, \"B\") VALUES (?, ?, ?)", 3);
  CHECK_OK(cass_statement_bind_int32(insert, 0, 1));
  CHECK_OK(cass_statement_bind_string(insert, 2, "changed"));
  cass_result_free(rows(session, insert));
  const CassResult* result = select_rows(session, "SELECT a FROM t WHERE id = 1");
  cass_int32_t a = 0;
  CHECK_OK(cass_value_get_int32(cass_row_get_column(cass_result_first_row(result), 0), &a));
  CHECK_NUMBER(a, 2);
  cass_result_free(result);
}

static void timestamps_and_consistencies_are_sent(void) {
  CassStatement* insert = cass_statement_new("INSERT INTO t (id, a) VALUES (9, 1)", 0);
  CHECK_OK(cass_statement_set_timestamp(insert, 1234567));
  CHECK_OK(cass_statement_set_consistency(insert, CASS_CONSISTENCY_QUORUM));
  cass_result_free(rows(session, insert));
  const CassResult* result = select_rows(session, "SELECT writetime(a) FROM t WHERE id = 9");
  cass_int64_t timestamp = 0;
  CHECK_OK(cass_value_get_int64(cass_row_get_column(cass_result_first_row(result), 0), &timestamp));
  CHECK_NUMBER(timestamp, 1234567);
  cass_result_free(result);

  CassStatement* select = cass_statement_new("SELECT * FROM t", 0);
  CHECK_OK(cass_statement_set_consistency(select, CASS_CONSISTENCY_ANY));
  CassFuture* future = cass_session_execute(session, select);
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_SERVER_INVALID_QUERY);
  cass_future_free(future);
  CHECK_OK(cass_statement_set_consistency(select, (CassConsistency)77));
  future = cass_session_execute(session, select);
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_SERVER_PROTOCOL_ERROR);
  cass_future_free(future);
  cass_statement_free(select);
}

int main(void) {
  session = connect_to("c_statement");
  text_takes_any_type_by_index();
  text_takes_as_many_names_as_it_has_parameters();
  hosts_are_addresses();
  names_reach_their_markers();
  no_marker_has_the_empty_name();
  the_server_tells_what_does_not_fit();
  unset_leaves_a_column_as_it_is();
  timestamps_and_consistencies_are_sent();
  disconnect(session, "c_statement");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#include "cluster.h"

static CassSession* session;

static void parameters_have_names_and_types(void) {
  CHECK_OK(run(session, "CREATE TABLE t (id int PRIMARY KEY, a text, b bigint)"));
  const CassPrepared* prepared = prepare(session, "INSERT INTO t (id, a, b) VALUES (?, ?, ?)");
  const char* text;
  size_t length;
  CHECK_OK(cass_prepared_parameter_name(prepared, 1, &text, &length));
  CHECK_TEXT(text, length, "a");
  CHECK_ERROR(cass_prepared_parameter_name(prepared, 3, &text, &length), CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  CHECK_NUMBER(cass_data_type_type(cass_prepared_parameter_data_type(prepared, 2)), CASS_VALUE_TYPE_BIGINT);
  CHECK_NUMBER(cass_data_type_type(cass_prepared_parameter_data_type_by_name(prepared, "A")),
               CASS_VALUE_TYPE_VARCHAR);
  CHECK(cass_prepared_parameter_data_type(prepared, 3) == NULL);
  CHECK(cass_prepared_parameter_data_type_by_name(prepared, "missing") == NULL);
  cass_prepared_free(prepared);
}

static void values_are_checked_when_they_are_bound(void) {
  const CassPrepared* prepared = prepare(session, "INSERT INTO t (id, a, b) VALUES (?, ?, ?)");
  CassStatement* statement = cass_prepared_bind(prepared);
  cass_prepared_free(prepared);
  CHECK_ERROR(cass_statement_bind_int64(statement, 0, 1), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_ERROR(cass_statement_bind_int32(statement, 3, 1), CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  CHECK_ERROR(cass_statement_bind_int32_by_name(statement, "missing", 1), CASS_ERROR_LIB_NAME_DOES_NOT_EXIST);
  CHECK_ERROR(cass_statement_bind_int32_by_name(statement, NULL, 1), CASS_ERROR_LIB_NAME_DOES_NOT_EXIST);
  CHECK_ERROR(cass_statement_set_keyspace(statement, "ks"), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_statement_add_key_index(statement, 0), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_statement_bind_int32_by_name(statement, "ID", 1));
  CHECK_OK(cass_statement_bind_string_by_name_n(statement, "a!", 1, "text!", 4));
  CHECK_OK(cass_statement_bind_int64(statement, 2, 5));
  cass_result_free(rows(session, statement));
}

static void a_statement_is_executed_again_with_other_values(void) {
  const CassPrepared* prepared = prepare(session, "INSERT INTO t (id, a) VALUES (?, ?)");
  CassStatement* insert = cass_prepared_bind(prepared);
  char text[64];
  cass_prepared_free(prepared);
  for (int i = 100; i < 120; ++i) {
    memset(text, 'x', sizeof(text));
    CHECK_OK(cass_statement_bind_string_n(insert, 1, text, (size_t)(i % 7)));
    CHECK_OK(cass_statement_bind_int32(insert, 0, i));
    CHECK_OK(finish(cass_session_execute(session, insert), CASS_OK));
  }
  cass_statement_free(insert);
  const CassResult* result = select_rows(session, "SELECT id, a FROM t WHERE id > 99 ALLOW FILTERING");
  CHECK_NUMBER(cass_result_row_count(result), 20);
  CassIterator* iterator = cass_iterator_from_result(result);
  while (cass_iterator_next(iterator)) {
    cass_int32_t id = 0;
    const char* a;
    size_t length;
    const CassRow* row = cass_iterator_get_row(iterator);
    CHECK_OK(cass_value_get_int32(cass_row_get_column(row, 0), &id));
    CHECK_OK(cass_value_get_string(cass_row_get_column(row, 1), &a, &length));
    CHECK_NUMBER(length, id % 7);
  }
  cass_iterator_free(iterator);
  cass_result_free(result);
}

static void one_value_is_bound_to_every_marker_of_its_name(void) {
  const CassPrepared* prepared =
      prepare(session, "SELECT id FROM t WHERE id IN (:id, :id) AND b = :b ALLOW FILTERING");
  CassStatement* select = cass_prepared_bind(prepared);
  CHECK_OK(cass_statement_bind_int32_by_name(select, "id", 1));
  CHECK_OK(cass_statement_bind_int64_by_name(select, "b", 5));
  const CassResult* result = rows(session, select);
  CHECK_NUMBER(cass_result_row_count(result), 1);
  cass_result_free(result);
  cass_prepared_free(prepared);
}

static void too_many_values_are_refused_as_by_the_server(void) {
  const CassPrepared* prepared = prepare(session, "SELECT id FROM t WHERE id = ?");
  CassStatement* select = cass_prepared_bind(prepared);
  CHECK_OK(cass_statement_reset_parameters(select, 3));
  CHECK_OK(cass_statement_bind_int32(select, 0, 1));
  CassFuture* future = cass_session_execute(session, select);
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_SERVER_INVALID_QUERY);
  cass_future_free(future);
  cass_statement_free(select);
  cass_prepared_free(prepared);
}

static void options_are_inherited(void) {
  CassStatement* existing = cass_statement_new("SELECT * FROM t", 0);
  CHECK_OK(cass_statement_set_paging_size(existing, 5));
  CassFuture* future = cass_session_prepare_from_existing(session, existing);
  const CassPrepared* prepared = cass_future_get_prepared(future);
  CHECK_OK(finish(future, CASS_OK));
  cass_statement_free(existing);
  const CassResult* result = rows(session, cass_prepared_bind(prepared));
  CHECK_NUMBER(cass_result_row_count(result), 5);
  CHECK_NUMBER(cass_result_has_more_pages(result), cass_true);
  cass_result_free(result);
  cass_prepared_free(prepared);
}

static void bad_text_is_not_prepared(void) {
  CassFuture* future = cass_session_prepare(session, "SELECT nonsense");
  CHECK(cass_future_get_prepared(future) == NULL);
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_SERVER_SYNTAX_ERROR);
  cass_future_free(future);
}

int main(void) {
  session = connect_to("c_prepared");
  parameters_have_names_and_types();
  values_are_checked_when_they_are_bound();
  a_statement_is_executed_again_with_other_values();
  one_value_is_bound_to_every_marker_of_its_name();
  too_many_values_are_refused_as_by_the_server();
  options_are_inherited();
  bad_text_is_not_prepared();
  disconnect(session, "c_prepared");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

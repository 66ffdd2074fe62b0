#include "cluster.h"

static CassSession* session;

static void fill(void) {
  CHECK_OK(run(session, "CREATE TABLE t (p int, c int, v text, PRIMARY KEY (p, c))"));
  const CassPrepared* prepared = prepare(session, "INSERT INTO t (p, c, v) VALUES (0, ?, 'value')");
  CassFuture* futures[100];
  for (int i = 0; i < 100; ++i) {
    CassStatement* insert = cass_prepared_bind(prepared);
    CHECK_OK(cass_statement_bind_int32(insert, 0, i));
    futures[i] = cass_session_execute(session, insert);
    cass_statement_free(insert);
  }
  cass_prepared_free(prepared);
  for (int i = 0; i < 100; ++i) CHECK_OK(finish(futures[i], CASS_OK));
}

static void columns_are_described(void) {
  const CassResult* result = select_rows(session, "SELECT p, c AS number, v FROM t LIMIT 1");
  const char* text;
  size_t length;
  CHECK_NUMBER(cass_result_column_count(result), 3);
  CHECK_OK(cass_result_column_name(result, 1, &text, &length));
  CHECK_TEXT(text, length, "number");
  CHECK_ERROR(cass_result_column_name(result, 3, &text, &length), CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  CHECK_NUMBER(cass_result_column_type(result, 2), CASS_VALUE_TYPE_VARCHAR);
  CHECK_NUMBER(cass_result_column_type(result, 3), CASS_VALUE_TYPE_UNKNOWN);
  CHECK_NUMBER(cass_data_type_type(cass_result_column_data_type(result, 0)), CASS_VALUE_TYPE_INT);
  CHECK(cass_result_column_data_type(result, 3) == NULL);
  cass_result_free(result);
}

static void a_statement_without_rows_has_none(void) {
  const CassResult* result = select_rows(session, "INSERT INTO t (p, c) VALUES (1, 1)");
  const char* text;
  size_t length;
  CHECK_NUMBER(cass_result_row_count(result), 0);
  CHECK_NUMBER(cass_result_column_count(result), 0);
  CHECK(cass_result_first_row(result) == NULL);
  CHECK_ERROR(cass_result_paging_state_token(result, &text, &length), CASS_ERROR_LIB_NO_PAGING_STATE);
  CassIterator* iterator = cass_iterator_from_result(result);
  CHECK_NUMBER(cass_iterator_next(iterator), cass_false);
  CHECK(cass_iterator_get_row(iterator) == NULL);
  cass_iterator_free(iterator);
  cass_result_free(result);
}

static int count_rows(const CassResult* result, int from) {
  CassIterator* iterator = cass_iterator_from_result(result);
  int next = from;
  CHECK_NUMBER(cass_iterator_type(iterator), CASS_ITERATOR_TYPE_RESULT);
  while (cass_iterator_next(iterator)) {
    cass_int32_t c = -1;
    CassIterator* columns = cass_iterator_from_row(cass_iterator_get_row(iterator));
    CHECK_NUMBER(cass_iterator_next(columns), cass_true);
    CHECK_OK(cass_value_get_int32(cass_iterator_get_column(columns), &c));
    CHECK_NUMBER(cass_iterator_next(columns), cass_false);
    cass_iterator_free(columns);
    if (!CHECK_NUMBER(c, next)) break;
    next += 1;
  }
  cass_iterator_free(iterator);
  return next;
}

static void pages_follow_one_another(void) {
  CassStatement* select = cass_statement_new("SELECT c FROM t WHERE p = 0", 0);
  int pages = 0, next = 0;
  cass_bool_t more = cass_true;
  CHECK_OK(cass_statement_set_paging_size(select, 30));
  while (more && pages < 10) {
    CassFuture* future = cass_session_execute(session, select);
    const CassResult* result = cass_future_get_result(future);
    CHECK_OK(finish(future, CASS_OK));
    next = count_rows(result, next);
    more = cass_result_has_more_pages(result);
    if (more) CHECK_OK(cass_statement_set_paging_state(select, result));
    cass_result_free(result);
    pages += 1;
  }
  CHECK_NUMBER(next, 100);
  CHECK_NUMBER(pages, 4);
  cass_statement_free(select);
}

static void a_token_outlives_its_result(void) {
  CassStatement* first = cass_statement_new("SELECT c FROM t WHERE p = 0", 0);
  CHECK_OK(cass_statement_set_paging_size(first, 60));
  const CassResult* result = rows(session, first);
  const char* token;
  size_t size;
  CHECK_OK(cass_result_paging_state_token(result, &token, &size));
  char* copy = malloc(size);
  memcpy(copy, token, size);
  cass_result_free(result);
  CassStatement* second = cass_statement_new("SELECT c FROM t WHERE p = 0", 0);
  CHECK_OK(cass_statement_set_paging_size(second, 60));
  CHECK_OK(cass_statement_set_paging_state_token(second, copy, size));
  free(copy);
  result = rows(session, second);
  CHECK_NUMBER(count_rows(result, 60), 100);
  CHECK_NUMBER(cass_result_has_more_pages(result), cass_false);
  cass_result_free(result);
}

static void no_paging_is_the_default(void) {
  const CassResult* result = select_rows(session, "SELECT c FROM t WHERE p = 0");
  CHECK_NUMBER(count_rows(result, 0), 100);
  CHECK_NUMBER(cass_result_has_more_pages(result), cass_false);
  cass_result_free(result);
}

int main(void) {
  session = connect_to("c_result");
  fill();
  columns_are_described();
  a_statement_without_rows_has_none();
  pages_follow_one_another();
  a_token_outlives_its_result();
  no_paging_is_the_default();
  disconnect(session, "c_result");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#include "cluster.h"

static CassSession* session;

static void items_are_checked(void) {
  CassDataType* type = cass_data_type_new_tuple(1);
  CHECK_OK(cass_data_type_add_sub_value_type(type, CASS_VALUE_TYPE_INT));
  CassTuple* tuple = cass_tuple_new_from_data_type(type);
  CHECK_ERROR(cass_tuple_set_string(tuple, 0, "text"), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_ERROR(cass_tuple_set_int32(tuple, 1, 1), CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  CHECK_OK(cass_tuple_set_int32(tuple, 0, 1));
  CHECK_OK(cass_tuple_set_null(tuple, 0));
  cass_tuple_free(tuple);
  cass_data_type_free(type);
  CassDataType* number = cass_data_type_new(CASS_VALUE_TYPE_INT);
  CHECK(cass_tuple_new_from_data_type(number) == NULL);
  cass_data_type_free(number);
}

static void tuples_round_trip(void) {
  CHECK_OK(run(session, "CREATE TABLE t (id int PRIMARY KEY, v tuple<int, text, tuple<bigint, boolean>>)"));
  CassStatement* insert = cass_statement_new("INSERT INTO t (id, v) VALUES (1, ?)", 1);
  CassTuple* outer = cass_tuple_new(3);
  CassTuple* inner = cass_tuple_new(2);
  CHECK_OK(cass_tuple_set_int64(inner, 0, 7));
  CHECK_OK(cass_tuple_set_bool(inner, 1, cass_false));
  CHECK_OK(cass_tuple_set_tuple(outer, 2, inner));
  CHECK_OK(cass_tuple_set_int32(outer, 0, 5));
  CHECK_OK(cass_statement_bind_tuple(insert, 0, outer));
  cass_tuple_free(inner);
  cass_tuple_free(outer);
  cass_result_free(rows(session, insert));

  const CassResult* result = select_rows(session, "SELECT v FROM t");
  const CassValue* value = cass_row_get_column(cass_result_first_row(result), 0);
  CHECK_NUMBER(cass_value_item_count(value), 3);
  CassIterator* items = cass_iterator_from_tuple(value);
  cass_int32_t number = 0;
  CHECK_NUMBER(cass_iterator_next(items), cass_true);
  CHECK_OK(cass_value_get_int32(cass_iterator_get_value(items), &number));
  CHECK_NUMBER(number, 5);
  /* An item that was never set is null. */
  CHECK_NUMBER(cass_iterator_next(items), cass_true);
  CHECK_NUMBER(cass_value_is_null(cass_iterator_get_value(items)), cass_true);
  CHECK_NUMBER(cass_value_type(cass_iterator_get_value(items)), CASS_VALUE_TYPE_VARCHAR);
  CHECK_NUMBER(cass_iterator_next(items), cass_true);
  CassIterator* parts = cass_iterator_from_tuple(cass_iterator_get_value(items));
  cass_int64_t big = 0;
  CHECK_NUMBER(cass_iterator_next(parts), cass_true);
  CHECK_OK(cass_value_get_int64(cass_iterator_get_value(parts), &big));
  CHECK_NUMBER(big, 7);
  cass_iterator_free(parts);
  CHECK_NUMBER(cass_iterator_next(items), cass_false);
  cass_iterator_free(items);
  cass_result_free(result);
}

int main(void) {
  session = connect_to("c_tuple");
  items_are_checked();
  tuples_round_trip();
  disconnect(session, "c_tuple");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

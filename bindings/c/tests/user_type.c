#include "cluster.h"

static CassSession* session;

static void fields_round_trip(void) {
  CHECK_OK(run(session, "CREATE TYPE phone (kind text, \"Number\" int)"));
  CHECK_OK(run(session, "CREATE TYPE person (name text, phones list<frozen<phone>>, age int)"));
  CHECK_OK(run(session, "CREATE TABLE t (id int PRIMARY KEY, v frozen<person>)"));
  const CassPrepared* prepared = prepare(session, "INSERT INTO t (id, v) VALUES (1, ?)");
  const CassDataType* person_type = cass_prepared_parameter_data_type_by_name(prepared, "v");
  const CassDataType* phones_type = cass_data_type_sub_data_type_by_name(person_type, "phones");
  CassUserType* phone = cass_user_type_new_from_data_type(cass_data_type_sub_data_type(phones_type, 0));
  CassUserType* person = cass_user_type_new_from_data_type(person_type);
  CassCollection* phones = cass_collection_new_from_data_type(phones_type, 1);
  CassStatement* insert = cass_prepared_bind(prepared);

  CHECK_OK(cass_user_type_set_string_by_name(phone, "KIND", "home"));
  CHECK_ERROR(cass_user_type_set_int32_by_name(phone, "\"number\"", 1), CASS_ERROR_LIB_NAME_DOES_NOT_EXIST);
  CHECK_ERROR(cass_user_type_set_int64_by_name(phone, "number", 1), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_OK(cass_user_type_set_int32_by_name_n(phone, "\"Number\"!", 8, 42));
  CHECK_OK(cass_collection_append_user_type(phones, phone));
  CHECK_OK(cass_user_type_set_string(person, 0, "Ada"));
  CHECK_ERROR(cass_user_type_set_user_type(person, 1, phone), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_OK(cass_user_type_set_collection(person, 1, phones));
  CHECK_ERROR(cass_user_type_set_null(person, 3), CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  CHECK_ERROR(cass_statement_bind_user_type(insert, 0, phone), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_OK(cass_statement_bind_user_type(insert, 0, person));
  cass_user_type_free(phone);
  cass_user_type_free(person);
  cass_collection_free(phones);
  cass_prepared_free(prepared);
  cass_result_free(rows(session, insert));
}

static void fields_have_names(void) {
  const CassResult* result = select_rows(session, "SELECT v FROM t");
  const CassValue* value = cass_row_get_column(cass_result_first_row(result), 0);
  const char* names[] = {"name", "phones", "age"};
  const CassValueType types[] = {CASS_VALUE_TYPE_VARCHAR, CASS_VALUE_TYPE_LIST, CASS_VALUE_TYPE_INT};
  const char* text;
  size_t length;
  CHECK_NUMBER(cass_value_item_count(value), 3);
  CHECK_OK(cass_data_type_type_name(cass_value_data_type(value), &text, &length));
  CHECK_TEXT(text, length, "person");
  CHECK_OK(cass_data_type_keyspace(cass_value_data_type(value), &text, &length));
  CHECK_TEXT(text, length, "c_user_type");
  CassIterator* fields = cass_iterator_fields_from_user_type(value);
  CHECK_ERROR(cass_iterator_get_user_type_field_name(fields, &text, &length), CASS_ERROR_LIB_BAD_PARAMS);
  for (int i = 0; i < 3; ++i) {
    CHECK_NUMBER(cass_iterator_next(fields), cass_true);
    CHECK_OK(cass_iterator_get_user_type_field_name(fields, &text, &length));
    CHECK_TEXT(text, length, names[i]);
    CHECK_NUMBER(cass_value_type(cass_iterator_get_user_type_field_value(fields)), types[i]);
    CHECK_NUMBER(cass_value_is_null(cass_iterator_get_user_type_field_value(fields)), i == 2);
  }
  CHECK_NUMBER(cass_iterator_next(fields), cass_false);
  cass_iterator_free(fields);
  cass_result_free(result);
}

static void a_type_of_the_program_stands_for_that_of_the_server(void) {
  CassDataType* type = cass_data_type_new_udt(2);
  CHECK_OK(cass_data_type_add_sub_value_type_by_name(type, "kind", CASS_VALUE_TYPE_TEXT));
  CHECK_OK(cass_data_type_add_sub_value_type_by_name(type, "Number", CASS_VALUE_TYPE_INT));
  CHECK_OK(run(session, "CREATE TABLE p (id int PRIMARY KEY, v frozen<phone>)"));
  const CassPrepared* prepared = prepare(session, "INSERT INTO p (id, v) VALUES (1, ?)");
  CassStatement* insert = cass_prepared_bind(prepared);
  CassUserType* phone = cass_user_type_new_from_data_type(type);
  CHECK_OK(cass_user_type_set_int32_by_name(phone, "number", 1));
  CHECK_OK(cass_statement_bind_user_type(insert, 0, phone));
  cass_user_type_free(phone);
  cass_prepared_free(prepared);
  cass_data_type_free(type);
  cass_result_free(rows(session, insert));
}

int main(void) {
  session = connect_to("c_user_type");
  fields_round_trip();
  fields_have_names();
  a_type_of_the_program_stands_for_that_of_the_server();
  disconnect(session, "c_user_type");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

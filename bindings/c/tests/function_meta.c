/* Functions and aggregates of the schema. */

#include "cluster.h"

static CassSession* session;
static const CassSchemaMeta* schema;
static const CassKeyspaceMeta* keyspace;

static void make_schema(void) {
  CHECK_OK(run(session,
               "CREATE FUNCTION add_up (state tuple<int, bigint>, \"Value\" int) CALLED ON NULL INPUT "
               "RETURNS tuple<int, bigint> LANGUAGE java AS 'return state;'"));
  CHECK_OK(run(session,
               "CREATE FUNCTION finish (state tuple<int, bigint>) RETURNS NULL ON NULL INPUT "
               "RETURNS double LANGUAGE java AS 'return 1.0;'"));
  CHECK_OK(run(session,
               "CREATE FUNCTION finish (state int) CALLED ON NULL INPUT RETURNS text LANGUAGE java "
               "AS 'return null;'"));
  CHECK_OK(run(session,
               "CREATE FUNCTION largest (state int, x int) CALLED ON NULL INPUT RETURNS int "
               "LANGUAGE java AS 'return x;'"));
  CHECK_OK(run(session,
               "CREATE AGGREGATE average (int) SFUNC add_up STYPE tuple<int, bigint> FINALFUNC finish "
               "INITCOND (0, 0)"));
  CHECK_OK(run(session, "CREATE AGGREGATE maximum (int) SFUNC largest STYPE int"));
  schema = cass_session_get_schema_meta(session);
  keyspace = cass_schema_meta_keyspace_by_name(schema, "c_function_meta");
}

/* Servers differ in whether they call a tuple among the arguments frozen. */
static const CassFunctionMeta* of_tuple(const char* name, const char* rest) {
  const char* spellings[] = {"frozen<tuple<int,  bigint>>", "tuple<int,bigint>"};
  const CassFunctionMeta* found = NULL;
  for (int i = 0; i < 2 && !found; ++i) {
    char arguments[128];
    snprintf(arguments, sizeof(arguments), "%s%s", spellings[i], rest);
    found = cass_keyspace_meta_function_by_name(keyspace, name, arguments);
  }
  return found;
}

static void functions_are_found_by_their_arguments(void) {
  const CassFunctionMeta* of_int = cass_keyspace_meta_function_by_name(keyspace, "finish", " int");
  const char* text;
  size_t length;
  cass_function_meta_full_name(of_int, &text, &length);
  CHECK_TEXT(text, length, "finish(int)");
  CHECK(of_tuple("finish", "") != of_int);
  CHECK(cass_keyspace_meta_function_by_name_n(keyspace, "finish!", 6, "int!", 3) == of_int);
  CHECK(cass_keyspace_meta_function_by_name(keyspace, "finish", "text") == NULL);
  CHECK(cass_keyspace_meta_function_by_name(keyspace, "finish", NULL) == NULL);
  CHECK(cass_keyspace_meta_function_by_name(keyspace, NULL, "int") == NULL);
  CassIterator* functions = cass_iterator_functions_from_keyspace_meta(keyspace);
  size_t seen = 0;
  CHECK_NUMBER(cass_iterator_type(functions), CASS_ITERATOR_TYPE_FUNCTION_META);
  while (cass_iterator_next(functions)) seen += cass_iterator_get_function_meta(functions) == of_int ? 10 : 1;
  CHECK_NUMBER(seen, 13);
  cass_iterator_free(functions);
}

static void a_function_tells_what_it_takes_and_returns(void) {
  const CassFunctionMeta* function = of_tuple("add_up", ",int");
  const char* text;
  size_t length;
  const CassDataType* type = NULL;
  cass_function_meta_name(function, &text, &length);
  CHECK_TEXT(text, length, "add_up");
  cass_function_meta_body(function, &text, &length);
  CHECK_TEXT(text, length, "return state;");
  cass_function_meta_language(function, &text, &length);
  CHECK_TEXT(text, length, "java");
  CHECK_NUMBER(cass_function_meta_called_on_null_input(function), cass_true);
  CHECK_NUMBER(cass_function_meta_called_on_null_input(of_tuple("finish", "")), cass_false);
  CHECK_NUMBER(cass_function_meta_argument_count(function), 2);
  CHECK_OK(cass_function_meta_argument(function, 1, &text, &length, &type));
  CHECK_TEXT(text, length, "Value");
  CHECK_NUMBER(cass_data_type_type(type), CASS_VALUE_TYPE_INT);
  CHECK(cass_function_meta_argument_type_by_name(function, "Value") == type);
  CHECK(cass_function_meta_argument_type_by_name(function, "value") == NULL);
  CHECK_ERROR(cass_function_meta_argument(function, 2, &text, &length, &type),
              CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  type = cass_function_meta_return_type(function);
  CHECK_NUMBER(cass_data_type_type(type), CASS_VALUE_TYPE_TUPLE);
  CHECK_NUMBER(cass_data_type_type(cass_data_type_sub_data_type(type, 1)), CASS_VALUE_TYPE_BIGINT);
  CHECK_OK(
      cass_value_get_string(cass_function_meta_field_by_name(function, "function_name"), &text, &length));
  CHECK_TEXT(text, length, "add_up");
  CassIterator* fields = cass_iterator_fields_from_function_meta(function);
  CHECK_NUMBER(cass_iterator_next(fields), cass_true);
  CHECK_OK(cass_iterator_get_meta_field_name(fields, &text, &length));
  CHECK_TEXT(text, length, "argument_names");
  CHECK_NUMBER(cass_value_item_count(cass_iterator_get_meta_field_value(fields)), 2);
  cass_iterator_free(fields);
}

static void an_aggregate_leads_to_its_functions(void) {
  const CassAggregateMeta* average = cass_keyspace_meta_aggregate_by_name(keyspace, "average", "int");
  const char* text;
  size_t length;
  cass_aggregate_meta_name(average, &text, &length);
  CHECK_TEXT(text, length, "average");
  cass_aggregate_meta_full_name(average, &text, &length);
  CHECK_TEXT(text, length, "average(int)");
  CHECK_NUMBER(cass_aggregate_meta_argument_count(average), 1);
  CHECK_NUMBER(cass_data_type_type(cass_aggregate_meta_argument_type(average, 0)), CASS_VALUE_TYPE_INT);
  CHECK(cass_aggregate_meta_argument_type(average, 1) == NULL);
  CHECK_NUMBER(cass_data_type_type(cass_aggregate_meta_state_type(average)), CASS_VALUE_TYPE_TUPLE);
  CHECK_NUMBER(cass_data_type_type(cass_aggregate_meta_return_type(average)), CASS_VALUE_TYPE_DOUBLE);
  CHECK(cass_aggregate_meta_state_func(average) == of_tuple("add_up", ",int"));
  CHECK(cass_aggregate_meta_final_func(average) == of_tuple("finish", ""));
  CHECK_OK(cass_value_get_string(cass_aggregate_meta_init_cond(average), &text, &length));
  CHECK_TEXT(text, length, "(0, 0)");
  CHECK(cass_aggregate_meta_field_by_name(average, "state_func") != NULL);
  CHECK(cass_keyspace_meta_aggregate_by_name_n(keyspace, "average!", 7, "int!", 3) == average);
  CHECK(cass_keyspace_meta_aggregate_by_name(keyspace, "average", "text") == NULL);
}

static void what_an_aggregate_does_not_have_is_null(void) {
  const CassAggregateMeta* maximum = cass_keyspace_meta_aggregate_by_name(keyspace, "maximum", "int");
  CHECK(cass_aggregate_meta_final_func(maximum) == NULL);
  CHECK(cass_aggregate_meta_state_func(maximum) ==
        cass_keyspace_meta_function_by_name(keyspace, "largest", "int,int"));
  CHECK_NUMBER(cass_value_is_null(cass_aggregate_meta_init_cond(maximum)), cass_true);
  CHECK_NUMBER(cass_value_type(cass_aggregate_meta_init_cond(maximum)), CASS_VALUE_TYPE_UNKNOWN);
  CHECK_NUMBER(cass_value_is_null(cass_aggregate_meta_field_by_name(maximum, "final_func")), cass_true);
  CassIterator* aggregates = cass_iterator_aggregates_from_keyspace_meta(keyspace);
  CassIterator* fields = cass_iterator_fields_from_aggregate_meta(maximum);
  CHECK_NUMBER(cass_iterator_type(aggregates), CASS_ITERATOR_TYPE_AGGREGATE_META);
  CHECK(cass_iterator_next(aggregates) && cass_iterator_next(aggregates) && cass_iterator_next(fields));
  CHECK(cass_iterator_get_aggregate_meta(aggregates) == maximum);
  CHECK_NUMBER(cass_iterator_next(aggregates), cass_false);
  cass_iterator_free(aggregates);
  cass_iterator_free(fields);
}

int main(void) {
  session = connect_to("c_function_meta");
  make_schema();
  functions_are_found_by_their_arguments();
  a_function_tells_what_it_takes_and_returns();
  an_aggregate_leads_to_its_functions();
  what_an_aggregate_does_not_have_is_null();
  cass_schema_meta_free(schema);
  disconnect(session, "c_function_meta");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#include "cluster.h"

static CassSession* session;

static void elements_are_checked_when_the_type_is_known(void) {
  CassDataType* type = cass_data_type_new(CASS_VALUE_TYPE_MAP);
  CHECK_OK(cass_data_type_add_sub_value_type(type, CASS_VALUE_TYPE_TEXT));
  CHECK_OK(cass_data_type_add_sub_value_type(type, CASS_VALUE_TYPE_INT));
  CassCollection* map = cass_collection_new_from_data_type(type, 2);
  CHECK_ERROR(cass_collection_append_int32(map, 1), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_OK(cass_collection_append_string(map, "key"));
  CHECK_ERROR(cass_collection_append_string(map, "value"), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_OK(cass_collection_append_int32(map, 1));
  CHECK_NUMBER(cass_data_type_sub_type_count(cass_collection_data_type(map)), 2);
  cass_collection_free(map);
  cass_data_type_free(type);

  CassDataType* number = cass_data_type_new(CASS_VALUE_TYPE_INT);
  CHECK(cass_collection_new_from_data_type(number, 1) == NULL);
  cass_data_type_free(number);
}

static void a_key_without_a_value_is_not_bound(void) {
  CassCollection* map = cass_collection_new(CASS_COLLECTION_TYPE_MAP, 1);
  CassStatement* statement = cass_statement_new("", 1);
  CHECK_OK(cass_collection_append_string(map, "key"));
  CHECK_ERROR(cass_statement_bind_collection(statement, 0, map), CASS_ERROR_LIB_INVALID_ITEM_COUNT);
  CHECK_OK(cass_collection_append_int32(map, 1));
  CHECK_OK(cass_statement_bind_collection(statement, 0, map));
  cass_statement_free(statement);
  cass_collection_free(map);
}

static CassCollection* numbers(CassCollectionType type, int from) {
  CassCollection* collection = cass_collection_new(type, 3);
  for (int i = from; i < from + 3; ++i) CHECK_OK(cass_collection_append_int32(collection, i));
  return collection;
}

static void numbers_follow(const CassValue* value, int from) {
  CassIterator* iterator = cass_iterator_from_collection(value);
  CHECK_NUMBER(cass_value_item_count(value), 3);
  CHECK_NUMBER(cass_value_primary_sub_type(value), CASS_VALUE_TYPE_INT);
  for (int i = from; i < from + 3; ++i) {
    cass_int32_t number = 0;
    CHECK_NUMBER(cass_iterator_next(iterator), cass_true);
    CHECK_OK(cass_value_get_int32(cass_iterator_get_value(iterator), &number));
    CHECK_NUMBER(number, i);
  }
  CHECK_NUMBER(cass_iterator_next(iterator), cass_false);
  CHECK_NUMBER(cass_iterator_next(iterator), cass_false);
  cass_iterator_free(iterator);
}

static void lists_sets_and_maps_round_trip(void) {
  CHECK_OK(
      run(session, "CREATE TABLE plain (id int PRIMARY KEY, l list<int>, s set<int>, m map<text, int>)"));
  CassStatement* insert = cass_statement_new("INSERT INTO plain (id, l, s, m) VALUES (1, ?, ?, ?)", 3);
  CassCollection* list = numbers(CASS_COLLECTION_TYPE_LIST, 5);
  CassCollection* set = numbers(CASS_COLLECTION_TYPE_SET, -1);
  CassCollection* map = cass_collection_new(CASS_COLLECTION_TYPE_MAP, 2);
  CHECK_OK(cass_collection_append_string_n(map, "one!", 3));
  CHECK_OK(cass_collection_append_int32(map, 1));
  CHECK_OK(cass_collection_append_string(map, ""));
  CHECK_OK(cass_collection_append_int32(map, 0));
  CHECK_OK(cass_statement_bind_collection(insert, 0, list));
  CHECK_OK(cass_statement_bind_collection(insert, 1, set));
  CHECK_OK(cass_statement_bind_collection(insert, 2, map));
  cass_collection_free(list);
  cass_collection_free(set);
  cass_collection_free(map);
  cass_result_free(rows(session, insert));

  const CassResult* result = select_rows(session, "SELECT l, s, m FROM plain");
  const CassRow* row = cass_result_first_row(result);
  numbers_follow(cass_row_get_column(row, 0), 5);
  numbers_follow(cass_row_get_column(row, 1), -1);
  const CassValue* pairs = cass_row_get_column(row, 2);
  CassIterator* iterator = cass_iterator_from_map(pairs);
  CHECK_NUMBER(cass_iterator_type(iterator), CASS_ITERATOR_TYPE_MAP);
  CHECK_NUMBER(cass_value_item_count(pairs), 2);
  CHECK_NUMBER(cass_value_primary_sub_type(pairs), CASS_VALUE_TYPE_VARCHAR);
  CHECK_NUMBER(cass_value_secondary_sub_type(pairs), CASS_VALUE_TYPE_INT);
  const char* keys[] = {"", "one"};
  for (int i = 0; i < 2; ++i) {
    const char* key;
    size_t length;
    cass_int32_t value = -1;
    CHECK_NUMBER(cass_iterator_next(iterator), cass_true);
    CHECK_OK(cass_value_get_string(cass_iterator_get_map_key(iterator), &key, &length));
    CHECK_TEXT(key, length, keys[i]);
    CHECK_OK(cass_value_get_int32(cass_iterator_get_map_value(iterator), &value));
    CHECK_NUMBER(value, i);
    CHECK(cass_iterator_get_value(iterator) == NULL);
  }
  CHECK_NUMBER(cass_iterator_next(iterator), cass_false);
  cass_iterator_free(iterator);
  CHECK(cass_iterator_from_map(cass_row_get_column(row, 0)) == NULL);
  CHECK(cass_iterator_from_tuple(cass_row_get_column(row, 0)) == NULL);
  cass_result_free(result);
}

static void collections_nest(void) {
  CHECK_OK(
      run(session, "CREATE TABLE nested (id int PRIMARY KEY, v list<frozen<map<int, frozen<set<int>>>>>)"));
  const CassPrepared* prepared = prepare(session, "INSERT INTO nested (id, v) VALUES (1, ?)");
  CassStatement* insert = cass_prepared_bind(prepared);
  CassCollection* list =
      cass_collection_new_from_data_type(cass_prepared_parameter_data_type(prepared, 0), 1);
  CassCollection* map = cass_collection_new(CASS_COLLECTION_TYPE_MAP, 1);
  CassCollection* set = numbers(CASS_COLLECTION_TYPE_SET, 7);
  CHECK_OK(cass_collection_append_int32(map, 1));
  CHECK_OK(cass_collection_append_collection(map, set));
  CHECK_ERROR(cass_collection_append_collection(list, set), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_OK(cass_collection_append_collection(list, map));
  CHECK_ERROR(cass_statement_bind_collection(insert, 0, map), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_OK(cass_statement_bind_collection(insert, 0, list));
  cass_prepared_free(prepared);
  cass_collection_free(list);
  cass_collection_free(map);
  cass_collection_free(set);
  cass_result_free(rows(session, insert));

  const CassResult* result = select_rows(session, "SELECT v FROM nested");
  CassIterator* outer = cass_iterator_from_collection(cass_row_get_column(cass_result_first_row(result), 0));
  CHECK_NUMBER(cass_iterator_next(outer), cass_true);
  CassIterator* pairs = cass_iterator_from_map(cass_iterator_get_value(outer));
  CHECK_NUMBER(cass_iterator_next(pairs), cass_true);
  numbers_follow(cass_iterator_get_map_value(pairs), 7);
  cass_iterator_free(pairs);
  /* A map may also be read as keys and values in turn. */
  CassIterator* flat = cass_iterator_from_collection(cass_iterator_get_value(outer));
  CHECK_NUMBER(cass_iterator_next(flat), cass_true);
  CHECK_NUMBER(cass_value_type(cass_iterator_get_value(flat)), CASS_VALUE_TYPE_INT);
  CHECK_NUMBER(cass_iterator_next(flat), cass_true);
  CHECK_NUMBER(cass_value_type(cass_iterator_get_value(flat)), CASS_VALUE_TYPE_SET);
  CHECK_NUMBER(cass_iterator_next(flat), cass_false);
  cass_iterator_free(flat);
  cass_iterator_free(outer);
  cass_result_free(result);
}

int main(void) {
  session = connect_to("c_collection");
  elements_are_checked_when_the_type_is_known();
  a_key_without_a_value_is_not_bound();
  lists_sets_and_maps_round_trip();
  collections_nest();
  disconnect(session, "c_collection");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

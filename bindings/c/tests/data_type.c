#include "check.h"

static void simple_types_have_no_parts(void) {
  CassDataType* type = cass_data_type_new(CASS_VALUE_TYPE_INT);
  CassDataType* part = cass_data_type_new(CASS_VALUE_TYPE_TEXT);
  const char* text;
  size_t length;
  CHECK_NUMBER(cass_data_type_type(type), CASS_VALUE_TYPE_INT);
  CHECK_NUMBER(cass_data_type_sub_type_count(type), 0);
  CHECK(cass_data_type_sub_data_type(type, 0) == NULL);
  CHECK_ERROR(cass_data_type_add_sub_type(type, part), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_ERROR(cass_data_type_type_name(type, &text, &length), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  cass_data_type_free(part);
  cass_data_type_free(type);
  CHECK(cass_data_type_new(CASS_VALUE_TYPE_UNKNOWN) == NULL);
  CHECK(cass_data_type_new(CASS_VALUE_TYPE_LAST_ENTRY) == NULL);
}

static void collections_take_as_many_parts_as_they_have(void) {
  CassDataType* list = cass_data_type_new(CASS_VALUE_TYPE_LIST);
  CassDataType* map = cass_data_type_new(CASS_VALUE_TYPE_MAP);
  CassDataType* tuple = cass_data_type_new_tuple(3);
  CHECK_OK(cass_data_type_add_sub_value_type(list, CASS_VALUE_TYPE_INT));
  CHECK_ERROR(cass_data_type_add_sub_value_type(list, CASS_VALUE_TYPE_INT), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_data_type_add_sub_value_type(map, CASS_VALUE_TYPE_TEXT));
  CHECK_OK(cass_data_type_add_sub_type(map, list));
  CHECK_ERROR(cass_data_type_add_sub_value_type(map, CASS_VALUE_TYPE_INT), CASS_ERROR_LIB_BAD_PARAMS);
  for (int i = 0; i < 4; ++i) CHECK_OK(cass_data_type_add_sub_value_type(tuple, CASS_VALUE_TYPE_INT));
  CHECK_NUMBER(cass_data_type_sub_type_count(tuple), 4);
  CHECK_NUMBER(cass_data_type_sub_type_count(map), 2);
  CHECK_NUMBER(cass_data_type_type(cass_data_type_sub_data_type(map, 1)), CASS_VALUE_TYPE_LIST);
  CHECK_ERROR(cass_data_type_add_sub_value_type_by_name(tuple, "a", CASS_VALUE_TYPE_INT),
              CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  cass_data_type_free(list);
  CHECK_NUMBER(cass_data_type_type(cass_data_type_sub_data_type(cass_data_type_sub_data_type(map, 1), 0)),
               CASS_VALUE_TYPE_INT);
  cass_data_type_free(map);
  cass_data_type_free(tuple);
}

static void user_types_have_names(void) {
  CassDataType* type = cass_data_type_new_udt(2);
  const char* text;
  size_t length;
  CHECK_OK(cass_data_type_set_keyspace(type, "ks"));
  CHECK_OK(cass_data_type_set_type_name_n(type, "address_x", 7));
  CHECK_OK(cass_data_type_add_sub_value_type_by_name(type, "street", CASS_VALUE_TYPE_TEXT));
  CHECK_OK(cass_data_type_add_sub_value_type_by_name(type, "Number", CASS_VALUE_TYPE_INT));
  CHECK_OK(cass_data_type_keyspace(type, &text, &length));
  CHECK_TEXT(text, length, "ks");
  CHECK_OK(cass_data_type_type_name(type, &text, &length));
  CHECK_TEXT(text, length, "address");
  CHECK_OK(cass_data_type_sub_type_name(type, 1, &text, &length));
  CHECK_TEXT(text, length, "Number");
  CHECK_ERROR(cass_data_type_sub_type_name(type, 2, &text, &length), CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  CHECK_NUMBER(cass_data_type_type(cass_data_type_sub_data_type_by_name(type, "NUMBER")),
               CASS_VALUE_TYPE_INT);
  CHECK(cass_data_type_sub_data_type_by_name(type, "\"NUMBER\"") == NULL);
  CHECK(cass_data_type_sub_data_type_by_name(type, "missing") == NULL);
  CHECK_ERROR(cass_data_type_class_name(type, &text, &length), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  cass_data_type_free(type);
}

static void a_copy_is_changed_alone(void) {
  CassDataType* type = cass_data_type_new(CASS_VALUE_TYPE_CUSTOM);
  CHECK_OK(cass_data_type_set_class_name(type, "one"));
  CassDataType* copy = cass_data_type_new_from_existing(type);
  CHECK_OK(cass_data_type_set_class_name(copy, "other"));
  const char* text;
  size_t length;
  CHECK_OK(cass_data_type_class_name(type, &text, &length));
  CHECK_TEXT(text, length, "one");
  cass_data_type_free(type);
  cass_data_type_free(copy);
}

static void a_type_in_use_is_not_changed(void) {
  CassDataType* type = cass_data_type_new(CASS_VALUE_TYPE_LIST);
  CassCollection* collection = cass_collection_new_from_data_type(type, 1);
  CHECK_ERROR(cass_data_type_add_sub_value_type(type, CASS_VALUE_TYPE_INT), CASS_ERROR_LIB_BAD_PARAMS);
  cass_collection_free(collection);
  CHECK_OK(cass_data_type_add_sub_value_type(type, CASS_VALUE_TYPE_INT));
  cass_data_type_free(type);
}

int main(void) {
  RUN(simple_types_have_no_parts, collections_take_as_many_parts_as_they_have, user_types_have_names,
      a_copy_is_changed_alone, a_type_in_use_is_not_changed);
}

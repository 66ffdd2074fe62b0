/* Tables of the schema with their columns, indexes, views and types. */

#include "cluster.h"

static CassSession* session;
static const CassSchemaMeta* schema;
static const CassKeyspaceMeta* keyspace;

static void make_schema(void) {
  CHECK_OK(run(session, "CREATE TYPE phone (kind varchar, numbers frozen<list<text>>)"));
  CHECK_OK(run(session, "CREATE TYPE person (name text, phones map<text, frozen<phone>>)"));
  CHECK_OK(run(session,
               "CREATE TABLE t (b int, a text, d int, c timeuuid, \"Value\" decimal, s int static, "
               "who frozen<person>, pair tuple<int, varchar>, PRIMARY KEY ((b, a), d, c)) "
               "WITH CLUSTERING ORDER BY (d DESC, c ASC) AND comment = 'a table'"));
  CHECK_OK(run(session, "CREATE INDEX by_value ON t (\"Value\")"));
  CHECK_OK(run(session, "CREATE CUSTOM INDEX another ON t (who) USING 'StorageAttachedIndex'"));
  CHECK_OK(run(session,
               "CREATE MATERIALIZED VIEW v AS SELECT b, a, d, c, \"Value\" FROM t WHERE a IS NOT NULL "
               "AND b IS NOT NULL AND c IS NOT NULL AND d IS NOT NULL PRIMARY KEY (c, a, b, d) "
               "WITH CLUSTERING ORDER BY (a ASC, b DESC, d ASC)"));
  schema = cass_session_get_schema_meta(session);
  keyspace = cass_schema_meta_keyspace_by_name(schema, "c_table_meta");
}

static void check_column(const CassColumnMeta* column, const char* name, CassColumnType type) {
  const char* text = "";
  size_t length = 0;
  cass_column_meta_name(column, &text, &length);
  CHECK_TEXT(text, length, name);
  CHECK_NUMBER(cass_column_meta_type(column), type);
}

static void columns_start_with_the_keys(void) {
  const CassTableMeta* table = cass_keyspace_meta_table_by_name(keyspace, "t");
  const char* text;
  size_t length, seen = 0;
  cass_table_meta_name(table, &text, &length);
  CHECK_TEXT(text, length, "t");
  CHECK_NUMBER(cass_table_meta_column_count(table), 8);
  CHECK_NUMBER(cass_table_meta_partition_key_count(table), 2);
  CHECK_NUMBER(cass_table_meta_clustering_key_count(table), 2);
  check_column(cass_table_meta_partition_key(table, 0), "b", CASS_COLUMN_TYPE_PARTITION_KEY);
  check_column(cass_table_meta_partition_key(table, 1), "a", CASS_COLUMN_TYPE_PARTITION_KEY);
  check_column(cass_table_meta_clustering_key(table, 0), "d", CASS_COLUMN_TYPE_CLUSTERING_KEY);
  check_column(cass_table_meta_clustering_key(table, 1), "c", CASS_COLUMN_TYPE_CLUSTERING_KEY);
  check_column(cass_table_meta_column_by_name(table, "s"), "s", CASS_COLUMN_TYPE_STATIC);
  check_column(cass_table_meta_column_by_name(table, "Value"), "Value", CASS_COLUMN_TYPE_REGULAR);
  CHECK(cass_table_meta_column_by_name(table, "value") == NULL);
  CHECK(cass_table_meta_partition_key(table, 2) == NULL);
  CHECK(cass_table_meta_clustering_key(table, 2) == NULL);
  CHECK(cass_table_meta_column(table, 8) == NULL);
  CHECK_NUMBER(cass_table_meta_clustering_key_order(table, 0), CASS_CLUSTERING_ORDER_DESC);
  CHECK_NUMBER(cass_table_meta_clustering_key_order(table, 1), CASS_CLUSTERING_ORDER_ASC);
  CHECK_NUMBER(cass_table_meta_clustering_key_order(table, 2), CASS_CLUSTERING_ORDER_NONE);
  CassIterator* columns = cass_iterator_columns_from_table_meta(table);
  CHECK_NUMBER(cass_iterator_type(columns), CASS_ITERATOR_TYPE_COLUMN_META);
  for (; cass_iterator_next(columns); ++seen)
    CHECK(cass_iterator_get_column_meta(columns) == cass_table_meta_column(table, seen));
  CHECK_NUMBER(seen, 8);
  cass_iterator_free(columns);
}

static void types_tell_what_is_frozen(void) {
  const CassTableMeta* table = cass_keyspace_meta_table_by_name(keyspace, "t");
  const CassDataType* person = cass_column_meta_data_type(cass_table_meta_column_by_name(table, "who"));
  const CassDataType* phones = cass_data_type_sub_data_type_by_name(person, "phones");
  const CassDataType* phone = cass_data_type_sub_data_type(phones, 1);
  const CassDataType* pair = cass_column_meta_data_type(cass_table_meta_column_by_name(table, "pair"));
  const char* text;
  size_t length;
  CHECK_NUMBER(cass_data_type_type(person), CASS_VALUE_TYPE_UDT);
  CHECK_NUMBER(cass_data_type_is_frozen(person), cass_true);
  CHECK_NUMBER(cass_data_type_type(phones), CASS_VALUE_TYPE_MAP);
  CHECK_NUMBER(cass_data_type_is_frozen(phones), cass_false);
  CHECK_NUMBER(cass_data_type_is_frozen(phone), cass_true);
  CHECK_NUMBER(cass_data_type_is_frozen(cass_data_type_sub_data_type_by_name(phone, "numbers")), cass_true);
  CHECK_OK(cass_data_type_keyspace(phone, &text, &length));
  CHECK_TEXT(text, length, "c_table_meta");
  CHECK_NUMBER(cass_data_type_type(cass_data_type_sub_data_type_by_name(person, "name")),
               CASS_VALUE_TYPE_TEXT);
  CHECK_NUMBER(cass_data_type_type(cass_data_type_sub_data_type(pair, 0)), CASS_VALUE_TYPE_INT);
  CHECK_NUMBER(cass_data_type_sub_type_count(pair), 2);
}

static void values_of_a_type_of_the_schema_can_be_bound(void) {
  const CassDataType* person_type = cass_keyspace_meta_user_type_by_name(keyspace, "person");
  const CassDataType* phone_type = cass_keyspace_meta_user_type_by_name_n(keyspace, "phone!", 5);
  CassUserType* person = cass_user_type_new_from_data_type(person_type);
  CassStatement* insert =
      cass_statement_new("INSERT INTO t (b, a, d, c, who) VALUES (1, 'x', 1, now(), ?)", 1);
  CHECK(cass_keyspace_meta_user_type_by_name(keyspace, "Person") == NULL);
  CHECK_NUMBER(cass_data_type_is_frozen(phone_type), cass_false);
  CHECK_OK(cass_user_type_set_string_by_name(person, "name", "Ada"));
  CHECK_OK(cass_statement_bind_user_type(insert, 0, person));
  cass_user_type_free(person);
  cass_result_free(rows(session, insert));
  CassIterator* types = cass_iterator_user_types_from_keyspace_meta(keyspace);
  CHECK_NUMBER(cass_iterator_type(types), CASS_ITERATOR_TYPE_TYPE_META);
  CHECK_NUMBER(cass_iterator_next(types), cass_true);
  CHECK(cass_iterator_get_user_type(types) == person_type);
  CHECK_NUMBER(cass_iterator_next(types), cass_true);
  CHECK(cass_iterator_get_user_type(types) == phone_type);
  CHECK_NUMBER(cass_iterator_next(types), cass_false);
  cass_iterator_free(types);
}

static void indexes_have_targets_and_options(void) {
  const CassTableMeta* table = cass_keyspace_meta_table_by_name(keyspace, "t");
  const CassIndexMeta* index = cass_table_meta_index_by_name(table, "by_value");
  const CassIndexMeta* custom = cass_table_meta_index(table, 0);
  const char* text;
  size_t length;
  CHECK_NUMBER(cass_table_meta_index_count(table), 2);
  CHECK(cass_table_meta_index(table, 1) == index);
  CHECK(cass_table_meta_index(table, 2) == NULL);
  CHECK(cass_table_meta_index_by_name(table, NULL) == NULL);
  cass_index_meta_name(custom, &text, &length);
  CHECK_TEXT(text, length, "another");
  CHECK_NUMBER(cass_index_meta_type(custom), CASS_INDEX_TYPE_CUSTOM);
  CHECK_NUMBER(cass_index_meta_type(index), CASS_INDEX_TYPE_COMPOSITES);
  cass_index_meta_target(index, &text, &length);
  CHECK_TEXT(text, length, "\"Value\"");
  CHECK_NUMBER(cass_value_type(cass_index_meta_options(custom)), CASS_VALUE_TYPE_MAP);
  CHECK(cass_value_item_count(cass_index_meta_options(custom)) >= 2);
  CHECK(cass_index_meta_field_by_name(index, "options") == cass_index_meta_options(index));
  CassIterator* indexes = cass_iterator_indexes_from_table_meta(table);
  CHECK_NUMBER(cass_iterator_type(indexes), CASS_ITERATOR_TYPE_INDEX_META);
  CHECK_NUMBER(cass_iterator_next(indexes), cass_true);
  CHECK(cass_iterator_get_index_meta(indexes) == custom);
  cass_iterator_free(indexes);
}

static void views_and_tables_lead_to_each_other(void) {
  const CassTableMeta* table = cass_keyspace_meta_table_by_name(keyspace, "t");
  const CassMaterializedViewMeta* view = cass_keyspace_meta_materialized_view_by_name(keyspace, "v");
  const char* text;
  size_t length;
  CHECK(cass_table_meta_materialized_view_by_name(table, "v") == view);
  CHECK(cass_table_meta_materialized_view(table, 0) == view);
  CHECK(cass_table_meta_materialized_view(table, 1) == NULL);
  CHECK_NUMBER(cass_table_meta_materialized_view_count(table), 1);
  CHECK(cass_materialized_view_meta_base_table(view) == table);
  CHECK(cass_keyspace_meta_table_by_name(keyspace, "v") == NULL);
  cass_materialized_view_meta_name(view, &text, &length);
  CHECK_TEXT(text, length, "v");
  CHECK_NUMBER(cass_materialized_view_meta_column_count(view), 5);
  CHECK_NUMBER(cass_materialized_view_meta_partition_key_count(view), 1);
  CHECK_NUMBER(cass_materialized_view_meta_clustering_key_count(view), 3);
  check_column(cass_materialized_view_meta_partition_key(view, 0), "c", CASS_COLUMN_TYPE_PARTITION_KEY);
  check_column(cass_materialized_view_meta_clustering_key(view, 1), "b", CASS_COLUMN_TYPE_CLUSTERING_KEY);
  check_column(cass_materialized_view_meta_column(view, 4), "Value", CASS_COLUMN_TYPE_REGULAR);
  check_column(cass_materialized_view_meta_column_by_name(view, "d"), "d", CASS_COLUMN_TYPE_CLUSTERING_KEY);
  CHECK_NUMBER(cass_materialized_view_meta_clustering_key_order(view, 1), CASS_CLUSTERING_ORDER_DESC);
  CHECK_NUMBER(cass_materialized_view_meta_clustering_key_order(view, 2), CASS_CLUSTERING_ORDER_ASC);
  CHECK_NUMBER(cass_materialized_view_meta_clustering_key_order(view, 3), CASS_CLUSTERING_ORDER_NONE);
  CHECK_OK(cass_value_get_string(cass_materialized_view_meta_field_by_name(view, "base_table_name"), &text,
                                 &length));
  CHECK_TEXT(text, length, "t");
  CassIterator* of_keyspace = cass_iterator_materialized_views_from_keyspace_meta(keyspace);
  CassIterator* of_table = cass_iterator_materialized_views_from_table_meta(table);
  CHECK_NUMBER(cass_iterator_type(of_table), CASS_ITERATOR_TYPE_MATERIALIZED_VIEW_META);
  CHECK(cass_iterator_next(of_keyspace) && cass_iterator_next(of_table));
  CHECK(cass_iterator_get_materialized_view_meta(of_keyspace) == view);
  CHECK(cass_iterator_get_materialized_view_meta(of_table) == view);
  cass_iterator_free(of_keyspace);
  cass_iterator_free(of_table);
}

static size_t count(CassIterator* iterator) {
  size_t count = 0;
  while (cass_iterator_next(iterator)) count += 1;
  cass_iterator_free(iterator);
  return count;
}

static void fields_are_what_the_server_keeps(void) {
  const CassTableMeta* table = cass_keyspace_meta_table_by_name(keyspace, "t");
  const CassMaterializedViewMeta* view = cass_table_meta_materialized_view(table, 0);
  const CassColumnMeta* column = cass_table_meta_column(table, 2);
  const char* text;
  size_t length;
  cass_int32_t seconds = 0;
  CHECK_OK(cass_value_get_string(cass_table_meta_field_by_name(table, "comment"), &text, &length));
  CHECK_TEXT(text, length, "a table");
  CHECK_OK(cass_value_get_int32(cass_table_meta_field_by_name(table, "gc_grace_seconds"), &seconds));
  CHECK_NUMBER(seconds, 864000);
  CHECK_OK(cass_value_get_string(cass_column_meta_field_by_name(column, "clustering_order"), &text, &length));
  CHECK_TEXT(text, length, "desc");
  CHECK(cass_table_meta_field_by_name(table, "no such field") == NULL);
  /* Programs make objects of all fields, which have no place for columns that only some servers have. */
  CHECK(cass_table_meta_field_by_name(table, "read_repair") == NULL);
  CHECK(cass_column_meta_field_by_name(column, "mask") == NULL);
  CHECK(count(cass_iterator_fields_from_table_meta(table)) > 15);
  CHECK(count(cass_iterator_fields_from_materialized_view_meta(view)) > 15);
  CHECK(count(cass_iterator_fields_from_column_meta(column)) >= 8);
  CHECK_NUMBER(count(cass_iterator_fields_from_index_meta(cass_table_meta_index(table, 0))), 2);
  CHECK_NUMBER(count(cass_iterator_columns_from_materialized_view_meta(view)), 5);
}

int main(void) {
  session = connect_to("c_table_meta");
  make_schema();
  columns_start_with_the_keys();
  types_tell_what_is_frozen();
  values_of_a_type_of_the_schema_can_be_bound();
  indexes_have_targets_and_options();
  views_and_tables_lead_to_each_other();
  fields_are_what_the_server_keeps();
  cass_schema_meta_free(schema);
  disconnect(session, "c_table_meta");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

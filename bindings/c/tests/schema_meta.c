/* Snapshots of the schema, and the keyspaces in them. */

#include <time.h>

#include "cluster.h"

static CassSession* session;

static void a_snapshot_tells_of_the_server(void) {
  const CassSchemaMeta* schema = cass_session_get_schema_meta(session);
  const CassResult* result = select_rows(session, "SELECT release_version FROM system.local");
  const CassValue* value = cass_row_get_column(cass_result_first_row(result), 0);
  CassVersion version = cass_schema_meta_version(schema);
  const char* text;
  size_t length;
  char start[32];
  CHECK_OK(cass_value_get_string(value, &text, &length));
  snprintf(start, sizeof(start), "%d.%d.%d", version.major_version, version.minor_version,
           version.patch_version);
  CHECK(strlen(start) <= length && strncmp(text, start, strlen(start)) == 0);
  cass_result_free(result);
  cass_schema_meta_free(schema);
}

static void keyspaces_are_found_by_their_exact_names(void) {
  CHECK_OK(run(session,
               "CREATE KEYSPACE \"c_Schema\" WITH replication = "
               "{'class': 'SimpleStrategy', 'replication_factor': 1} AND durable_writes = false"));
  const CassSchemaMeta* schema = cass_session_get_schema_meta(session);
  const CassKeyspaceMeta* keyspace = cass_schema_meta_keyspace_by_name(schema, "c_Schema");
  const char* text;
  size_t length;
  cass_bool_t durable = cass_true;
  cass_keyspace_meta_name(keyspace, &text, &length);
  CHECK_TEXT(text, length, "c_Schema");
  CHECK(cass_schema_meta_keyspace_by_name_n(schema, "c_Schema!", 8) == keyspace);
  CHECK(cass_schema_meta_keyspace_by_name(schema, "c_schema") == NULL);
  CHECK(cass_schema_meta_keyspace_by_name(schema, "\"c_Schema\"") == NULL);
  CHECK(cass_schema_meta_keyspace_by_name(schema, NULL) == NULL);
  CHECK_NUMBER(cass_keyspace_meta_is_virtual(keyspace), cass_false);
  CHECK_OK(cass_value_get_bool(cass_keyspace_meta_field_by_name(keyspace, "durable_writes"), &durable));
  CHECK_NUMBER(durable, cass_false);
  CHECK(cass_keyspace_meta_field_by_name(keyspace, "Durable_writes") == NULL);
  CHECK(cass_keyspace_meta_field_by_name_n(keyspace, "replication!", 11) != NULL);
  CHECK(cass_keyspace_meta_field_by_name(keyspace, NULL) == NULL);
  cass_schema_meta_free(schema);
  CHECK_OK(run(session, "DROP KEYSPACE \"c_Schema\""));
}

static void fields_of_a_keyspace_are_ordered(void) {
  const CassSchemaMeta* schema = cass_session_get_schema_meta(session);
  const CassKeyspaceMeta* keyspace = cass_schema_meta_keyspace_by_name(schema, "c_schema_meta");
  CassIterator* fields = cass_iterator_fields_from_keyspace_meta(keyspace);
  char last[64] = "";
  const char* text;
  size_t length, seen = 0;
  CHECK_NUMBER(cass_iterator_type(fields), CASS_ITERATOR_TYPE_META_FIELD);
  CHECK_ERROR(cass_iterator_get_meta_field_name(fields, &text, &length), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK(cass_iterator_get_meta_field_value(fields) == NULL);
  while (cass_iterator_next(fields)) {
    char name[64];
    CHECK_OK(cass_iterator_get_meta_field_name(fields, &text, &length));
    snprintf(name, sizeof(name), "%.*s", (int)length, text);
    CHECK(strcmp(last, name) < 0);
    CHECK(cass_keyspace_meta_field_by_name(keyspace, name) == cass_iterator_get_meta_field_value(fields));
    strcpy(last, name);
    seen += 1;
  }
  CHECK(seen >= 3);
  CHECK_NUMBER(cass_iterator_next(fields), cass_false);
  CHECK(cass_iterator_get_keyspace_meta(fields) == NULL);
  cass_iterator_free(fields);
  CassIterator* pairs = cass_iterator_from_map(cass_keyspace_meta_field_by_name(keyspace, "replication"));
  CHECK_NUMBER(cass_iterator_next(pairs), cass_true);
  CHECK_OK(cass_value_get_string(cass_iterator_get_map_key(pairs), &text, &length));
  CHECK_TEXT(text, length, "class");
  cass_iterator_free(pairs);
  cass_schema_meta_free(schema);
}

static void what_a_server_makes_up_is_virtual(void) {
  const CassSchemaMeta* schema = cass_session_get_schema_meta(session);
  CassIterator* keyspaces = cass_iterator_keyspaces_from_schema_meta(schema);
  size_t seen = 0, made_up = 0;
  CHECK_NUMBER(cass_iterator_type(keyspaces), CASS_ITERATOR_TYPE_KEYSPACE_META);
  CHECK(cass_iterator_get_keyspace_meta(keyspaces) == NULL);
  while (cass_iterator_next(keyspaces)) {
    const CassKeyspaceMeta* keyspace = cass_iterator_get_keyspace_meta(keyspaces);
    cass_bool_t is_virtual = cass_keyspace_meta_is_virtual(keyspace);
    CassIterator* tables = cass_iterator_tables_from_keyspace_meta(keyspace);
    CHECK_NUMBER(cass_iterator_type(tables), CASS_ITERATOR_TYPE_TABLE_META);
    while (cass_iterator_next(tables)) {
      const CassTableMeta* table = cass_iterator_get_table_meta(tables);
      CHECK_NUMBER(cass_table_meta_is_virtual(table), is_virtual);
      CHECK(cass_table_meta_partition_key_count(table) > 0);
    }
    cass_iterator_free(tables);
    made_up += is_virtual == cass_true;
    seen += 1;
  }
  CHECK(seen > 5);
  CHECK_NUMBER(made_up, 2);
  cass_iterator_free(keyspaces);
  cass_schema_meta_free(schema);
}

static void a_snapshot_stays_as_it_is(void) {
  const CassSchemaMeta* before = cass_session_get_schema_meta(session);
  const CassSchemaMeta* same = cass_session_get_schema_meta(session);
  CHECK_NUMBER(cass_schema_meta_snapshot_version(before), cass_schema_meta_snapshot_version(same));
  CHECK(cass_schema_meta_keyspace_by_name(before, "c_schema_meta") ==
        cass_schema_meta_keyspace_by_name(same, "c_schema_meta"));
  cass_schema_meta_free(same);
  CHECK_OK(run(session, "CREATE TABLE c_schema_meta.later (id int PRIMARY KEY)"));
  const CassSchemaMeta* after = cass_session_get_schema_meta(session);
  const CassKeyspaceMeta* old = cass_schema_meta_keyspace_by_name(before, "c_schema_meta");
  const CassKeyspaceMeta* new = cass_schema_meta_keyspace_by_name(after, "c_schema_meta");
  CHECK(cass_schema_meta_snapshot_version(before) < cass_schema_meta_snapshot_version(after));
  CHECK(cass_keyspace_meta_table_by_name(old, "later") == NULL);
  CHECK(cass_keyspace_meta_table_by_name(new, "later") != NULL);
  CHECK(cass_schema_meta_keyspace_by_name(before, "system") ==
        cass_schema_meta_keyspace_by_name(after, "system"));
  cass_schema_meta_free(before);
  CHECK(cass_keyspace_meta_table_by_name(new, "later") != NULL);
  cass_schema_meta_free(after);
}

static cass_bool_t has_table(const char* name) {
  const CassSchemaMeta* schema = cass_session_get_schema_meta(session);
  const CassKeyspaceMeta* keyspace = cass_schema_meta_keyspace_by_name(schema, "c_schema_meta");
  cass_bool_t found = cass_keyspace_meta_table_by_name(keyspace, name) ? cass_true : cass_false;
  cass_schema_meta_free(schema);
  return found;
}

static void what_others_change_arrives(void) {
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  CassSession* other = cass_session_new();
  const struct timespec pause = {0, 50000000};
  CHECK_OK(finish(cass_session_connect(other, cluster), CASS_OK));
  CHECK_OK(run(other, "CREATE TABLE c_schema_meta.of_others (id int PRIMARY KEY)"));
  while (!has_table("of_others")) nanosleep(&pause, NULL);
  CHECK_OK(run(other, "DROP TABLE c_schema_meta.of_others"));
  while (has_table("of_others")) nanosleep(&pause, NULL);
  cass_session_free(other);
  cass_cluster_free(cluster);
}

static void a_snapshot_outlives_its_session(void) {
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  CassSession* own = cass_session_new();
  CHECK(cass_session_get_schema_meta(own) == NULL);
  CHECK_OK(finish(cass_session_connect(own, cluster), CASS_OK));
  const CassSchemaMeta* schema = cass_session_get_schema_meta(own);
  CHECK_OK(finish(cass_session_close(own), CASS_OK));
  const CassSchemaMeta* last = cass_session_get_schema_meta(own);
  CHECK_NUMBER(cass_schema_meta_snapshot_version(last), cass_schema_meta_snapshot_version(schema));
  CHECK(cass_schema_meta_keyspace_by_name(last, "system") != NULL);
  cass_schema_meta_free(last);
  cass_session_free(own);
  cass_cluster_free(cluster);
  const CassKeyspaceMeta* keyspace = cass_schema_meta_keyspace_by_name(schema, "system");
  const CassTableMeta* table = cass_keyspace_meta_table_by_name(keyspace, "local");
  const CassColumnMeta* column = cass_table_meta_column_by_name(table, "release_version");
  CHECK_NUMBER(cass_data_type_type(cass_column_meta_data_type(column)), CASS_VALUE_TYPE_TEXT);
  cass_schema_meta_free(schema);
  cass_schema_meta_free(NULL);
}

static void without_the_schema_there_are_no_keyspaces(void) {
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  CassSession* own = cass_session_new();
  cass_cluster_set_use_schema(cluster, cass_false);
  CHECK_OK(finish(cass_session_connect(own, cluster), CASS_OK));
  CHECK_OK(run(own, "CREATE TABLE c_schema_meta.unread (id int PRIMARY KEY)"));
  const CassSchemaMeta* schema = cass_session_get_schema_meta(own);
  CHECK(cass_schema_meta_keyspace_by_name(schema, "system") == NULL);
  CassIterator* keyspaces = cass_iterator_keyspaces_from_schema_meta(schema);
  CHECK_NUMBER(cass_iterator_next(keyspaces), cass_false);
  cass_iterator_free(keyspaces);
  cass_schema_meta_free(schema);
  cass_session_free(own);
  cass_cluster_free(cluster);
}

int main(void) {
  session = connect_to("c_schema_meta");
  a_snapshot_tells_of_the_server();
  keyspaces_are_found_by_their_exact_names();
  fields_of_a_keyspace_are_ordered();
  what_a_server_makes_up_is_virtual();
  a_snapshot_stays_as_it_is();
  what_others_change_arrives();
  a_snapshot_outlives_its_session();
  without_the_schema_there_are_no_keyspaces();
  disconnect(session, "c_schema_meta");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

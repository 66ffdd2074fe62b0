#include "check.h"

static int messages = 0;
static CassLogMessage last;

static void keep(const CassLogMessage* message, void* data) {
  CHECK(data == &messages);
  messages += 1;
  last = *message;
}

/* Asks for something that is refused with a message of the level ERROR. */
static void provoke(void) {
  CassCluster* cluster = cass_cluster_new();
  CHECK_ERROR(cass_cluster_set_protocol_version(cluster, 1), CASS_ERROR_LIB_BAD_PARAMS);
  cass_cluster_free(cluster);
}

static void the_level_may_change_at_any_time(void) {
  cass_log_set_callback(keep, &messages);
  provoke();
  CHECK_NUMBER(messages, 1);
  cass_log_set_level(CASS_LOG_DISABLED);
  provoke();
  cass_log_set_level(CASS_LOG_CRITICAL);
  provoke();
  CHECK_NUMBER(messages, 1);
  cass_log_set_level(CASS_LOG_ERROR);
  provoke();
  CHECK_NUMBER(messages, 2);
  cass_log_set_callback(NULL, NULL);
}

static void a_message_says_where_and_when(void) {
  CHECK_NUMBER(last.severity, CASS_LOG_ERROR);
  CHECK(last.time_ms > 1700000000000ULL);
  CHECK(last.line > 0);
  CHECK(strstr(last.message, "protocol version 1") != NULL);
}

static void a_name_that_does_not_resolve_is_told(void) {
  CassCluster* cluster = cass_cluster_new();
  CassSession* session = cass_session_new();
  CHECK_OK(cass_cluster_set_contact_points(cluster, "unknown.invalid"));
  cass_log_set_callback(keep, &messages);
  CassFuture* future = cass_session_connect(session, cluster);
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_LIB_NO_HOSTS_AVAILABLE);
  cass_future_free(future);
  cass_session_free(session);
  cass_cluster_free(cluster);
  cass_log_set_callback(NULL, NULL);
  CHECK_TEXT(last.message, strlen(last.message), "Unable to resolve address for unknown.invalid:9042\n");
}

static void connecting_tells_who_connects(void) {
  CassCluster* cluster = cass_cluster_new();
  CassSession* session = cass_session_new();
  CassUuid id;
  CHECK_OK(cass_uuid_from_string("c3b54ca0-7b01-11e4-aea6-c30dd51eaa64", &id));
  cass_cluster_set_client_id(cluster, id);
  cass_log_set_callback(keep, &messages);
  cass_log_set_level(CASS_LOG_INFO);
  cass_future_free(cass_session_connect(session, cluster));
  cass_log_set_level(CASS_LOG_ERROR);
  cass_log_set_callback(NULL, NULL);
  CHECK_NUMBER(last.severity, CASS_LOG_INFO);
  CHECK_TEXT(last.message, strlen(last.message), "Client id is c3b54ca0-7b01-11e4-aea6-c30dd51eaa64");
  cass_session_free(session);
  cass_cluster_free(cluster);
}

static void levels_have_names(void) {
  CHECK_TEXT(cass_log_level_string(CASS_LOG_WARN), 4, "WARN");
  CHECK_TEXT(cass_log_level_string(CASS_LOG_DISABLED), 0, "");
  CHECK_TEXT(cass_consistency_string(CASS_CONSISTENCY_LOCAL_QUORUM), 12, "LOCAL_QUORUM");
  CHECK_TEXT(cass_consistency_string(CASS_CONSISTENCY_UNKNOWN), 7, "UNKNOWN");
  CHECK_TEXT(cass_write_type_string(CASS_WRITE_TYPE_CAS), 3, "CAS");
  CHECK_TEXT(cass_error_desc(CASS_ERROR_LIB_NO_HOSTS_AVAILABLE), 18, "No hosts available");
  CHECK_TEXT(cass_error_desc(CASS_OK), 0, "");
}

int main(void) {
  RUN(the_level_may_change_at_any_time, a_message_says_where_and_when, a_name_that_does_not_resolve_is_told,
      connecting_tells_who_connects, levels_have_names);
}

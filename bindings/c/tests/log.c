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
  RUN(the_level_may_change_at_any_time, a_message_says_where_and_when, levels_have_names);
}

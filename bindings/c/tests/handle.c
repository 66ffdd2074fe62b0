/* NULL where a handle is wanted, and objects that are freed while they are in use. */

#include "check.h"

static void null_handles_are_refused(void) {
  cass_cluster_free(NULL);
  cass_session_free(NULL);
  cass_statement_free(NULL);
  cass_future_free(NULL);
  cass_result_free(NULL);
  cass_iterator_free(NULL);
  cass_data_type_free(NULL);
  cass_ssl_free(NULL);
  CHECK_ERROR(cass_cluster_set_port(NULL, 9042), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_statement_bind_int32(NULL, 0, 1), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK(cass_session_execute(NULL, NULL) == NULL);
  CHECK(cass_result_first_row(NULL) == NULL);
  CHECK_NUMBER(cass_result_row_count(NULL), 0);
  CHECK_NUMBER(cass_future_ready(NULL), cass_false);
  CHECK(cass_row_get_column_by_name(NULL, NULL) == NULL);
  CHECK(cass_iterator_from_result(NULL) == NULL);
}

static void a_cluster_may_be_freed_before_its_session(void) {
  CassCluster* cluster = cass_cluster_new();
  CassSession* session = cass_session_new();
  CassUuid id = {0x41d4e29b550e8400ULL, 0xa716446655440000ULL};
  cass_cluster_set_client_id(cluster, id);
  CHECK_OK(cass_cluster_set_contact_points(cluster, ""));
  CassFuture* future = cass_session_connect(session, cluster);
  cass_cluster_free(cluster);
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_LIB_NO_HOSTS_AVAILABLE);
  cass_future_free(future);
  CHECK(cass_session_get_client_id(session).time_and_version == id.time_and_version);
  cass_session_free(session);
}

int main(void) {
  RUN(null_handles_are_refused, a_cluster_may_be_freed_before_its_session);
}

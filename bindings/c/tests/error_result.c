#include "cluster.h"

static CassFuture* failing(CassSession* session, const char* cql, CassConsistency consistency) {
  CassStatement* statement = cass_statement_new(cql, 0);
  CHECK_OK(cass_statement_set_consistency(statement, consistency));
  CassFuture* future = cass_session_execute(session, statement);
  cass_statement_free(statement);
  cass_future_wait(future);
  return future;
}

/* The default rule goes on with the next host, so that of a single one only this is left. */
static void no_further_host_can_be_asked(CassSession* session) {
  CHECK_OK(run(session, "CREATE TABLE t (id int PRIMARY KEY)"));
  CassFuture* future = failing(session, "SELECT * FROM t WHERE id = 1", CASS_CONSISTENCY_THREE);
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_LIB_NO_HOSTS_AVAILABLE);
  CHECK(cass_future_get_error_result(future) == NULL);
  cass_future_free(future);
}

static CassSession* connect_without_retries(void) {
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  CassRetryPolicy* never = cass_retry_policy_fallthrough_new();
  CassSession* session = cass_session_new();
  cass_cluster_set_retry_policy(cluster, never);
  cass_retry_policy_free(never);
  CHECK_OK(finish(cass_session_connect(session, cluster), CASS_OK));
  cass_cluster_free(cluster);
  return session;
}

static void too_few_replicas_are_counted(void) {
  CassSession* session = connect_without_retries();
  CassFuture* future =
      failing(session, "SELECT * FROM c_error_result.t WHERE id = 1", CASS_CONSISTENCY_THREE);
  const CassErrorResult* error = cass_future_get_error_result(future);
  const char* text;
  size_t length;
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_SERVER_UNAVAILABLE);
  CHECK(cass_future_get_result(future) == NULL);
  CHECK_ERROR(cass_error_result_code(error), CASS_ERROR_SERVER_UNAVAILABLE);
  CHECK_NUMBER(cass_error_result_consistency(error), CASS_CONSISTENCY_THREE);
  CHECK_NUMBER(cass_error_result_responses_required(error), 3);
  CHECK_NUMBER(cass_error_result_responses_received(error), 1);
  CHECK_NUMBER(cass_error_result_num_failures(error), -1);
  CHECK_NUMBER(cass_error_result_write_type(error), CASS_WRITE_TYPE_UNKNOWN);
  CHECK_ERROR(cass_error_result_keyspace(error, &text, &length), CASS_ERROR_LIB_INVALID_ERROR_RESULT_TYPE);
  CHECK_ERROR(cass_error_result_function(error, &text, &length), CASS_ERROR_LIB_INVALID_ERROR_RESULT_TYPE);
  CHECK_NUMBER(cass_error_num_arg_types(error), 0);
  cass_error_result_free(error);
  cass_future_free(future);
  CHECK_OK(finish(cass_session_close(session), CASS_OK));
  cass_session_free(session);
}

static void what_exists_already_is_named(CassSession* session) {
  CassFuture* future = failing(session, "CREATE TABLE t (id int PRIMARY KEY)", CASS_CONSISTENCY_ONE);
  const CassErrorResult* error = cass_future_get_error_result(future);
  const char* text;
  size_t length;
  CHECK_ERROR(cass_error_result_code(error), CASS_ERROR_SERVER_ALREADY_EXISTS);
  /* The error outlives its future. */
  cass_future_free(future);
  CHECK_OK(cass_error_result_keyspace(error, &text, &length));
  CHECK_TEXT(text, length, "c_error_result");
  CHECK_OK(cass_error_result_table(error, &text, &length));
  CHECK_TEXT(text, length, "t");
  CHECK_NUMBER(cass_error_result_consistency(error), CASS_CONSISTENCY_UNKNOWN);
  cass_error_result_free(error);
}

static void the_message_is_that_of_the_server(CassSession* session) {
  CassFuture* future = failing(session, "SELECT * FROM c_error_result.missing", CASS_CONSISTENCY_ONE);
  const char* message;
  size_t length;
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_SERVER_INVALID_QUERY);
  cass_future_error_message(future, &message, &length);
  CHECK_TEXT(message, length, "table missing does not exist");
  CHECK_NUMBER(message[length], 0);
  cass_future_free(future);
}

int main(void) {
  CassSession* session = connect_to("c_error_result");
  no_further_host_can_be_asked(session);
  too_few_replicas_are_counted();
  what_exists_already_is_named(session);
  the_message_is_that_of_the_server(session);
  disconnect(session, "c_error_result");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

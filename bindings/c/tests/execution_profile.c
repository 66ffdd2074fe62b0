#include "cluster.h"

static CassSession* session;

static const char text[] = "SELECT key FROM system.local";

/* Connects with profiles of every kind. */
static void connect_with_profiles(void) {
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  cass_cluster_set_request_timeout(cluster, 60000);

  CassExecProfile* profile = cass_execution_profile_new();
  CHECK_OK(cass_execution_profile_set_request_timeout(profile, 60000));
  CHECK_OK(cass_execution_profile_set_consistency(profile, CASS_CONSISTENCY_SERIAL));
  CHECK_OK(cass_execution_profile_set_serial_consistency(profile, CASS_CONSISTENCY_LOCAL_SERIAL));
  CHECK_OK(cass_execution_profile_set_constant_speculative_execution_policy(profile, 100, 2));
  CHECK_OK(cass_execution_profile_set_no_speculative_execution_policy(profile));
  CassRetryPolicy* retry = cass_retry_policy_fallthrough_new();
  CHECK_OK(cass_execution_profile_set_retry_policy(profile, retry));
  cass_retry_policy_free(retry);
  CHECK_OK(cass_cluster_set_execution_profile(cluster, "serial", profile));

  /* What is set afterwards is not that of the copy. */
  CHECK_OK(cass_execution_profile_set_consistency(profile, CASS_CONSISTENCY_UNKNOWN));
  CHECK_OK(cass_execution_profile_set_load_balance_round_robin(profile));
  CHECK_OK(cass_execution_profile_set_token_aware_routing(profile, cass_false));
  CHECK_OK(cass_execution_profile_set_token_aware_routing_shuffle_replicas(profile, cass_false));
  CHECK_OK(cass_execution_profile_set_latency_aware_routing(profile, cass_true));
  CHECK_OK(cass_execution_profile_set_latency_aware_routing_settings(profile, 2.0, 100, 10000, 100, 1));
  CHECK_OK(cass_execution_profile_set_blacklist_filtering(profile, "127.255.255.254"));
  CHECK_OK(cass_cluster_set_execution_profile_n(cluster, "roundx", 5, profile));

  CHECK_OK(cass_execution_profile_set_whitelist_filtering(profile, "127.255.255.254"));
  CHECK_OK(cass_cluster_set_execution_profile(cluster, "nowhere", profile));
  CHECK_OK(cass_execution_profile_set_whitelist_filtering(profile, ""));
  CHECK_OK(cass_execution_profile_set_blacklist_dc_filtering(profile, "elsewhere"));
  CHECK_OK(cass_execution_profile_set_whitelist_dc_filtering(profile, "nowhere"));
  CHECK_OK(cass_cluster_set_execution_profile(cluster, "no datacenter", profile));

  CHECK_ERROR(cass_cluster_set_execution_profile(cluster, "", profile), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_execution_profile(cluster, NULL, profile), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_execution_profile(cluster, "none", NULL), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_execution_profile_set_load_balance_dc_aware(profile, "", 0, cass_false),
              CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_execution_profile_set_constant_speculative_execution_policy(profile, -1, 0),
              CASS_ERROR_LIB_BAD_PARAMS);
  cass_execution_profile_free(profile);

  session = cass_session_new();
  if (!CHECK_OK(finish(cass_session_connect(session, cluster), CASS_OK))) exit(EXIT_FAILURE);
  cass_cluster_free(cluster);
}

static CassError select_with(const char* profile, CassError expected) {
  CassStatement* statement = cass_statement_new(text, 0);
  CHECK_OK(cass_statement_set_execution_profile(statement, profile));
  CassFuture* future = cass_session_execute(session, statement);
  cass_statement_free(statement);
  return finish(future, expected);
}

static void a_statement_names_its_profile(void) {
  CHECK_OK(select_with("round", CASS_OK));
  CHECK_OK(select_with("serial", CASS_OK));
  CHECK_ERROR(select_with("nowhere", CASS_ERROR_LIB_NO_HOSTS_AVAILABLE), CASS_ERROR_LIB_NO_HOSTS_AVAILABLE);
  CHECK_ERROR(select_with("no datacenter", CASS_ERROR_LIB_NO_HOSTS_AVAILABLE),
              CASS_ERROR_LIB_NO_HOSTS_AVAILABLE);
  CHECK_ERROR(select_with("unknown", CASS_ERROR_LIB_EXECUTION_PROFILE_INVALID),
              CASS_ERROR_LIB_EXECUTION_PROFILE_INVALID);
}

static void a_retry_policy_is_taken_back(void) {
  CassExecProfile* profile = cass_execution_profile_new();
  CassRetryPolicy* policy = cass_retry_policy_fallthrough_new();
  CHECK_OK(cass_execution_profile_set_retry_policy(profile, policy));
  CHECK_OK(cass_execution_profile_set_retry_policy(profile, NULL));
  cass_retry_policy_free(policy);
  cass_execution_profile_free(profile);
}

static void a_profile_is_taken_back(void) {
  CassStatement* statement = cass_statement_new(text, 0);
  CHECK_OK(cass_statement_set_execution_profile_n(statement, "unknown", 7));
  CHECK_OK(cass_statement_set_execution_profile(statement, ""));
  CHECK_OK(finish(cass_session_execute(session, statement), CASS_OK));
  CHECK_OK(cass_statement_set_execution_profile(statement, "unknown"));
  CHECK_OK(cass_statement_set_execution_profile(statement, NULL));
  CHECK_OK(finish(cass_session_execute(session, statement), CASS_OK));
  cass_statement_free(statement);
}

/* SERIAL is a consistency of reads, which a server says when it is asked for in a conditional write. */
static CassError write_with(const char* profile, CassConsistency consistency, CassError expected) {
  CassBatch* batch = cass_batch_new(CASS_BATCH_TYPE_LOGGED);
  CassStatement* insert = cass_statement_new("INSERT INTO c_profiles.rows (key) VALUES (1) IF NOT EXISTS", 0);
  CHECK_OK(cass_batch_add_statement(batch, insert));
  cass_statement_free(insert);
  CHECK_OK(cass_batch_set_execution_profile(batch, profile));
  if (consistency != CASS_CONSISTENCY_UNKNOWN) CHECK_OK(cass_batch_set_consistency(batch, consistency));
  CassFuture* future = cass_session_execute_batch(session, batch);
  cass_batch_free(batch);
  return finish(future, expected);
}

static void what_the_request_says_counts_before_its_profile(void) {
  CHECK_OK(run(session, "DROP KEYSPACE IF EXISTS c_profiles"));
  CHECK_OK(run(session,
               "CREATE KEYSPACE c_profiles WITH replication = {'class': 'SimpleStrategy', "
               "'replication_factor': 1}"));
  CHECK_OK(run(session, "CREATE TABLE c_profiles.rows (key int PRIMARY KEY)"));
  CHECK_ERROR(write_with("serial", CASS_CONSISTENCY_UNKNOWN, CASS_ERROR_SERVER_INVALID_QUERY),
              CASS_ERROR_SERVER_INVALID_QUERY);
  CHECK_OK(write_with("serial", CASS_CONSISTENCY_ONE, CASS_OK));
  CHECK_OK(write_with("round", CASS_CONSISTENCY_UNKNOWN, CASS_OK));
  CHECK_OK(run(session, "DROP KEYSPACE c_profiles"));
}

static int logged = 0;

static void nothing(CassFuture* future, void* data) {
  (void)future;
  (void)data;
}

/* What is logged comes before the callback of the request, on the same thread. */
static CassError execute_and_hear(CassStatement* statement, CassError expected) {
  CassFuture* future = cass_session_execute(session, statement);
  CHECK_OK(cass_future_set_callback(future, nothing, NULL));
  cass_future_wait(future);
  return finish(future, expected);
}

static void count_decisions(const CassLogMessage* message, void* data) {
  (void)data;
  if (strstr(message->message, "unavailable error")) logged += 1;
}

/* Asks for more replicas than there are nodes. The rule of the cluster asks for another node, of which there
 * is none. */
static void retries_are_logged(void) {
  CassRetryPolicy* child = cass_retry_policy_default_new();
  CassRetryPolicy* logging = cass_retry_policy_logging_new(child);
  CassRetryPolicy* never = cass_retry_policy_fallthrough_new();
  CHECK(cass_retry_policy_logging_new(logging) == NULL);
  cass_log_set_level(CASS_LOG_INFO);
  cass_log_set_callback(count_decisions, NULL);
  CassStatement* statement = cass_statement_new("SELECT * FROM system_auth.roles", 0);
  CHECK_OK(cass_statement_set_consistency(statement, CASS_CONSISTENCY_THREE));
  CHECK_OK(cass_statement_set_retry_policy(statement, never));
  CHECK_ERROR(execute_and_hear(statement, CASS_ERROR_SERVER_UNAVAILABLE), CASS_ERROR_SERVER_UNAVAILABLE);
  CHECK_NUMBER(logged, 0);
  CHECK_OK(cass_statement_set_retry_policy(statement, NULL));
  CHECK_ERROR(execute_and_hear(statement, CASS_ERROR_LIB_NO_HOSTS_AVAILABLE),
              CASS_ERROR_LIB_NO_HOSTS_AVAILABLE);
  CHECK_NUMBER(logged, 0);
  CHECK_OK(cass_statement_set_retry_policy(statement, logging));
  cass_retry_policy_free(logging);
  cass_retry_policy_free(child);
  CHECK_ERROR(execute_and_hear(statement, CASS_ERROR_LIB_NO_HOSTS_AVAILABLE),
              CASS_ERROR_LIB_NO_HOSTS_AVAILABLE);
  CHECK_NUMBER(logged, 1);
  cass_statement_free(statement);
  cass_log_set_callback(NULL, NULL);
  cass_log_set_level(CASS_LOG_WARN);

  CassBatch* batch = cass_batch_new(CASS_BATCH_TYPE_UNLOGGED);
  CHECK_OK(cass_batch_set_retry_policy(batch, never));
  CHECK_OK(cass_batch_set_retry_policy(batch, NULL));
  cass_batch_free(batch);
  cass_retry_policy_free(never);
}

/* Tells in which data center a request was answered, in a text that lives until the next one. */
static const char* datacenter_of(CassSession* dcs, const char* profile) {
  static char name[32];
  CassStatement* statement = cass_statement_new("SELECT data_center FROM system.local", 0);
  CHECK_OK(cass_statement_set_execution_profile(statement, profile));
  const CassResult* result = rows(dcs, statement);
  const char* found = "";
  size_t length = 0;
  if (result) {
    const CassValue* value = cass_row_get_column(cass_result_first_row(result), 0);
    CHECK_OK(cass_value_get_string(value, &found, &length));
  }
  snprintf(name, sizeof(name), "%.*s", (int)length, found);
  cass_result_free(result);
  return name;
}

static void a_profile_has_a_data_center_of_its_own(void) {
  CassCluster* cluster = cluster_of("UNICQL_DCS_CONTACT_POINTS");
  CHECK_OK(cass_cluster_set_load_balance_dc_aware(cluster, "dc1", 0, cass_false));
  CassExecProfile* profile = cass_execution_profile_new();
  CHECK_OK(cass_execution_profile_set_load_balance_dc_aware(profile, "dc2", 0, cass_false));
  CHECK_OK(cass_cluster_set_execution_profile(cluster, "second", profile));
  CHECK_OK(cass_execution_profile_set_load_balance_round_robin(profile));
  CHECK_OK(cass_execution_profile_set_blacklist_dc_filtering(profile, "dc1"));
  CHECK_OK(cass_cluster_set_execution_profile(cluster, "not the first", profile));
  cass_execution_profile_free(profile);
  profile = cass_execution_profile_new();
  CHECK_OK(cass_execution_profile_set_blacklist_dc_filtering(profile, "dc1"));
  CHECK_OK(cass_cluster_set_execution_profile(cluster, "that of the cluster", profile));
  cass_execution_profile_free(profile);

  CassSession* dcs = cass_session_new();
  if (!CHECK_OK(finish(cass_session_connect(dcs, cluster), CASS_OK))) exit(EXIT_FAILURE);
  cass_cluster_free(cluster);
  for (int i = 0; i < 4; ++i) {
    CHECK(strcmp(datacenter_of(dcs, ""), "dc1") == 0);
    CHECK(strcmp(datacenter_of(dcs, "second"), "dc2") == 0);
    CHECK(strcmp(datacenter_of(dcs, "not the first"), "dc2") == 0);
    CHECK(strcmp(datacenter_of(dcs, "that of the cluster"), "dc1") == 0);
  }
  CHECK_OK(finish(cass_session_close(dcs), CASS_OK));
  cass_session_free(dcs);
}

static void disconnect_from_all(void) {
  CHECK_OK(finish(cass_session_close(session), CASS_OK));
  cass_session_free(session);
}

int main(void) {
  RUN(connect_with_profiles, a_statement_names_its_profile, a_profile_is_taken_back,
      a_retry_policy_is_taken_back, what_the_request_says_counts_before_its_profile, retries_are_logged,
      a_profile_has_a_data_center_of_its_own, disconnect_from_all);
}

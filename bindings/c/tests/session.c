#include "cluster.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <threads.h>
#include <unistd.h>

static CassFuture* connect_with(CassSession* session, CassCluster* cluster, const char* keyspace) {
  CassFuture* future = cass_session_connect_keyspace(session, cluster, keyspace);
  cass_cluster_free(cluster);
  return future;
}

static void a_session_connects_and_closes_many_times(void) {
  CassSession* session = cass_session_new();
  for (int i = 0; i < 3; ++i) {
    CHECK_OK(finish(connect_with(session, cluster_of("UNICQL_CONTACT_POINTS"), ""), CASS_OK));
    CassError again = CASS_ERROR_LIB_UNABLE_TO_CONNECT;
    CHECK_ERROR(finish(connect_with(session, cluster_of("UNICQL_CONTACT_POINTS"), ""), again), again);
    CHECK_OK(finish(cass_session_close(session), CASS_OK));
    CHECK_ERROR(finish(cass_session_close(session), CASS_ERROR_LIB_UNABLE_TO_CLOSE),
                CASS_ERROR_LIB_UNABLE_TO_CLOSE);
  }
  cass_session_free(session);
}

static void a_session_that_is_not_connected_refuses_requests(void) {
  CassSession* session = cass_session_new();
  CassStatement* statement = cass_statement_new("SELECT * FROM system.local", 0);
  CassFuture* future = cass_session_execute(session, statement);
  const char* message;
  size_t length;
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_LIB_NO_HOSTS_AVAILABLE);
  cass_future_error_message(future, &message, &length);
  CHECK_TEXT(message, length, "Session is not connected");
  cass_future_free(future);
  cass_statement_free(statement);
  cass_session_free(session);
}

static atomic_bool ended;
static atomic_int late;

static void count_late(const CassLogMessage* message, void* data) {
  (void)message, (void)data;
  late += ended;
}

/* What its callbacks work on is the program's to free then. */
static void a_session_that_is_freed_calls_nothing_any_more(void) {
  cass_log_set_callback(count_late, NULL);
  cass_log_set_level(CASS_LOG_TRACE);
  for (int i = 0; i < 20; ++i) {
    CassSession* session = cass_session_new();
    CHECK_OK(finish(connect_with(session, cluster_of("UNICQL_CONTACT_POINTS"), ""), CASS_OK));
    cass_session_free(session);
    ended = true;
    thrd_sleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    CHECK_NUMBER(late, 0);
    ended = false;
  }
  cass_log_set_level(CASS_LOG_WARN);
  cass_log_set_callback(NULL, NULL);
}

static atomic_int warnings;

static void count_warnings(const CassLogMessage* message, void* data) {
  (void)data;
  warnings += strstr(message->message, "Aggregation query used without partition key") != NULL;
}

static void what_is_logged_of_a_request_is_heard_before_its_answer(void) {
  CassSession* session = cass_session_new();
  CHECK_OK(finish(connect_with(session, cluster_of("UNICQL_CONTACT_POINTS"), ""), CASS_OK));
  cass_log_set_callback(count_warnings, NULL);
  for (int i = 1; i <= 100; ++i) {
    CHECK_OK(run(session, "SELECT count(*) FROM system.local"));
    CHECK_NUMBER(warnings, i);
  }
  cass_log_set_callback(NULL, NULL);
  cass_session_free(session);
}

static void a_session_may_be_freed_while_it_connects(void) {
  CassSession* session = cass_session_new();
  CassFuture* future = connect_with(session, cluster_of("UNICQL_CONTACT_POINTS"), "");
  cass_session_free(session);
  CassError code = cass_future_error_code(future);
  CHECK(code == CASS_OK || code == CASS_ERROR_LIB_UNABLE_TO_CONNECT);
  cass_future_free(future);
}

static void requests_under_way_end_before_the_session(void) {
  CassSession* session = cass_session_new();
  CHECK_OK(finish(connect_with(session, cluster_of("UNICQL_CONTACT_POINTS"), "system"), CASS_OK));
  CassFuture* futures[50];
  for (int i = 0; i < 50; ++i) {
    CassStatement* statement = cass_statement_new("SELECT * FROM local", 0);
    futures[i] = cass_session_execute(session, statement);
    cass_statement_free(statement);
  }
  cass_session_free(session);
  for (int i = 0; i < 50; ++i) {
    CHECK_NUMBER(cass_future_ready(futures[i]), cass_true);
    CHECK_OK(finish(futures[i], CASS_OK));
  }
}

static void hosts_that_cannot_be_reached_are_told(void) {
  CassSession* session = cass_session_new();
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  CHECK_OK(cass_cluster_set_port(cluster, 1));
  CassFuture* future = connect_with(session, cluster, "");
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_LIB_NO_HOSTS_AVAILABLE);
  CHECK(cass_future_get_error_result(future) == NULL);
  cass_future_free(future);
  /* After a failure, the session may try again. */
  CHECK_OK(finish(connect_with(session, cluster_of("UNICQL_CONTACT_POINTS"), ""), CASS_OK));
  cass_session_free(session);
}

static void a_data_center_without_hosts_is_told(void) {
  CassSession* session = cass_session_new();
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  CHECK_OK(cass_cluster_set_load_balance_dc_aware(cluster, "no_such_dc", 0, cass_false));
  CassFuture* future = connect_with(session, cluster, "");
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_LIB_NO_HOSTS_AVAILABLE);
  const char* message;
  size_t length;
  cass_future_error_message(future, &message, &length);
  CHECK_TEXT(message, length,
             "No hosts available for the control connection using the DC-aware load balancing policy. "
             "Check to see if the configured local datacenter is valid");
  cass_future_free(future);
  cass_session_free(session);
}

static void keyspaces_are_used_by_their_names_in_cql(void) {
  CassSession* session = cass_session_new();
  CassError unable = CASS_ERROR_LIB_UNABLE_TO_SET_KEYSPACE;
  CassFuture* future = connect_with(session, cluster_of("UNICQL_CONTACT_POINTS"), "no_such_keyspace");
  CHECK_ERROR(cass_future_error_code(future), unable);
  cass_future_free(future);
  CHECK_OK(finish(connect_with(session, cluster_of("UNICQL_CONTACT_POINTS"), "SYSTEM"), CASS_OK));
  CHECK_OK(run(session, "SELECT key FROM local"));
  CHECK_OK(finish(cass_session_close(session), CASS_OK));
  CHECK_OK(finish(connect_with(session, cluster_of("UNICQL_CONTACT_POINTS"), "\"system\""), CASS_OK));
  CHECK_OK(run(session, "USE system_schema"));
  CHECK_OK(run(session, "SELECT * FROM keyspaces"));
  cass_session_free(session);
}

/* Connects in vain, and checks code and text. */
static void fails_to_connect(CassCluster* cluster, CassError code, const char* expected) {
  CassSession* session = cass_session_new();
  const char* message;
  size_t length;
  cass_log_set_level(CASS_LOG_DISABLED);
  CassFuture* future = connect_with(session, cluster, "");
  CHECK_ERROR(cass_future_error_code(future), code);
  cass_future_error_message(future, &message, &length);
  CHECK_TEXT(message, length, expected);
  cass_future_free(future);
  cass_session_free(session);
  cass_log_set_level(CASS_LOG_WARN);
}

static void why_no_host_can_be_used_is_told_in_known_words(void) {
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  CHECK_OK(cass_cluster_set_port(cluster, 1));
  fails_to_connect(cluster, CASS_ERROR_LIB_NO_HOSTS_AVAILABLE,
                   "Underlying connection error: Connect error 'connection refused'");
  cluster = cass_cluster_new();
  CHECK_OK(cass_cluster_set_contact_points(cluster, "unknown.invalid"));
  fails_to_connect(cluster, CASS_ERROR_LIB_NO_HOSTS_AVAILABLE, "Unable to connect to any contact points");
  fails_to_connect(cass_cluster_new(), CASS_ERROR_LIB_NO_HOSTS_AVAILABLE,
                   "Unable to connect to any contact points");
  fails_to_connect(cluster_of("UNICQL_AUTH_CONTACT_POINTS"), CASS_ERROR_SERVER_BAD_CREDENTIALS,
                   "Underlying connection error: Authentication required but no auth provider set");
}

static void a_connection_may_take_as_long_as_it_takes(void) {
  CassSession* session = cass_session_new();
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  cass_cluster_set_connect_timeout(cluster, 0);
  CHECK_OK(finish(connect_with(session, cluster, ""), CASS_OK));
  cass_session_free(session);
}

static void lists_of_hosts_are_kept_to(void) {
  const char* none =
      "No hosts available for the control connection using the configured load balancing policy";
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  cass_cluster_set_whitelist_filtering(cluster, "192.0.2.1");
  fails_to_connect(cluster, CASS_ERROR_LIB_NO_HOSTS_AVAILABLE, none);
  cluster = cluster_of("UNICQL_CONTACT_POINTS");
  cass_cluster_set_whitelist_dc_filtering(cluster, "no_such_dc");
  fails_to_connect(cluster, CASS_ERROR_LIB_NO_HOSTS_AVAILABLE, none);

  CassSession* session = cass_session_new();
  cluster = cluster_of("UNICQL_CONTACT_POINTS");
  cass_cluster_set_whitelist_filtering(cluster, "192.0.2.1");
  cass_cluster_set_whitelist_filtering(cluster, "");
  cass_cluster_set_blacklist_dc_filtering(cluster, "elsewhere, nowhere");
  CHECK_OK(finish(connect_with(session, cluster, ""), CASS_OK));
  CHECK_OK(run(session, "SELECT key FROM system.local"));
  cass_session_free(session);
}

/* What the threads share. */
static CassSession* shared;
static const CassPrepared* shared_select;

static int select_often(void* unused) {
  (void)unused;
  int found = 0;
  for (int i = 0; i < 100; ++i) {
    CassStatement* statement = cass_prepared_bind(shared_select);
    cass_statement_bind_string(statement, 0, "local");
    CassFuture* future = cass_session_execute(shared, statement);
    cass_statement_free(statement);
    const CassResult* result = cass_future_get_result(future);
    cass_future_free(future);
    found += (int)cass_result_row_count(result);
    cass_result_free(result);
  }
  return found;
}

static void many_threads_share_a_session(void) {
  thrd_t threads[4];
  shared = cass_session_new();
  CHECK_OK(finish(connect_with(shared, cluster_of("UNICQL_CONTACT_POINTS"), ""), CASS_OK));
  shared_select = prepare(shared, "SELECT key FROM system.local WHERE key = ?");
  for (int i = 0; i < 4; ++i) CHECK(thrd_create(&threads[i], select_often, NULL) == thrd_success);
  for (int i = 0; i < 4; ++i) {
    int found = 0;
    thrd_join(threads[i], &found);
    CHECK_NUMBER(found, 100);
  }
  cass_prepared_free(shared_select);
  cass_session_free(shared);
}

/* The signals that a thread of this process blocks, or -1. */
static long long blocked_by(const char* thread) {
  char path[64], line[256];
  long long blocked = -1;
  for (int id = getpid(); id < getpid() + 1000 && blocked < 0; ++id) {
    snprintf(path, sizeof(path), "/proc/self/task/%d/status", id);
    FILE* status = fopen(path, "r");
    bool is_wanted = false;
    while (status && fgets(line, sizeof(line), status)) {
      if (strncmp(line, "Name:", 5) == 0) is_wanted = strstr(line, thread) != NULL;
      if (is_wanted && strncmp(line, "SigBlk:", 7) == 0) blocked = (long long)strtoull(line + 7, NULL, 16);
    }
    if (status) fclose(status);
  }
  return blocked;
}

static void a_broken_connection_does_not_end_the_process(void) {
  CassSession* session = cass_session_new();
  CHECK_OK(finish(connect_with(session, cluster_of("UNICQL_CONTACT_POINTS"), ""), CASS_OK));
  long long blocked = blocked_by("unicql-io");
  CHECK(blocked >= 0);
  CHECK(blocked & (1LL << (SIGPIPE - 1)));
  cass_session_free(session);
}

static void credentials_are_checked(void) {
  CassSession* session = cass_session_new();
  CassError bad = CASS_ERROR_SERVER_BAD_CREDENTIALS;
  CassCluster* cluster = cluster_of("UNICQL_AUTH_CONTACT_POINTS");
  cass_cluster_set_credentials(cluster, "cassandra", "wrong");
  CassFuture* future = connect_with(session, cluster, "");
  CHECK_ERROR(cass_future_error_code(future), bad);
  cass_future_free(future);
  future = connect_with(session, cluster_of("UNICQL_AUTH_CONTACT_POINTS"), "");
  CHECK_ERROR(cass_future_error_code(future), bad);
  cass_future_free(future);
  cluster = cluster_of("UNICQL_AUTH_CONTACT_POINTS");
  cass_cluster_set_credentials_n(cluster, "cassandra and more", 9, "cassandra and more", 9);
  CHECK_OK(finish(connect_with(session, cluster, ""), CASS_OK));
  cass_session_free(session);
}

int main(void) {
  RUN(a_session_connects_and_closes_many_times, a_session_that_is_not_connected_refuses_requests,
      a_session_that_is_freed_calls_nothing_any_more, what_is_logged_of_a_request_is_heard_before_its_answer,
      a_session_may_be_freed_while_it_connects, requests_under_way_end_before_the_session,
      hosts_that_cannot_be_reached_are_told, why_no_host_can_be_used_is_told_in_known_words,
      a_connection_may_take_as_long_as_it_takes, a_data_center_without_hosts_is_told,
      keyspaces_are_used_by_their_names_in_cql, lists_of_hosts_are_kept_to, many_threads_share_a_session,
      a_broken_connection_does_not_end_the_process, credentials_are_checked);
}

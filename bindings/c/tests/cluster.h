/* A session on the cluster that the environment names, with a keyspace of the test program's own. */

#ifndef CLUSTER_H
#define CLUSTER_H

#include "check.h"

/* Reads a variable that `npm test` sets; without it the program ends as failed. */
static inline const char* environment(const char* name) {
  const char* value = getenv(name);
  if (!value || !*value) {
    fprintf(stderr, "%s is not set: run this through `npm test`, or set it\n", name);
    exit(EXIT_FAILURE);
  }
  return value;
}

/* Makes a cluster description out of a list of ip:port. */
static inline CassCluster* cluster_of(const char* variable) {
  CassCluster* cluster = cass_cluster_new();
  const char* rest = environment(variable);
  while (*rest) {
    size_t length = strcspn(rest, ",");
    size_t host = strcspn(rest, ":,");
    CHECK_OK(cass_cluster_set_contact_points_n(cluster, rest, host));
    if (host < length) CHECK_OK(cass_cluster_set_port(cluster, atoi(rest + host + 1)));
    rest += rest[length] == ',' ? length + 1 : length;
  }
  return cluster;
}

/* Waits for a future, frees it, and gives its error code; an unexpected message is printed. */
static inline CassError finish(CassFuture* future, CassError expected) {
  CassError code = cass_future_error_code(future);
  if (code != expected) {
    const char* message;
    size_t length;
    cass_future_error_message(future, &message, &length);
    fprintf(stderr, "%.*s\n", (int)length, message);
  }
  cass_future_free(future);
  return code;
}

static inline CassError run(CassSession* session, const char* cql) {
  CassStatement* statement = cass_statement_new(cql, 0);
  CassFuture* future = cass_session_execute(session, statement);
  cass_statement_free(statement);
  return finish(future, CASS_OK);
}

/* Executes a statement, frees it, and gives the result, or NULL after an error was reported. */
static inline const CassResult* rows(CassSession* session, CassStatement* statement) {
  CassFuture* future = cass_session_execute(session, statement);
  const CassResult* result = cass_future_get_result(future);
  cass_statement_free(statement);
  CHECK_OK(finish(future, CASS_OK));
  return result;
}

static inline const CassResult* select_rows(CassSession* session, const char* cql) {
  return rows(session, cass_statement_new(cql, 0));
}

static inline const CassPrepared* prepare(CassSession* session, const char* cql) {
  CassFuture* future = cass_session_prepare(session, cql);
  const CassPrepared* prepared = cass_future_get_prepared(future);
  CHECK_OK(finish(future, CASS_OK));
  return prepared;
}

/* Connects, and starts with an empty keyspace. A test that cannot connect ends its program. */
static inline CassSession* connect_to(const char* keyspace) {
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  CassSession* session = cass_session_new();
  cass_cluster_set_request_timeout(cluster, 60000);
  CassError code = finish(cass_session_connect(session, cluster), CASS_OK);
  cass_cluster_free(cluster);
  if (code != CASS_OK) exit(EXIT_FAILURE);
  char cql[256];
  snprintf(cql, sizeof(cql), "DROP KEYSPACE IF EXISTS %s", keyspace);
  CHECK_OK(run(session, cql));
  snprintf(cql, sizeof(cql),
           "CREATE KEYSPACE %s WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
           keyspace);
  CHECK_OK(run(session, cql));
  snprintf(cql, sizeof(cql), "USE %s", keyspace);
  CHECK_OK(run(session, cql));
  return session;
}

/* Removes the keyspace and closes the session. */
static inline void disconnect(CassSession* session, const char* keyspace) {
  char cql[256];
  snprintf(cql, sizeof(cql), "DROP KEYSPACE %s", keyspace);
  CHECK_OK(run(session, cql));
  CHECK_OK(finish(cass_session_close(session), CASS_OK));
  cass_session_free(session);
}

#endif

#include "cluster.h"

typedef struct {
  int count;
  CassHostListenerEvent events[8];
  char addresses[8][CASS_INET_STRING_LENGTH];
} Heard;

static void hear(CassHostListenerEvent event, const CassInet address, void* data) {
  Heard* heard = data;
  if (heard->count == 8) return;
  heard->events[heard->count] = event;
  cass_inet_string(address, heard->addresses[heard->count]);
  heard->count += 1;
}

/* A callback comes after those that were there before it, on the same thread. */
static void note(CassFuture* future, void* data) {
  (void)future;
  *(int*)data += 1;
}

static void a_listener_hears_of_the_hosts_that_are_there(void) {
  Heard heard = {0};
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  CHECK_OK(cass_cluster_set_host_listener_callback(cluster, hear, &heard));
  CassSession* session = cass_session_new();
  CHECK_OK(finish(cass_session_connect(session, cluster), CASS_OK));
  cass_cluster_free(cluster);
  int noted = 0;
  CassStatement* statement = cass_statement_new("SELECT key FROM system.local", 0);
  CassFuture* future = cass_session_execute(session, statement);
  CHECK_OK(cass_future_set_callback(future, note, &noted));
  cass_future_wait(future);
  cass_statement_free(statement);
  CHECK_OK(finish(cass_session_close(session), CASS_OK));
  cass_session_free(session);
  cass_future_free(future);
  CHECK_NUMBER(noted, 1);
  if (!CHECK(heard.count >= 2)) return;
  CHECK_NUMBER(heard.events[0], CASS_HOST_LISTENER_EVENT_ADD);
  CHECK_NUMBER(heard.events[1], CASS_HOST_LISTENER_EVENT_UP);
  CHECK_TEXT(heard.addresses[0], strlen(heard.addresses[0]), heard.addresses[1]);
}

int main(void) {
  RUN(a_listener_hears_of_the_hosts_that_are_there);
}

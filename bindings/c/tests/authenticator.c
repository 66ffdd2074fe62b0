#include <ctype.h>
#include <time.h>

#include "cluster.h"

/* What the callbacks saw; they all run on one thread. */
typedef struct {
  int started;
  int succeeded;
  int ended;
  int freed;
  int buffers_after_the_end;
  int same_data;
  char class_name[128];
  char address[CASS_INET_STRING_LENGTH];
} Seen;

static const char credentials[] = "\0cassandra\0cassandra";

static void start(CassAuthenticator* auth, void* data) {
  Seen* seen = data;
  seen->started += 1;
  size_t length;
  const char* name = cass_authenticator_class_name(auth, &length);
  snprintf(seen->class_name, sizeof(seen->class_name), "%.*s", (int)length, name);
  CassInet address;
  cass_authenticator_address(auth, &address);
  if (address.address_length > 0) cass_inet_string(address, seen->address);
  name = cass_authenticator_hostname(auth, &length);
  CHECK_TEXT(name, length, "");
  CHECK(cass_authenticator_exchange_data(auth) == NULL);
  cass_authenticator_set_exchange_data(auth, seen->class_name);
  char* response = cass_authenticator_response(auth, sizeof(credentials) - 1);
  memcpy(response, credentials, sizeof(credentials) - 1);
}

static void succeed(CassAuthenticator* auth, void* data, const char* token, size_t token_size) {
  (void)token;
  Seen* seen = data;
  seen->succeeded += 1;
  seen->same_data += cass_authenticator_exchange_data(auth) == seen->class_name;
  seen->buffers_after_the_end += cass_authenticator_response(auth, token_size + 1) != NULL;
}

static void end(CassAuthenticator* auth, void* data) {
  (void)auth;
  ((Seen*)data)->ended += 1;
}

static void free_data(void* data) {
  ((Seen*)data)->freed += 1;
}

static CassError connect_with(CassCluster* cluster, CassError expected) {
  CassSession* session = cass_session_new();
  CassError code = finish(cass_session_connect(session, cluster), expected);
  if (code == CASS_OK) CHECK_OK(run(session, "SELECT key FROM system.local"));
  cass_session_free(session);
  return code;
}

/* The data is freed on a thread of the library's own. */
static void wait_until_freed(const Seen* seen) {
  const struct timespec nap = {0, 10 * 1000 * 1000};
  for (int i = 0; i < 3000 && *(const volatile int*)&seen->freed == 0; ++i) nanosleep(&nap, NULL);
}

static void callbacks_authenticate(void) {
  Seen seen = {0};
  CassAuthenticatorCallbacks callbacks = {start, NULL, succeed, end};
  CassCluster* cluster = cluster_of("UNICQL_AUTH_CONTACT_POINTS");
  cass_cluster_set_credentials(cluster, "nobody", "knows");
  CHECK_OK(cass_cluster_set_authenticator_callbacks(cluster, &callbacks, free_data, &seen));
  CHECK_OK(connect_with(cluster, CASS_OK));
  CHECK(seen.started > 0);
  CHECK_NUMBER(seen.succeeded, seen.started);
  CHECK_NUMBER(seen.same_data, seen.started);
  CHECK_NUMBER(seen.buffers_after_the_end, 0);
  CHECK(strstr(seen.class_name, "PasswordAuthenticator") != NULL);
  CHECK(isdigit((unsigned char)seen.address[0]));
  CHECK_NUMBER(seen.freed, 0);
  cass_cluster_free(cluster);
  wait_until_freed(&seen);
  CHECK_NUMBER(seen.freed, 1);
  CHECK_NUMBER(seen.ended, seen.started);
}

static void refuse(CassAuthenticator* auth, void* data) {
  (void)data;
  cass_authenticator_set_response(auth, "never sent", 10);
  cass_authenticator_set_error(auth, "no ticket");
}

static void say_nothing(CassAuthenticator* auth, void* data) {
  (void)data;
  cass_authenticator_set_error_n(auth, "forgotten", 9);
  cass_authenticator_set_error(auth, NULL);
}

static void callbacks_give_up(void) {
  CassAuthenticatorCallbacks callbacks = {refuse, NULL, NULL, NULL};
  CassCluster* cluster = cluster_of("UNICQL_AUTH_CONTACT_POINTS");
  CHECK_OK(cass_cluster_set_authenticator_callbacks(cluster, &callbacks, NULL, NULL));
  CassSession* session = cass_session_new();
  CassFuture* future = cass_session_connect(session, cluster);
  const char* message;
  size_t length;
  cass_future_error_message(future, &message, &length);
  char told[512];
  snprintf(told, sizeof(told), "%.*s", (int)length, message);
  CHECK(strstr(told, "no ticket") != NULL);
  CHECK_ERROR(cass_future_error_code(future), CASS_ERROR_SERVER_BAD_CREDENTIALS);
  cass_future_free(future);
  cass_session_free(session);

  /* An error without words is none, so the server gets an empty answer and says what it thinks of it. */
  callbacks.initial_callback = say_nothing;
  CHECK_OK(cass_cluster_set_authenticator_callbacks(cluster, &callbacks, NULL, NULL));
  CHECK_ERROR(connect_with(cluster, CASS_ERROR_SERVER_BAD_CREDENTIALS), CASS_ERROR_SERVER_BAD_CREDENTIALS);

  /* What is set last counts. */
  cass_cluster_set_credentials(cluster, "cassandra", "cassandra");
  CHECK_OK(connect_with(cluster, CASS_OK));
  cass_cluster_free(cluster);
}

int main(void) {
  cass_log_set_level(CASS_LOG_DISABLED);
  RUN(callbacks_authenticate, callbacks_give_up);
}

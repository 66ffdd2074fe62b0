#include "c_adapter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SESSIONS = 256, STATEMENTS = 4096 };

/* A session with its prepared statements. */
typedef struct Connection_ {
  CassSession* session;
  size_t prepared_count;
  struct {
    json_t* text;
    const CassPrepared* prepared;
  } prepared[STATEMENTS];
} Connection;

static Connection* connections[SESSIONS];
static int connection_count = 0;

static Connection* connection_of(json_t* request) {
  return connections[json_integer_value(json_object_get(request, "session"))];
}

CassSession* session_of(json_t* request) {
  return connection_of(request)->session;
}

static void free_connection(Connection* connection) {
  for (size_t i = 0; i < connection->prepared_count; ++i) {
    json_decref(connection->prepared[i].text);
    cass_prepared_free(connection->prepared[i].prepared);
  }
  cass_session_free(connection->session);
  free(connection);
}

void free_sessions(void) {
  for (int i = 1; i <= connection_count; ++i) free_connection(connections[i]);
  connection_count = 0;
}

json_t* close_session(json_t* request) {
  CassFuture* future = cass_session_close(session_of(request));
  if (cass_future_error_code(future) != CASS_OK) return failed_with(future, "result");
  cass_future_free(future);
  return ok(json_object());
}

/* Makes an SSL context out of PEM texts. */
static CassError set_tls(CassCluster* cluster, json_t* tls) {
  CassSsl* ssl = cass_ssl_new();
  CassError error = CASS_OK;
  bool verify = json_is_true(json_object_get(tls, "verify"));
  cass_ssl_set_verify_flags(ssl, verify ? CASS_SSL_VERIFY_PEER_CERT : CASS_SSL_VERIFY_NONE);
  if (is_given(tls, "ca")) error = cass_ssl_add_trusted_cert(ssl, text_at(tls, "ca"));
  if (error == CASS_OK && is_given(tls, "cert")) error = cass_ssl_set_cert(ssl, text_at(tls, "cert"));
  if (error == CASS_OK && is_given(tls, "key"))
    error = cass_ssl_set_private_key(ssl, text_at(tls, "key"), NULL);
  if (error == CASS_OK) cass_cluster_set_ssl(cluster, ssl);
  cass_ssl_free(ssl);
  return error;
}

static CassError configure(CassCluster* cluster, json_t* request) {
  size_t i;
  json_t* point;
  CassError error = CASS_OK;
  json_array_foreach(json_object_get(request, "contact_points"), i, point) {
    error = cass_cluster_set_contact_points(cluster, json_string_value(point));
    if (error != CASS_OK) return error;
  }
  if (is_given(request, "port")) {
    error = cass_cluster_set_port(cluster, (int)json_integer_value(json_object_get(request, "port")));
  }
  if (is_given(request, "username")) {
    cass_cluster_set_credentials(cluster, text_at(request, "username"), text_at(request, "password"));
  }
  if (error == CASS_OK && is_given(request, "local_datacenter")) {
    error =
        cass_cluster_set_load_balance_dc_aware(cluster, text_at(request, "local_datacenter"), 0, cass_false);
  }
  if (is_given(request, "connect_timeout_ms")) {
    json_t* timeout = json_object_get(request, "connect_timeout_ms");
    cass_cluster_set_connect_timeout(cluster, (unsigned)json_integer_value(timeout));
  }
  if (is_given(request, "request_timeout_ms")) {
    json_t* timeout = json_object_get(request, "request_timeout_ms");
    cass_cluster_set_request_timeout(cluster, (unsigned)json_integer_value(timeout));
  }
  if (error == CASS_OK && is_given(request, "tls")) error = set_tls(cluster, json_object_get(request, "tls"));
  return error;
}

json_t* connect_session(json_t* request) {
  CassCluster* cluster = cass_cluster_new();
  CassError error = configure(cluster, request);
  if (error != CASS_OK) {
    cass_cluster_free(cluster);
    return failed(error_of_code(error, "connect"));
  }
  char keyspace[256] = "";
  if (is_given(request, "keyspace"))
    snprintf(keyspace, sizeof(keyspace), "\"%s\"", text_at(request, "keyspace"));
  Connection* connection = calloc(1, sizeof(Connection));
  connection->session = cass_session_new();
  CassFuture* future = cass_session_connect_keyspace(connection->session, cluster, keyspace);
  cass_cluster_free(cluster);
  if (cass_future_error_code(future) != CASS_OK) {
    free_connection(connection);
    return failed_with(future, "connect");
  }
  cass_future_free(future);
  connections[++connection_count] = connection;
  return ok(json_pack("{s:i}", "session", connection_count));
}

const CassPrepared* prepared_of(json_t* request, json_t* text, json_t** reply) {
  Connection* connection = connection_of(request);
  for (size_t i = 0; i < connection->prepared_count; ++i) {
    if (json_equal(connection->prepared[i].text, text)) return connection->prepared[i].prepared;
  }
  CassFuture* future =
      cass_session_prepare_n(connection->session, json_string_value(text), json_string_length(text));
  if (cass_future_error_code(future) != CASS_OK) {
    *reply = failed_with(future, "bind");
    return NULL;
  }
  const CassPrepared* prepared = cass_future_get_prepared(future);
  cass_future_free(future);
  if (connection->prepared_count == STATEMENTS) abort();
  connection->prepared[connection->prepared_count].text = json_incref(text);
  connection->prepared[connection->prepared_count++].prepared = prepared;
  return prepared;
}

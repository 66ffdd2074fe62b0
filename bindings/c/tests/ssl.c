#include "cluster.h"

static char* content(const char* variable) {
  const char* path = environment(variable);
  FILE* file = fopen(path, "rb");
  char* text = calloc(1, 1 << 16);
  if (!file || !text || fread(text, 1, (1 << 16) - 1, file) == 0) {
    fprintf(stderr, "%s: %s cannot be read\n", variable, path);
    exit(EXIT_FAILURE);
  }
  fclose(file);
  return text;
}

static CassError connect_tls(CassSsl* ssl, CassError expected) {
  CassSession* session = cass_session_new();
  CassCluster* cluster = cluster_of("UNICQL_TLS_CONTACT_POINTS");
  cass_cluster_set_ssl(cluster, ssl);
  cass_ssl_free(ssl);
  CassError code = finish(cass_session_connect(session, cluster), expected);
  cass_cluster_free(cluster);
  cass_session_free(session);
  return code;
}

static void texts_are_checked(void) {
  CassSsl* ssl = cass_ssl_new_no_lib_init();
  CHECK_ERROR(cass_ssl_add_trusted_cert(ssl, "garbage"), CASS_ERROR_SSL_INVALID_CERT);
  CHECK_ERROR(cass_ssl_add_trusted_cert(ssl, NULL), CASS_ERROR_SSL_INVALID_CERT);
  CHECK_ERROR(cass_ssl_set_cert(ssl, "garbage"), CASS_ERROR_SSL_INVALID_CERT);
  CHECK_ERROR(cass_ssl_set_private_key(ssl, "garbage", NULL), CASS_ERROR_SSL_INVALID_PRIVATE_KEY);
  CHECK_OK(cass_ssl_set_min_protocol_version(ssl, CASS_SSL_VERSION_TLS1_2));
  CHECK_ERROR(cass_ssl_set_min_protocol_version(ssl, (CassSslTlsVersion)3), CASS_ERROR_LIB_BAD_PARAMS);
  cass_ssl_free(ssl);
}

static CassSsl* trusting(int flags) {
  CassSsl* ssl = cass_ssl_new();
  char* ca = content("UNICQL_TLS_CA");
  char* cert = content("UNICQL_TLS_CERT");
  char* key = content("UNICQL_TLS_KEY");
  CHECK_OK(cass_ssl_add_trusted_cert(ssl, ca));
  CHECK_OK(cass_ssl_set_cert_n(ssl, cert, strlen(cert)));
  CHECK_OK(cass_ssl_set_private_key_n(ssl, key, strlen(key), NULL, 0));
  cass_ssl_set_verify_flags(ssl, flags);
  free(ca);
  free(cert);
  free(key);
  return ssl;
}

static void a_trusted_server_is_connected_to(void) {
  CHECK_OK(connect_tls(trusting(CASS_SSL_VERIFY_PEER_CERT), CASS_OK));
  CHECK_OK(connect_tls(trusting(CASS_SSL_VERIFY_NONE), CASS_OK));
  CHECK_OK(connect_tls(trusting(CASS_SSL_VERIFY_PEER_CERT | CASS_SSL_VERIFY_PEER_IDENTITY), CASS_OK));
}

static void a_server_that_nobody_vouches_for_is_refused(void) {
  CassSsl* ssl = trusting(CASS_SSL_VERIFY_PEER_CERT);
  CassSsl* empty = cass_ssl_new();
  char* cert = content("UNICQL_TLS_CERT");
  CHECK_OK(cass_ssl_add_trusted_cert(empty, cert));
  free(cert);
  cass_ssl_free(ssl);
  CHECK_ERROR(connect_tls(empty, CASS_ERROR_SSL_INVALID_PEER_CERT), CASS_ERROR_SSL_INVALID_PEER_CERT);
}

/* What goes wrong before a certificate is seen is no fault of one. */
static void a_server_without_tls_is_told(void) {
  CassSession* session = cass_session_new();
  CassCluster* cluster = cluster_of("UNICQL_CONTACT_POINTS");
  CassSsl* ssl = trusting(CASS_SSL_VERIFY_PEER_CERT);
  cass_cluster_set_ssl(cluster, ssl);
  cass_ssl_free(ssl);
  CassError fault = CASS_ERROR_SSL_PROTOCOL_ERROR;
  CHECK_ERROR(finish(cass_session_connect(session, cluster), fault), fault);
  cass_cluster_free(cluster);
  cass_session_free(session);
}

static void a_server_is_refused_when_nothing_is_trusted(void) {
  CHECK_ERROR(connect_tls(cass_ssl_new(), CASS_ERROR_SSL_INVALID_PEER_CERT),
              CASS_ERROR_SSL_INVALID_PEER_CERT);
}

int main(void) {
  RUN(texts_are_checked, a_trusted_server_is_connected_to, a_server_that_nobody_vouches_for_is_refused,
      a_server_without_tls_is_told, a_server_is_refused_when_nothing_is_trusted);
}

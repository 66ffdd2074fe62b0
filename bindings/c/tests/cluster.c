#include "check.h"

static void bad_options_are_refused(void) {
  CassCluster* cluster = cass_cluster_new();
  CHECK_ERROR(cass_cluster_set_port(cluster, 0), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_port(cluster, -1), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_port(cluster, 65536), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_cluster_set_port(cluster, 65535));
  CHECK_ERROR(cass_cluster_set_num_threads_io(cluster, 0), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_cluster_set_num_threads_io(cluster, 4));
  CHECK_ERROR(cass_cluster_set_queue_size_io(cluster, 0), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_core_connections_per_host(cluster, 0), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_consistency(cluster, CASS_CONSISTENCY_UNKNOWN), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_serial_consistency(cluster, CASS_CONSISTENCY_UNKNOWN),
              CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_coalesce_delay(cluster, -1), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_new_request_ratio(cluster, 0), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_new_request_ratio(cluster, 101), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_cluster_set_new_request_ratio(cluster, 100));
  CHECK_ERROR(cass_cluster_set_histogram_refresh_interval(cluster, 0), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_load_balance_dc_aware(cluster, NULL, 0, cass_false),
              CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_load_balance_dc_aware(cluster, "", 0, cass_false), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_cluster_set_load_balance_dc_aware(cluster, "dc1", 0, cass_false));
  CHECK_ERROR(cass_cluster_set_exponential_reconnect(cluster, 1, 1000), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_exponential_reconnect(cluster, 1000, 999), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_cluster_set_exponential_reconnect(cluster, 1000, 1000));
  CHECK_ERROR(cass_cluster_set_constant_speculative_execution_policy(cluster, -1, 1),
              CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_constant_speculative_execution_policy(cluster, 1, -1),
              CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_cluster_set_constant_speculative_execution_policy(cluster, 1, 1));
  CHECK_OK(cass_cluster_set_no_speculative_execution_policy(cluster));
  CHECK_OK(cass_cluster_set_no_compact(cluster, cass_false));
  CHECK_OK(cass_cluster_set_no_compact(cluster, cass_true));
  cass_cluster_free(cluster);
}

static void only_version_4_is_spoken(void) {
  CassCluster* cluster = cass_cluster_new();
  cass_log_set_level(CASS_LOG_DISABLED);
  CHECK_OK(cass_cluster_set_protocol_version(cluster, CASS_PROTOCOL_VERSION_V4));
  /* The highest version that may be spoken: below those of DSE is version 4. */
  CHECK_OK(cass_cluster_set_protocol_version(cluster, CASS_PROTOCOL_VERSION_DSEV1));
  CHECK_OK(cass_cluster_set_protocol_version(cluster, CASS_PROTOCOL_VERSION_DSEV2));
  CHECK_ERROR(cass_cluster_set_protocol_version(cluster, CASS_PROTOCOL_VERSION_V3),
              CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_protocol_version(cluster, CASS_PROTOCOL_VERSION_V5),
              CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_cluster_set_use_beta_protocol_version(cluster, cass_true));
  CHECK_ERROR(cass_cluster_set_protocol_version(cluster, CASS_PROTOCOL_VERSION_V4),
              CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_cluster_set_use_beta_protocol_version(cluster, cass_false));
  CHECK_OK(cass_cluster_set_protocol_version(cluster, CASS_PROTOCOL_VERSION_V4));
  cass_log_set_level(CASS_LOG_WARN);
  cass_cluster_free(cluster);
}

static void policies_are_copied(void) {
  CassCluster* cluster = cass_cluster_new();
  CassTimestampGen* timestamps = cass_timestamp_gen_server_side_new();
  CassRetryPolicy* retry = cass_retry_policy_fallthrough_new();
  cass_cluster_set_timestamp_gen(cluster, timestamps);
  cass_cluster_set_retry_policy(cluster, retry);
  cass_timestamp_gen_free(timestamps);
  cass_retry_policy_free(retry);
  cass_cluster_free(cluster);
}

static void a_local_address_is_an_address(void) {
  CassCluster* cluster = cass_cluster_new();
  CHECK_OK(cass_cluster_set_local_address(cluster, "127.0.0.1"));
  CHECK_OK(cass_cluster_set_local_address_n(cluster, "::1, no more", 3));
  CHECK_OK(cass_cluster_set_local_address(cluster, ""));
  CHECK_ERROR(cass_cluster_set_local_address(cluster, "unknown.invalid"), CASS_ERROR_LIB_HOST_RESOLUTION);
  cass_cluster_free(cluster);
}

static void a_bundle_is_read_at_once_and_alone(void) {
  CassCluster* cluster = cass_cluster_new();
  cass_log_set_level(CASS_LOG_DISABLED);
  CHECK_ERROR(cass_cluster_set_cloud_secure_connection_bundle(cluster, "/no/such.zip"),
              CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_cluster_set_cloud_secure_connection_bundle_no_ssl_lib_init_n(cluster, "/no/such.zip", 3),
              CASS_ERROR_LIB_BAD_PARAMS);
  cass_log_set_level(CASS_LOG_WARN);
  CHECK_OK(cass_cluster_set_contact_points(cluster, "127.0.0.1"));
  cass_cluster_free(cluster);
}

int main(void) {
  RUN(policies_are_copied, bad_options_are_refused, only_version_4_is_spoken, a_local_address_is_an_address,
      a_bundle_is_read_at_once_and_alone);
}

#include "cluster.h"

static void a_session_that_is_not_connected_has_none(void) {
  CassSession* session = cass_session_new();
  CassMetrics metrics;
  memset(&metrics, 0xFF, sizeof(metrics));
  CassSpeculativeExecutionMetrics speculative;
  memset(&speculative, 0xFF, sizeof(speculative));
  cass_log_set_level(CASS_LOG_DISABLED);
  cass_session_get_metrics(session, &metrics);
  cass_session_get_speculative_execution_metrics(session, &speculative);
  cass_log_set_level(CASS_LOG_WARN);
  CassMetrics none = {0};
  CassSpeculativeExecutionMetrics no_speculative = {0};
  CHECK(memcmp(&metrics, &none, sizeof(none)) == 0);
  CHECK(memcmp(&speculative, &no_speculative, sizeof(no_speculative)) == 0);
  cass_session_free(session);
}

static void requests_are_counted_and_timed(void) {
  CassSession* session = connect_to("c_metrics");
  CHECK_OK(run(session, "DROP KEYSPACE c_metrics"));
  for (int i = 0; i < 20; ++i) CHECK_OK(run(session, "SELECT * FROM system_schema.columns"));
  CassMetrics metrics;
  cass_session_get_metrics(session, &metrics);
  CHECK(metrics.requests.min > 0);
  CHECK(metrics.requests.min <= metrics.requests.median);
  CHECK(metrics.requests.median <= metrics.requests.percentile_75th);
  CHECK(metrics.requests.percentile_75th <= metrics.requests.percentile_95th);
  CHECK(metrics.requests.percentile_95th <= metrics.requests.percentile_98th);
  CHECK(metrics.requests.percentile_98th <= metrics.requests.percentile_99th);
  CHECK(metrics.requests.percentile_99th <= metrics.requests.percentile_999th);
  CHECK(metrics.requests.percentile_999th <= metrics.requests.max);
  CHECK(metrics.requests.mean >= metrics.requests.min && metrics.requests.mean <= metrics.requests.max);
  CHECK(metrics.requests.mean_rate > 0.0);
  CHECK(metrics.stats.total_connections > 0);
  CHECK_NUMBER(metrics.errors.request_timeouts, 0);
  CHECK_NUMBER(metrics.errors.pending_request_timeouts, 0);

  CassSpeculativeExecutionMetrics speculative;
  cass_session_get_speculative_execution_metrics(session, &speculative);
  CHECK_NUMBER(speculative.count, 0);
  CHECK(speculative.percentage == 0.0);

  /* A program may look at them when all is done. */
  CHECK_OK(finish(cass_session_close(session), CASS_OK));
  CassMetrics last;
  cass_session_get_metrics(session, &last);
  CHECK(last.requests.min > 0 && last.requests.max >= metrics.requests.min);
  CHECK_NUMBER(last.stats.total_connections, 0);
  cass_session_free(session);
}

int main(void) {
  RUN(a_session_that_is_not_connected_has_none, requests_are_counted_and_timed);
}

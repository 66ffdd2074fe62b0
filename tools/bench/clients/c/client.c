#include "client.h"

#include <stdio.h>
#include <stdlib.h>

#include "columns.h"

static void check(CassFuture* future, const char* what) {
  if (cass_future_error_code(future) == CASS_OK) return;
  const char* message;
  size_t length;
  cass_future_error_message(future, &message, &length);
  fprintf(stderr, "%s: %.*s\n", what, (int)length, message);
  exit(EXIT_FAILURE);
}

CassCluster* client_cluster(const Plan* plan) {
  CassCluster* cluster = cass_cluster_new();
  cass_cluster_set_contact_points(cluster, plan->host);
  cass_cluster_set_port(cluster, plan->port);
  cass_cluster_set_load_balance_dc_aware(cluster, plan->local_datacenter, 0, cass_false);
  cass_cluster_set_token_aware_routing(cluster, cass_true);
  cass_cluster_set_protocol_version(cluster, CASS_PROTOCOL_VERSION_V4);
  cass_cluster_set_request_timeout(cluster, 60000);
  /* Hundreds of sessions that are opened together take longer than the default of each. */
  cass_cluster_set_connect_timeout(cluster, 60000);
  return cluster;
}

static const CassPrepared* prepare(CassSession* session, const char* query) {
  CassFuture* future = cass_session_prepare(session, query);
  check(future, query);
  const CassPrepared* prepared = cass_future_get_prepared(future);
  cass_future_free(future);
  return prepared;
}

Client client_open(const Plan* plan, const CassCluster* cluster) {
  Client client = {.plan = plan, .cluster = cluster, .session = cass_session_new()};
  CassFuture* connected = cass_session_connect_keyspace(client.session, cluster, plan->keyspace);
  check(connected, "connecting");
  cass_future_free(connected);
  if (plan->select != NULL && plan->select_prepared) client.select = prepare(client.session, plan->select);
  if (plan->insert != NULL) client.insert = prepare(client.session, plan->insert);
  return client;
}

void client_close(Client* client) {
  CassFuture* closed = cass_session_close(client->session);
  cass_future_wait(closed);
  cass_future_free(closed);
  if (client->select != NULL) cass_prepared_free(client->select);
  if (client->insert != NULL) cass_prepared_free(client->insert);
  cass_session_free(client->session);
}

static CassStatement* read_statement(const Client* client) {
  const Plan* plan = client->plan;
  CassStatement* statement;
  if (client->select != NULL) {
    statement = cass_prepared_bind(client->select);
    cass_statement_bind_int32(statement, 0, plan->partition);
  } else {
    statement = cass_statement_new(plan->select, 0);
  }
  cass_statement_set_paging_size(statement, plan->page_size);
  return statement;
}

static CassStatement* write_statement(const Client* client, size_t row) {
  const Plan* plan = client->plan;
  CassStatement* statement = cass_prepared_bind(client->insert);
  cass_statement_bind_int32(statement, 0, (cass_int32_t)(row >> 10));
  for (size_t i = 1; i < plan->column_count; i++) column_bind(plan->columns[i], statement, i, row & 1023);
  return statement;
}

static CassFuture* execute_batch(const Client* client, size_t n) {
  CassBatch* batch = cass_batch_new(CASS_BATCH_TYPE_UNLOGGED);
  for (size_t i = 0; i < client->plan->batch; i++) {
    CassStatement* statement = write_statement(client, n * client->plan->batch + i);
    cass_batch_add_statement(batch, statement);
    cass_statement_free(statement);
  }
  CassFuture* future = cass_session_execute_batch(client->session, batch);
  cass_batch_free(batch);
  return future;
}

CassFuture* client_begin(const Client* client, size_t n) {
  const Plan* plan = client->plan;
  if (plan->action == ACTION_BATCH) return execute_batch(client, n);
  bool writes =
      plan->action == ACTION_INSERT || (plan->action == ACTION_MIXED && n % 100 < plan->insert_percent);
  CassStatement* statement = writes ? write_statement(client, n) : read_statement(client);
  CassFuture* future = cass_session_execute(client->session, statement);
  cass_statement_free(statement);
  return future;
}

static void read_rows(Client* client, const CassResult* result) {
  const Plan* plan = client->plan;
  CassIterator* rows = cass_iterator_from_result(result);
  while (cass_iterator_next(rows)) {
    const CassRow* row = cass_iterator_get_row(rows);
    for (size_t i = 0; i < plan->column_count; i++)
      client->digest += column_digest(plan->columns[i], cass_row_get_column(row, i));
  }
  cass_iterator_free(rows);
}

void client_finish(Client* client, CassFuture* future) {
  check(future, "a request");
  const CassResult* result = cass_future_get_result(future);
  if (cass_result_column_count(result) > 0) read_rows(client, result);
  cass_result_free(result);
  cass_future_free(future);
}

void client_read_pages(Client* client) {
  CassStatement* statement = read_statement(client);
  cass_bool_t more = cass_true;
  while (more) {
    CassFuture* future = cass_session_execute(client->session, statement);
    check(future, "a page");
    const CassResult* result = cass_future_get_result(future);
    read_rows(client, result);
    more = cass_result_has_more_pages(result);
    if (more) cass_statement_set_paging_state(statement, result);
    cass_result_free(result);
    cass_future_free(future);
  }
  cass_statement_free(statement);
}

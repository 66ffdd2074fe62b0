#include "cluster.h"

/* The nodes of the tests send back what they are sent. */

static CassSession* session;

static void check_item(CassFuture* future, size_t index, const char* wanted_name, const char* wanted_value) {
  const char* name = NULL;
  const cass_byte_t* value = NULL;
  size_t name_length = 0, value_size = 0;
  CHECK_OK(cass_future_custom_payload_item(future, index, &name, &name_length, &value, &value_size));
  CHECK_TEXT(name, name_length, wanted_name);
  CHECK_TEXT((const char*)value, value_size, wanted_value);
}

static void a_statement_carries_a_payload_as_it_is_when_it_is_sent(void) {
  CassCustomPayload* payload = cass_custom_payload_new();
  cass_custom_payload_set(payload, "gone", (const cass_byte_t*)"x", 1);
  cass_custom_payload_set(payload, "first", (const cass_byte_t*)"x", 1);
  CassStatement* statement = cass_statement_new("SELECT key FROM system.local", 0);
  CHECK_OK(cass_statement_set_custom_payload(statement, payload));
  cass_custom_payload_set(payload, "first", (const cass_byte_t*)"one", 3);
  cass_custom_payload_set_n(payload, "second, cut", 6, NULL, 0);
  cass_custom_payload_remove(payload, "gone");
  cass_custom_payload_remove_n(payload, "never there", 5);
  cass_custom_payload_free(payload);
  CassFuture* future = cass_session_execute(session, statement);
  cass_statement_free(statement);
  CHECK_NUMBER(cass_future_custom_payload_item_count(future), 2);
  check_item(future, 0, "first", "one");
  check_item(future, 1, "second", "");
  CHECK_ERROR(cass_future_custom_payload_item(future, 2, NULL, NULL, NULL, NULL),
              CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  CHECK_OK(finish(future, CASS_OK));
}

static void batches_and_prepared_statements_carry_one_too(void) {
  CHECK_OK(run(session, "CREATE TABLE t (p int PRIMARY KEY)"));
  CassCustomPayload* payload = cass_custom_payload_new();
  cass_custom_payload_set(payload, "key", (const cass_byte_t*)"value", 5);
  const CassPrepared* prepared = prepare(session, "INSERT INTO t (p) VALUES (?)");
  CassStatement* bound = cass_prepared_bind(prepared);
  CHECK_OK(cass_statement_bind_int32(bound, 0, 1));
  CassBatch* batch = cass_batch_new(CASS_BATCH_TYPE_LOGGED);
  CHECK_OK(cass_batch_add_statement(batch, bound));
  CHECK_OK(cass_batch_set_custom_payload(batch, payload));
  CHECK_OK(cass_statement_set_custom_payload(bound, payload));
  CassFuture* futures[] = {cass_session_execute(session, bound), cass_session_execute_batch(session, batch)};
  for (size_t index = 0; index < 2; ++index) {
    CHECK_NUMBER(cass_future_custom_payload_item_count(futures[index]), 1);
    check_item(futures[index], 0, "key", "value");
    CHECK_OK(finish(futures[index], CASS_OK));
  }
  cass_custom_payload_free(payload);
  cass_batch_free(batch);
  cass_statement_free(bound);
  cass_prepared_free(prepared);
}

static void a_payload_is_taken_back(void) {
  CassCustomPayload* payload = cass_custom_payload_new();
  CassStatement* statement = cass_statement_new("SELECT key FROM system.local", 0);
  CassBatch* batch = cass_batch_new(CASS_BATCH_TYPE_LOGGED);
  CHECK_OK(cass_statement_set_custom_payload(statement, payload));
  CHECK_OK(cass_statement_set_custom_payload(statement, NULL));
  CHECK_OK(cass_batch_set_custom_payload(batch, payload));
  CHECK_OK(cass_batch_set_custom_payload(batch, NULL));
  cass_custom_payload_free(payload);
  CHECK_OK(finish(cass_session_execute(session, statement), CASS_OK));
  CHECK_OK(finish(cass_session_execute_batch(session, batch), CASS_OK));
  cass_statement_free(statement);
  cass_batch_free(batch);
}

static void answers_without_a_payload_have_no_items(void) {
  CassStatement* statement = cass_statement_new("SELECT key FROM system.local", 0);
  CassFuture* answered = cass_session_execute(session, statement);
  CHECK_NUMBER(cass_future_custom_payload_item_count(answered), 0);
  CHECK_ERROR(cass_future_custom_payload_item(answered, 0, NULL, NULL, NULL, NULL),
              CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  CHECK_OK(finish(answered, CASS_OK));
  CassFuture* prepared = cass_session_prepare(session, "SELECT key FROM system.local");
  CHECK_NUMBER(cass_future_custom_payload_item_count(prepared), 0);
  CHECK_ERROR(cass_future_custom_payload_item(prepared, 0, NULL, NULL, NULL, NULL),
              CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  CHECK_OK(finish(prepared, CASS_OK));
  CassSession* closed = cass_session_new();
  CassFuture* closing = cass_session_close(closed);
  CHECK_NUMBER(cass_future_custom_payload_item_count(closing), 0);
  CHECK_ERROR(cass_future_custom_payload_item(closing, 0, NULL, NULL, NULL, NULL),
              CASS_ERROR_LIB_INVALID_FUTURE_TYPE);
  cass_future_free(closing);
  CassFuture* unsent = cass_session_execute(closed, statement);
  CHECK_ERROR(cass_future_custom_payload_item(unsent, 0, NULL, NULL, NULL, NULL),
              CASS_ERROR_LIB_NO_CUSTOM_PAYLOAD);
  cass_future_free(unsent);
  cass_session_free(closed);
  cass_statement_free(statement);
}

int main(void) {
  session = connect_to("c_custom_payload");
  a_statement_carries_a_payload_as_it_is_when_it_is_sent();
  batches_and_prepared_statements_carry_one_too();
  a_payload_is_taken_back();
  answers_without_a_payload_have_no_items();
  disconnect(session, "c_custom_payload");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Answers the conformance cases through cassandra.h: see ../PROTOCOL.md. */

#include "c_adapter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char* text_at(json_t* object, const char* key) {
  return json_string_value(json_object_get(object, key));
}

bool is_given(json_t* object, const char* key) {
  json_t* value = json_object_get(object, key);
  return value && !json_is_null(value);
}

json_t* ok(json_t* value) {
  return json_pack("{s:o}", "ok", value);
}

json_t* failed(json_t* error) {
  return json_pack("{s:o}", "error", error);
}

/* The error of a future, which is freed. */
json_t* failed_with(CassFuture* future, const char* phase) {
  json_t* reply = failed(error_of(future, phase));
  cass_future_free(future);
  return reply;
}

static json_t* hello(json_t* request) {
  (void)request;
  char version[32];
  snprintf(version, sizeof(version), "%d.%d.%d", CASS_VERSION_MAJOR, CASS_VERSION_MINOR, CASS_VERSION_PATCH);
  return ok(json_pack("{s:s, s:s, s:[s, s]}", "language", "c", "driver", version, "capabilities",
                      "tracing_id", "column_types"));
}

static CassError put_param(Place place, json_t* param) {
  json_t* value = json_object_get(param, "value");
  if (json_object_get(value, "unset")) return CASS_OK;
  return put(place, json_object_get(param, "type"), value);
}

static CassError put_params(CassStatement* statement, json_t* params) {
  size_t i;
  const char* name;
  json_t* param;
  if (json_is_object(params)) {
    json_object_foreach(params, name, param) {
      Place place = {.kind = NAMED_MARKER, .container = statement, .name = name};
      CassError error = put_param(place, param);
      if (error != CASS_OK) return error;
    }
    return CASS_OK;
  }
  json_array_foreach(params, i, param) {
    CassError error = put_param((Place){.kind = MARKER, .container = statement, .index = i}, param);
    if (error != CASS_OK) return error;
  }
  return CASS_OK;
}

/* Makes a statement; gives NULL and the reply when that fails. */
static CassStatement* statement_of(json_t* session, json_t* request, json_t** reply) {
  json_t* params = json_object_get(request, "params");
  json_t* text = json_object_get(request, "text");
  CassStatement* statement;
  if (json_is_true(json_object_get(request, "prepared"))) {
    const CassPrepared* prepared = prepared_of(session, text, reply);
    if (!prepared) return NULL;
    statement = cass_prepared_bind(prepared);
  } else {
    size_t count = json_is_object(params) ? json_object_size(params) : json_array_size(params);
    statement = cass_statement_new_n(json_string_value(text), json_string_length(text), count);
  }
  CassError error = put_params(statement, params);
  if (error == CASS_OK) return statement;
  cass_statement_free(statement);
  *reply = failed(error_of_code(error, "bind"));
  return NULL;
}

static CassConsistency consistency_of(const char* name) {
#define XX_LEVEL(level, text) \
  if (strcmp(name, text) == 0) return level;
  CASS_CONSISTENCY_MAPPING(XX_LEVEL)
#undef XX_LEVEL
  return CASS_CONSISTENCY_UNKNOWN;
}

/* Calls the setter of an option of a statement or a batch, if the option is given. */
#define SET(what, target, options) \
  do { \
    if (is_given(options, "consistency")) { \
      cass_##what##_set_consistency(target, consistency_of(text_at(options, "consistency"))); \
    } \
    if (is_given(options, "serial_consistency")) { \
      cass_##what##_set_serial_consistency(target, consistency_of(text_at(options, "serial_consistency"))); \
    } \
    if (is_given(options, "timestamp_us")) { \
      cass_##what##_set_timestamp(target, strtoll(text_at(options, "timestamp_us"), NULL, 10)); \
    } \
    if (is_given(options, "timeout_ms")) { \
      json_int_t timeout = json_integer_value(json_object_get(options, "timeout_ms")); \
      cass_##what##_set_request_timeout(target, (cass_uint64_t)timeout); \
    } \
    if (is_given(options, "idempotent")) { \
      cass_bool_t idempotent = \
          json_is_true(json_object_get(options, "idempotent")) ? cass_true : cass_false; \
      cass_##what##_set_is_idempotent(target, idempotent); \
    } \
    if (json_is_true(json_object_get(options, "tracing"))) cass_##what##_set_tracing(target, cass_true); \
  } while (0)

static void set_paging(CassStatement* statement, json_t* options) {
  if (is_given(options, "page_size")) {
    cass_statement_set_paging_size(statement, (int)json_integer_value(json_object_get(options, "page_size")));
  }
  if (is_given(options, "paging_state")) {
    size_t size;
    unsigned char* state = bytes_of(text_at(options, "paging_state"), &size);
    cass_statement_set_paging_state_token(statement, (const char*)state, size);
    free(state);
  }
}

static void add_rows(json_t* reply, const CassResult* result) {
  json_t* columns = json_array();
  json_t* rows = json_array();
  const char* text = "";
  size_t size = 0;
  for (size_t i = 0; i < cass_result_column_count(result); ++i) {
    cass_result_column_name(result, i, &text, &size);
    json_array_append_new(columns, json_pack("{s:o, s:o}", "name", json_stringn(text, size), "type",
                                             type_of(cass_result_column_data_type(result, i))));
  }
  CassIterator* iterator = cass_iterator_from_result(result);
  while (cass_iterator_next(iterator)) {
    json_t* row = json_array();
    for (size_t i = 0; i < cass_result_column_count(result); ++i) {
      json_array_append_new(row, value_of(cass_row_get_column(cass_iterator_get_row(iterator), i)));
    }
    json_array_append_new(rows, row);
  }
  cass_iterator_free(iterator);
  json_object_set_new(reply, "columns", columns);
  json_object_set_new(reply, "rows", rows);
  json_object_set_new(reply, "paging_state", json_null());
  if (cass_result_paging_state_token(result, &text, &size) == CASS_OK) {
    char* hex = hex_of((const unsigned char*)text, size);
    json_object_set_new(reply, "paging_state", json_string(hex));
    free(hex);
  }
}

/* Waits for a request and frees its future. */
static json_t* answer(CassFuture* future) {
  if (cass_future_error_code(future) != CASS_OK) return failed_with(future, "result");
  json_t* reply = json_object();
  CassUuid id;
  const CassResult* result = cass_future_get_result(future);
  if (cass_result_column_count(result) > 0) add_rows(reply, result);
  if (cass_future_tracing_id(future, &id) == CASS_OK) {
    char text[CASS_UUID_STRING_LENGTH];
    cass_uuid_string(id, text);
    json_object_set_new(reply, "tracing_id", json_string(text));
  }
  cass_result_free(result);
  cass_future_free(future);
  return ok(reply);
}

static json_t* execute(json_t* request) {
  json_t* options = json_object_get(request, "options");
  json_t* reply = NULL;
  CassStatement* statement = statement_of(request, request, &reply);
  if (!statement) return reply;
  SET(statement, statement, options);
  set_paging(statement, options);
  CassFuture* future = cass_session_execute(session_of(request), statement);
  cass_statement_free(statement);
  return answer(future);
}

static CassBatchType batch_type_of(const char* kind) {
  if (strcmp(kind, "counter") == 0) return CASS_BATCH_TYPE_COUNTER;
  return strcmp(kind, "unlogged") == 0 ? CASS_BATCH_TYPE_UNLOGGED : CASS_BATCH_TYPE_LOGGED;
}

static json_t* batch(json_t* request) {
  json_t* options = json_object_get(request, "options");
  CassBatch* made = cass_batch_new(batch_type_of(text_at(request, "kind")));
  size_t i;
  json_t* entry;
  json_array_foreach(json_object_get(request, "entries"), i, entry) {
    json_t* reply = NULL;
    CassStatement* statement = statement_of(request, entry, &reply);
    if (!statement) {
      cass_batch_free(made);
      return reply;
    }
    cass_batch_add_statement(made, statement);
    cass_statement_free(statement);
  }
  SET(batch, made, options);
  CassFuture* future = cass_session_execute_batch(session_of(request), made);
  cass_batch_free(made);
  return answer(future);
}

/* Takes one insert of an ingest, and frees its future. */
static void note_insert(CassFuture* future, json_int_t value, json_t* inserted, json_t* errors) {
  if (cass_future_error_code(future) == CASS_OK) {
    json_array_append_new(inserted, json_integer(value));
  } else {
    const char* cause = cause_of(future);
    json_int_t count = json_integer_value(json_object_get(errors, cause));
    json_object_set_new(errors, cause, json_integer(count + 1));
  }
  cass_future_free(future);
}

static json_t* ingest(json_t* request) {
  json_t* reply = NULL;
  const CassPrepared* prepared = prepared_of(request, json_object_get(request, "text"), &reply);
  if (!prepared) return reply;
  json_int_t from = json_integer_value(json_object_get(request, "from"));
  json_int_t count = json_integer_value(json_object_get(request, "count"));
  json_int_t concurrency = json_integer_value(json_object_get(request, "concurrency"));
  CassFuture** futures = calloc((size_t)concurrency, sizeof(CassFuture*));
  json_t* inserted = json_array();
  json_t* errors = json_object();
  for (json_int_t i = 0; i < count + concurrency; ++i) {
    CassFuture** slot = &futures[i % concurrency];
    if (*slot) note_insert(*slot, from + i - concurrency, inserted, errors);
    *slot = NULL;
    if (i >= count) continue;
    CassStatement* statement = cass_prepared_bind(prepared);
    cass_statement_bind_int32(statement, 0, (cass_int32_t)(from + i));
    SET(statement, statement, request);
    *slot = cass_session_execute(session_of(request), statement);
    cass_statement_free(statement);
  }
  free(futures);
  return ok(json_pack("{s:o, s:o}", "inserted", inserted, "errors", errors));
}

static json_t* quit(json_t* request) {
  (void)request;
  free_sessions();
  return ok(json_object());
}

static const struct {
  const char* name;
  json_t* (*answer)(json_t*);
} operations[] = {
    {"hello", hello},   {"connect", connect_session}, {"execute", execute}, {"batch", batch},
    {"ingest", ingest}, {"close", close_session},     {"quit", quit},
};

static json_t* reply_to(json_t* request) {
  const char* op = text_at(request, "op");
  json_t* reply = NULL;
  for (size_t i = 0; i < sizeof(operations) / sizeof(*operations); ++i) {
    if (strcmp(op, operations[i].name) == 0) reply = operations[i].answer(request);
  }
  if (!reply) reply = failed(json_pack("{s:s, s:s}", "kind", "Adapter", "message", "no such operation"));
  json_object_set(reply, "id", json_object_get(request, "id"));
  return reply;
}

int main(void) {
  char* line = NULL;
  size_t size = 0;
  bool ended = false;
  while (!ended && getline(&line, &size, stdin) > 0) {
    json_t* request = json_loads(line, JSON_ALLOW_NUL, NULL);
    json_t* reply = reply_to(request);
    json_dumpf(reply, stdout, JSON_COMPACT);
    putchar('\n');
    fflush(stdout);
    ended = strcmp(text_at(request, "op"), "quit") == 0;
    json_decref(reply);
    json_decref(request);
  }
  free(line);
  free_sessions();
  return EXIT_SUCCESS;
}

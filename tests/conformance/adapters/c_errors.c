#include "c_adapter.h"

#include <string.h>

static const char* name_of(CassError code) {
  switch (code) {
#define XX_NAME(source, name, number, text) \
  case name: \
    return #name;
    CASS_ERROR_MAPPING(XX_NAME)
#undef XX_NAME
    default:
      return "";
  }
}

/* Codes of the protocol that cassandra.h does not name. */
static const char* unnamed_server_kind(CassError code) {
  switch ((int)code) {
    case CASS_ERROR(CASS_ERROR_SOURCE_SERVER, 0x1600):
      return "CdcWriteFailure";
    case CASS_ERROR(CASS_ERROR_SOURCE_SERVER, 0x1700):
      return "CasWriteUnknown";
    default:
      return code >> 24 == CASS_ERROR_SOURCE_SERVER ? "OtherServer" : "Adapter";
  }
}

static const struct {
  CassError code;
  const char* kind;
} kinds[] = {
    {CASS_ERROR_LIB_NO_STREAMS, "Busy"},
    {CASS_ERROR_LIB_REQUEST_QUEUE_FULL, "Busy"},
    {CASS_ERROR_LIB_HOST_RESOLUTION, "UnresolvedHost"},
    {CASS_ERROR_LIB_UNEXPECTED_RESPONSE, "BadFrame"},
    {CASS_ERROR_LIB_WRITE_ERROR, "ConnectionClosed"},
    {CASS_ERROR_LIB_NO_HOSTS_AVAILABLE, "NoHostAvailable"},
    {CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS, "InvalidParameter"},
    {CASS_ERROR_LIB_INVALID_ITEM_COUNT, "InvalidParameter"},
    {CASS_ERROR_LIB_INVALID_VALUE_TYPE, "InvalidParameter"},
    {CASS_ERROR_LIB_NAME_DOES_NOT_EXIST, "InvalidParameter"},
    {CASS_ERROR_LIB_NULL_VALUE, "InvalidParameter"},
    {CASS_ERROR_LIB_BAD_PARAMS, "InvalidParameter"},
    {CASS_ERROR_LIB_REQUEST_TIMED_OUT, "TimedOut"},
    {CASS_ERROR_LIB_UNABLE_TO_SET_KEYSPACE, "Invalid"},
    {CASS_ERROR_LIB_UNABLE_TO_DETERMINE_PROTOCOL, "NotCql"},
    {CASS_ERROR_LIB_UNABLE_TO_CONNECT, "ConnectionFailed"},
    {CASS_ERROR_LIB_NOT_IMPLEMENTED, "Unsupported"},
    {CASS_ERROR_LIB_INTERNAL_ERROR, "Internal"},
    {CASS_ERROR_SERVER_SERVER_ERROR, "Server"},
    {CASS_ERROR_SERVER_PROTOCOL_ERROR, "Protocol"},
    {CASS_ERROR_SERVER_BAD_CREDENTIALS, "BadCredentials"},
    {CASS_ERROR_SERVER_UNAVAILABLE, "Unavailable"},
    {CASS_ERROR_SERVER_OVERLOADED, "Overloaded"},
    {CASS_ERROR_SERVER_IS_BOOTSTRAPPING, "IsBootstrapping"},
    {CASS_ERROR_SERVER_TRUNCATE_ERROR, "Truncate"},
    {CASS_ERROR_SERVER_WRITE_TIMEOUT, "WriteTimeout"},
    {CASS_ERROR_SERVER_READ_TIMEOUT, "ReadTimeout"},
    {CASS_ERROR_SERVER_READ_FAILURE, "ReadFailure"},
    {CASS_ERROR_SERVER_FUNCTION_FAILURE, "FunctionFailure"},
    {CASS_ERROR_SERVER_WRITE_FAILURE, "WriteFailure"},
    {CASS_ERROR_SERVER_SYNTAX_ERROR, "Syntax"},
    {CASS_ERROR_SERVER_UNAUTHORIZED, "Unauthorized"},
    {CASS_ERROR_SERVER_INVALID_QUERY, "Invalid"},
    {CASS_ERROR_SERVER_CONFIG_ERROR, "Config"},
    {CASS_ERROR_SERVER_ALREADY_EXISTS, "AlreadyExists"},
    {CASS_ERROR_SERVER_UNPREPARED, "Unprepared"},
};

static const char* kind_of_code(CassError code) {
  if (code >> 24 == CASS_ERROR_SOURCE_SSL) return "Tls";
  for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); ++i) {
    if (kinds[i].code == code) return kinds[i].kind;
  }
  return unnamed_server_kind(code);
}

/* Where one code stands for several kinds, the message tells them apart. */
static const char* kind_of(CassError code, const char* message) {
  if (code == CASS_ERROR_SERVER_BAD_CREDENTIALS && strstr(message, "Authentication required")) {
    return "AuthenticationRequired";
  }
  if (code == CASS_ERROR_LIB_NO_HOSTS_AVAILABLE && strcmp(message, "Session is not connected") == 0) {
    return "SessionClosed";
  }
  return kind_of_code(code);
}

/* The reasons that a session gives for each host, in the order in which they say most. */
static const struct {
  const char* text;
  const char* kind;
} reasons[] = {
    {"does not speak CQL", "NotCql"},
    {"speaks protocol version", "NotCql"},
    {"closed the connection", "ConnectionClosed"},
    {"Connection timeout", "TimedOut"},
    {" within ", "TimedOut"},
    {"Connect error ", "ConnectionFailed"},
    {"no connection to ", "ConnectionFailed"},
    {"Unable to connect to any contact points", "UnresolvedHost"},
};

static const char* cause_in(const char* kind, const char* message) {
  if (strcmp(kind, "NoHostAvailable") != 0) return kind;
  for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); ++i) {
    if (strstr(message, reasons[i].text)) return reasons[i].kind;
  }
  return kind;
}

static void set_text(json_t* fields, const char* name, CassError got, const char* text, size_t length) {
  if (got == CASS_OK) json_object_set_new(fields, name, json_stringn(text, length));
}

static void set_count(json_t* fields, const char* name, cass_int32_t count) {
  if (count >= 0) json_object_set_new(fields, name, json_integer(count));
}

static json_t* fields_of(const CassErrorResult* error) {
  json_t* fields = json_object();
  const char* text = "";
  size_t length = 0;
  CassError code = cass_error_result_code(error);
  CassConsistency consistency = cass_error_result_consistency(error);
  bool is_unavailable = code == CASS_ERROR_SERVER_UNAVAILABLE;
  if (consistency != CASS_CONSISTENCY_UNKNOWN) {
    json_object_set_new(fields, "consistency", json_string(cass_consistency_string(consistency)));
  }
  set_count(fields, is_unavailable ? "alive" : "received", cass_error_result_responses_received(error));
  set_count(fields, "required", cass_error_result_responses_required(error));
  set_count(fields, "failures", cass_error_result_num_failures(error));
  if (code == CASS_ERROR_SERVER_READ_TIMEOUT || code == CASS_ERROR_SERVER_READ_FAILURE) {
    json_object_set_new(fields, "data_present", json_boolean(cass_error_result_data_present(error)));
  }
  if (cass_error_result_write_type(error) != CASS_WRITE_TYPE_UNKNOWN) {
    const char* write_type = cass_write_type_string(cass_error_result_write_type(error));
    json_object_set_new(fields, "write_type", json_string(write_type));
  }
  CassError got = cass_error_result_keyspace(error, &text, &length);
  set_text(fields, "keyspace", got, text, length);
  got = cass_error_result_table(error, &text, &length);
  set_text(fields, "table", got, text, length);
  got = cass_error_result_function(error, &text, &length);
  set_text(fields, "function", got, text, length);
  if (got == CASS_OK) {
    json_t* types = json_array();
    for (size_t i = 0; i < cass_error_num_arg_types(error); ++i) {
      cass_error_result_arg_type(error, i, &text, &length);
      json_array_append_new(types, json_stringn(text, length));
    }
    json_object_set_new(fields, "arg_types", types);
  }
  return fields;
}

static json_t* describe(CassError code, const char* message, size_t length, const char* phase) {
  const char* kind = kind_of(code, message);
  if (strcmp(phase, "connect") == 0 && code == CASS_ERROR_LIB_BAD_PARAMS) kind = "InvalidOption";
  return json_pack("{s:s, s:s, s:o, s:s, s:i}", "kind", kind, "cause", cause_in(kind, message), "message",
                   json_stringn_nocheck(message, length), "class", name_of(code), "code", (int)code);
}

json_t* error_of_code(CassError code, const char* phase) {
  const char* text = cass_error_desc(code);
  return describe(code, text, strlen(text), phase);
}

json_t* error_of(CassFuture* future, const char* phase) {
  const char* message;
  size_t length;
  cass_future_error_message(future, &message, &length);
  json_t* error = describe(cass_future_error_code(future), message, length, phase);
  const CassErrorResult* details = cass_future_get_error_result(future);
  if (details) json_object_set_new(error, "fields", fields_of(details));
  cass_error_result_free(details);
  return error;
}

const char* cause_of(CassFuture* future) {
  const char* message;
  size_t length;
  cass_future_error_message(future, &message, &length);
  return cause_in(kind_of(cass_future_error_code(future), message), message);
}

#include "columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const size_t blob_length_max = 1 << 20;

static void check(CassError code, const char* what) {
  if (code == CASS_OK) return;
  fprintf(stderr, "%s: %s\n", what, cass_error_desc(code));
  exit(EXIT_FAILURE);
}

static uint32_t int_of(const CassValue* value) {
  cass_int32_t number = 0;
  check(cass_value_get_int32(value, &number), "an int");
  return (uint32_t)number;
}

static uint32_t text_length(const CassValue* value) {
  const char* text = NULL;
  size_t length = 0;
  check(cass_value_get_string(value, &text, &length), "a text");
  return (uint32_t)length;
}

static uint32_t blob_digest(const CassValue* value) {
  const cass_byte_t* bytes = NULL;
  size_t length = 0;
  check(cass_value_get_bytes(value, &bytes, &length), "a blob");
  return (uint32_t)length + bytes[0];
}

static uint32_t uuid_digest(const CassValue* value) {
  CassUuid uuid;
  check(cass_value_get_uuid(value, &uuid), "a uuid");
  return (uint32_t)(uuid.clock_seq_and_node & 0xff);
}

static uint32_t long_digest(const CassValue* value) {
  cass_int64_t number = 0;
  check(cass_value_get_int64(value, &number), "a bigint");
  return (uint32_t)number;
}

static uint32_t double_digest(const CassValue* value) {
  cass_double_t number = 0;
  check(cass_value_get_double(value, &number), "a double");
  return (uint32_t)(int64_t)(number * 8);
}

static uint32_t boolean_digest(const CassValue* value) {
  cass_bool_t is_true = cass_false;
  check(cass_value_get_bool(value, &is_true), "a boolean");
  return is_true ? 1 : 0;
}

static uint32_t items_digest(const CassValue* value, uint32_t (*digest)(const CassValue*)) {
  uint32_t sum = 0;
  CassIterator* items = cass_iterator_from_collection(value);
  while (cass_iterator_next(items)) sum += digest(cass_iterator_get_value(items));
  cass_iterator_free(items);
  return sum;
}

static uint32_t map_digest(const CassValue* value) {
  uint32_t sum = 0;
  CassIterator* entries = cass_iterator_from_map(value);
  while (cass_iterator_next(entries)) {
    sum += text_length(cass_iterator_get_map_key(entries));
    sum += int_of(cass_iterator_get_map_value(entries));
  }
  cass_iterator_free(entries);
  return sum;
}

static uint32_t address_digest(const CassValue* value) {
  uint32_t sum = 0;
  CassIterator* fields = cass_iterator_fields_from_user_type(value);
  for (int i = 0; cass_iterator_next(fields); i++) {
    const CassValue* field = cass_iterator_get_user_type_field_value(fields);
    sum += i == 0 ? text_length(field) : int_of(field);
  }
  cass_iterator_free(fields);
  return sum;
}

uint32_t column_digest(Column column, const CassValue* value) {
  switch (column.kind) {
    case COLUMN_INT:
      return int_of(value);
    case COLUMN_BIGINT:
    case COLUMN_TIMESTAMP:
      return long_digest(value);
    case COLUMN_DOUBLE:
      return double_digest(value);
    case COLUMN_BOOLEAN:
      return boolean_digest(value);
    case COLUMN_TEXT:
      return text_length(value);
    case COLUMN_UUID:
      return uuid_digest(value);
    case COLUMN_BLOB:
      return blob_digest(value);
    case COLUMN_LIST:
      return items_digest(value, int_of);
    case COLUMN_SET:
      return items_digest(value, text_length);
    case COLUMN_MAP:
      return map_digest(value);
    case COLUMN_ADDRESS:
      return address_digest(value);
  }
  return 0;
}

static void bind_text(Column column, CassStatement* statement, size_t index, uint32_t i) {
  char text[1024];
  int length =
      column.length > 0 ? snprintf(text, sizeof(text), "%u", i) : snprintf(text, sizeof(text), "row %u", i);
  if (column.length > (size_t)length && column.length < sizeof(text)) {
    memset(text + length, 'x', column.length - (size_t)length);
    length = (int)column.length;
  }
  check(cass_statement_bind_string_n(statement, index, text, (size_t)length), "binding a text");
}

static void bind_blob(Column column, CassStatement* statement, size_t index, uint32_t i) {
  /* Made once, so that the driver is measured. */
  static cass_byte_t* bytes[256];
  cass_byte_t first = (cass_byte_t)(i & 0x0f);
  if (column.length > blob_length_max) check(CASS_ERROR_LIB_BAD_PARAMS, "a blob");
  if (bytes[first] == NULL) {
    bytes[first] = malloc(column.length);
    memset(bytes[first], first, column.length);
  }
  check(cass_statement_bind_bytes(statement, index, bytes[first], column.length), "binding a blob");
}

void column_bind(Column column, CassStatement* statement, size_t index, uint32_t i) {
  switch (column.kind) {
    case COLUMN_INT:
      check(cass_statement_bind_int32(statement, index, (cass_int32_t)i), "binding an int");
      return;
    case COLUMN_BIGINT:
      check(cass_statement_bind_int64(statement, index, (cass_int64_t)i * 1000003), "binding a bigint");
      return;
    case COLUMN_DOUBLE:
      check(cass_statement_bind_double(statement, index, i / 8.0), "binding a double");
      return;
    case COLUMN_BOOLEAN:
      check(cass_statement_bind_bool(statement, index, i % 2 == 1 ? cass_true : cass_false),
            "binding a boolean");
      return;
    case COLUMN_TEXT:
      bind_text(column, statement, index, i);
      return;
    case COLUMN_BLOB:
      bind_blob(column, statement, index, i);
      return;
    default:
      check(CASS_ERROR_LIB_INVALID_VALUE_TYPE, "a column that no workload writes");
  }
}

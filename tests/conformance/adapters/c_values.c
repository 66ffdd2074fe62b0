#include "c_adapter.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char* hex_of(const unsigned char* bytes, size_t size) {
  char* hex = malloc(2 * size + 1);
  for (size_t i = 0; i < size; ++i) snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
  hex[2 * size] = '\0';
  return hex;
}

unsigned char* bytes_of(const char* hex, size_t* size) {
  *size = strlen(hex) / 2;
  unsigned char* bytes = malloc(*size + 1);
  for (size_t i = 0; i < *size; ++i) {
    unsigned byte;
    sscanf(hex + 2 * i, "%2x", &byte);
    bytes[i] = (unsigned char)byte;
  }
  return bytes;
}

static const struct {
  const char* name;
  CassValueType type;
} natives[] = {
#define XX_NATIVE(type, number, cql, klass) {cql, type},
    CASS_VALUE_TYPE_MAPPING(XX_NATIVE)
#undef XX_NATIVE
};

static const char* head_of(json_t* type) {
  return json_string_value(json_is_array(type) ? json_array_get(type, 0) : type);
}

static CassValueType kind_of(json_t* type) {
  const char* head = head_of(type);
  if (strcmp(head, "udt") == 0) return CASS_VALUE_TYPE_UDT;
  for (size_t i = 0; i < sizeof(natives) / sizeof(*natives); ++i) {
    if (strcmp(natives[i].name, head) == 0) return natives[i].type;
  }
  return CASS_VALUE_TYPE_CUSTOM;
}

/* Makes the data type of a type in its canonical form. */
static CassDataType* data_type_of(json_t* type) {
  CassValueType kind = kind_of(type);
  CassDataType* made = cass_data_type_new(kind);
  if (kind == CASS_VALUE_TYPE_UDT) {
    size_t i;
    json_t* field;
    cass_data_type_set_keyspace(made, json_string_value(json_array_get(type, 1)));
    cass_data_type_set_type_name(made, json_string_value(json_array_get(type, 2)));
    json_array_foreach(json_array_get(type, 3), i, field) {
      CassDataType* part = data_type_of(json_array_get(field, 1));
      cass_data_type_add_sub_type_by_name(made, json_string_value(json_array_get(field, 0)), part);
      cass_data_type_free(part);
    }
    return made;
  }
  if (kind == CASS_VALUE_TYPE_CUSTOM) {
    cass_data_type_set_class_name(made, json_string_value(json_array_get(type, 1)));
    return made;
  }
  for (size_t i = 1; json_is_array(type) && i < json_array_size(type); ++i) {
    CassDataType* part = data_type_of(json_array_get(type, i));
    cass_data_type_add_sub_type(made, part);
    cass_data_type_free(part);
  }
  return made;
}

/* Calls the function that puts a value of a kind where it goes. */
#define PUT(place, what, ...) \
  ((place).kind == MARKER ? cass_statement_bind_##what((place).container, (place).index, __VA_ARGS__) \
   : (place).kind == NAMED_MARKER \
       ? cass_statement_bind_##what##_by_name((place).container, (place).name, __VA_ARGS__) \
   : (place).kind == ELEMENT ? cass_collection_append_##what((place).container, __VA_ARGS__) \
   : (place).kind == ITEM \
       ? cass_tuple_set_##what((place).container, (place).index, __VA_ARGS__) \
       : cass_user_type_set_##what##_by_name((place).container, (place).name, __VA_ARGS__))

static CassError put_null(Place place) {
  switch (place.kind) {
    case MARKER:
      return cass_statement_bind_null(place.container, place.index);
    case NAMED_MARKER:
      return cass_statement_bind_null_by_name(place.container, place.name);
    case ITEM:
      return cass_tuple_set_null(place.container, place.index);
    case FIELD:
      return cass_user_type_set_null_by_name(place.container, place.name);
    default:
      /* Collections have no function for it. */
      return CASS_ERROR_LIB_NULL_VALUE;
  }
}

static CassError put_text(Place place, const char* text, size_t length) {
  size_t name_length = place.name ? strlen(place.name) : 0;
  switch (place.kind) {
    case MARKER:
      return cass_statement_bind_string_n(place.container, place.index, text, length);
    case NAMED_MARKER:
      return cass_statement_bind_string_by_name_n(place.container, place.name, name_length, text, length);
    case ELEMENT:
      return cass_collection_append_string_n(place.container, text, length);
    case ITEM:
      return cass_tuple_set_string_n(place.container, place.index, text, length);
    default:
      return cass_user_type_set_string_by_name_n(place.container, place.name, name_length, text, length);
  }
}

static CassError put_bytes(Place place, const char* hex) {
  size_t size;
  unsigned char* bytes = bytes_of(hex, &size);
  CassError error = PUT(place, bytes, bytes, size);
  free(bytes);
  return error;
}

static CassError put_utf8(Place place, const char* hex) {
  size_t size;
  unsigned char* bytes = bytes_of(hex, &size);
  CassError error = put_text(place, (const char*)bytes, size);
  free(bytes);
  return error;
}

static CassError put_list(Place place, json_t* type, json_t* value) {
  CassDataType* data_type = data_type_of(type);
  CassCollection* collection = cass_collection_new_from_data_type(data_type, json_array_size(value));
  bool is_map = cass_data_type_type(data_type) == CASS_VALUE_TYPE_MAP;
  Place element = {.kind = ELEMENT, .container = collection};
  CassError error = CASS_OK;
  for (size_t i = 0; i < json_array_size(value) && error == CASS_OK; ++i) {
    json_t* item = json_array_get(value, i);
    error = put(element, json_array_get(type, 1), is_map ? json_array_get(item, 0) : item);
    if (is_map && error == CASS_OK) error = put(element, json_array_get(type, 2), json_array_get(item, 1));
  }
  if (error == CASS_OK) error = PUT(place, collection, collection);
  cass_collection_free(collection);
  cass_data_type_free(data_type);
  return error;
}

static CassError put_tuple(Place place, json_t* type, json_t* value) {
  CassDataType* data_type = data_type_of(type);
  CassTuple* tuple = cass_tuple_new_from_data_type(data_type);
  CassError error = CASS_OK;
  for (size_t i = 0; i < json_array_size(value) && error == CASS_OK; ++i) {
    Place item = {.kind = ITEM, .container = tuple, .index = i};
    error = put(item, json_array_get(type, i + 1), json_array_get(value, i));
  }
  if (error == CASS_OK) error = PUT(place, tuple, tuple);
  cass_tuple_free(tuple);
  cass_data_type_free(data_type);
  return error;
}

static json_t* field_type(json_t* type, const char* name) {
  size_t i;
  json_t* field;
  json_array_foreach(json_array_get(type, 3), i, field) {
    if (strcmp(json_string_value(json_array_get(field, 0)), name) == 0) return json_array_get(field, 1);
  }
  return NULL;
}

static CassError put_user_type(Place place, json_t* type, json_t* value) {
  CassDataType* data_type = data_type_of(type);
  CassUserType* user_type = cass_user_type_new_from_data_type(data_type);
  CassError error = CASS_OK;
  for (size_t i = 0; i < json_array_size(value) && error == CASS_OK; ++i) {
    const char* name = json_string_value(json_array_get(json_array_get(value, i), 0));
    char quoted[256];
    snprintf(quoted, sizeof(quoted), "\"%s\"", name);
    Place field = {.kind = FIELD, .container = user_type, .name = quoted};
    json_t* part = field_type(type, name);
    error = part ? put(field, part, json_array_get(json_array_get(value, i), 1))
                 : CASS_ERROR_LIB_NAME_DOES_NOT_EXIST;
  }
  if (error == CASS_OK) error = PUT(place, user_type, user_type);
  cass_user_type_free(user_type);
  cass_data_type_free(data_type);
  return error;
}

static CassError put_decimal(Place place, json_t* value) {
  size_t size;
  unsigned char* varint = bytes_of(json_string_value(json_object_get(value, "unscaled")), &size);
  CassError error =
      PUT(place, decimal, varint, size, (cass_int32_t)json_integer_value(json_object_get(value, "scale")));
  free(varint);
  return error;
}

static CassError put_duration(Place place, json_t* value) {
  cass_int32_t months = (cass_int32_t)json_integer_value(json_object_get(value, "months"));
  cass_int32_t days = (cass_int32_t)json_integer_value(json_object_get(value, "days"));
  cass_int64_t nanoseconds = strtoll(json_string_value(json_object_get(value, "nanoseconds")), NULL, 10);
  return PUT(place, duration, months, days, nanoseconds);
}

static CassError put_float(Place place, const char* hex) {
  uint32_t bits = (uint32_t)strtoul(hex, NULL, 16);
  cass_float_t number;
  memcpy(&number, &bits, sizeof(number));
  return PUT(place, float, number);
}

static CassError put_double(Place place, const char* hex) {
  uint64_t bits = strtoull(hex, NULL, 16);
  cass_double_t number;
  memcpy(&number, &bits, sizeof(number));
  return PUT(place, double, number);
}

static CassError put_uuid(Place place, const char* text) {
  CassUuid uuid;
  CassError error = cass_uuid_from_string(text, &uuid);
  return error == CASS_OK ? PUT(place, uuid, uuid) : error;
}

static CassError put_inet(Place place, const char* hex) {
  size_t size;
  unsigned char* bytes = bytes_of(hex, &size);
  CassInet inet = size == CASS_INET_V4_LENGTH ? cass_inet_init_v4(bytes) : cass_inet_init_v6(bytes);
  free(bytes);
  return PUT(place, inet, inet);
}

/* Passes a value that does not fit its type on as it is. */
static CassError put_native(Place place, json_t* value) {
  switch (json_typeof(value)) {
    case JSON_STRING:
      return put_text(place, json_string_value(value), json_string_length(value));
    case JSON_INTEGER:
      return PUT(place, int64, (cass_int64_t)json_integer_value(value));
    case JSON_REAL:
      return PUT(place, double, json_real_value(value));
    case JSON_TRUE:
    case JSON_FALSE:
      return PUT(place, bool, json_is_true(value) ? cass_true : cass_false);
    case JSON_ARRAY: {
      json_t* list = json_pack("[s, s]", "list", "text");
      CassError error = put_list(place, list, value);
      json_decref(list);
      return error;
    }
    default:
      return put_null(place);
  }
}

CassError put(Place place, json_t* type, json_t* value) {
  if (json_is_null(value)) return put_null(place);
  if (json_object_get(value, "native")) return put_native(place, json_object_get(value, "native"));
  if (json_object_get(value, "empty")) return put_bytes(place, "");
  if (json_object_get(value, "utf8"))
    return put_utf8(place, json_string_value(json_object_get(value, "utf8")));
  const char* text = json_string_value(value);
  json_int_t number = json_integer_value(value);
  switch (kind_of(type)) {
    case CASS_VALUE_TYPE_ASCII:
    case CASS_VALUE_TYPE_TEXT:
    case CASS_VALUE_TYPE_VARCHAR:
      return put_text(place, text, json_string_length(value));
    case CASS_VALUE_TYPE_BOOLEAN:
      return PUT(place, bool, json_is_true(value) ? cass_true : cass_false);
    case CASS_VALUE_TYPE_TINY_INT:
      return PUT(place, int8, (cass_int8_t)number);
    case CASS_VALUE_TYPE_SMALL_INT:
      return PUT(place, int16, (cass_int16_t)number);
    case CASS_VALUE_TYPE_INT:
      return PUT(place, int32, (cass_int32_t)number);
    case CASS_VALUE_TYPE_DATE:
      return PUT(place, uint32, (cass_uint32_t)(number + 2147483648LL));
    case CASS_VALUE_TYPE_BIGINT:
    case CASS_VALUE_TYPE_COUNTER:
    case CASS_VALUE_TYPE_TIMESTAMP:
    case CASS_VALUE_TYPE_TIME:
      return PUT(place, int64, strtoll(text, NULL, 10));
    case CASS_VALUE_TYPE_FLOAT:
      return put_float(place, text);
    case CASS_VALUE_TYPE_DOUBLE:
      return put_double(place, text);
    case CASS_VALUE_TYPE_DECIMAL:
      return put_decimal(place, value);
    case CASS_VALUE_TYPE_DURATION:
      return put_duration(place, value);
    case CASS_VALUE_TYPE_UUID:
    case CASS_VALUE_TYPE_TIMEUUID:
      return put_uuid(place, text);
    case CASS_VALUE_TYPE_INET:
      return put_inet(place, text);
    case CASS_VALUE_TYPE_LIST:
    case CASS_VALUE_TYPE_SET:
    case CASS_VALUE_TYPE_MAP:
      return put_list(place, type, value);
    case CASS_VALUE_TYPE_TUPLE:
      return put_tuple(place, type, value);
    case CASS_VALUE_TYPE_UDT:
      return put_user_type(place, type, value);
    default:
      return put_bytes(place, text);
  }
}

#include "c_adapter.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char* native_name(CassValueType kind) {
  /* Two kinds are one type: the protocol has only varchar, and the cases only text. */
  if (kind == CASS_VALUE_TYPE_VARCHAR) return "text";
  switch (kind) {
#define XX_NAME(type, number, cql, klass) \
  case type: \
    return cql;
    CASS_VALUE_TYPE_MAPPING(XX_NAME)
#undef XX_NAME
    default:
      return "";
  }
}

static json_t* user_type_of(const CassDataType* type) {
  const char* text = "";
  size_t length = 0;
  json_t* fields = json_array();
  json_t* made = json_pack("[s]", "udt");
  cass_data_type_keyspace(type, &text, &length);
  json_array_append_new(made, json_stringn(text, length));
  cass_data_type_type_name(type, &text, &length);
  json_array_append_new(made, json_stringn(text, length));
  for (size_t i = 0; i < cass_data_type_sub_type_count(type); ++i) {
    cass_data_type_sub_type_name(type, i, &text, &length);
    json_array_append_new(fields, json_pack("[o, o]", json_stringn(text, length),
                                            type_of(cass_data_type_sub_data_type(type, i))));
  }
  json_array_append_new(made, fields);
  return made;
}

json_t* type_of(const CassDataType* type) {
  CassValueType kind = cass_data_type_type(type);
  if (kind == CASS_VALUE_TYPE_UDT) return user_type_of(type);
  if (kind == CASS_VALUE_TYPE_CUSTOM) {
    const char* text = "";
    size_t length = 0;
    cass_data_type_class_name(type, &text, &length);
    return json_pack("[s, o]", "custom", json_stringn(text, length));
  }
  size_t parts = cass_data_type_sub_type_count(type);
  if (parts == 0) return json_string(native_name(kind));
  json_t* made = json_pack("[s]", native_name(kind));
  for (size_t i = 0; i < parts; ++i)
    json_array_append_new(made, type_of(cass_data_type_sub_data_type(type, i)));
  return made;
}

/* A text that is made by printf's rules. */
static json_t* number_text(const char* format, int64_t number) {
  char text[32];
  snprintf(text, sizeof(text), format, number);
  return json_string(text);
}

static json_t* hex_text(const unsigned char* bytes, size_t size) {
  char* hex = hex_of(bytes, size);
  json_t* text = json_string(hex);
  free(hex);
  return text;
}

static json_t* text_of(const char* text, size_t size) {
  json_t* whole = size && memchr(text, '\0', size) ? NULL : json_stringn(text, size);
  return whole ? whole : json_pack("{s:o}", "utf8", hex_text((const unsigned char*)text, size));
}

static json_t* list_of(const CassValue* value) {
  json_t* items = json_array();
  CassIterator* iterator = cass_iterator_from_collection(value);
  while (iterator && cass_iterator_next(iterator)) {
    json_array_append_new(items, value_of(cass_iterator_get_value(iterator)));
  }
  cass_iterator_free(iterator);
  return items;
}

static json_t* map_of(const CassValue* value) {
  json_t* pairs = json_array();
  CassIterator* iterator = cass_iterator_from_map(value);
  while (iterator && cass_iterator_next(iterator)) {
    json_t* key = value_of(cass_iterator_get_map_key(iterator));
    json_array_append_new(pairs, json_pack("[o, o]", key, value_of(cass_iterator_get_map_value(iterator))));
  }
  cass_iterator_free(iterator);
  return pairs;
}

static json_t* tuple_of(const CassValue* value) {
  json_t* items = json_array();
  CassIterator* iterator = cass_iterator_from_tuple(value);
  while (iterator && cass_iterator_next(iterator)) {
    json_array_append_new(items, value_of(cass_iterator_get_value(iterator)));
  }
  cass_iterator_free(iterator);
  /* What the server left out is null. */
  while (json_array_size(items) < cass_value_item_count(value)) json_array_append_new(items, json_null());
  return items;
}

static json_t* fields_of(const CassValue* value) {
  json_t* fields = json_array();
  const CassDataType* type = cass_value_data_type(value);
  CassIterator* iterator = cass_iterator_fields_from_user_type(value);
  for (size_t i = 0; i < cass_value_item_count(value); ++i) {
    const char* name = "";
    size_t length = 0;
    bool present = iterator && cass_iterator_next(iterator);
    cass_data_type_sub_type_name(type, i, &name, &length);
    json_t* part = present ? value_of(cass_iterator_get_user_type_field_value(iterator)) : json_null();
    json_array_append_new(fields, json_pack("[o, o]", json_stringn(name, length), part));
  }
  cass_iterator_free(iterator);
  return fields;
}

static json_t* decimal_of(const CassValue* value) {
  const cass_byte_t* varint = NULL;
  size_t size = 0;
  cass_int32_t scale = 0;
  cass_value_get_decimal(value, &varint, &size, &scale);
  return json_pack("{s:o, s:i}", "unscaled", hex_text(varint, size), "scale", (int)scale);
}

static json_t* duration_of(const CassValue* value) {
  cass_int32_t months = 0, days = 0;
  cass_int64_t nanos = 0;
  cass_value_get_duration(value, &months, &days, &nanos);
  return json_pack("{s:i, s:i, s:o}", "months", (int)months, "days", (int)days, "nanoseconds",
                   number_text("%" PRId64, nanos));
}

static json_t* small_number_of(const CassValue* value) {
  cass_int8_t tiny = 0;
  cass_int16_t small = 0;
  cass_int32_t number = 0;
  cass_uint32_t date = 0;
  if (cass_value_get_int8(value, &tiny) == CASS_OK) return json_integer(tiny);
  if (cass_value_get_int16(value, &small) == CASS_OK) return json_integer(small);
  if (cass_value_get_int32(value, &number) == CASS_OK) return json_integer(number);
  cass_value_get_uint32(value, &date);
  return json_integer((json_int_t)date - 2147483648LL);
}

static json_t* uuid_of(const CassValue* value) {
  CassUuid uuid = {0, 0};
  char text[CASS_UUID_STRING_LENGTH];
  cass_value_get_uuid(value, &uuid);
  cass_uuid_string(uuid, text);
  return json_string(text);
}

static json_t* float_of(const CassValue* value) {
  cass_float_t number = 0;
  uint32_t bits;
  cass_value_get_float(value, &number);
  memcpy(&bits, &number, sizeof(bits));
  return number_text("%08" PRIx64, bits);
}

static json_t* double_of(const CassValue* value) {
  cass_double_t number = 0;
  int64_t bits;
  cass_value_get_double(value, &number);
  memcpy(&bits, &number, sizeof(bits));
  return number_text("%016" PRIx64, bits);
}

json_t* value_of(const CassValue* value) {
  if (cass_value_is_null(value)) return json_null();
  const char* text = "";
  size_t size = 0;
  cass_int64_t big = 0;
  cass_bool_t flag = cass_false;
  CassInet inet = {{0}, 0};
  CassValueType kind = cass_value_type(value);
  cass_value_get_string(value, &text, &size);
  switch (kind) {
    case CASS_VALUE_TYPE_ASCII:
    case CASS_VALUE_TYPE_TEXT:
    case CASS_VALUE_TYPE_VARCHAR:
      return text_of(text, size);
    case CASS_VALUE_TYPE_BLOB:
      return hex_text((const unsigned char*)text, size);
    case CASS_VALUE_TYPE_LIST:
    case CASS_VALUE_TYPE_SET:
      return list_of(value);
    case CASS_VALUE_TYPE_MAP:
      return map_of(value);
    default:
      break;
  }
  if (size == 0) return json_pack("{s:b}", "empty", 1);
  switch (kind) {
    case CASS_VALUE_TYPE_BOOLEAN:
      cass_value_get_bool(value, &flag);
      return json_boolean(flag == cass_true);
    case CASS_VALUE_TYPE_TINY_INT:
    case CASS_VALUE_TYPE_SMALL_INT:
    case CASS_VALUE_TYPE_INT:
    case CASS_VALUE_TYPE_DATE:
      return small_number_of(value);
    case CASS_VALUE_TYPE_BIGINT:
    case CASS_VALUE_TYPE_COUNTER:
    case CASS_VALUE_TYPE_TIMESTAMP:
    case CASS_VALUE_TYPE_TIME:
      cass_value_get_int64(value, &big);
      return number_text("%" PRId64, big);
    case CASS_VALUE_TYPE_FLOAT:
      return float_of(value);
    case CASS_VALUE_TYPE_DOUBLE:
      return double_of(value);
    case CASS_VALUE_TYPE_DECIMAL:
      return decimal_of(value);
    case CASS_VALUE_TYPE_DURATION:
      return duration_of(value);
    case CASS_VALUE_TYPE_UUID:
    case CASS_VALUE_TYPE_TIMEUUID:
      return uuid_of(value);
    case CASS_VALUE_TYPE_INET:
      cass_value_get_inet(value, &inet);
      return hex_text(inet.address, inet.address_length);
    case CASS_VALUE_TYPE_TUPLE:
      return tuple_of(value);
    case CASS_VALUE_TYPE_UDT:
      return fields_of(value);
    default:
      return hex_text((const unsigned char*)text, size);
  }
}

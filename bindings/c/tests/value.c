/* Every simple type: bound by index to a prepared statement, stored, and read back. */

#include "cluster.h"

static CassSession* session;
static CassUuid uuid = {0x41d4e29b550e8400ULL, 0xa716446655440000ULL};
static CassUuid timeuuid;
static CassInet inet;
static const cass_byte_t varint[] = {0xff, 0x00, 0x01};

static const CassResult* round_trip(void) {
  CHECK_OK(run(session,
               "CREATE TABLE simple (id int PRIMARY KEY, a ascii, b bigint, bl blob, bo boolean, d date, "
               "de decimal, dou double, du duration, f float, i inet, s smallint, t text, ti time, "
               "ts timestamp, tu timeuuid, ty tinyint, u uuid, v varint, n int)"));
  const CassPrepared* prepared =
      prepare(session,
              "INSERT INTO simple (id, a, b, bl, bo, d, de, dou, du, f, i, s, t, ti, ts, tu, ty, u, v, n) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  CassStatement* insert = cass_prepared_bind(prepared);
  cass_prepared_free(prepared);
  size_t at = 0;
  CHECK_OK(cass_statement_bind_int32(insert, at++, -2147483647 - 1));
  CHECK_OK(cass_statement_bind_string(insert, at++, "ascii"));
  CHECK_OK(cass_statement_bind_int64(insert, at++, INT64_MIN));
  CHECK_OK(cass_statement_bind_bytes(insert, at++, (const cass_byte_t*)"\0\1\xff", 3));
  CHECK_OK(cass_statement_bind_bool(insert, at++, cass_true));
  CHECK_OK(cass_statement_bind_uint32(insert, at++, 2147483648U + 19675U));
  CHECK_OK(cass_statement_bind_decimal(insert, at++, varint, sizeof(varint), -3));
  CHECK_OK(cass_statement_bind_double(insert, at++, -0.1));
  CHECK_OK(cass_statement_bind_duration(insert, at++, -1, -2, -3));
  CHECK_OK(cass_statement_bind_float(insert, at++, 1.5f));
  CHECK_OK(cass_statement_bind_inet(insert, at++, inet));
  CHECK_OK(cass_statement_bind_int16(insert, at++, -32768));
  CHECK_OK(cass_statement_bind_string_n(insert, at++, "\xe2\x82\xac and more", 3));
  CHECK_OK(cass_statement_bind_int64(insert, at++, 86399999999999));
  CHECK_OK(cass_statement_bind_int64(insert, at++, -1));
  CHECK_OK(cass_statement_bind_uuid(insert, at++, timeuuid));
  CHECK_OK(cass_statement_bind_int8(insert, at++, -128));
  CHECK_OK(cass_statement_bind_uuid(insert, at++, uuid));
  CHECK_OK(cass_statement_bind_bytes(insert, at++, varint, sizeof(varint)));
  CHECK_OK(cass_statement_bind_null(insert, at++));
  CHECK_ERROR(cass_statement_bind_null(insert, at), CASS_ERROR_LIB_INDEX_OUT_OF_BOUNDS);
  cass_result_free(rows(session, insert));
  return select_rows(session, "SELECT * FROM simple");
}

static const CassValue* column(const CassRow* row, const char* name) {
  const CassValue* value = cass_row_get_column_by_name(row, name);
  if (!CHECK(value != NULL)) exit(EXIT_FAILURE);
  return value;
}

static void numbers_are_read_back(const CassRow* row) {
  cass_int8_t i8 = 0;
  cass_int16_t i16 = 0;
  cass_int32_t i32 = 0;
  cass_uint32_t u32 = 0;
  cass_int64_t i64 = 0;
  cass_float_t f = 0;
  cass_double_t d = 0;
  cass_bool_t b = cass_false;
  CHECK_OK(cass_value_get_int8(column(row, "ty"), &i8));
  CHECK_NUMBER(i8, -128);
  CHECK_OK(cass_value_get_int16(column(row, "s"), &i16));
  CHECK_NUMBER(i16, -32768);
  CHECK_OK(cass_value_get_int32(column(row, "id"), &i32));
  CHECK_NUMBER(i32, -2147483647 - 1);
  CHECK_OK(cass_value_get_uint32(column(row, "d"), &u32));
  CHECK_NUMBER(u32, 2147483648U + 19675U);
  CHECK_OK(cass_value_get_int64(column(row, "b"), &i64));
  CHECK_NUMBER(i64, INT64_MIN);
  CHECK_OK(cass_value_get_int64(column(row, "ti"), &i64));
  CHECK_NUMBER(i64, 86399999999999);
  CHECK_OK(cass_value_get_int64(column(row, "ts"), &i64));
  CHECK_NUMBER(i64, -1);
  CHECK_OK(cass_value_get_float(column(row, "f"), &f));
  CHECK(f == 1.5f);
  CHECK_OK(cass_value_get_double(column(row, "dou"), &d));
  CHECK(d == -0.1);
  CHECK_OK(cass_value_get_bool(column(row, "bo"), &b));
  CHECK_NUMBER(b, cass_true);
}

static void texts_and_bytes_are_read_back(const CassRow* row) {
  const char* text = NULL;
  const cass_byte_t* bytes = NULL;
  size_t size = 0;
  CHECK_OK(cass_value_get_string(column(row, "a"), &text, &size));
  CHECK_TEXT(text, size, "ascii");
  CHECK_OK(cass_value_get_string(column(row, "t"), &text, &size));
  CHECK_TEXT(text, size, "\xe2\x82\xac");
  CHECK_OK(cass_value_get_bytes(column(row, "bl"), &bytes, &size));
  CHECK(size == 3 && memcmp(bytes, "\0\1\xff", 3) == 0);
  CHECK_OK(cass_value_get_bytes(column(row, "v"), &bytes, &size));
  CHECK(size == sizeof(varint) && memcmp(bytes, varint, size) == 0);
  /* A text is the bytes of a value of any type, whether they are text or not. */
  CHECK_OK(cass_value_get_string(column(row, "ts"), &text, &size));
  CHECK(size == 8 && memcmp(text, "\xff\xff\xff\xff\xff\xff\xff\xff", 8) == 0);
}

static void composed_values_are_read_back(const CassRow* row) {
  CassUuid id = {0, 0};
  CassInet address;
  const cass_byte_t* bytes = NULL;
  size_t size = 0;
  cass_int32_t months = 0, days = 0, scale = 0;
  cass_int64_t nanos = 0;
  CHECK_OK(cass_value_get_uuid(column(row, "u"), &id));
  CHECK(id.time_and_version == uuid.time_and_version && id.clock_seq_and_node == uuid.clock_seq_and_node);
  CHECK_OK(cass_value_get_uuid(column(row, "tu"), &id));
  CHECK(id.time_and_version == timeuuid.time_and_version);
  CHECK_OK(cass_value_get_inet(column(row, "i"), &address));
  CHECK_NUMBER(address.address_length, CASS_INET_V6_LENGTH);
  CHECK(memcmp(address.address, inet.address, sizeof(inet.address)) == 0);
  CHECK_OK(cass_value_get_decimal(column(row, "de"), &bytes, &size, &scale));
  CHECK(size == sizeof(varint) && memcmp(bytes, varint, size) == 0);
  CHECK_NUMBER(scale, -3);
  CHECK_NUMBER(cass_value_is_duration(column(row, "du")), cass_true);
  CHECK_OK(cass_value_get_duration(column(row, "du"), &months, &days, &nanos));
  CHECK(months == -1 && days == -2 && nanos == -3);
}

static void wrong_types_and_nulls_are_told(const CassRow* row) {
  cass_int32_t number;
  cass_int64_t big;
  const char* text;
  size_t size;
  const CassValue* null = column(row, "n");
  CHECK_NUMBER(cass_value_is_null(null), cass_true);
  CHECK_NUMBER(cass_value_type(null), CASS_VALUE_TYPE_INT);
  CHECK_ERROR(cass_value_get_int32(null, &number), CASS_ERROR_LIB_NULL_VALUE);
  CHECK_ERROR(cass_value_get_string(null, &text, &size), CASS_ERROR_LIB_NULL_VALUE);
  CHECK_ERROR(cass_value_get_int64(column(row, "id"), &big), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_ERROR(cass_value_get_int32(column(row, "b"), &number), CASS_ERROR_LIB_INVALID_VALUE_TYPE);
  CHECK_NUMBER(cass_value_is_collection(column(row, "b")), cass_false);
  CHECK_NUMBER(cass_value_item_count(column(row, "b")), 0);
  CHECK_NUMBER(cass_value_type(column(row, "t")), CASS_VALUE_TYPE_VARCHAR);
  CHECK_NUMBER(cass_data_type_type(cass_value_data_type(column(row, "de"))), CASS_VALUE_TYPE_DECIMAL);
}

static void every_simple_type_round_trips(void) {
  const CassResult* result = round_trip();
  const CassRow* row = cass_result_first_row(result);
  if (!CHECK(row != NULL)) exit(EXIT_FAILURE);
  numbers_are_read_back(row);
  texts_and_bytes_are_read_back(row);
  composed_values_are_read_back(row);
  wrong_types_and_nulls_are_told(row);
  cass_result_free(result);
}

int main(void) {
  CassUuidGen* generator = cass_uuid_gen_new();
  cass_uuid_gen_time(generator, &timeuuid);
  cass_uuid_gen_free(generator);
  CHECK_OK(cass_inet_from_string("2001:db8::42", &inet));
  session = connect_to("c_value");
  every_simple_type_round_trips();
  disconnect(session, "c_value");
  return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

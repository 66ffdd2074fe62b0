#include "check.h"

static const char* const known = "550e8400-e29b-41d4-a716-446655440000";

static void texts_round_trip(void) {
  CassUuid uuid;
  char text[CASS_UUID_STRING_LENGTH];
  CHECK_OK(cass_uuid_from_string(known, &uuid));
  CHECK(uuid.time_and_version == 0x41d4e29b550e8400ULL);
  CHECK(uuid.clock_seq_and_node == 0xa716446655440000ULL);
  CHECK_NUMBER(cass_uuid_version(uuid), 4);
  cass_uuid_string(uuid, text);
  CHECK_TEXT(text, strlen(text), known);
}

static void bad_texts_are_refused(void) {
  CassUuid uuid;
  CHECK_ERROR(cass_uuid_from_string("", &uuid), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_uuid_from_string(NULL, &uuid), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_uuid_from_string("550e8400-e29b-41d4-a716-44665544000", &uuid), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_uuid_from_string("550e8400-e29b-41d4-a716-44665544000g", &uuid),
              CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_uuid_from_string_n(known, 35, &uuid), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_OK(cass_uuid_from_string_n("550E8400-E29B-41D4-A716-446655440000 and more", 36, &uuid));
}

static void time_uuids_carry_their_time(void) {
  const cass_uint64_t time_ms = 1700000000123;
  CassUuidGen* generator = cass_uuid_gen_new_with_node(0x0000123456789abcULL);
  CassUuid uuid;
  cass_uuid_gen_from_time(generator, time_ms, &uuid);
  CHECK_NUMBER(cass_uuid_timestamp(uuid), time_ms);
  CHECK_NUMBER(cass_uuid_version(uuid), 1);
  CHECK(uuid.clock_seq_and_node >> 62 == 2);
  CHECK((uuid.clock_seq_and_node & 0xffffffffffffULL) == 0x123456789abcULL);
  cass_uuid_min_from_time(time_ms, &uuid);
  CHECK(uuid.clock_seq_and_node == 0x8080808080808080ULL);
  CHECK_NUMBER(cass_uuid_timestamp(uuid), time_ms);
  cass_uuid_max_from_time(time_ms, &uuid);
  CHECK(uuid.clock_seq_and_node == 0x7f7f7f7f7f7f7f7fULL);
  CHECK_NUMBER(cass_uuid_timestamp(uuid), time_ms);
  cass_uuid_gen_free(generator);
}

static void generated_uuids_differ(void) {
  CassUuidGen* generator = cass_uuid_gen_new();
  CassUuid before, after, random, other;
  cass_uuid_gen_time(generator, &before);
  for (int i = 0; i < 10000; ++i) {
    cass_uuid_gen_time(generator, &after);
    if (!CHECK(before.time_and_version < after.time_and_version)) break;
    before = after;
  }
  cass_uuid_gen_random(generator, &random);
  cass_uuid_gen_random(generator, &other);
  CHECK_NUMBER(cass_uuid_version(random), 4);
  CHECK(random.clock_seq_and_node >> 62 == 2);
  CHECK(random.time_and_version != other.time_and_version);
  cass_uuid_gen_free(generator);
}

int main(void) {
  RUN(texts_round_trip, bad_texts_are_refused, time_uuids_carry_their_time, generated_uuids_differ);
}

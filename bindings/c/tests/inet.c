#include "check.h"

static void addresses_of_both_versions_round_trip(void) {
  const cass_uint8_t v4[] = {127, 0, 0, 1};
  const cass_uint8_t v6[] = {0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  char text[CASS_INET_STRING_LENGTH];
  CassInet inet;

  cass_inet_string(cass_inet_init_v4(v4), text);
  CHECK_TEXT(text, strlen(text), "127.0.0.1");
  cass_inet_string(cass_inet_init_v6(v6), text);
  CHECK_TEXT(text, strlen(text), "2001:db8::1");

  CHECK_OK(cass_inet_from_string("127.0.0.1", &inet));
  CHECK_NUMBER(inet.address_length, CASS_INET_V4_LENGTH);
  CHECK(memcmp(inet.address, v4, sizeof(v4)) == 0);
  CHECK_OK(cass_inet_from_string_n("2001:db8::1 and more", 11, &inet));
  CHECK_NUMBER(inet.address_length, CASS_INET_V6_LENGTH);
  CHECK(memcmp(inet.address, v6, sizeof(v6)) == 0);
}

static void the_longest_text_fits_the_buffer(void) {
  cass_uint8_t mapped[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 255, 255, 255, 255};
  cass_uint8_t full[16];
  char text[CASS_INET_STRING_LENGTH];
  memset(full, 0xff, sizeof(full));
  cass_inet_string(cass_inet_init_v6(mapped), text);
  CHECK_TEXT(text, strlen(text), "::ffff:255.255.255.255");
  cass_inet_string(cass_inet_init_v6(full), text);
  CHECK_NUMBER(strlen(text), 39);
}

static void a_zone_is_no_part_of_an_address(void) {
  CassInet inet;
  char text[CASS_INET_STRING_LENGTH];
  CHECK_OK(cass_inet_from_string("fe80::1%eth0", &inet));
  cass_inet_string(inet, text);
  CHECK_TEXT(text, strlen(text), "fe80::1");
  CHECK_ERROR(cass_inet_from_string("127.0.0.1%eth0", &inet), CASS_ERROR_LIB_BAD_PARAMS);
}

static void bad_texts_are_refused(void) {
  CassInet inet;
  CHECK_ERROR(cass_inet_from_string("localhost", &inet), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_inet_from_string("", &inet), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_inet_from_string("1.2.3", &inet), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_inet_from_string("\xff\xfe", &inet), CASS_ERROR_LIB_BAD_PARAMS);
  CHECK_ERROR(cass_inet_from_string(NULL, &inet), CASS_ERROR_LIB_BAD_PARAMS);
}

int main(void) {
  RUN(addresses_of_both_versions_round_trip, the_longest_text_fits_the_buffer,
      a_zone_is_no_part_of_an_address, bad_texts_are_refused);
}

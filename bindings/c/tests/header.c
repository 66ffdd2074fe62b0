/* The header by itself, as C11. */

#include <cassandra.h>

#define NUMBER(name, number) _Static_assert((long long)(name) == number, #name);
#define SIZE(type, size) _Static_assert(sizeof(type) == size, #type);
#define OFFSET(type, field, offset) _Static_assert(offsetof(type, field) == offset, #type "." #field);
#include "facts.h"

#include "check.h"

static void the_lists_of_names_expand(void) {
  int count = 0;
#define XX_COUNT(source, name, code, text) \
  CHECK_NUMBER(name, CASS_ERROR(source, code)); \
  CHECK_TEXT(cass_error_desc(name), strlen(text), text); \
  count += 1;
  CASS_ERROR_MAP(XX_COUNT)
#undef XX_COUNT
  CHECK_NUMBER(count, 60);
#define XX_CONSISTENCY(level, text) CHECK_TEXT(cass_consistency_string(level), strlen(text), text);
  CASS_CONSISTENCY_MAP(XX_CONSISTENCY)
#define XX_WRITE_TYPE(type, text) CHECK_TEXT(cass_write_type_string(type), strlen(text), text);
  CASS_WRITE_TYPE_MAP(XX_WRITE_TYPE)
#define XX_LEVEL(level, text) CHECK_TEXT(cass_log_level_string(level), strlen(text), text);
  CASS_LOG_LEVEL_MAP(XX_LEVEL)
}

static void the_version_is_that_of_the_interface(void) {
  CHECK(CASS_VERSION_MAJOR == 2 && CASS_VERSION_MINOR == 17 && CASS_VERSION_PATCH == 1);
  CHECK_TEXT(CASS_VERSION_SUFFIX, strlen(CASS_VERSION_SUFFIX), "");
  CHECK(CASS_UINT64_MAX == UINT64_MAX);
  CHECK(CASS_INET_STRING_LENGTH == 46 && CASS_UUID_STRING_LENGTH == 37 && CASS_LOG_MAX_MESSAGE_SIZE == 1024);
}

int main(void) {
  RUN(the_lists_of_names_expand, the_version_is_that_of_the_interface);
}

/* Checks that say what failed and go on, and the end of a test program. */

#ifndef CHECK_H
#define CHECK_H

#include <cassandra.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int check_failures = 0;

static inline int check_that(int holds, const char* what, const char* file, int line) {
  if (!holds) {
    fprintf(stderr, "%s:%d: %s does not hold\n", file, line, what);
    check_failures += 1;
  }
  return holds;
}

static inline int check_number(long long actual, long long expected, const char* what, const char* file,
                               int line) {
  if (actual != expected) {
    fprintf(stderr, "%s:%d: %s is %lld, not %lld\n", file, line, what, actual, expected);
    check_failures += 1;
  }
  return actual == expected;
}

static inline int check_error(CassError actual, CassError expected, const char* what, const char* file,
                              int line) {
  if (actual != expected) {
    fprintf(stderr, "%s:%d: %s gives 0x%08X (%s), not 0x%08X (%s)\n", file, line, what, actual,
            cass_error_desc(actual), expected, cass_error_desc(expected));
    check_failures += 1;
  }
  return actual == expected;
}

static inline int check_bytes(const void* actual, size_t size, const void* expected, size_t expected_size,
                              const char* what, const char* file, int line) {
  int same = size == expected_size && (size == 0 || memcmp(actual, expected, size) == 0);
  if (!same) {
    fprintf(stderr, "%s:%d: %s is \"%.*s\" (%zu bytes), not \"%.*s\"\n", file, line, what, (int)size,
            (const char*)actual, size, (int)expected_size, (const char*)expected);
    check_failures += 1;
  }
  return same;
}

#define CHECK(condition) check_that(!!(condition), #condition, __FILE__, __LINE__)
#define CHECK_NUMBER(actual, expected) \
  check_number((long long)(actual), (long long)(expected), #actual, __FILE__, __LINE__)
#define CHECK_OK(call) check_error((call), CASS_OK, #call, __FILE__, __LINE__)
#define CHECK_ERROR(call, expected) check_error((call), (expected), #call, __FILE__, __LINE__)
#define CHECK_TEXT(actual, size, expected) \
  check_bytes((actual), (size), (expected), strlen(expected), #actual, __FILE__, __LINE__)

/* Runs the tests of a program, and returns what its main returns. */
#define RUN(...) \
  do { \
    void (*tests[])(void) = {__VA_ARGS__}; \
    for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); ++i) tests[i](); \
    return check_failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE; \
  } while (0)

#endif

#include "check.h"

static long allocated = 0;
static long freed = 0;

static void* count_malloc(size_t size) {
  __atomic_add_fetch(&allocated, 1, __ATOMIC_RELAXED);
  return malloc(size);
}

static void* count_realloc(void* ptr, size_t size) {
  if (!ptr) __atomic_add_fetch(&allocated, 1, __ATOMIC_RELAXED);
  return realloc(ptr, size);
}

static void count_free(void* ptr) {
  if (ptr) __atomic_add_fetch(&freed, 1, __ATOMIC_RELAXED);
  free(ptr);
}

static void objects_come_from_the_functions_of_the_program(void) {
  cass_alloc_set_functions(count_malloc, count_realloc, count_free);
  CassCluster* cluster = cass_cluster_new();
  CHECK_OK(cass_cluster_set_contact_points(cluster, "127.0.0.1,127.0.0.2"));
  cass_cluster_free(cluster);
  CHECK(allocated > 0);
  CHECK(freed > 0);
  long before = allocated - freed;
  for (int i = 0; i < 100; ++i) {
    CassStatement* statement = cass_statement_new("SELECT ?", 1);
    CHECK_OK(cass_statement_bind_string(statement, 0, "a text that is copied"));
    cass_statement_free(statement);
  }
  CHECK_NUMBER(allocated - freed, before);
}

/* What was allocated by these functions could not be freed by others. */
static void the_functions_stay(void) {
  long before = allocated;
  cass_log_set_level(CASS_LOG_DISABLED);
  cass_alloc_set_functions(NULL, NULL, NULL);
  cass_alloc_set_functions(malloc, realloc, free);
  CassStatement* statement = cass_statement_new("SELECT 1", 0);
  cass_statement_free(statement);
  CHECK(allocated > before);
}

int main(void) {
  RUN(objects_come_from_the_functions_of_the_program, the_functions_stay);
}

// Some tests pass objects of their own C++ classes where the public functions take handles. The legacy
// library is written in C++ and takes them; for another library they are memory of no meaning, so such a test
// ends here.

#include "legacy.hpp"

#include <dlfcn.h>
#include <sys/auxv.h>

#include <cstdint>

namespace {

/// Whether a handle is a C++ object whose class belongs to the program itself.
bool is_of_program(const void* handle) {
  constexpr std::uintptr_t first_page = 4096;
  if (reinterpret_cast<std::uintptr_t>(handle) < first_page) {
    return false;
  }
  Dl_info of_class;
  Dl_info of_program;
  const void* table = *static_cast<const void* const*>(handle);
  const void* headers = reinterpret_cast<const void*>(getauxval(AT_PHDR));
  return dladdr(table, &of_class) != 0 && dladdr(headers, &of_program) != 0 &&
         of_class.dli_fbase == of_program.dli_fbase;
}

/// The function of this name in the library under test.
template <class Function>
Function* of_library(const char* name) {
  void* found = dlsym(RTLD_NEXT, name);
  if (found == nullptr) {
    legacy_unavailable(name);
  }
  return reinterpret_cast<Function*>(found);
}

void refuse_object(const void* handle, const char* what) {
  if (is_of_program(handle)) {
    legacy_unavailable(what);
  }
}

constexpr const char* retry_policy = "a retry policy that is a C++ object";
constexpr const char* timestamp_generator = "a timestamp generator that is a C++ object";

int set(const char* name, void* owner, void* handle, const char* what) {
  refuse_object(handle, what);
  return of_library<int(void*, void*)>(name)(owner, handle);
}

void release(const char* name, void* handle) {
  if (!is_of_program(handle)) {
    of_library<void(void*)>(name)(handle);
  }
}

}  // namespace

extern "C" {

int cass_statement_set_retry_policy(void* statement, void* policy) {
  return set("cass_statement_set_retry_policy", statement, policy, retry_policy);
}

int cass_batch_set_retry_policy(void* batch, void* policy) {
  return set("cass_batch_set_retry_policy", batch, policy, retry_policy);
}

int cass_execution_profile_set_retry_policy(void* profile, void* policy) {
  return set("cass_execution_profile_set_retry_policy", profile, policy, retry_policy);
}

void cass_cluster_set_retry_policy(void* cluster, void* policy) {
  refuse_object(policy, retry_policy);
  of_library<void(void*, void*)>("cass_cluster_set_retry_policy")(cluster, policy);
}

// The program makes an empty payload of every result, whatever it tests, so a library without payloads has
// none in it.
void* cass_custom_payload_new() {
  void* found = dlsym(RTLD_NEXT, "cass_custom_payload_new");
  return found == nullptr ? nullptr : reinterpret_cast<void* (*)()>(found)();
}

std::size_t cass_future_custom_payload_item_count(void* future) {
  void* found = dlsym(RTLD_NEXT, "cass_future_custom_payload_item_count");
  return found == nullptr ? 0 : reinterpret_cast<std::size_t (*)(void*)>(found)(future);
}

void* cass_retry_policy_logging_new(void* policy) {
  refuse_object(policy, retry_policy);
  return of_library<void*(void*)>("cass_retry_policy_logging_new")(policy);
}

void cass_retry_policy_free(void* policy) {
  release("cass_retry_policy_free", policy);
}

void cass_cluster_set_timestamp_gen(void* cluster, void* generator) {
  refuse_object(generator, timestamp_generator);
  of_library<void(void*, void*)>("cass_cluster_set_timestamp_gen")(cluster, generator);
}

void cass_timestamp_gen_free(void* generator) {
  release("cass_timestamp_gen_free", generator);
}

}  // extern "C"

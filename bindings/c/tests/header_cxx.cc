/* The header by itself, as C++20. */

#include <cassandra.h>

#define NUMBER(name, number) static_assert(static_cast<long long>(name) == number);
#define SIZE(type, size) static_assert(sizeof(type) == size);
#define OFFSET(type, field, offset) static_assert(offsetof(type, field) == offset);
#include "facts.h"

#include <memory>
#include <string>

int main() {
  std::unique_ptr<CassUuidGen, decltype(&cass_uuid_gen_free)> generator(cass_uuid_gen_new(),
                                                                        cass_uuid_gen_free);
  CassUuid uuid;
  cass_uuid_gen_random(generator.get(), &uuid);
  std::string text(CASS_UUID_STRING_LENGTH, '\0');
  cass_uuid_string(uuid, text.data());
  return text.find('-') == 8 && cass_uuid_version(uuid) == 4 ? 0 : 1;
}

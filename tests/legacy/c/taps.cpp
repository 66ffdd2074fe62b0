// What the tests read out of the driver past its public functions, as far as another library can tell it.

#include "legacy.hpp"

#include <arpa/inet.h>

#include <cstdint>

struct CassFuture_;

namespace {

/// What a `CassNode` of our library begins with.
struct Inet {
  std::uint8_t address[16];
  std::uint8_t address_length;
};

}  // namespace

extern "C" const Inet* cass_future_coordinator(CassFuture_* future);

namespace datastax {
namespace internal {
namespace testing {

/// The address of the host that answered; empty when none did.
String get_host_from_future(CassFuture_* future) {
  const Inet* node = cass_future_coordinator(future);
  if (node == nullptr) {
    return String();
  }
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(node->address_length == sizeof(in_addr) ? AF_INET : AF_INET6, node->address, text, sizeof(text));
  return String(text);
}

}  // namespace testing
}  // namespace internal
}  // namespace datastax

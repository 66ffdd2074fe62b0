#include "unicql/inet.hpp"

#include <algorithm>
#include <arpa/inet.h>

#include "unicql/error.hpp"

namespace unicql {

Inet::Inet(std::span<const std::byte> bytes) : size_(static_cast<std::uint8_t>(bytes.size())) {
  if (bytes.size() != 4 && bytes.size() != 16) {
    detail::throw_invalid_parameter("inet", "an address has 4 or 16 bytes");
  }
  std::ranges::copy(bytes, bytes_.begin());
}

Inet Inet::parse(std::string_view text) {
  const std::string terminated(text);
  Inet inet;
  if (inet_pton(AF_INET, terminated.c_str(), inet.bytes_.data()) == 1) return inet;
  inet.size_ = 16;
  if (inet_pton(AF_INET6, terminated.c_str(), inet.bytes_.data()) == 1) return inet;
  detail::throw_invalid_parameter("inet", "`" + terminated + "` is no address");
}

std::string Inet::to_string() const {
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(size_ == 4 ? AF_INET : AF_INET6, bytes_.data(), text, sizeof text);
  return text;
}

}  // namespace unicql

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "bridge.h"

namespace unicql::detail {

/// Borrows text for Rust; throws `InvalidParameter` when it is not UTF-8, which Rust's texts have to be.
rust::Str to_rust(std::string_view text, std::string_view name);

inline std::string to_string(rust::Str text) {
  return {text.data(), text.size()};
}

inline std::optional<std::string> to_optional(const ffi::OptionalText& text) {
  return text.has ? std::optional(std::string(text.value)) : std::nullopt;
}

inline rust::Slice<const std::uint8_t> to_rust(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

inline std::span<const std::byte> to_bytes(rust::Slice<const std::uint8_t> bytes) {
  return {reinterpret_cast<const std::byte*>(bytes.data()), bytes.size()};
}

}  // namespace unicql::detail

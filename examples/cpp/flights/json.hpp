#pragma once

#include <chrono>
#include <concepts>
#include <cstdio>
#include <string>
#include <string_view>

/// A JSON object that is put together member by member.
class Json {
 public:
  Json& add(std::string_view name, std::string_view text) { return add_raw(name, quoted(text)); }
  Json& add(std::string_view name, std::integral auto number) {
    return add_raw(name, std::to_string(number));
  }

  Json& add_seconds(std::chrono::duration<double> seconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", seconds.count());
    return add_raw("seconds", text);
  }

  /// Adds a value that is JSON already.
  Json& add_raw(std::string_view name, std::string_view json) {
    text_.append(text_.empty() ? "" : ",").append(quoted(name)).append(":").append(json);
    return *this;
  }

  std::string text() const { return "{" + text_ + "}"; }

  static std::string quoted(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x20) {
        char escape[8];
        std::snprintf(escape, sizeof escape, "\\u%04x", c);
        json += escape;
        continue;
      }
      if (c == '"' || c == '\\') json += '\\';
      json += c;
    }
    return json + '"';
  }

 private:
  std::string text_;
};

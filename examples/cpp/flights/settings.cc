#include "settings.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "dataset.hpp"

namespace {

std::string setting(const char* name, const std::string& fallback) {
  const char* value = std::getenv(name);
  return value && *value ? value : fallback;
}

std::string keyspace(const std::string& name) {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto allowed = [&](char c) { return small(c) || (c >= '0' && c <= '9') || c == '_'; };
  if (!name.empty() && name.size() <= 48 && small(name[0]) && std::ranges::all_of(name, allowed)) return name;
  throw FlightsError("FLIGHTS_KEYSPACE: '" + name + "' is not a name of small letters, digits and _");
}

void set_steps(Settings& settings, const std::string& text) {
  settings.drop = text == "drop";
  if (settings.drop) return;
  for (const auto step : split(text, ',')) {
    if (step == "write") {
      settings.write = true;
    } else if (step == "read") {
      settings.read = true;
    } else {
      throw FlightsError("FLIGHTS_STEPS: '" + text + "' is none of write, read, write,read and drop");
    }
  }
}

std::size_t concurrency(const std::string& text) {
  std::size_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [parsed, error] = std::from_chars(text.data(), end, number);
  if (error == std::errc{} && parsed == end && number >= 1 && number <= 4096) return number;
  throw FlightsError("FLIGHTS_CONCURRENCY: '" + text + "' is not a number from 1 to 4096");
}

unicql::Uuid run(const std::string& text) {
  if (text.empty()) return unicql::Uuid::random();
  try {
    return unicql::Uuid::parse(text);
  } catch (const unicql::Error&) {
    throw FlightsError("FLIGHTS_RUN: '" + text + "' is not a UUID");
  }
}

}  // namespace

Settings read_settings() {
  Settings settings;
  for (const auto point : split(setting("UNICQL_CONTACT_POINTS", "127.0.0.1:9042"), ',')) {
    settings.contact_points.emplace_back(point);
  }
  settings.data = setting("FLIGHTS_DATA", "");
  if (settings.data.empty()) {
    throw FlightsError("FLIGHTS_DATA: a directory with airports.tsv, flights.tsv and schema.cql is needed");
  }
  settings.keyspace = keyspace(setting("FLIGHTS_KEYSPACE", "flights"));
  set_steps(settings, setting("FLIGHTS_STEPS", "write,read"));
  settings.writer = setting("FLIGHTS_WRITER", "cpp");
  settings.reads = setting("FLIGHTS_READS", settings.writer);
  settings.concurrency = concurrency(setting("FLIGHTS_CONCURRENCY", "64"));
  settings.run = run(setting("FLIGHTS_RUN", ""));
  return settings;
}

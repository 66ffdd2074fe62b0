#pragma once

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include <unicql/unicql.hpp>

namespace cluster {

inline std::string setting(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') {
    throw std::runtime_error(std::string(name) + " is not set: run it through `npm test`, or set it");
  }
  return value;
}

/// The contact points of a variable that holds a comma list.
inline std::vector<std::string> contact_points(const char* variable = "UNICQL_CONTACT_POINTS") {
  const auto text = setting(variable);
  std::vector<std::string> points;
  std::size_t at = 0;
  while (at <= text.size()) {
    const auto end = std::min(text.find(',', at), text.size());
    points.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return points;
}

/// One session for all tests of a process, in a keyspace of their own.
inline const unicql::Session& session() {
  static const unicql::Session session = [] {
    auto connected = unicql::Session::connect({.contact_points = contact_points()});
    connected.execute(
        "CREATE KEYSPACE IF NOT EXISTS cpp_tests WITH replication = "
        "{'class': 'SimpleStrategy', 'replication_factor': 1}");
    connected.use_keyspace("cpp_tests");
    return connected;
  }();
  return session;
}

/// Makes a table anew. Each test has a table of its own name.
inline void make_table(const std::string& name, const std::string& columns) {
  session().execute("DROP TABLE IF EXISTS " + name);
  session().execute("CREATE TABLE " + name + " (" + columns + ")");
}

/// Runs something that has to throw an `Error`, and returns it.
template <class F>
unicql::Error error_of(F function) {
  try {
    function();
  } catch (const unicql::Error& error) {
    return error;
  }
  throw std::logic_error("nothing was thrown");
}

}  // namespace cluster

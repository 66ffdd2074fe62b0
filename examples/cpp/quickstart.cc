#include <cstdlib>
#include <iostream>
#include <string>
#include <tuple>

#include <unicql/unicql.hpp>

int main() {
  const char* points = std::getenv("UNICQL_CONTACT_POINTS");
  const std::string point = points && *points ? points : "127.0.0.1:9042";
  try {
    const auto session = unicql::Session::connect({.contact_points = {{point.substr(0, point.find(','))}}});
    session.execute(
        "CREATE KEYSPACE IF NOT EXISTS quickstart_cpp WITH replication = "
        "{'class': 'SimpleStrategy', 'replication_factor': 1}");
    session.execute("USE quickstart_cpp");
    session.execute("CREATE TABLE IF NOT EXISTS greetings (id int PRIMARY KEY, message text)");
    session.execute("INSERT INTO greetings (id, message) VALUES (?, ?)", 1, "Hello from C++");
    const auto rows = session.execute("SELECT message FROM greetings WHERE id = ?", 1);
    std::cout << rows[0].get<std::string>("message") << '\n';
  } catch (const unicql::Error& error) {
    std::cerr << "error: " << error.what() << '\n';
    return 1;
  }
}

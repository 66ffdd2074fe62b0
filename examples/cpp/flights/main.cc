#include <chrono>
#include <exception>
#include <iostream>

#include <unicql/unicql.hpp>

#include "dataset.hpp"
#include "json.hpp"
#include "read.hpp"
#include "settings.hpp"
#include "write.hpp"

namespace {

using namespace std::chrono_literals;

/// Opens the keyspace, with all tables when something will be written.
void open_keyspace(const unicql::Session& session, const Settings& settings) {
  if (settings.drop) {
    session.execute("DROP KEYSPACE IF EXISTS " + settings.keyspace);
    return;
  }
  session.execute("CREATE KEYSPACE IF NOT EXISTS " + settings.keyspace +
                  " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
  session.execute("USE " + settings.keyspace);
  if (!settings.write) return;
  for (const auto& statement : read_schema(settings.data)) session.execute(statement);
}

std::string run(const Settings& settings) {
  const auto session = unicql::Session::connect({
      .contact_points = settings.contact_points,
      .reconnection = unicql::ConstantReconnection{.delay = 500ms},
      .request_timeout = 5s,
  });
  open_keyspace(session, settings);
  const auto server = session.execute("SELECT release_version FROM system.local");
  Json output;
  output.add("language", "cpp")
      .add("api", "unicql.hpp")
      .add("server", server[0].get<std::string>("release_version"));
  if (settings.write) output.add_raw("write", Write(session, settings).run());
  if (settings.read) output.add_raw("read", Read(session, settings).run());
  session.close();
  return output.text();
}

}  // namespace

int main() {
  try {
    std::cout << run(read_settings()) << std::endl;
  } catch (const std::exception& error) {
    std::cerr << "error: " << error.what() << std::endl;
    return 1;
  }
}

#include <string>

#include <gtest/gtest.h>
#include <unicql/unicql.hpp>

#include "cluster.hpp"

using cluster::error_of;
using unicql::ErrorKind;

TEST(Error, OfTheServerKeepsItsKind) {
  const auto& session = cluster::session();
  const auto syntax = error_of([&] { session.execute("SELEC 1"); });
  EXPECT_EQ(syntax.kind(), ErrorKind::Syntax);
  EXPECT_EQ(syntax.server_code(), 0x2000);
  EXPECT_NE(std::string(syntax.what()).find("Syntax: line 1:0"), std::string::npos);

  EXPECT_EQ(error_of([&] { session.execute("SELECT * FROM no_such_table"); }).kind(), ErrorKind::Invalid);
  EXPECT_EQ(error_of([&] { (void)session.prepare("SELECT * FROM no_such_table"); }).kind(),
            ErrorKind::Invalid);
  const auto other = unicql::Session::connect({.contact_points = cluster::contact_points()});
  EXPECT_EQ(error_of([&] { other.use_keyspace("no_such_keyspace"); }).kind(), ErrorKind::Invalid);

  cluster::make_table("errors", "id int PRIMARY KEY");
  const auto exists = error_of([&] { session.execute("CREATE TABLE errors (id int PRIMARY KEY)"); });
  EXPECT_EQ(exists.kind(), ErrorKind::AlreadyExists);
  EXPECT_EQ(exists.fields().keyspace, "cpp_tests");
  EXPECT_EQ(exists.fields().table, "errors");

  unicql::Statement three("INSERT INTO errors (id) VALUES (1)", {.consistency = unicql::Consistency::Three});
  const auto nowhere = error_of([&] { session.execute(three); });
  EXPECT_EQ(nowhere.kind(), ErrorKind::NoHostAvailable);
  EXPECT_EQ(nowhere.cause(), ErrorKind::Unavailable);
  ASSERT_EQ(nowhere.attempts().size(), 1u);
  const auto unavailable = nowhere.attempts()[0].error;
  EXPECT_EQ(unavailable.fields().consistency, unicql::Consistency::Three);
  EXPECT_EQ(unavailable.fields().required, 3);
  EXPECT_EQ(unavailable.fields().alive, 1);
}

TEST(Error, OfConnectingNamesHostsAndCause) {
  const auto refused = error_of([] { unicql::Session::connect({.contact_points = {{"127.0.0.1:1"}}}); });
  EXPECT_EQ(refused.kind(), ErrorKind::NoHostAvailable);
  EXPECT_EQ(refused.cause(), ErrorKind::ConnectionFailed);
  ASSERT_EQ(refused.attempts().size(), 1u);
  EXPECT_EQ(refused.attempts()[0].host, "127.0.0.1:1");
  EXPECT_EQ(refused.attempts()[0].error.kind(), ErrorKind::ConnectionFailed);
  EXPECT_FALSE(refused.server_code());
}

TEST(Error, OfAnOptionNamesIt) {
  using unicql::Options;
  const auto name_of = [](const Options& options) {
    const auto error = error_of([&] { unicql::Session::connect(options); });
    EXPECT_EQ(error.kind(), ErrorKind::InvalidOption);
    return error.fields().name.value_or("none");
  };
  EXPECT_EQ(name_of({.contact_points = std::vector<std::string>{}}), "contact_points");
  EXPECT_EQ(name_of({.username = "u"}), "password");
  EXPECT_EQ(name_of({.serial_consistency = unicql::Consistency::One}), "serial_consistency");
  EXPECT_EQ(name_of({.consistency = static_cast<unicql::Consistency>(99)}), "consistency");
  EXPECT_EQ(name_of({.request_timeout = std::chrono::seconds(-1)}), "request_timeout_ms");
  EXPECT_EQ(name_of({.connections_per_host = 0}), "connections_per_host");
}

TEST(Error, OfTextThatIsNoUtf8NamesIt) {
  const auto& session = cluster::session();
  const auto error = error_of([&] { session.execute("SELECT '\xff' FROM system.local"); });
  EXPECT_EQ(error.kind(), ErrorKind::InvalidParameter);
  EXPECT_EQ(error.fields().name, "cql");
  EXPECT_EQ(error_of([] { unicql::Session::connect({.keyspace = "\xff"}); }).fields().name, "keyspace");
}

TEST(Error, OfCredentials) {
  const auto points = cluster::contact_points("UNICQL_AUTH_CONTACT_POINTS");
  const auto connect = [&](std::optional<std::string> user, std::optional<std::string> password) {
    return unicql::Session::connect({.contact_points = points, .username = user, .password = password});
  };
  EXPECT_EQ(error_of([&] { connect({}, {}); }).cause(), ErrorKind::AuthenticationRequired);
  EXPECT_EQ(error_of([&] { connect("cassandra", "wrong"); }).cause(), ErrorKind::BadCredentials);
  EXPECT_TRUE(connect("cassandra", "cassandra").cluster_name());
}

TEST(Error, IsCheapToCopyAndOutlivesItsSource) {
  std::exception_ptr kept;
  try {
    cluster::session().execute("SELEC 1");
  } catch (...) {
    kept = std::current_exception();
  }
  const auto again = error_of([&] { std::rethrow_exception(kept); });
  const unicql::Error copy = again;
  EXPECT_STREQ(copy.what(), again.what());
}

#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include <gtest/gtest.h>
#include <unicql/unicql.hpp>

#include "cluster.hpp"

using cluster::error_of;
using unicql::ErrorKind;
using unicql::Session;

namespace {

std::string file(const char* variable) {
  std::ifstream stream(cluster::setting(variable));
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace

TEST(Session, KnowsItsCluster) {
  const auto& session = cluster::session();
  EXPECT_EQ(session.keyspace(), "cpp_tests");
  EXPECT_TRUE(session.cluster_name());
  const auto hosts = session.hosts();
  ASSERT_FALSE(hosts.empty());
  EXPECT_TRUE(hosts[0].is_up);
  EXPECT_TRUE(hosts[0].datacenter);
  const auto id = session.execute("SELECT host_id FROM system.local").one<std::tuple<unicql::Uuid>>();
  EXPECT_EQ(std::get<0>(*id), hosts[0].id);
}

TEST(Session, TakesEveryOption) {
  using namespace std::chrono_literals;
  const auto session = Session::connect({
      .contact_points = cluster::contact_points(),
      .port = std::uint16_t{9042},
      .keyspace = "cpp_tests",
      .local_datacenter = cluster::session().hosts()[0].datacenter,
      .load_balancing = unicql::LoadBalancing{.shuffle_replicas = false, .denied_hosts = {"127.9.9.9"}},
      .retry = unicql::Retry{.rule = unicql::RetryRule::Fallthrough},
      .speculative_execution = unicql::SpeculativeExecution{.delay = 5s, .max_executions = 1},
      .reconnection = unicql::ConstantReconnection{.delay = 500ms},
      .consistency = unicql::Consistency::One,
      .serial_consistency = unicql::Consistency::LocalSerial,
      .page_size = 7,
      .request_timeout = 5s,
      .connect_timeout = 5s,
      .resolve_timeout = 5s,
      .connections_per_host = 2u,
      .heartbeat_interval = 1s,
      .heartbeat_timeout = 5s,
      .tcp_nodelay = true,
      .tcp_keepalive_interval = 30s,
      .compression = unicql::Compression::Lz4,
      .schema_agreement_timeout = 1s,
      .schema_agreement_of_all = true,
      .schema_metadata = true,
      .schema_metadata_lazy = true,
      .token_metadata = true,
      .schema_refresh_on_events = true,
      .schema_refresh_delay = 1s,
      .schema_refresh_delay_max = 10s,
      .prepared_cache_size = 10u,
      .idempotent = true,
      .application_name = "cpp tests",
      .application_version = "1",
      .client_id = "c1",
  });
  EXPECT_EQ(session.keyspace(), "cpp_tests");
  EXPECT_EQ(session.execute("SELECT * FROM system_schema.columns").size(), 7u);
  const auto told = session.execute("SELECT driver_name, client_options FROM system_views.clients");
  bool found = false;
  for (const auto row : told) {
    const auto options = row.get<std::optional<std::map<std::string, std::string>>>("client_options");
    found = found || (options && options->contains("APPLICATION_NAME") &&
                      options->at("APPLICATION_NAME") == "cpp tests" &&
                      row.get<std::string>("driver_name") == "unicql C++");
  }
  EXPECT_TRUE(found);
}

TEST(Session, LeavesOutTheHostsThatItsPolicyDenies) {
  const auto points = cluster::contact_points();
  unicql::LoadBalancing nobody{.allowed_datacenters = {"nowhere"}};
  const auto error = error_of([&] {
    Session::connect({.contact_points = points, .load_balancing = nobody})
        .execute("SELECT key FROM system.local");
  });
  EXPECT_EQ(error.kind(), ErrorKind::NoHostAvailable);
  const unicql::ExponentialReconnection upside_down{.base_delay = std::chrono::hours(1)};
  const auto invalid =
      error_of([&] { Session::connect({.contact_points = points, .reconnection = upside_down}); });
  EXPECT_EQ(invalid.fields().name, "reconnection");
}

TEST(Session, ClosesAndRefusesAfterThat) {
  auto session = Session::connect({.contact_points = cluster::contact_points()});
  auto last = session.execute_async("SELECT release_version FROM system.local");
  session.close();
  EXPECT_EQ(last.get().size(), 1u);
  EXPECT_EQ(error_of([&] { session.execute("SELECT 1"); }).kind(), ErrorKind::SessionClosed);
  EXPECT_EQ(error_of([&] { (void)session.prepare("SELECT 1"); }).kind(), ErrorKind::SessionClosed);
  EXPECT_EQ(error_of([&] { session.use_keyspace("x"); }).kind(), ErrorKind::SessionClosed);
  EXPECT_TRUE(session.hosts().empty());
  EXPECT_FALSE(session.keyspace());
  session.close();
}

TEST(Session, MovesAndRefusesAfterThat) {
  auto session = Session::connect({.contact_points = cluster::contact_points()});
  const auto moved = std::move(session);
  EXPECT_EQ(moved.execute("SELECT release_version FROM system.local").size(), 1u);
  // NOLINTNEXTLINE(bugprone-use-after-move): that is what is tested.
  EXPECT_EQ(error_of([&] { session.execute("SELECT 1"); }).kind(), ErrorKind::SessionClosed);
}

TEST(Session, RowsOutliveIt) {
  const auto rows = [] {
    const auto session = Session::connect({.contact_points = cluster::contact_points()});
    return session.execute("SELECT release_version FROM system.local");
  }();
  EXPECT_FALSE(rows[0].get<std::string_view>(0).empty());
}

TEST(Session, ServesManyThreads) {
  const auto& session = cluster::session();
  cluster::make_table("threads", "id int PRIMARY KEY, v int");
  const auto insert = session.prepare("INSERT INTO threads (id, v) VALUES (?, ?)");
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 50; ++i) session.execute(insert.bind(thread * 50 + i, i));
    });
  }
  threads.clear();
  EXPECT_EQ(session.execute("SELECT id FROM threads").size(), 400u);
}

TEST(Session, EncryptsWithACertificateOfItsOwn) {
  const auto points = cluster::contact_points("UNICQL_TLS_CONTACT_POINTS");
  unicql::TlsOptions tls{.ca_pem = {file("UNICQL_TLS_CA")},
                         .cert_pem = file("UNICQL_TLS_CERT"),
                         .key_pem = file("UNICQL_TLS_KEY")};
  const auto session = Session::connect({.contact_points = points, .tls = tls});
  EXPECT_EQ(session.execute("SELECT release_version FROM system.local").size(), 1u);
  tls.ca_pem = {*tls.cert_pem};
  EXPECT_EQ(error_of([&] { Session::connect({.contact_points = points, .tls = tls}); }).cause(),
            ErrorKind::Tls);
  tls.ca_pem.clear();
  EXPECT_EQ(error_of([&] { Session::connect({.contact_points = points, .tls = tls}); }).kind(),
            ErrorKind::InvalidOption);
}

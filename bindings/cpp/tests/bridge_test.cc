#include <set>
#include <string>

#include <gtest/gtest.h>

#include "bridge.h"
#include "error.h"
#include "unicql/unicql.hpp"

namespace ffi = unicql::ffi;

TEST(Bridge, KnowsEveryErrorKindOfTheCore) {
  const auto names = ffi::error_kind_names();
  ASSERT_EQ(names.size(), unicql::error_kinds.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& [kind, name] = unicql::error_kinds[i];
    EXPECT_EQ(static_cast<std::size_t>(kind), i);
    EXPECT_EQ(std::string(names[i]), name);
    EXPECT_EQ(to_string(kind), name);
    EXPECT_EQ(unicql::Error(kind, "why").what(), std::string(name) + ": why");
  }
}

TEST(Bridge, OffersEveryOptionOfTheCore) {
  const std::set<std::string> offered{
      "contact_points",
      "shuffle_contact_points",
      "port",
      "keyspace",
      "username",
      "password",
      "authorization_id",
      "local_datacenter",
      "infer_local_datacenter",
      "load_balancing",
      "retry",
      "speculative_execution",
      "execution_profiles",
      "timestamps",
      "reconnection",
      "address_translation",
      "consistency",
      "serial_consistency",
      "page_size",
      "request_timeout_ms",
      "attempt_timeout_ms",
      "connect_timeout_ms",
      "connections_per_host",
      "max_in_flight",
      "max_requests_per_connection",
      "timeouts_per_connection",
      "heartbeat_interval_ms",
      "heartbeat_timeout_ms",
      "resolve_timeout_ms",
      "local_address",
      "tcp_nodelay",
      "tcp_keepalive_interval_ms",
      "compression",
      "tls",
      "schema_agreement_timeout_ms",
      "schema_agreement_of_all",
      "schema_metadata",
      "schema_metadata_lazy",
      "token_metadata",
      "schema_refresh_on_events",
      "schema_refresh_delay_ms",
      "schema_refresh_delay_max_ms",
      "prepared_cache_size",
      "prepare_on_up",
      "idempotent",
      "metrics",
      "secure_connect_bundle",
      "metrics_interval_ms",
      "application_name",
      "application_version",
      "client_id",
      "startup_options",
  };
  // The driver tells these about itself.
  // An authenticator in several steps is a trait of the core, which this API does not offer; it has no log
  // either.
  const std::set<std::string> own{"authenticator", "driver_name", "driver_version", "log"};
  std::set<std::string> known;
  for (const auto& name : ffi::option_names()) known.insert(std::string(name));
  for (const auto& name : known) EXPECT_TRUE(offered.contains(name) || own.contains(name)) << name;
  for (const auto& name : offered) EXPECT_TRUE(known.contains(name)) << name;
}

TEST(Bridge, AnErrorOfTheCoreKeepsItsData) {
  auto options = ffi::new_options();
  rust::Vec<rust::String> none;
  options->contact_points(std::move(none));
  const auto future = ffi::connect(std::move(options));
  ASSERT_TRUE(future->failed());
  const auto error = unicql::detail::to_error(*future->error());
  EXPECT_EQ(error.kind(), unicql::ErrorKind::InvalidOption);
  EXPECT_EQ(error.cause(), unicql::ErrorKind::InvalidOption);
  EXPECT_EQ(error.fields().name, "contact_points");
  EXPECT_THROW((void)future->value(), rust::Error);
}

#include "options.h"

#include <chrono>

#include "text.h"
#include "unicql/error.hpp"

namespace unicql::detail {

namespace {

using Milliseconds = std::optional<std::chrono::milliseconds>;

[[noreturn]] void invalid(const char* name, const char* why) {
  ErrorFields fields;
  fields.name = name;
  throw Error(ErrorKind::InvalidOption, "option `" + std::string(name) + "`: " + why, std::move(fields));
}

template <class T>
void set(ffi::Options& to, void (ffi::Options::*setter)(T) noexcept, const std::optional<T>& value) {
  if (value) (to.*setter)(*value);
}

void set(ffi::Options& to, void (ffi::Options::*setter)(rust::Str) noexcept,
         const std::optional<std::string>& value, const char* name) {
  if (value) (to.*setter)(to_rust(*value, name));
}

std::uint64_t milliseconds(std::chrono::milliseconds value, const char* name) {
  if (value.count() < 0) invalid(name, "must not be negative");
  return static_cast<std::uint64_t>(value.count());
}

void set(ffi::Options& to, void (ffi::Options::*setter)(std::uint64_t) noexcept, const Milliseconds& value,
         const char* name) {
  if (value) (to.*setter)(milliseconds(*value, name));
}

rust::Vec<rust::String> to_texts(const std::vector<std::string>& from, const char* name) {
  rust::Vec<rust::String> texts;
  for (const auto& each : from) {
    const auto text = to_rust(each, name);
    texts.push_back(rust::String(text.data(), text.size()));
  }
  return texts;
}

void set_load_balancing(ffi::Options& to, const LoadBalancing& from) {
  const auto rack = to_rust(from.local_rack.value_or(""), "local_rack");
  to.load_balancing({
      .token_aware = from.token_aware,
      .shuffle_replicas = from.shuffle_replicas,
      .remote_hosts_per_datacenter = from.remote_hosts_per_datacenter,
      .remote_for_local_consistency = from.remote_for_local_consistency,
      .local_rack = {from.local_rack.has_value(), rust::String(rack.data(), rack.size())},
      .allowed_hosts = to_texts(from.allowed_hosts, "allowed_hosts"),
      .denied_hosts = to_texts(from.denied_hosts, "denied_hosts"),
      .allowed_datacenters = to_texts(from.allowed_datacenters, "allowed_datacenters"),
      .denied_datacenters = to_texts(from.denied_datacenters, "denied_datacenters"),
  });
}

struct SetReconnection {
  ffi::Options& to;

  void operator()(const ConstantReconnection& from) const {
    to.constant_reconnection(milliseconds(from.delay, "reconnection"));
  }

  void operator()(const ExponentialReconnection& from) const {
    to.exponential_reconnection(milliseconds(from.base_delay, "reconnection"),
                                milliseconds(from.max_delay, "reconnection"));
  }
};

void set_level(ffi::Options& to, void (ffi::Options::*setter)(std::uint16_t) noexcept,
               const std::optional<Consistency>& level, const char* name) {
  if (!level) return;
  if (to_string(*level) == "?") invalid(name, "is no consistency level");
  (to.*setter)(static_cast<std::uint16_t>(*level));
}

/// What a session and a profile have in common.
template <class From>
void set_policies(ffi::Options& to, const From& from) {
  set(to, &ffi::Options::local_datacenter, from.local_datacenter, "local_datacenter");
  if (from.load_balancing) set_load_balancing(to, *from.load_balancing);
  if (from.retry) to.retry(static_cast<std::uint8_t>(from.retry->rule), from.retry->not_idempotent);
  if (const auto& speculation = from.speculative_execution) {
    to.speculative_execution(milliseconds(speculation->delay, "speculative_execution"),
                             speculation->max_executions);
  }
  set(to, &ffi::Options::request_timeout_ms, from.request_timeout, "request_timeout_ms");
  set(to, &ffi::Options::attempt_timeout_ms, from.attempt_timeout, "attempt_timeout_ms");
  set_level(to, &ffi::Options::consistency, from.consistency, "consistency");
  set_level(to, &ffi::Options::serial_consistency, from.serial_consistency, "serial_consistency");
}

void set_profiles(ffi::Options& to, const std::map<std::string, ExecutionProfile>& profiles) {
  for (const auto& [name, profile] : profiles) {
    auto made = ffi::new_options();
    set_policies(*made, profile);
    to.execution_profile(to_rust(name, "execution_profiles"), std::move(made));
  }
}

void set_startup_options(ffi::Options& to, const std::map<std::string, std::string>& options) {
  for (const auto& [name, value] : options) {
    to.startup_option(to_rust(name, "startup_options"), to_rust(value, "startup_options"));
  }
}

void set_tls(ffi::Options& to, const TlsOptions& tls) {
  to.tls(static_cast<std::uint8_t>(tls.verify));
  const auto bytes = [](const std::string& pem) { return to_rust(std::as_bytes(std::span(pem))); };
  for (const auto& pem : tls.ca_pem) to.tls_ca(bytes(pem));
  if (tls.cert_pem) to.tls_cert(bytes(*tls.cert_pem));
  if (tls.key_pem) to.tls_key(bytes(*tls.key_pem));
  if (tls.pfx) to.tls_pfx(bytes(*tls.pfx));
  if (tls.key_passphrase) to.tls_key_passphrase(bytes(*tls.key_passphrase));
  if (tls.server_name) to.tls_server_name(to_rust(*tls.server_name, "tls.server_name"));
  if (tls.cipher_suites) to.tls_cipher_suites(to_rust(*tls.cipher_suites, "tls.cipher_suites"));
  if (tls.min_version == TlsVersion::Tls13) to.tls13_only();
}

}  // namespace

rust::Box<ffi::Options> to_options(const Options& from) {
  auto made = ffi::new_options();
  auto& to = *made;
  if (from.contact_points) to.contact_points(to_texts(*from.contact_points, "contact_points"));
  set(to, &ffi::Options::port, from.port);
  set(to, &ffi::Options::keyspace, from.keyspace, "keyspace");
  set(to, &ffi::Options::username, from.username, "username");
  set(to, &ffi::Options::password, from.password, "password");
  set(to, &ffi::Options::authorization_id, from.authorization_id, "authorization_id");
  set_policies(to, from);
  set(to, &ffi::Options::infer_local_datacenter, from.infer_local_datacenter);
  if (from.reconnection) std::visit(SetReconnection{to}, *from.reconnection);
  if (from.execution_profiles) set_profiles(to, *from.execution_profiles);
  if (from.timestamps == Timestamps::Monotonic) to.monotonic_timestamps();
  if (from.timestamps == Timestamps::Server) to.server_timestamps();
  set(to, &ffi::Options::page_size, from.page_size);
  set(to, &ffi::Options::connect_timeout_ms, from.connect_timeout, "connect_timeout_ms");
  set(to, &ffi::Options::resolve_timeout_ms, from.resolve_timeout, "resolve_timeout_ms");
  set(to, &ffi::Options::connections_per_host, from.connections_per_host);
  set(to, &ffi::Options::max_in_flight, from.max_in_flight);
  set(to, &ffi::Options::max_requests_per_connection, from.max_requests_per_connection);
  set(to, &ffi::Options::timeouts_per_connection, from.timeouts_per_connection);
  set(to, &ffi::Options::heartbeat_interval_ms, from.heartbeat_interval, "heartbeat_interval_ms");
  set(to, &ffi::Options::heartbeat_timeout_ms, from.heartbeat_timeout, "heartbeat_timeout_ms");
  set(to, &ffi::Options::local_address, from.local_address, "local_address");
  set(to, &ffi::Options::tcp_nodelay, from.tcp_nodelay);
  set(to, &ffi::Options::tcp_keepalive_interval_ms, from.tcp_keepalive_interval, "tcp_keepalive_interval_ms");
  if (from.address_translation == AddressTranslation::Identity) to.address_translation_identity();
  if (from.address_translation == AddressTranslation::Ec2MultiRegion) to.address_translation_ec2();
  if (from.compression == Compression::Lz4) to.compression_lz4();
  if (from.compression == Compression::Snappy) to.compression_snappy();
  if (from.tls) set_tls(to, *from.tls);
  set(to, &ffi::Options::schema_agreement_timeout_ms, from.schema_agreement_timeout,
      "schema_agreement_timeout_ms");
  set(to, &ffi::Options::schema_agreement_of_all, from.schema_agreement_of_all);
  set(to, &ffi::Options::schema_metadata, from.schema_metadata);
  set(to, &ffi::Options::schema_metadata_lazy, from.schema_metadata_lazy);
  set(to, &ffi::Options::token_metadata, from.token_metadata);
  set(to, &ffi::Options::schema_refresh_on_events, from.schema_refresh_on_events);
  set(to, &ffi::Options::schema_refresh_delay_ms, from.schema_refresh_delay, "schema_refresh_delay_ms");
  set(to, &ffi::Options::schema_refresh_delay_max_ms, from.schema_refresh_delay_max,
      "schema_refresh_delay_max_ms");
  set(to, &ffi::Options::prepared_cache_size, from.prepared_cache_size);
  set(to, &ffi::Options::shuffle_contact_points, from.shuffle_contact_points);
  set(to, &ffi::Options::prepare_on_up, from.prepare_on_up);
  set(to, &ffi::Options::idempotent, from.idempotent);
  set(to, &ffi::Options::secure_connect_bundle, from.secure_connect_bundle, "secure_connect_bundle");
  set(to, &ffi::Options::metrics, from.metrics);
  set(to, &ffi::Options::metrics_interval_ms, from.metrics_interval, "metrics_interval_ms");
  set(to, &ffi::Options::application_name, from.application_name, "application_name");
  set(to, &ffi::Options::application_version, from.application_version, "application_version");
  set(to, &ffi::Options::client_id, from.client_id, "client_id");
  if (from.startup_options) set_startup_options(to, *from.startup_options);
  return made;
}

}  // namespace unicql::detail

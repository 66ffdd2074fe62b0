/// The options of a session.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "unicql/generated/consistency.hpp"
#include "unicql/policy.hpp"

namespace unicql {

/// Where hosts are reached, when that is not where they say they are. `Ec2MultiRegion` looks up the name of
/// an address: within one region of EC2, a public address becomes the private one.
enum class AddressTranslation : std::uint8_t { Identity, Ec2MultiRegion };

/// How frames are compressed.
enum class Compression : std::uint8_t { Lz4, Snappy };

/// What of the server's certificate is checked.
enum class TlsVerify : std::uint8_t {
  /// Nothing: encryption without identity.
  None,
  /// That a trusted authority signed it.
  Peer,
  /// That a trusted authority signed it, for the address that was connected to, or for
  /// `TlsOptions::server_name`.
  PeerIdentity,
  /// That a trusted authority signed it, for the name that a reverse lookup finds for the address.
  PeerIdentityDns,
};

/// A version of TLS. Older ones are never spoken.
enum class TlsVersion : std::uint8_t { Tls12, Tls13 };

/// TLS with certificates in PEM form, as text, not as paths.
struct TlsOptions {
  /// Trusted authorities, one or more certificates each. There are none by default.
  std::vector<std::string> ca_pem{};
  /// The client's certificate, followed by its intermediates.
  std::optional<std::string> cert_pem{};
  /// The client's private key: PKCS#8, PKCS#1 or SEC1, encrypted or not.
  std::optional<std::string> key_pem{};
  /// The client's certificate, its key and authorities as the bytes of one PKCS#12 file, instead of the PEM
  /// texts.
  std::optional<std::string> pfx{};
  /// What opens the key or the PKCS#12 file if it is encrypted.
  std::optional<std::string> key_passphrase{};
  /// What is checked.
  TlsVerify verify = TlsVerify::Peer;
  /// The DNS name or address that every server's certificate must be for, instead of the address connected
  /// to.
  std::optional<std::string> server_name{};
  /// Cipher suites by their OpenSSL or standard names with `:` between. Default: all that are safe.
  std::optional<std::string> cipher_suites{};
  /// The lowest version of TLS that is spoken.
  TlsVersion min_version = TlsVersion::Tls12;
};

/// Where the write timestamps of requests come from that bring none: `Monotonic` never repeats or goes back
/// within the session.
enum class Timestamps : std::uint8_t { Server, Monotonic };

/// Options for the requests that name the profile. What is not set is that of the session; what a request
/// says itself counts before its profile.
struct ExecutionProfile {
  /// The data center whose hosts are used.
  std::optional<std::string> local_datacenter{};
  /// Which hosts are used, and in which order. With it, the data center of the session does not count.
  std::optional<LoadBalancing> load_balancing{};
  /// Whether a request that failed is tried again.
  std::optional<Retry> retry{};
  /// Whether an idempotent request that takes long is sent to another host as well.
  std::optional<SpeculativeExecution> speculative_execution{};
  /// The consistency.
  std::optional<Consistency> consistency{};
  /// The serial consistency: `Serial` or `LocalSerial`.
  std::optional<Consistency> serial_consistency{};
  /// How long a request may take; 0 is without limit.
  std::optional<std::chrono::milliseconds> request_timeout{};
  /// How long each host may take; 0 is without limit.
  std::optional<std::chrono::milliseconds> attempt_timeout{};
};

/// Options of a session. What is not set has the default that is named here. Bad values are found by
/// `Session::connect`, which throws `InvalidOption` with the name.
struct Options {
  /// Hosts to start from: `name`, `ip`, `name:port`, `ip:port` or `[ipv6]:port`. Default: 127.0.0.1.
  std::optional<std::vector<std::string>> contact_points{};
  /// Whether the control connection asks the contact points in a random order, so that the clients of a
  /// cluster share its hosts; if not, in the order given. Default: true.
  std::optional<bool> shuffle_contact_points{};
  /// The port of contact points that name none. Default: 9042.
  std::optional<std::uint16_t> port{};
  /// The keyspace of the session, by its exact name, without quotes. Default: none.
  std::optional<std::string> keyspace{};
  /// The user of plain-text authentication. Default: none.
  std::optional<std::string> username{};
  /// The password of plain-text authentication. Default: none.
  std::optional<std::string> password{};
  /// Whom a server that allows it takes the user for. Default: the user.
  std::optional<std::string> authorization_id{};
  /// The data center whose hosts are used. Default: all are.
  std::optional<std::string> local_datacenter{};
  /// Whether the data center of the first contact point that can be used is the local one when none is
  /// given. Default: false.
  std::optional<bool> infer_local_datacenter{};
  /// Which hosts are used, and in which order. Default: as `LoadBalancing` says.
  std::optional<LoadBalancing> load_balancing{};
  /// Whether a request that failed is tried again. Default: as `Retry` says.
  std::optional<Retry> retry{};
  /// Whether an idempotent request that takes long is sent to another host as well. Default: it is not.
  std::optional<SpeculativeExecution> speculative_execution{};
  /// Named sets of options for the requests that name them. Default: none.
  std::optional<std::map<std::string, ExecutionProfile>> execution_profiles{};
  /// Where the timestamps of requests come from that bring none. Default: `Server`.
  std::optional<Timestamps> timestamps{};
  /// How soon a host that went away is tried again. Default: as `ExponentialReconnection` says.
  std::optional<Reconnection> reconnection{};
  /// Where hosts are reached, when that is not where they say they are. Default: `Identity`.
  std::optional<AddressTranslation> address_translation{};
  /// The consistency of requests that name none. Default: `LocalOne`.
  std::optional<Consistency> consistency{};
  /// The serial consistency of requests that name none, `Serial` or `LocalSerial`. Default: the server's.
  std::optional<Consistency> serial_consistency{};
  /// How many rows a page has at most; 0 turns paging off. Default: 5000.
  std::optional<std::int32_t> page_size{};
  /// How long a request may take; 0 is without limit. Default: 12 s.
  std::optional<std::chrono::milliseconds> request_timeout{};
  /// How long one host may take before the retry rule decides about another; 0 is without limit. Default: 0.
  std::optional<std::chrono::milliseconds> attempt_timeout{};
  /// How long opening one connection may take. Default: 5 s.
  std::optional<std::chrono::milliseconds> connect_timeout{};
  /// How long resolving the name of a host may take. Default: 5 s.
  std::optional<std::chrono::milliseconds> resolve_timeout{};
  /// How many connections each host gets. Default: 1.
  std::optional<std::size_t> connections_per_host{};
  /// How many requests may be under way before more are refused as `Busy`; 0 is without limit. Default: 0.
  std::optional<std::size_t> max_in_flight{};
  /// How many requests may be under way on each connection to a host before the next host is asked; 0 is
  /// without limit. Default: 0.
  std::optional<std::size_t> max_requests_per_connection{};
  /// How many requests in a row may time out on each connection to a host before its connections are closed
  /// and opened anew; 0 is without limit. Default: 0.
  std::optional<std::size_t> timeouts_per_connection{};
  /// How long a connection may be silent before it is probed; 0 turns probing off. Default: 30 s.
  std::optional<std::chrono::milliseconds> heartbeat_interval{};
  /// How long the answer to such a probe may take. Default: 30 s.
  std::optional<std::chrono::milliseconds> heartbeat_timeout{};
  /// The address of this machine from which connections are opened; not beside a secure connect bundle.
  /// Default: what the system chooses.
  std::optional<std::string> local_address{};
  /// Whether small packets are sent at once. Default: true.
  std::optional<bool> tcp_nodelay{};
  /// The interval of TCP keep-alive probes. Default: none.
  std::optional<std::chrono::milliseconds> tcp_keepalive_interval{};
  /// How frames are compressed. Default: they are not.
  std::optional<Compression> compression{};
  /// Encrypts connections. Default: they are not.
  std::optional<TlsOptions> tls{};
  /// How long to wait for nodes to agree after a schema change; 0 does not wait. Default: 10 s.
  std::optional<std::chrono::milliseconds> schema_agreement_timeout{};
  /// Whether hosts that are down, which keep the schema that they had, have to agree as well. Default: false.
  std::optional<bool> schema_agreement_of_all{};
  /// Whether the session reads the keyspaces and keeps what it reads of the schema up to date. Default: true.
  std::optional<bool> schema_metadata{};
  /// Whether what is in a keyspace is read when it is first asked for. Default: true.
  std::optional<bool> schema_metadata_lazy{};
  /// Whether the session reads the ring, which replicas are worked out from. Default: true.
  std::optional<bool> token_metadata{};
  /// Whether the schema is read again when another client changed it. Default: true.
  std::optional<bool> schema_refresh_on_events{};
  /// How long the schema must be left alone before its changes are read. Default: 1 s.
  std::optional<std::chrono::milliseconds> schema_refresh_delay{};
  /// How long a change of the schema may wait for further ones. Default: 10 s.
  std::optional<std::chrono::milliseconds> schema_refresh_delay_max{};
  /// How many statements the session keeps prepared for text with values. Default: 500.
  std::optional<std::size_t> prepared_cache_size{};
  /// Whether what the session has prepared is prepared again on a host that is back, before it counts as up.
  /// Default: true.
  std::optional<bool> prepare_on_up{};
  /// Whether requests that do not say may be executed twice. Default: false.
  std::optional<bool> idempotent{};
  /// The path of the zip file with which a managed cluster behind a proxy is connected to, instead of contact
  /// points and TLS. Default: none.
  std::optional<std::string> secure_connect_bundle{};
  /// Whether the session counts and times its requests. Default: false.
  std::optional<bool> metrics{};
  /// How long the interval is whose latencies a snapshot has; 0 is the whole life of the session. Default: 0.
  std::optional<std::chrono::milliseconds> metrics_interval{};
  /// The name of the application, told to the server. Default: none.
  std::optional<std::string> application_name{};
  /// The version of the application, told to the server. Default: none.
  std::optional<std::string> application_version{};
  /// The id of the client, told to the server. Default: none.
  std::optional<std::string> client_id{};
  /// What else every connection tells the server in STARTUP, such as `NO_COMPACT`. With a name that the
  /// options above do not stand for, every request goes over connections of core's own. Default: nothing.
  std::optional<std::map<std::string, std::string>> startup_options{};
};

}  // namespace unicql

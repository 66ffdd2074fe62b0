/// Which host, whether again, how soon anew.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace unicql {

/// How hosts are chosen. With the option `local_datacenter` hosts of that data center come first, without it
/// all hosts are equal.
struct LoadBalancing {
  /// Whether the replicas of a request's partition come first.
  bool token_aware = true;
  /// Whether replicas take turns; if not, they come in the order of the ring.
  bool shuffle_replicas = true;
  /// How many hosts of each other data center may be used when no local one can be.
  std::size_t remote_hosts_per_datacenter = 0;
  /// Whether those may also serve requests with a LOCAL consistency.
  bool remote_for_local_consistency = false;
  /// The rack whose hosts come first within the local data center.
  std::optional<std::string> local_rack{};
  /// The only addresses that may be used; empty for all.
  std::vector<std::string> allowed_hosts{};
  /// Addresses that may not be used.
  std::vector<std::string> denied_hosts{};
  /// The only data centers that may be used; empty for all.
  std::vector<std::string> allowed_datacenters{};
  /// Data centers that may not be used.
  std::vector<std::string> denied_datacenters{};
};

/// Which rule decides whether a request that failed is tried again.
enum class RetryRule : std::uint8_t {
  /// Once on the same host after a read timeout with enough answers but no data, or a write timeout of the
  /// batch
  /// log; once on the next host when replicas are unavailable; on the next host when a host fails.
  Default,
  /// Never.
  Fallthrough,
  /// As `Default`, but at a lower consistency where that is likely to succeed.
  DowngradingConsistency,
};

/// How requests are retried.
struct Retry {
  RetryRule rule = RetryRule::Default;
  /// Whether requests that are not known to be idempotent are retried as well.
  bool not_idempotent = false;
};

/// Sends a request that is idempotent to one more host each time the delay has passed without an answer.
struct SpeculativeExecution {
  std::chrono::milliseconds delay{};
  /// How many more hosts at most.
  std::size_t max_executions = 0;
};

/// The same delay before each attempt to reach a host that went away.
struct ConstantReconnection {
  std::chrono::milliseconds delay{};
};

/// A delay that doubles, give or take 15 %.
struct ExponentialReconnection {
  std::chrono::milliseconds base_delay = std::chrono::seconds(1);
  std::chrono::milliseconds max_delay = std::chrono::minutes(10);
};

/// How soon a host that went away is tried again.
using Reconnection = std::variant<ConstantReconnection, ExponentialReconnection>;

}  // namespace unicql

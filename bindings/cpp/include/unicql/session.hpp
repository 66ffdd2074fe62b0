/// A session: connections to a cluster, statements executed on them, and an orderly end.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "unicql/batch.hpp"
#include "unicql/export.hpp"
#include "unicql/future.hpp"
#include "unicql/options.hpp"
#include "unicql/rows.hpp"
#include "unicql/statement.hpp"

namespace unicql {

/// One host of the cluster at the moment it was asked for.
struct Host {
  /// Its id, which outlives changes of its address.
  Uuid id;
  /// Where it takes client connections, as `ip:port`.
  std::string address;
  /// Its data center, if it told.
  std::optional<std::string> datacenter;
  /// Its rack, if it told.
  std::optional<std::string> rack;
  /// Whether the session has a connection to it.
  bool is_up;
};

class Pages;
class RowStream;

namespace detail {
struct SessionData;
}

/// A session. Any number of threads may use it at once. Every call throws `Error`; the asynchronous ones
/// through their future. Destroying it lets requests that are under way end, and closes its connections after
/// that.
class UNICQL_API Session {
 public:
  /// Connects and waits.
  static Session connect(const Options& options);
  /// Connects.
  static Future<Session> connect_async(const Options& options);

  explicit Session(std::unique_ptr<detail::SessionData> data) noexcept;
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();

  /// Executes a statement and waits for its page.
  Rows execute(const Statement& statement) const { return execute_async(statement).get(); }
  Rows execute(const Bound& bound) const { return execute_async(bound).get(); }
  Rows execute(const Batch& batch) const { return execute_async(batch).get(); }

  /// Executes text with its values by position and waits for its page; see `Statement` for how they are
  /// encoded.
  template <class... Ts>
  Rows execute(std::string_view cql, const Ts&... values) const {
    return execute_async(cql, values...).get();
  }

  /// Executes a statement. The statement may change or end as soon as the call is back.
  Future<Rows> execute_async(const Statement& statement) const;
  Future<Rows> execute_async(const Bound& bound) const;
  Future<Rows> execute_async(const Batch& batch) const;
  template <class... Ts>
  Future<Rows> execute_async(std::string_view cql, const Ts&... values) const {
    Statement statement{std::string(cql)};
    statement.bind(values...);
    return execute_async(statement);
  }

  /// Executes many statements at once, which costs less than one call for each.
  std::vector<Future<Rows>> execute_many(std::span<const Bound> statements) const;

  /// Prepares a statement on every connected host and waits. With a keyspace, by its exact name, that is
  /// where names without one are, whatever keyspace the session has.
  Prepared prepare(std::string_view cql, std::string_view keyspace = {}) const {
    return prepare_async(cql, keyspace).get();
  }
  /// Prepares a statement on every connected host, in a keyspace if one is given.
  Future<Prepared> prepare_async(std::string_view cql, std::string_view keyspace = {}) const;

  /// Goes over the pages of a statement: `for (const Rows& page : session.pages(bound))`. The session must
  /// outlive the range.
  Pages pages(Statement statement) const;
  Pages pages(Bound bound) const;

  /// Goes over the rows of all pages: `for (Row row : session.stream(bound))`. The next page is fetched while
  /// this one is read. A row must not outlive its page, and the session must outlive the range.
  RowStream stream(Statement statement) const;
  RowStream stream(Bound bound) const;

  /// Makes a keyspace that of the session, by its exact name, on every connection.
  void use_keyspace(std::string_view keyspace) const;
  /// The keyspace of the session, if it has one.
  std::optional<std::string> keyspace() const;

  /// The hosts of the cluster as they are known now; none after the session was closed.
  std::vector<Host> hosts() const;
  /// The name of the cluster; empty after the session was closed.
  std::optional<std::string> cluster_name() const;
  /// How many requests are under way.
  std::size_t in_flight() const;

  /// Refuses new requests, waits until those under way have ended or the grace period is over, and closes
  /// every connection. Closing twice does no harm.
  void close(std::chrono::milliseconds grace = std::chrono::seconds(10)) const { close_async(grace).get(); }
  Future<void> close_async(std::chrono::milliseconds grace = std::chrono::seconds(10)) const;

 private:
  const detail::SessionData& data() const;

  std::unique_ptr<detail::SessionData> data_;
};

}  // namespace unicql

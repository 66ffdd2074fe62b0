#include <chrono>
#include <coroutine>
#include <future>
#include <stdexcept>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <pthread.h>
#include <unicql/unicql.hpp>

#include "cluster.hpp"

using unicql::Future;
using unicql::Rows;

namespace {

std::string thread_name() {
  char name[64] = {};
  pthread_getname_np(pthread_self(), name, sizeof name);
  return name;
}

Future<Rows> version() {
  return cluster::session().execute_async("SELECT release_version FROM system.local");
}

}  // namespace

TEST(Future, ContinuesOnTheDispatchersThread) {
  auto name = version().then([](Future<Rows> ready) {
    EXPECT_TRUE(ready.is_ready());
    EXPECT_EQ(ready.get().size(), 1u);
    return thread_name();
  });
  auto again = version();
  again.wait();
  auto late = again.then([](const Future<Rows>&) { return thread_name(); });
  EXPECT_EQ(late.get(), "unicql-callback");
  EXPECT_EQ(name.get(), "unicql-callback");
}

TEST(Future, ContinuationsChainAndAreReady) {
  auto last = version()
                  .then([](Future<Rows> ready) { return ready.get().size(); })
                  .then([](Future<std::size_t> ready) { return std::to_string(ready.get()) + " row"; });
  EXPECT_EQ(last.get(), "1 row");
  auto nothing = version().then([](const Future<Rows>&) {});
  nothing.get();
}

TEST(Future, ExceptionsOfContinuationsReachWhoeverAsks) {
  auto failed = version().then([](const Future<Rows>&) -> int { throw std::runtime_error("of the user"); });
  EXPECT_THROW(failed.get(), std::runtime_error);
  auto dropped = version().then([](const Future<Rows>&) { throw 7; });
  dropped.wait();
  auto passed =
      cluster::session().execute_async("SELEC 1").then([](Future<Rows> ready) { return ready.get().size(); });
  EXPECT_EQ(cluster::error_of([&] { passed.get(); }).kind(), unicql::ErrorKind::Syntax);
}

TEST(Future, GivesItsValueOnce) {
  auto future = version();
  EXPECT_TRUE(future.valid());
  EXPECT_TRUE(future.wait_for(std::chrono::seconds(10)));
  future.get();
  EXPECT_FALSE(future.valid());
  EXPECT_THROW(future.get(), std::future_error);
  EXPECT_THROW(future.wait(), std::future_error);
  EXPECT_THROW(future.then([](const Future<Rows>&) {}), std::future_error);
}

TEST(Future, CallbacksMayUseTheSession) {
  auto nested = version().then(
      [](const Future<Rows>&) { return cluster::session().execute("SELECT key FROM system.local").size(); });
  EXPECT_EQ(nested.get(), 1u);
}

namespace {

/// The smallest coroutine: it starts at once, and its outcome is a std::future.
struct Coroutine {
  struct promise_type {
    std::promise<std::string> outcome;
    Coroutine get_return_object() { return {outcome.get_future()}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(std::string value) { outcome.set_value(std::move(value)); }
    void unhandled_exception() { outcome.set_exception(std::current_exception()); }
  };
  std::future<std::string> outcome;
};

Coroutine await(const unicql::Session& session, std::string cql) {
  const auto prepared = co_await session.prepare_async(cql);
  const auto rows = co_await session.execute_async(prepared.bind("local"));
  co_return rows[0].get<std::string>(0);
}

}  // namespace

TEST(Future, IsAwaitedByCoroutines) {
  const auto& session = cluster::session();
  EXPECT_EQ(await(session, "SELECT key FROM system.local WHERE key = ?").outcome.get(), "local");
  EXPECT_THROW(await(session, "SELEC").outcome.get(), unicql::Error);
}

TEST(Future, ManyAreSentAtOnce) {
  const auto& session = cluster::session();
  cluster::make_table("burst", "id int PRIMARY KEY, v int");
  const auto insert = session.prepare("INSERT INTO burst (id, v) VALUES (?, ?)");
  std::vector<unicql::Bound> statements;
  for (int i = 0; i < 500; ++i) statements.push_back(insert.bind(i, i * i));
  for (auto& future : session.execute_many(statements)) future.get();
  EXPECT_EQ(session.execute("SELECT id FROM burst").size(), 500u);
  EXPECT_TRUE(session.execute_many({}).empty());
}

#include <string>

#include <gtest/gtest.h>
#include <unicql/unicql.hpp>

#include "cluster.hpp"

using unicql::Batch;
using unicql::BatchKind;

TEST(Batch, MixesTextAndPreparedStatements) {
  cluster::make_table("batches", "id int PRIMARY KEY, v text");
  const auto& session = cluster::session();
  const auto insert = session.prepare("INSERT INTO batches (id, v) VALUES (?, ?)");
  unicql::Statement named("INSERT INTO batches (id, v) VALUES (:id, :v)");
  named.set("v", "named").set("id", 3);
  Batch batch;
  batch.add(insert.bind(1, "prepared"))
      .add("INSERT INTO batches (id, v) VALUES (2, 'text')")
      .add(named)
      .add("INSERT INTO batches (id, v) VALUES (?, ?)", 4, "values");
  batch.options.timestamp = std::chrono::microseconds(42);
  session.execute(batch);
  const auto rows = session.execute("SELECT id, v, writetime(v) FROM batches");
  EXPECT_EQ(rows.size(), 4u);
  for (const auto row : rows) EXPECT_EQ(row.get<std::int64_t>(2), 42);
}

TEST(Batch, AppliesConditionsTogether) {
  cluster::make_table("batch_lwt", "id int, part int, v text, PRIMARY KEY (id, part)");
  const auto& session = cluster::session();
  const auto insert = session.prepare("INSERT INTO batch_lwt (id, part, v) VALUES (?, ?, ?) IF NOT EXISTS");
  const auto apply = [&] {
    Batch batch;
    batch.add(insert.bind(1, 1, "a")).add(insert.bind(1, 2, "b"));
    return session.execute(batch).was_applied();
  };
  EXPECT_TRUE(apply());
  EXPECT_FALSE(apply());
}

TEST(Batch, CountsCounters) {
  cluster::make_table("batch_counter", "id int PRIMARY KEY, v counter");
  const auto& session = cluster::session();
  const auto add = session.prepare("UPDATE batch_counter SET v = v + ? WHERE id = ?");
  Batch batch(BatchKind::Counter);
  for (int i = 0; i < 10; ++i) batch.add(add.bind(i, 1));
  session.execute(batch);
  const auto rows = session.execute("SELECT v FROM batch_counter WHERE id = 1");
  EXPECT_EQ(rows[0].get<std::int64_t>(0), 45);
}

TEST(Batch, ABadEntryIsAnErrorOfTheBatch) {
  cluster::make_table("batch_bad", "id int PRIMARY KEY, v text");
  const auto& session = cluster::session();
  Batch batch;
  batch.add("INSERT INTO batch_bad (id, v) VALUES (?, ?)", 1);
  EXPECT_EQ(cluster::error_of([&] { session.execute(batch); }).kind(), unicql::ErrorKind::InvalidParameter);
  EXPECT_TRUE(session.execute("SELECT id FROM batch_bad").empty());
}

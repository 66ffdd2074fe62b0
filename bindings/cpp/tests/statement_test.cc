#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <unicql/unicql.hpp>

#include "cluster.hpp"

using cluster::error_of;
using unicql::ErrorKind;
using unicql::Statement;

namespace {

class StatementTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    cluster::make_table("statement", "id int PRIMARY KEY, name text, big bigint");
  }
  const unicql::Session& session = cluster::session();
};

}  // namespace

TEST_F(StatementTest, BindsByName) {
  Statement insert("INSERT INTO statement (id, name, big) VALUES (:id, :name, :big)");
  insert.set("big", std::int64_t{7}).set("name", "first").set("id", 1).set("name", "second");
  session.execute(insert);
  const auto rows = session.execute("SELECT name, big FROM statement WHERE id = ?", 1);
  using Read = std::tuple<std::string, std::int64_t>;
  EXPECT_EQ(rows.one<Read>(), (Read{"second", 7}));
}

TEST_F(StatementTest, RefusesWhatDoesNotFit) {
  const auto wrong_type =
      error_of([&] { session.execute("INSERT INTO statement (id, big) VALUES (?, ?)", 1, 7); });
  EXPECT_EQ(wrong_type.kind(), ErrorKind::Invalid);
  const auto too_few = error_of([&] { session.execute("INSERT INTO statement (id, big) VALUES (?, ?)", 1); });
  EXPECT_EQ(too_few.kind(), ErrorKind::InvalidParameter);
  Statement stray("SELECT * FROM statement WHERE id = :id");
  stray.set("id", 1).set("other", 2);
  const auto unknown = error_of([&] { session.execute(stray); });
  EXPECT_EQ(unknown.kind(), ErrorKind::InvalidParameter);
  EXPECT_EQ(unknown.fields().name, "other");
  Statement mixed("SELECT * FROM statement WHERE id = ?");
  EXPECT_EQ(error_of([&] { mixed.bind(1).set("id", 1); }).kind(), ErrorKind::InvalidParameter);
}

TEST_F(StatementTest, SendsItsOptions) {
  using namespace std::chrono_literals;
  Statement insert("INSERT INTO statement (id, name) VALUES (5, 'x')",
                   {.consistency = unicql::Consistency::One,
                    .timestamp = 123'456'789us,
                    .timeout = 5s,
                    .idempotent = true,
                    .tracing = true,
                    .host = session.hosts()[0].id});
  const auto traced = session.execute(insert);
  EXPECT_TRUE(traced.tracing_id());
  EXPECT_EQ(traced.kind(), unicql::PageKind::Void);
  const auto read = session.execute("SELECT writetime(name) FROM statement WHERE id = 5");
  EXPECT_EQ(read[0].get<std::int64_t>(0), 123'456'789);
  EXPECT_FALSE(read.tracing_id());
  EXPECT_FALSE(read.coordinator().empty());

  insert.options = {.serial_consistency = unicql::Consistency::Quorum};
  const auto error = error_of([&] { session.execute(insert); });
  EXPECT_EQ(error.kind(), ErrorKind::InvalidOption);
  EXPECT_EQ(error.fields().name, "serial_consistency");
  insert.options = {.host = unicql::Uuid::random()};
  EXPECT_EQ(error_of([&] { session.execute(insert); }).kind(), ErrorKind::NoHostAvailable);
}

TEST_F(StatementTest, ConditionsTellWhetherTheyApplied) {
  session.execute("DELETE FROM statement WHERE id = 9");
  const auto insert = session.prepare("INSERT INTO statement (id, name) VALUES (?, ?) IF NOT EXISTS");
  EXPECT_TRUE(session.execute(insert.bind(9, "mine")).was_applied());
  const auto second = session.execute(insert.bind(9, "yours"));
  EXPECT_FALSE(second.was_applied());
  EXPECT_EQ(second[0].get<std::string>("name"), "mine");
  EXPECT_TRUE(session.execute("SELECT id FROM statement WHERE id = 9").was_applied());
}

TEST_F(StatementTest, SchemaChangesAndUseSayWhatTheyDid) {
  const auto created = session.execute("CREATE TABLE IF NOT EXISTS statement_kind (id int PRIMARY KEY)");
  EXPECT_EQ(created.kind(), unicql::PageKind::SchemaChange);
  EXPECT_TRUE(created.in_schema_agreement());
  const auto used = session.execute("USE cpp_tests");
  EXPECT_EQ(used.kind(), unicql::PageKind::SetKeyspace);
  EXPECT_EQ(used.keyspace(), "cpp_tests");
}

TEST_F(StatementTest, MayBeInAnotherKeyspace) {
  session.execute("DROP KEYSPACE IF EXISTS cpp_elsewhere");
  session.execute(
      "CREATE KEYSPACE cpp_elsewhere WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
  session.execute("CREATE TABLE cpp_elsewhere.places (id int PRIMARY KEY, name text)");
  const unicql::RequestOptions elsewhere{.keyspace = "cpp_elsewhere"};
  Statement insert("INSERT INTO places (id, name) VALUES (?, ?)", elsewhere);
  session.execute(insert.bind(1, "text"));
  const auto prepared = session.prepare("SELECT name FROM places WHERE id = ?", "cpp_elsewhere");
  const auto rows = session.execute(prepared.bind(1));
  EXPECT_EQ(rows[0].get<std::string>("name"), "text");
  EXPECT_EQ(session.execute(Statement("SELECT name FROM places", elsewhere)).size(), 1u);
  const auto missing = error_of([&] { session.execute("SELECT name FROM places"); });
  EXPECT_EQ(missing.kind(), ErrorKind::Invalid);
  session.execute("DROP KEYSPACE cpp_elsewhere");
}

TEST_F(StatementTest, WarningsComeWithTheRows) {
  EXPECT_TRUE(session.execute("SELECT id FROM statement WHERE id = 1").warnings().empty());
  const auto counted = session.execute("SELECT count(*) FROM statement");
  ASSERT_EQ(counted.warnings().size(), 1u);
  EXPECT_NE(counted.warnings()[0].find("without partition key"), std::string::npos) << counted.warnings()[0];
  unicql::Batch batch(unicql::BatchKind::Unlogged);
  batch.add("INSERT INTO statement (id, name) VALUES (?, ?)", 100, std::string(100'000, 'x'));
  batch.add("INSERT INTO statement (id, name) VALUES (?, ?)", 101, "y");
  const auto large = session.execute(batch);
  ASSERT_EQ(large.warnings().size(), 1u);
  EXPECT_NE(large.warnings()[0].find("exceeding specified threshold"), std::string::npos)
      << large.warnings()[0];
}

TEST_F(StatementTest, TakesTypesBytesAndRangesOfValues) {
  cluster::make_table("statement_typed", "id int PRIMARY KEY, v vector<float, 2>, n int, s smallint");
  const std::string insert = "INSERT INTO statement_typed (id, v, n, s) VALUES (?, ?, ?, ?)";
  const auto type = session.prepare(insert).variables()[1].type;
  session.execute(insert, 1, unicql::Typed{unicql::List{{1.0f, 2.0f}}, type}, unicql::Raw{},
                  unicql::Typed{7, unicql::Type{.id = unicql::TypeId::Smallint}});
  const auto select = session.prepare("SELECT v, n, s FROM statement_typed WHERE id = ?");
  const auto rows = session.execute(select.bind(1));
  EXPECT_EQ(rows[0].get<std::vector<float>>("v"), (std::vector<float>{1, 2}));
  EXPECT_EQ(rows[0].cell(1)->size(), 0u);
  EXPECT_EQ(rows[0].get<std::optional<int>>("n"), std::nullopt);
  EXPECT_EQ(rows[0].get<std::int16_t>("s"), 7);

  using Parameter = std::variant<unicql::Unset, std::nullptr_t, int, std::vector<float>>;
  auto bound = session.prepare(insert).bound();
  bound.bind_range(std::vector<Parameter>{2, std::vector<float>{3, 4}, nullptr, unicql::unset});
  session.execute(bound);
  EXPECT_EQ((session.execute(select.bind(2))
                 .one<std::tuple<std::vector<float>, std::optional<int>, std::optional<int>>>()),
            (std::tuple{std::vector<float>{3, 4}, std::optional<int>(), std::optional<int>()}));
  const auto error = error_of([&] { bound.bind_range(std::vector<int>{1}); });
  EXPECT_EQ(error.message(), "1 values for 4 parameters");
  Statement text("SELECT v FROM statement_typed WHERE id = ? AND n = ? ALLOW FILTERING");
  text.bind_range(std::vector<Parameter>{2, 5});
  EXPECT_TRUE(session.execute(text).empty());
}

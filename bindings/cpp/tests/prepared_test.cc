#include <optional>
#include <string>

#include <gtest/gtest.h>
#include <unicql/unicql.hpp>

#include "cluster.hpp"

using cluster::error_of;
using unicql::ErrorKind;

namespace {

class Prepared : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    cluster::make_table("prepared", "id int PRIMARY KEY, name text, age int, tags list<text>");
  }

  static unicql::Prepared insert() {
    return cluster::session().prepare("INSERT INTO prepared (id, name, age, tags) VALUES (?, ?, ?, ?)");
  }
};

}  // namespace

TEST_F(Prepared, DescribesItself) {
  const auto prepared = insert();
  ASSERT_EQ(prepared.variables().size(), 4u);
  EXPECT_EQ(prepared.variables()[3].name, "tags");
  EXPECT_EQ(prepared.variables()[3].table, "prepared");
  EXPECT_EQ(prepared.variables()[3].type.to_string(), "list<text>");
  EXPECT_EQ(prepared.routing_indexes().size(), 1u);
  EXPECT_FALSE(prepared.id().empty());
  EXPECT_TRUE(prepared.columns().empty());
  const auto select = cluster::session().prepare("SELECT name, age FROM prepared");
  EXPECT_EQ(select.columns()[1].name, "age");
  const auto rows = cluster::session().execute(select.bind());
  EXPECT_EQ(rows.columns().id(), select.columns().id());
}

TEST_F(Prepared, AMismatchNamesTheParameterBeforeAnythingIsSent) {
  const auto prepared = insert();
  const auto mismatch = error_of([&] { (void)prepared.bind(1, "x", "not a number", nullptr); });
  EXPECT_EQ(mismatch.kind(), ErrorKind::InvalidParameter);
  EXPECT_EQ(mismatch.fields().name, "age");
  EXPECT_EQ(mismatch.message(), "parameter `age`: text does not fit the CQL type int");
  auto bound = prepared.bound();
  EXPECT_EQ(error_of([&] { bound.set("tags", std::vector<int>{1}); }).fields().name, "tags");
  EXPECT_EQ(error_of([&] { bound.set("id", std::int64_t{1} << 40); }).fields().name, "id");
  EXPECT_EQ(error_of([&] { bound.set("no_such", 1); }).fields().name, "no_such");
  EXPECT_EQ(error_of([&] { bound.set(9, 1); }).fields().name, "9");
  EXPECT_EQ(error_of([&] { (void)prepared.bind(1); }).kind(), ErrorKind::InvalidParameter);
  EXPECT_EQ(bound.values().cells().size(), 16u);
}

TEST_F(Prepared, SetsByNameAndPlaceInAnyOrder) {
  const auto& session = cluster::session();
  auto bound = insert().bound();
  bound.set("tags", std::vector<std::string>{"a", "b"})
      .set(2, 33)
      .set("NAME", "Ann")
      .set("id", 1)
      .set("age", 34);
  session.execute(bound);
  const auto row = session.execute("SELECT name, age, tags FROM prepared WHERE id = 1");
  const auto [name, age, tags] = row[0].as<std::string, int, std::vector<std::string>>();
  EXPECT_EQ(name, "Ann");
  EXPECT_EQ(age, 34);
  EXPECT_EQ(tags, (std::vector<std::string>{"a", "b"}));
}

TEST_F(Prepared, UnsetLeavesAColumnAndNullErasesIt) {
  const auto& session = cluster::session();
  const auto prepared = insert();
  session.execute(prepared.bind(2, "Bo", 40, nullptr));
  session.execute(prepared.bound().set("id", 2).set("age", std::nullopt));
  using Read = std::tuple<std::string, std::optional<int>>;
  const auto read = [&] {
    return session.execute("SELECT name, age FROM prepared WHERE id = 2").one<Read>();
  };
  EXPECT_EQ(read(), (Read{"Bo", std::nullopt}));
  session.execute(prepared.bind(2, unicql::unset, 41, unicql::unset));
  EXPECT_EQ(read(), (Read{"Bo", 41}));
}

TEST_F(Prepared, EveryMarkerOfANameIsSet) {
  const auto& session = cluster::session();
  const auto prepared = session.prepare("UPDATE prepared SET name = :n WHERE id = 3 IF name = :n");
  const auto rows = session.execute(prepared.bound().set("n", "nobody"));
  EXPECT_FALSE(rows.was_applied());
}

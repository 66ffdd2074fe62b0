#include <algorithm>
#include <iterator>
#include <numeric>
#include <ranges>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unicql/unicql.hpp>

#include "cluster.hpp"

using cluster::error_of;
using unicql::ErrorKind;
using unicql::Row;
using unicql::Rows;

static_assert(std::random_access_iterator<Rows::Iterator>);
static_assert(std::input_iterator<unicql::Pages::Iterator>);
static_assert(std::input_iterator<unicql::RowStream::Iterator>);
static_assert(std::ranges::random_access_range<Rows>);
static_assert(!std::is_copy_constructible_v<unicql::Session>);

struct Person {
  int id = 0;
  std::optional<std::string> name;
};

template <>
inline constexpr auto unicql::fields_of<Person> =
    std::tuple{unicql::field("id", &Person::id), unicql::field("name", &Person::name)};

namespace {

class RowsTest : public testing::Test {
 protected:
  static constexpr int count = 25;

  static void SetUpTestSuite() {
    cluster::make_table("rows", "part int, id int, name text, PRIMARY KEY (part, id)");
    const auto insert = cluster::session().prepare("INSERT INTO rows (part, id, name) VALUES (0, ?, ?)");
    for (int i = 0; i < count; ++i) cluster::session().execute(insert.bind(i, "n" + std::to_string(i)));
  }

  const unicql::Session& session = cluster::session();
  unicql::Statement select{"SELECT id, name FROM rows WHERE part = 0", {.page_size = 10}};
};

}  // namespace

TEST_F(RowsTest, AreReadByNamePlaceTupleAndStruct) {
  const auto rows = session.execute(select);
  ASSERT_EQ(rows.size(), 10u);
  EXPECT_EQ(rows[3].get<int>("id"), 3);
  EXPECT_EQ(rows[3].get<std::string_view>(1), "n3");
  const auto [id, name] = rows[4].as<std::tuple<int, std::string>>();
  EXPECT_EQ(id, 4);
  EXPECT_EQ(name, "n4");
  const auto person = rows[5].as<Person>();
  EXPECT_EQ(person.id, 5);
  EXPECT_EQ(person.name, "n5");
  EXPECT_EQ(rows.first()->get<int>(0), 0);
  int sum = 0;
  for (const auto row : rows) sum += row.get<int>(0);
  EXPECT_EQ(sum, 45);
  EXPECT_EQ((*(rows.end() - 1)).get<int>(0), 9);
  EXPECT_EQ(rows.end() - rows.begin(), 10);
}

TEST_F(RowsTest, RefuseWhatDoesNotFit) {
  const auto rows = session.execute(select);
  const auto row = *rows.first();
  EXPECT_EQ(error_of([&] { (void)row.get<std::string>("id"); }).message(),
            "column `id`: text does not fit the CQL type int");
  EXPECT_EQ(error_of([&] { (void)row.get<int>("nothing"); }).fields().name, "nothing");
  EXPECT_EQ(error_of([&] { (void)row.get<int>(2); }).fields().name, "2");
  EXPECT_EQ(error_of([&] { (void)row.as<std::tuple<int>>(); }).kind(), ErrorKind::InvalidParameter);
  EXPECT_EQ(error_of([&] { (void)rows[10]; }).kind(), ErrorKind::InvalidParameter);
  EXPECT_EQ(error_of([&] { (void)row.get<std::int16_t>("id"); }).kind(), ErrorKind::InvalidParameter);
}

TEST_F(RowsTest, PageByPage) {
  std::vector<std::size_t> sizes;
  auto statement = select;
  for (;;) {
    const auto page = session.execute(statement);
    sizes.push_back(page.size());
    if (!page.has_more_pages()) break;
    statement.options.paging_state.assign(page.paging_state().begin(), page.paging_state().end());
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{10, 10, 5}));
}

TEST_F(RowsTest, OfAllPages) {
  std::vector<int> ids;
  for (const Rows& page : session.pages(select)) {
    for (const auto row : page) ids.push_back(row.get<int>("id"));
  }
  std::vector<int> expected(count);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(ids, expected);

  std::vector<int> streamed;
  auto bound = session.prepare("SELECT id FROM rows WHERE part = ?").bind(0);
  bound.options.page_size = 1;
  for (const Row row : session.stream(bound)) streamed.push_back(row.get<int>("id"));
  EXPECT_EQ(streamed, expected);

  for (const auto row : session.stream(unicql::Statement("SELECT id FROM rows WHERE part = 99"))) {
    FAIL() << row.get<int>(0);
  }
}

TEST_F(RowsTest, OfEmptyPagesAreSkipped) {
  unicql::Statement sparse("SELECT id FROM rows WHERE part = 0 AND name = 'n24' ALLOW FILTERING",
                           {.page_size = 3});
  std::vector<int> ids;
  for (const Row row : session.stream(sparse)) ids.push_back(row.get<int>(0));
  EXPECT_EQ(ids, std::vector<int>{24});
}

TEST_F(RowsTest, AnErrorOfALaterPageIsThrown) {
  auto statement = select;
  statement.options.paging_state.assign(3, std::byte{7});
  EXPECT_THROW(
      {
        for (const Rows& page : session.pages(statement)) EXPECT_TRUE(page.empty());
      },
      unicql::Error);
}

TEST_F(RowsTest, PagingOffReturnsAll) {
  select.options.page_size = 0;
  const auto all = session.execute(select);
  EXPECT_EQ(all.size(), static_cast<std::size_t>(count));
  EXPECT_FALSE(all.has_more_pages());
}

TEST_F(RowsTest, ShareTheirColumnsByShape) {
  const auto first = session.execute(select);
  const auto second = session.execute(select);
  EXPECT_EQ(&first.columns(), &second.columns());
  EXPECT_NE(first.columns().id(), session.execute("SELECT name FROM rows LIMIT 1").columns().id());
  EXPECT_EQ(first.columns()[1].keyspace, "cpp_tests");
  EXPECT_EQ(session.execute("SELECT id FROM rows WHERE part = 99").one<std::tuple<int>>(), std::nullopt);
}

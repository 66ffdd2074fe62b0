#include <array>
#include <chrono>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>
#include <unicql/unicql.hpp>

#include "cluster.hpp"

using namespace unicql;
namespace chrono = std::chrono;

namespace {

/// Writes a value through a prepared statement and through text, and reads both back.
template <class T>
void stores(const std::string& type, const std::vector<T>& values) {
  static int tables = 0;
  const auto table = "types_" + std::to_string(++tables);
  cluster::make_table(table, "id int PRIMARY KEY, v " + type);
  const auto& session = cluster::session();
  const auto insert = "INSERT INTO " + table + " (id, v) VALUES (?, ?)";
  const auto prepared = session.prepare(insert);
  const auto select = session.prepare("SELECT v FROM " + table + " WHERE id = ?");
  int id = 0;
  for (const auto& value : values) {
    session.execute(prepared.bind(id, value));
    const auto rows = session.execute(select.bind(id));
    EXPECT_EQ(rows[0].get<T>("v"), value) << type;
    EXPECT_FALSE(rows[0].get<Value>("v").is_null());
    session.execute(prepared.bind(id, rows[0].get<Value>("v")));
    EXPECT_EQ(session.execute(select.bind(id)).template one<std::tuple<T>>(), std::tuple<T>(value)) << type;
    session.execute(insert, id + 1, value);
    EXPECT_EQ(session.execute(select.bind(id + 1)).template one<std::tuple<T>>(), std::tuple<T>(value))
        << type;
    id += 2;
  }
  session.execute(prepared.bind(id, nullptr));
  const auto rows = session.execute(select.bind(id));
  EXPECT_EQ(rows[0].get<std::optional<T>>("v"), std::nullopt);
  EXPECT_TRUE(rows[0].is_null("v"));
  EXPECT_EQ(cluster::error_of([&] { (void)rows[0].get<T>("v"); }).fields().name, "v");
}

}  // namespace

TEST(Types, Numbers) {
  stores<std::int8_t>("tinyint", {-128, 0, 127});
  stores<std::int16_t>("smallint", {-32768, 32767});
  stores<std::int32_t>("int",
                       {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()});
  stores<std::int64_t>("bigint",
                       {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()});
  stores<bool>("boolean", {true, false});
  stores<float>("float", {-1.5f, std::numeric_limits<float>::infinity()});
  stores<double>("double", {2.5e-300, -std::numeric_limits<double>::infinity()});
  stores<Varint>("varint", {Varint(0), Varint(-129), Varint::parse("-1" + std::string(299, '7'))});
  stores<Decimal>("decimal", {Decimal::parse("0.00"), Decimal::parse("-" + std::string(300, '9') + ".5")});
}

TEST(Types, TextAndIdentities) {
  stores<std::string>("text", {"", "grüße", std::string("a\0b", 3)});
  stores<std::string>("ascii", {"plain"});
  stores<Bytes>("blob", {Bytes{}, Bytes{std::byte{0}, std::byte{255}}});
  stores<Uuid>("uuid", {Uuid::random(), Uuid{}});
  stores<Inet>("inet", {Inet::parse("10.0.0.1"), Inet::parse("2001:db8::1")});
  cluster::make_table("types_timeuuid", "id int PRIMARY KEY, v timeuuid");
  const auto id = Uuid::time_based();
  const auto insert = cluster::session().prepare("INSERT INTO types_timeuuid (id, v) VALUES (?, ?)");
  cluster::session().execute(insert.bind(1, id));
  const auto read = cluster::session().execute("SELECT v, toTimestamp(v) FROM types_timeuuid WHERE id = 1");
  EXPECT_EQ(read[0].get<Uuid>(0), id);
  EXPECT_EQ(read[0].get<Timestamp>(1), id.timestamp());
}

TEST(Types, Times) {
  using chrono::days;
  stores<Timestamp>("timestamp", {Timestamp(), Timestamp(chrono::milliseconds(-1)),
                                  Timestamp(chrono::milliseconds(std::numeric_limits<std::int64_t>::max()))});
  stores<chrono::sys_days>("date", {chrono::sys_days(), chrono::sys_days(days(-719'528)),
                                    chrono::sys_days(days(std::numeric_limits<std::int32_t>::max()))});
  stores<chrono::nanoseconds>("time", {chrono::nanoseconds(0), chrono::nanoseconds(86'399'999'999'999)});
  stores<Duration>("duration", {Duration{}, Duration{1, 2, 3}, Duration{-1, -2, -3'000'000'000}});
}

TEST(Types, Collections) {
  stores<std::vector<int>>("list<int>", {{1, 2, 2}});
  stores<std::set<std::string>>("set<text>", {{"b", "a"}});
  stores<std::map<std::string, std::int64_t>>("map<text, bigint>", {{{"x", 1}, {"y", -1}}});
  stores<std::vector<std::map<std::string, std::set<Uuid>>>>("list<frozen<map<text, frozen<set<uuid>>>>>",
                                                             {{{{"x", {Uuid::random()}}}, {}}});
  using Member = std::tuple<std::optional<int>, std::optional<std::string>, std::optional<Timestamp>>;
  stores<Member>("tuple<int, text, timestamp>", {Member{1, std::nullopt, Timestamp()}, Member{}});
}

TEST(Types, Vectors) {
  stores<std::array<float, 3>>("vector<float, 3>", {{1, -0.5f, 3}});
  stores<std::array<std::int64_t, 2>>("vector<bigint, 2>", {{1, -1}});
  stores<std::array<std::int16_t, 2>>("vector<smallint, 2>", {{1, -1}});
  stores<std::array<std::int8_t, 2>>("vector<tinyint, 2>", {{1, -1}});
  stores<std::array<chrono::sys_days, 1>>("vector<date, 1>", {{chrono::sys_days()}});
  stores<std::array<chrono::nanoseconds, 1>>("vector<time, 1>", {{chrono::nanoseconds(5)}});
  stores<std::array<Timestamp, 1>>("vector<timestamp, 1>", {{Timestamp(chrono::milliseconds(5))}});
  stores<std::array<Uuid, 2>>("vector<uuid, 2>", {{Uuid::random(), Uuid::random()}});
  stores<std::array<bool, 2>>("vector<boolean, 2>", {{true, false}});
  stores<std::array<Inet, 2>>("vector<inet, 2>", {{Inet::parse("::1"), Inet::parse("1.2.3.4")}});
  stores<std::array<std::string, 2>>("vector<text, 2>", {{"", std::string(300, 'x')}});
  stores<std::array<std::vector<int>, 2>>("vector<frozen<list<int>>, 2>",
                                          {{std::vector<int>{1}, std::vector<int>{}}});
  stores<std::array<std::array<double, 2>, 2>>("vector<vector<double, 2>, 2>", {{{{1, 2}, {3, 4}}}});
}

struct Point {
  double x = 0;
  double y = 0;
  auto operator<=>(const Point&) const = default;
};

struct Shape {
  std::string name;
  std::optional<std::vector<Point>> corners;
  bool operator==(const Shape&) const = default;
};

template <>
inline constexpr auto unicql::fields_of<Point> =
    std::tuple{unicql::field("x", &Point::x), unicql::field("y", &Point::y)};
template <>
inline constexpr auto unicql::fields_of<Shape> =
    std::tuple{unicql::field("name", &Shape::name), unicql::field("corners", &Shape::corners)};

TEST(Types, UserDefinedTypesInCollections) {
  const auto& session = cluster::session();
  session.execute("CREATE TYPE IF NOT EXISTS point (x double, y double)");
  session.execute("CREATE TYPE IF NOT EXISTS shape (name text, corners frozen<list<frozen<point>>>)");
  const Shape triangle{"triangle", {{{0, 0}, {1, 0}, {0, -1}}}};
  const Shape nothing{"", std::nullopt};
  stores<Shape>("frozen<shape>", {triangle, nothing});
  stores<std::vector<std::map<std::string, Shape>>>("list<frozen<map<text, frozen<shape>>>>",
                                                    {{{{"t", triangle}, {"n", nothing}}, {}}});
  stores<std::map<Point, std::tuple<std::optional<Point>, int>>>(
      "map<frozen<point>, frozen<tuple<frozen<point>, int>>>", {{{{1, 2}, {std::nullopt, 7}}}});

  cluster::make_table("types_by_name", "id int PRIMARY KEY, v frozen<shape>");
  const auto insert = session.prepare("INSERT INTO types_by_name (id, v) VALUES (?, ?)");
  const auto corner = Udt{{{"y", 2.0}, {"x", 1.0}}};
  session.execute(insert.bind(1, Udt{{{"corners", List{{corner}}}, {"name", "by name"}}}));
  const auto read = session.execute("SELECT v FROM types_by_name WHERE id = 1");
  EXPECT_EQ(read[0].get<Shape>("v"), (Shape{"by name", {{{1, 2}}}}));
  EXPECT_EQ(read.columns()[0].type.to_string(), "cpp_tests.shape");
}

TEST(Types, Counters) {
  cluster::make_table("types_counter", "id int PRIMARY KEY, v counter");
  const auto& session = cluster::session();
  const auto add = session.prepare("UPDATE types_counter SET v = v + ? WHERE id = ?");
  session.execute(add.bind(5, 1));
  session.execute(add.bind(std::int64_t{-7}, 1));
  EXPECT_EQ(session.execute("SELECT v FROM types_counter WHERE id = 1").one<std::tuple<std::int64_t>>(),
            std::tuple(-2));
}

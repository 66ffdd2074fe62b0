#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include <gtest/gtest.h>
#include <unicql/unicql.hpp>

using namespace unicql;
namespace chrono = std::chrono;

namespace {

Type native(TypeId id) {
  return {.id = id};
}

Type of(TypeId id, std::vector<Type> parts) {
  return {.id = id, .parts = std::move(parts)};
}

template <class T>
Bytes encoded(const T& value, const Type& type) {
  Bytes out;
  detail::encode_cell(out, value, type);
  return out;
}

template <class T>
T decoded(const Bytes& cell, const Type& type) {
  detail::CellReader reader(cell, type);
  const auto content = reader.cell();
  EXPECT_TRUE(reader.at_end());
  return detail::decode_cell<T>(content, type);
}

template <class T>
void round_trips(const T& value, const Type& type) {
  EXPECT_EQ(decoded<T>(encoded(value, type), type), value) << type.to_string();
  EXPECT_EQ(decoded<T>(encoded(value, detail::natural_type<T>()), detail::natural_type<T>()), value);
}

template <class F>
std::string misfit_of(F function) {
  try {
    function();
  } catch (const detail::Misfit& misfit) {
    return misfit.why;
  }
  return "nothing was thrown";
}

template <class T>
void edges(TypeId id) {
  using Limits = std::numeric_limits<T>;
  for (const T value : {Limits::min(), Limits::max(), T(0), T(-1), T(1)}) round_trips(value, native(id));
}

}  // namespace

TEST(Codec, IntegersKeepTheirEdges) {
  edges<std::int8_t>(TypeId::Tinyint);
  edges<std::int16_t>(TypeId::Smallint);
  edges<std::int32_t>(TypeId::Int);
  edges<std::int64_t>(TypeId::Bigint);
  edges<std::int64_t>(TypeId::Counter);
  edges<std::int64_t>(TypeId::Timestamp);
}

TEST(Codec, IntegersGoWhereTheyFit) {
  EXPECT_EQ(decoded<std::int64_t>(encoded(7, native(TypeId::Bigint)), native(TypeId::Bigint)), 7);
  EXPECT_EQ(decoded<std::int64_t>(encoded(-7, native(TypeId::Tinyint)), native(TypeId::Tinyint)), -7);
  EXPECT_EQ(decoded<Varint>(encoded(1LL << 40, native(TypeId::Varint)), native(TypeId::Varint)),
            Varint(1LL << 40));
  EXPECT_EQ(misfit_of([] { encoded(300, native(TypeId::Tinyint)); }), "300 is out of the range of tinyint");
  EXPECT_EQ(misfit_of([] { encoded(std::int64_t{1} << 31, native(TypeId::Int)); }),
            "2147483648 is out of the range of int");
  EXPECT_EQ(
      misfit_of([] { decoded<std::int32_t>(encoded(7L, native(TypeId::Bigint)), native(TypeId::Bigint)); }),
      "a 32-bit integer does not fit the CQL type bigint");
  EXPECT_EQ(misfit_of([] { encoded(7, native(TypeId::Timestamp)); }),
            "a 32-bit integer does not fit the CQL type timestamp");
}

TEST(Codec, FloatsKeepEveryBit) {
  const auto type = native(TypeId::Double);
  for (const double value : {0.0, -0.0, 1.5, std::numeric_limits<double>::denorm_min(),
                             std::numeric_limits<double>::max(), std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity(), std::nan("1234")}) {
    const auto back = decoded<double>(encoded(value, type), type);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(back), std::bit_cast<std::uint64_t>(value));
  }
  for (const float value : {-0.0f, std::numeric_limits<float>::lowest(), std::nanf("7")}) {
    const auto back = decoded<float>(encoded(value, native(TypeId::Float)), native(TypeId::Float));
    EXPECT_EQ(std::bit_cast<std::uint32_t>(back), std::bit_cast<std::uint32_t>(value));
  }
  EXPECT_EQ(decoded<double>(encoded(1.5f, native(TypeId::Float)), native(TypeId::Float)), 1.5);
  EXPECT_EQ(misfit_of([] { encoded(1.5, native(TypeId::Float)); }),
            "a double does not fit the CQL type float");
}

TEST(Codec, TextIsEncodedInEveryForm) {
  const auto type = native(TypeId::Text);
  const std::string text("a\0ü", 4);
  EXPECT_EQ(decoded<std::string>(encoded(text, type), type), text);
  EXPECT_EQ(decoded<std::string_view>(encoded(std::string_view(text), type), type).size(), 4u);
  EXPECT_EQ(decoded<std::string>(encoded("literal", type), type), "literal");
  const char* pointer = "pointer";
  EXPECT_EQ(decoded<std::string>(encoded(pointer, type), type), "pointer");
  round_trips(std::string(), native(TypeId::Ascii));
  EXPECT_EQ(misfit_of([] { encoded("x", native(TypeId::Int)); }), "text does not fit the CQL type int");
}

TEST(Codec, BytesAndIdentities) {
  round_trips(Bytes{}, native(TypeId::Blob));
  round_trips(Bytes{std::byte{0}, std::byte{0xff}}, native(TypeId::Blob));
  round_trips(Uuid::random(), native(TypeId::Uuid));
  round_trips(Uuid::time_based(), native(TypeId::Timeuuid));
  round_trips(Inet::parse("::1"), native(TypeId::Inet));
  round_trips(Inet::parse("10.1.2.3"), native(TypeId::Inet));
  EXPECT_TRUE(
      misfit_of([] { encoded(Uuid::random(), native(TypeId::Timeuuid)); }).ends_with("version 1 UUID"));
}

TEST(Codec, TimesKeepTheirEdges) {
  using chrono::days;
  for (const auto count :
       {std::numeric_limits<std::int32_t>::min(), -719'528, 0, std::numeric_limits<std::int32_t>::max()}) {
    round_trips(chrono::sys_days(days(count)), native(TypeId::Date));
  }
  EXPECT_TRUE(misfit_of([] {
                encoded(chrono::sys_days(days(1LL << 31)), native(TypeId::Date));
              }).find("range") != std::string::npos);
  for (const auto count : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1},
                           std::numeric_limits<std::int64_t>::max()}) {
    round_trips(Timestamp(chrono::milliseconds(count)), native(TypeId::Timestamp));
  }
  round_trips(chrono::nanoseconds(86'399'999'999'999), native(TypeId::Time));
  for (const auto count : {std::int64_t{-1}, std::int64_t{86'400'000'000'000}}) {
    EXPECT_TRUE(misfit_of([&] {
                  encoded(chrono::nanoseconds(count), native(TypeId::Time));
                }).ends_with("time of day"));
  }
}

TEST(Codec, DurationsHaveIntegersOfVariableLength) {
  constexpr auto max32 = std::numeric_limits<std::int32_t>::max();
  constexpr auto min32 = std::numeric_limits<std::int32_t>::min();
  constexpr auto max64 = std::numeric_limits<std::int64_t>::max();
  constexpr auto min64 = std::numeric_limits<std::int64_t>::min();
  for (const auto& value :
       {Duration{}, Duration{1, 2, 3}, Duration{-1, -2, -3}, Duration{max32, max32, max64},
        Duration{min32, min32, min64}, Duration{0, 0, 1LL << 55}, Duration{0, 0, 1LL << 56}}) {
    round_trips(value, native(TypeId::Duration));
  }
  EXPECT_EQ(encoded(Duration{1, 0, 500}, native(TypeId::Duration)),
            (Bytes{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{4}, std::byte{2}, std::byte{0},
                   std::byte{0x83}, std::byte{0xe8}}));
  EXPECT_TRUE(misfit_of([] {
                encoded(Duration{1, -2, 0}, native(TypeId::Duration));
              }).ends_with("different signs"));
}

TEST(Codec, VintsHaveOneByteForEverySevenBits) {
  const auto type = native(TypeId::Duration);
  for (int bit = 0; bit < 64; ++bit) {
    for (const auto value :
         {std::uint64_t{1} << bit, (std::uint64_t{1} << bit) - 1, ~std::uint64_t{0} >> bit}) {
      Bytes out;
      detail::put_unsigned_vint(out, value);
      const auto bits = std::max(1, static_cast<int>(std::bit_width(value)));
      EXPECT_EQ(out.size(), static_cast<std::size_t>(std::min(9, (bits + 6) / 7)));
      detail::CellReader reader(out, type);
      EXPECT_EQ(detail::take_unsigned_vint(reader), value);
      EXPECT_TRUE(reader.at_end());
    }
  }
}

TEST(Codec, CollectionsNest) {
  const auto list = of(TypeId::List, {native(TypeId::Int)});
  round_trips(std::vector<int>{1, -2, 3}, list);
  round_trips(std::deque<std::int32_t>{}, list);
  round_trips(std::vector<bool>{true, false}, of(TypeId::List, {native(TypeId::Boolean)}));
  round_trips(std::vector<std::string>{"b", "a"}, of(TypeId::Set, {native(TypeId::Text)}));
  round_trips(std::set<std::string>{"b", "a"}, of(TypeId::Set, {native(TypeId::Text)}));
  const auto map = of(TypeId::Map, {native(TypeId::Text), list});
  round_trips(std::map<std::string, std::vector<int>>{{"x", {1}}, {"y", {}}}, map);
  round_trips(std::unordered_map<std::string, std::vector<int>>{{"x", {1}}}, map);
  round_trips(std::vector<std::optional<int>>{1, std::nullopt}, list);
  EXPECT_EQ(misfit_of([&] { encoded(std::vector<std::string>{"x"}, list); }),
            "text does not fit the CQL type int");
  EXPECT_EQ(misfit_of([&] { encoded(std::set<int>{}, list); }), "a set does not fit the CQL type list<int>");
}

TEST(Codec, VectorsHaveLengthsOnlyWhereTheyDiffer) {
  Type floats{.id = TypeId::Vector, .parts = {native(TypeId::Float)}, .dimensions = 3};
  round_trips(std::array<float, 3>{1, -0.5, 3}, floats);
  EXPECT_EQ(encoded(std::array<float, 3>{}, floats).size(), 4u + 12u);
  EXPECT_EQ(decoded<std::vector<float>>(encoded(std::vector<float>{1, 2, 3}, floats), floats).size(), 3u);
  Type texts{.id = TypeId::Vector, .parts = {native(TypeId::Text)}, .dimensions = 2};
  round_trips(std::array<std::string, 2>{"", std::string(200, 'x')}, texts);
  EXPECT_EQ(encoded(std::array<std::string, 2>{"a", "b"}, texts).size(), 4u + 4u);
  Type nested{.id = TypeId::Vector, .parts = {floats}, .dimensions = 2};
  round_trips(std::array<std::array<float, 3>, 2>{{{1, 2, 3}, {4, 5, 6}}}, nested);
  EXPECT_EQ(misfit_of([&] { encoded(std::vector<float>{1}, floats); }),
            "1 elements do not fit vector<float, 3>");
  EXPECT_TRUE(
      misfit_of([&] { encoded(std::vector<std::optional<float>>(3), floats); }).ends_with("can't be null"));
}

TEST(Codec, TuplesTakeNulls) {
  const auto type = of(TypeId::Tuple, {native(TypeId::Int), native(TypeId::Text), native(TypeId::Double)});
  using Optionals = std::tuple<std::optional<int>, std::optional<std::string>, std::optional<double>>;
  round_trips(Optionals{1, std::nullopt, 2.5}, type);
  round_trips(Optionals{}, type);
  const auto one = of(TypeId::Tuple, {native(TypeId::Int)});
  const auto old = encoded(std::tuple<int>{7}, one);
  EXPECT_EQ(decoded<Optionals>(old, type), (Optionals{7, std::nullopt, std::nullopt}));
  EXPECT_EQ(misfit_of([&] { encoded(std::tuple<int>{7}, type); }),
            "1 members do not fit tuple<int, text, double>");
}

struct Address {
  std::string street;
  std::optional<int> zip;
  bool operator==(const Address&) const = default;
};

template <>
inline constexpr auto unicql::fields_of<Address> =
    std::tuple{unicql::field("street", &Address::street), unicql::field("zip", &Address::zip)};

namespace {

Type address_type() {
  return {.id = TypeId::Udt,
          .parts = {native(TypeId::Int), native(TypeId::Boolean), native(TypeId::Text)},
          .field_names = {"zip", "verified", "street"},
          .keyspace = "ks",
          .name = "address"};
}

}  // namespace

TEST(Codec, StructsAndUdtsGoByTheNamesOfFields) {
  const auto type = address_type();
  round_trips(Address{"Main", 7}, type);
  round_trips(Address{"", std::nullopt}, type);
  const auto cell = encoded(Udt{{{"street", "Main"}, {"zip", std::int32_t{7}}}}, type);
  EXPECT_EQ(decoded<Address>(cell, type), (Address{"Main", 7}));
  const Udt expected{{{"zip", std::int32_t{7}}, {"verified", nullptr}, {"street", "Main"}}};
  EXPECT_EQ(decoded<Value>(cell, type), Value(expected));
  EXPECT_EQ(misfit_of([&] { encoded(Udt{{{"town", "X"}}}, type); }), "ks.address has no field `town`");
}

TEST(Codec, ValuesHoldEveryType) {
  const auto list = of(TypeId::List, {native(TypeId::Int)});
  const auto map = of(TypeId::Map, {native(TypeId::Uuid), of(TypeId::Tuple, {native(TypeId::Text), list})});
  const Value value = Map{
      {{Uuid::random(), Tuple{{"x", List{{std::int32_t{1}}}}}}, {Uuid::random(), Tuple{{nullptr, nullptr}}}}};
  EXPECT_EQ(decoded<Value>(encoded(value, map), map), value);
  EXPECT_EQ(decoded<Value>(encoded(value, detail::natural_type<Value>()), map), value);
  EXPECT_EQ(value.natural_type(), map);
  EXPECT_TRUE(decoded<Value>(encoded(Value(), list), list).is_null());
  EXPECT_EQ(misfit_of([&] { encoded(Value("x"), list); }), "text does not fit the CQL type list<int>");
}

TEST(Codec, NullAndEmptyAreNoValues) {
  const auto type = native(TypeId::Int);
  EXPECT_EQ(decoded<std::optional<int>>(encoded(std::nullopt, type), type), std::nullopt);
  EXPECT_EQ(decoded<std::optional<int>>(encoded(nullptr, type), type), std::nullopt);
  EXPECT_EQ(decoded<std::optional<int>>(encoded(std::optional<int>(), type), type), std::nullopt);
  EXPECT_EQ(decoded<std::optional<int>>(Bytes(4), type), std::nullopt);
  EXPECT_EQ(decoded<std::optional<std::string>>(Bytes(4), native(TypeId::Text)), "");
  EXPECT_EQ(misfit_of([&] { decoded<int>(encoded(nullptr, type), type); }),
            "it is null; read it as std::optional");
  EXPECT_EQ(encoded(unset, type),
            (Bytes{std::byte{0xff}, std::byte{0xff}, std::byte{0xff}, std::byte{0xfe}}));
}

TEST(Codec, BrokenBytesAreFound) {
  const auto list = of(TypeId::List, {native(TypeId::Int)});
  const auto broken = [](const Bytes& bytes, const Type& type, auto read) {
    try {
      read(bytes, type);
    } catch (const Error& error) {
      return error.kind() == ErrorKind::BadFrame;
    }
    return false;
  };
  const auto read_list = [](BytesView bytes, const Type& type) {
    Codec<std::vector<int>>::decode(bytes, type);
  };
  EXPECT_TRUE(broken(Bytes(3), list, read_list));
  EXPECT_TRUE(broken(Bytes{std::byte{0x7f}, std::byte{0}, std::byte{0}, std::byte{0}}, list, read_list));
  EXPECT_TRUE(broken(Bytes(4, std::byte{0xff}), list, read_list));
  auto cut = encoded(std::vector<int>{1, 2}, list);
  cut.erase(cut.begin(), cut.begin() + 4);
  cut.pop_back();
  EXPECT_TRUE(broken(cut, list, read_list));
  EXPECT_TRUE(broken(Bytes(3), native(TypeId::Int),
                     [](BytesView bytes, const Type& type) { Codec<int>::decode(bytes, type); }));
  EXPECT_TRUE(broken(Bytes(1, std::byte{0xff}), native(TypeId::Duration),
                     [](BytesView bytes, const Type& type) { Codec<Duration>::decode(bytes, type); }));
}

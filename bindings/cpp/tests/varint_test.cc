#include <cstdint>
#include <limits>
#include <string>

#include <gtest/gtest.h>
#include <unicql/unicql.hpp>

#include "cluster.hpp"

using unicql::Decimal;
using unicql::Varint;

namespace {

std::string hex(std::span<const std::byte> bytes) {
  std::string text;
  for (const auto byte : bytes) {
    constexpr auto digits = "0123456789abcdef";
    text += digits[std::to_integer<int>(byte >> 4)];
    text += digits[std::to_integer<int>(byte & std::byte{15})];
  }
  return text;
}

}  // namespace

TEST(Varint, HasTheFewestBytes) {
  const std::pair<std::int64_t, const char*> cases[] = {
      {0, "00"},
      {1, "01"},
      {127, "7f"},
      {128, "0080"},
      {255, "00ff"},
      {-1, "ff"},
      {-128, "80"},
      {-129, "ff7f"},
      {32767, "7fff"},
      {32768, "008000"},
      {-32768, "8000"},
      {-32769, "ff7fff"},
      {std::numeric_limits<std::int64_t>::max(), "7fffffffffffffff"},
      {std::numeric_limits<std::int64_t>::min(), "8000000000000000"},
  };
  for (const auto& [value, bytes] : cases) {
    const Varint varint(value);
    EXPECT_EQ(hex(varint.bytes()), bytes);
    EXPECT_EQ(varint.to_string(), std::to_string(value));
    EXPECT_EQ(varint.to_int64(), value);
    EXPECT_EQ(Varint::parse(std::to_string(value)), varint);
  }
}

TEST(Varint, KeepsThreeHundredDigits) {
  std::string digits;
  for (int i = 0; i < 300; ++i) digits += static_cast<char>('0' + (i * 7 + 1) % 10);
  for (const auto& text : {digits, "-" + digits}) {
    const auto varint = Varint::parse(text);
    EXPECT_EQ(varint.to_string(), text);
    EXPECT_FALSE(varint.to_int64());
    EXPECT_EQ(Varint::from_bytes(varint.bytes()), varint);
  }
  EXPECT_EQ(Varint::parse("+000" + digits).to_string(), digits);
  const auto power = "1" + std::string(300, '0');
  EXPECT_EQ(Varint::parse(power).to_string(), power);
}

TEST(Varint, ShortensRedundantBytes) {
  const std::byte padded[] = {std::byte{0xff}, std::byte{0xff}, std::byte{0x80}};
  EXPECT_EQ(hex(Varint::from_bytes(padded).bytes()), "80");
  EXPECT_EQ(Varint::from_bytes({}).to_string(), "0");
  EXPECT_EQ(Varint::parse("-0").to_string(), "0");
}

TEST(Varint, RefusesWhatIsNoNumber) {
  for (const auto* text : {"", "-", "+", "1.5", "12a", "--1", " 1"}) {
    const auto error = cluster::error_of([&] { Varint::parse(text); });
    EXPECT_EQ(error.kind(), unicql::ErrorKind::InvalidParameter) << text;
  }
}

TEST(Decimal, ReadsAndWritesAsBigDecimalDoes) {
  const std::tuple<const char*, const char*, int, const char*> cases[] = {
      {"1.50", "150", 2, "1.50"},
      {"-0.001", "-1", 3, "-0.001"},
      {"0", "0", 0, "0"},
      {"0.00", "0", 2, "0.00"},
      {"1e-7", "1", 7, "1E-7"},
      {"1e3", "1", -3, "1E+3"},
      {"-12.5E+1", "-125", 0, "-125"},
      {".5", "5", 1, "0.5"},
      {"1.23e-10", "123", 12, "1.23E-10"},
      {"0.000001", "1", 6, "0.000001"},
      {"-123e7", "-123", -7, "-1.23E+9"},
  };
  for (const auto& [text, unscaled, scale, printed] : cases) {
    const auto decimal = Decimal::parse(text);
    EXPECT_EQ(decimal.unscaled.to_string(), unscaled) << text;
    EXPECT_EQ(decimal.scale, scale) << text;
    EXPECT_EQ(decimal.to_string(), printed) << text;
    EXPECT_EQ(Decimal::parse(printed), decimal) << text;
  }
}

TEST(Decimal, RefusesWhatIsNoNumber) {
  for (const auto* text : {"", ".", "e5", "1e", "1e+", "1.2.3", "1e99999999999", "0x1", "1e-2147483649"}) {
    const auto error = cluster::error_of([&] { Decimal::parse(text); });
    EXPECT_EQ(error.kind(), unicql::ErrorKind::InvalidParameter) << text;
  }
}

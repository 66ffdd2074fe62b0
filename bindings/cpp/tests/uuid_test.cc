#include <chrono>
#include <set>

#include <gtest/gtest.h>
#include <unicql/unicql.hpp>

#include "cluster.hpp"

using unicql::Inet;
using unicql::Uuid;

TEST(Uuid, ReadsItsText) {
  const auto text = "c0ffee00-0000-1000-8000-00805f9b34fb";
  EXPECT_EQ(Uuid::parse(text).to_string(), text);
  EXPECT_EQ(Uuid::parse("C0FFEE00-0000-1000-8000-00805F9B34FB").to_string(), text);
  for (const auto* bad : {"", "c0ffee00-0000-1000-8000-00805f9b34f", "c0ffee00x0000-1000-8000-00805f9b34fb",
                          "g0ffee00-0000-1000-8000-00805f9b34fb", "c0ffee000-000-1000-8000-00805f9b34fb"}) {
    EXPECT_EQ(cluster::error_of([&] { Uuid::parse(bad); }).kind(), unicql::ErrorKind::InvalidParameter)
        << bad;
  }
}

TEST(Uuid, RandomOnesDiffer) {
  std::set<Uuid> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto uuid = Uuid::random();
    EXPECT_EQ(uuid.version(), 4);
    EXPECT_EQ(uuid.bytes[8] & std::byte{0xc0}, std::byte{0x80});
    EXPECT_TRUE(seen.insert(uuid).second);
  }
  EXPECT_EQ(cluster::error_of([&] { (void)Uuid::random().timestamp(); }).fields().name, "uuid");
}

TEST(Uuid, TimeBasedOnesCarryTheTimeAndDiffer) {
  const auto before = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  std::set<Uuid> seen;
  Uuid last;
  for (int i = 0; i < 1000; ++i) {
    last = Uuid::time_based();
    EXPECT_EQ(last.version(), 1);
    EXPECT_TRUE(seen.insert(last).second);
  }
  EXPECT_GE(last.timestamp(), before);
  EXPECT_LE(last.timestamp(), std::chrono::system_clock::now() + std::chrono::seconds(1));
  const auto known = Uuid::parse("f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
  EXPECT_EQ(known.timestamp().time_since_epoch().count(), 854991792216);
}

TEST(Inet, ReadsBothFamilies) {
  for (const auto* text :
       {"0.0.0.0", "255.255.255.255", "127.0.0.1", "::", "::1", "2001:db8::ff00:42:8329"}) {
    EXPECT_EQ(Inet::parse(text).to_string(), text);
    EXPECT_EQ(Inet(Inet::parse(text).bytes()), Inet::parse(text));
  }
  EXPECT_EQ(Inet::parse("127.0.0.1").bytes().size(), 4u);
  EXPECT_EQ(Inet::parse("::1").bytes().size(), 16u);
  for (const auto* bad : {"", "1.2.3", "1.2.3.256", ":::", "a.example"}) {
    EXPECT_EQ(cluster::error_of([&] { Inet::parse(bad); }).kind(), unicql::ErrorKind::InvalidParameter)
        << bad;
  }
}

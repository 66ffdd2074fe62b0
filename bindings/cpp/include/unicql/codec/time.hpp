/// Dates and times: timestamp, date, time, duration.
#pragma once

#include <chrono>
#include <limits>

#include "unicql/codec/codec.hpp"
#include "unicql/duration.hpp"

namespace unicql {

/// Milliseconds since the epoch.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// A timestamp has milliseconds; cast a finer time to them, since what would be lost is not lost silently.
template <>
struct Codec<Timestamp> {
  static const Type& natural() { return detail::native_type<TypeId::Timestamp>(); }

  static void encode(Bytes& out, Timestamp value, const Type& type) {
    if (type.id != TypeId::Timestamp) detail::misfit("a time point", type);
    detail::put(out, std::int64_t{value.time_since_epoch().count()});
  }

  static Timestamp decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Timestamp) detail::misfit("a time point", type);
    return Timestamp(std::chrono::milliseconds(detail::whole<std::int64_t>(bytes, type)));
  }
};

/// Days since the epoch, which the protocol counts from -2^31.
template <>
struct Codec<std::chrono::sys_days> {
  static const Type& natural() { return detail::native_type<TypeId::Date>(); }

  static void encode(Bytes& out, std::chrono::sys_days value, const Type& type) {
    if (type.id != TypeId::Date) detail::misfit("a sys_days", type);
    const std::int64_t days = value.time_since_epoch().count();
    if (days < std::numeric_limits<std::int32_t>::min() || days > std::numeric_limits<std::int32_t>::max()) {
      detail::misfit(std::to_string(days) + " days are out of the range of date");
    }
    detail::put(out, static_cast<std::uint32_t>(days - std::numeric_limits<std::int32_t>::min()));
  }

  static std::chrono::sys_days decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Date) detail::misfit("a sys_days", type);
    const std::int64_t days = detail::whole<std::uint32_t>(bytes, type);
    const auto since_epoch = days + std::numeric_limits<std::int32_t>::min();
    return std::chrono::sys_days(std::chrono::days(since_epoch));
  }
};

/// The time of day since midnight.
template <>
struct Codec<std::chrono::nanoseconds> {
  static const Type& natural() { return detail::native_type<TypeId::Time>(); }

  static void encode(Bytes& out, std::chrono::nanoseconds value, const Type& type) {
    if (type.id != TypeId::Time) detail::misfit("nanoseconds", type);
    if (value < std::chrono::nanoseconds::zero() || value >= std::chrono::hours(24)) {
      detail::misfit(std::to_string(value.count()) + " ns are no time of day");
    }
    detail::put(out, std::int64_t{value.count()});
  }

  static std::chrono::nanoseconds decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Time) detail::misfit("nanoseconds", type);
    return std::chrono::nanoseconds(detail::whole<std::int64_t>(bytes, type));
  }
};

namespace detail {

/// Appends an integer of variable length: the leading ones of the first byte tell how many bytes follow.
UNICQL_API void put_unsigned_vint(Bytes& out, std::uint64_t value);
/// Appends a signed one, zigzag-encoded.
UNICQL_API void put_vint(Bytes& out, std::int64_t value);
UNICQL_API std::uint64_t take_unsigned_vint(CellReader& reader);
UNICQL_API std::int64_t take_vint(CellReader& reader);

}  // namespace detail

template <>
struct Codec<Duration> {
  static const Type& natural() { return detail::native_type<TypeId::Duration>(); }

  static void encode(Bytes& out, const Duration& value, const Type& type) {
    if (type.id != TypeId::Duration) detail::misfit("a Duration", type);
    const bool negative = value.months < 0 || value.days < 0 || value.nanoseconds < 0;
    const bool positive = value.months > 0 || value.days > 0 || value.nanoseconds > 0;
    if (negative && positive) detail::misfit("the parts of a duration have different signs");
    detail::put_vint(out, value.months);
    detail::put_vint(out, value.days);
    detail::put_vint(out, value.nanoseconds);
  }

  static Duration decode(BytesView bytes, const Type& type) {
    if (type.id != TypeId::Duration) detail::misfit("a Duration", type);
    detail::CellReader reader(bytes, type);
    Duration value;
    value.months = static_cast<std::int32_t>(detail::take_vint(reader));
    value.days = static_cast<std::int32_t>(detail::take_vint(reader));
    value.nanoseconds = detail::take_vint(reader);
    return value;
  }
};

}  // namespace unicql

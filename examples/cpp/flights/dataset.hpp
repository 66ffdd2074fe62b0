#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <unicql/unicql.hpp>

/// The user-defined type `location`.
struct Location {
  double latitude = 0;
  double longitude = 0;
};

/// A row of the table `airports`. The database gives empty collections back as null.
struct Airport {
  std::string iata;
  std::string name;
  std::string city;
  std::string state;
  std::string country;
  Location position;
  std::optional<std::set<std::string>> destinations;
  std::optional<std::vector<std::int32_t>> longest;
  std::optional<std::map<std::string, std::int32_t>> months;
};

/// A row of the table `departures`.
struct Departure {
  std::int32_t flight = 0;
  std::string origin;
  std::string destination;
  unicql::Timestamp departed_at;
  std::int32_t distance = 0;
  std::int16_t delay = 0;
};

/// A row of the table `months`.
struct Month {
  std::string month;
  std::int64_t flights = 0;
  std::int64_t delay_minutes = 0;
  std::string busiest;
};

/// A row of the table `totals`.
struct Total {
  std::string airport;
  std::int64_t flights = 0;
  std::int64_t delay_minutes = 0;
};

template <>
inline constexpr auto unicql::fields_of<Location> = std::tuple{
    unicql::field("latitude", &Location::latitude), unicql::field("longitude", &Location::longitude)};

template <>
inline constexpr auto unicql::fields_of<Airport> =
    std::tuple{unicql::field("iata", &Airport::iata),
               unicql::field("name", &Airport::name),
               unicql::field("city", &Airport::city),
               unicql::field("state", &Airport::state),
               unicql::field("country", &Airport::country),
               unicql::field("position", &Airport::position),
               unicql::field("destinations", &Airport::destinations),
               unicql::field("longest", &Airport::longest),
               unicql::field("months", &Airport::months)};

template <>
inline constexpr auto unicql::fields_of<Departure> =
    std::tuple{unicql::field("flight", &Departure::flight),
               unicql::field("origin", &Departure::origin),
               unicql::field("destination", &Departure::destination),
               unicql::field("departed_at", &Departure::departed_at),
               unicql::field("distance", &Departure::distance),
               unicql::field("delay", &Departure::delay)};

template <>
inline constexpr auto unicql::fields_of<Month> = std::tuple{
    unicql::field("month", &Month::month), unicql::field("flights", &Month::flights),
    unicql::field("delay_minutes", &Month::delay_minutes), unicql::field("busiest", &Month::busiest)};

template <>
inline constexpr auto unicql::fields_of<Total> =
    std::tuple{unicql::field("airport", &Total::airport), unicql::field("flights", &Total::flights),
               unicql::field("delay_minutes", &Total::delay_minutes)};

std::vector<std::string_view> split(std::string_view text, char separator);

std::vector<Airport> read_airports(const std::filesystem::path& directory);

/// Departures by month, each in the order of the file.
using Departures = std::map<std::string, std::vector<Departure>>;
Departures read_departures(const std::filesystem::path& directory);

std::vector<std::string> read_schema(const std::filesystem::path& directory);

/// Departures and minutes of delay of each origin, in the order of their codes.
class Tally {
 public:
  void add(const Departure& departure);
  const std::map<std::string, Total>& totals() const { return totals_; }
  /// The origins with the most departures; of equals the first by code comes first.
  std::vector<Total> busiest(std::size_t count) const;
  Total sum() const;

 private:
  std::map<std::string, Total> totals_;
};

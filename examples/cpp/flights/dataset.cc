#include "dataset.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#include "settings.hpp"

namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw FlightsError("FLIGHTS_DATA: " + path.string() + " cannot be read");
  return text.str();
}

/// Calls back with the columns of each row of a file.
template <class F>
void for_each_row(const std::filesystem::path& path, F row) {
  const auto text = read_file(path);
  auto lines = split(text, '\n');
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (!lines[i].empty()) row(split(lines[i], '\t'));
  }
}

template <class T>
T number(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw FlightsError("FLIGHTS_DATA: '" + std::string(text) + "' is not a number");
  }
  return value;
}

std::vector<std::string_view> list(std::string_view text) {
  return text == "-" ? std::vector<std::string_view>{} : split(text, ',');
}

Airport to_airport(const std::vector<std::string_view>& columns) {
  Airport airport;
  auto column = columns.begin();
  for (auto* text : {&airport.iata, &airport.name, &airport.city, &airport.state, &airport.country})
    *text = *column++;
  airport.position = {number<double>(columns[5]), number<double>(columns[6])};
  airport.destinations.emplace();
  for (const auto destination : list(columns[7])) airport.destinations->emplace(destination);
  airport.longest.emplace();
  for (const auto distance : list(columns[8])) airport.longest->push_back(number<std::int32_t>(distance));
  airport.months.emplace();
  for (const auto month : list(columns[9])) {
    airport.months->emplace(month.substr(0, 7), number<std::int32_t>(month.substr(8)));
  }
  return airport;
}

}  // namespace

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::vector<Airport> read_airports(const std::filesystem::path& directory) {
  std::vector<Airport> airports;
  for_each_row(directory / "airports.tsv",
               [&](const auto& columns) { airports.push_back(to_airport(columns)); });
  return airports;
}

Departures read_departures(const std::filesystem::path& directory) {
  Departures departures;
  for_each_row(directory / "flights.tsv", [&](const auto& columns) {
    const std::chrono::milliseconds departed_at(number<std::int64_t>(columns[1]));
    departures[std::string(columns[2])].push_back({.flight = number<std::int32_t>(columns[0]),
                                                   .origin = std::string(columns[3]),
                                                   .destination = std::string(columns[4]),
                                                   .departed_at = unicql::Timestamp(departed_at),
                                                   .distance = number<std::int32_t>(columns[5]),
                                                   .delay = number<std::int16_t>(columns[6])});
  });
  return departures;
}

std::vector<std::string> read_schema(const std::filesystem::path& directory) {
  std::vector<std::string> statements;
  const auto text = read_file(directory / "schema.cql");
  for (const auto statement : split(text, ';')) {
    if (statement.find_first_not_of(" \n") != std::string_view::npos) statements.emplace_back(statement);
  }
  return statements;
}

void Tally::add(const Departure& departure) {
  auto& total = totals_.try_emplace(departure.origin, Total{.airport = departure.origin}).first->second;
  ++total.flights;
  total.delay_minutes += departure.delay;
}

std::vector<Total> Tally::busiest(std::size_t count) const {
  std::vector<Total> sorted;
  for (const auto& [origin, total] : totals_) sorted.push_back(total);
  std::ranges::stable_sort(sorted, std::greater{}, &Total::flights);
  sorted.resize(std::min(count, sorted.size()));
  return sorted;
}

Total Tally::sum() const {
  Total sum;
  for (const auto& [origin, total] : totals_) {
    sum.flights += total.flights;
    sum.delay_minutes += total.delay_minutes;
  }
  return sum;
}

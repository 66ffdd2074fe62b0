#include "read.hpp"

#include <cmath>
#include <iostream>
#include <set>

#include "json.hpp"

namespace {

constexpr auto owner_cql = "SELECT run, rows FROM owners WHERE writer = ?";
constexpr auto airports_cql = "SELECT * FROM airports WHERE writer = ?";
constexpr auto departures_cql =
    "SELECT flight, origin, destination, departed_at, distance, delay FROM departures "
    "WHERE writer = ? AND origin = ?";
constexpr auto months_cql = "SELECT * FROM months WHERE writer = ?";
constexpr auto totals_cql = "SELECT airport, flights, delay_minutes FROM totals WHERE writer = ?";
constexpr auto state_cql = "SELECT iata FROM airports WHERE writer = ? AND state = ?";

constexpr int delayed_after_minutes = 15;

void check(bool condition, const std::string& message) {
  if (!condition) throw FlightsError(message);
}

unicql::Bound paged(unicql::Bound bound, std::int32_t page_size) {
  bound.options.page_size = page_size;
  return bound;
}

}  // namespace

/// Asks for page after page; each goes on from the paging state of the one before.
template <class F>
void Read::for_each_page(unicql::Bound bound, F page) {
  for (;;) {
    const auto rows = attempts_.execute(bound);
    page(rows);
    if (!rows.has_more_pages()) return;
    bound.options.paging_state.assign(rows.paging_state().begin(), rows.paging_state().end());
  }
}

std::string Read::run() {
  const auto started = std::chrono::steady_clock::now();
  const auto rows = rows_of_owner();
  const auto select = session_.prepare(departures_cql);
  for (const auto& iata : airports()) departures(select, iata);
  std::cerr << "cpp: " << tally_.sum().flights << " departures read in " << pages_ << " pages" << std::endl;
  months();
  totals();
  const auto of_california = california();
  check(checksum_.rows() == rows,
        std::to_string(checksum_.rows()) + " rows read, " + std::to_string(rows) + " written");
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  return Json()
      .add("writer", writer_)
      .add("rows", rows)
      .add("pages", pages_)
      .add("checksum", checksum_.to_string())
      .add_seconds(seconds)
      .add("rows_per_second", std::llround(rows / seconds.count()))
      .add_raw("aggregates", aggregates(of_california))
      .text();
}

std::int32_t Read::rows_of_owner() {
  const auto owner = attempts_.execute(session_.prepare(owner_cql).bind(writer_));
  const auto rows = owner.empty() ? std::nullopt : owner[0].get<std::optional<std::int32_t>>("rows");
  check(rows.has_value(), "writer " + writer_ + " has not finished");
  return *rows;
}

std::vector<std::string> Read::airports() {
  std::vector<std::string> codes;
  for_each_page(paged(session_.prepare(airports_cql).bind(writer_), 50), [&](const unicql::Rows& rows) {
    for (const auto row : rows) {
      const auto airport = row.as<Airport>();
      checksum_.add(airport);
      codes.push_back(airport.iata);
    }
  });
  std::cerr << "cpp: " << codes.size() << " airports read" << std::endl;
  return codes;
}

void Read::departures(const unicql::Prepared& select, const std::string& origin) {
  auto later = unicql::Timestamp::max();
  for_each_page(paged(select.bind(writer_, origin), 100), [&](const unicql::Rows& rows) {
    ++pages_;
    for (const auto row : rows) {
      const auto departure = row.as<Departure>();
      check(departure.departed_at <= later, "departures of " + origin + " are not in descending order");
      later = departure.departed_at;
      checksum_.add(departure);
      tally_.add(departure);
      distance_ += departure.distance;
      if (departure.delay > delayed_after_minutes) ++delayed_;
    }
  });
}

void Read::months() {
  for_each_page(paged(session_.prepare(months_cql).bind(writer_), 50), [&](const unicql::Rows& rows) {
    for (const auto row : rows) checksum_.add(row.as<Month>());
  });
}

void Read::totals() {
  auto missing = tally_.totals();
  for_each_page(paged(session_.prepare(totals_cql).bind(writer_), 50), [&](const unicql::Rows& rows) {
    for (const auto row : rows) {
      const auto total = row.as<Total>();
      const auto sums = missing.find(total.airport);
      const bool agree = sums != missing.end() && sums->second.flights == total.flights &&
                         sums->second.delay_minutes == total.delay_minutes;
      check(agree, "totals of " + total.airport + " disagree");
      missing.erase(sums);
      checksum_.add(total);
    }
  });
  if (!missing.empty()) check(false, "totals of " + missing.begin()->first + " disagree");
}

std::size_t Read::california() {
  std::size_t airports = 0;
  for_each_page(paged(session_.prepare(state_cql).bind(writer_, "CA"), 50),
                [&](const unicql::Rows& rows) { airports += rows.size(); });
  return airports;
}

std::string Read::aggregates(std::size_t california) const {
  std::string busiest;
  for (const auto& total : tally_.busiest(5)) {
    busiest += (busiest.empty() ? "[" : ",[") + Json::quoted(total.airport) + "," +
               std::to_string(total.flights) + "]";
  }
  const auto sum = tally_.sum();
  return Json()
      .add("flights", sum.flights)
      .add("delayed", delayed_)
      .add("delay_minutes", sum.delay_minutes)
      .add("distance", distance_)
      .add("california", california)
      .add_raw("busiest", "[" + busiest + "]")
      .text();
}

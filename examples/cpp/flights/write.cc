#include "write.hpp"

#include <cmath>
#include <iostream>

#include "json.hpp"

namespace {

constexpr auto claim_cql = "INSERT INTO owners (writer, run) VALUES (?, ?) IF NOT EXISTS";
constexpr auto airport_cql =
    "INSERT INTO airports (writer, iata, name, city, state, country, position, destinations, "
    "longest, months) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto departure_cql =
    "INSERT INTO departures (writer, origin, departed_at, destination, flight, distance, "
    "delay) VALUES (?, ?, ?, ?, ?, ?, ?)";
constexpr auto month_cql =
    "INSERT INTO months (writer, month, flights, delay_minutes, busiest) VALUES (?, ?, ?, ?, ?)";
constexpr auto total_cql =
    "UPDATE totals SET flights = flights + ?, delay_minutes = delay_minutes + ? "
    "WHERE writer = ? AND airport = ?";
constexpr auto finish_cql = "UPDATE owners SET rows = ? WHERE writer = ? IF run = ?";

constexpr std::size_t totals_per_batch = 20;
constexpr int rounds_max = 3;

Month to_month(const std::string& name, const Tally& tally) {
  const auto sum = tally.sum();
  return {name, sum.flights, sum.delay_minutes, tally.busiest(1).front().airport};
}

}  // namespace

Write::Write(const unicql::Session& session, const Settings& settings)
    : session_(session),
      settings_(settings),
      attempts_(session),
      airports_(read_airports(settings.data)),
      by_month_(read_departures(settings.data)) {
  for (const auto& [month, departures] : by_month_) {
    for (const auto& departure : departures) {
      departures_.push_back(&departure);
      tallies_[month].add(departure);
    }
  }
}

std::string Write::run() {
  const auto started = std::chrono::steady_clock::now();
  claim();
  rows();
  totals();
  finish();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  return Json()
      .add("writer", settings_.writer)
      .add("rows", checksum_.rows())
      .add("checksum", checksum_.to_string())
      .add("operations", operations_)
      .add_seconds(seconds)
      .add("ops_per_second", std::llround(static_cast<double>(operations_) / seconds.count()))
      .text();
}

void Write::claim() {
  const auto prepared = session_.prepare(claim_cql);
  const auto rows = attempts_.execute(prepared.bind(settings_.writer, settings_.run));
  ++operations_;
  if (rows.was_applied()) return;
  const auto owner = rows[0].get<unicql::Uuid>("run");
  if (owner == settings_.run) return;
  throw FlightsError("writer " + settings_.writer + " belongs to run " + owner.to_string());
}

/// Writes all again when the server was away: after a crash it may have forgotten its last moments.
void Write::rows() {
  for (int round = 1; round <= rounds_max; ++round) {
    const auto before = attempts_.repetitions();
    airports();
    departures();
    months();
    if (attempts_.repetitions() == before) break;
  }
  for (const auto& airport : airports_) checksum_.add(airport);
  for (const auto* departure : departures_) checksum_.add(*departure);
  for (const auto& [month, tally] : tallies_) checksum_.add(to_month(month, tally));
}

void Write::airports() {
  const auto prepared = session_.prepare(airport_cql);
  const auto request = [&](std::size_t index) {
    const auto& airport = airports_[index];
    return prepared.bind(settings_.writer, airport.iata, airport.name, airport.city, airport.state,
                         airport.country, airport.position, airport.destinations, airport.longest,
                         airport.months);
  };
  attempts_.for_each(airports_.size(), settings_.concurrency, request, [&](std::size_t) { ++operations_; });
  std::cerr << "cpp: " << airports_.size() << " airports written" << std::endl;
}

void Write::departures() {
  const auto prepared = session_.prepare(departure_cql);
  const auto request = [&](std::size_t index) {
    const auto& departure = *departures_[index];
    return prepared.bind(settings_.writer, departure.origin, departure.departed_at, departure.destination,
                         departure.flight, departure.distance, departure.delay);
  };
  attempts_.for_each(departures_.size(), settings_.concurrency, request, [&](std::size_t written) {
    ++operations_;
    if (written % 5000 != 0) return;
    std::cerr << "cpp: " << written << " of " << departures_.size() << " departures written" << std::endl;
  });
}

void Write::months() {
  const auto prepared = session_.prepare(month_cql);
  unicql::Batch batch;
  for (const auto& [name, tally] : tallies_) {
    const auto month = to_month(name, tally);
    batch.add(
        prepared.bind(settings_.writer, month.month, month.flights, month.delay_minutes, month.busiest));
  }
  attempts_.execute(batch);
  ++operations_;
  std::cerr << "cpp: " << tallies_.size() << " months written" << std::endl;
}

/// Counters can't be repeated: a batch whose answer was lost may have been counted.
void Write::totals() {
  const auto prepared = session_.prepare(total_cql);
  std::size_t updates = 0;
  unicql::Batch batch(unicql::BatchKind::Counter);
  const auto send = [&] {
    if (batch.entries().empty()) return;
    session_.execute(batch);
    ++operations_;
    batch = unicql::Batch(unicql::BatchKind::Counter);
  };
  for (const auto& [month, tally] : tallies_) {
    for (const auto& [airport, total] : tally.totals()) {
      batch.add(prepared.bind(total.flights, total.delay_minutes, settings_.writer, airport));
      ++updates;
      if (batch.entries().size() == totals_per_batch) send();
    }
  }
  send();
  Tally all;
  for (const auto* departure : departures_) all.add(*departure);
  for (const auto& [airport, total] : all.totals()) checksum_.add(total);
  std::cerr << "cpp: " << updates << " totals counted" << std::endl;
}

void Write::finish() {
  const auto prepared = session_.prepare(finish_cql);
  const auto rows = attempts_.execute(prepared.bind(checksum_.rows(), settings_.writer, settings_.run));
  ++operations_;
  if (!rows.was_applied()) throw FlightsError("writer " + settings_.writer + " belongs to another run");
}

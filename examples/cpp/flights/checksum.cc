#include "checksum.hpp"

#include <bit>
#include <initializer_list>

namespace {

std::string hexadecimal(std::uint64_t value) {
  std::string digits(16, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, value >>= 4)
    *digit = "0123456789abcdef"[value & 15];
  return digits;
}

std::string bits(double number) {
  return hexadecimal(std::bit_cast<std::uint64_t>(number));
}

std::string line(std::initializer_list<std::string_view> columns) {
  std::string text;
  for (const auto column : columns) text.append(text.empty() ? "" : "\t").append(column);
  return text;
}

/// The items of a collection, or `-` for none.
template <class C, class F>
std::string cell(const std::optional<C>& items, F to_text) {
  if (!items || items->empty()) return "-";
  std::string text;
  for (const auto& item : *items) text.append(text.empty() ? "" : ",").append(to_text(item));
  return text;
}

}  // namespace

void Checksum::add(const Airport& airport) {
  const auto destinations = cell(airport.destinations, [](const std::string& code) { return code; });
  const auto longest = cell(airport.longest, [](std::int32_t distance) { return std::to_string(distance); });
  const auto months = cell(
      airport.months, [](const auto& month) { return month.first + ":" + std::to_string(month.second); });
  add_line(line({"airport", airport.iata, airport.name, airport.city, airport.state, airport.country,
                 bits(airport.position.latitude), bits(airport.position.longitude), destinations, longest,
                 months}));
}

void Checksum::add(const Departure& departure) {
  const auto departed_at = std::to_string(departure.departed_at.time_since_epoch().count());
  add_line(line({"flight", std::to_string(departure.flight), departure.origin, departure.destination,
                 departed_at, std::to_string(departure.distance), std::to_string(departure.delay)}));
}

void Checksum::add(const Month& month) {
  add_line(line({"month", month.month, std::to_string(month.flights), std::to_string(month.delay_minutes),
                 month.busiest}));
}

void Checksum::add(const Total& total) {
  add_line(
      line({"total", total.airport, std::to_string(total.flights), std::to_string(total.delay_minutes)}));
}

void Checksum::add_line(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const unsigned char byte : text) hash = (hash ^ byte) * 0x100000001b3;
  sum_ += hash;
  ++rows_;
}

std::string Checksum::to_string() const {
  return hexadecimal(sum_);
}

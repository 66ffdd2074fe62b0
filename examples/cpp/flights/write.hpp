#pragma once

#include <cstdint>
#include <string>

#include "attempts.hpp"
#include "checksum.hpp"
#include "dataset.hpp"
#include "settings.hpp"

/// Writes the whole data set under the name of one writer.
class Write {
 public:
  Write(const unicql::Session& session, const Settings& settings);

  /// Returns the member `write` of the output.
  std::string run();

 private:
  void claim();
  void rows();
  void airports();
  void departures();
  void months();
  void totals();
  void finish();

  const unicql::Session& session_;
  const Settings& settings_;
  Attempts attempts_;
  std::vector<Airport> airports_;
  Departures by_month_;
  std::vector<const Departure*> departures_;
  std::map<std::string, Tally> tallies_;
  Checksum checksum_;
  std::int64_t operations_ = 0;
};

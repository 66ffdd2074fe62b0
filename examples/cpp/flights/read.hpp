#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "attempts.hpp"
#include "checksum.hpp"
#include "dataset.hpp"
#include "settings.hpp"

/// Reads back, and checks, everything that one writer has written.
class Read {
 public:
  Read(const unicql::Session& session, const Settings& settings)
      : session_(session), writer_(settings.reads), attempts_(session) {}

  /// Returns the member `read` of the output.
  std::string run();

 private:
  template <class F>
  void for_each_page(unicql::Bound bound, F page);
  std::int32_t rows_of_owner();
  std::vector<std::string> airports();
  void departures(const unicql::Prepared& select, const std::string& origin);
  void months();
  void totals();
  std::size_t california();
  std::string aggregates(std::size_t california) const;

  const unicql::Session& session_;
  std::string writer_;
  Attempts attempts_;
  Checksum checksum_;
  Tally tally_;
  std::int64_t pages_ = 0;
  std::int64_t delayed_ = 0;
  std::int64_t distance_ = 0;
};

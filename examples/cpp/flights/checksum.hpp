#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dataset.hpp"

/// The sum of the FNV-1a 64 hashes of the canonical lines of rows, in any order.
class Checksum {
 public:
  void add(const Airport& airport);
  void add(const Departure& departure);
  void add(const Month& month);
  void add(const Total& total);

  std::int32_t rows() const { return rows_; }
  std::string to_string() const;

 private:
  void add_line(std::string_view line);

  std::uint64_t sum_ = 0;
  std::int32_t rows_ = 0;
};

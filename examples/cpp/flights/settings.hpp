#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <unicql/unicql.hpp>

/// An error of the program itself.
struct FlightsError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Settings {
  std::vector<std::string> contact_points;
  std::string keyspace;
  std::filesystem::path data;
  bool drop = false;
  bool write = false;
  bool read = false;
  std::string writer;
  std::string reads;
  std::size_t concurrency = 0;
  unicql::Uuid run;
};

/// Reads the settings of the program from environment variables; throws a FlightsError for a bad one.
Settings read_settings();

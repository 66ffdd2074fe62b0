/// The encoded values of a statement.
#pragma once

#include <cstddef>
#include <vector>

#include "unicql/codec.hpp"
#include "unicql/error.hpp"

namespace unicql {

/// Values in the form of the protocol, `[int length][bytes]` for each: encoded once, on the caller's thread.
class Values {
 public:
  /// Appends a value; `name` is for the error when it does not fit.
  template <class T>
  void append(const T& value, const Type& type, std::string_view name) {
    encode(cells_, value, type, name);
    ends_.push_back(cells_.size());
  }

  /// Puts a value in the place of another one.
  template <class T>
  void replace(std::size_t index, const T& value, const Type& type, std::string_view name) {
    Bytes cell;
    encode(cell, value, type, name);
    splice(index, cell);
  }

  void clear() noexcept {
    cells_.clear();
    ends_.clear();
  }

  std::size_t size() const noexcept { return ends_.size(); }
  BytesView cells() const noexcept { return cells_; }

 private:
  /// Appends a cell to bytes, or leaves them as they are and throws.
  template <class T>
  static void encode(Bytes& out, const T& value, const Type& type, std::string_view name) {
    const auto at = out.size();
    try {
      detail::encode_cell(out, value, type);
    } catch (const detail::Misfit& misfit) {
      out.resize(at);
      detail::throw_invalid_parameter(name, "parameter `" + std::string(name) + "`: " + misfit.why);
    }
  }

  void splice(std::size_t index, BytesView cell) {
    const auto begin = index == 0 ? 0 : ends_[index - 1];
    const auto old_size = ends_[index] - begin;
    const auto at = cells_.begin() + static_cast<std::ptrdiff_t>(begin);
    cells_.insert(cells_.erase(at, at + static_cast<std::ptrdiff_t>(old_size)), cell.begin(), cell.end());
    for (auto i = index; i < ends_.size(); ++i) ends_[i] += cell.size() - old_size;
  }

  Bytes cells_{};
  std::vector<std::size_t> ends_{};
};

}  // namespace unicql

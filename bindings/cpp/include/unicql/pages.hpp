/// Ranges over all pages of a statement.
#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

#include "unicql/session.hpp"

namespace unicql {

/// The pages of a statement, one after another; it is gone over once. The next page is asked for when one
/// arrives.
class UNICQL_API Pages {
 public:
  class Iterator {
   public:
    using value_type = Rows;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    Iterator() = default;
    explicit Iterator(Pages& pages) noexcept : pages_(&pages) {}

    const Rows& operator*() const noexcept { return *pages_->page_; }
    const Rows* operator->() const noexcept { return &*pages_->page_; }
    Iterator& operator++() {
      pages_->advance();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const noexcept { return !pages_->page_; }

   private:
    Pages* pages_ = nullptr;
  };

  Pages(const Session& session, std::variant<Statement, Bound> statement);

  /// Waits for the first page.
  Iterator begin() {
    advance();
    return Iterator(*this);
  }
  std::default_sentinel_t end() const noexcept { return {}; }

 private:
  void advance();
  void ask();

  const Session* session_;
  std::variant<Statement, Bound> statement_;
  std::optional<Future<Rows>> next_{};
  std::optional<Rows> page_{};
};

/// The rows of all pages of a statement; it is gone over once.
class RowStream {
 public:
  class Iterator {
   public:
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    Iterator() = default;
    explicit Iterator(Pages& pages) : page_(pages.begin()) { enter(); }

    Row operator*() const noexcept { return *row_; }
    Iterator& operator++() {
      if (++row_ == page_->end()) {
        ++page_;
        enter();
      }
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t end) const noexcept { return page_ == end; }

   private:
    /// Goes to the first row at hand; a page may be empty though others follow.
    void enter() {
      while (page_ != std::default_sentinel && page_->empty()) ++page_;
      if (page_ != std::default_sentinel) row_ = page_->begin();
    }

    Pages::Iterator page_{};
    Rows::Iterator row_{};
  };

  explicit RowStream(Pages pages) : pages_(std::move(pages)) {}

  /// Waits for the first page.
  Iterator begin() { return Iterator(pages_); }
  std::default_sentinel_t end() const noexcept { return {}; }

 private:
  Pages pages_;
};

}  // namespace unicql

/// What returns: a page of rows, decoded where it is read.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "unicql/codec.hpp"
#include "unicql/error.hpp"
#include "unicql/export.hpp"
#include "unicql/types.hpp"

namespace unicql {

/// What kind of answer a page is.
enum class PageKind : std::uint8_t {
  /// Nothing to return.
  Void,
  /// Rows, maybe none.
  Rows,
  /// `USE` was executed.
  SetKeyspace,
  /// A CREATE, ALTER or DROP was executed.
  SchemaChange,
};

namespace detail {

/// A page that its rows and `Rows` share.
struct PageData {
  std::shared_ptr<void> handle{};
  PageKind kind = PageKind::Void;
  std::string keyspace{};
  bool in_agreement = false;
  std::shared_ptr<const Columns> columns{};
  /// All cells, row by row, each as `[int length][bytes]`.
  BytesView bytes{};
  /// Where each cell starts in `bytes`.
  std::vector<std::uint32_t> cells{};
  std::size_t row_count = 0;
  Bytes paging_state{};
  std::vector<std::string> warnings{};
  std::optional<Uuid> tracing_id{};
  std::string coordinator{};
};

}  // namespace detail

/// One row: a view that lives as long as the `Rows` it is of.
class Row {
 public:
  Row() = default;
  Row(const detail::PageData& page, std::size_t index) noexcept : page_(&page), index_(index) {}

  std::size_t size() const noexcept { return page_->columns->size(); }
  const Columns& columns() const noexcept { return *page_->columns; }

  /// Returns the bytes of a cell; empty when it is null. The index must be less than `size()`.
  std::optional<BytesView> cell(std::size_t index) const noexcept {
    const auto* at = page_->bytes.data() + page_->cells[index_ * size() + index];
    const auto length = detail::take<std::int32_t>(at);
    if (length < 0) return std::nullopt;
    return BytesView(at + 4, static_cast<std::size_t>(length));
  }

  bool is_null(std::size_t index) const { return !cell(checked(index)); }
  bool is_null(std::string_view name) const { return !cell(page_->columns->index(name)); }

  /// Reads a column. Throws `InvalidParameter`, which names the column, when there is none such, when `T`
  /// does not fit its type, or when it is null and `T` is no `std::optional`.
  template <class T>
  T get(std::size_t index) const {
    return read<T>(checked(index));
  }
  template <class T>
  T get(std::string_view name) const {
    return read<T>(page_->columns->index(name));
  }

  /// Reads the whole row: `as<std::tuple<A, B>>()` and `as<A, B>()` by position, a mapped struct by name.
  template <class T>
  T as() const {
    if constexpr (detail::is_tuple<T>) {
      return positional<T>(std::make_index_sequence<std::tuple_size_v<T>>{});
    } else {
      static_assert(detail::Mapped<T>, "map the struct with unicql::fields_of, or read a std::tuple");
      T value{};
      detail::for_each_field(value, [this](std::string_view name, auto& member) {
        member = get<std::remove_cvref_t<decltype(member)>>(name);
      });
      return value;
    }
  }

  template <class First, class Second, class... Rest>
  std::tuple<First, Second, Rest...> as() const {
    return as<std::tuple<First, Second, Rest...>>();
  }

 private:
  std::size_t checked(std::size_t index) const {
    if (index < size()) return index;
    const auto name = std::to_string(index);
    detail::throw_invalid_parameter(name, "there is no column " + name);
  }

  template <class T>
  T read(std::size_t index) const {
    const auto& column = columns()[index];
    try {
      return detail::decode_cell<T>(cell(index), column.type);
    } catch (const detail::Misfit& misfit) {
      detail::throw_invalid_parameter(column.name, "column `" + column.name + "`: " + misfit.why);
    }
  }

  template <class T, std::size_t... at>
  T positional(std::index_sequence<at...>) const {
    if (sizeof...(at) != size()) {
      throw Error(ErrorKind::InvalidParameter, std::to_string(sizeof...(at)) + " members for a row of " +
                                                   std::to_string(size()) + " columns");
    }
    return T{read<std::tuple_element_t<at, T>>(at)...};
  }

  const detail::PageData* page_ = nullptr;
  std::size_t index_ = 0;
};

/// One page of rows. Copies share it; it outlives the session.
class Rows {
 public:
  /// Goes over the rows of the page.
  class Iterator {
   public:
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using reference = Row;
    using iterator_concept = std::random_access_iterator_tag;
    using iterator_category = std::input_iterator_tag;

    Iterator() = default;
    Iterator(const detail::PageData& page, std::size_t index) noexcept : page_(&page), index_(index) {}

    Row operator*() const noexcept { return {*page_, index_}; }
    Row operator[](difference_type n) const noexcept { return *(*this + n); }
    Iterator& operator+=(difference_type n) noexcept {
      index_ += static_cast<std::size_t>(n);
      return *this;
    }
    Iterator& operator-=(difference_type n) noexcept { return *this += -n; }
    Iterator& operator++() noexcept { return *this += 1; }
    Iterator& operator--() noexcept { return *this -= 1; }
    Iterator operator++(int) noexcept { return std::exchange(*this, *this + 1); }
    Iterator operator--(int) noexcept { return std::exchange(*this, *this - 1); }
    friend Iterator operator+(Iterator it, difference_type n) noexcept { return it += n; }
    friend Iterator operator+(difference_type n, Iterator it) noexcept { return it += n; }
    friend Iterator operator-(Iterator it, difference_type n) noexcept { return it -= n; }
    friend difference_type operator-(const Iterator& a, const Iterator& b) noexcept {
      return static_cast<difference_type>(a.index_) - static_cast<difference_type>(b.index_);
    }
    bool operator==(const Iterator& other) const noexcept { return index_ == other.index_; }
    auto operator<=>(const Iterator& other) const noexcept { return index_ <=> other.index_; }

   private:
    const detail::PageData* page_ = nullptr;
    std::size_t index_ = 0;
  };

  explicit Rows(std::shared_ptr<const detail::PageData> page) noexcept : page_(std::move(page)) {}

  PageKind kind() const noexcept { return page_->kind; }
  std::size_t size() const noexcept { return page_->row_count; }
  bool empty() const noexcept { return size() == 0; }
  const Columns& columns() const noexcept { return *page_->columns; }

  Iterator begin() const noexcept { return {*page_, 0}; }
  Iterator end() const noexcept { return {*page_, size()}; }

  /// Returns a row; throws `InvalidParameter` past the end. A row must not outlive its `Rows`.
  Row operator[](std::size_t index) const& {
    if (index < size()) return {*page_, index};
    const auto name = std::to_string(index);
    detail::throw_invalid_parameter(name, "there is no row " + name);
  }
  Row operator[](std::size_t index) const&& = delete;

  /// Returns the first row; empty when there are none.
  std::optional<Row> first() const& { return empty() ? std::nullopt : std::optional(Row(*page_, 0)); }
  std::optional<Row> first() const&& = delete;

  /// Reads the first row as `Row::as` does; empty when there are none.
  template <class T>
  std::optional<T> one() const {
    return empty() ? std::nullopt : std::optional<T>(Row(*page_, 0).as<T>());
  }

  /// Where the next page starts; empty after the last one.
  BytesView paging_state() const noexcept { return page_->paging_state; }
  bool has_more_pages() const noexcept { return !page_->paging_state.empty(); }

  /// Whether a conditional statement was applied; true for any other statement.
  UNICQL_API bool was_applied() const;

  /// The keyspace that `USE` chose.
  const std::string& keyspace() const noexcept { return page_->keyspace; }
  /// Whether all nodes agreed on the schema before the wait after a schema change ended.
  bool in_schema_agreement() const noexcept { return page_->in_agreement; }
  /// What the server warned of.
  const std::vector<std::string>& warnings() const noexcept { return page_->warnings; }
  /// The id under which the server traced the request, when it was asked to.
  const std::optional<Uuid>& tracing_id() const noexcept { return page_->tracing_id; }
  /// The host that answered, as `ip:port`.
  const std::string& coordinator() const noexcept { return page_->coordinator; }

 private:
  std::shared_ptr<const detail::PageData> page_;
};

}  // namespace unicql

#include "rows.h"

#include <algorithm>
#include <limits>

#include "text.h"
#include "types.h"

namespace unicql {

namespace detail {

namespace {

[[noreturn]] void broken() {
  throw Error(ErrorKind::BadFrame, "the rows of a page are malformed");
}

/// Finds where each cell starts, so that rows and columns are reached without reading those before.
std::vector<std::uint32_t> index_cells(BytesView bytes, std::size_t count) {
  if (bytes.size() > std::numeric_limits<std::uint32_t>::max() || count > bytes.size() / 4) broken();
  std::vector<std::uint32_t> cells(count);
  std::size_t at = 0;
  for (auto& cell : cells) {
    cell = static_cast<std::uint32_t>(at);
    if (bytes.size() - at < 4) broken();
    const auto length = take<std::int32_t>(bytes.data() + at);
    at += 4;
    if (length < 0) continue;
    if (bytes.size() - at < static_cast<std::size_t>(length)) broken();
    at += static_cast<std::size_t>(length);
  }
  return cells;
}

std::shared_ptr<const Columns> no_columns() {
  static const auto none = std::make_shared<const Columns>();
  return none;
}

std::optional<Uuid> to_uuid(BytesView bytes) {
  Uuid uuid;
  if (bytes.size() != uuid.bytes.size()) return std::nullopt;
  std::ranges::copy(bytes, uuid.bytes.begin());
  return uuid;
}

}  // namespace

Rows to_rows(rust::Box<ffi::Page> from) {
  auto page = std::make_shared<PageData>();
  const auto facts = from->facts();
  page->kind = static_cast<PageKind>(facts.kind);
  page->keyspace = std::string(facts.keyspace);
  page->in_agreement = facts.in_agreement;
  page->row_count = facts.row_count;
  page->columns =
      facts.columns_id == 0 ? no_columns() : columns_of(facts.columns_id, [&] { return from->columns(); });
  page->bytes = to_bytes(from->rows());
  page->cells = index_cells(page->bytes, page->row_count * page->columns->size());
  const auto paging_state = to_bytes(from->paging_state());
  page->paging_state.assign(paging_state.begin(), paging_state.end());
  for (const auto& warning : from->warnings()) page->warnings.emplace_back(warning);
  page->tracing_id = to_uuid(to_bytes(from->tracing_id()));
  page->coordinator = std::string(from->coordinator());
  page->handle = std::make_shared<rust::Box<ffi::Page>>(std::move(from));
  return Rows(std::move(page));
}

}  // namespace detail

bool Rows::was_applied() const {
  const auto at = columns().find("[applied]");
  if (!at || empty()) return true;
  return (*this)[0].get<bool>(*at);
}

}  // namespace unicql

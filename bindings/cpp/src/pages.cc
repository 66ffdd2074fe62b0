#include "unicql/pages.hpp"

namespace unicql {

Pages::Pages(const Session& session, std::variant<Statement, Bound> statement)
    : session_(&session), statement_(std::move(statement)) {
  ask();
}

void Pages::ask() {
  next_ =
      std::visit([this](const auto& statement) { return session_->execute_async(statement); }, statement_);
}

void Pages::advance() {
  if (!next_) {
    page_.reset();
    return;
  }
  page_ = std::exchange(next_, std::nullopt)->get();
  if (!page_->has_more_pages()) return;
  const auto state = page_->paging_state();
  std::visit([state](auto& statement) { statement.options.paging_state.assign(state.begin(), state.end()); },
             statement_);
  ask();
}

}  // namespace unicql

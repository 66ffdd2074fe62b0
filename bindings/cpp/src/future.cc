#include "future.h"

namespace unicql::detail {

namespace {

class TaskCallback final : public ffi::Callback {
 public:
  explicit TaskCallback(std::unique_ptr<Task> task) : task_(std::move(task)) {}
  void call() noexcept override { task_->run(); }

 private:
  std::unique_ptr<Task> task_;
};

}  // namespace

std::unique_ptr<ffi::Callback> to_callback(std::unique_ptr<Task> task) {
  return std::make_unique<TaskCallback>(std::move(task));
}

void dispatch(std::unique_ptr<Task> task) {
  ffi::dispatch(to_callback(std::move(task)));
}

}  // namespace unicql::detail

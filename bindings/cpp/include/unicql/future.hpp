/// A result that is still to come.
#pragma once

#include <chrono>
#include <condition_variable>
#include <coroutine>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "unicql/export.hpp"

namespace unicql {

namespace detail {

/// Something to run once, which may own what can't be copied.
class Task {
 public:
  Task() = default;
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  virtual ~Task() = default;
  virtual void run() noexcept = 0;
};

template <class F>
class TaskOf final : public Task {
 public:
  explicit TaskOf(F function) : function_(std::move(function)) {}
  void run() noexcept override { function_(); }

 private:
  F function_;
};

template <class F>
std::unique_ptr<Task> make_task(F function) {
  return std::make_unique<TaskOf<F>>(std::move(function));
}

/// Runs a task on the dispatcher's thread.
UNICQL_API void dispatch(std::unique_ptr<Task> task);

/// Where the value of a future comes from.
template <class T>
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;
  virtual void wait() = 0;
  virtual bool wait_for(std::chrono::nanoseconds limit) = 0;
  /// Waits, and gives the value or throws; called once.
  virtual T take() = 0;
  /// Runs a task on the dispatcher's thread when the value is there.
  virtual void on_ready(std::unique_ptr<Task> task) = 0;
};

/// A value that a continuation makes.
template <class T>
class Continuation final : public Source<T> {
 public:
  template <class F>
  void complete(F&& function) noexcept {
    auto outcome = evaluate(std::forward<F>(function));
    std::vector<std::unique_ptr<Task>> tasks;
    {
      std::lock_guard lock(mutex_);
      outcome_ = std::move(outcome);
      tasks.swap(tasks_);
    }
    ready_.notify_all();
    for (auto& task : tasks) task->run();
  }

  void wait() override {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return is_ready(); });
  }

  bool wait_for(std::chrono::nanoseconds limit) override {
    std::unique_lock lock(mutex_);
    return ready_.wait_for(lock, limit, [this] { return is_ready(); });
  }

  T take() override {
    wait();
    if (auto* failure = std::get_if<std::exception_ptr>(&outcome_)) std::rethrow_exception(*failure);
    if constexpr (!std::is_void_v<T>) return std::move(std::get<Stored>(outcome_));
  }

  void on_ready(std::unique_ptr<Task> task) override {
    {
      std::lock_guard lock(mutex_);
      if (!is_ready()) {
        tasks_.push_back(std::move(task));
        return;
      }
    }
    dispatch(std::move(task));
  }

 private:
  struct Nothing {};
  using Stored = std::conditional_t<std::is_void_v<T>, Nothing, T>;
  using Outcome = std::variant<std::monostate, Stored, std::exception_ptr>;

  template <class F>
  static Outcome evaluate(F&& function) noexcept {
    try {
      if constexpr (std::is_void_v<T>) {
        function();
        return Outcome(std::in_place_index<1>);
      } else {
        return Outcome(std::in_place_index<1>, function());
      }
    } catch (...) {
      return Outcome(std::in_place_index<2>, std::current_exception());
    }
  }

  bool is_ready() const noexcept { return outcome_.index() != 0; }

  std::mutex mutex_;
  std::condition_variable ready_;
  Outcome outcome_;
  std::vector<std::unique_ptr<Task>> tasks_;
};

}  // namespace detail

/// A result that is still to come: waited for, continued with a function, or awaited by a coroutine. It gives
/// its value once, as `std::future` does; used after that it throws `std::future_error`.
///
/// Dropping a future does not cancel the request.
template <class T>
class [[nodiscard]] Future {
 public:
  Future() = default;
  explicit Future(std::shared_ptr<detail::Source<T>> source) noexcept : source_(std::move(source)) {}
  Future(Future&&) noexcept = default;
  Future& operator=(Future&&) noexcept = default;
  Future(const Future&) = delete;
  Future& operator=(const Future&) = delete;

  /// Whether there still is a value to get.
  bool valid() const noexcept { return source_ != nullptr; }

  /// Waits for the value and gives it, or throws what went wrong, which is an `Error` unless a continuation
  /// threw something else.
  T get() {
    auto source = checked(std::move(source_));
    return source->take();
  }

  /// Waits until there is a value or an error.
  void wait() const { checked(source_)->wait(); }

  /// Waits no longer than a limit; returns whether there is a value or an error.
  template <class Rep, class Period>
  bool wait_for(std::chrono::duration<Rep, Period> limit) const {
    return checked(source_)->wait_for(std::chrono::ceil<std::chrono::nanoseconds>(limit));
  }

  /// Whether there is a value or an error already.
  bool is_ready() const { return wait_for(std::chrono::nanoseconds::zero()); }

  /// Calls `function(Future<T>)` with this future, ready, and returns a future of what it returns or throws.
  /// The function runs on the dispatcher's thread, one after another for the whole process, so it must not
  /// wait for a continuation of another future.
  template <class F>
  auto then(F function) -> Future<std::invoke_result_t<F, Future<T>>> {
    using Next = std::invoke_result_t<F, Future<T>>;
    auto source = checked(source_);
    auto next = std::make_shared<detail::Continuation<Next>>();
    Future self = std::move(*this);
    source->on_ready(
        detail::make_task([next, self = std::move(self), function = std::move(function)]() mutable {
          next->complete([&]() -> Next { return std::invoke(function, std::move(self)); });
        }));
    return Future<Next>(next);
  }

  /// For `co_await`; the coroutine goes on on the dispatcher's thread unless the value is there already.
  bool await_ready() const { return is_ready(); }
  void await_suspend(std::coroutine_handle<> waiting) {
    auto source = checked(source_);
    source->on_ready(detail::make_task([waiting] { waiting.resume(); }));
  }
  T await_resume() { return get(); }

 private:
  using Pointer = std::shared_ptr<detail::Source<T>>;

  static Pointer checked(Pointer source) {
    if (!source) throw std::future_error(std::future_errc::no_state);
    return source;
  }

  Pointer source_;
};

}  // namespace unicql

#pragma once

#include <chrono>
#include <memory>
#include <utility>

#include "bridge.h"
#include "error.h"
#include "unicql/future.hpp"

namespace unicql::detail {

std::unique_ptr<ffi::Callback> to_callback(std::unique_ptr<Task> task);

/// The future of a request of core. `Make` turns the bridge's future, when it has a value, into a `T`.
template <class T, class Ffi, class Make>
class Request final : public Source<T> {
 public:
  Request(rust::Box<Ffi> future, Make make) : future_(std::move(future)), make_(std::move(make)) {}

  void wait() override { future_->wait(); }

  bool wait_for(std::chrono::nanoseconds limit) override {
    return future_->wait_for(limit.count() < 0 ? 0 : static_cast<std::uint64_t>(limit.count()));
  }

  T take() override {
    if (future_->failed()) throw to_error(*future_->error());
    return make_(*future_);
  }

  void on_ready(std::unique_ptr<Task> task) override { future_->on_ready(to_callback(std::move(task))); }

 private:
  rust::Box<Ffi> future_;
  Make make_;
};

template <class T, class Ffi, class Make>
Future<T> to_future(rust::Box<Ffi> future, Make make) {
  return Future<T>(std::make_shared<Request<T, Ffi, Make>>(std::move(future), std::move(make)));
}

}  // namespace unicql::detail

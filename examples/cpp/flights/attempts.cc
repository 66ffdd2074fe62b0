#include "attempts.hpp"

#include <algorithm>
#include <deque>
#include <exception>
#include <iostream>
#include <thread>

namespace {

using unicql::ErrorKind;

constexpr int attempts_max = 15;

/// Whether the same request may succeed later, for instance when the server has been restarted.
bool can_pass(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::NoHostAvailable:
    case ErrorKind::ConnectionFailed:
    case ErrorKind::ConnectionClosed:
    case ErrorKind::TimedOut:
    case ErrorKind::Busy:
    case ErrorKind::Server:
    case ErrorKind::Unavailable:
    case ErrorKind::Overloaded:
    case ErrorKind::IsBootstrapping:
    case ErrorKind::WriteTimeout:
    case ErrorKind::ReadTimeout:
    case ErrorKind::CasWriteUnknown:
      return true;
    default:
      return false;
  }
}

void wait_after(int attempt) {
  std::this_thread::sleep_for(std::chrono::milliseconds(std::min(4000, 250 << std::min(attempt - 1, 4))));
}

struct Request {
  std::size_t index;
  int attempt = 1;
};

struct InFlight {
  Request request;
  unicql::Future<unicql::Rows> future;
};

}  // namespace

void Attempts::report(int attempt, const unicql::Error& error) {
  if (attempt == attempts_max || !can_pass(error.kind())) throw error;
  ++repetitions_;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_report_) return;
  next_report_ = now + std::chrono::seconds(1);
  std::cerr << "retry " << attempt + 1 << ": " << error.what() << std::endl;
}

void Attempts::pause(int attempt, const unicql::Error& error) {
  report(attempt, error);
  wait_after(attempt);
}

void Attempts::for_each(std::size_t count, std::size_t concurrency,
                        const std::function<unicql::Bound(std::size_t)>& request,
                        const std::function<void(std::size_t)>& done) {
  std::deque<InFlight> in_flight;
  std::deque<Request> again;
  std::exception_ptr failure;
  std::size_t next = 0;
  std::size_t succeeded = 0;
  const auto begin = [&](Request begun) {
    auto bound = request(begun.index);
    bound.options.idempotent = true;
    in_flight.push_back({begun, session_.execute_async(bound)});
  };
  const auto end_oldest = [&] {
    auto oldest = std::move(in_flight.front());
    in_flight.pop_front();
    try {
      oldest.future.get();
      done(++succeeded);
    } catch (const unicql::Error& error) {
      try {
        report(oldest.request.attempt, error);
        again.push_back({oldest.request.index, oldest.request.attempt + 1});
      } catch (...) {
        failure = std::current_exception();
      }
    }
  };
  while (succeeded < count && !failure) {
    // While the server is away nothing new is begun: all that failed waits together, and goes first.
    while (again.empty() && next < count && in_flight.size() < concurrency) begin({next++});
    if (!in_flight.empty()) {
      end_oldest();
      continue;
    }
    wait_after(std::ranges::max(again, {}, &Request::attempt).attempt - 1);
    for (const auto& repeated : std::exchange(again, {})) begin(repeated);
  }
  while (!in_flight.empty()) end_oldest();
  if (failure) std::rethrow_exception(failure);
}

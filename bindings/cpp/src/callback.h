#pragma once

namespace unicql::ffi {

/// What Rust calls when an outcome is there. It is called at most once, on the dispatcher's thread, and may
/// be destroyed on any thread.
class Callback {
 public:
  Callback() = default;
  Callback(const Callback&) = delete;
  Callback& operator=(const Callback&) = delete;
  virtual ~Callback() = default;

  /// Must not let an exception out: there is nobody above it who could catch it.
  virtual void call() noexcept = 0;
};

}  // namespace unicql::ffi

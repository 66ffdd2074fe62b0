// The parts of the legacy library that are no driver: the test binary uses them for its own work.

#include "legacy.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

namespace datastax {
namespace internal {

void* (*Memory::malloc_func_)(std::size_t size) = nullptr;
void (*Memory::free_func_)(void* memory) = nullptr;

void* Allocated::operator new(std::size_t size) {
  return std::malloc(size);
}
void Allocated::operator delete(void* memory) {
  std::free(memory);
}

std::uint64_t get_time_since_epoch_us() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

namespace core {

class ProtocolVersion {
 public:
  ProtocolVersion();

 private:
  int value_;
};

ProtocolVersion::ProtocolVersion() : value_(-1) {}

/// Each library sets up its TLS by itself; the program asks for it when the first test begins.
class OpenSslContextFactory {
 public:
  static void internal_init();
  static void internal_cleanup();
};

void OpenSslContextFactory::internal_init() {
  legacy_tests_run = true;
}
void OpenSslContextFactory::internal_cleanup() {}

class Decoder;

/// One test makes an empty result by itself and passes a row of it.
class Response : public Allocated {
 public:
  explicit Response(std::uint8_t opcode);
  virtual ~Response();
  virtual bool decode(Decoder& decoder) = 0;

 private:
  std::atomic<int> ref_count_;
  std::uint8_t opcode_;
  void* buffer_;
  std::uint64_t tracing_id_[2];
  std::vector<char, Allocator<char>> custom_payload_;
  std::vector<char, Allocator<char>> warnings_;
};

Response::Response(std::uint8_t opcode) : ref_count_(0), opcode_(opcode), buffer_(nullptr), tracing_id_() {}
Response::~Response() = default;

class ResultResponse : public Response {
 public:
  using Response::Response;
  ~ResultResponse() override;
  bool decode(Decoder& decoder) override;
};

ResultResponse::~ResultResponse() = default;
bool ResultResponse::decode(Decoder&) {
  return false;
}

/// Tests derive from these two; see objects.cpp for what becomes of their objects.
class DefaultRetryPolicy {
 public:
  virtual ~DefaultRetryPolicy();
};

DefaultRetryPolicy::~DefaultRetryPolicy() = default;

class MonotonicTimestampGenerator {
 public:
  virtual ~MonotonicTimestampGenerator();
  virtual std::int64_t next();
};

MonotonicTimestampGenerator::~MonotonicTimestampGenerator() = default;
std::int64_t MonotonicTimestampGenerator::next() {
  legacy_unavailable("datastax::internal::core::MonotonicTimestampGenerator::next()");
}

}  // namespace core
}  // namespace internal
}  // namespace datastax

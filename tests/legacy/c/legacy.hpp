#pragma once

#include <cstddef>
#include <cstdlib>
#include <string>

// What the test binary takes from inside the legacy library. Names, signatures and layouts are given by the
// binary. cassandra.h is left out: a function that it does not declare yet is taken all the same.

namespace datastax {
namespace internal {

/// The binary reads the two functions itself where it allocates for the library; null means those of the C
/// library.
class Memory {
  static void* (*malloc_func_)(std::size_t size);
  static void (*free_func_)(void* memory);
};

class Allocated {
 public:
  void* operator new(std::size_t size);
  void operator delete(void* memory);
};

template <class T>
class Allocator {
 public:
  using value_type = T;

  Allocator() = default;
  template <class U>
  Allocator(const Allocator<U>&) {}

  T* allocate(std::size_t count) { return static_cast<T*>(std::malloc(count * sizeof(T))); }
  void deallocate(T* memory, std::size_t) { std::free(memory); }

  bool operator==(const Allocator&) const { return true; }
  bool operator!=(const Allocator&) const { return false; }
};

using String = std::basic_string<char, std::char_traits<char>, Allocator<char>>;

}  // namespace internal
}  // namespace datastax

/// Ends the test that needs what is not there, and no other: the test framework catches what a test throws.
/// `symbol` is the name in the binary.
[[noreturn]] void legacy_unavailable(const char* symbol);

/// Whether the first test has begun. The program makes objects for its tests before, which nobody could catch
/// a throw of.
extern bool legacy_tests_run;

#include "legacy.hpp"

#include <cxxabi.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

bool legacy_tests_run = false;

void legacy_unavailable(const char* symbol) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(abi::__cxa_demangle(symbol, nullptr, nullptr, &status),
                                                    std::free);
  const std::string message = std::string("not in this library: ") + (name ? name.get() : symbol);
  // Where no test is left to catch it, what was thrown would be lost.
  std::fprintf(stderr, "%s\n", message.c_str());
  throw std::runtime_error(message);
}

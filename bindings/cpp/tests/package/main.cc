#include <iostream>
#include <unicql/unicql.hpp>

int main() {
  try {
    unicql::Session::connect({.contact_points = {{"no port:"}}});
  } catch (const unicql::Error& error) {
    std::cout << to_string(error.kind()) << ' ' << error.fields().name.value_or("?") << '\n';
  }
}

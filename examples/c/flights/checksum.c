#include "flights.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t fnv1a(const char* text, size_t length) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (size_t i = 0; i < length; ++i) hash = (hash ^ (unsigned char)text[i]) * 0x100000001b3u;
  return hash;
}

void add_line(Checksum* checksum, const char* format, ...) {
  va_list list, again;
  va_start(list, format);
  va_copy(again, list);
  int length = vsnprintf(NULL, 0, format, list);
  va_end(list);
  char* line = malloc((size_t)length + 1);
  vsnprintf(line, (size_t)length + 1, format, again);
  va_end(again);
  checksum->sum += fnv1a(line, (size_t)length);
  free(line);
}

uint64_t bits_of(double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof(bits));
  return bits;
}

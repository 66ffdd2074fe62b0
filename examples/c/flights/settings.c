#include "flights.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fail_early(const char* format, ...) {
  va_list list;
  va_start(list, format);
  fputs("error: ", stderr);
  vfprintf(stderr, format, list);
  fputc('\n', stderr);
  va_end(list);
  exit(EXIT_FAILURE);
}

static const char* variable(const char* name, const char* otherwise) {
  const char* value = getenv(name);
  return value && *value ? value : otherwise;
}

static long number(const char* name, const char* text, long least, long greatest) {
  char* end;
  long value = strtol(text, &end, 10);
  if (!isdigit((unsigned char)*text) || *end || value < least || value > greatest) {
    fail_early("%s: %s is not a number from %ld to %ld", name, text, least, greatest);
  }
  return value;
}

/* Splits host:port into the list of hosts and the port, which all have in common. */
static void read_contact_points(Settings* settings) {
  const char* name = "UNICQL_CONTACT_POINTS";
  char list[1024];
  if (snprintf(list, sizeof(list), "%s", variable(name, "127.0.0.1:9042")) >= (int)sizeof(list)) {
    fail_early("%s: too long", name);
  }
  settings->hosts[0] = '\0';
  settings->port = 0;
  for (char* point = strtok(list, ","); point; point = strtok(NULL, ",")) {
    char* colon = strrchr(point, ':');
    int port = colon ? (int)number(name, colon + 1, 1, 65535) : 9042;
    if (colon) *colon = '\0';
    if (!*point) fail_early("%s: a host is missing", name);
    if (settings->port && settings->port != port) fail_early("%s: all hosts need the same port", name);
    settings->port = port;
    if (settings->hosts[0]) strcat(settings->hosts, ",");
    strcat(settings->hosts, point);
  }
  if (!settings->port) fail_early("%s: names no host", name);
}

static void read_steps(Settings* settings) {
  char steps[64];
  snprintf(steps, sizeof(steps), "%s", variable("FLIGHTS_STEPS", "write,read"));
  int count = 0;
  for (char* step = strtok(steps, ","); step; step = strtok(NULL, ","), ++count) {
    if (strcmp(step, "write") == 0) {
      settings->write = true;
    } else if (strcmp(step, "read") == 0) {
      settings->read = true;
    } else if (strcmp(step, "drop") == 0) {
      settings->drop = true;
    } else {
      fail_early("FLIGHTS_STEPS: %s is not write, read or drop", step);
    }
  }
  if (count == 0) fail_early("FLIGHTS_STEPS: names no step");
  if (settings->drop && count > 1) fail_early("FLIGHTS_STEPS: drop stands alone");
}

static const char* read_keyspace(void) {
  const char* keyspace = variable("FLIGHTS_KEYSPACE", "flights");
  for (const char* c = keyspace; *c; ++c) {
    if (!isalnum((unsigned char)*c) && *c != '_')
      fail_early("FLIGHTS_KEYSPACE: %s is no plain name", keyspace);
  }
  return keyspace;
}

Settings read_settings(void) {
  Settings settings = {0};
  read_contact_points(&settings);
  read_steps(&settings);
  settings.keyspace = read_keyspace();
  settings.data = variable("FLIGHTS_DATA", NULL);
  if (!settings.data) fail_early("FLIGHTS_DATA: is not set");
  settings.writer = variable("FLIGHTS_WRITER", "c");
  settings.reads = variable("FLIGHTS_READS", settings.writer);
  settings.concurrency =
      (size_t)number("FLIGHTS_CONCURRENCY", variable("FLIGHTS_CONCURRENCY", "64"), 1, 4096);
  const char* run = variable("FLIGHTS_RUN", NULL);
  if (run) {
    if (cass_uuid_from_string(run, &settings.run) != CASS_OK) fail_early("FLIGHTS_RUN: %s is no UUID", run);
  } else {
    CassUuidGen* generator = cass_uuid_gen_new();
    cass_uuid_gen_random(generator, &settings.run);
    cass_uuid_gen_free(generator);
  }
  return settings;
}

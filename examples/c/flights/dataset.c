#include "flights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char* read_file(const char* directory, const char* name) {
  char path[4096];
  snprintf(path, sizeof(path), "%s/%s", directory, name);
  FILE* file = fopen(path, "rb");
  if (!file) fail_early("FLIGHTS_DATA: %s cannot be read", path);
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char* text = malloc((size_t)size + 1);
  if (fread(text, 1, (size_t)size, file) != (size_t)size) fail_early("FLIGHTS_DATA: %s cannot be read", path);
  text[size] = '\0';
  fclose(file);
  return text;
}

/* Cuts off the next line; NULL at the end. */
static char* next_line(char** rest) {
  if (!**rest) return NULL;
  char* line = *rest;
  size_t length = strcspn(line, "\n");
  *rest += length + (line[length] == '\n');
  line[length] = '\0';
  return line;
}

static void split(char* line, char** columns, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    columns[i] = line;
    size_t length = strcspn(line, "\t");
    if ((line[length] == '\t') != (i + 1 < count)) fail_early("FLIGHTS_DATA: a line has other columns");
    line[length] = '\0';
    line += length + 1;
  }
}

static size_t count_lines(const char* text) {
  size_t lines = 0;
  for (; *text; ++text) lines += *text == '\n';
  return lines;
}

static void read_airports(Dataset* dataset, const char* directory) {
  char* rest = read_file(directory, "airports.tsv");
  dataset->airports = calloc(count_lines(rest), sizeof(Airport));
  next_line(&rest);
  for (char* line = next_line(&rest); line; line = next_line(&rest)) {
    char* columns[10];
    split(line, columns, 10);
    dataset->airports[dataset->airport_count++] = (Airport){
        .iata = columns[0],
        .name = columns[1],
        .city = columns[2],
        .state = columns[3],
        .country = columns[4],
        .latitude = strtod(columns[5], NULL),
        .longitude = strtod(columns[6], NULL),
        .destinations = columns[7],
        .longest = columns[8],
        .months = columns[9],
    };
  }
}

static int by_iata(const void* iata, const void* airport) {
  return strcmp(iata, ((const Airport*)airport)->iata);
}

static size_t find_airport(const Dataset* dataset, const char* iata) {
  const Airport* found = bsearch(iata, dataset->airports, dataset->airport_count, sizeof(Airport), by_iata);
  if (!found) fail_early("FLIGHTS_DATA: %s is no airport", iata);
  return (size_t)(found - dataset->airports);
}

/* Finds a month, or puts it where it belongs in the order. */
static void note_month(Dataset* dataset, char* month) {
  size_t at = 0;
  while (at < dataset->month_count && strcmp(dataset->months[at], month) < 0) ++at;
  if (at < dataset->month_count && strcmp(dataset->months[at], month) == 0) return;
  dataset->months = realloc(dataset->months, (dataset->month_count + 1) * sizeof(char*));
  memmove(&dataset->months[at + 1], &dataset->months[at], (dataset->month_count - at) * sizeof(char*));
  dataset->months[at] = month;
  dataset->month_count += 1;
}

static size_t find_month(const Dataset* dataset, const char* month) {
  size_t at = 0;
  while (strcmp(dataset->months[at], month) != 0) ++at;
  return at;
}

static void read_departures(Dataset* dataset, const char* directory) {
  char* rest = read_file(directory, "flights.tsv");
  size_t lines = count_lines(rest);
  char** months = calloc(lines, sizeof(char*));
  dataset->flights = calloc(lines, sizeof(Flight));
  next_line(&rest);
  for (char* line = next_line(&rest); line; line = next_line(&rest)) {
    char* columns[7];
    split(line, columns, 7);
    months[dataset->flight_count] = columns[2];
    note_month(dataset, columns[2]);
    dataset->flights[dataset->flight_count++] = (Flight){
        .flight = (int32_t)strtol(columns[0], NULL, 10),
        .departed_at = strtoll(columns[1], NULL, 10),
        .origin = find_airport(dataset, columns[3]),
        .destination = find_airport(dataset, columns[4]),
        .distance = (int32_t)strtol(columns[5], NULL, 10),
        .delay = (int16_t)strtol(columns[6], NULL, 10),
    };
  }
  for (size_t i = 0; i < dataset->flight_count; ++i)
    dataset->flights[i].month = find_month(dataset, months[i]);
  free(months);
}

static void add(Sum* sum, Sum more) {
  sum->flights += more.flights;
  sum->delay_minutes += more.delay_minutes;
}

Dataset read_dataset(const char* directory) {
  Dataset dataset = {0};
  read_airports(&dataset, directory);
  read_departures(&dataset, directory);
  dataset.sums = calloc(dataset.month_count * dataset.airport_count, sizeof(Sum));
  for (size_t i = 0; i < dataset.flight_count; ++i) {
    const Flight* flight = &dataset.flights[i];
    add(&dataset.sums[flight->month * dataset.airport_count + flight->origin], (Sum){1, flight->delay});
  }
  return dataset;
}

Sum month_sum(const Dataset* dataset, size_t month) {
  Sum sum = {0};
  for (size_t i = 0; i < dataset->airport_count; ++i)
    add(&sum, dataset->sums[month * dataset->airport_count + i]);
  return sum;
}

size_t busiest_airport(const Dataset* dataset, size_t month) {
  const Sum* sums = &dataset->sums[month * dataset->airport_count];
  size_t busiest = 0;
  for (size_t i = 1; i < dataset->airport_count; ++i) {
    if (sums[i].flights > sums[busiest].flights) busiest = i;
  }
  return busiest;
}

Sum airport_sum(const Dataset* dataset, size_t airport) {
  Sum sum = {0};
  for (size_t month = 0; month < dataset->month_count; ++month) {
    add(&sum, dataset->sums[month * dataset->airport_count + airport]);
  }
  return sum;
}

/* What a client is told, as the words of its command line: `name=value` for each field of `plan.ts`. */
#ifndef BENCH_PLAN_H
#define BENCH_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#define PLAN_COLUMNS_MAX 64

/* The types of `workloads.ts`. */
typedef enum ColumnKind {
  COLUMN_INT,
  COLUMN_BIGINT,
  COLUMN_DOUBLE,
  COLUMN_BOOLEAN,
  COLUMN_TEXT,
  COLUMN_UUID,
  COLUMN_TIMESTAMP,
  COLUMN_BLOB,
  COLUMN_LIST,
  COLUMN_SET,
  COLUMN_MAP,
  COLUMN_ADDRESS,
} ColumnKind;

typedef struct Column {
  ColumnKind kind;
  size_t length; /* of texts and blobs; 0 for texts of their own length */
} Column;

typedef enum Action { ACTION_INSERT, ACTION_SELECT, ACTION_BATCH, ACTION_MIXED, ACTION_CONNECT } Action;

typedef struct Plan {
  const char* host;
  const char* local_datacenter;
  const char* keyspace;
  const char* select; /* NULL when nothing is read */
  const char* insert; /* NULL when nothing is written */
  int port;
  Action action;
  bool from_start; /* whether the process is measured from its start */
  bool select_prepared;
  bool paged;
  int partition;
  int page_size;
  size_t batch;
  size_t insert_percent;
  size_t concurrency;
  size_t warmup;
  size_t operations;
  size_t rate_per_second; /* 0 for as fast as possible */
  Column columns[PLAN_COLUMNS_MAX];
  size_t column_count;
} Plan;

/* Reads the command line, or ends the program with a line that says what is wrong with it. */
Plan plan_parse(int argc, char** argv);

#endif

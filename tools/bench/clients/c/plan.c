#include "plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void refuse(const char* word) {
  fprintf(stderr, "cannot read %s\n", word);
  exit(EXIT_FAILURE);
}

static ColumnKind kind_of(const char* name, size_t length) {
  static const char* const names[] = {
      "int",       "bigint", "double",    "boolean",   "text",          "uuid",
      "timestamp", "blob",   "list<int>", "set<text>", "map<text,int>", "address",
  };
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
    if (strlen(names[i]) == length && strncmp(names[i], name, length) == 0) return (ColumnKind)i;
  }
  refuse(name);
  return COLUMN_INT;
}

/* `int;text:200;…` */
static void parse_types(Plan* plan, const char* text) {
  while (*text != '\0') {
    if (plan->column_count == PLAN_COLUMNS_MAX) refuse(text);
    size_t length = strcspn(text, ";");
    size_t name = strcspn(text, ":;");
    Column* column = &plan->columns[plan->column_count++];
    column->kind = kind_of(text, name);
    column->length = name < length ? strtoul(text + name + 1, NULL, 10) : 0;
    text += length;
    if (*text == ';') text++;
  }
}

static Action action_of(const char* name) {
  static const char* const names[] = {"insert", "select", "batch", "mixed", "connect"};
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
    if (strcmp(names[i], name) == 0) return (Action)i;
  }
  refuse(name);
  return ACTION_INSERT;
}

Plan plan_parse(int argc, char** argv) {
  Plan plan = {0};
  const struct {
    const char* name;
    const char** text;
    int* number;
    size_t* size;
    bool* flag;
  } fields[] = {
      {"host", &plan.host, NULL, NULL, NULL},
      {"port", NULL, &plan.port, NULL, NULL},
      {"localDatacenter", &plan.local_datacenter, NULL, NULL, NULL},
      {"keyspace", &plan.keyspace, NULL, NULL, NULL},
      {"select", &plan.select, NULL, NULL, NULL},
      {"insert", &plan.insert, NULL, NULL, NULL},
      {"fromStart", NULL, NULL, NULL, &plan.from_start},
      {"selectPrepared", NULL, NULL, NULL, &plan.select_prepared},
      {"paged", NULL, NULL, NULL, &plan.paged},
      {"partition", NULL, &plan.partition, NULL, NULL},
      {"pageSize", NULL, &plan.page_size, NULL, NULL},
      {"batch", NULL, NULL, &plan.batch, NULL},
      {"insertPercent", NULL, NULL, &plan.insert_percent, NULL},
      {"concurrency", NULL, NULL, &plan.concurrency, NULL},
      {"warmup", NULL, NULL, &plan.warmup, NULL},
      {"operations", NULL, NULL, &plan.operations, NULL},
      {"ratePerSecond", NULL, NULL, &plan.rate_per_second, NULL},
  };
  for (int i = 1; i < argc; i++) {
    const char* value = strchr(argv[i], '=');
    if (value == NULL) refuse(argv[i]);
    size_t length = (size_t)(value++ - argv[i]);
    bool known = false;
    for (size_t k = 0; k < sizeof(fields) / sizeof(fields[0]); k++) {
      if (strlen(fields[k].name) != length || strncmp(fields[k].name, argv[i], length) != 0) continue;
      known = true;
      if (fields[k].text != NULL) *fields[k].text = value;
      if (fields[k].number != NULL) *fields[k].number = atoi(value);
      if (fields[k].size != NULL) *fields[k].size = strtoul(value, NULL, 10);
      if (fields[k].flag != NULL) *fields[k].flag = strcmp(value, "true") == 0;
    }
    if (known) continue;
    if (length == 6 && strncmp(argv[i], "action", length) == 0)
      plan.action = action_of(value);
    else if (length == 5 && strncmp(argv[i], "types", length) == 0)
      parse_types(&plan, value);
    else
      refuse(argv[i]);
  }
  return plan;
}

/* A session and the statements that operations execute on it. Whatever fails ends the program with a line. */
#ifndef BENCH_CLIENT_H
#define BENCH_CLIENT_H

#include <cassandra.h>
#include <stddef.h>
#include <stdint.h>

#include "plan.h"

typedef struct Client {
  const Plan* plan;
  const CassCluster* cluster;
  CassSession* session;
  const CassPrepared* select; /* NULL when what is read is not prepared */
  const CassPrepared* insert; /* NULL when nothing is written */
  uint32_t digest;            /* sum of what was read */
} Client;

/* What sessions are made of; the caller frees it. */
CassCluster* client_cluster(const Plan* plan);

/* Connects, and prepares what the plan says. */
Client client_open(const Plan* plan, const CassCluster* cluster);

/* Begins operation `n`. */
CassFuture* client_begin(const Client* client, size_t n);

/* Waits for an operation, reads what it brought and frees it. */
void client_finish(Client* client, CassFuture* future);

/* Reads all pages of the partition, one after another. */
void client_read_pages(Client* client);

void client_close(Client* client);

#endif

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeTools } from '../legacy/install.js';
import { run } from '../shell.js';
import { keyspace, type Target } from './plan.js';
import { cqlType } from './values.js';
import type { Table } from './workloads.js';

const program = fileURLToPath(new URL('clients/node/seed.mjs', import.meta.url));

/**
 * Makes a table and fills the partitions that are read. The legacy Node driver writes them, so a driver that reads wrong
 * what it wrote wrong is found out.
 */
export async function seed(table: Table, target: Target, signal: AbortSignal): Promise<void> {
  const driver = join(await nodeTools(), 'node_modules', 'cassandra-driver');
  const columns = table.columns.map((type, i) => `c${i} ${cqlType(type)}`);
  const replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
  const schema = [
    `CREATE KEYSPACE IF NOT EXISTS ${keyspace} WITH replication = ${replication}`,
    `CREATE TYPE IF NOT EXISTS ${keyspace}.address (street text, number int)`,
    `CREATE TABLE IF NOT EXISTS ${keyspace}.${table.name} (pk int, ck int, ${columns.join(', ')}, PRIMARY KEY (pk, ck))`,
  ];
  const args = [program, driver, JSON.stringify({ target, keyspace, table, schema })];
  await run(process.execPath, args, { signal });
}

import { expect, it } from 'vitest';
import { resultTable } from './result-table.js';

const write = { writer: 'c', rows: 20_447, checksum: 'e754477be42a2698', operations: 20_257, seconds: 2 };
const read = { writer: 'python', rows: 20_447, pages: 363, checksum: 'e754477be42a2698', seconds: 1 };
const aggregates = { flights: 1, delayed: 0, delay_minutes: 0, distance: 0, california: 0, busiest: [] };

it('prints one aligned line per language, with both checksums where they differ', () => {
  const table = resultTable([
    {
      ...{ language: 'c', api: 'cassandra.h', write: { ...write, ops_per_second: 10_128 } },
      read: { ...read, rows_per_second: 20_447, aggregates },
    },
    {
      ...{ language: 'cpp', api: 'unicql.hpp', write: { ...write, ops_per_second: 900 } },
      read: { ...read, rows: 5, checksum: '0000000000000000', rows_per_second: 5, aggregates },
    },
    { language: 'node', api: 'cassandra-driver', write: undefined, read: undefined },
  ]);
  expect(table).toMatchInlineSnapshot(`
    "language  API               rows written  rows read  from    checksum                              ops/s  rows read/s
    ────────  ────────────────  ────────────  ─────────  ──────  ───────────────────────────────────  ──────  ───────────
    c         cassandra.h             20,447     20,447  python  e754477be42a2698                     10,128       20,447
    cpp       unicql.hpp              20,447          5  python  e754477be42a2698 / 0000000000000000     900            5
    node      cassandra-driver             -          -  -                                                 -            -"
  `);
});

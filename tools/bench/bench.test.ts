import { describe, expect, test } from 'vitest';
import { spread } from './bench.js';
import { columnReaders } from './clients/node/columns.mjs';
import { valueOf } from './clients/node/values.mjs';
import { regressions } from './instructions.js';
import { planOf, wordsOf } from './plan.js';
import { ratios, tableHead, tableRow } from './table.js';
import { digestOfPartition } from './values.js';
import { check, expectedDigest } from './verdict.js';
import { tablesOf, type Workload, workloads } from './workloads.js';

/** As much of the classes of a driver as the rules for values use. */
const types = {
  Long: {
    fromNumber: (a: number) => ({
      multiply: (b: number) => ({ low: Number(BigInt.asIntN(32, BigInt(a) * BigInt(b))) }),
    }),
  },
  Uuid: {
    fromString: (text: string) => ({ getBuffer: () => Buffer.from(text.replaceAll('-', ''), 'hex') }),
  },
  Vector: function (values: number[]) {
    return values;
  },
};
const target = { host: '127.0.0.1', port: 9042, localDatacenter: 'dc1' };
const named = (name: string): Workload => workloads.find((workload) => workload.name === name)!;
const figure = (median: number) => ({ min: median, median, max: median });

describe('what is read', () => {
  const tables = tablesOf(workloads).filter(({ name }) => name !== 'million');

  test.each(tables)('adds up in a client as it should: $name', (table) => {
    const columns = ['int', 'int', ...table.columns];
    const names = columns.map((_, i) => `c${i}`);
    const readers = columnReaders(names, columns);
    const rows = Math.min(20, ...table.partitions);
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const values = [-rows, i, ...table.columns.map((type) => valueOf(type, i, types))];
      const row = Object.fromEntries(names.map((name, column) => [name, values[column]]));
      for (const read of readers) sum += read(row);
    }
    expect(((sum % 2 ** 32) + 2 ** 32) % 2 ** 32).toBe(digestOfPartition(table, rows));
  });

  test('is read once by each operation that reads', () => {
    const mixed = planOf(named('mixed'), 'node', 32, 0.001, target);
    expect(mixed.operations).toBe(30);
    const once = digestOfPartition(named('mixed').table, 10);
    expect(expectedDigest(named('mixed'), mixed)).toBe((once * 20) % 2 ** 32);
  });
});

describe('a client that is not measured', () => {
  const workload = named('select-10');
  const plan = planOf(workload, 'node', 32, 0.001, target);
  const measured = { operations: 30, elapsed_us: 1, cpu_us: 1, rss_kib: 1, p50_us: 1, p99_us: 1 };
  const asked = { executes: 30, queries: 0, batches: 0, forwarded: 0, connections: 0, valuesHash: '' };
  const digest = expectedDigest(workload, plan);

  test('reads something else', () => {
    const run = { measured: { ...measured, digest: digest + 1 }, asked };
    expect(() => check('node ours', workload, plan, run)).toThrow(
      /node ours, select-10: what it read adds up/,
    );
  });

  test('asks for less than it says', () => {
    const run = { measured: { ...measured, digest }, asked: { ...asked, executes: 29 } };
    expect(() => check('node ours', workload, plan, run)).toThrow(
      /30 operations, and the server was asked 29 times/,
    );
  });

  test('does less than it was told', () => {
    const run = { measured: { ...measured, operations: 29, digest }, asked };
    expect(() => check('node ours', workload, plan, run)).toThrow(/29 of 30 operations/);
  });

  test('is none that does it all', () => {
    check('node ours', workload, plan, { measured: { ...measured, digest }, asked });
  });
});

describe('the table', () => {
  const line = (subject: string, cpu: number) => ({
    ...{ language: 'node' as const, workload: 'insert', concurrency: 32, subject },
    figures: { cpu_us_per_op: { min: cpu - 1, median: cpu, max: cpu + 1 }, ops_per_second: figure(1000) },
  });

  test('shows the spread of what a request costs', () => {
    const row = tableRow(line('ours', 5));
    expect(row).toContain('5.0 (4.0–6.0)');
    expect(row.indexOf('ours')).toBe(tableHead().indexOf('driver'));
  });

  test('compares ours with the other at the same workload', () => {
    expect(ratios([line('ours', 5), line('legacy', 10)])).toEqual([
      expect.stringMatching(/\/ legacy +0\.50 +1\.00/),
    ]);
    expect(ratios([line('ours', 5)])).toEqual([]);
  });
});

test('the middle of an even number of values is between the two in the middle', () => {
  expect(spread([4, 1, 3, 2])).toEqual({ min: 1, median: 2.5, max: 4 });
});

test('a plan can be said in words', () => {
  const words = wordsOf(planOf(named('batch-20'), 'c', 1, 1, target));
  expect(words).toContain('types=int;int;text;double;bigint;boolean');
  expect(words).toContain('batch=20');
  expect(words.some((word) => word.startsWith('select='))).toBe(false);
});

test('a path may cost three parts in a hundred more than is recorded', () => {
  expect(regressions({ 'rust insert': 1030 }, { 'rust insert': 1000 })).toEqual([]);
  expect(regressions({ 'rust insert': 1031, new: 5 }, { 'rust insert': 1000 })).toEqual([
    'rust insert: 1031 instructions instead of 1000, 3.1 % more',
    'new: 5 instructions, and nothing is recorded',
  ]);
});

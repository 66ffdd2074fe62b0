import { describe, expect, test } from 'vitest';
import { compare, concurrencies, type Line, spread } from './bench.js';
import { columnReaders } from './clients/node/columns.mjs';
import { valueOf } from './clients/node/values.mjs';
import { regressions } from './instructions.js';
import { measure } from './measure.js';
import { planOf, wordsOf } from './plan.js';
import { ratios, tableHead, tableRow } from './table.js';
import { digestOfPartition } from './values.js';
import { check, expectedDigest } from './verdict.js';
import { languages, tablesOf, type Workload, workloads } from './workloads.js';

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
const nothingAsked = {
  ...{ executes: 0, queries: 0, batches: 0, prepares: 0, system: 0 },
  ...{ forwarded: 0, connections: 0 },
};
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
  const asked = { ...nothingAsked, executes: 30 };
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

  test('opens fewer sessions than it says', () => {
    const storm = named('connection-storm');
    const told = planOf(storm, 'node', 32, 0.001, target);
    const said = { ...measured, operations: 32, digest: expectedDigest(storm, told) };
    const run = (connections: number) => ({
      measured: said,
      asked: { ...nothingAsked, queries: 32, connections },
    });
    expect(() => check('node ours', storm, told, run(31))).toThrow(
      /opened 32 sessions, and the server saw 31 connections/,
    );
    check('node ours', storm, told, run(64));
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

  test('says why a driver does not do a workload, and compares nothing with it', () => {
    const unable = { ...line('another 1.0', 1), figures: {}, cannot: 'it has no batches' };
    expect(tableRow(unable)).toMatch(/insert +32 +another 1\.0 +it has no batches$/);
    expect(ratios([line('ours', 5), unable])).toEqual([]);
  });
});

describe('what is measured at how many a time', () => {
  test('is each number once, and none that makes no sense', () => {
    expect(concurrencies(named('insert'), [1, 32])).toEqual([1, 32]);
    expect(concurrencies(named('start-up'), [32, 256])).toEqual([1]);
  });

  test('is as many sessions at least as are opened at a time', () => {
    expect(planOf(named('connection-storm'), 'python', 256, 0.01, target).operations).toBe(256);
    expect(planOf(named('connection-storm'), 'node', 32, 1, target).operations).toBe(400);
  });

  test('is the same number of starts in every language', () => {
    const plans = languages.map((language) => planOf(named('start-up'), language, 1, 2, target));
    expect(plans.map(({ operations, fromStart, action }) => [operations, fromStart, action])).toEqual(
      languages.map(() => [20, true, 'select']),
    );
  });
});

describe('a client', () => {
  const server = { kind: 'replay' as const, target, origin: target, down: async () => {} };
  const program = (text: string) => ({
    name: 'a driver',
    command: () => ({ file: process.execPath, args: ['-e', text], env: {} }),
  });
  const start = planOf(named('start-up'), 'node', 1, 0.2, target);
  const printed = {
    operations: 1,
    elapsed_us: 0,
    cpu_us: 5,
    rss_kib: 7,
    p50_us: 0,
    p99_us: 0,
    digest: 2 ** 31,
  };
  const { signal } = new AbortController();

  test('is started once for each time that its start is measured, and once before', async () => {
    const asked = async () => ({ ...nothingAsked, executes: 1 });
    const run = await measure(
      program(`console.log(${JSON.stringify(JSON.stringify(printed))})`),
      start,
      { ...server, asked },
      signal,
    );
    expect(run.measured).toMatchObject({ operations: 2, cpu_us: 10, rss_kib: 7, digest: 0 });
    expect(run.measured.elapsed_us).toBeGreaterThanOrEqual(run.measured.p99_us);
    expect(run.asked).toEqual({ ...nothingAsked, executes: 1 });
  });

  test('that asks nothing and says nothing is ended', async () => {
    const asked = async () => ({ ...nothingAsked, forwarded: 1, system: 1 });
    const stuck = measure(program('setInterval(() => {}, 1000)'), start, { ...server, asked }, signal, 50);
    await expect(stuck).rejects.toThrow('the client of a driver got stuck and was ended');
  });

  test('that is not there is told by its name', async () => {
    const absent = { name: 'no driver', command: () => ({ file: '/no/such/client', args: [], env: {} }) };
    const asked = async () => nothingAsked;
    await expect(measure(absent, start, { ...server, asked }, signal)).rejects.toMatchObject({
      message: 'the client of no driver ended early',
      details: expect.stringContaining('ENOENT') as string,
    });
  });

  test('that fails costs the others nothing', async () => {
    const said = { ...printed, digest: digestOfPartition(named('start-up').table, 1) };
    const good = program(`console.log(${JSON.stringify(JSON.stringify(said))})`);
    const bad = { ...program('throw new Error("it broke")'), name: 'another driver' };
    const asked = async () => ({ ...nothingAsked, executes: 2, connections: 2 });
    const told: Line[] = [];
    const options = { scale: 0.1, repetitions: 2, signal, tell: (line: Line) => told.push(line) };
    const lines = await compare('node', [bad, good], named('start-up'), 1, { ...server, asked }, options);
    expect(lines).toEqual(told);
    expect(lines[0]).toMatchObject({ subject: 'another driver', figures: {} });
    expect(lines[0]?.cannot).toBe('the client of another driver ended early');
    expect(lines[0]?.failure).toContain('it broke');
    expect(lines[1]?.figures.cpu_us_per_op).toEqual({ min: 5, median: 5, max: 5 });
  });

  test('that is interrupted is ended, and nothing of a driver is said to be wrong', async () => {
    const interrupt = new AbortController();
    const asked = async () => nothingAsked;
    const options = { scale: 0.1, repetitions: 1, signal: interrupt.signal, tell: () => {} };
    const waiting = program('process.on("SIGTERM", () => process.exit(1)); setInterval(() => {}, 1000)');
    const lines = compare('node', [waiting], named('start-up'), 1, { ...server, asked }, options);
    setImmediate(() => interrupt.abort());
    await expect(lines).rejects.toMatchObject({ kind: 'interrupted' });
  });

  test('that asks goes on as long as it does', async () => {
    let looks = 0;
    const asked = async () => ({ ...nothingAsked, queries: ++looks < 40 ? 1 : 0 });
    const slow = measure(program('setInterval(() => {}, 1000)'), start, { ...server, asked }, signal, 50);
    await expect(slow).rejects.toThrow('got stuck');
    expect(looks).toBeGreaterThan(40);
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

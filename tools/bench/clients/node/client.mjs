/**
 * The Node client of the bench: `client.mjs DRIVER PLAN`. DRIVER is the path of a package or module with the interface of npm
 * cassandra-driver, PLAN the JSON of `plan.ts`. It prints a line when it is warm, waits for a line, does what is measured
 * and prints that; what is measured from the start needs no line.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { columnReaders, columnWriters } from './columns.mjs';

const [driverPath, planText] = process.argv.slice(2);
const plan = JSON.parse(planText);
const { Client, types, digests } = driverPath.endsWith('.mjs')
  ? await import(driverPath)
  : createRequire(import.meta.url)(driverPath);

// A connection carries 2048 requests by default, and 32768 at most by protocol version 4.
const requestsPerConnection = 16384;
const pooling =
  plan.concurrency > 2048
    ? {
        maxRequestsPerConnection: requestsPerConnection,
        coreConnectionsPerHost: {
          [types.distance.local]: Math.ceil(plan.concurrency / requestsPerConnection),
        },
      }
    : {};

const newClient = () =>
  new Client({
    contactPoints: [`${plan.host}:${plan.port}`],
    localDataCenter: plan.localDatacenter,
    keyspace: plan.keyspace,
    queryOptions: { fetchSize: plan.pageSize, prepare: true },
    // Hundreds of sessions that are opened together take longer than the default of each.
    socketOptions: { connectTimeout: 60_000 },
    pooling,
  });
/** Of all operations, unless each has one of its own. */
const client = plan.action === 'connect' ? undefined : newClient();

const names = ['pk', 'ck', ...plan.types.slice(2).map((_, i) => `c${i}`)];
const readers = columnReaders(names, plan.types, digests);
const writers = columnWriters(plan.types, types);
let digest = 0;

function readRow(row) {
  let sum = 0;
  for (let i = 0; i < readers.length; i++) sum += readers[i](row);
  digest = (digest + sum) % 2 ** 32;
}

const readOptions = { prepare: plan.selectPrepared };
const readParameters = plan.selectPrepared ? [plan.partition] : undefined;

async function selectFrom(client) {
  const result = await client.execute(plan.select, readParameters, readOptions);
  const { rows } = result;
  for (let i = 0; i < rows.length; i++) readRow(rows[i]);
}

const select = () => selectFrom(client);

async function connect() {
  const own = newClient();
  await own.connect();
  await selectFrom(own);
  await own.shutdown();
}

function selectPages() {
  return new Promise((resolve, reject) => {
    const options = { prepare: true, autoPage: true };
    const onRow = (_n, row) => readRow(row);
    client.eachRow(plan.select, readParameters, options, onRow, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

const rowOf = (n) => writers.map((write, column) => (column === 0 ? n >> 10 : write(n & 1023)));
const insert = (n) => client.execute(plan.insert, rowOf(n), { prepare: true });

function batch(n) {
  const first = n * plan.batch;
  const queries = Array.from({ length: plan.batch }, (_, i) => ({
    query: plan.insert,
    params: rowOf(first + i),
  }));
  return client.batch(queries, { prepare: true, logged: false });
}

const actions = {
  insert,
  batch,
  connect,
  select: plan.paged ? selectPages : select,
  mixed: (n) => (n % 100 < plan.insertPercent ? insert(n) : select()),
};
const act = actions[plan.action];

/** Keeps `concurrency` operations under way until all are done. */
async function closedLoop(operations, latencies) {
  let next = 0;
  async function worker() {
    while (next < operations) {
      const n = next++;
      const begun = process.hrtime.bigint();
      await act(n);
      latencies[n] = Number(process.hrtime.bigint() - begun) / 1000;
    }
  }
  await Promise.all(Array.from({ length: Math.min(plan.concurrency, operations) }, worker));
}

/** Begins operations at their times, so that a slow answer delays no other; the wait of each is counted from its time. */
function openLoop(operations, latencies) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let begun = 0;
    let ended = 0;
    const due = (n) => start + (n * 1000) / plan.ratePerSecond;
    const timer = setInterval(() => {
      while (begun < operations && due(begun) <= performance.now()) {
        const n = begun++;
        act(n).then(() => {
          latencies[n] = (performance.now() - due(n)) * 1000;
          if (++ended === operations) resolve();
        }, reject);
      }
      if (begun === operations) clearInterval(timer);
    }, 1);
  });
}

const run = plan.ratePerSecond > 0 ? openLoop : closedLoop;

/** What the main thread has spent, which is the one that has the number of the process. */
const mainThreadNs = () =>
  Number(readFileSync('/proc/self/task/' + process.pid + '/schedstat', 'utf8').split(' ')[0]);

const percentile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))];

async function warmUp() {
  await run(plan.warmup, new Float64Array(plan.warmup));
  digest = 0;
  process.stdout.write('{"warm":true}\n');
  await new Promise((resolve) => process.stdin.once('data', resolve));
}

const sinceStart = { cpu: undefined, main: 0, begun: 0 };
const sinceNow = () => ({ cpu: process.cpuUsage(), main: mainThreadNs(), begun: performance.now() });

async function main() {
  await client?.connect();
  if (!plan.fromStart) await warmUp();
  const latencies = new Float64Array(plan.operations);
  const { cpu, main, begun } = plan.fromStart ? sinceStart : sinceNow();
  await run(plan.operations, latencies);
  const elapsed_us = (performance.now() - begun) * 1000;
  const main_thread_us = (mainThreadNs() - main) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort();
  const measured = {
    operations: plan.operations,
    elapsed_us,
    cpu_us: user + system,
    main_thread_us,
    rss_kib: process.memoryUsage().rss / 1024,
    p50_us: percentile(latencies, 0.5),
    p99_us: percentile(latencies, 0.99),
    digest: ((digest % 2 ** 32) + 2 ** 32) % 2 ** 32,
  };
  process.stdout.write(JSON.stringify(measured) + '\n');
  await client?.shutdown();
  process.stdin.destroy();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { upCluster, type Cluster } from '@unicql/tools/cluster';
import { Failure } from '@unicql/tools/failure';
import { Adapter } from './adapter.js';
import { Ingest } from './ingest.js';
import { selectedLanguages } from './language.js';

// A node that was killed takes its time to come back, and the reconnection schedules of the legacy drivers grow to minutes.
const timeout = 300_000;
const patienceMs = 150_000;

/** What a program may be told about a server that was killed under it. */
const explainable = new Set([
  'ConnectionClosed',
  'ConnectionFailed',
  'NoHostAvailable',
  'TimedOut',
  'WriteTimeout',
  'Unavailable',
  'Overloaded',
  'IsBootstrapping',
]);

// The cluster must be ours to kill, even when the other tests run against one that is not.
delete process.env.UNICQL_CONTACT_POINTS;

const adapters = selectedLanguages().map((language) => new Adapter(language));
const ingests = new Map(adapters.map((adapter) => [adapter.language.name, new Ingest(adapter)]));
const runs = new Map<string, Promise<unknown>>();
let cluster: Cluster;

beforeAll(async () => {
  cluster = await upCluster({ name: 'conformance-fault', nodes: 1 });
  const options = {
    contact_points: cluster.contactPoints,
    port: cluster.port,
    local_datacenter: 'dc1',
    connect_timeout_ms: 5_000,
    request_timeout_ms: 5_000,
  };
  for (const [name, ingest] of ingests) {
    const run = ingest.connect(options).then(() => ingest.run());
    // A failure is reported by the test of the language; the others go on.
    runs.set(
      name,
      run.catch((error: unknown) => error),
    );
  }
  await each((ingest) => ingest.windows.length >= 2);
  const [node] = cluster.nodes;
  await node?.kill();
  await each((ingest) => ingest.failing);
  await node?.start().catch(explain);
  await each((ingest) => !ingest.failing);
  for (const ingest of ingests.values()) ingest.end();
}, timeout);

afterAll(async () => {
  await Promise.all(adapters.map((adapter) => adapter.quit()));
  await cluster?.down();
}, timeout);

for (const [name, ingest] of ingests) {
  test(
    `${name} survives a server that is killed in the middle of an ingest and started again`,
    { timeout },
    async () => {
      expect(await runs.get(name)).toBeUndefined();
      const kinds = Object.keys(ingest.errors);
      expect(kinds.length, 'the server was killed, so something must have failed').toBeGreaterThan(0);
      expect(kinds.filter((kind) => !explainable.has(kind))).toEqual([]);
      expect(ingest.windows.at(-1), 'the last window, after the server was back').toMatchObject({
        errors: {},
      });
      // What a killed server had acknowledged but not synced is the server's to lose; what came after is not.
      const stored = await ingest.stored();
      expect(ingest.windows.at(-1)?.inserted.filter((value) => !stored.has(value))).toEqual([]);
    },
  );
}

/** The reason why a node does not start is in its log, which the message alone does not show. */
function explain(error: unknown): never {
  throw error instanceof Failure ? new Error(error.describe()) : error;
}

/** Waits until a condition holds for every language that has not failed. */
async function each(holds: (ingest: Ingest) => boolean): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (const [name, ingest] of ingests) {
    while (!holds(ingest) && performance.now() < deadline && !(await ended(name))) await sleep(50);
  }
}

function ended(name: string): Promise<boolean> {
  return Promise.race([runs.get(name)?.then(() => true) ?? true, sleep(0, false)]);
}

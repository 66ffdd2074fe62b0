import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Sends mixed requests and prints what it saw as JSON. It is started with `--expose-gc` and one argument, the order:
 * `{ driver, contactPoint, localDataCenter, keyspace, requests, concurrency }`. It never calls `process.exit()`: that
 * it ends is a part of what it shows.
 */
const order = JSON.parse(process.argv[2]);
const { Client, concurrent, mapping, types } = createRequire(import.meta.url)(order.driver);
const { q } = mapping;

/** Rows are written again and again, so that the tables stay small. */
const IDS = 500;
const SAMPLES = 50;
/** How often is looked whether what was closed is gone: the system takes a moment to do so. */
const GONE_TRIES = 50;

const options = {
  contactPoints: [order.contactPoint],
  localDataCenter: order.localDataCenter,
  socketOptions: { readTimeout: 60_000 },
};
const prepare = { prepare: true };
const insert = 'INSERT INTO readings (id, at, name, tags, spread, raw, ref) VALUES (?, ?, ?, ?, ?, ?, ?)';
const select = 'SELECT * FROM readings WHERE id = ?';
const count = 'UPDATE counts SET hits = hits + ? WHERE id = ?';

const reading = (id) => [
  id,
  new Date(id * 1000),
  `reading ${id}`,
  ['a', 'b', `c${id % 7}`],
  { low: id - 1, high: id + 1 },
  Buffer.alloc(64 + (id % 64), id % 256),
  types.Uuid.random(),
];

const stream = (client, text, params, more) =>
  new Promise((resolve, reject) => {
    client
      .stream(text, params, { ...prepare, fetchSize: 20, ...more })
      .on('data', () => undefined)
      .on('error', reject)
      .on('end', resolve);
  });

const eachRow = (client, text, params) =>
  new Promise((resolve, reject) => {
    const done = (err, result) => (err ? reject(err) : resolve(result));
    client.eachRow(text, params, { ...prepare, fetchSize: 20, autoPage: true }, () => undefined, done);
  });

const mustFail = (promise) =>
  promise.then(
    () => {
      throw new Error('a wrong statement was executed');
    },
    () => undefined,
  );

/** Reads what a query of the Mapper found to its end. */
const drain = async (found) => [...(await found)].length;

/** One of each kind of request, in turn. */
const kinds = [
  ['insert', (client, id) => client.execute(insert, reading(id), prepare)],
  ['select', (client, id) => client.execute(select, [id], prepare)],
  ['text', (client, id) => client.execute(`SELECT name FROM readings WHERE id = ${id}`)],
  ['text with values', (client, id) => client.execute(select, [id], { hints: ['int'] })],
  ['named', (client, id) => client.execute('SELECT at FROM readings WHERE id = :id', { id }, prepare)],
  ['counter', (client, id) => client.execute(count, [1, id], prepare)],
  [
    'batch',
    (client, id) =>
      client.batch(
        [0, 1, 2].map((more) => ({ query: insert, params: reading((id + more) % IDS) })),
        prepare,
      ),
  ],
  ['stream', (client, id) => stream(client, 'SELECT * FROM series WHERE id = ?', [id % 3])],
  ['eachRow', (client, id) => eachRow(client, 'SELECT * FROM series WHERE id = ?', [id % 3])],
  [
    'condition',
    (client, id) =>
      // Each on a row of its own: those that compete for one make each other time out on the server.
      client.execute('UPDATE series SET v = ? WHERE id = ? AND n = 1 IF v = ?', [id, 1000 + id, -1], prepare),
  ],
  ['wrong text', (client) => mustFail(client.execute('SELECT FROM'))],
  ['wrong value', (client) => mustFail(client.execute(select, ['no number'], prepare))],
  ['unknown table', (client) => mustFail(client.execute('SELECT * FROM nowhere', [], prepare))],
  [
    'concurrent',
    (client, id) =>
      concurrent.executeConcurrent(client, select, [[id], [(id + 1) % IDS]], { concurrencyLevel: 2 }),
  ],
  [
    'callback',
    (client, id) =>
      new Promise((resolve, reject) => {
        client.execute(select, [id], prepare, (err, result) => (err ? reject(err) : resolve(result)));
      }),
  ],
  ['mapper insert', (_client, id, { readings }) => readings.insert({ id, name: `mapped ${id}` })],
  ['mapper get', (_client, id, { readings }) => readings.get({ id })],
  ['mapper find', (_client, id, { series }) => drain(series.find({ id: id % 3, n: q.gte(40) }))],
  [
    'mapper pages',
    async (_client, id, { series }) => {
      const first = await series.find({ id: id % 3 }, undefined, { fetchSize: 25 });
      return drain(series.find({ id: id % 3 }, undefined, { fetchSize: 25, pageState: first.pageState }));
    },
  ],
  ['mapper findAll', (_client, _id, { series }) => drain(series.findAll({ limit: 30 }))],
  [
    'mapper update',
    (_client, id, { readings }) =>
      readings.update({ id, tags: q.append([`t${id % 5}`]) }, { ttl: 86_400, fields: ['id', 'tags'] }),
  ],
  ['mapper counter', (_client, id, { counts }) => counts.update({ id, hits: q.incr(2) })],
  ['mapper remove', (_client, id, { readings }) => readings.remove({ id })],
  [
    'mapper condition',
    (_client, id, { readings }) =>
      readings.update({ id, name: 'never' }, { when: { name: 'nobody has this name' } }),
  ],
  ['mapper own query', (_client, id, { newest }) => drain(newest({ id: id % 3 }))],
  [
    'mapper batch',
    (_client, id, { mapper, readings }) =>
      mapper.batch([
        readings.batching.insert({ id, name: `batched ${id}`, raw: Buffer.alloc(32) }),
        readings.batching.update({ id: (id + 1) % IDS, name: 'batched' }),
        readings.batching.remove({ id: (id + 2) % IDS }),
      ]),
  ],
  ['mapper without key', (_client, _id, { readings }) => mustFail(readings.get({ name: 'no key' }))],
];

/** The models that the requests use; a program has them once. */
function modelsOf(client) {
  const mapper = new mapping.Mapper(client, {
    models: {
      Reading: { tables: ['readings'] },
      Series: { tables: ['series'] },
      Count: { tables: ['counts'] },
    },
  });
  const series = mapper.forModel('Series');
  const text = 'SELECT n, v FROM series WHERE id = ? ORDER BY n DESC LIMIT 3';
  const newest = series.mapWithQuery(text, ({ id }) => [id]);
  return { mapper, series, newest, readings: mapper.forModel('Reading'), counts: mapper.forModel('Count') };
}

async function createTables(client) {
  const replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
  await client.execute(`CREATE KEYSPACE IF NOT EXISTS ${order.keyspace} WITH replication = ${replication}`);
  await client.execute(`USE ${order.keyspace}`);
  for (const table of [
    `readings (id int PRIMARY KEY, at timestamp, name text, tags set<text>, spread map<text, int>, raw blob, ref uuid)`,
    'series (id int, n int, v int, PRIMARY KEY (id, n))',
    'counts (id int PRIMARY KEY, hits counter)',
  ]) {
    await client.execute(`CREATE TABLE IF NOT EXISTS ${table}`);
  }
  const rows = [0, 1, 2].flatMap((id) => Array.from({ length: 60 }, (_, n) => [id, n, n]));
  await concurrent.executeConcurrent(client, 'INSERT INTO series (id, n, v) VALUES (?, ?, ?)', rows);
}

const kibOf = (bytes) => Math.round(bytes / 1024);

/** What a driver can leave behind; timers and sockets of its own keep a process alive. */
const descriptors = () => readdirSync('/proc/self/fd').length;
const resources = () => process.getActiveResourcesInfo().toSorted();

async function load(client) {
  const models = modelsOf(client);
  const report = { requests: 0, kinds: {}, errors: {}, memory: [], heap: [] };
  const every = Math.ceil(order.requests / SAMPLES);
  const work = async () => {
    while (report.requests < order.requests) {
      const turn = report.requests++;
      const [kind, send] = kinds[turn % kinds.length];
      report.kinds[kind] = (report.kinds[kind] ?? 0) + 1;
      try {
        await send(client, turn % IDS, models);
      } catch (error) {
        const said = `${kind}: ${error.name}: ${error.message}`.slice(0, 200);
        report.errors[said] = (report.errors[said] ?? 0) + 1;
      }
      if (turn % every === 0) sample(report);
    }
  };
  await Promise.all(Array.from({ length: order.concurrency }, work));
  return report;
}

function sample(report) {
  globalThis.gc();
  const { rss, heapUsed } = process.memoryUsage();
  report.memory.push(kibOf(rss));
  report.heap.push(kibOf(heapUsed));
}

/** Waits until no more is left than there was, or nothing more goes. */
async function leftOver(before) {
  let left;
  for (let tries = 0; tries < GONE_TRIES; tries++) {
    left = { descriptors: descriptors(), resources: resources() };
    if (left.descriptors <= before.descriptors && left.resources.length <= before.resources.length) break;
    await sleep(100);
  }
  return left;
}

// What the first client of a process opens for all of them, such as threads, is there before it is counted.
const first = new Client(options);
await first.connect();
await createTables(first);
await first.shutdown();
await sleep(200);
const before = { descriptors: descriptors(), resources: resources() };

const client = new Client({ ...options, keyspace: order.keyspace });
await client.connect();
const report = await load(client);
await client.execute(`DROP KEYSPACE ${order.keyspace}`);
await client.shutdown();
const after = await leftOver(before);
process.stdout.write(`${JSON.stringify({ ...report, before, after })}\n`);

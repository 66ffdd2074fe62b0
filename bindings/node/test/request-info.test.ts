import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { afterAll, describe, expect, test } from 'vitest';
import { Client, errors, metrics, policies, tracker, types } from '../dist/index.js';
import type { BatchQuery, ClientOptions } from '../dist/index.js';
import { clusterOptions, failure, useClient } from './cluster.js';

/** What agents know of the class that they patch. */
interface Patched {
  _connection: { address: string; port: string };
  _sendOnConnection(): void;
}

/** What the legacy driver has and its types do not tell. */
interface PreparedFeed {
  getPreparedInfo(keyspace: string, query: string): { queryId: Buffer };
  getPreparedById(id: Buffer): object;
  getAllPrepared(): object[];
}

const { prototype } = createRequire(process.cwd() + '/')(
  '@unicql/cassandra-driver/lib/request-execution',
) as { prototype: Patched };

const QUERY = 'SELECT key FROM system.local';
const clients: Client[] = [];

function made(options: ClientOptions): Client {
  const client = new Client(clusterOptions(options));
  clients.push(client);
  return client;
}

afterAll(() => Promise.all(clients.map((client) => client.shutdown())));

describe('what a result tells of its request', () => {
  const { client, keyspace } = useClient();
  const strict = `${keyspace}_strict`;
  const write = `INSERT INTO ${strict}.t (id) VALUES (1)`;
  afterAll(() => client.execute(`DROP KEYSPACE IF EXISTS ${strict}`));

  test('a host that answers at once is the only one', async () => {
    const { info } = await client.execute(QUERY);
    const [host] = client.hosts.keys();
    expect(info).toMatchObject({
      queriedHost: host,
      triedHosts: { [host!]: null },
      speculativeExecutions: 0,
    });
    expect(info.achievedConsistency).toBe(types.consistencies.localOne);
  });

  test('a retry is told, with its consistency and why it was needed', async () => {
    const replication = "{'class': 'SimpleStrategy', 'replication_factor': 3}";
    await client.execute(`CREATE KEYSPACE ${strict} WITH replication = ${replication}`);
    await client.execute(`CREATE TABLE ${strict}.t (id int PRIMARY KEY)`);
    class Lower extends policies.retry.RetryPolicy {
      override onUnavailable() {
        return this.retryResult(types.consistencies.one, true);
      }
    }
    const options = { consistency: types.consistencies.three, retry: new Lower() };
    const { info } = await client.execute(write, [], options);
    expect(info.achievedConsistency).toBe(types.consistencies.one);
    const [tried] = Object.values(info.triedHosts) as errors.ResponseError[];
    expect(tried!.code).toBe(types.responseErrorCodes.unavailableException);
  });

  test('a warning of the server is in the result and in the log', async () => {
    const logged: string[] = [];
    client.on('log', (level, _name, message: string) => {
      if (level === 'warning') logged.push(message);
    });
    await client.execute('CREATE TABLE counted (id int PRIMARY KEY)');
    const { info } = await client.execute('SELECT count(*) FROM counted');
    expect(info.warnings).toEqual([expect.stringMatching(/without partition key/i)]);
    expect(logged).toEqual([expect.stringMatching(/^Received warning \(1 of 1\) ".*" for "SELECT count/)]);
  });

  test('an error of a batch names no statement', async () => {
    const error = await failure(client.batch(['INSERT INTO none (id) VALUES (1)']));
    expect(error).toBeInstanceOf(errors.ResponseError);
    expect(error).not.toHaveProperty('query');
  });

  test('values without a prepared statement are taken by the server for what it needs', async () => {
    await client.execute('CREATE TABLE plain (id int PRIMARY KEY, v text)');
    await client.execute(
      'INSERT INTO plain (id, v) VALUES (:ID, :v)',
      { v: 'a', ID: 1 },
      { hints: { ID: 'int' } as never },
    );
    await client.batch([{ query: 'INSERT INTO plain (id, v) VALUES (?, ?)', params: [2, 'b'] }], {
      hints: [['int', 'text']],
    });
    const { rows } = await client.execute('SELECT v FROM plain WHERE id IN (?, ?)', [1, 2], {
      hints: ['int', 'int'],
    });
    expect(rows.map((row) => row['v'])).toEqual(['a', 'b']);
  });

  test('a hint may name a type of the schema', async () => {
    await client.execute('CREATE TYPE address (street text, zip int)');
    await client.execute('CREATE TABLE people (id int PRIMARY KEY, home frozen<address>)');
    const home = { street: 's', zip: 7 };
    await client.execute('INSERT INTO people (id, home) VALUES (?, ?)', [1, home], {
      hints: ['int', `udt<${keyspace}.address>`],
    });
    const { rows } = await client.execute('SELECT home FROM people WHERE id = 1');
    expect(rows[0]!['home']).toEqual(home);
  });

  test('a routing key chooses the host, and must be one', async () => {
    const routed = await client.execute(QUERY, [], { routingKey: Buffer.from([0, 0, 0, 1]), keyspace });
    expect(routed.rowLength).toBe(1);
    const wrong = await failure(client.execute(QUERY, [], { routingKey: 1 as never }));
    expect(wrong.message).toContain('routingKey');
  });

  test('prepared statements are told, and forgotten when that is asked for', async () => {
    const query = 'SELECT key FROM system.local WHERE key = ?';
    await client.execute(query, ['local'], { prepare: true });
    const feed = client.metadata as unknown as PreparedFeed;
    const known = feed.getPreparedInfo(keyspace, query);
    expect(known).toMatchObject({
      query,
      keyspace,
      meta: { keyspace: 'system', table: 'local', partitionKeys: [0] },
    });
    expect(feed.getPreparedById(known.queryId)).toBe(known);
    client.metadata.clearPrepared();
    expect(feed.getAllPrepared()).toEqual([]);
    expect((await client.execute(query, ['local'], { prepare: true })).rowLength).toBe(1);
    expect(feed.getAllPrepared()).toHaveLength(1);
  });
});

describe('observers', () => {
  class Told extends tracker.RequestTracker {
    readonly calls: unknown[][] = [];
    override onSuccess(...args: Parameters<tracker.RequestTracker['onSuccess']>): void {
      this.calls.push([
        'success',
        args[0].address,
        args[1],
        args[2],
        args[4] > 0,
        args[5] > 0,
        args[6].length,
      ]);
    }
    override onError(...args: Parameters<tracker.RequestTracker['onError']>): void {
      this.calls.push(['error', args[0].address, args[1], args[2], (args[5] as errors.ResponseError).code]);
    }
  }

  test('a tracker hears of each try of each request', async () => {
    const requestTracker = new Told();
    const client = made({ requestTracker });
    const params = ['local'];
    const batch: BatchQuery[] = ['INSERT INTO none.t (id) VALUES (1)'];
    await client.execute('SELECT key FROM system.local WHERE key = ?', params, { prepare: true });
    await failure(client.execute('SELECT nothing'));
    await failure(client.batch(batch));
    const [host] = client.hosts.keys();
    expect(requestTracker.calls).toEqual([
      ['success', host, 'SELECT key FROM system.local WHERE key = ?', params, true, true, 2],
      ['error', host, 'SELECT nothing', undefined, types.responseErrorCodes.syntaxError],
      // A tracker need not ask which of its statements are objects.
      ['error', host, [{ query: batch[0], params: undefined }], undefined, types.responseErrorCodes.invalid],
    ]);
    expect(requestTracker.calls[0]![3]).toBe(params);
  });

  test('a tracker that throws surfaces as an uncaught exception, and the request succeeds', async () => {
    class Broken extends tracker.RequestTracker {
      override onSuccess(): void {
        throw new Error('of the tracker');
      }
    }
    const client = made({ requestTracker: new Broken() });
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const thrown = new Promise<Error>((resolve) => process.once('uncaughtException', resolve));
    try {
      expect((await client.execute(QUERY)).rowLength).toBe(1);
      expect((await thrown).message).toBe('of the tracker');
    } finally {
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
  });

  test('metrics count what happens', async () => {
    const counted = new metrics.DefaultMetrics();
    const latencies: unknown[] = [];
    counted.responses.success.on('increment', (latency) => latencies.push(latency));
    const client = made({ metrics: counted });
    await client.execute(QUERY);
    await client.execute(QUERY);
    expect(latencies).toHaveLength(2);
    expect(latencies[0]).toEqual([expect.any(Number), expect.any(Number)]);
  });

  test('an agent that patches `_sendOnConnection` learns the host in the context of the request', async () => {
    const context = new AsyncLocalStorage<string>();
    const own = prototype._sendOnConnection;
    const seen: unknown[] = [];
    prototype._sendOnConnection = function (this: Patched) {
      seen.push([context.getStore(), this._connection]);
      return own.call(this);
    };
    try {
      const client = made({});
      await client.connect();
      await Promise.all([
        context.run('a', () => client.execute(QUERY)),
        context.run('b', () => failure(client.execute('SELECT nothing'))),
      ]);
      const [address, port] = client.hosts.keys()[0]!.split(':');
      const connection = { address, port };
      expect(seen.sort()).toEqual([
        ['a', connection],
        ['b', connection],
      ]);
    } finally {
      prototype._sendOnConnection = own;
    }
  });
});

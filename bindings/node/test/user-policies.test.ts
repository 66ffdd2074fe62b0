import { afterAll, describe, expect, test } from 'vitest';
import { Client, errors, ExecutionProfile, policies, types } from '../dist/index.js';
import type { ClientOptions, ExecutionOptions, Host, HostMap, QueryOptions } from '../dist/index.js';
import { clusterOptions, failure } from './cluster.js';

const { loadBalancing, retry, speculativeExecution, timestampGeneration } = policies;
type PlanCallback = Parameters<policies.loadBalancing.LoadBalancingPolicy['newQueryPlan']>[2];

const QUERY = 'SELECT key FROM system.local';
/** A write of one node to a keyspace with three replicas is refused at this level. */
const KEYSPACE = 'node_user_policies';
const WRITE = `INSERT INTO ${KEYSPACE}.t (id) VALUES (1)`;
const REFUSED: QueryOptions = { consistency: types.consistencies.three };

const clients: Client[] = [];

function made(options: Partial<ClientOptions['policies']>, more: ClientOptions = {}): Client {
  const client = new Client(clusterOptions({ policies: options as object, ...more }));
  clients.push(client);
  return client;
}

afterAll(async () => {
  const owner = clients.find((client) => client.connected);
  await owner?.execute(`DROP KEYSPACE IF EXISTS ${KEYSPACE}`);
  await Promise.all(clients.map((client) => client.shutdown()));
});

async function useTable(client: Client): Promise<void> {
  await client.execute(
    `CREATE KEYSPACE IF NOT EXISTS ${KEYSPACE} WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}`,
  );
  await client.execute(`CREATE TABLE IF NOT EXISTS ${KEYSPACE}.t (id int PRIMARY KEY)`);
}

class Counting extends retry.RetryPolicy {
  readonly asked: unknown[] = [];

  constructor(private readonly decide: (nbRetry: number) => object | undefined) {
    super();
  }

  override onUnavailable(
    info: Parameters<policies.retry.RetryPolicy['onUnavailable']>[0],
    ...rest: number[]
  ) {
    this.asked.push([info.query, info.nbRetry, ...rest]);
    return this.decide(info.nbRetry) as policies.retry.DecisionInfo;
  }
}

const again = (consistency?: number) => ({ decision: 1, useCurrentHost: true, consistency });

describe('a retry policy of the user', () => {
  test('is asked about each failure and decides what follows', async () => {
    const policy = new Counting((nbRetry) => (nbRetry < 2 ? again() : { decision: 0 }));
    const client = made({ retry: policy });
    await useTable(client);
    const error = await failure<errors.ResponseError>(client.execute(WRITE, [], REFUSED));
    expect(error.code).toBe(types.responseErrorCodes.unavailableException);
    expect(policy.asked).toEqual([0, 1, 2].map((nbRetry) => [WRITE, nbRetry, 3, 3, 1]));
  });

  test('may take the failure for good, try at another consistency, or say nothing', async () => {
    const client = made({});
    await useTable(client);
    const outcome = (decide: (nbRetry: number) => object | undefined) =>
      client.execute(WRITE, [], { ...REFUSED, retry: new Counting(decide) });
    expect((await outcome(() => ({ decision: 2 }))).rows).toBeUndefined();
    expect((await outcome(() => again(types.consistencies.one))).rows).toBeUndefined();
    expect(await failure(outcome(() => undefined))).toBeInstanceOf(errors.ResponseError);
  });

  test('may be that of a profile', async () => {
    const policy = new Counting(() => ({ decision: 2 }));
    const client = made({}, { profiles: [new ExecutionProfile('lenient', { retry: policy })] });
    await useTable(client);
    await client.execute(WRITE, [], { ...REFUSED, executionProfile: 'lenient' });
    expect(await failure(client.execute(WRITE, [], REFUSED))).toBeInstanceOf(errors.DriverError);
    expect(policy.asked).toHaveLength(1);
  });

  test('that throws ends the request with what it threw, and nothing else', async () => {
    const thrown = new Error('of the user');
    const policy = new Counting(() => {
      throw thrown;
    });
    const client = made({ retry: policy });
    await useTable(client);
    expect(await failure(client.execute(WRITE, [], REFUSED))).toBe(thrown);
    expect((await client.execute(QUERY)).rowLength).toBe(1);
  });

  test('answers many requests at once, each its own', async () => {
    const client = made({});
    await useTable(client);
    const policies = Array.from(
      { length: 100 },
      (_, n) => new Counting((nbRetry) => (nbRetry < n % 4 ? again() : { decision: 2 })),
    );
    await Promise.all(policies.map((policy) => client.execute(WRITE, [], { ...REFUSED, retry: policy })));
    expect(policies.map((policy) => policy.asked.length)).toEqual(policies.map((_, n) => (n % 4) + 1));
  });
});

class Planned extends loadBalancing.LoadBalancingPolicy {
  readonly asked: [string | undefined, unknown][] = [];
  declare hosts: HostMap;

  constructor(private readonly answer: (hosts: Host[], callback: PlanCallback) => void) {
    super();
  }

  override newQueryPlan(keyspace: string, options: ExecutionOptions, callback: PlanCallback): void {
    this.asked.push([options.getKeyspace() ?? keyspace, options.getRoutingKey()]);
    this.answer(this.hosts.values(), callback);
  }
}

describe('a load balancing policy of the user', () => {
  test('chooses the hosts, also later and without an end', async () => {
    const policy = new Planned((hosts, callback) => {
      function* forEver() {
        for (;;) yield* hosts;
      }
      setTimeout(() => callback(null, forEver()), 5);
    });
    const client = made({ loadBalancing: policy });
    const result = await client.execute(QUERY);
    expect(result.info.queriedHost).toBe(client.hosts.keys()[0]);
    expect(policy.asked).toEqual([[undefined, undefined]]);
  });

  test('is told where the rows of a prepared statement are', async () => {
    const policy = new Planned((hosts, callback) => callback(null, hosts[Symbol.iterator]()));
    const client = made({ loadBalancing: policy });
    await client.execute('SELECT * FROM system.peers WHERE peer = ?', ['127.0.0.1'], { prepare: true });
    expect(policy.asked).toEqual([['system', Buffer.from([127, 0, 0, 1])]]);
  });

  test.each([
    ['an error', (_: Host[], callback: PlanCallback) => callback(new Error('of the plan')), 'of the plan'],
    [
      'an exception',
      () => {
        throw new Error('thrown');
      },
      'thrown',
    ],
    [
      'an exception of the iterator',
      (_: Host[], callback: PlanCallback) =>
        callback(null, {
          next: () => {
            throw new Error('of the iterator');
          },
        }),
      'of the iterator',
    ],
    [
      'no host',
      (_: Host[], callback: PlanCallback) => callback(null, [][Symbol.iterator]()),
      'All host(s) tried',
    ],
  ])('that answers with %s fails the request with it', async (_, answer, message) => {
    const client = made({ loadBalancing: new Planned(answer) });
    expect((await failure(client.execute(QUERY))).message).toContain(message);
    expect(client.connected).toBe(true);
  });

  test('is told where the rows of a batch are, by its first statement', async () => {
    const policy = new Planned((hosts, callback) => callback(null, hosts[Symbol.iterator]()));
    const client = made({ loadBalancing: policy });
    await useTable(client);
    policy.asked.length = 0;
    const query = `INSERT INTO ${KEYSPACE}.t (id) VALUES (?)`;
    const batch = [7, 8].map((id) => ({ query, params: [id] }));
    await failure(client.batch(batch, { prepare: true, ...REFUSED }));
    expect(policy.asked[0]).toEqual([KEYSPACE, Buffer.from([0, 0, 0, 7])]);
  });

  test('and a client without a warm-up know the replicas from the start', async () => {
    const policy = new Planned((hosts, callback) => callback(null, hosts[Symbol.iterator]()));
    for (const client of [made({ loadBalancing: policy }), made({}, { pooling: { warmup: false } })]) {
      await client.connect();
      const replicas = client.getReplicas('system_auth', Buffer.from([1]));
      expect(replicas.map(({ address }) => address)).toEqual(client.hosts.keys());
    }
  });

  test('that cannot start fails the connection', async () => {
    class Unwilling extends loadBalancing.LoadBalancingPolicy {
      override init(_client: unknown, _hosts: unknown, callback: (err?: Error | null) => void): void {
        callback(new Error('not today'));
      }
    }
    expect((await failure(made({ loadBalancing: new Unwilling() }).connect())).message).toBe('not today');
  });
});

describe('other policies of the user', () => {
  test('a speculative execution policy is told of its client, each request and the end', async () => {
    const told: unknown[] = [];
    class Own extends speculativeExecution.SpeculativeExecutionPolicy {
      override init(client: Client): void {
        told.push(client.options.contactPoints.length);
      }
      override newPlan(keyspace: string, query: string) {
        told.push([keyspace, query]);
        return { nextExecution: (host: Host) => (told.push(host.address), -1) };
      }
      override shutdown(): void {
        told.push('end');
      }
    }
    const client = made({ speculativeExecution: new Own() });
    await client.execute(QUERY, [], { isIdempotent: true });
    await client.execute(QUERY);
    const [host] = client.hosts.keys();
    await client.shutdown();
    expect(told).toEqual([1, [undefined, QUERY], host, [undefined, QUERY], 'end']);
  });

  test('a speculative execution policy needs no class, only the methods of one', async () => {
    const plans: unknown[] = [];
    const own = {
      init: () => undefined,
      shutdown: () => undefined,
      getOptions: () => new Map(),
      newPlan: (...given: unknown[]) => (plans.push(given), { nextExecution: () => -1 }),
    };
    const client = made({ speculativeExecution: own });
    await client.execute(QUERY, [], { isIdempotent: true });
    await client.shutdown();
    expect(plans).toEqual([[undefined, QUERY]]);
  });

  test('a timestamp generator that throws fails the request alone', async () => {
    let broken = true;
    class Own extends timestampGeneration.TimestampGenerator {
      override next(): number {
        if (broken) throw new Error('no time');
        return 5;
      }
    }
    const client = made({ timestampGeneration: new Own() });
    expect((await failure(client.execute(QUERY))).message).toBe('no time');
    broken = false;
    expect((await client.execute(QUERY)).rowLength).toBe(1);
  });
});

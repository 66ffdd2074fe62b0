import { execFile } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { constants } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import {
  auth,
  Client,
  errors,
  ExecutionProfile,
  policies,
  types,
  type ClientOptions,
} from '../dist/index.js';
import { clusterOptions, failure, variable } from './cluster.js';

const { ArgumentError, AuthenticationError, NoHostAvailableError, OperationTimedOutError } = errors;
const clients: Client[] = [];

function make(options: ClientOptions): Client {
  const client = new Client(options);
  clients.push(client);
  return client;
}

async function connectFailure(options: ClientOptions): Promise<errors.NoHostAvailableError> {
  return failure(make(options).connect());
}

afterAll(() => Promise.all(clients.map((client) => client.shutdown())));

describe('connecting', () => {
  test('hosts, state and events are there afterwards', async () => {
    const client = make(clusterOptions());
    const events: unknown[] = [];
    client.on('connected', () => events.push('connected'));
    client.on('log', (level) => events.push(level));
    expect([client.connected, client.hosts.length]).toEqual([false, 0]);
    await Promise.all([client.connect(), client.connect()]);
    expect(events.filter((event) => event !== 'info' && event !== 'verbose')).toEqual(['connected']);
    const [host] = client.hosts.values();
    expect(client.hosts.get(host!.address)).toBe(host);
    expect(host).toMatchObject({ datacenter: 'dc1', rack: 'r1' });
    expect([host!.isUp(), host!.hostId]).toEqual([true, expect.any(types.Uuid)]);
    const state = client.getState();
    expect(state.getConnectedHosts()).toEqual([host]);
    expect([state.getOpenConnections(host!), state.getInFlightQueries(host!)]).toEqual([1, 0]);
    expect(() => state.getOpenConnections(undefined as never)).toThrow(ArgumentError);
  });

  test('each client hears what its own session does', async () => {
    const lines = new Map<Client, string[]>();
    const both = [make(clusterOptions()), make(clusterOptions())];
    for (const client of both) {
      lines.set(client, []);
      client.on('log', (level, className, message) =>
        lines.get(client)!.push(`${level} ${className} ${message}`),
      );
    }
    const [one, other] = both as [Client, Client];
    await one.connect();
    const [address] = one.hosts.keys();
    expect(lines.get(other)).toEqual([]);
    expect(lines.get(one)).toContain(`info Connection Connecting to ${address}`);
    const heard = lines.get(one)!.length;
    await other.connect();
    expect(lines.get(other)).toContain(`info Connection Connecting to ${address}`);
    expect(lines.get(one)).toHaveLength(heard);
    await one.shutdown();
    expect(lines.get(one)).toContain('info Client Shutting down');
  });

  test('callbacks are called on a later turn, with an error first', async () => {
    const client = make(clusterOptions());
    const order: string[] = [];
    await new Promise<void>((resolve) => {
      client.connect((err) => {
        order.push(`connect ${err}`);
        client.execute('SELECT key FROM system.local', (error: Error, result: types.ResultSet) => {
          order.push(`execute ${error} ${result.rowLength}`);
          client.execute('SELEC', [], (bad) => {
            order.push(bad.name);
            client.execute('SELECT key FROM system.local', [], { prepare: true }, (third, rows) => {
              order.push(`prepared ${third} ${rows!.first()['key']}`);
              client.batch([], (empty) => {
                order.push(empty.name);
                client.shutdown((last) => {
                  order.push(`shutdown ${last}`);
                  resolve();
                });
              });
            });
          });
          order.push('after');
        });
      });
      order.push('begun');
    });
    expect(order).toEqual([
      'begun',
      'connect null',
      'execute null 1',
      'after',
      'ResponseError',
      'prepared null local',
      'ArgumentError',
      'shutdown null',
    ]);
  });

  test('nothing is possible after shutdown, which may be called twice', async () => {
    const client = make(clusterOptions());
    await client.shutdown();
    const under = client.execute('SELECT key FROM system.local');
    await under;
    const last = client.execute('SELECT key FROM system.local');
    await Promise.all([client.shutdown(), client.shutdown()]);
    expect((await last).rowLength).toBe(1);
    for (const act of [() => client.execute('SELECT 1'), () => client.connect(), () => client.batch(['x'])]) {
      const error = await failure(act());
      expect(error).toBeInstanceOf(NoHostAvailableError);
      expect(error.message).toBe('Connecting after shutdown is not supported');
    }
    await client.shutdown();
  });

  test('shutting down while connecting waits, and closes what was opened', async () => {
    const client = make(clusterOptions());
    const [connected] = await Promise.all([client.connect().then(() => 'connected'), client.shutdown()]);
    expect([connected, client.connected, client.getState().getConnectedHosts()]).toEqual([
      'connected',
      false,
      [],
    ]);
    await expect(client.connect()).rejects.toThrow('Connecting after shutdown is not supported');
  });

  test('a port where nobody listens is named with its reason', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    const port = await new Promise<number>((resolve) =>
      server.once('listening', () => resolve((server.address() as AddressInfo).port)),
    );
    await new Promise((resolve) => server.close(resolve));
    const error = await connectFailure({ contactPoints: [`127.0.0.1:${port}`], localDataCenter: 'dc1' });
    expect(error).toBeInstanceOf(NoHostAvailableError);
    expect(error.innerErrors![`127.0.0.1:${port}`]).toMatchObject({
      message: `connect ECONNREFUSED 127.0.0.1:${port}`,
      errno: -constants.errno.ECONNREFUSED,
      code: 'ECONNREFUSED',
      syscall: 'connect',
      address: '127.0.0.1',
      port,
      isSocketError: true,
    });
    expect(error.message).toContain('All host(s) tried for query failed. First host tried');
  });

  test('a client that could not connect may try again', async () => {
    const client = make({ contactPoints: ['127.0.0.1:1'], localDataCenter: 'dc1' });
    for (let i = 0; i < 2; i++) await expect(client.connect()).rejects.toBeInstanceOf(NoHostAvailableError);
  });

  test('a name that does not resolve is told', async () => {
    const error = await connectFailure({ contactPoints: ['no.such.host.invalid'], localDataCenter: 'dc1' });
    expect(error.message).toBe('No host could be resolved');
  });

  test('a server that never answers is a timeout', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const point = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const options = {
      contactPoints: [point],
      localDataCenter: 'dc1',
      socketOptions: { connectTimeout: 200 },
    };
    const error = await connectFailure(options);
    expect(error.innerErrors![point]).toBeInstanceOf(OperationTimedOutError);
    await new Promise((resolve) => {
      silent.close(resolve);
      silent.unref();
      resolve(null);
    });
  });

  test('the data center must be named and be there', async () => {
    const { contactPoints } = clusterOptions() as { contactPoints: string[] };
    const unnamed = await failure(make({ contactPoints }).connect());
    expect(unnamed).toBeInstanceOf(ArgumentError);
    expect(unnamed.message).toContain("'localDataCenter' is not defined in Client options");
    expect(unnamed.message).toContain('Available DCs are: [dc1]');
    const wrong = await failure(make({ contactPoints, localDataCenter: 'elsewhere' }).connect());
    expect(wrong).toBeInstanceOf(NoHostAvailableError);
    const [why] = Object.values((wrong as errors.NoHostAvailableError).innerErrors!);
    expect(why).toBeInstanceOf(ArgumentError);
    expect(why!.message).toBe(
      "localDataCenter was configured as 'elsewhere', but only found hosts in data centers: [dc1]",
    );
    const everywhere = { loadBalancing: new policies.loadBalancing.RoundRobinPolicy() };
    const asked = { contactPoints, localDataCenter: 'elsewhere', policies: everywhere };
    expect(await failure(make(asked).connect())).toBeInstanceOf(NoHostAvailableError);
    const ofPolicy = { loadBalancing: policies.defaultLoadBalancingPolicy('elsewhere') };
    await expect(make({ contactPoints, policies: ofPolicy }).connect()).rejects.toThrow(
      'Datacenter elsewhere was not found. Available DCs are: [dc1]',
    );
    const loadBalancing = policies.defaultLoadBalancingPolicy('dc1');
    await make({ contactPoints, policies: { loadBalancing } }).connect();
  });

  test('a keyspace that is not there is an error of the server', async () => {
    const error = await failure(make(clusterOptions({ keyspace: 'not_there' })).connect());
    expect(error).toMatchObject({ name: 'ResponseError', code: types.responseErrorCodes.invalid });
  });

  test('a class of the user may extend it with names of its own', async () => {
    class Store extends Client {
      session = 'a session of the program';
      executor = 'its own, too';
      async open(): Promise<this> {
        await this.connect();
        return this;
      }
    }
    const store = await new Store(clusterOptions()).open();
    clients.push(store);
    expect((await store.execute('SELECT key FROM system.local')).first()['key']).toBe('local');
    expect([store.session, store.executor]).toEqual(['a session of the program', 'its own, too']);
  });

  test('a profile holds for requests that name it', async () => {
    const slow = new ExecutionProfile('serial', {
      consistency: types.consistencies.quorum,
      readTimeout: 9000,
    });
    const client = make(clusterOptions({ profiles: [slow] }));
    const run = async (executionProfile?: string | ExecutionProfile) => {
      const options = executionProfile === undefined ? {} : { executionProfile };
      const { info } = await client.execute('SELECT key FROM system.local', [], options);
      return info.achievedConsistency;
    };
    const { localOne, quorum } = types.consistencies;
    expect([await run(), await run('serial'), await run(slow)]).toEqual([localOne, quorum, quorum]);
  });
});

describe('credentials', () => {
  const secured = () => ({
    contactPoints: variable('UNICQL_AUTH_CONTACT_POINTS').split(','),
    localDataCenter: 'dc1',
  });

  test('good credentials connect, in both forms', async () => {
    const credentials = { username: 'cassandra', password: 'cassandra' };
    await make({ ...secured(), credentials }).connect();
    await make({
      ...secured(),
      authProvider: new auth.PlainTextAuthProvider('cassandra', 'cassandra'),
    }).connect();
  });

  test.each([
    ['wrong ones', { username: 'cassandra', password: 'wrong' }],
    ['none', undefined],
  ])('%s do not', async (_name, credentials) => {
    const error = await connectFailure({ ...secured(), ...(credentials ? { credentials } : {}) });
    expect(error).toBeInstanceOf(NoHostAvailableError);
    const [inner] = Object.values(error.innerErrors!);
    expect(inner).toBeInstanceOf(AuthenticationError);
    expect(JSON.stringify(error)).not.toContain('wrong"');
  });
});

describe('a process', () => {
  const script = (body: string) => `
    const { Client } = require(${JSON.stringify(join(__dirname, '..'))});
    const client = new Client(${JSON.stringify(clusterOptions())});
    (async () => { ${body} })().catch((error) => { console.error(error); process.exit(2); });`;

  async function run(body: string, ...flags: string[]): Promise<string> {
    const ended = await promisify(execFile)(process.execPath, [...flags, '-e', script(body)], {
      timeout: 30_000,
    });
    return ended.stdout.trim();
  }

  test('ends by itself after shutdown', async () => {
    const body = `console.log((await client.execute('SELECT key FROM system.local')).first().key); await client.shutdown();`;
    expect(await run(body)).toBe('local');
  });

  test('stays alive while a client is connected', async () => {
    const ended = await run(
      `await client.connect(); const timer = setTimeout(() => { console.log('alive'); client.shutdown(); }, 300); timer.unref();`,
    );
    expect(ended).toBe('alive');
  });

  test('ends by itself when a client was only made, or could not connect', async () => {
    expect(await run(`console.log('made');`)).toBe('made');
    const wrong = `const other = new Client({ contactPoints: ['127.0.0.1:1'], localDataCenter: 'dc1' });`;
    expect(await run(`${wrong} await other.connect().catch((error) => console.log(error.name));`)).toBe(
      'NoHostAvailableError',
    );
    const refused = `const other = new Client({ contactPoints: ['127.0.0.1:1'], localDataCenter: 'dc1', sslOptions: { lookup() {} } });`;
    expect(await run(`${refused} await other.connect().catch((error) => console.log(error.name));`)).toBe(
      'NotSupportedError',
    );
  });

  test('reads rows where code generation is forbidden', async () => {
    const body = `const row = (await client.execute('SELECT key, cluster_name FROM system.local')).first();
      console.log(row.keys().join(), row.constructor.name, row.key); await client.shutdown();`;
    expect(await run(body, '--disallow-code-generation-from-strings')).toBe('key,cluster_name Row local');
  });

  test('hears what callbacks and listeners throw as uncaught, and its client goes on', async () => {
    const body = `const seen = [];
      process.on('uncaughtException', (error) => seen.push(error.message));
      await client.connect();
      const query = 'SELECT key FROM system.local';
      const host = client.hosts.values()[0];
      await new Promise((resolve) => client.execute(query, () => { setImmediate(resolve); throw new Error('callback'); }));
      client.on('hostDown', () => { throw new Error('listener'); });
      client.controlConnection.session.onNews({ what: 'controlUp' });
      setImmediate(() => host.setDown());
      await new Promise((resolve) => setTimeout(resolve, 50));
      client.removeAllListeners('hostDown');
      console.log(seen.join(), host.isUp(), (await client.execute(query)).first().key);
      await client.shutdown();`;
    expect(await run(body)).toBe('callback,listener false local');
  });

  test('may use the driver in several threads', async () => {
    const body = `const { Worker } = require('node:worker_threads');
      const source = ${JSON.stringify(script("console.log((await client.execute('SELECT key FROM system.local')).first().key); await client.shutdown();"))};
      for (let i = 0; i < 2; i++) {
        const worker = new Worker(source, { eval: true });
        console.log('ended with', await new Promise((resolve) => worker.once('exit', resolve)));
      }`;
    expect((await run(body)).split('\n')).toEqual(['local', 'ended with 0', 'local', 'ended with 0']);
  });

  test('may import the driver as a module', async () => {
    const source = `import driver, { Client, types } from ${JSON.stringify(join(__dirname, '../index.js'))};
      import * as module from ${JSON.stringify(join(__dirname, '../index.js'))};
      const missing = Object.keys(driver).filter((name) => !(name in module));
      console.log(driver.Client === Client, typeof types.Long.fromString, missing.join());`;
    const flags = ['--input-type=module', '-e', source];
    expect((await promisify(execFile)(process.execPath, flags)).stdout.trim()).toBe('true function');
  });
});

import { afterAll, describe, expect, test, vi } from 'vitest';
import type { ControlConnection } from '../dist/control-connection.js';
import type { CoreHost, CoreSession, News } from '../dist/core-session.js';
import { Host, HostMap } from '../dist/host.js';
import { announceHosts } from '../dist/host-events.js';
import { Client, policies, types, type ClientOptions, type QueryOptions } from '../dist/index.js';
import { clusterOptions, variable } from './cluster.js';

const { RoundRobinPolicy } = policies.loadBalancing;
const clients: Client[] = [];

/** What the declarations leave out. */
interface Inside {
  controlConnection: ControlConnection;
  profileManager: { getDistance(host: Host): number };
}
type Pooled = Host & { pool: { connections: unknown[] } };

afterAll(() => Promise.all(clients.map((client) => client.shutdown())));

function make(options: ClientOptions): Client {
  const client = new Client(options);
  clients.push(client);
  return client;
}

function known(n: number, isUp: boolean | null = true): CoreHost {
  return {
    id: `6fa459ea-ee8a-4ca4-894e-db77e160350${n}`,
    address: `10.0.0.${n}:9042`,
    datacenter: 'dc1',
    rack: 'r1',
    isUp,
    cassandraVersion: '4.1.3-SNAPSHOT',
    dseVersion: null,
    workloads: [],
    tokens: ['1'],
  };
}

/** A client that follows a session which the test plays, and what it emits. */
function following(hosts: CoreHost[], options: Partial<ClientOptions> = {}) {
  const told: Record<string, number>[] = [];
  const session = {
    onNews: null as ((news: News) => void) | null,
    control: '10.0.0.2:9042' as string | null,
    hosts: () => hosts,
    controlHost: () => session.control,
    connections: () => 2,
    inFlight: () => 3,
    answered: () => 4,
    setDistances: async (distances: Record<string, number>) => void told.push(distances),
  };
  const made = new Client({ contactPoints: ['10.0.0.1'], localDataCenter: 'dc1', ...options });
  const client = made as unknown as Omit<Client, keyof Inside> & Inside;
  client.controlConnection.follow(session as unknown as CoreSession, true);
  announceHosts(made, made.hosts);
  const events: string[] = [];
  for (const event of ['hostAdd', 'hostRemove', 'hostUp', 'hostDown']) {
    client.on(event, (host: Host) => events.push(`${event} ${host.address}`));
  }
  return { client, events, session, told, tell: (news: News) => session.onNews!(news) };
}

describe('hosts', () => {
  test('are there in the order of the core, that of the control connection first', () => {
    const { client } = following([known(1), known(2), known(3, false)]);
    expect(client.hosts.keys()).toEqual(['10.0.0.2:9042', '10.0.0.1:9042', '10.0.0.3:9042']);
    const host = client.hosts.get('10.0.0.1:9042') as Pooled;
    expect(host).toMatchObject({ datacenter: 'dc1', rack: 'r1', dseVersion: null, tokens: ['1'] });
    expect(host.getCassandraVersion()).toEqual([4, 1, 3]);
    expect(host.getDseVersion()).toEqual([]);
    expect(host.hostId).toBeInstanceOf(types.Uuid);
    expect([host.pool.connections.length, host.getInFlight()]).toEqual([2, 3]);
    expect(client.hosts.values().map((each) => each.isUp())).toEqual([true, true, false]);
    expect(client.controlConnection.host).toBe(client.hosts.get('10.0.0.2:9042'));
    expect(client.controlConnection.protocolVersion).toBe(4);
  });

  test('tell of what happens to them, and stay the same objects', () => {
    const there = [known(1), known(2)];
    const { client, events, tell } = following(there);
    const host = client.hosts.get('10.0.0.1:9042') as Pooled;
    tell({ what: 'up', host: known(1) });
    tell({ what: 'down', host: known(1, false) });
    expect([host.isUp(), host.canBeConsideredAsUp()]).toEqual([false, false]);
    tell({ what: 'down', host: known(1, false) });
    tell({ what: 'up', host: known(1) });
    tell({ what: 'added', host: known(3) });
    tell({ what: 'removed', host: known(3) });
    there[0] = known(4);
    tell({ what: 'moved', host: known(4), from: '10.0.0.1:9042' });
    expect(events).toEqual([
      'hostDown 10.0.0.1:9042',
      'hostUp 10.0.0.1:9042',
      'hostAdd 10.0.0.3:9042',
      'hostRemove 10.0.0.3:9042',
      'hostRemove 10.0.0.1:9042',
      'hostAdd 10.0.0.4:9042',
    ]);
    expect(host.isUpSince).toBeGreaterThan(0);
    expect(host.pool.connections).toEqual([]);
    expect(client.hosts.keys()).toEqual(['10.0.0.2:9042', '10.0.0.4:9042']);
  });

  test('that shared an address are told apart when one of them moves', () => {
    const second = { ...known(2), address: '10.0.0.1:9042' };
    const there = [known(1), second];
    const { client, tell } = following(there);
    expect(client.hosts.keys()).toEqual(['10.0.0.1:9042']);
    there[1] = known(2);
    tell({ what: 'moved', host: known(2), from: '10.0.0.1:9042' });
    expect(client.hosts.keys()).toEqual(['10.0.0.1:9042', '10.0.0.2:9042']);
  });

  test('lose the control connection and find it again', () => {
    const { client, session, tell } = following([known(1), known(2)]);
    const control = client.controlConnection;
    const first = control.connection!;
    expect([first.connected, first.endpoint]).toEqual([true, '10.0.0.2:9042']);
    session.control = null;
    tell({ what: 'controlLost' });
    expect(first.connected).toBe(false);
    expect([control.host, control.connection, control.getEndpoint()]).toEqual([null, null, undefined]);
    session.control = '10.0.0.1:9042';
    tell({ what: 'controlUp' });
    expect([control.getEndpoint(), control.host]).toEqual([
      session.control,
      client.hosts.get(session.control),
    ]);
  });

  test('are used as the policies say, also when these change their mind', async () => {
    let remote = types.distance.ignored;
    class Own extends RoundRobinPolicy {
      override getDistance(host: Host): number {
        return host.address.startsWith('10.0.0.1') ? types.distance.local : remote;
      }
    }
    const { client, told } = following([known(1), known(2)], { policies: { loadBalancing: new Own() } });
    await client.controlConnection.settleDistances();
    await client.controlConnection.settleDistances();
    expect(told).toEqual([{ [known(1).id]: 0 }]);
    remote = types.distance.remote;
    client.profileManager.getDistance(client.hosts.get('10.0.0.2:9042')!);
    await new Promise(setImmediate);
    expect(told[1]).toEqual({ [known(1).id]: 0, [known(2).id]: 1 });
  });

  test('can be made and kept by programs', () => {
    const { options } = new Client({ contactPoints: ['10.0.0.1'], localDataCenter: 'dc1' });
    const map = new HostMap() as HostMap & Record<'set' | 'remove' | 'clear', (...args: unknown[]) => void>;
    const events: string[] = [];
    map.on('add', (host: Host) => events.push(`add ${host.address}`));
    map.on('remove', (host: Host) => events.push(`remove ${host.address}`));
    const hosts = [1, 2].map((n) => new Host(`10.0.0.${n}:9042`, 4, options));
    for (const host of hosts) map.set(host.address, host);
    const values = map.values();
    expect([map.length, values, Object.isFrozen(values)]).toEqual([2, hosts, true]);
    map.remove(hosts[0]!.address);
    expect([values.length, map.values(), map.slice(1)]).toEqual([2, [hosts[1]], []]);
    map.clear();
    expect(events).toEqual([
      'add 10.0.0.1:9042',
      'add 10.0.0.2:9042',
      'remove 10.0.0.1:9042',
      'remove 10.0.0.2:9042',
    ]);
  });
});

describe('hosts of a cluster', () => {
  const contactPoints = () => variable('UNICQL_DCS_CONTACT_POINTS').split(',').slice(0, 1);
  const connected = (client: Client) =>
    client
      .getState()
      .getConnectedHosts()
      .map((host) => host.datacenter);

  test('get connections where the policy of a user wants them', async () => {
    class Far extends RoundRobinPolicy {
      override getDistance(host: Host): number {
        return host.datacenter === 'dc2' ? types.distance.local : types.distance.ignored;
      }
    }
    const options = { contactPoints: contactPoints(), policies: { loadBalancing: new Far() } };
    const client = make(options);
    await client.connect();
    expect([client.hosts.length, connected(client)]).toEqual([3, ['dc2']]);
    expect((await client.execute('SELECT key FROM system.local')).rowLength).toBe(1);
    await client.shutdown();
    expect(connected(client)).toEqual([]);
  });

  test('are left by the control connection when the policy wants them no more', async () => {
    const ignored = new Set<string>();
    class Picky extends RoundRobinPolicy {
      override getDistance(host: Host): number {
        return ignored.has(host.address) ? types.distance.ignored : types.distance.local;
      }
    }
    const client = make({ contactPoints: contactPoints(), policies: { loadBalancing: new Picky() } });
    await client.connect();
    const { controlConnection } = client as unknown as Inside;
    const first = controlConnection.host!.address;
    ignored.add(first);
    await client.execute('SELECT key FROM system.local');
    const elsewhere = () => {
      expect(controlConnection.host).not.toBeNull();
      expect(controlConnection.host!.address).not.toBe(first);
    };
    await vi.waitFor(elsewhere, { timeout: 20_000, interval: 20 });
  });

  test('a data center that is missing or unknown is told with those that there are', async () => {
    const without = make({ contactPoints: contactPoints() });
    await expect(without.connect()).rejects.toThrow('Available DCs are: [dc1,dc2]');
    const wrong = make({ contactPoints: contactPoints(), localDataCenter: 'dc9' });
    await expect(wrong.connect()).rejects.toThrow(/dc9.*only found hosts in data centers: \[dc1, dc2\]/);
    expect(wrong.hosts.length).toBe(0);
  });

  test('that hold a partition are asked first when a statement tells which it is', async () => {
    const client = make({ contactPoints: contactPoints(), localDataCenter: 'dc1' });
    await client.connect();
    const keyspace = 'node_hosts_routed';
    await client.execute(
      `CREATE KEYSPACE IF NOT EXISTS ${keyspace} WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 1}`,
    );
    await client.execute(`CREATE TABLE IF NOT EXISTS ${keyspace}.t (k text PRIMARY KEY)`);
    await client.metadata.refreshKeyspace(keyspace);
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const [replica] = client.getReplicas(keyspace, Buffer.from(key));
      const query = `SELECT * FROM ${keyspace}.t WHERE k = ?`;
      const ask = async (values: unknown, options: QueryOptions) =>
        (await client.execute(query, values as unknown[], { keyspace, ...options })).info.queriedHost;
      const named = { keyspace, routingNames: ['key'], hints: { key: 'text' } as never };
      expect([
        await ask([key], { routingIndexes: [0] }),
        await ask([key], { routingKey: Buffer.from(key) }),
        (await client.execute(`SELECT * FROM ${keyspace}.t WHERE k = :key`, { key }, named)).info.queriedHost,
      ]).toEqual(new Array(3).fill(replica!.address));
    }
    await client.execute(`DROP KEYSPACE ${keyspace}`);
  });

  test('requests wait for the connections when nothing was warmed up', async () => {
    const client = make({ ...clusterOptions(), pooling: { warmup: false } });
    expect((await client.execute('SELECT key FROM system.local')).rowLength).toBe(1);
  });
});

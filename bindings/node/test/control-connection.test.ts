import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { ControlConnection } from '../dist/control-connection.js';
import type { CoreHost, CoreSession, News } from '../dist/core-session.js';
import { Client } from '../dist/index.js';

const ADDRESS = '127.0.0.1:9042';

/** A session of the core whose server has keyspaces, and which tells what the test says. */
class FakeSession {
  onNews: ((news: News) => void) | null = null;
  keyspaces = ['first'];
  tokens = ['0'];
  asked: string[] = [];

  controlHost = () => ADDRESS;
  partitioner = () => 'org.apache.cassandra.dht.Murmur3Partitioner';
  connections = () => 1;
  inFlight = () => 0;
  answered = () => 0;

  hosts(): CoreHost[] {
    const id = '6fa459ea-ee8a-4ca4-894e-db77e160355e';
    const place = { address: ADDRESS, datacenter: 'dc1', rack: 'r1', isUp: true, tokens: this.tokens };
    return [{ id, ...place, cassandraVersion: '3.11.0', dseVersion: null, workloads: [] } as CoreHost];
  }

  async controlQuery(cql: string) {
    this.asked.push(cql);
    return this.keyspaces
      .filter((name) => !cql.includes('WHERE') || cql.includes(`'${name}'`))
      .map((keyspace_name) => ({ keyspace_name, durable_writes: true, replication: {} }));
  }

  tell(news: News): void {
    this.onNews!(news);
  }
}

const open: ControlConnection[] = [];
afterEach(() => open.splice(0).forEach((control) => control.leave()));

async function follow(refreshSchemaDelay = 1): Promise<{ session: FakeSession; control: ControlConnection }> {
  const client = new Client({ contactPoints: ['127.0.0.1'], localDataCenter: 'dc1', refreshSchemaDelay });
  const control = new ControlConnection(client);
  const session = new FakeSession();
  open.push(control);
  control.follow(session as unknown as CoreSession, false);
  await control.loadMetadata();
  return { session, control };
}

describe('the control connection', () => {
  test('reads one keyspace anew when that is what changed', async () => {
    const { session, control } = await follow();
    session.keyspaces.push('second');
    session.asked = [];
    session.tell({
      what: 'schema',
      change: { change: 'CREATED', target: 'KEYSPACE', keyspace: 'second', name: null },
    });
    while (!control.metadata.keyspaces.second) await delay(1);
    expect(session.asked).toEqual(["SELECT * FROM system_schema.keyspaces WHERE keyspace_name = 'second'"]);
    session.tell({
      what: 'schema',
      change: { change: 'DROPPED', target: 'KEYSPACE', keyspace: 'first', name: null },
    });
    while (control.metadata.keyspaces.first) await delay(1);
    expect(Object.keys(control.metadata.keyspaces)).toEqual(['second']);
  });

  test('forgets what changed in a keyspace and nothing else', async () => {
    const { session, control } = await follow();
    const { tables, functions } = control.metadata.keyspaces.first!;
    Object.assign(tables, { changed: {}, same: {} });
    Object.assign(functions, { changed: new Map() });
    session.tell({
      what: 'schema',
      change: { change: 'UPDATED', target: 'TABLE', keyspace: 'first', name: 'changed' },
    });
    while ('changed' in tables) await delay(1);
    expect(Object.keys(tables)).toEqual(['same']);
    expect(Object.keys(functions)).toEqual(['changed']);
  });

  test('takes the change of an own statement over at once', async () => {
    const { session, control } = await follow(3_600_000);
    session.keyspaces = ['other'];
    await control.handleSchemaChange(
      { keyspace: 'other', isKeyspace: true, schemaChangeType: 'CREATED' },
      true,
    );
    expect(control.metadata.keyspaces).toHaveProperty('other');
  });

  test('lets queries wait while it is lost, and reads anew what nobody told of in the meantime', async () => {
    const { session, control } = await follow();
    session.tell({ what: 'controlLost' });
    expect([control.host, control.connection]).toEqual([null, null]);
    await expect(control.query('SELECT', false)).rejects.toThrow(
      'ControlConnection is not connected at the time',
    );
    expect(await control.metadata.checkSchemaAgreement()).toBe(false);
    const waiting = control.query('SELECT');
    session.keyspaces = ['missed'];
    session.tell({ what: 'controlUp' });
    expect((await waiting).rows).toHaveLength(1);
    while (!control.metadata.keyspaces.missed) await delay(1);
    expect(control.getEndpoint()).toBe(ADDRESS);
  });

  test('works the ring out anew when tokens move', async () => {
    const { session, control } = await follow();
    const starts = () => [...control.metadata.getTokenRanges()].map((range) => String(range.start));
    expect(starts()).toEqual(['-9223372036854775808']);
    session.tokens = ['100', '-100'];
    session.tell({ what: 'ring' });
    while (starts().length !== 2) await delay(20);
    expect(starts()).toEqual(['-100', '100']);
  });

  test('tells where it leads, as agents report it', async () => {
    const { control } = await follow();
    const { address, port, endpoint, connected } = control.connection!;
    expect([address, port, endpoint, connected]).toEqual(['127.0.0.1', '9042', ADDRESS, true]);
  });

  test('asks nothing any more once it was left', async () => {
    const { session, control } = await follow();
    session.tell({
      what: 'schema',
      change: { change: 'CREATED', target: 'KEYSPACE', keyspace: 'late', name: null },
    });
    control.leave();
    session.asked = [];
    await delay(20);
    expect(session.asked).toEqual([]);
    await expect(control.query('SELECT')).rejects.toThrow('ControlConnection is not connected at the time');
  });
});

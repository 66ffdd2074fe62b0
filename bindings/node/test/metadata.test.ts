import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, Encoder, metadata, types, type ClientOptions } from '../dist/index.js';
import { clusterOptions, failure, useClient, variable } from './cluster.js';

const { dataTypes } = types;

/** What requests ask of the metadata; programs do not. */
interface HintsReader {
  adaptUserHints(keyspace: string, hints: unknown[]): Promise<void>;
}

/** Looks again and again until something is there. */
async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await delay(50);
  }
}

async function connected<T>(options: ClientOptions, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(clusterOptions(options));
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.shutdown();
  }
}

describe('the schema of a cluster', () => {
  const { client, keyspace } = useClient();
  const known = () => client.metadata.keyspaces[keyspace]!;

  beforeAll(async () => {
    await client.execute('CREATE TYPE "Phone" (alias text, number bigint)');
    await client.execute('CREATE TYPE contact (name text, phones frozen<list<frozen<"Phone">>>)');
    await client.execute(
      `CREATE TABLE people (region text, joined timeuuid, contact frozen<contact>, place vector<float, 3>,
         pause duration, labels map<text, frozen<set<int>>>, shared int static, odd 'BytesType',
         PRIMARY KEY ((region), joined)) WITH CLUSTERING ORDER BY (joined DESC) AND comment = 'of all'`,
    );
    await client.execute('CREATE INDEX by_label ON people (keys(labels))');
  });

  test('has keyspaces with their replication, those of the server too', () => {
    expect(known()).toMatchObject({
      name: keyspace,
      durableWrites: true,
      strategy: 'org.apache.cassandra.locator.SimpleStrategy',
      strategyOptions: { replication_factor: '1' },
      virtual: false,
    });
    expect(client.metadata.keyspaces.system_views).toMatchObject({ virtual: true });
  });

  test('tells the columns, keys, options and indexes of a table', async () => {
    const table = await client.metadata.getTable(keyspace, 'people');
    expect(table.partitionKeys.map(({ name }) => name)).toEqual(['region']);
    expect(table.clusteringKeys.map(({ name }) => name)).toEqual(['joined']);
    expect(table.clusteringOrder).toEqual(['DESC']);
    expect(table).toMatchObject({ comment: 'of all', isCompact: false, virtual: false });
    expect(table.columnsByName.shared!.isStatic).toBe(true);
    expect(table.columnsByName.region!.isStatic).toBe(false);
    expect(table.columnsByName.pause!.type).toEqual({ code: types.dataTypes.duration, info: null });
    expect(table.columnsByName.place!.type).toMatchObject({
      code: dataTypes.custom,
      customTypeName: 'vector',
      info: [{ code: dataTypes.float }, 3],
    });
    expect(table.columnsByName.labels!.type).toMatchObject({
      code: dataTypes.map,
      info: [{ code: dataTypes.text }, { code: dataTypes.set, options: { frozen: true } }],
    });
    expect(table.indexes.map((index) => [index.name, index.target, index.isCompositesKind()])).toEqual([
      ['by_label', 'keys(labels)', true],
    ]);
  });

  test('knows types in types, and those whose names need quotes', async () => {
    const contact = await client.metadata.getUdt(keyspace, 'contact');
    const phones = contact.fields[1]!.type;
    expect(phones.info.info).toBe(await client.metadata.getUdt(keyspace, 'Phone'));
    expect(phones.info.info.fields).toMatchObject([{ name: 'alias' }, { name: 'number' }]);
  });

  test('gives null for what is not there, and asks again the next time', async () => {
    expect(await client.metadata.getTable(keyspace, 'later')).toBeNull();
    expect(await client.metadata.getTable("it's", 'no keyspace')).toBeNull();
    expect(Object.keys(known().tables)).not.toContain('later');
    await client.execute('CREATE TABLE later (k int PRIMARY KEY)');
    expect(await client.metadata.getTable(keyspace, 'later')).toMatchObject({ name: 'later' });
  });

  test('has what an own statement changed as soon as its result is there', async () => {
    await client.execute('CREATE TABLE grown (k int PRIMARY KEY)');
    await client.execute(
      'CREATE MATERIALIZED VIEW seen AS SELECT k FROM grown WHERE k IS NOT NULL PRIMARY KEY (k)',
    );
    const before = await client.metadata.getTable(keyspace, 'grown');
    const view = await client.metadata.getMaterializedView(keyspace, 'seen');
    expect(view).toMatchObject({ tableName: 'grown', includeAllColumns: false });
    await client.execute("ALTER TABLE grown WITH comment = 'more'");
    const after = await client.metadata.getTable(keyspace, 'grown');
    expect([before.comment, after.comment]).toEqual(['', 'more']);
    expect(await client.metadata.getMaterializedView(keyspace, 'seen')).not.toBe(view);
    await client.execute('DROP MATERIALIZED VIEW seen');
    expect(await client.metadata.getMaterializedView(keyspace, 'seen')).toBeNull();
  });

  test('hears what others change', async () => {
    await connected({ refreshSchemaDelay: 10 }, async (other) => {
      await client.execute('CREATE TABLE told (k int PRIMARY KEY)');
      await until(() => other.metadata.getTable(keyspace, 'told'));
      await client.execute('ALTER TABLE told ADD v int');
      const isWider = async () => (await other.metadata.getTable(keyspace, 'told')).columns.length === 2;
      expect(await until(isWider)).toBe(true);
      const name = `${keyspace}_brief`;
      const replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
      await client.execute(`CREATE KEYSPACE ${name} WITH replication = ${replication}`);
      expect(await until(async () => other.metadata.keyspaces[name])).toMatchObject({ name });
      await client.execute(`DROP KEYSPACE ${name}`);
      expect(client.metadata.keyspaces).not.toHaveProperty(name);
      expect(await until(async () => !(name in other.metadata.keyspaces))).toBe(true);
    });
  });

  test('is read when it is asked for, and not kept, when it is not to be followed', async () => {
    await connected({ isMetadataSyncEnabled: false }, async (other) => {
      expect(other.metadata.keyspaces).toEqual({});
      const [first, second] = [
        await other.metadata.getTable(keyspace, 'people'),
        await other.metadata.getTable(keyspace, 'people'),
      ];
      expect(first).not.toBe(second);
      expect(first).toEqual(second);
      expect(other.getReplicas(keyspace, Buffer.from([1]))).toBeNull();
      await other.metadata.refreshKeyspace(keyspace);
      expect(other.getReplicas(keyspace, Buffer.from([1]))).toHaveLength(1);
    });
  });

  test('has plain objects also where rows have maps and sets of classes', async () => {
    await connected({ encoding: { map: Map, set: Set } }, async (other) => {
      const table = await other.metadata.getTable(keyspace, 'people');
      expect(table).toEqual(await client.metadata.getTable(keyspace, 'people'));
      expect(table.compactionOptions).toHaveProperty('max_threshold', '32');
      expect(other.metadata.keyspaces[keyspace]!.strategyOptions).toEqual({ replication_factor: '1' });
    });
  });

  test('calls back when there is a callback', async () => {
    const called = await new Promise((resolve) => {
      client.metadata.getTable(keyspace, 'people', (err, table) => resolve([err, table.name]));
    });
    expect(called).toEqual([null, 'people']);
  });

  test('takes the names of user-defined types as hints', async () => {
    const hints = ['int', 'list<frozen<int>>', 'udt<contact>', `map<text, udt<${keyspace}."Phone">>`];
    const seen = client.metadata as unknown as HintsReader;
    await seen.adaptUserHints(keyspace, hints);
    expect(hints).toMatchObject([
      { code: dataTypes.int },
      { code: dataTypes.list },
      { code: dataTypes.udt, info: { name: 'contact' } },
      { code: dataTypes.map, info: [{ code: dataTypes.text }, { info: { name: 'Phone' } }] },
    ]);
    const unknown = await failure<TypeError>(seen.adaptUserHints(keyspace, ['udt<nothing>']));
    expect(unknown.message).toBe(`User defined type not found: ${keyspace}.nothing`);
  });

  test('traces requests', async () => {
    const { info } = await client.execute('SELECT key FROM system.local', [], { traceQuery: true });
    const trace = await client.metadata.getTrace(info.traceId!, types.consistencies.one);
    expect(trace.duration).toBeTypeOf('number');
    expect(trace.parameters.query).toBe('SELECT key FROM system.local');
    expect(trace.events.length).toBeGreaterThan(0);
    expect(await client.metadata.checkSchemaAgreement()).toBe(true);
  });
});

describe('the ring of a cluster', () => {
  const client = new Client({
    ...clusterOptions(),
    contactPoints: variable('UNICQL_DCS_CONTACT_POINTS').split(','),
  });
  const keyspace = `node_ring_${process.pid}`;

  beforeAll(async () => {
    const replication = "{'class': 'NetworkTopologyStrategy', 'dc1': 2, 'dc2': 1}";
    await client.execute(`CREATE KEYSPACE ${keyspace} WITH replication = ${replication}`);
    await client.execute(`CREATE TABLE ${keyspace}.rows (k int PRIMARY KEY)`);
  });
  afterAll(async () => {
    await client.execute(`DROP KEYSPACE ${keyspace}`);
    await client.shutdown();
  });

  test('consists of ranges that have every row once', async () => {
    const count = 50;
    for (let k = 0; k < count; k++) {
      await client.execute(`INSERT INTO ${keyspace}.rows (k) VALUES (?)`, [k], { prepare: true });
    }
    const query = `SELECT k, token(k) AS t FROM ${keyspace}.rows WHERE token(k) > ? AND token(k) <= ?`;
    const found: number[] = [];
    const ranges = [...client.metadata.getTokenRanges()].flatMap((range) => range.unwrap());
    for (const range of ranges) {
      const bounds = [range.start.getValue(), range.end.getValue()];
      for (const { k, t } of await client.execute(query, bounds, { prepare: true })) {
        expect(range.contains(client.metadata.newToken(t.toString()))).toBe(true);
        expect(client.metadata.newToken(new Encoder(4, {}).encode(k, 'int') as Buffer).toString()).toBe(
          `${t}`,
        );
        found.push(k);
      }
    }
    expect(found.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, k) => k));
  });

  test('has the replicas that the replication of a keyspace wants', () => {
    const { metadata: known } = client;
    for (const range of known.getTokenRanges()) {
      const replicas = client.getReplicas(keyspace, range)!;
      expect(replicas.map((host) => host.datacenter).sort()).toEqual(['dc1', 'dc1', 'dc2']);
      expect(replicas[0]).toBe(client.getReplicas(null, range)![0]);
      for (const host of replicas) {
        expect(client.hosts.get(host.address)).toBe(host);
        expect(known.getTokenRangesForHost(keyspace, host)).toContain(range);
      }
    }
    expect(client.getReplicas('nothing', Buffer.from([1]))).toBeNull();
  });
});

describe('what several ask for at the same time', () => {
  const keyspaceRow = { keyspace_name: 'k', durable_writes: true, replication: {} };

  /** Metadata of a server whose tables are given, and what it was asked. */
  async function withTables(names: () => string[]) {
    const asked: string[] = [];
    const source = {
      query: async (given: string | { query: string }) => {
        const cql = typeof given === 'string' ? given : given.query;
        asked.push(cql);
        if (cql.includes('.keyspaces')) return { rows: [keyspaceRow] };
        const isTable = cql.includes('system_schema.tables');
        return {
          rows: isTable
            ? names().flatMap((name) => (cql.includes(`'${name}'`) ? [{ flags: ['compound'] }] : []))
            : [],
        };
      },
      getEncoder: () => new Encoder(4, {}),
    };
    const made = new metadata.Metadata({ isMetadataSyncEnabled: true }, source);
    Object.assign(made, { initialized: true });
    (made as unknown as { setCassandraVersion(version: number[]): void }).setCassandraVersion([3, 11]);
    await made.refreshKeyspaces();
    asked.length = 0;
    return { made, asked };
  }

  test('is read once, and is null for all when there is none', async () => {
    const { made, asked } = await withTables(() => ['t']);
    const tables = await Promise.all([1, 2, 3].map(() => made.getTable('k', 't')));
    expect(new Set(tables).size).toBe(1);
    expect(asked.filter((cql) => cql.includes('system_schema.tables'))).toHaveLength(1);
    expect(await Promise.all([1, 2, 3].map(() => made.getTable('k', 'none')))).toEqual([null, null, null]);
  });

  test('is read again when it changed while it was being read', async () => {
    const { made, asked } = await withTables(() => ['t']);
    const first = made.getTable('k', 't');
    Reflect.deleteProperty(made.keyspaces.k!.tables, 't');
    const second = await made.getTable('k', 't');
    expect(await first).not.toBe(second);
    expect(await made.getTable('k', 't')).toBe(second);
    expect(asked.filter((cql) => cql.includes('system_schema.tables'))).toHaveLength(2);
  });
});

describe('metadata that is not connected', () => {
  const made = () => new metadata.Metadata({ isMetadataSyncEnabled: true }, null!);

  test('says so', async () => {
    const message =
      'Metadata has not been initialized.  This could only happen if you have not connected yet.';
    await expect(made().getTable('k', 't')).rejects.toThrow(message);
    await expect(made().refreshKeyspaces()).rejects.toThrow(message);
    await expect(made().getTrace(types.Uuid.random())).rejects.toThrow(message);
    expect(() => made().newToken('1')).toThrow('Partitioner not established.');
    expect(made().getReplicas(null, Buffer.from([1]))).toBeNull();
    await expect(made().getFunction('k', '', [])).rejects.toThrow('You must provide the keyspace name');
    await expect(made().getFunction('k', 'f', 'int' as never)).rejects.toThrow('Signature must be an array');
  });
});

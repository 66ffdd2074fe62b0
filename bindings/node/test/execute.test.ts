import { describe, expect, test, beforeAll } from 'vitest';
import { errors, policies, types, type Client } from '../dist/index.js';
import { clusterOptions, failure, useClient } from './cluster.js';
import { Client as DriverClient } from '../dist/index.js';

const { ResponseError, ArgumentError } = errors;
const { consistencies, Long, Uuid } = types;

const { client, keyspace } = useClient();
const prepare = true;

describe('statements', () => {
  beforeAll(async () => {
    await client.execute('CREATE TABLE t (id int PRIMARY KEY, v text, "Camel" int, n bigint)');
    await client.execute('CREATE TABLE counters (id int PRIMARY KEY, c counter)');
  });

  test('a value of a wrong type is told with the statement that it is for', async () => {
    const query = 'SELECT key FROM system.local WHERE key = ?';
    for (const prepare of [true, false]) {
      const err = await failure(client.execute(query, [Symbol('no value')], { prepare }));
      expect(err).toBeInstanceOf(TypeError);
      expect(err).toMatchObject({ query });
    }
  });

  test('a prepared statement takes values by position and by name', async () => {
    await client.execute('INSERT INTO t (id, v) VALUES (?, ?)', [1, 'é'], { prepare });
    await client.execute(
      'INSERT INTO t (id, v, "Camel") VALUES (:id, :V, :"Camel")',
      { ID: 2, v: 'b', Camel: 3 },
      { prepare },
    );
    const { rows, columns, rowLength, info } = await client.execute(
      'SELECT id, v, "Camel" FROM t WHERE id IN (1, 2)',
    );
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { id: 1, v: 'é', Camel: null },
      { id: 2, v: 'b', Camel: 3 },
    ]);
    expect([rowLength, columns.map(({ name }) => name)]).toEqual([2, ['id', 'v', 'Camel']]);
    expect(info).toMatchObject({
      queriedHost: clusterOptions().contactPoints![0],
      triedHosts: { [clusterOptions().contactPoints![0]!]: null },
      achievedConsistency: consistencies.localOne,
      isSchemaInAgreement: true,
      warnings: undefined,
    });
  });

  test('a simple statement takes hints and guesses', async () => {
    await client.execute('INSERT INTO t (id, v, n) VALUES (?, ?, ?)', [3, 'c', 5], {
      hints: ['int', null, 'bigint'],
    });
    await client.execute(
      'INSERT INTO t (id, v) VALUES (:a, :b)',
      { A: 4, b: 'd' },
      { hints: { A: 'int' } as never },
    );
    const guessed = await client.execute('SELECT v, n FROM t WHERE n = ? ALLOW FILTERING', [Long.fromInt(5)]);
    expect(guessed.first()).toMatchObject({ v: 'c', n: Long.fromInt(5) });
    expect((await client.execute('SELECT v FROM t WHERE id = 4')).first()['v']).toBe('d');
    const error = await failure(client.execute('INSERT INTO t (id) VALUES (?)', [5]));
    expect(error, 'a number is taken for a double, as ever').toBeInstanceOf(ResponseError);
  });

  test('undefined leaves a column as it is, null empties it', async () => {
    const insert = (v: unknown) => client.execute('INSERT INTO t (id, v) VALUES (?, ?)', [6, v], { prepare });
    const read = async () => (await client.execute('SELECT v FROM t WHERE id = 6')).first()['v'];
    await insert('kept');
    await insert(undefined);
    expect(await read()).toBe('kept');
    await insert(null);
    expect(await read()).toBeNull();
  });

  test('a write timestamp is that of the request, or of the client', async () => {
    const writetime = async (id: number) => {
      const row = (await client.execute(`SELECT writetime(v) AS w FROM t WHERE id = ${id}`)).first();
      return (row['w'] as types.Long).toString();
    };
    const insert = "INSERT INTO t (id, v) VALUES (7, 'x')";
    for (const timestamp of [12345, Long.fromString('9007199254740993')]) {
      await client.execute('TRUNCATE t');
      await client.execute(insert, null, { timestamp });
      expect(await writetime(7)).toBe(timestamp.toString());
    }
    await client.execute('TRUNCATE t');
    await client.execute(insert, null, { timestamp: 12345.6 });
    expect(await writetime(7)).toBe('12345');
    const before = Date.now() * 1000;
    await client.execute(insert);
    expect(Number(await writetime(7))).toBeGreaterThanOrEqual(before);
  });

  test('a consistency may be text, as programs read it from their environment', async () => {
    const consistency = String(types.consistencies.quorum) as unknown as number;
    const { info } = await client.execute('SELECT key FROM system.local', [], { consistency });
    expect(info.achievedConsistency).toBe(consistency);
  });

  test('a conditional statement tells whether it was applied', async () => {
    const insert = 'INSERT INTO t (id, v) VALUES (8, ?) IF NOT EXISTS';
    expect((await client.execute(insert, ['a'], { prepare })).wasApplied()).toBe(true);
    const second = await client.execute(insert, ['b'], {
      prepare,
      serialConsistency: consistencies.localSerial,
    });
    expect([second.wasApplied(), second.first()['v']]).toEqual([false, 'a']);
  });

  test('batches are logged, unlogged or of counters', async () => {
    const queries = [10, 11].map((id) => ({
      query: 'INSERT INTO t (id, v) VALUES (?, ?)',
      params: [id, `v${id}`],
    }));
    await client.batch(queries, { prepare });
    await client.batch(["INSERT INTO t (id, v) VALUES (12, 'text')"], { logged: false });
    await client.batch([{ query: queries[0]!.query, params: [13, 'h'] }], { hints: [['int', 'text']] });
    const count = { query: 'UPDATE counters SET c = c + ? WHERE id = ?', params: { c: 2, id: 1 } };
    await client.batch([count, count], { prepare, counter: true });
    const { rows } = await client.execute('SELECT v FROM t WHERE id IN (10, 11, 12, 13)');
    expect(rows.map((row) => row['v'])).toEqual(['v10', 'v11', 'text', 'h']);
    expect((await client.execute('SELECT c FROM counters WHERE id = 1')).first()['c'].toString()).toBe('4');
    const mixed = await failure(client.batch([count, queries[0]!], { prepare, counter: true }));
    expect(mixed).toBeInstanceOf(ResponseError);
  });

  test('a request that is traced has the id of its trace', async () => {
    const { info } = await client.execute('SELECT * FROM t WHERE id = 1', null, { traceQuery: true });
    expect(info.traceId).toBeInstanceOf(Uuid);
  });

  test('warnings of the server come with the result', async () => {
    const big = 'x'.repeat(50_000);
    const query = 'INSERT INTO t (id, v) VALUES (?, ?)';
    const { info } = await client.batch(
      [20, 21].map((id) => ({ query, params: [id, big] })),
      { prepare },
    );
    expect(info.warnings).toHaveLength(1);
    expect(info.warnings![0]).toContain('exceeding specified threshold');
  });

  test('a request goes to the host that it names', async () => {
    const [host] = client.hosts.values();
    const { info } = await client.execute('SELECT * FROM system.local', null, { host: host! });
    expect(info.queriedHost).toBe(host!.address);
    const other = { host: {} } as never;
    await expect(client.execute('SELECT 1', null, other)).rejects.toBeInstanceOf(ArgumentError);
  });

  test('USE changes the keyspace of the client and of what is prepared', async () => {
    const own = new DriverClient(clusterOptions());
    try {
      await own.connect();
      expect(own.keyspace).toBeUndefined();
      const unqualified = () => own.execute('SELECT id FROM t', [], { prepare });
      await expect(unqualified()).rejects.toBeInstanceOf(ResponseError);
      await own.execute(`USE ${keyspace}`);
      expect(own.keyspace).toBe(keyspace);
      expect((await unqualified()).rows.length).toBeGreaterThan(0);
    } finally {
      await own.shutdown();
    }
  });

  test('a prepared statement follows a change of its table', async () => {
    await client.execute('CREATE TABLE changing (id int PRIMARY KEY, a int)');
    const query = 'SELECT * FROM changing WHERE id = ?';
    await client.execute('INSERT INTO changing (id, a) VALUES (1, 2)');
    expect({ ...(await client.execute(query, [1], { prepare })).first() }).toEqual({ id: 1, a: 2 });
    await client.execute('ALTER TABLE changing ADD b text');
    await client.execute("UPDATE changing SET b = 'new' WHERE id = 1");
    expect({ ...(await client.execute(query, [1], { prepare })).first() }).toEqual({ id: 1, a: 2, b: 'new' });
  });

  test('more statements than are kept prepared go on working', async () => {
    const own = new DriverClient(clusterOptions({ maxPrepared: 2, keyspace }));
    try {
      for (let i = 0; i < 12; i++) {
        const { rows } = await own.execute(`SELECT id AS c${i % 4} FROM t WHERE id = ?`, [10], { prepare });
        expect(rows[0]![`c${i % 4}`]).toBe(10);
      }
    } finally {
      await own.shutdown();
    }
  });

  test('policies of the client are honoured', async () => {
    const { loadBalancing, retry } = policies;
    const own = new DriverClient({
      contactPoints: clusterOptions().contactPoints!,
      policies: {
        loadBalancing: new loadBalancing.RoundRobinPolicy(),
        retry: new retry.FallthroughRetryPolicy(),
      },
    });
    try {
      expect((await own.execute('SELECT key FROM system.local')).rowLength).toBe(1);
    } finally {
      await own.shutdown();
    }
  });
});

describe('bad input', () => {
  const cases: [string, (client: Client) => Promise<unknown>, unknown, string | RegExp][] = [
    ['a syntax error', (c) => c.execute('SELEC'), ResponseError, 'no viable alternative'],
    ['a table that is not there', (c) => c.execute('SELECT * FROM none'), ResponseError, /none/],
    ['a statement that is no text', (c) => c.execute(5 as never), TypeError, 'Expected string'],
    [
      'one to prepare that is no text',
      (c) => c.execute(null as never, [], { prepare }),
      ArgumentError,
      'should be a string',
    ],
    [
      'text for an int',
      (c) => c.execute('SELECT * FROM t WHERE id = ?', ['x'], { prepare }),
      TypeError,
      'Expected Number',
    ],
    [
      'NaN for an int',
      (c) => c.execute('SELECT * FROM t WHERE id = ?', [NaN], { prepare }),
      TypeError,
      'Expected Number',
    ],
    [
      'an int that is too large',
      (c) => c.execute('SELECT * FROM t WHERE id = ?', [2 ** 31], { prepare }),
      RangeError,
      'out of range',
    ],
    [
      'too few values',
      (c) => c.execute('SELECT * FROM t WHERE id = ?', [], { prepare }),
      ResponseError,
      'bound variables',
    ],
    [
      'too many values',
      (c) => c.execute('SELECT * FROM t WHERE id = ?', [1, 2], { prepare }),
      ResponseError,
      'bound variables',
    ],
    [
      'a name that is not given',
      (c) => c.execute('SELECT * FROM t WHERE id = :id', { x: 1 }, { prepare }),
      ArgumentError,
      'Parameter "id" not defined',
    ],
    [
      'a value of no type',
      (c) => c.execute('SELECT * FROM t WHERE id = ?', [{}]),
      TypeError,
      'could not be guessed',
    ],
    [
      'a consistency that is none',
      (c) => c.execute('SELECT * FROM t', [], { consistency: 99 }),
      ArgumentError,
      '99',
    ],
    [
      'a page state that is none',
      (c) => c.execute('SELECT * FROM t', [], { pageState: 'xyz' }),
      ArgumentError,
      'hexadecimal',
    ],
    [
      'a profile that is none',
      (c) => c.execute('SELECT * FROM t', [], { executionProfile: 'x' }),
      ArgumentError,
      'Execution profile "x" not found',
    ],
    [
      'a custom payload that is none',
      (c) => c.execute('SELECT * FROM t', [], { customPayload: { a: 1 } }),
      TypeError,
      'customPayload.a: expected Buffer',
    ],
    ['batches of nothing', (c) => c.batch([]), ArgumentError, 'Queries array should not be empty'],
    ['batches that are no array', (c) => c.batch({} as never), ArgumentError, 'Queries should be an Array'],
    ['a batch with a hole', (c) => c.batch([null as never]), ArgumentError, 'Invalid query at index 0'],
    [
      'a timestamp that is none',
      (c) => c.execute('SELECT * FROM t', [], { timestamp: 'x' as never }),
      TypeError,
      'Expected Long',
    ],
  ];

  test.each(cases)('%s is refused', async (_name, act, type, message) => {
    const error = await failure(act(client));
    expect(error).toBeInstanceOf(type);
    expect(error.message).toMatch(message);
  });

  test('an error of the server holds its code, its statement and, when asked, where it was made', async () => {
    const query = 'SELECT * FROM none';
    const error = await failure<errors.ResponseError>(client.execute(query, [], { captureStackTrace: true }));
    expect(error).toMatchObject({ code: types.responseErrorCodes.invalid, query, name: 'ResponseError' });
    expect(error.stack).toContain('execute.test');
  });

  test('requests of the same turn go on when one of them is refused', async () => {
    const query = 'SELECT key FROM system.local WHERE key = ?';
    const outcomes = await Promise.allSettled(
      [['local'], [{}], ['local'], ['x'.repeat(300_000)], ['local']].map((params) =>
        client.execute(query, params),
      ),
    );
    expect(
      outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.rowLength : 'refused')),
    ).toEqual([1, 'refused', 1, 'refused', 1]);
  });
});

describe('a burst of large answers', () => {
  const query = 'SELECT v FROM large WHERE k = 0';
  beforeAll(async () => {
    await client.execute('CREATE TABLE large (k int PRIMARY KEY, v blob)');
    await client.execute('INSERT INTO large (k, v) VALUES (0, ?)', [Buffer.alloc(200_000, 7)], {
      prepare: true,
    });
    await client.execute(query, [], { prepare: true });
  });

  test('leaves the event loop its turns, so that rows that are done with can go', async () => {
    let answers = 0;
    const answersAtTurns = new Set<number>();
    const all = Array.from({ length: 32 }, async () => {
      const { rows } = await client.execute(query, [], { prepare: true });
      answers++;
      return (rows[0]!['v'] as Buffer).length;
    });
    // The requests are handed over, and answered while this thread does nothing else.
    await new Promise(process.nextTick);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    const turn = (): void => {
      answersAtTurns.add(answers);
      if (answers < all.length) setImmediate(turn);
    };
    turn();
    expect(await Promise.all(all)).toEqual(all.map(() => 200_000));
    expect([...answersAtTurns].filter((n) => n > 0 && n < all.length).length).toBeGreaterThan(1);
  });
});

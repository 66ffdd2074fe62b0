import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { concurrent, errors, types, type Client } from '../dist/index.js';
import { failure, useClient } from './cluster.js';

const { client } = useClient();
const ROWS = 25;
const query = 'SELECT c FROM paged WHERE p = ?';
const options = { prepare: true, fetchSize: 10 };
const all = Array.from({ length: ROWS }, (_, i) => i);

/** What `eachRow()` calls back with. */
function eachRow(given: object): Promise<{ rows: number[]; numbers: number[]; result: types.ResultSet }> {
  return new Promise((resolve, reject) => {
    const rows: number[] = [];
    const numbers: number[] = [];
    client.eachRow(
      query,
      [1],
      { ...options, ...given },
      (n, row) => {
        numbers.push(n);
        rows.push(row['c']);
      },
      (err, result) => (err ? reject(err) : resolve({ rows, numbers, result: result! })),
    );
  });
}

describe('pages', () => {
  beforeAll(async () => {
    await client.execute('CREATE TABLE paged (p int, c int, v text, PRIMARY KEY (p, c))');
    const insert = 'INSERT INTO paged (p, c, v) VALUES (1, ?, ?)';
    const group = await concurrent.executeConcurrent(
      client,
      insert,
      all.map((c) => [c, 'x'.repeat(100)]),
      { collectResults: true, concurrencyLevel: 4 },
    );
    expect([group.totalExecuted, group.resultItems.length, group.errors]).toEqual([ROWS, ROWS, []]);
  });

  test('the state of a page leads to the next one, as text or bytes', async () => {
    const first = await client.execute(query, [1], options);
    expect([first.rowLength, first.isPaged(), first.pageState.length % 2]).toEqual([10, true, 0]);
    for (const pageState of [first.pageState, Buffer.from(first.pageState, 'hex')]) {
      const second = await client.execute(query, [1], { ...options, pageState });
      expect(second.rows.map((row) => row['c'])).toEqual(all.slice(10, 20));
    }
    const whole = await client.execute(query, [1], { prepare: true, fetchSize: 0 });
    expect([whole.rowLength, whole.pageState, whole.isPaged()]).toEqual([ROWS, null, false]);
  });

  test('iterating fetches the pages that follow', async () => {
    const result = await client.execute(query, [1], options);
    const seen: number[] = [];
    for await (const row of result) seen.push(row['c']);
    expect(seen).toEqual(all);
    expect([...result].map((row) => row['c'])).toEqual(all.slice(0, 10));
  });

  test('a simple statement is paged as well', async () => {
    const result = await client.execute('SELECT c FROM paged', null, { fetchSize: 7 });
    let count = 0;
    for await (const row of result) count += row ? 1 : 0;
    expect(count).toBe(ROWS);
  });

  test('eachRow() hands over a page, and the next one when asked', async () => {
    const { rows, numbers, result } = await eachRow({});
    expect([rows, numbers, result.rowLength, result.rows]).toEqual([all.slice(0, 10), rows, 10, undefined]);
    expect(result.nextPage).toBeTypeOf('function');
  });

  test('eachRow() fetches all pages by itself', async () => {
    const { rows, numbers, result } = await eachRow({ autoPage: true });
    expect([rows, result.rowLength, result.nextPage]).toEqual([all, ROWS, undefined]);
    expect(numbers).toEqual(all.map((n) => n % 10));
  });

  test('eachRow() tells how many rows the page has, and calls back with an error alone', async () => {
    const counts = await new Promise<unknown[]>((resolve, reject) => {
      const given: unknown[] = [];
      client.eachRow(
        query,
        [1],
        options,
        (...row) => given.push(row[2]),
        (err) => (err ? reject(err) : resolve(given)),
      );
    });
    expect(counts).toEqual(Array(10).fill(10));
    const failed = await new Promise<unknown[]>((resolve) => {
      client.eachRow(
        'SELECT x FROM paged',
        [],
        () => undefined,
        (...given) => resolve(given),
      );
    });
    expect(failed).toEqual([expect.any(errors.ResponseError)]);
  });

  test('eachRow() reports an error and checks its callback', async () => {
    await expect(eachRow({ executionProfile: 'x' })).rejects.toThrow('not found');
    expect(() => (client as { eachRow(query: string): void } & Client).eachRow(query)).toThrow(
      errors.ArgumentError,
    );
  });

  test('a function in the place of the options says nothing, as query builders pass it', async () => {
    const nothing = () => undefined;
    const text = 'SELECT c FROM paged WHERE p = 1';
    // The types of the driver do not allow it.
    const loose = client as unknown as Record<string, (...args: unknown[]) => NodeJS.ReadableStream>;
    const ended = (start: (callback: (err?: unknown) => void) => unknown) =>
      new Promise<void>((resolve, reject) => start((err) => (err ? reject(err as Error) : resolve())));
    const seen: number[] = [];
    const onRow = (n: number) => seen.push(n);
    await ended((callback) => loose['execute']!(text, [], nothing, callback));
    await ended((callback) => loose['eachRow']!(text, [], nothing, onRow, callback));
    await ended((callback) => loose['eachRow']!(text, [], onRow, callback));
    expect(seen).toEqual([...all, ...all]);
    await ended((callback) => loose['stream']!(text, [], nothing).on('end', callback).resume());
    const refused = ended((callback) => loose['batch']!([], nothing, callback));
    await expect(refused).rejects.toThrow('Queries array should not be empty');
  });

  test('a stream fetches a page only when the one before was read', async () => {
    const stream = client.stream(query, [1], options);
    await new Promise((resolve) => stream.once('readable', resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(stream.buffer.length + stream.readableLength).toBeLessThanOrEqual(20);
    const seen: number[] = [];
    for await (const row of stream) seen.push((row as types.Row)['c']);
    expect(seen).toEqual(all);
  });

  test('a stream that is piped into something slow loses nothing', async () => {
    const seen: number[] = [];
    const slow = new Writable({
      objectMode: true,
      highWaterMark: 1,
      write(row: types.Row, _encoding, done) {
        seen.push(row['c']);
        setImmediate(done);
      },
    });
    await pipeline(client.stream(query, [1], { ...options, fetchSize: 3 }), slow);
    expect(seen).toEqual(all);
  });

  test('a stream reports an error once and calls back', async () => {
    const called: unknown[] = [];
    const stream = client.stream('SELECT nothing', [], {}, (err) => called.push(err));
    const error = await failure(stream.toArray());
    expect(error).toBeInstanceOf(errors.ResponseError);
    expect(called).toEqual([error]);
  });

  test('a stream of no rows ends', async () => {
    expect(await client.stream(query, [99], options).toArray()).toEqual([]);
  });

  test('a page larger than the slab is read', async () => {
    const value = 'y'.repeat(400_000);
    await client.execute('INSERT INTO paged (p, c, v) VALUES (2, 1, ?)', [value], { prepare: true });
    const { rows } = await client.execute('SELECT v FROM paged WHERE p = 2');
    expect(rows[0]!['v'] === value).toBe(true);
  });

  test('concurrent execution collects errors or raises the first', async () => {
    const parameters = [[1], ['x'], [2]];
    const kept = await concurrent.executeConcurrent(client, query, parameters, { raiseOnFirstError: false });
    expect([kept.totalExecuted, kept.errors.map((error) => error.name)]).toEqual([3, ['TypeError']]);
    expect(() => kept.resultItems).toThrow('collectResults is set to false');
    await expect(concurrent.executeConcurrent(client, query, parameters)).rejects.toBeInstanceOf(TypeError);
    const several = [
      { query, params: [1] },
      { query, params: [2] },
    ];
    const group = await concurrent.executeConcurrent(client, several, { collectResults: true });
    expect(group.resultItems.map((item) => (item as types.ResultSet).rowLength)).toEqual([ROWS, 1]);
  });

  test('concurrent execution reads a stream no faster than it executes', async () => {
    const source = Readable.from(all.map(() => [1]));
    let pauses = 0;
    source.on('pause', () => pauses++);
    const group = await concurrent.executeConcurrent(client, query, source, { concurrencyLevel: 2 });
    expect(group.totalExecuted).toBe(ROWS);
    expect(pauses).toBeGreaterThan(5);
    const wrong = concurrent.executeConcurrent(client, query, Readable.from([1]));
    await expect(wrong).rejects.toThrow('should emit Array instances');
    expect(() => concurrent.executeConcurrent(client, query, 5 as never)).toThrow(TypeError);
  });
});

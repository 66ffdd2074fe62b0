import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { errors, types } from '../dist/index.js';
import { useClient } from './cluster.js';

describe('what programs print and answer with', () => {
  test('errors begin with their name', () => {
    const error = new errors.ResponseError(8704, 'no such table');
    expect(Object.keys(error)).toEqual(['name', 'info', 'message', 'code']);
    expect(Object.keys(JSON.parse(JSON.stringify(error)) as object)).toEqual(Object.keys(error));
    expect(error.stack).toMatch(/^ResponseError: no such table\n/);
  });

  test('values are printed as the legacy driver prints them', () => {
    expect(inspect(types.InetAddress.fromString('127.0.0.1'))).toBe(
      'InetAddress { buffer: <Buffer 7f 00 00 01>, length: 4, version: 4 }',
    );
    expect(Object.keys(types.LocalDate.fromString('2020-02-03'))).toEqual([
      'date',
      '_value',
      'year',
      'month',
      'day',
    ]);
  });

  describe('of a result', () => {
    const { client, keyspace } = useClient();

    test('columns have their name and type, and their table only where there are several', async () => {
      await client.execute('CREATE TABLE t (id int PRIMARY KEY, l list<text>)');
      const { columns } = await client.execute('SELECT * FROM t');
      expect(JSON.stringify(columns)).toBe(
        '[{"name":"id","type":{"code":9,"type":null}},' +
          '{"name":"l","type":{"code":32,"type":null,"info":{"code":13,"type":null}}}]',
      );
      await client.execute('SELECT * FROM t WHERE id = ?', [1], { prepare: true });
      const [prepared] = (client.metadata as unknown as { getAllPrepared(): object[] }).getAllPrepared();
      expect(prepared).toMatchObject({ meta: { keyspace, table: 't' } });
    });

    test('the way to the next page is seen', async () => {
      const page = await client.execute('SELECT * FROM system_schema.columns', [], { fetchSize: 1 });
      expect(Object.keys(page)).toContain('nextPageAsync');
    });
  });
});

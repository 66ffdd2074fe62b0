import { inspect } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { types } from '../dist/index.js';
import { useClient } from './cluster.js';
import { samples } from './values.js';

const { client } = useClient();
const { client: bigInts } = useClient({
  encoding: { map: Map, set: Set, useBigIntAsLong: true, useBigIntAsVarint: true },
});
const prepare = true;

describe('types of a real server', () => {
  beforeAll(async () => {
    const columns = samples.map(({ type }, i) => `c${i} ${type}`).join(', ');
    await client.execute(`CREATE TABLE every (id int PRIMARY KEY, ${columns})`);
    await client.execute('CREATE TYPE address (street text, numbers frozen<list<int>>)');
    await client.execute('CREATE TABLE places (id int PRIMARY KEY, home frozen<address>)');
    await bigInts.execute(
      'CREATE TABLE large (id int PRIMARY KEY, b bigint, v varint, m map<int, bigint>, s set<text>, t timestamp)',
    );
  });

  for (const [i, { type, values }] of samples.entries()) {
    test(`${type} comes back as it was written, prepared or with a hint`, async () => {
      for (const [id, value] of values.entries()) {
        const insert = `INSERT INTO every (id, c${i}) VALUES (?, ?)`;
        for (const way of [{ prepare }, { hints: ['int', type] }]) {
          await client.execute(insert, [id, value], way);
          const row = (
            await client.execute(`SELECT c${i} AS v FROM every WHERE id = ?`, [id], { prepare })
          ).first();
          expect(inspect(row['v'], { depth: 5, maxStringLength: 200 })).toBe(
            inspect(value, { depth: 5, maxStringLength: 200 }),
          );
        }
      }
    });
  }

  test('null is null in every column', async () => {
    await client.execute('INSERT INTO every (id) VALUES (1000)');
    const row = (await client.execute('SELECT * FROM every WHERE id = 1000')).first();
    expect(row.values().filter((value) => value !== null)).toEqual([1000]);
  });

  test('a user-defined type is an object', async () => {
    const homes = [{ street: 'Main', numbers: [1, 2] }, { street: null, numbers: null }, { street: 'Only' }];
    for (const [id, home] of homes.entries()) {
      await client.execute('INSERT INTO places (id, home) VALUES (?, ?)', [id, home], { prepare });
      const row = (await client.execute('SELECT home FROM places WHERE id = ?', [id], { prepare })).first();
      expect(row['home']).toEqual({ numbers: null, ...home });
    }
    const { columns } = await client.execute('SELECT home FROM places');
    expect(columns[0]!.type).toMatchObject({
      code: types.dataTypes.udt,
      info: { name: 'address', fields: [{ name: 'street' }, { name: 'numbers' }] },
    });
  });

  test('large integers, maps and sets take the classes of the options', async () => {
    const values = [1, -(2n ** 63n), 2n ** 100n, new Map([[1, 2n ** 62n]]), new Set(['a']), new Date(5)];
    await bigInts.execute('INSERT INTO large (id, b, v, m, s, t) VALUES (?, ?, ?, ?, ?, ?)', values, {
      prepare,
    });
    const row = (await bigInts.execute('SELECT id, b, v, m, s, t FROM large')).first();
    expect(row.values()).toEqual(values);
  });
});

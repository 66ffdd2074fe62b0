import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = `
  const { rowDecoder } = require(${JSON.stringify(join(__dirname, '../dist/codec/row-decoder.js'))});
  const { types } = require(${JSON.stringify(join(__dirname, '../index.js'))});
  const { dataTypes } = types;
  const column = (name, type) => ({ ksname: 'k', tablename: 't', name, type });
  const columns = [
    column('id', { code: dataTypes.int }),
    column('name', { code: dataTypes.text }),
    column('big', { code: dataTypes.bigint }),
    column('tags', { code: dataTypes.list, info: { code: dataTypes.text } }),
    column('none', { code: dataTypes.double }),
    column('__proto__', { code: dataTypes.boolean }),
  ];
  const cell = (bytes) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(bytes === null ? -1 : bytes.length);
    return bytes === null ? length : Buffer.concat([length, bytes]);
  };
  const list = Buffer.concat([Buffer.from([0, 0, 0, 1]), cell(Buffer.from('x'))]);
  const row = [Buffer.from([0, 0, 0, 7]), Buffer.from('seven'), Buffer.alloc(8, 1), list, null, Buffer.from([1])];
  const page = Buffer.concat([...row, ...row].map(cell));
  let generated = true;
  try { new Function('') } catch { generated = false }
  const rows = rowDecoder(columns, {})(page, 0, 2);
  const [first] = rows;
  console.log(JSON.stringify({
    generated,
    names: first.keys(),
    values: first.values().map(String),
    isRow: first instanceof types.Row,
    columns: first.__columns.length,
    count: rows.length,
  }));
`;

async function decoded(...flags: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '-e', script]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

test('rows are the same where the process may generate no code', async () => {
  const { generated: may, ...usual } = await decoded();
  const { generated: mayNot, ...forbidden } = await decoded('--disallow-code-generation-from-strings');
  expect([may, mayNot]).toEqual([true, false]);
  expect(forbidden).toEqual(usual);
  expect(usual).toEqual({
    names: ['id', 'name', 'big', 'tags', 'none', '__proto__'],
    values: ['7', 'seven', '72340172838076673', 'x', 'null', 'true'],
    isRow: true,
    columns: 6,
    count: 2,
  });
});

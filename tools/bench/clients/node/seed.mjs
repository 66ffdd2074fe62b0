/** Makes a table and its rows: `seed.mjs DRIVER JSON`. Rows that are there already are left alone. */

import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { valueOf } from './values.mjs';

const [driverPath, text] = process.argv.slice(2);
const { target, keyspace, table, schema } = JSON.parse(text);
const { Client, types, concurrent } = createRequire(import.meta.url)(driverPath);

const client = new Client({
  contactPoints: [`${target.host}:${target.port}`],
  localDataCenter: target.localDatacenter,
  socketOptions: { readTimeout: 60_000 },
});

async function fill(rows) {
  const names = ['pk', 'ck', ...table.columns.map((_, i) => `c${i}`)];
  const marks = names.map(() => '?').join(', ');
  const insert = `INSERT INTO ${keyspace}.${table.name} (${names.join(', ')}) VALUES (${marks})`;
  function* values() {
    for (let i = 0; i < rows; i++) yield [-rows, i, ...table.columns.map((type) => valueOf(type, i, types))];
  }
  await concurrent.executeConcurrent(client, insert, Readable.from(values()), {
    prepare: true,
    concurrencyLevel: 256,
  });
}

async function main() {
  await client.connect();
  for (const statement of schema) await client.execute(statement);
  for (const rows of table.partitions) {
    const last = `SELECT ck FROM ${keyspace}.${table.name} WHERE pk = ${-rows} AND ck = ${rows - 1}`;
    if ((await client.execute(last)).rowLength === 0) await fill(rows);
  }
  await client.shutdown();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

'use strict';

const { concurrent } = require('cassandra-driver');
const { withClient } = require('./cluster.js');

const rows = 250;
const select = 'SELECT n FROM readings WHERE sensor = ?';

withClient('examples_node_paging', async (client) => {
  await client.execute('CREATE TABLE IF NOT EXISTS readings (sensor text, n int, PRIMARY KEY (sensor, n))');
  const insert = 'INSERT INTO readings (sensor, n) VALUES (?, ?)';
  await concurrent.executeConcurrent(
    client,
    insert,
    Array.from({ length: rows }, (_, n) => ['door', n]),
  );

  // All pages, one row after another; the next page is fetched when it is needed.
  let sum = 0;
  for await (const row of await client.execute(select, ['door'], { prepare: true, fetchSize: 100 }))
    sum += row.n;
  console.log(`the sum is ${sum}`);

  // One page at a time: the state can travel to a browser and back.
  let pageState;
  let pages = 0;
  do {
    const page = await client.execute(select, ['door'], { prepare: true, fetchSize: 100, pageState });
    pageState = page.pageState;
    pages++;
  } while (pageState);
  console.log(`${pages} pages`);

  // The same with a callback for each row.
  const count = await new Promise((resolve, reject) => {
    const options = { prepare: true, fetchSize: 100, autoPage: true };
    const done = (error, result) => (error ? reject(error) : resolve(result.rowLength));
    client.eachRow(select, ['door'], options, () => undefined, done);
  });
  console.log(`${count} rows`);
});

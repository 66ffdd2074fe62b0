'use strict';

const { Transform } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { concurrent } = require('cassandra-driver');
const { withClient } = require('./cluster.js');

const rows = 1000;

/** Makes a line out of a row. */
const toLine = () =>
  new Transform({
    writableObjectMode: true,
    transform: (row, _encoding, done) => done(null, `${row.n},${row.square}\n`),
  });

withClient('examples_node_streaming', async (client) => {
  await client.execute(
    'CREATE TABLE IF NOT EXISTS squares (part int, n int, square int, PRIMARY KEY (part, n))',
  );
  await concurrent.executeConcurrent(
    client,
    'INSERT INTO squares (part, n, square) VALUES (?, ?, ?)',
    Array.from({ length: rows }, (_, n) => [1, n, n * n]),
  );

  // Pages are fetched as fast as the lines are taken, so a table of any size needs the memory of a few pages.
  const select = 'SELECT n, square FROM squares WHERE part = ?';
  await pipeline(client.stream(select, [1], { prepare: true, fetchSize: 100 }), toLine(), process.stdout, {
    end: false,
  });
});

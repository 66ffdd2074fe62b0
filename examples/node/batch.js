'use strict';

const { types } = require('cassandra-driver');
const { withClient } = require('./cluster.js');

withClient('examples_node_batch', async (client) => {
  await client.execute('CREATE TABLE IF NOT EXISTS users (id int PRIMARY KEY, email text)');
  await client.execute('CREATE TABLE IF NOT EXISTS users_by_email (email text PRIMARY KEY, id int)');
  await client.execute('CREATE TABLE IF NOT EXISTS visits (id int PRIMARY KEY, count counter)');
  for (const table of ['users', 'users_by_email', 'visits']) await client.execute(`TRUNCATE ${table}`);

  // Both rows or none: the statements of a logged batch are written together, each prepared once.
  const addUser = (id, email) => [
    { query: 'INSERT INTO users (id, email) VALUES (?, ?)', params: [id, email] },
    { query: 'INSERT INTO users_by_email (email, id) VALUES (?, ?)', params: [email, id] },
  ];
  await client.batch([...addUser(1, 'ada@example.com'), ...addUser(2, 'alan@example.com')], {
    prepare: true,
  });
  const byEmail = 'SELECT id FROM users_by_email WHERE email = ?';
  const found = await client.execute(byEmail, ['alan@example.com'], { prepare: true });
  console.log(`alan@example.com is user ${found.first().id}`);

  // A condition: the row is changed only if nobody else did so before.
  const rename = 'UPDATE users SET email = ? WHERE id = ? IF email = ?';
  const renamed = await client.execute(rename, ['a@example.com', 1, 'somebody@example.com'], {
    prepare: true,
  });
  console.log(`applied: ${renamed.wasApplied()}, the address is ${renamed.first().email}`);

  // Counters have batches of their own, which cannot be repeated without harm.
  const visit = { query: 'UPDATE visits SET count = count + ? WHERE id = ?', params: [types.Long.ONE, 1] };
  await client.batch([visit, visit], { prepare: true, counter: true });
  const visits = await client.execute('SELECT count FROM visits WHERE id = ?', [1], { prepare: true });
  console.log(`user 1 visited ${visits.first().count} times`);
});

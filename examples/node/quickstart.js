'use strict';

const cassandra = require('cassandra-driver');

async function main() {
  const contactPoints = [(process.env.UNICQL_CONTACT_POINTS || '127.0.0.1:9042').split(',')[0]];
  const localDataCenter = process.env.UNICQL_LOCAL_DATACENTER || 'dc1';
  const client = new cassandra.Client({ contactPoints, localDataCenter });
  try {
    const replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
    await client.execute(`CREATE KEYSPACE IF NOT EXISTS quickstart_node WITH replication = ${replication}`);
    await client.execute('USE quickstart_node');
    await client.execute('CREATE TABLE IF NOT EXISTS greetings (id int PRIMARY KEY, message text)');
    const insert = 'INSERT INTO greetings (id, message) VALUES (?, ?)';
    await client.execute(insert, [1, 'Hello from Node'], { prepare: true });
    const select = 'SELECT message FROM greetings WHERE id = ?';
    const result = await client.execute(select, [1], { prepare: true });
    console.log(result.first().message);
  } finally {
    await client.shutdown();
  }
}

main().catch((error) => {
  console.error(`error: ${error.name}: ${error.message}`);
  process.exitCode = 1;
});

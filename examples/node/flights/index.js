'use strict';

const { Client, policies } = require('cassandra-driver');
const { readSchema } = require('./dataset.js');
const { Read } = require('./read.js');
const { FlightsError, readSettings } = require('./settings.js');
const { Write } = require('./write.js');

const requestTimeoutMs = 5000;
const reconnectionDelayMs = 500;

/** Opens the keyspace, with all tables when something will be written. */
async function openKeyspace(client, { keyspace, data, steps }) {
  if (steps.includes('drop')) {
    await client.execute(`DROP KEYSPACE IF EXISTS ${keyspace}`);
    return;
  }
  const replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
  await client.execute(`CREATE KEYSPACE IF NOT EXISTS ${keyspace} WITH replication = ${replication}`);
  await client.execute(`USE ${keyspace}`);
  if (!steps.includes('write')) return;
  for (const statement of readSchema(data)) await client.execute(statement);
}

async function main() {
  const settings = readSettings(process.env);
  const client = new Client({
    contactPoints: settings.contactPoints,
    localDataCenter: settings.localDataCenter,
    socketOptions: { readTimeout: requestTimeoutMs },
    policies: { reconnection: new policies.reconnection.ConstantReconnectionPolicy(reconnectionDelayMs) },
  });
  try {
    await client.connect();
    await openKeyspace(client, settings);
    const server = (await client.execute('SELECT release_version FROM system.local')).first().release_version;
    const output = { language: 'node', api: 'cassandra-driver', server };
    if (settings.steps.includes('write')) output.write = await new Write(client, settings).run();
    if (settings.steps.includes('read')) output.read = await new Read(client, settings).run();
    console.log(JSON.stringify(output));
  } finally {
    await client.shutdown();
  }
}

main().catch((error) => {
  const description = error instanceof FlightsError ? error.message : `${error.name}: ${error.message}`;
  console.error(`error: ${description}`);
  process.exitCode = 1;
});

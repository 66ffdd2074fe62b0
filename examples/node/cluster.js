'use strict';

const cassandra = require('cassandra-driver');

/** Runs a program with a client of the cluster that the environment names, in a keyspace of its own. */
exports.withClient = async function withClient(keyspace, program) {
  const contactPoints = [(process.env.UNICQL_CONTACT_POINTS || '127.0.0.1:9042').split(',')[0]];
  const localDataCenter = process.env.UNICQL_LOCAL_DATACENTER || 'dc1';
  const client = new cassandra.Client({ contactPoints, localDataCenter });
  try {
    const replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}";
    await client.execute(`CREATE KEYSPACE IF NOT EXISTS ${keyspace} WITH replication = ${replication}`);
    await client.execute(`USE ${keyspace}`);
    await program(client);
  } catch (error) {
    console.error(`error: ${error.name}: ${error.message}`);
    process.exitCode = 1;
  } finally {
    await client.shutdown();
  }
};

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { Client, type ClientOptions } from '../dist/index.js';

/** Reads a variable of the environment that a test cannot do without. */
export function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run it through \`npm test\`, or set it to host:port`);
  return value;
}

/** The options that connect to the plain cluster. */
export function clusterOptions(options: ClientOptions = {}): ClientOptions {
  return {
    contactPoints: variable('UNICQL_CONTACT_POINTS').split(','),
    localDataCenter: 'dc1',
    ...options,
  };
}

/** A client in a keyspace of its own, from before the first test of a file until after the last. */
export function useClient(options: ClientOptions = {}): { client: Client; keyspace: string } {
  const keyspace = `node_${randomBytes(6).toString('hex')}`;
  const client = new Client(clusterOptions({ ...options, keyspace }));
  const owner = new Client(clusterOptions());
  beforeAll(async () => {
    await owner.execute(
      `CREATE KEYSPACE ${keyspace} WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}`,
    );
    await client.connect();
  });
  afterAll(async () => {
    await client.shutdown();
    await owner.execute(`DROP KEYSPACE ${keyspace}`);
    await owner.shutdown();
  });
  return { client, keyspace };
}

/** Runs what must fail and returns its error. */
export async function failure<T extends Error = Error>(promise: Promise<unknown>): Promise<T> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error) => error as T,
  );
}

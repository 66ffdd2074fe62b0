/**
 * As much of the interface of npm cassandra-driver as `client.mjs` uses, on the package in BENCH_PEER, which is on the
 * scylla crate. Each statement is prepared once, as the package leaves that to programs.
 */

import { createRequire } from 'node:module';

const { Cluster, BatchStatement, Double, Uuid } = createRequire(import.meta.url)(process.env.BENCH_PEER);

const plan = JSON.parse(process.argv[3]);

/** A number is an int to the package, unless it is told otherwise. */
const doubles = plan.types.map((type) => type === 'double');
const toValue = (value, i) => (doubles[i] ? new Double(value) : value);

export class Client {
  #options;
  #session;
  #prepared = new Map();

  constructor(options) {
    this.#options = options;
  }

  async connect() {
    const { contactPoints, keyspace } = this.#options;
    this.#session = await new Cluster({ nodes: contactPoints }).connect(keyspace);
  }

  /** A statement, or while it is being prepared a promise of it. */
  #prepare(query) {
    let prepared = this.#prepared.get(query);
    if (prepared) return prepared;
    prepared = this.#session.prepare(query).then((statement) => {
      this.#prepared.set(query, statement);
      return statement;
    });
    this.#prepared.set(query, prepared);
    return prepared;
  }

  async execute(query, values, { prepare }) {
    if (!prepare) return { rows: await this.#session.execute(query) };
    return { rows: await this.#session.execute(await this.#prepare(query), values.map(toValue)) };
  }

  async batch(queries) {
    const batch = new BatchStatement();
    for (const { query } of queries) batch.appendStatement(await this.#prepare(query));
    await this.#session.batch(
      batch,
      queries.map(({ params }) => params.map(toValue)),
    );
  }

  /** The package has nothing that closes a session; it ends with the process. */
  async shutdown() {
    process.stdin.destroy();
    process.exit();
  }
}

/** Some types are others than in npm cassandra-driver. */
export const digests = {
  bigint: (value) => Number(BigInt.asUintN(32, BigInt(value))),
};

const Long = { fromNumber: (factor) => ({ multiply: (i) => BigInt(factor) * BigInt(i) }) };

export const types = { Long, Uuid, distance: {} };

import { Adapter } from './adapter.js';
import { roundtripsOf, type CaseFile, type ClusterName } from './case.js';
import { endpoint, superuser, tlsOptions } from './cluster.js';
import type { Language } from './language.js';
import type { Reply, Request, ResultReply } from './message.js';
import { identifier } from './type.js';

/** Settings of every session that a case does not change. */
const patience = { connect_timeout_ms: 10_000, request_timeout_ms: 15_000 };

interface Opened {
  readonly generation: number;
  readonly session: Promise<number>;
}

/** One language with its adapter, a session for each cluster, and a keyspace of its own. */
export class Conversation {
  readonly language: Language;
  readonly keyspace: string;
  readonly #adapter: Adapter;
  readonly #sessions = new Map<ClusterName, Opened>();
  readonly #clusters = new Set<ClusterName>();
  readonly #files = new Map<CaseFile, Promise<boolean>>();

  constructor(language: Language, run: string) {
    this.language = language;
    this.keyspace = `conformance_${language.name}_${run}`;
    this.#adapter = new Adapter(language);
  }

  request(op: string, fields?: Request): Promise<Reply> {
    return this.#adapter.request(op, fields);
  }

  /** The session that cases of a cluster share; made anew when the adapter had to be started again. */
  session(cluster: ClusterName): Promise<number> {
    this.#adapter.start();
    const opened = this.#sessions.get(cluster);
    if (opened && opened.generation === this.#adapter.generation) return opened.session;
    const session = this.#open(cluster);
    this.#sessions.set(cluster, { generation: this.#adapter.generation, session });
    return session;
  }

  /** Makes what the cases of a file need, once; false when the server is too old and has refused it. */
  prepareFile(file: CaseFile): Promise<boolean> {
    const known = this.#files.get(file);
    if (known) return known;
    const made = this.#makeSchema(file);
    this.#files.set(file, made);
    return made;
  }

  /** Fills in what a text may refer to. */
  text(template: string): string {
    return template.replaceAll('{keyspace}', this.keyspace);
  }

  /** Removes what this run has made and ends the adapter; rejects when something could not be removed. */
  async close(): Promise<void> {
    try {
      for (const file of this.#files.keys()) await this.#clean(file.cluster, file.teardown);
      for (const cluster of this.#clusters) {
        await this.#clean(cluster, [`DROP KEYSPACE IF EXISTS ${this.keyspace}`]);
      }
    } finally {
      await this.#adapter.quit();
    }
  }

  async #clean(cluster: ClusterName, statements: readonly string[]): Promise<void> {
    // A cluster that could not be reached holds nothing.
    if (!this.#clusters.has(cluster)) return;
    for (const statement of statements) await this.#run(await this.session(cluster), this.text(statement));
  }

  async #open(cluster: ClusterName): Promise<number> {
    const options = { ...patience, ...endpoint(cluster), ...credentials(cluster) };
    const first = await this.#connect(options);
    await this.#run(
      first,
      `CREATE KEYSPACE IF NOT EXISTS ${this.keyspace} ` +
        `WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}`,
    );
    this.#clusters.add(cluster);
    await this.request('close', { session: first });
    return this.#connect({ ...options, keyspace: this.keyspace });
  }

  async #connect(options: Request): Promise<number> {
    const { session } = success(await this.request('connect', options), 'connect');
    if (session === undefined) throw new Error(`${this.language.name}: connect gave no session`);
    return session;
  }

  async #makeSchema(file: CaseFile): Promise<boolean> {
    const session = await this.session(file.cluster);
    const types = Object.entries(file.types).map(([name, fields]) => createType(name, fields));
    const table = createRoundtripTable(file);
    const schema = [...types, ...file.schema, ...table].map((text) => this.text(text));
    if (await this.#isTooOld(session, file.since)) return this.#refused(session, schema);
    for (const text of schema) await this.#run(session, text);
    return true;
  }

  async #isTooOld(session: number, since: string | undefined): Promise<boolean> {
    if (since === undefined) return false;
    const { rows } = await this.#run(session, 'SELECT release_version FROM system.local');
    return String(rows?.[0]?.[0]).localeCompare(since, 'en', { numeric: true }) < 0;
  }

  async #refused(session: number, schema: readonly string[]): Promise<false> {
    for (const text of schema) {
      const { error } = await this.request('execute', { session, text });
      if (error?.kind === 'Syntax' || error?.kind === 'Invalid') return false;
      if (error) throw new Error(`${text} → ${JSON.stringify(error)}`);
    }
    throw new Error('a server that is said to be too old has understood the schema');
  }

  async #run(session: number, text: string): Promise<ResultReply> {
    return success(await this.request('execute', { session, text }), text);
  }
}

function credentials(cluster: ClusterName): Request {
  if (cluster === 'auth') return superuser;
  return cluster === 'tls' ? { tls: tlsOptions('trusted') } : {};
}

/** Returns the result of a reply that has to be one. */
export function success(reply: Reply, what: string): ResultReply {
  if (reply.ok) return reply.ok;
  throw new Error(`${what.slice(0, 200)} → ${JSON.stringify(reply.error)}`);
}

function createType(name: string, fields: Readonly<Record<string, string>>): string {
  const parts = Object.entries(fields).map(([field, type]) => `${identifier(field)} ${type}`);
  return `CREATE TYPE ${identifier(name)} (${parts.join(', ')})`;
}

/** The table in which each type of the round trips of a file has a column. */
export function roundtripTable(file: CaseFile): string {
  return `roundtrip_${file.name.replaceAll('-', '_')}`;
}

function createRoundtripTable(file: CaseFile): string[] {
  const columns = new Map(roundtripsOf(file).map(({ column, type }) => [column, type]));
  if (columns.size === 0) return [];
  const parts = [...columns].map(([column, type]) => `, c${column} ${type}`);
  return [`CREATE TABLE ${roundtripTable(file)} (id text PRIMARY KEY${parts.join('')})`];
}

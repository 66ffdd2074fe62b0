import { setTimeout as sleep } from 'node:timers/promises';
import type { Adapter } from './adapter.js';
import { success } from './conversation.js';
import type { Request } from './message.js';

const windowSize = 1_000;
const concurrency = 32;
const pauseMs = 200;

/** What happened to one window of inserts. */
interface Window {
  readonly inserted: readonly number[];
  readonly errors: Readonly<Record<string, number>>;
}

/** A program in one language that inserts rows, window after window, whatever happens to the server. */
export class Ingest {
  readonly windows: Window[] = [];
  readonly #adapter: Adapter;
  readonly #table: string;
  #session = 0;
  #ended = false;

  constructor(adapter: Adapter) {
    this.#adapter = adapter;
    this.#table = `fault_${adapter.language.name}.rows`;
  }

  async connect(options: Request): Promise<void> {
    this.#session = success(await this.#adapter.request('connect', options), 'connect').session ?? 0;
    const keyspace = this.#table.split('.')[0];
    await this.#run(`DROP KEYSPACE IF EXISTS ${keyspace}`);
    await this.#run(
      `CREATE KEYSPACE ${keyspace} WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}`,
    );
    await this.#run(`CREATE TABLE ${this.#table} (k int PRIMARY KEY)`);
  }

  /** Inserts until `end`; resolves with the last reply, rejects when the adapter dies or hangs. */
  async run(): Promise<void> {
    for (let from = 0; !this.#ended; from += windowSize) {
      const { ok, error } = await this.#window(from);
      // A statement that could not be prepared fails the whole window.
      const { inserted = [], errors = error ? { [error.cause ?? error.kind]: windowSize } : {} } = ok ?? {};
      this.windows.push({ inserted, errors });
      if (Object.keys(errors).length > 0) await sleep(pauseMs);
    }
  }

  end(): void {
    this.#ended = true;
  }

  get errors(): Record<string, number> {
    const sum: Record<string, number> = {};
    for (const { errors } of this.windows) {
      for (const [kind, count] of Object.entries(errors)) sum[kind] = (sum[kind] ?? 0) + count;
    }
    return sum;
  }

  get failing(): boolean {
    return Object.keys(this.windows.at(-1)?.errors ?? {}).length > 0;
  }

  /** The values in the table, read page by page through the same session. */
  async stored(): Promise<Set<number>> {
    const values = new Set<number>();
    let state: string | undefined;
    do {
      const options = { page_size: 5_000, ...(state === undefined ? {} : { paging_state: state }) };
      const page = await this.#run(`SELECT k FROM ${this.#table}`, options);
      for (const [value] of page.rows ?? []) values.add(value as number);
      state = page.paging_state ?? undefined;
    } while (state !== undefined);
    return values;
  }

  #window(from: number): ReturnType<Adapter['request']> {
    const text = `INSERT INTO ${this.#table} (k) VALUES (?)`;
    const fields = { session: this.#session, text, from, count: windowSize, concurrency, timeout_ms: 5_000 };
    return this.#adapter.request('ingest', fields);
  }

  async #run(text: string, options: Request = {}): Promise<ReturnType<typeof success>> {
    const reply = await this.#adapter.request('execute', { session: this.#session, text, options });
    return success(reply, text);
  }
}

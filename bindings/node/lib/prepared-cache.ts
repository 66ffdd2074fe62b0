import type { PreparedStatement } from './prepared-statement';

/** The prepared statements of a client, the least recently used of which is forgotten first. */
export class PreparedCache {
  private readonly ready = new Map<string, PreparedStatement>();
  private readonly pending = new Map<string, Promise<PreparedStatement>>();
  /** What was asked for last: a loop over one statement need not look it up. */
  private latest: { keyspace: string | undefined; statement: PreparedStatement } | null = null;

  constructor(
    private readonly capacity: number,
    private readonly prepare: (query: string) => Promise<PreparedStatement>,
  ) {}

  /** The statement, or a promise of it: many who ask at once wait for one. */
  get(keyspace: string | undefined, query: string): PreparedStatement | Promise<PreparedStatement> {
    const { latest } = this;
    if (latest && latest.statement.query === query && latest.keyspace === keyspace) return latest.statement;
    // Unqualified names mean something else in another keyspace, whose name never holds a zero.
    const key = `${keyspace ?? ''}\0${query}`;
    const statement = this.ready.get(key);
    if (!statement) return this.pending.get(key) ?? this.load(key, query);
    this.ready.delete(key);
    this.ready.set(key, statement);
    this.latest = { keyspace, statement };
    return statement;
  }

  /** Forgets everything: after a schema change, types may differ. */
  clear(): void {
    this.latest = null;
    this.ready.clear();
  }

  private load(key: string, query: string): Promise<PreparedStatement> {
    const promise = this.prepare(query)
      .then((statement) => {
        this.ready.set(key, statement);
        this.trim();
        return statement;
      })
      .finally(() => this.pending.delete(key));
    this.pending.set(key, promise);
    return promise;
  }

  private trim(): void {
    for (const key of this.ready.keys()) {
      if (this.ready.size <= this.capacity) return;
      this.ready.delete(key);
    }
  }
}

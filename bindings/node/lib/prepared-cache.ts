import type { Metadata } from './metadata';
import type { PreparedInfo } from './metadata/prepared-queries';
import type { PreparedStatement } from './prepared-statement';

type Keyspace = string | null | undefined;

/** The prepared statements of a client, which `client.metadata` tells of, and forgets the oldest of. */
export class PreparedCache {
  /** What was asked for last: a loop over one statement need not look it up. */
  private latest: { keyspace: Keyspace; statement: PreparedStatement; info: PreparedInfo } | null = null;

  constructor(
    private readonly metadata: Metadata,
    private readonly prepare: (query: string) => Promise<PreparedStatement>,
  ) {}

  /** The statement, or a promise of it: many who ask at once wait for one. */
  get(keyspace: Keyspace, query: string): PreparedStatement | Promise<PreparedStatement> {
    const { latest } = this;
    if (
      latest &&
      latest.statement.query === query &&
      latest.keyspace === keyspace &&
      !latest.info.isForgotten
    ) {
      return latest.statement;
    }
    // Unqualified names mean something else in another keyspace.
    const info = this.metadata.getPreparedInfo(keyspace, query);
    const statement: PreparedStatement | undefined = info['statement'];
    if (!statement) return (info['preparing'] ??= this.load(info));
    this.latest = { keyspace, statement, info };
    return statement;
  }

  /** Has everything prepared anew when it is executed next: after a schema change, types may differ. */
  outdate(): void {
    this.latest = null;
    for (const info of this.metadata.getAllPrepared()) info['statement'] = undefined;
  }

  private load(info: PreparedInfo): Promise<PreparedStatement> {
    return this.prepare(info.query)
      .then((statement) => {
        info['statement'] = statement;
        info['meta'] = statement.meta;
        info.queryId = statement.id;
        this.metadata.setPreparedById(info);
        return statement;
      })
      .finally(() => (info['preparing'] = null));
  }
}

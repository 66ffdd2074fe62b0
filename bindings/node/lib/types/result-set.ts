import type { ColumnInfo } from '../codec/column-type';
import { DriverInternalError } from '../errors';
import type { Row } from './row';
import type { Uuid } from './uuid';

/** How a request went. */
export interface ExecutionInfo {
  /** `ip:port` of the host that answered. */
  queriedHost: string;
  /** Every host that was tried, by `ip:port`, with its error; `null` for the one that answered. */
  triedHosts: Record<string, Error | null>;
  /** How many speculative executions were started, the first execution not counted. */
  speculativeExecutions: number;
  /** The consistency that was reached. */
  achievedConsistency: number | undefined;
  /** The id under which the server traced the request. */
  traceId: Uuid | null | undefined;
  /** What the server warned of. */
  warnings: string[] | null | undefined;
  customPayload: Record<string, Buffer> | null | undefined;
  /** Whether all nodes agreed on the schema after a statement that changed it; `true` for others. */
  isSchemaInAgreement: boolean;
}

/** What a result set is made of. */
export interface Response {
  rows?: Row[];
  rowLength?: number;
  meta?: { columns?: ColumnInfo[] | null; pageState?: Buffer };
  flags?: Partial<Pick<ExecutionInfo, 'traceId' | 'warnings' | 'customPayload'>>;
}

/** The result of a statement: one page of rows, from which the following ones can be fetched. */
export class ResultSet implements Iterable<Row>, AsyncIterable<Row> {
  readonly info: ExecutionInfo;
  /** The rows of this page; `undefined` when the statement returns no rows or they went to a row callback. */
  readonly rows: Row[];
  /** How many rows this page has. */
  rowLength: number;
  /** The columns; `null` when the statement returns no rows. */
  readonly columns: ColumnInfo[];
  /** Where the next page starts, in hexadecimal digits; `null` after the last one. */
  readonly pageState: string;
  /** Fetches the next page; set by `eachRow()` alone, when there is one. */
  nextPage: (() => void) | undefined = undefined;
  /** @internal */
  nextPageAsync: ((pageState: Buffer) => Promise<ResultSet>) | undefined = undefined;
  /** @internal */
  declare readonly rawPageState?: Buffer;

  constructor(
    response: Response,
    host: string,
    triedHosts: Record<string, Error | null>,
    speculativeExecutions: number,
    consistency: number | undefined,
    isSchemaInAgreement: boolean,
  ) {
    const { flags, meta } = response;
    this.info = {
      queriedHost: host,
      triedHosts,
      speculativeExecutions: Math.max(speculativeExecutions, 0),
      achievedConsistency: consistency,
      traceId: flags ? flags.traceId : null,
      warnings: flags ? flags.warnings : null,
      customPayload: flags ? flags.customPayload : null,
      isSchemaInAgreement,
    };
    // The declared types are those of the legacy driver, which hide that a write has neither rows nor columns.
    this.rows = response.rows!;
    this.rowLength = response.rows ? response.rows.length : response.rowLength!;
    this.columns = meta?.columns ?? null!;
    this.pageState = meta?.pageState ? meta.pageState.toString('hex') : null!;
    if (meta?.pageState)
      Object.defineProperty(this, 'rawPageState', { value: meta.pageState, enumerable: false });
  }

  /** The first row, or `null` when there is none. */
  first(): Row {
    return this.rows?.[0] ?? null!;
  }

  getPageState(): string {
    return this.pageState;
  }

  getColumns(): ColumnInfo[] {
    return this.columns;
  }

  /** Whether a conditional statement was applied; `true` for other statements. */
  wasApplied(): boolean {
    const applied = this.rows?.[0]?.['[applied]'];
    return typeof applied === 'boolean' ? applied : true;
  }

  /** Whether there are more pages. */
  isPaged(): boolean {
    return !!this.rawPageState;
  }

  /** Iterates over the rows of this page. */
  [Symbol.iterator](): IterableIterator<Row> {
    return (this.rows ?? [])[Symbol.iterator]();
  }

  /** Iterates over the rows of this page and of all that follow, which are fetched on the way. */
  [Symbol.asyncIterator](): AsyncIterableIterator<Row> {
    let rows: Row[] = this.rows ?? [];
    let pageState = this.rawPageState;
    let index = 0;
    const fetchPage = async (): Promise<IteratorResult<Row>> => {
      while (index >= rows.length) {
        if (!pageState) return { done: true, value: undefined };
        if (!this.nextPageAsync) {
          throw new DriverInternalError('Property nextPageAsync should be set when pageState is defined');
        }
        const page = await this.nextPageAsync(pageState);
        rows = page.rows ?? [];
        pageState = page.rawPageState;
        index = 0;
      }
      return { done: false, value: rows[index++]! };
    };
    // Not a generator: that would cost three turns of the microtask queue per row.
    return {
      next: () =>
        index < rows.length ? Promise.resolve({ done: false, value: rows[index++]! }) : fetchPage(),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}

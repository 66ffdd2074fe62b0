import { Stream, type Readable } from 'node:stream';
import type { ArrayOrObject, Client } from './client';
import type { QueryOptions } from './execution-options';
import type { ResultSet } from './types/result-set';

/** How many statements are executed, and what is kept of them. */
export interface ConcurrentOptions {
  /** Whether `resultItems` holds every result. Default: false. */
  collectResults?: boolean;
  /** How many statements are under way at once. Default: 100. */
  concurrencyLevel?: number;
  executionProfile?: string;
  /** How many errors are kept. Default: 100. */
  maxErrors?: number;
  /** Whether the first error ends it all. Default: true. */
  raiseOnFirstError?: boolean;
}

/** The name that the legacy driver has for it. */
export type Options = ConcurrentOptions;

type Statement = { query: string; params: ArrayOrObject };

const CONCURRENCY_LEVEL = 100;
const ERRORS_MAX = 100;

/** What became of many statements. */
export class ResultSetGroup {
  private readonly _collectResults: boolean | undefined;
  private readonly _maxErrors: number;
  totalExecuted = 0;
  readonly errors: Error[] = [];
  declare readonly resultItems: (ResultSet | Error)[];

  constructor(options: ConcurrentOptions) {
    this._collectResults = options.collectResults;
    this._maxErrors = options.maxErrors || ERRORS_MAX;
    if (this._collectResults) {
      this.resultItems = [];
      return;
    }
    Object.defineProperty(this, 'resultItems', {
      enumerable: false,
      get: () => {
        throw new Error('Property resultItems can not be accessed when collectResults is set to false');
      },
    });
  }

  setResultItem(index: number, result: ResultSet): void {
    this.totalExecuted++;
    if (this._collectResults) this.resultItems[index] = result;
  }

  setError(index: number, error: Error): void {
    this.totalExecuted++;
    if (this.errors.length < this._maxErrors) this.errors.push(error);
    if (this._collectResults) this.resultItems[index] = error;
  }
}

/**
 * Executes one statement with many parameters, or many statements, some of them at a time. All are prepared.
 *
 * @param query The statement, or an array of `{query, params}`.
 * @param parameters An array, or an object stream, of parameters.
 */
export function executeConcurrent(
  client: Client,
  query: string,
  parameters: any[][] | Readable,
  options?: ConcurrentOptions,
): Promise<ResultSetGroup>;
export function executeConcurrent(
  client: Client,
  queries: Statement[],
  options?: ConcurrentOptions,
): Promise<ResultSetGroup>;
export function executeConcurrent(
  client: Client,
  query: string | Statement[],
  parameters?: any[][] | Readable | ConcurrentOptions,
  options?: ConcurrentOptions,
): Promise<ResultSetGroup> {
  if (!client) throw new TypeError('Client instance is not defined');
  if (Array.isArray(query)) return executeAll(client, query, (parameters ?? {}) as ConcurrentOptions);
  if (typeof query !== 'string') {
    throw new TypeError('A string query or query and parameters array should be provided');
  }
  if (Array.isArray(parameters)) {
    const statements = parameters.map((params) => ({ query, params }));
    return executeAll(client, statements, options ?? {});
  }
  if (parameters instanceof Stream)
    return executeStream(client, query, parameters as Readable, options ?? {});
  throw new TypeError('parameters should be an Array or a Stream instance');
}

function queryOptionsOf({ executionProfile }: ConcurrentOptions): QueryOptions {
  return executionProfile === undefined ? { prepare: true } : { prepare: true, executionProfile };
}

/** Lets as many workers as may be under way take one statement after another. */
async function executeAll(
  client: Client,
  statements: Statement[],
  options: ConcurrentOptions,
): Promise<ResultSetGroup> {
  const group = new ResultSetGroup(options);
  const queryOptions = queryOptionsOf(options);
  const raise = options.raiseOnFirstError !== false;
  let next = 0;
  let stopped = false;

  const work = async (): Promise<void> => {
    while (!stopped && next < statements.length) {
      const index = next++;
      const { query, params } = statements[index]!;
      try {
        group.setResultItem(index, await client.execute(query, params, queryOptions));
      } catch (err) {
        group.setError(index, err as Error);
        if (!raise) continue;
        stopped = true;
        throw err;
      }
    }
  };
  const length = Math.min(options.concurrencyLevel || CONCURRENCY_LEVEL, statements.length);
  await Promise.all(Array.from({ length }, work));
  return group;
}

/** Executes what a stream emits, and pauses it while as many statements as may be are under way. */
function executeStream(
  client: Client,
  query: string,
  stream: Readable,
  options: ConcurrentOptions,
): Promise<ResultSetGroup> {
  const group = new ResultSetGroup(options);
  const queryOptions = queryOptionsOf(options);
  const level = options.concurrencyLevel || CONCURRENCY_LEVEL;
  const raise = options.raiseOnFirstError !== false;

  return new Promise((resolve, reject) => {
    let next = 0;
    let inFlight = 0;
    let ended = false;

    const end = (err?: Error): void => {
      ended = true;
      if (err) reject(err);
      else if (inFlight === 0) resolve(group);
    };
    const settle = (): void => {
      inFlight--;
      if (ended && inFlight === 0) resolve(group);
      else if (stream.isPaused()) stream.resume();
    };
    const fail = (index: number, err: Error): void => {
      group.setError(index, err);
      if (raise) end(err);
    };
    stream.on('data', (params) => {
      if (ended) return;
      if (!Array.isArray(params)) {
        end(new TypeError('Stream should be in objectMode and should emit Array instances'));
        return;
      }
      const index = next++;
      inFlight++;
      client
        .execute(query, params, queryOptions)
        .then(
          (result) => group.setResultItem(index, result),
          (err) => fail(index, err as Error),
        )
        .then(settle);
      if (inFlight >= level) stream.pause();
    });
    stream.on('error', end);
    stream.on('end', () => end());
  });
}

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

type Statement = { query: string; params: ArrayOrObject };

const CONCURRENCY_LEVEL = 100;
const ERRORS_MAX = 100;

/** What became of many statements. */
export class ResultSetGroup {
  totalExecuted = 0;
  readonly errors: Error[] = [];
  declare readonly resultItems: (ResultSet | Error)[];
  private readonly collectResults: boolean;
  private readonly maxErrors: number;

  constructor(options: ConcurrentOptions) {
    this.collectResults = options.collectResults ?? false;
    this.maxErrors = options.maxErrors || ERRORS_MAX;
    if (this.collectResults) {
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
    if (this.collectResults) this.resultItems[index] = result;
  }

  setError(index: number, error: Error): void {
    this.totalExecuted++;
    if (this.errors.length < this.maxErrors) this.errors.push(error);
    if (this.collectResults) this.resultItems[index] = error;
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
export async function executeConcurrent(
  client: Client,
  query: string | Statement[],
  parameters?: any[][] | Readable | ConcurrentOptions,
  options?: ConcurrentOptions,
): Promise<ResultSetGroup> {
  if (!client) throw new TypeError('Client instance is not defined');
  if (typeof query === 'string') {
    if (!Array.isArray(parameters) && !(parameters instanceof Stream)) {
      throw new TypeError('parameters should be an Array or a Stream instance');
    }
    return run(client, statementsOf(query, parameters as any[][] | Readable), options ?? {});
  }
  if (Array.isArray(query)) return run(client, toAsync(query), (parameters ?? {}) as ConcurrentOptions);
  throw new TypeError('A string query or query and parameters array should be provided');
}

async function* toAsync(statements: Statement[]): AsyncGenerator<Statement> {
  yield* statements;
}

async function* statementsOf(query: string, parameters: any[][] | Readable): AsyncGenerator<Statement> {
  const isStream = !Array.isArray(parameters);
  for await (const params of parameters as Iterable<any[]> | AsyncIterable<any[]>) {
    if (isStream && !Array.isArray(params)) {
      throw new TypeError('Stream should be in objectMode and should emit Array instances');
    }
    yield { query, params };
  }
}

/** Lets as many workers as may be under way take statements from one source. */
async function run(
  client: Client,
  statements: AsyncGenerator<Statement>,
  options: ConcurrentOptions,
): Promise<ResultSetGroup> {
  const group = new ResultSetGroup(options);
  const queryOptions: QueryOptions = { prepare: true };
  if (options.executionProfile !== undefined) queryOptions.executionProfile = options.executionProfile;
  const raise = options.raiseOnFirstError !== false;
  let next = 0;
  let stopped = false;

  const work = async (): Promise<void> => {
    while (!stopped) {
      const item = await statements.next();
      if (item.done || stopped) return;
      const index = next++;
      try {
        group.setResultItem(index, await client.execute(item.value.query, item.value.params, queryOptions));
      } catch (err) {
        group.setError(index, err as Error);
        if (raise) throw err;
      }
    }
  };
  const workers = Array.from({ length: options.concurrencyLevel || CONCURRENCY_LEVEL }, work);
  try {
    await Promise.all(workers);
  } catch (err) {
    stopped = true;
    throw err;
  } finally {
    // Workers that fail after the first are heard by nobody else.
    void Promise.allSettled(workers);
  }
  return group;
}

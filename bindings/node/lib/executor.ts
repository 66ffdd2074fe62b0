import type { ArrayOrObject, Client } from './client';
import type { CoreSession } from './core-session';
import { ArgumentError } from './errors';
import type { DefaultExecutionOptions } from './execution-options';
import type { Hint } from './codec/value-writers';
import { PreparedCache } from './prepared-cache';
import type { PreparedStatement } from './prepared-statement';
import type { BatchEntry, NamedValues, RequestWriter } from './request-writer';
import { Kind, type Outcome } from './response-reader';
import { ResultSet, type Response } from './types/result-set';

/** A statement of a batch. */
export type BatchQuery = string | { query: string; params?: ArrayOrObject | null };

/** Turns calls of a connected client into requests, and outcomes into result sets. */
export class Executor {
  private readonly statements: PreparedCache;

  constructor(
    private readonly client: Client,
    readonly session: CoreSession,
  ) {
    this.statements = new PreparedCache(client.options.maxPrepared, (query) => session.prepare(query));
  }

  execute(
    query: string,
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
  ): Promise<ResultSet> {
    if (!options.isPrepared()) {
      const values = Array.isArray(params) || !params ? (params ?? null) : named(params, options);
      return this.send(query, params, options, (requests, slot) =>
        requests.text(slot, options, query, values),
      );
    }
    let statement: PreparedStatement | Promise<PreparedStatement>;
    try {
      statement = this.prepare(query);
    } catch (err) {
      return Promise.reject(err as Error);
    }
    if (!(statement instanceof Promise)) return this.executePrepared(statement, query, params, options);
    return statement.then(
      (ready) => this.executePrepared(ready, query, params, options),
      (err) => Promise.reject(this.explain(err as Error, query)),
    );
  }

  async batch(queries: BatchQuery[], options: DefaultExecutionOptions): Promise<ResultSet> {
    const hints = options.getHints() as Hint[][] | undefined;
    const items = queries.map((item, i) => {
      const query = typeof item === 'string' ? item : item?.query;
      if (!query) throw new ArgumentError(`Invalid query at index ${i}`);
      return { query, params: typeof item === 'string' ? null : item.params, hints: hints?.[i] };
    });
    const entries = options.isPrepared()
      ? await Promise.all(items.map((item) => this.preparedEntry(item.query, item.params)))
      : items.map((item) => textEntry(item.query, item.params, item.hints));
    const text = items.map((item) => item.query).join('; ');
    return this.send(text, null, options, (requests, slot) => requests.batch(slot, options, entries));
  }

  private prepare(query: string): PreparedStatement | Promise<PreparedStatement> {
    if (typeof query !== 'string') throw new ArgumentError('Query item should be a string');
    return this.statements.get(this.client.keyspace, query);
  }

  private executePrepared(
    statement: PreparedStatement,
    query: string,
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
  ): Promise<ResultSet> {
    return this.send(query, params, options, (requests, slot) =>
      requests.prepared(slot, options, statement, positional(params, statement)),
    );
  }

  private async preparedEntry(query: string, params: ArrayOrObject | null | undefined): Promise<BatchEntry> {
    const prepared = await this.prepare(query);
    return { query, params: positional(params, prepared), hints: undefined, prepared };
  }

  private send(
    query: string,
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
    write: (requests: RequestWriter, slot: number) => void,
  ): Promise<ResultSet> {
    const trace = options.getCaptureStackTrace() ? new Error().stack : undefined;
    return new Promise((resolve, reject) => {
      this.session.send(write, (error, outcome) => {
        if (error) return reject(this.explain(error, query, trace));
        try {
          resolve(this.result(outcome!, query, params, options));
        } catch (err) {
          reject(this.explain(err as Error, query, trace));
        }
      });
    });
  }

  private explain(error: Error, query: string, trace?: string): Error {
    if (!Object.hasOwn(error, 'query')) Object.assign(error, { query });
    if (trace) error.stack += `\n (event loop)\n${trace.slice(trace.indexOf('\n') + 1)}`;
    return error;
  }

  private result(
    outcome: Outcome,
    query: string,
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
  ): ResultSet {
    this.follow(outcome);
    const { coordinator } = outcome;
    const inAgreement = outcome.kind !== Kind.schemaChange || outcome.inAgreement;
    const tried = { [coordinator]: null };
    const result = new ResultSet(
      response(outcome),
      coordinator,
      tried,
      0,
      options.getConsistency(),
      inAgreement,
    );
    if (outcome.pageState) {
      const fetchPage = (pageState: Buffer) => {
        options.setPageState(pageState);
        return this.client._execute(query, params, options);
      };
      Object.defineProperty(result, 'nextPageAsync', { value: fetchPage, enumerable: false });
    }
    return result;
  }

  /** Follows what a statement changed for those after it. */
  private follow(outcome: Outcome): void {
    if (outcome.kind === Kind.setKeyspace) this.client.keyspace = outcome.extra.keyspace!;
    if (outcome.kind === Kind.schemaChange) this.statements.clear();
  }
}

function response(outcome: Outcome): Response {
  const { shape, pageState, traceId, extra } = outcome;
  const flagged = traceId !== undefined || extra.warnings !== undefined;
  const flags = flagged ? { traceId, warnings: extra.warnings, customPayload: undefined } : undefined;
  if (outcome.kind !== Kind.rows || !shape) return { flags };
  const rows = shape.decode(outcome.slab, outcome.rowsOffset, outcome.rowCount);
  return { flags, rows, meta: { columns: shape.columns, pageState } };
}

/** Names are sent in lower case, as CQL takes them without quotes. */
function named(params: { [key: string]: any }, options: DefaultExecutionOptions): NamedValues {
  const keys = Object.keys(params);
  const hints = (options.getHints() ?? {}) as Record<string, Hint>;
  return {
    names: keys.map((key) => key.toLowerCase()),
    values: keys.map((key) => params[key]),
    hints: keys.map((key) => hints[key]),
  };
}

/** Orders named parameters as the markers of a prepared statement are. */
function positional(
  params: ArrayOrObject | null | undefined,
  statement: PreparedStatement,
): unknown[] | null {
  if (!params || Array.isArray(params)) return params ?? null;
  const { variables } = statement;
  if (variables.length === 0) return [];
  const byName = new Map<string, unknown>();
  for (const [key, value] of Object.entries(params)) byName.set(key.toLowerCase(), value);
  return variables.map(({ name }) => {
    if (Object.hasOwn(params, name)) return params[name];
    const key = name.toLowerCase();
    if (!byName.has(key)) throw new ArgumentError(`Parameter "${name}" not defined`);
    return byName.get(key);
  });
}

function textEntry(
  query: string,
  params: ArrayOrObject | null | undefined,
  hints: Hint[] | undefined,
): BatchEntry {
  if (params && !Array.isArray(params)) {
    throw new ArgumentError(
      'Named parameters for simple statements in a batch are not supported, use prepare flag',
    );
  }
  return { query, params, hints, prepared: null };
}

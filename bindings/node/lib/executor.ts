import { format } from 'node:util';
import type { ArrayOrObject, Client } from './client';
import { balancing, isScriptedSpeculation, RetryRule, retryRule } from './core-policies';
import type { Completion, CoreSession, Observe, Write } from './core-session';
import { ArgumentError, NoHostAvailableError, type DriverError } from './errors';
import type { DefaultExecutionOptions } from './execution-options';
import type { Hint } from './codec/value-writers';
import { legacyEvent } from './metadata/schema-changes';
import { PreparedCache } from './prepared-cache';
import { routePrepared, routeText } from './routing';
import type { LoadBalancingPolicy } from './policies/load-balancing';
import type { RetryPolicy } from './policies/retry';
import type { PreparedStatement } from './prepared-statement';
import type { Host } from './host';
import { hostsDown, isTraced, RequestExecution } from './request-execution';
import { distance } from './types/codes';
import type { BatchEntry, NamedValues } from './request-writer';
import { tellOf } from './observation';
import { Kind, type Outcome } from './response-reader';
import { response, triedHosts } from './response';
import { RequestObserver } from './tracker/request-observer';
import { ResultSet } from './types/result-set';

/** A statement of a batch. */
export type BatchQuery = string | { query: string; params?: ArrayOrObject | null };

/** The same with its parameters and their types. */
interface BatchItem {
  query: string;
  params: ArrayOrObject | null | undefined;
  hints: Hint[] | undefined;
}

/**
 * The statements of a batch.
 *
 * @throws ArgumentError for one without a text.
 */
export function batchItems(queries: BatchQuery[], options: DefaultExecutionOptions): BatchItem[] {
  const hints = options.getHints() as Hint[][] | undefined;
  return queries.map((item, i) => {
    const query = typeof item === 'string' ? item : item?.query;
    if (options.isPrepared() && typeof query !== 'string') {
      throw new ArgumentError('Query item should be a string');
    }
    if (!query) throw new ArgumentError(`Invalid query at index ${i}`);
    return { query, params: typeof item === 'string' ? null : item.params, hints: hints?.[i] };
  });
}

/** Turns calls of a connected client into requests, and outcomes into result sets. */
export class Executor {
  private readonly statements: PreparedCache;
  /** The policies with which the core does everything by itself; null when it never does. */
  private readonly native: { retry: RetryPolicy; loadBalancing: LoadBalancingPolicy } | null;
  private readonly asksForDelays: boolean;
  /** Whether a policy of the user's own wants to know where the rows of requests are. */
  private readonly routes: boolean;
  private readonly observer: RequestObserver;
  private isObserving = false;

  constructor(
    private readonly client: Client,
    readonly session: CoreSession,
  ) {
    const { retry, speculativeExecution } = client.options.policies;
    const loadBalancing = client.profileManager.getDefaultLoadBalancing();
    const isScripted =
      retryRule(retry) === RetryRule.scripted ||
      balancing(loadBalancing).isScripted ||
      isScriptedSpeculation(speculativeExecution);
    this.native = isScripted ? null : { retry, loadBalancing };
    const { profileManager } = client;
    this.routes = profileManager
      .getAll()
      .some((profile) => balancing(profileManager.loadBalancing(profile)).isScripted);
    this.observer = new RequestObserver(client);
    this.asksForDelays = isScriptedSpeculation(speculativeExecution);
    this.statements = new PreparedCache(client.metadata, (query) => session.prepare(query));
  }

  execute(
    query: string,
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
  ): Promise<ResultSet> {
    if (!options.isPrepared()) return this.executeText(query, params, options);
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

  private executeText(
    query: string,
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
  ): Promise<ResultSet> {
    const hints = options.getHints();
    if (hints && nameUserTypes(hints)) {
      const { keyspace, metadata } = this.client;
      return metadata.adaptUserHints(keyspace, hints).then(() => this.sendText(query, params, options));
    }
    return this.sendText(query, params, options);
  }

  private sendText(
    query: string,
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
  ): Promise<ResultSet> {
    try {
      const values = Array.isArray(params) || !params ? (params ?? null) : named(params, options);
      routeText(this.client, options, values);
      return this.send(query, params, options, (requests, slot) =>
        requests.text(slot, options, query, values),
      );
    } catch (err) {
      return Promise.reject(this.explain(err as Error, query));
    }
  }

  async batch(items: BatchItem[], options: DefaultExecutionOptions): Promise<ResultSet> {
    const entries = options.isPrepared()
      ? await Promise.all(items.map((item) => this.preparedEntry(item.query, item.params)))
      : items.map((item) => textEntry(item.query, item.params, item.hints));
    const [first] = entries;
    // A policy that asks where the rows are is told of the first statement.
    if (first?.prepared && this.asksForRouting(options)) {
      routePrepared(this.client, options, first.prepared, first.params ?? null);
    }
    const told = entries.map(({ query, params }) => ({ query, params: params ?? undefined }));
    const execution = this.execution(told, undefined, options);
    return this.send(
      null,
      null,
      options,
      (requests, slot) => requests.batch(slot, options, entries),
      execution,
    );
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
    if (!this.asksForRouting(options)) {
      return this.send(query, params, options, (requests, slot) =>
        requests.prepared(slot, options, statement, positional(params, statement)),
      );
    }
    try {
      const values = positional(params, statement);
      routePrepared(this.client, options, statement, values);
      return this.send(query, params, options, (requests, slot) =>
        requests.prepared(slot, options, statement, values),
      );
    } catch (err) {
      return Promise.reject(this.explain(err as Error, query));
    }
  }

  private asksForRouting(options: DefaultExecutionOptions): boolean {
    return this.routes || !!options.getRoutingKey();
  }

  private async preparedEntry(query: string, params: ArrayOrObject | null | undefined): Promise<BatchEntry> {
    const prepared = await this.prepare(query);
    return { query, params: positional(params, prepared), hints: undefined, prepared };
  }

  private send(
    query: string | null,
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
    write: Write,
    execution = this.execution(query ?? [], params, options),
  ): Promise<ResultSet> {
    const trace = options.getCaptureStackTrace() ? new Error().stack : undefined;
    const submit = () => this.submit(query, params, options, write, execution, trace);
    const fixed = options.getFixedHost();
    const unusable = fixed && unusableHost(fixed, this.client);
    if (unusable) return Promise.reject(unusable);
    if (!execution) return submit();
    const asksForPlan =
      options.getRoutingKey() ||
      options.getPreferredHost() ||
      balancing(options.getLoadBalancingPolicy()).isScripted;
    if (!asksForPlan && !this.asksForDelays) return submit();
    return execution.prepare(!!asksForPlan, this.asksForDelays).then(submit);
  }

  /** What the core must be told or has to ask about; null when all policies are its own. */
  private execution(
    query: string | BatchQuery[],
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
  ): RequestExecution | null {
    const { native } = this;
    const isHeard = this.hear() || isTraced();
    const retry = options.getRetryPolicy();
    const loadBalancing = options.getLoadBalancingPolicy();
    const isNative = retry === native?.retry && loadBalancing === native.loadBalancing;
    if (isNative && !isHeard && !options.getRoutingKey() && !options.getCustomPayload()) return null;
    const execution = new RequestExecution(this.client, query, params, options);
    execution.rule = retryRule(retry);
    if (loadBalancing !== this.client.profileManager.getDefaultLoadBalancing()) {
      execution.profile = options.getProfile().name;
    }
    return execution;
  }

  /** Whether anybody wants to hear what becomes of requests: then, and only then, the core tells. */
  private hear(): boolean {
    const { isHeard } = this.observer;
    if (isHeard === this.isObserving) return isHeard;
    this.isObserving = isHeard;
    const tell: Observe = (note, execution) => tellOf(note, execution, this.client, this.observer);
    this.session.observe(isHeard ? tell : null);
    return isHeard;
  }

  private submit(
    query: string | null,
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
    write: Write,
    execution: RequestExecution | null,
    trace: string | undefined,
  ): Promise<ResultSet> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => {
        execution?.tellConnection((error as DriverError).coordinator);
        reject(this.explain(execution?.failure(error) ?? error, query, trace));
      };
      if (execution?.plan?.hosts.length === 0) return fail(execution.noHost());
      const complete: Completion = (error, outcome) => {
        if (error) return fail(error);
        try {
          const settled = this.settled(outcome!);
          const result = this.result(outcome!, query, params, options, execution);
          resolve(settled ? settled.then(() => result) : result);
        } catch (err) {
          fail(err as Error);
        }
      };
      try {
        this.session.send(write, complete, execution);
      } catch (err) {
        fail(err as Error);
      }
    });
  }

  private explain(error: Error, query: string | null, trace?: string): Error {
    const isOfStatement = !(error instanceof NoHostAvailableError || error instanceof ArgumentError);
    if (isOfStatement && query !== null && !Object.hasOwn(error, 'query')) Object.assign(error, { query });
    if (trace) error.stack += `\n (event loop)\n${trace.slice(trace.indexOf('\n') + 1)}`;
    return error;
  }

  private result(
    outcome: Outcome,
    query: string | null,
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
    execution: RequestExecution | null,
  ): ResultSet {
    this.follow(outcome);
    const { coordinator } = outcome;
    const { trail, warnings } = outcome.extra;
    if (warnings) this.logWarnings(warnings, query ?? 'batch');
    execution?.tellConnection(coordinator);
    const inAgreement = outcome.kind !== Kind.schemaChange || outcome.inAgreement;
    const result = new ResultSet(
      response(outcome),
      coordinator,
      triedHosts(coordinator, trail, execution),
      trail?.speculativeExecutions ?? 0,
      trail?.consistency ?? options.getConsistency(),
      inAgreement,
    );
    if (outcome.pageState) {
      const fetchPage = (pageState: Buffer) => {
        options.setPageState(pageState);
        return this.client._execute(query!, params, options);
      };
      result.nextPageAsync = fetchPage;
    }
    return result;
  }

  /** What a server warns of may not be seen in a result that nobody looks at. */
  private logWarnings(warnings: string[], query: string): void {
    warnings.forEach((text, i) => {
      const template = 'Received warning (%d of %d) "%s" for "%s"';
      this.client.log('warning', format(template, i + 1, warnings.length, text, query));
    });
  }

  /** Resolves when the metadata has what a statement changed of the schema. */
  private settled(outcome: Outcome): Promise<void> | undefined {
    const change = outcome.extra.schemaChange;
    return change ? this.client._refreshSchema(legacyEvent(change)) : undefined;
  }

  /** Follows what a statement changed for those after it. */
  private follow(outcome: Outcome): void {
    if (outcome.kind === Kind.setKeyspace) this.client.keyspace = outcome.extra.keyspace!;
    if (outcome.kind === Kind.schemaChange) this.statements.outdate();
  }
}

/** Why a request cannot go to the only host that it may go to. */
function unusableHost(host: Host, client: Client): Error | undefined {
  if (client.profileManager.getDistance(host) === distance.ignored) return new NoHostAvailableError({});
  return host.isUp() ? undefined : new NoHostAvailableError(hostsDown([host]));
}

/** Whether hints name types that only the schema can explain. */
function nameUserTypes(hints: object): boolean {
  return Object.values(hints).some((hint) => typeof hint === 'string' && /udt|frozen/.test(hint));
}

/** Names are sent in lower case, as CQL takes them without quotes. */
function named(params: { [key: string]: any }, options: DefaultExecutionOptions): NamedValues {
  const keys = Object.keys(params);
  const hints = (options.getHints() ?? {}) as Record<string, Hint>;
  return {
    keys,
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

import { AdoptingEmitter, callableInPlace } from './callable';
import { isCallback, toCallback, type EmptyCallback, type ValueCallback } from './callback';
import {
  resolveOptions,
  setVersionDependent,
  withoutEffect,
  type ClientOptions,
  type ResolvedOptions,
} from './client-options';
import { ClientState } from './metadata/client-state';
import { ControlConnection } from './control-connection';
import { checkDataCenter } from './data-center';
import { coreOptions, tellsDistances } from './core-options';
import { CoreSession } from './core-session';
import { GraphExecutor } from './datastax/graph/graph-executor';
import type { GraphQueryOptions } from './datastax/graph/options';
import type { GraphResultSet } from './datastax/graph/result-set';
import { ArgumentError, NoHostAvailableError } from './errors';
import { DefaultExecutionOptions, type QueryOptions } from './execution-options';
import { ProfileManager } from './execution-profile';
import { batchItems, Executor, type BatchQuery } from './executor';
import type { Host, HostMap } from './host';
import { announceHosts } from './host-events';
import { isOutOfReach } from './host-pool';
import { InsightsClient } from './insights-client';
import type { Metadata } from './metadata';
import type { SchemaChangeEvent } from './metadata/schema-changes';
import { schemaAgreement, type Asked } from './metadata/schema-agreement';
import type { ClientMetrics } from './metrics';
import type { Token, TokenRange } from './token';
import { ResultSet } from './types/result-set';
import { readPages, rowArguments, streamRows, type RowCallback } from './row-pages';
import type { ResultStream } from './types/result-stream';
import { Uuid } from './types/uuid';
import { description, version } from './version';

/** The parameters of a statement, by position or by name. */
export type ArrayOrObject = any[] | { [key: string]: any };

/** How long `shutdown()` waits for requests under way. */
const SHUTDOWN_GRACE_MS = 10_000;

/** A client of a cluster. One is enough for a program; it must be shut down before the program can end by itself. */
@callableInPlace
export class Client extends AdoptingEmitter {
  readonly options: ResolvedOptions;
  /** The keyspace of unqualified names. It changes with `USE`. */
  keyspace: string;
  /** The nodes of the cluster, by `ip:port`; empty before the client is connected. */
  hosts: HostMap;
  /** What is known of the schema and the ring. */
  metadata: Metadata;
  /** What counts the errors, retries and answers of the client. */
  metrics: ClientMetrics;
  connected = false;
  isShuttingDown = false;
  /** @internal */
  declare readonly profileManager: ProfileManager;
  /** @internal The connection on which the cluster tells of itself, as programs may look at it. */
  declare controlConnection: ControlConnection;
  private _connecting: Promise<void> | null = null;
  private _session: CoreSession | null = null;
  private _executor: Executor | null = null;
  private _warmed: Promise<void> | null = null;
  declare private readonly _graphExecutor: GraphExecutor;
  declare private readonly _insights: InsightsClient;

  /**
   * @throws TypeError for an option that is missing or has an unusable value.
   * @throws NotSupportedError for an option that this driver does not have.
   */
  constructor(options: ClientOptions) {
    super();
    this.options = resolveOptions(options, { logEmitter: this.emit.bind(this), id: Uuid.random() });
    this.keyspace = this.options.keyspace!;
    this.metrics = this.options.metrics;
    this.setMaxListeners(0);
    const manager = new ProfileManager(this.options);
    const control = new ControlConnection(this);
    this.hosts = control.hosts;
    this.metadata = control.metadata;
    // Only what the legacy driver has is seen when a client is printed.
    Object.defineProperty(this, 'profileManager', { value: manager });
    Object.defineProperty(this, 'controlConnection', { value: control, writable: true });
    const graphExecutor = new GraphExecutor(this, this.options, (...args) => this._execute(...args));
    Object.defineProperty(this, '_graphExecutor', { value: graphExecutor });
    Object.defineProperty(this, '_insights', { value: new InsightsClient(this) });
    Object.defineProperty(this, '_ignored', { value: withoutEffect(options) });
    Object.defineProperty(this, '_hasLogEmitter', { value: options.logEmitter !== undefined });
    for (const name of ['_executor', '_connecting', '_session', '_warmed']) {
      Object.defineProperty(this, name, { enumerable: false, writable: true });
    }
  }
  declare private readonly _ignored: string[];
  declare private readonly _hasLogEmitter: boolean;

  /** Connects to the cluster; `execute()` and its like do so by themselves. */
  connect(): Promise<void>;
  connect(callback: EmptyCallback): void;
  connect(callback?: EmptyCallback): Promise<void> | undefined {
    return toCallback(this._connect(), callback);
  }

  /** @internal */
  _connect(): Promise<void> {
    if (this.connected) return Promise.resolve();
    if (this.isShuttingDown) {
      return Promise.reject(new NoHostAvailableError(null, 'Connecting after shutdown is not supported'));
    }
    this._connecting ??= this._open()
      .catch((err) => {
        this.emit('connected', err);
        throw err;
      })
      .finally(() => (this._connecting = null));
    return this._connecting;
  }

  private async _open(): Promise<void> {
    this.log('info', `Connecting to cluster using '${description}' version ${version}`);
    for (const remark of this._ignored) this.log('info', remark);
    // Options that are refused are so before there is a session, which would keep the process alive.
    const logs = this._hasLogEmitter || this.listenerCount('log') > 0;
    const settings = coreOptions(this.options, this.profileManager, logs);
    const session = new CoreSession(this.options);
    const resolved = this.controlConnection.resolve();
    try {
      await session.connect(settings);
    } finally {
      await resolved;
    }
    try {
      await this._meetHosts(session);
    } catch (err) {
      this.controlConnection.reset();
      await session.close(0);
      throw err;
    }
    announceHosts(this, this.hosts);
    this._session = session;
    this.connected = true;
    this.emit('connected');
    // Reports take the way of requests, which there may not be yet without a warm-up.
    this._warmed?.then(() => this._insights.init()).catch(() => undefined);
  }

  /** Makes hosts and policies known to each other. */
  private async _meetHosts(session: CoreSession): Promise<void> {
    const { options, profileManager } = this;
    this.controlConnection.follow(session, tellsDistances(options, profileManager));
    checkDataCenter(options, this.hosts, this.controlConnection.getEndpoint() ?? '(unknown)');
    if (options.cloud) options.localDataCenter ??= this.hosts.values()[0]?.datacenter ?? undefined;
    await this.controlConnection.loadMetadata();
    await profileManager.init(this, this.hosts);
    options.policies.speculativeExecution.init(this);
    setVersionDependent(options);
    const settled = this.controlConnection.settleDistances();
    if (options.pooling.warmup) await settled;
    // Without a warm-up, requests wait for the connections, and nobody else does.
    this._warmed = settled.then(() => {
      this._executor = new Executor(this, session);
    });
    if (!options.pooling.warmup) return void this._warmed.catch(() => undefined);
    await this._warmed;
    this._warnOfEmptyPools();
  }

  private _warnOfEmptyPools(): void {
    for (const { address } of this.hosts.values().filter(isOutOfReach)) {
      const message = `Connection pool to host ${address} could not be created: the host cannot be reached`;
      this.log('warning', message);
    }
  }

  /** Executes a statement. */
  execute(query: string, callback: ValueCallback<ResultSet>): void;
  execute(query: string, params: ArrayOrObject | null, callback: ValueCallback<ResultSet>): void;
  execute(
    query: string,
    params: ArrayOrObject | null,
    options: QueryOptions | null,
    callback: ValueCallback<ResultSet>,
  ): void;
  execute(query: string, params?: ArrayOrObject | null, options?: QueryOptions | null): Promise<ResultSet>;
  execute(
    query: string,
    params?: ArrayOrObject | null | ValueCallback<ResultSet>,
    options?: QueryOptions | null | ValueCallback<ResultSet>,
    callback?: ValueCallback<ResultSet>,
  ): Promise<ResultSet> | undefined {
    if (!callback && isCallback(options)) callback = options;
    else if (!callback && isCallback(params)) [callback, params] = [params, null];
    let executionOptions: DefaultExecutionOptions;
    try {
      executionOptions = DefaultExecutionOptions.create(options, this);
    } catch (err) {
      return toCallback(Promise.reject(err as Error), callback);
    }
    return toCallback(this._execute(query, params as ArrayOrObject, executionOptions), callback);
  }

  /** @internal */
  _execute(
    query: string,
    params: ArrayOrObject | null | undefined,
    options: DefaultExecutionOptions,
  ): Promise<ResultSet> {
    if (this._executor && this.connected) return this._executor.execute(query, params, options);
    return this._connect()
      .then(() => this._warmed)
      .then(() => this._executor!.execute(query, params, options));
  }

  /** Executes a statement and calls back for each row, of this page or, with `autoPage`, of all. */
  eachRow(
    query: string,
    params: ArrayOrObject | null,
    options: QueryOptions | null,
    rowCallback: RowCallback,
    callback?: ValueCallback<ResultSet>,
  ): void;
  eachRow(
    query: string,
    params: ArrayOrObject | null,
    rowCallback: RowCallback,
    callback?: ValueCallback<ResultSet>,
  ): void;
  eachRow(query: string, rowCallback: RowCallback, callback?: ValueCallback<ResultSet>): void;
  eachRow(query: string, ...given: [unknown?, unknown?, unknown?, unknown?]): void {
    const { params, options, rowCallback, callback } = rowArguments(...given);
    readPages(this, query, params, options, rowCallback, callback);
  }

  /** Executes a statement and streams its rows, of all pages, as fast as they are read. */
  stream(
    query: string,
    params?: ArrayOrObject | null,
    options?: QueryOptions | null,
    callback?: EmptyCallback,
  ): ResultStream {
    return streamRows(this, query, params ?? null, options ?? null, callback);
  }

  /** Executes several statements as one. */
  batch(queries: BatchQuery[], callback: ValueCallback<ResultSet>): void;
  batch(queries: BatchQuery[], options: QueryOptions | null, callback: ValueCallback<ResultSet>): void;
  batch(queries: BatchQuery[], options?: QueryOptions | null): Promise<ResultSet>;
  batch(
    queries: BatchQuery[],
    options?: QueryOptions | null | ValueCallback<ResultSet>,
    callback?: ValueCallback<ResultSet>,
  ): Promise<ResultSet> | undefined {
    if (!callback && isCallback(options)) callback = options;
    return toCallback(this._batch(queries, options), callback);
  }

  /** @internal */
  async _batch(
    queries: BatchQuery[],
    options: QueryOptions | null | undefined | ValueCallback<ResultSet>,
  ): Promise<ResultSet> {
    if (!Array.isArray(queries)) throw new ArgumentError('Queries should be an Array');
    if (queries.length === 0) throw new ArgumentError('Queries array should not be empty');
    await this._connect();
    const executionOptions = DefaultExecutionOptions.create(options, this);
    const items = batchItems(queries, executionOptions);
    if (!this._executor) await this._warmed;
    return this._executor!.batch(items, executionOptions);
  }

  /** Executes a traversal of a graph, which servers of DSE have. */
  executeGraph(traversal: string, callback: ValueCallback<GraphResultSet>): void;
  executeGraph(
    traversal: string,
    parameters: { [name: string]: any } | undefined,
    callback: ValueCallback<GraphResultSet>,
  ): void;
  executeGraph(
    traversal: string,
    parameters: { [name: string]: any } | undefined,
    options: GraphQueryOptions,
    callback: ValueCallback<GraphResultSet>,
  ): void;
  executeGraph(
    traversal: string,
    parameters?: { [name: string]: any },
    options?: GraphQueryOptions,
  ): Promise<GraphResultSet>;
  executeGraph(
    traversal: string,
    parameters?: { [name: string]: any } | ValueCallback<GraphResultSet>,
    options?: GraphQueryOptions | ValueCallback<GraphResultSet>,
    last?: ValueCallback<GraphResultSet>,
  ): Promise<GraphResultSet> | undefined {
    const callback = [last, options, parameters].find(isCallback);
    const values = isCallback(parameters) ? null : (parameters as Record<string, unknown>);
    const own = isCallback(options) ? null : (options as GraphQueryOptions | undefined);
    return toCallback(this._graphExecutor.send(traversal, values, own), callback);
  }

  /**
   * The hosts that hold the data of a partition key, a token or the end of a range; see `metadata.getReplicas()`.
   *
   * @returns Null when the keyspace is not known, which the type of the legacy driver hides.
   */
  getReplicas(keyspace: string | null, token: Buffer | Token | TokenRange): Host[] {
    return this.metadata.getReplicas(keyspace, token);
  }

  /** @internal Waits until the hosts agree on a change of the schema, as long as allowed, and takes it over. */
  async handleSchemaAgreementAndRefresh(connection: Asked, event: SchemaChangeEvent): Promise<boolean> {
    let inAgreement = false;
    try {
      inAgreement = await this._waitForSchemaAgreement(connection);
    } catch (err) {
      this.log('warning', 'There was an error while waiting for the schema agreement between nodes', err);
    }
    await this._refreshSchema(event);
    return inAgreement;
  }

  /** @internal Whether the hosts agree on the schema before they need no longer be waited for. */
  _waitForSchemaAgreement(connection: Asked): Promise<boolean> {
    return schemaAgreement(this, connection);
  }

  /** @internal Takes a change of the schema over before the result of the statement is given. */
  async _refreshSchema(event: SchemaChangeEvent): Promise<void> {
    try {
      await this.controlConnection.handleSchemaChange(event, true);
    } catch (err) {
      this.log('warning', 'There was an error while handling schema change', err);
    }
  }

  /** What the client is doing now. */
  getState(): ClientState {
    return ClientState.of(this.hosts.values());
  }

  /** Emits `log`. Levels: `verbose`, `info`, `warning`, `error`. */
  log(level: string, message: string, furtherInfo?: unknown): void {
    this.options.logEmitter('log', level, this.constructor.name, message, furtherInfo ?? '');
  }

  /** Waits for the requests under way and closes all connections. The client cannot be used again. */
  shutdown(): Promise<void>;
  shutdown(callback: EmptyCallback): void;
  shutdown(callback?: EmptyCallback): Promise<void> | undefined {
    return toCallback(this._shutdown(), callback);
  }

  /** @internal */
  async _shutdown(): Promise<void> {
    this.log('info', 'Shutting down');
    if (this._connecting) {
      this.log('warning', 'Shutting down while connecting');
      // A failure is told to those who connect; then there is nothing to shut down.
      await this._connecting.catch(() => undefined);
    }
    const session = this._session;
    if (!this.connected || !session) return;
    this.connected = false;
    this.isShuttingDown = true;
    this._insights.shutdown();
    this.options.requestTracker?.shutdown();
    const closed = session.close(SHUTDOWN_GRACE_MS);
    this.controlConnection.leave();
    await closed;
    this._executor = null;
    this.options.policies.speculativeExecution.shutdown();
    this._session = null;
  }
}

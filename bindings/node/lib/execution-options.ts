import type { Hint } from './codec/value-writers';
import type { Client } from './client';
import { ArgumentError } from './errors';
import type { ExecutionProfile } from './execution-profile';
import { Host } from './host';
import { emptyObject } from './plain-object';
import type { LoadBalancingPolicy } from './policies/load-balancing';
import type { RetryPolicy } from './policies/retry';
import { Long } from './types/long';
import type { Row } from './types/row';

/** The options of one request. */
export interface QueryOptions {
  /** `eachRow()`: whether the following pages are fetched by themselves. */
  autoPage?: boolean;
  /** Whether an error tells where the request was made. */
  captureStackTrace?: boolean;
  /** One of `types.consistencies`. */
  consistency?: number;
  /** `batch()`: whether it updates counters. */
  counter?: boolean;
  customPayload?: any;
  executeAs?: string;
  executionProfile?: string | ExecutionProfile;
  /** How many rows a page has at most; 0 turns paging off. */
  fetchSize?: number;
  /** The types of the parameters, for statements that are not prepared. */
  hints?: Hint[] | Hint[][] | Record<string, Hint>;
  /** The only host that the request may go to. */
  host?: Host;
  /** Whether executing twice does no harm. */
  isIdempotent?: boolean;
  keyspace?: string;
  /** `batch()`: whether it goes through the batch log. */
  logged?: boolean;
  /** Where to go on: `pageState` of the page before. */
  pageState?: Buffer | string;
  prepare?: boolean;
  /** How long to wait for the answer, in milliseconds; 0 is without limit. */
  readTimeout?: number;
  retry?: RetryPolicy;
  routingIndexes?: number[];
  routingKey?: Buffer | Buffer[];
  routingNames?: string[];
  serialConsistency?: number;
  /** The write timestamp in microseconds since the epoch; null lets the server choose. */
  timestamp?: number | Long | null;
  traceQuery?: boolean;
}

/** What takes a row and its number. */
type RowCallback = (n: number, row: Row) => void;

/**
 * Tells what holds for a request. This one says nothing about anything: the declared types are those of the legacy driver,
 * which hide that anything may be undefined.
 */
export class ExecutionOptions {
  static empty(): ExecutionOptions {
    return new ExecutionOptions();
  }

  getCaptureStackTrace(): boolean {
    return undefined!;
  }

  getConsistency(): number {
    return undefined!;
  }

  getCustomPayload(): Record<string, Buffer> {
    return undefined!;
  }

  getFetchSize(): number {
    return undefined!;
  }

  getFixedHost(): Host {
    return undefined!;
  }

  getHints(): NonNullable<QueryOptions['hints']> {
    return undefined!;
  }

  isAutoPage(): boolean {
    return undefined!;
  }

  isBatchCounter(): boolean {
    return undefined!;
  }

  isBatchLogged(): boolean {
    return undefined!;
  }

  isIdempotent(): boolean {
    return undefined!;
  }

  isPrepared(): boolean {
    return undefined!;
  }

  isQueryTracing(): boolean {
    return undefined!;
  }

  getKeyspace(): string {
    return undefined!;
  }

  getLoadBalancingPolicy(): LoadBalancingPolicy {
    return undefined!;
  }

  getPageState(): Buffer {
    return undefined!;
  }

  getRawQueryOptions(): QueryOptions {
    return undefined!;
  }

  getReadTimeout(): number {
    return undefined!;
  }

  getRetryPolicy(): RetryPolicy {
    return undefined!;
  }

  getOrGenerateTimestamp(): Long | null {
    return undefined!;
  }

  getRoutingIndexes(): number[] {
    return undefined!;
  }

  getRoutingKey(): NonNullable<QueryOptions['routingKey']> {
    return undefined!;
  }

  getRoutingNames(): string[] {
    return undefined!;
  }

  getSerialConsistency(): number {
    return undefined!;
  }

  getTimestamp(): number | Long {
    return undefined!;
  }

  /** The host that a load-balancing policy is to begin with. */
  getPreferredHost(): Host {
    return undefined!;
  }

  /** What takes the rows of `eachRow()` and `stream()`. */
  getRowCallback(): RowCallback {
    return undefined!;
  }

  // Options that nobody gave cannot change.
  setHints(_hints: QueryOptions['hints']): void {}

  setKeyspace(_keyspace: string): void {}

  setPageState(_pageState: Buffer): void {}

  setPreferredHost(_host: Host | null): void {}

  setRoutingIndexes(_indexes: number[]): void {}

  setRoutingKey(_routingKey: QueryOptions['routingKey'] | null): void {}
}

/** The name in a payload of the user that a request is executed for. */
const PROXY_EXECUTE = 'ProxyExecute';

/** The options of a request, of its profile and of the client, the first that says something. */
export class DefaultExecutionOptions extends ExecutionOptions {
  private readonly defaults: QueryOptions;
  private readonly profile: ExecutionProfile;
  private pageState: Buffer | undefined;
  private routingIndexes: number[] | undefined;
  private routingKey: QueryOptions['routingKey'] | null;
  private hints: QueryOptions['hints'];
  private keyspace: string | undefined;
  private customPayload: Record<string, Buffer> | undefined;

  constructor(
    private readonly given: QueryOptions,
    private readonly client: Client,
    private readonly rowCallback?: RowCallback,
  ) {
    super();
    this.defaults = client.options.queryOptions;
    const profile = client.profileManager.getProfile(given.executionProfile);
    if (!profile) throw new ArgumentError(`Execution profile "${given.executionProfile}" not found`);
    this.profile = profile;
    this.pageState = typeof given.pageState === 'string' ? hexBytes(given.pageState) : given.pageState;
    this.routingIndexes = given.routingIndexes;
    this.routingKey = given.routingKey;
    this.hints = given.hints;
    this.keyspace = given.keyspace;
    this.customPayload = payload(given, this.defaults);
    if (given.host) checkHost(given.host);
  }

  /** Takes options that may be absent, or a callback in their place. */
  static create(
    given: QueryOptions | null | undefined | ((...args: any[]) => void),
    client: Client,
    rowCallback?: RowCallback,
  ): DefaultExecutionOptions {
    const options = !given || typeof given === 'function' ? emptyObject : given;
    return new DefaultExecutionOptions(options, client, rowCallback);
  }

  override getCaptureStackTrace(): boolean {
    return first(this.given.captureStackTrace, this.defaults.captureStackTrace)!;
  }

  override getConsistency(): number {
    return first(this.given.consistency, first(this.profile.consistency, this.defaults.consistency))!;
  }

  override getFetchSize(): number {
    return first(this.given.fetchSize, this.defaults.fetchSize)!;
  }

  override getCustomPayload(): Record<string, Buffer> {
    return this.customPayload!;
  }

  setCustomPayload(payload: Record<string, Buffer>): void {
    this.customPayload = payload;
  }

  override getKeyspace(): string {
    return this.keyspace!;
  }

  override setKeyspace(keyspace: string): void {
    this.keyspace = keyspace;
  }

  override getLoadBalancingPolicy(): LoadBalancingPolicy {
    return this.profile.loadBalancing ?? this.client.profileManager.loadBalancing(this.profile);
  }

  override getRetryPolicy(): RetryPolicy {
    return first(this.given.retry, first(this.profile.retry, this.client.options.policies.retry))!;
  }

  getProfile(): ExecutionProfile {
    return this.profile;
  }

  override getRoutingIndexes(): number[] {
    return this.routingIndexes!;
  }

  override setRoutingIndexes(indexes: number[]): void {
    this.routingIndexes = indexes;
  }

  override getRoutingKey(): NonNullable<QueryOptions['routingKey']> {
    return this.routingKey!;
  }

  override setRoutingKey(routingKey: QueryOptions['routingKey'] | null): void {
    this.routingKey = routingKey;
  }

  override getRoutingNames(): string[] {
    return this.given.routingNames!;
  }

  override getFixedHost(): Host {
    return this.given.host!;
  }

  override getHints(): NonNullable<QueryOptions['hints']> {
    return this.hints!;
  }

  override setHints(hints: QueryOptions['hints']): void {
    this.hints = hints;
  }

  override getRowCallback(): RowCallback {
    return this.rowCallback!;
  }

  override isAutoPage(): boolean {
    return first(this.given.autoPage, this.defaults.autoPage)!;
  }

  override isBatchCounter(): boolean {
    return first(this.given.counter, false)!;
  }

  override isBatchLogged(): boolean {
    return first(this.given.logged, first(this.defaults.logged, true))!;
  }

  override isIdempotent(): boolean {
    return first(this.given.isIdempotent, this.defaults.isIdempotent)!;
  }

  override isPrepared(): boolean {
    return first(this.given.prepare, this.defaults.prepare)!;
  }

  override isQueryTracing(): boolean {
    return first(this.given.traceQuery, this.defaults.traceQuery)!;
  }

  override getPageState(): Buffer {
    return this.pageState!;
  }

  override setPageState(pageState: Buffer): void {
    this.pageState = pageState;
  }

  override getRawQueryOptions(): QueryOptions {
    return this.given;
  }

  override getReadTimeout(): number {
    return first(
      this.given.readTimeout,
      first(this.profile.readTimeout, this.client.options.socketOptions.readTimeout),
    )!;
  }

  override getSerialConsistency(): number {
    return first(
      this.given.serialConsistency,
      first(this.profile.serialConsistency, this.defaults.serialConsistency),
    )!;
  }

  override getTimestamp(): number | Long {
    return this.given.timestamp!;
  }

  /** The timestamp of the request, or one of the client's generator; null lets the server choose. */
  override getOrGenerateTimestamp(): Long | null {
    const timestamp = this.timestampToSend();
    return typeof timestamp === 'number' ? Long.fromNumber(timestamp) : timestamp;
  }

  /** @internal The same as a number where it is one, which makes no object for a request. */
  timestampToSend(): number | Long | null {
    if (this.given.timestamp !== undefined) return this.given.timestamp;
    const generator = this.client.options.policies.timestampGeneration;
    return generator ? generator.next(this.client) : null;
  }
}

function first<T>(given: T | undefined, otherwise: T | undefined): T | undefined {
  return given !== undefined ? given : otherwise;
}

function hexBytes(text: string): Buffer {
  const bytes = Buffer.from(text, 'hex');
  if (bytes.length * 2 !== text.length) throw new ArgumentError(`Page state "${text}" is not hexadecimal`);
  return bytes;
}

/** Who a request is executed for travels in its payload. */
function payload(given: QueryOptions, defaults: QueryOptions): Record<string, Buffer> | undefined {
  const own: Record<string, Buffer> | undefined = given.customPayload || defaults.customPayload;
  const executeAs = given.executeAs || defaults.executeAs;
  if (!executeAs || own?.[PROXY_EXECUTE]) return own;
  return { ...own, [PROXY_EXECUTE]: Buffer.from(executeAs) };
}

function checkHost(host: unknown): void {
  if (host instanceof Host && host.hostId) return;
  throw new ArgumentError('Option host must be one of client.hosts');
}

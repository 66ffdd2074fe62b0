import type { Hint } from './codec/value-writers';
import type { Client } from './client';
import { ArgumentError, NotSupportedError } from './errors';
import type { ExecutionProfile } from './execution-profile';
import { Host } from './host';
import { neverRetries } from './core-policies';
import type { RetryPolicy } from './policies/retry';
import { Long } from './types/long';

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

/** Tells what holds for a request. */
export abstract class ExecutionOptions {
  abstract getCaptureStackTrace(): boolean | undefined;
  abstract getConsistency(): number | undefined;
  abstract getFetchSize(): number | undefined;
  abstract getFixedHost(): Host | undefined;
  abstract getHints(): QueryOptions['hints'];
  abstract isAutoPage(): boolean | undefined;
  abstract isBatchCounter(): boolean;
  abstract isBatchLogged(): boolean;
  abstract isIdempotent(): boolean | undefined;
  abstract isPrepared(): boolean | undefined;
  abstract isQueryTracing(): boolean | undefined;
  abstract getPageState(): Buffer | undefined;
  abstract getRawQueryOptions(): QueryOptions;
  abstract getReadTimeout(): number | undefined;
  abstract getSerialConsistency(): number | undefined;
  abstract getTimestamp(): number | Long | null | undefined;
}

const NONE: QueryOptions = Object.freeze({});

/** The options of a request, of its profile and of the client, the first that says something. */
export class DefaultExecutionOptions extends ExecutionOptions {
  private readonly defaults: QueryOptions;
  private readonly profile: ExecutionProfile;
  private pageState: Buffer | undefined;

  constructor(
    private readonly given: QueryOptions,
    private readonly client: Client,
  ) {
    super();
    this.defaults = client.options.queryOptions;
    const profile = client.profileManager.getProfile(given.executionProfile);
    if (!profile) throw new ArgumentError(`Execution profile "${given.executionProfile}" not found`);
    this.profile = profile;
    this.pageState = typeof given.pageState === 'string' ? hexBytes(given.pageState) : given.pageState;
    if (given !== NONE) refuseUnsupported(given, client);
  }

  /** Takes options that may be absent, or a callback in their place. */
  static create(
    given: QueryOptions | null | undefined | ((...args: any[]) => void),
    client: Client,
  ): DefaultExecutionOptions {
    return new DefaultExecutionOptions(!given || typeof given === 'function' ? NONE : given, client);
  }

  getCaptureStackTrace(): boolean | undefined {
    return first(this.given.captureStackTrace, this.defaults.captureStackTrace);
  }

  getConsistency(): number | undefined {
    return first(this.given.consistency, first(this.profile.consistency, this.defaults.consistency));
  }

  getFetchSize(): number | undefined {
    return first(this.given.fetchSize, this.defaults.fetchSize);
  }

  getFixedHost(): Host | undefined {
    return this.given.host;
  }

  getHints(): QueryOptions['hints'] {
    return this.given.hints;
  }

  isAutoPage(): boolean | undefined {
    return first(this.given.autoPage, this.defaults.autoPage);
  }

  isBatchCounter(): boolean {
    return first(this.given.counter, false)!;
  }

  isBatchLogged(): boolean {
    return first(this.given.logged, first(this.defaults.logged, true))!;
  }

  isIdempotent(): boolean | undefined {
    return first(this.given.isIdempotent, this.defaults.isIdempotent);
  }

  isPrepared(): boolean | undefined {
    return first(this.given.prepare, this.defaults.prepare);
  }

  isQueryTracing(): boolean | undefined {
    return first(this.given.traceQuery, this.defaults.traceQuery);
  }

  getPageState(): Buffer | undefined {
    return this.pageState;
  }

  setPageState(pageState: Buffer): void {
    this.pageState = pageState;
  }

  getRawQueryOptions(): QueryOptions {
    return this.given;
  }

  getReadTimeout(): number | undefined {
    return first(
      this.given.readTimeout,
      first(this.profile.readTimeout, this.client.options.socketOptions.readTimeout),
    );
  }

  getSerialConsistency(): number | undefined {
    return first(
      this.given.serialConsistency,
      first(this.profile.serialConsistency, this.defaults.serialConsistency),
    );
  }

  getTimestamp(): number | Long | null | undefined {
    return this.given.timestamp;
  }

  /** The timestamp of the request, or one of the client's generator; null lets the server choose. */
  getOrGenerateTimestamp(): number | Long | null {
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

/** Options that would change what a request does must not be lost. */
function refuseUnsupported(given: QueryOptions, client: Client): void {
  if (given.customPayload) throw new NotSupportedError('Option customPayload is not supported');
  if (given.executeAs) throw new NotSupportedError('Option executeAs is not supported');
  if (given.host && !(given.host instanceof Host && given.host.hostId)) {
    throw new ArgumentError('Option host must be one of client.hosts');
  }
  if (!given.retry || given.retry === client.options.policies.retry) return;
  const own = neverRetries(client.options.policies.retry, 'policies.retry');
  if (neverRetries(given.retry, 'retry') !== own) {
    throw new NotSupportedError('Option retry is not supported: set policies.retry of the client');
  }
}

import { EventEmitter } from 'node:events';
import { ArgumentError } from '../errors';
import type { ExecutionOptions } from '../execution-options';
import type { BatchQuery } from '../executor';
import { describeBatch, describeStatement, type Limits } from './statement-text';
import { RequestTracker, type Latency } from './request-tracker';

/** What a `RequestLogger` emits, and how much of it. */
export interface RequestLoggerOptions {
  /** Requests that take longer than this, in milliseconds, are emitted as `slow`. */
  slowThreshold?: number;
  /** Requests of more bytes than this are emitted as `large`. */
  requestSizeThreshold?: number;
  /** Whether every request that succeeds is emitted as `normal`. */
  logNormalRequests?: boolean;
  /** Whether every request that fails is emitted as `failure`. */
  logErroredRequests?: boolean;
  /** How many characters of the statement are shown. Default: 500. */
  messageMaxQueryLength?: number;
  /** How many characters of each parameter are shown. Default: 50. */
  messageMaxParameterValueLength?: number;
  /** How many characters of an error's stack are shown. Default: 200. */
  messageMaxErrorStackTraceLength?: number;
}

const STACK_LENGTH_MAX = 200;

type Query = string | BatchQuery[];
type Parameters = any[] | { [key: string]: any } | null | undefined;
type WithAddress = { address: string };

/** Emits a line of text, on its `emitter`, for requests that are slow, large, successful or that failed. */
export class RequestLogger extends RequestTracker {
  /** May be changed at any time. */
  logNormalRequests: boolean | undefined;
  /** May be changed at any time. */
  logErroredRequests: boolean | undefined;
  /** Emits `slow`, `large`, `normal` and `failure`, each with the line. */
  readonly emitter: EventEmitter = new EventEmitter();
  private readonly options: RequestLoggerOptions;

  /** @throws ArgumentError without options. */
  constructor(options: RequestLoggerOptions) {
    super();
    if (!options) throw new ArgumentError('RequestLogger options parameter is required');
    this.options = options;
    this.logNormalRequests = options.logNormalRequests;
    this.logErroredRequests = options.logErroredRequests;
  }

  override onSuccess(
    host: WithAddress,
    query: Query,
    parameters: Parameters,
    options: ExecutionOptions,
    requestLength: number,
    responseLength: number,
    latency: Latency,
  ): void {
    const took = milliseconds(latency);
    const sizes = describeSizes(requestLength, responseLength);
    const line = (what: string) => `[${host.address}] ${what}: ${this.describe(query, parameters, options)}`;
    if (exceeds(took, this.options.slowThreshold)) {
      this.emitter.emit('slow', line(`Slow request, took ${Math.floor(took)} ms (${sizes})`));
    } else if (exceeds(requestLength, this.options.requestSizeThreshold)) {
      this.emitter.emit('large', line(`Request exceeded length, ${sizes} (took ${Math.floor(took)} ms)`));
    } else if (this.logNormalRequests) {
      const what = `Request completed normally, took ${Math.floor(took)} ms (${sizes})`;
      this.emitter.emit('normal', line(what));
    }
  }

  override onError(
    host: WithAddress,
    query: Query,
    parameters: Parameters,
    options: ExecutionOptions,
    requestLength: number,
    err: Error,
    latency: Latency,
  ): void {
    const isLarge = exceeds(requestLength, this.options.requestSizeThreshold);
    if (!isLarge && !this.logErroredRequests) return;
    const took = `took ${Math.floor(milliseconds(latency))} ms`;
    const sizes = describeSizes(requestLength);
    const what = isLarge
      ? `Request exceeded length and execution failed, ${sizes} (${took})`
      : `Request execution failed, ${took} (${sizes})`;
    const stack = (err.stack ?? '').slice(
      0,
      this.options.messageMaxErrorStackTraceLength || STACK_LENGTH_MAX,
    );
    const line = `[${host.address}] ${what}: ${this.describe(query, parameters, options)}; error: ${stack}`;
    // An event named `error` would be thrown where nobody listens.
    this.emitter.emit(isLarge ? 'large' : 'failure', line);
  }

  private describe(query: Query, parameters: Parameters, options: ExecutionOptions): string {
    const limits: Limits = {
      query: this.options.messageMaxQueryLength,
      parameter: this.options.messageMaxParameterValueLength,
    };
    const prepared = options.isPrepared() === true;
    return Array.isArray(query)
      ? describeBatch(query, { prepared, logged: options.isBatchLogged() === true }, limits)
      : describeStatement(query, parameters, prepared, limits);
  }
}

function exceeds(value: number, threshold: number | undefined): boolean {
  return threshold !== undefined && threshold > 0 && value > threshold;
}

function milliseconds([seconds, nanoseconds]: Latency): number {
  return seconds * 1e3 + nanoseconds / 1e6;
}

function describeSizes(request: number, response?: number): string {
  const sent = `request size ${describeSize(request)}`;
  return response === undefined ? sent : `${sent} / response size ${describeSize(response)}`;
}

function describeSize(bytes: number): string {
  return bytes > 1000 ? `${Math.round(bytes / 1024)} KB` : `${bytes} bytes`;
}

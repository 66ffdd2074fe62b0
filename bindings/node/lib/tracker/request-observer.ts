import {
  BusyConnectionError,
  OperationTimedOutError,
  ResponseError,
  AuthenticationError,
  NoHostAvailableError,
} from '../errors';
import type { ExecutionOptions } from '../execution-options';
import type { BatchQuery } from '../executor';
import type { Host } from '../host';
import type { ClientMetrics } from '../metrics/client-metrics';
import { DefaultMetrics } from '../metrics/default-metrics';
import { responseErrorCodes } from '../types/codes';
import type { Latency, RequestTracker } from './request-tracker';

/** What is known of one try of a request on one host, once it has ended. */
export interface Attempt {
  host: Host;
  /** The text of a statement, or the statements of a batch. */
  query: string | BatchQuery[];
  parameters: any[] | { [key: string]: any } | null | undefined;
  options: ExecutionOptions;
  /** Bytes of the body that was sent. */
  requestLength: number;
  /** Bytes of the body of the answer; 0 when it was an error or there was none. */
  responseLength: number;
  error: Error | null;
  latency: Latency;
}

/** Whom a client tells of its requests; both may be exchanged at any time. */
interface Audience {
  metrics: ClientMetrics;
  options: { requestTracker: RequestTracker | null };
}

type Sort = 'ClientTimeout' | 'Other' | 'ReadTimeout' | 'WriteTimeout' | 'Unavailable';

/** Passes what happens to requests on to the metrics and to the request tracker of a client. */
export class RequestObserver {
  constructor(private readonly audience: Audience) {}

  /** Whether anybody hears what is told; if not, it need not be found out. */
  get isHeard(): boolean {
    const { metrics, options } = this.audience;
    if (options.requestTracker) return true;
    return metrics.constructor !== DefaultMetrics || (metrics as DefaultMetrics).isHeard === true;
  }

  /** A try on a host has ended, well or not, also when the answer came too late to be of use. */
  onAttempt(attempt: Attempt): void {
    const { metrics, options } = this.audience;
    const { host, query, parameters, error, requestLength, responseLength, latency } = attempt;
    if (error) tellError(metrics, error);
    else metrics.onSuccessfulResponse(latency);
    if (!error || error instanceof ResponseError) metrics.onResponse(latency);
    const tracker = options.requestTracker;
    if (!tracker) return;
    if (error) tracker.onError(host, query, parameters, attempt.options, requestLength, error, latency);
    else tracker.onSuccess(host, query, parameters, attempt.options, requestLength, responseLength, latency);
  }

  /** The retry policy has a request tried again after an error. */
  onRetry(error: Error): void {
    const { metrics } = this.audience;
    const sort = isConnectionError(error) ? 'Other' : sortOf(error);
    if (sort === 'Other') metrics.onOtherErrorRetry(error);
    else if (sort) metrics[`on${sort}Retry`](error);
  }

  /** The retry policy made an empty result of an error. */
  onIgnore(error: Error): void {
    this.audience.metrics.onIgnoreError(error);
  }

  /** A request is sent to a further host because the first one takes long. */
  onSpeculativeExecution(): void {
    this.audience.metrics.onSpeculativeExecution();
  }
}

function tellError(metrics: ClientMetrics, error: Error): void {
  if (error instanceof AuthenticationError) return metrics.onAuthenticationError(error);
  if (isConnectionError(error)) {
    // What never left the client says nothing of a connection that was in use.
    if (!(error as { requestNotWritten?: boolean }).requestNotWritten) metrics.onConnectionError(error);
    return;
  }
  const sort = sortOf(error);
  if (sort) metrics[`on${sort}Error`](error);
}

function isConnectionError(error: Error): boolean {
  return (error as { isSocketError?: boolean }).isSocketError === true;
}

/** A host that does not know a statement is told it again; that is no error. */
function sortOf(error: Error): Sort | undefined {
  if (error instanceof BusyConnectionError || error instanceof NoHostAvailableError) return undefined;
  if (error instanceof OperationTimedOutError) return 'ClientTimeout';
  if (!(error instanceof ResponseError)) return 'Other';
  switch (error.code) {
    case responseErrorCodes.unavailableException:
      return 'Unavailable';
    case responseErrorCodes.readTimeout:
      return 'ReadTimeout';
    case responseErrorCodes.writeTimeout:
      return 'WriteTimeout';
    case responseErrorCodes.unprepared:
      return undefined;
    default:
      return 'Other';
  }
}

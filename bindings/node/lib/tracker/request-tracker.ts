import type { ExecutionOptions } from '../execution-options';
import type { BatchQuery } from '../executor';
import type { Host } from '../host';

/** A time as whole seconds and the nanoseconds beyond them, as `process.hrtime()` gives it. */
export type Latency = [seconds: number, nanoseconds: number];

/** The parameters of a statement, by position or by name. */
type Parameters = any[] | { [key: string]: any } | null | undefined;

/**
 * Hears of every try of a request on a host, once it has ended. Nothing waits for it: what it returns is ignored, and
 * what it throws is thrown where nobody catches it.
 */
export class RequestTracker {
  /**
   * A host has answered.
   *
   * @param _query The text of a statement, or the statements of a batch.
   * @param _requestLength Bytes of the body that was sent.
   * @param _responseLength Bytes of the body of the answer.
   */
  onSuccess(
    _host: Host,
    _query: string | BatchQuery[],
    _parameters: Parameters,
    _executionOptions: ExecutionOptions,
    _requestLength: number,
    _responseLength: number,
    _latency: Latency,
  ): void {
    // Of interest to subclasses alone.
  }

  /**
   * A try on a host has failed.
   *
   * @param _query The text of a statement, or the statements of a batch.
   * @param _requestLength Bytes of the body that was sent; 0 when the failure came before.
   */
  onError(
    _host: Host,
    _query: string | BatchQuery[],
    _parameters: Parameters,
    _executionOptions: ExecutionOptions,
    _requestLength: number,
    _err: Error,
    _latency: Latency,
  ): void {
    // Of interest to subclasses alone.
  }

  /** The client is being shut down. */
  shutdown(): void {
    // Of interest to subclasses alone.
  }
}

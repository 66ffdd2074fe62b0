import type { Latency } from '../tracker/request-tracker';

/**
 * Counts what happens to the requests and connections of a client. Each method is called once per event, does nothing
 * here, and is of interest to subclasses.
 */
export class ClientMetrics {
  /** A server did not take the credentials. */
  onAuthenticationError(_e: Error): void {}

  /** A host did not answer in time. */
  onClientTimeoutError(_e: Error): void {}

  /** A connection broke or could not be opened. */
  onConnectionError(_e: Error): void {}

  /** A request failed in a way that has no method of its own. */
  onOtherError(_e: Error): void {}

  /** Replicas did not answer a read in time. */
  onReadTimeoutError(_e: Error): void {}

  /** Replicas did not acknowledge a write in time. */
  onWriteTimeoutError(_e: Error): void {}

  /** Not enough replicas were alive. */
  onUnavailableError(_e: Error): void {}

  /** A request is tried again because a host did not answer in time. */
  onClientTimeoutRetry(_e: Error): void {}

  /** A request is tried again for a reason that has no method of its own. */
  onOtherErrorRetry(_e: Error): void {}

  /** A request is tried again because replicas did not answer a read in time. */
  onReadTimeoutRetry(_e: Error): void {}

  /** A request is tried again because not enough replicas were alive. */
  onUnavailableRetry(_e: Error): void {}

  /** A request is tried again because replicas did not acknowledge a write in time. */
  onWriteTimeoutRetry(_e: Error): void {}

  /** The retry policy made an empty result of an error. */
  onIgnoreError(_e: Error): void {}

  /** A request is sent to a further host because the first one takes long. */
  onSpeculativeExecution(): void {}

  /** A host answered with a result. */
  onSuccessfulResponse(_latency: Latency): void {}

  /** A host answered, with a result or with an error. */
  onResponse(_latency: Latency): void {}
}

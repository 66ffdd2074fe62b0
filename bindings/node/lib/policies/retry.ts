import { callable } from '../callable';
/** Whether a request is tried again after an error. */
export interface DecisionInfo {
  decision: number;
  consistency?: number;
  useCurrentHost?: boolean;
}

/** What is known of the request that failed. */
export interface OperationInfo {
  query: string;
  executionOptions: unknown;
  nbRetry: number;
}

/** The default: retries once where another try may well succeed and does no harm. */
@callable
export class RetryPolicy {
  static readonly retryDecision = { rethrow: 0, retry: 1, ignore: 2 };

  onUnavailable(info: OperationInfo, _consistency: number, _required: number, _alive: number): DecisionInfo {
    return info.nbRetry > 0 ? this.rethrowResult() : this.retryResult(undefined, false);
  }

  onReadTimeout(
    info: OperationInfo,
    _consistency: number,
    received: number,
    blockFor: number,
    isDataPresent: boolean,
  ): DecisionInfo {
    if (info.nbRetry > 0) return this.rethrowResult();
    return received >= blockFor && !isDataPresent ? this.retryResult() : this.rethrowResult();
  }

  onWriteTimeout(
    info: OperationInfo,
    _consistency: number,
    _received: number,
    _blockFor: number,
    writeType: string,
  ): DecisionInfo {
    if (info.nbRetry > 0) return this.rethrowResult();
    return writeType === 'BATCH_LOG' ? this.retryResult() : this.rethrowResult();
  }

  onRequestError(_info: OperationInfo, _consistency: number | undefined, _err: Error): DecisionInfo {
    return this.retryResult(undefined, false);
  }

  /** Tries again, by default with the same consistency and on the same host. */
  retryResult(consistency?: number, useCurrentHost?: boolean): DecisionInfo {
    const decision = RetryPolicy.retryDecision.retry;
    return { decision, consistency: consistency!, useCurrentHost: useCurrentHost !== false };
  }

  /** Gives the error to the caller. */
  rethrowResult(): DecisionInfo {
    return { decision: RetryPolicy.retryDecision.rethrow };
  }
}

/** Asks another policy, but never retries a request that is not idempotent; the default policy does so by itself. */
@callable
export class IdempotenceAwareRetryPolicy extends RetryPolicy {
  constructor(private readonly childPolicy: RetryPolicy = new RetryPolicy()) {
    super();
  }

  /** @internal */
  get child(): RetryPolicy {
    return this.childPolicy;
  }

  override onReadTimeout(...args: Parameters<RetryPolicy['onReadTimeout']>): DecisionInfo {
    return this.childPolicy.onReadTimeout(...args);
  }

  override onUnavailable(...args: Parameters<RetryPolicy['onUnavailable']>): DecisionInfo {
    return this.childPolicy.onUnavailable(...args);
  }

  override onRequestError(...args: Parameters<RetryPolicy['onRequestError']>): DecisionInfo {
    return isIdempotent(args[0]) ? this.childPolicy.onRequestError(...args) : this.rethrowResult();
  }

  override onWriteTimeout(...args: Parameters<RetryPolicy['onWriteTimeout']>): DecisionInfo {
    return isIdempotent(args[0]) ? this.childPolicy.onWriteTimeout(...args) : this.rethrowResult();
  }
}

function isIdempotent(info: OperationInfo): boolean {
  const options = info.executionOptions as { isIdempotent?(): boolean | undefined } | undefined;
  return options?.isIdempotent?.() === true;
}

/** Never retries. */
@callable
export class FallthroughRetryPolicy extends RetryPolicy {
  override onReadTimeout(): DecisionInfo {
    return this.rethrowResult();
  }

  override onRequestError(): DecisionInfo {
    return this.rethrowResult();
  }

  override onUnavailable(): DecisionInfo {
    return this.rethrowResult();
  }

  override onWriteTimeout(): DecisionInfo {
    return this.rethrowResult();
  }
}

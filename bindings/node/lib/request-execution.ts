import { AsyncResource } from 'node:async_hooks';
import type { ArrayOrObject, Client } from './client';
import type { Asked } from './response-reader';
import { legacyError } from './core-error';
import { RetryRule } from './core-policies';
import { NoHostAvailableError, OperationTimedOutError, ResponseError } from './errors';
import type { DefaultExecutionOptions } from './execution-options';
import type { BatchQuery } from './executor';
import type { Host } from './host';
import { endpointParts } from './host-pool';
import type { DecisionInfo, OperationInfo, RetryPolicy } from './policies/retry';
import { queryPlan, type QueryPlan } from './query-plan';
import { responseErrorCodes } from './types/codes';

/** What follows a failure: the core's codes. */
export const Decision = { rethrow: 0, ignore: 1, sameHost: 2, nextHost: 3 } as const;

/** What the core is told to do, at which consistency. */
export interface Verdict {
  decision: number;
  consistency?: number | undefined;
}

/** The error goes to the caller. */
export const RETHROW: Verdict = { decision: Decision.rethrow };
const NEXT_HOST: Verdict = { decision: Decision.nextHost };

/** Values of `RetryPolicy.retryDecision`. */
const RETRY = 1;
const IGNORE = 2;

/** A request in whose course policies of the user's own, or observers, have a say. */
export class RequestExecution {
  /** The number under which the core asks about it. */
  ticket = 0;
  plan: QueryPlan | null = null;
  /** After how many milliseconds each one more host is asked; null when the core knows. */
  delays: number[] | null = null;
  /** One of `RetryRule`. */
  rule: number = RetryRule.profile;
  /** The execution profile of the core, when it is not that of the session. */
  profile: string | null = null;
  /** What a policy threw: the request ends with it. */
  thrown: Error | null = null;
  /** @internal Where the request went, for agents that patch `_sendOnConnection()`; they tell the port as this text. */
  _connection: { address: string; port: string } | null = null;
  /** @internal The host of that name. */
  _host: Host | undefined = undefined;
  private readonly inContext: ((told: () => void) => void) | null = isTraced()
    ? AsyncResource.bind((told: () => void) => told())
    : null;

  constructor(
    readonly client: Client,
    readonly query: string | BatchQuery[],
    readonly params: ArrayOrObject | null | undefined,
    readonly options: DefaultExecutionOptions,
  ) {}

  /** Asks the policies for what they can tell before the request is sent. */
  async prepare(asksForPlan: boolean, asksForDelays: boolean): Promise<void> {
    const { policies } = this.client.options;
    const speculation = asksForDelays
      ? policies.speculativeExecution.newPlan(this.client.keyspace, this.query as string)
      : null;
    if (asksForPlan && !this.options.getFixedHost()) {
      this.plan = await queryPlan(this.options.getLoadBalancingPolicy(), this.client, this.options);
    }
    if (!speculation || !this.options.isIdempotent()) return;
    const hosts = this.plan?.hosts ?? this.client.hosts.values();
    this.delays = [];
    for (const host of hosts) {
      const delay = speculation.nextExecution(host);
      if (typeof delay !== 'number' || !(delay >= 0)) break;
      this.delays.push(delay);
    }
  }

  /**
   * Does nothing: the core has sent the request. Tracing agents replace it to learn, in the asynchronous context of the
   * request and before it settles, which host it went to.
   *
   * @internal
   */
  _sendOnConnection(): void {
    // An agent's replacement calls this one.
  }

  /** Tells a tracing agent which host answered, or failed. */
  tellConnection(host: string | undefined): void {
    if (!this.inContext || !host) return;
    this._host = this.client.hosts.get(host);
    this._connection = endpointParts(host);
    this.inContext(() => this._sendOnConnection());
  }

  /** The text of a statement; a batch has none. */
  private text(): string {
    return typeof this.query === 'string' ? this.query : undefined!;
  }

  /** Decides what follows a failure. What the policy throws ends the request. */
  decide(asked: Asked): Verdict {
    const decided = this.decideQuietly(asked);
    const retries = decided.decision === Decision.sameHost || decided.decision === Decision.nextHost;
    if (retries) this.client.log('info', 'Retrying request');
    return decided;
  }

  private decideQuietly(asked: Asked): Verdict {
    // Nothing was sent, so there is nothing that a policy could have against another host.
    if (asked.error.kind === 'Busy') return NEXT_HOST;
    try {
      return verdict(this.ask(this.options.getRetryPolicy(), asked));
    } catch (thrown) {
      this.thrown = thrown as Error;
      return RETHROW;
    }
  }

  /** The error that the caller gets: what a policy threw counts more than what it was asked about. */
  failure(error: Error): Error {
    if (this.thrown) return this.thrown;
    if (error instanceof NoHostAvailableError) Object.assign((error.innerErrors ??= {}), this.down());
    return error;
  }

  /** The error of a request whose plan has no host that is up. */
  noHost(): Error {
    return new NoHostAvailableError(this.down());
  }

  /** Those hosts of the plan that are down, each with the reason in the legacy driver's words. */
  down(): Record<string, Error> {
    return hostsDown(this.plan?.down ?? []);
  }

  private ask(policy: RetryPolicy, asked: Asked): DecisionInfo | null {
    const info: OperationInfo = {
      query: this.text(),
      executionOptions: this.options,
      nbRetry: asked.retries,
    };
    const error = legacyError(asked.error);
    const repeatable = this.options.isIdempotent() === true;
    if (error instanceof OperationTimedOutError || 'isSocketError' in error) {
      return repeatable ? policy.onRequestError(info, asked.consistency, error) : null;
    }
    if (!(error instanceof ResponseError)) return null;
    const { consistencies, received, blockFor } = error;
    switch (error.code) {
      case responseErrorCodes.overloaded:
      case responseErrorCodes.isBootstrapping:
      case responseErrorCodes.truncateError:
        return repeatable ? policy.onRequestError(info, asked.consistency, error) : null;
      case responseErrorCodes.unavailableException:
        return policy.onUnavailable(info, consistencies!, error.required!, error.alive!);
      case responseErrorCodes.readTimeout:
        return policy.onReadTimeout(info, consistencies!, received!, blockFor!, error.isDataPresent as never);
      case responseErrorCodes.writeTimeout:
        if (!repeatable) return null;
        return policy.onWriteTimeout(info, consistencies!, received!, blockFor!, error.writeType!);
      default:
        return null;
    }
  }
}

/** Why hosts that are down were not asked, in the legacy driver's words. */
export function hostsDown(hosts: Host[]): Record<string, Error> {
  const told = hosts.map((host) => [host.address, 'Host considered as DOWN']);
  return Object.fromEntries(told) as Record<string, Error>;
}

const ownSendOnConnection = RequestExecution.prototype._sendOnConnection;

/** Whether a tracing agent has replaced what it wants to be told by. */
export function isTraced(): boolean {
  return RequestExecution.prototype._sendOnConnection !== ownSendOnConnection;
}

function verdict(info: DecisionInfo | null | undefined): Verdict {
  if (info?.decision === IGNORE) return { decision: Decision.ignore };
  if (info?.decision !== RETRY) return RETHROW;
  const { consistency, useCurrentHost } = info;
  return { decision: useCurrentHost === false ? Decision.nextHost : Decision.sameHost, consistency };
}

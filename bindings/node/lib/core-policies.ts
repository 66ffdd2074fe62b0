import { ArgumentError, NotSupportedError } from './errors';
import type { NativeOptions } from './native';
import type { PoliciesOptions } from './client-options';
import { AddressTranslator } from './policies/address-resolution';
import {
  AllowListPolicy,
  DCAwareRoundRobinPolicy,
  DefaultLoadBalancingPolicy,
  RoundRobinPolicy,
  TokenAwarePolicy,
  WhiteListPolicy,
  type LoadBalancingPolicy,
} from './policies/load-balancing';
import {
  ConstantReconnectionPolicy,
  ExponentialReconnectionPolicy,
  type ReconnectionPolicy,
} from './policies/reconnection';
import { FallthroughRetryPolicy, IdempotenceAwareRetryPolicy, RetryPolicy } from './policies/retry';
import {
  ConstantSpeculativeExecutionPolicy,
  NoSpeculativeExecutionPolicy,
  type SpeculativeExecutionPolicy,
} from './policies/speculative-execution';

type NativePolicies = NativeOptions['policies'];

/** What a load-balancing policy asks for. */
export interface Balancing {
  tokenAware: boolean;
  /** The data center that the policy names. */
  localDc: string | undefined;
  /** Whether the policy uses the hosts of one data center alone, and so must know which. */
  oneDataCenter: boolean;
  allowedHosts: string[];
}

/*
 * Policies are executed by the core, so only those that the core knows can be honoured. Any other is refused by
 * name: ignoring it would silently change where requests go or how often they are tried.
 */
function refuse(option: string, policy: object, instead: string): never {
  throw new NotSupportedError(
    `Option ${option} is not supported with ${policy.constructor.name}: ${instead}`,
  );
}

/** Translates a load-balancing policy. */
export function balancing(policy: LoadBalancingPolicy, option = 'policies.loadBalancing'): Balancing {
  const one = { tokenAware: true, oneDataCenter: true, allowedHosts: [] };
  switch (policy.constructor) {
    case DefaultLoadBalancingPolicy:
      if ((policy as DefaultLoadBalancingPolicy).filter) refuse(option, policy, 'leave out the filter');
      return { ...one, localDc: (policy as DefaultLoadBalancingPolicy).localDc };
    case DCAwareRoundRobinPolicy:
      return { ...one, tokenAware: false, localDc: (policy as DCAwareRoundRobinPolicy).localDc };
    case RoundRobinPolicy:
      return { ...one, tokenAware: false, oneDataCenter: false, localDc: undefined };
    case TokenAwarePolicy:
      return { ...balancing((policy as TokenAwarePolicy).childPolicy, option), tokenAware: true };
    case AllowListPolicy:
    case WhiteListPolicy:
      return allowed(policy as AllowListPolicy, option);
    default:
      return refuse(option, policy, 'use one of the classes of policies.loadBalancing itself');
  }
}

function allowed(policy: AllowListPolicy, option: string): Balancing {
  const child = balancing(policy.childPolicy, option);
  const own = [...policy.allowList.keys()];
  const hosts =
    child.allowedHosts.length === 0 ? own : own.filter((host) => child.allowedHosts.includes(host));
  if (hosts.length === 0) throw new ArgumentError(`Option ${option} allows no host`);
  return { ...child, allowedHosts: hosts };
}

/** Whether a retry policy retries nothing; the others that are known retry by the default rule. */
export function neverRetries(policy: RetryPolicy, option: string): boolean {
  switch (policy.constructor) {
    case RetryPolicy:
      return false;
    case FallthroughRetryPolicy:
      return true;
    case IdempotenceAwareRetryPolicy:
      return neverRetries((policy as IdempotenceAwareRetryPolicy).child, option);
    default:
      return refuse(option, policy, 'use one of the classes of policies.retry itself');
  }
}

function speculation(policy: SpeculativeExecutionPolicy): Partial<NativePolicies> {
  switch (policy.constructor) {
    case NoSpeculativeExecutionPolicy:
      return {};
    case ConstantSpeculativeExecutionPolicy: {
      const { delay, maxSpeculativeExecutions } = policy as ConstantSpeculativeExecutionPolicy;
      return { speculativeDelayMs: delay, speculativeExecutions: maxSpeculativeExecutions };
    }
    default:
      return refuse(
        'policies.speculativeExecution',
        policy,
        'use one of the classes of policies.speculativeExecution itself',
      );
  }
}

function reconnection(
  policy: ReconnectionPolicy,
): Pick<NativePolicies, 'reconnectionBaseMs' | 'reconnectionMaxMs'> {
  switch (policy.constructor) {
    case ConstantReconnectionPolicy:
      return { reconnectionBaseMs: (policy as ConstantReconnectionPolicy).delay };
    case ExponentialReconnectionPolicy: {
      const { baseDelay, maxDelay, startWithNoDelay } = policy as ExponentialReconnectionPolicy;
      if (startWithNoDelay) refuse('policies.reconnection', policy, 'leave out startWithNoDelay');
      return { reconnectionBaseMs: baseDelay, reconnectionMaxMs: maxDelay };
    }
    default:
      return refuse(
        'policies.reconnection',
        policy,
        'use one of the classes of policies.reconnection itself',
      );
  }
}

/**
 * Translates the policies of a client.
 *
 * @throws NotSupportedError for a policy that the core does not know.
 */
export function corePolicies(policies: PoliciesOptions): NativePolicies {
  if (policies.addressResolution.constructor !== AddressTranslator) {
    refuse('policies.addressResolution', policies.addressResolution, 'use AddressTranslator itself');
  }
  const { tokenAware, allowedHosts } = balancing(policies.loadBalancing);
  return {
    tokenAware,
    allowedHosts,
    neverRetry: neverRetries(policies.retry, 'policies.retry'),
    ...speculation(policies.speculativeExecution),
    ...reconnection(policies.reconnection),
  };
}

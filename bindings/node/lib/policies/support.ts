import { NotSupportedError } from '../errors';
import { AddressTranslator } from './address-resolution';
import {
  DCAwareRoundRobinPolicy,
  DefaultLoadBalancingPolicy,
  RoundRobinPolicy,
  TokenAwarePolicy,
  type LoadBalancingPolicy,
} from './load-balancing';
import { defaultReconnectionPolicy } from './index';
import { ExponentialReconnectionPolicy, type ReconnectionPolicy } from './reconnection';
import { IdempotenceAwareRetryPolicy, RetryPolicy } from './retry';
import { NoSpeculativeExecutionPolicy, type SpeculativeExecutionPolicy } from './speculative-execution';

/*
 * Policies are executed by the core, so only those that the core knows can be honoured. Any other is refused by
 * name: ignoring it would silently change where requests go or how often they are tried.
 */
function refuse(option: string, policy: object, instead: string): never {
  throw new NotSupportedError(
    `Option ${option} is not supported with ${policy.constructor.name}: ${instead}`,
  );
}

/** Checks a load-balancing policy and returns the data center that it names; `null` for one that uses all. */
export function localDataCenterOf(policy: LoadBalancingPolicy, option: string): string | undefined | null {
  switch (policy.constructor) {
    case DefaultLoadBalancingPolicy:
      if ((policy as DefaultLoadBalancingPolicy).filter) refuse(option, policy, 'leave out the filter');
      return (policy as DefaultLoadBalancingPolicy).localDc;
    case DCAwareRoundRobinPolicy:
      return (policy as DCAwareRoundRobinPolicy).localDc;
    case TokenAwarePolicy:
      return localDataCenterOf((policy as TokenAwarePolicy).childPolicy, option);
    case RoundRobinPolicy:
      return null;
    default:
      return refuse(option, policy, 'use DefaultLoadBalancingPolicy');
  }
}

/** Checks that a retry policy is the default one. */
export function checkRetry(policy: RetryPolicy, option: string): void {
  const child = policy instanceof IdempotenceAwareRetryPolicy ? policy.child : policy;
  const known = policy.constructor === IdempotenceAwareRetryPolicy || policy.constructor === RetryPolicy;
  if (!known || child.constructor !== RetryPolicy) refuse(option, policy, 'use RetryPolicy');
}

/** Checks the policies that only have their defaults. */
export function checkPolicies(policies: {
  addressResolution: AddressTranslator;
  reconnection: ReconnectionPolicy;
  retry: RetryPolicy;
  speculativeExecution: SpeculativeExecutionPolicy;
}): void {
  const { addressResolution, reconnection, speculativeExecution } = policies;
  checkRetry(policies.retry, 'policies.retry');
  if (addressResolution.constructor !== AddressTranslator) {
    refuse('policies.addressResolution', addressResolution, 'use AddressTranslator');
  }
  if (speculativeExecution.constructor !== NoSpeculativeExecutionPolicy) {
    refuse('policies.speculativeExecution', speculativeExecution, 'use NoSpeculativeExecutionPolicy');
  }
  if (!isDefaultReconnection(reconnection)) {
    refuse('policies.reconnection', reconnection, 'use policies.defaultReconnectionPolicy()');
  }
}

function isDefaultReconnection(policy: ReconnectionPolicy): boolean {
  const values = (options: Map<string, unknown>) => [...options.values()].join();
  const same = values(policy.getOptions()) === values(defaultReconnectionPolicy().getOptions());
  return same && policy.constructor === ExponentialReconnectionPolicy;
}

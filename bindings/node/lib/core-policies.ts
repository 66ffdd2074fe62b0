import { ArgumentError } from './errors';
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
  /** Whether, of two replicas drawn by lot, the one with fewer requests under way comes first. */
  preferIdleReplicas: boolean;
  /** The data center that the policy names. */
  localDc: string | undefined;
  /** Whether the policy uses the hosts of one data center alone, and so must know which. */
  oneDataCenter: boolean;
  allowedHosts: string[];
  /** Whether the policy is the user's own, so that it has to be asked for the hosts of each request. */
  isScripted: boolean;
}

/** What decides whether a request is tried again: the core's codes. */
export const RetryRule = { profile: 0, default: 1, never: 2, scripted: 3 } as const;

/** Any host may be in the plan of a policy that the core cannot know. */
const SCRIPTED: Balancing = {
  tokenAware: false,
  preferIdleReplicas: false,
  localDc: undefined,
  oneDataCenter: false,
  allowedHosts: [],
  isScripted: true,
};

/** Whether a program has given one policy methods of its own, without a class for it. */
function isPatched(policy: object): boolean {
  return Object.values(policy).some((value) => typeof value === 'function');
}

/** Translates a load-balancing policy. */
export function balancing(policy: LoadBalancingPolicy, option = 'policies.loadBalancing'): Balancing {
  if (isPatched(policy)) return SCRIPTED;
  const one = {
    tokenAware: true,
    preferIdleReplicas: false,
    oneDataCenter: true,
    allowedHosts: [],
    isScripted: false,
  };
  switch (policy.constructor) {
    case DefaultLoadBalancingPolicy:
      if (Object.values((policy as DefaultLoadBalancingPolicy).custom).some(Boolean)) return SCRIPTED;
      return {
        ...one,
        preferIdleReplicas: true,
        localDc: (policy as DefaultLoadBalancingPolicy).localDc,
      };
    case DCAwareRoundRobinPolicy:
      return { ...one, tokenAware: false, localDc: (policy as DCAwareRoundRobinPolicy).localDc };
    case RoundRobinPolicy:
      return { ...one, tokenAware: false, oneDataCenter: false, localDc: undefined };
    case TokenAwarePolicy: {
      const child = balancing((policy as TokenAwarePolicy).childPolicy, option);
      return child.isScripted ? SCRIPTED : { ...child, tokenAware: true };
    }
    case AllowListPolicy:
    case WhiteListPolicy:
      return allowed(policy as AllowListPolicy, option);
    default:
      return SCRIPTED;
  }
}

function allowed(policy: AllowListPolicy, option: string): Balancing {
  const child = balancing(policy.childPolicy, option);
  if (child.isScripted) return SCRIPTED;
  const own = [...policy.allowList.keys()];
  const hosts =
    child.allowedHosts.length === 0 ? own : own.filter((host) => child.allowedHosts.includes(host));
  if (hosts.length === 0) throw new ArgumentError(`Option ${option} allows no host`);
  return { ...child, allowedHosts: hosts };
}

/** The core's rule for a retry policy; one of the user's own is asked about each failure. */
export function retryRule(policy: RetryPolicy): number {
  if (isPatched(policy)) return RetryRule.scripted;
  switch (policy.constructor) {
    case RetryPolicy:
      return RetryRule.default;
    case FallthroughRetryPolicy:
      return RetryRule.never;
    case IdempotenceAwareRetryPolicy:
      return retryRule((policy as IdempotenceAwareRetryPolicy).child);
    default:
      return RetryRule.scripted;
  }
}

/** Whether a policy is the user's own, so that it has to be asked about each request. */
export function isScriptedSpeculation(policy: SpeculativeExecutionPolicy): boolean {
  const known: unknown[] = [NoSpeculativeExecutionPolicy, ConstantSpeculativeExecutionPolicy];
  return isPatched(policy) || !known.includes(policy.constructor);
}

function speculation(policy: SpeculativeExecutionPolicy): Partial<NativePolicies> {
  if (policy.constructor !== ConstantSpeculativeExecutionPolicy) return {};
  const { delay, maxSpeculativeExecutions } = policy as ConstantSpeculativeExecutionPolicy;
  return { speculativeDelayMs: delay, speculativeExecutions: maxSpeculativeExecutions };
}

/** How many delays are drawn of a schedule of the user's own; the last one holds from then on. */
const DELAYS_DRAWN = 64;

function reconnection(policy: ReconnectionPolicy): Partial<NativePolicies> & { reconnectionBaseMs: number } {
  const isKnown = !isPatched(policy);
  if (isKnown && policy.constructor === ConstantReconnectionPolicy) {
    return { reconnectionBaseMs: (policy as ConstantReconnectionPolicy).delay };
  }
  if (isKnown && policy.constructor === ExponentialReconnectionPolicy) {
    const { baseDelay, maxDelay, startWithNoDelay } = policy as ExponentialReconnectionPolicy;
    const within = { reconnectionMaxMs: maxDelay, reconnectionAtOnce: startWithNoDelay };
    if (baseDelay <= maxDelay) return { reconnectionBaseMs: baseDelay, ...within };
  }
  return { reconnectionBaseMs: 0, reconnectionDelaysMs: delaysOf(policy) };
}

/** A schedule that ends at once has no wait, and what is no number is none either, as for the timers of Node.js. */
function delaysOf(policy: ReconnectionPolicy): number[] {
  const schedule = policy.newSchedule();
  const delays: number[] = [];
  while (delays.length < DELAYS_DRAWN) {
    const { done, value } = schedule.next();
    if (done) break;
    delays.push(Number(value) > 0 ? Math.min(Number(value), Number.MAX_SAFE_INTEGER) : 0);
  }
  return delays.length > 0 ? delays : [0];
}

function isOwnTranslator(translator: AddressTranslator): boolean {
  return isPatched(translator) || translator.constructor !== AddressTranslator;
}

/** Translates the policies of a client. */
export function corePolicies(
  policies: PoliciesOptions,
  loadBalancing = policies.loadBalancing,
  toldDistances = false,
): NativePolicies {
  const { tokenAware, preferIdleReplicas, allowedHosts } = balancing(loadBalancing);
  return {
    tokenAware,
    preferIdleReplicas,
    allowedHosts,
    toldDistances,
    asksForAddresses: isOwnTranslator(policies.addressResolution),
    neverRetry: retryRule(policies.retry) === RetryRule.never,
    ...speculation(policies.speculativeExecution),
    ...reconnection(policies.reconnection),
  };
}

import { callable } from './callable';
import type { Client } from './client';
import type { ResolvedOptions } from './client-options';
import type { GraphOptions } from './datastax/graph/options';
import type { Host, HostMap } from './host';
import type { LoadBalancingPolicy } from './policies/load-balancing';
import type { RetryPolicy } from './policies/retry';
import { distance } from './types/codes';

/** The options that requests may share under a name. */
export interface ExecutionProfileOptions {
  consistency?: number;
  graphOptions?: GraphOptions;
  loadBalancing?: LoadBalancingPolicy;
  readTimeout?: number;
  retry?: RetryPolicy;
  serialConsistency?: number;
}

/** Options of requests under a name; the profile `default` holds for requests that name none. */
@callable
export class ExecutionProfile {
  readonly name: string;
  readonly consistency: number | undefined;
  loadBalancing: LoadBalancingPolicy | undefined;
  readonly readTimeout: number | undefined;
  retry: RetryPolicy | undefined;
  readonly serialConsistency: number | undefined;
  /** What holds for traversals with the profile. */
  readonly graphOptions: GraphOptions | undefined;

  constructor(name: string, options: ExecutionProfileOptions = {}) {
    if (typeof name !== 'string') throw new TypeError('Execution profile name must be a string');
    this.name = name;
    this.consistency = options.consistency;
    this.loadBalancing = options.loadBalancing;
    this.readTimeout = options.readTimeout;
    this.retry = options.retry;
    this.serialConsistency = options.serialConsistency;
    this.graphOptions = options.graphOptions;
  }
}

/** The profiles of a client, by name. */
export class ProfileManager {
  private readonly profiles = new Map<string, ExecutionProfile>();
  private readonly fallback: ExecutionProfile;
  private readonly policies: LoadBalancingPolicy[];
  private readonly configuredRetry: RetryPolicy | undefined;

  /** @param options Those of the client; their policies are those of profiles without any of their own. */
  constructor(options: Pick<ResolvedOptions, 'policies'> & { profiles?: ExecutionProfile[] }) {
    for (const profile of options.profiles ?? []) this.profiles.set(profile.name, profile);
    this.fallback = this.profiles.get('default') ?? new ExecutionProfile('default');
    this.configuredRetry = this.fallback.retry;
    this.fallback.loadBalancing ??= options.policies.loadBalancing;
    this.fallback.retry ??= options.policies.retry;
    this.profiles.set('default', this.fallback);
    for (const profile of this.profiles.values()) {
      profile.loadBalancing ??= this.fallback.loadBalancing;
    }
    this.policies = [...new Set([...this.profiles.values()].map((profile) => profile.loadBalancing!))];
  }

  /** The profile of a name, or of the client when no name is given; `undefined` when there is none of that name. */
  getProfile(name: string | ExecutionProfile | undefined): ExecutionProfile | undefined {
    if (name instanceof ExecutionProfile) return name;
    return name === undefined || name === null ? this.fallback : this.profiles.get(name);
  }

  getDefault(): ExecutionProfile {
    return this.fallback;
  }

  getDefaultLoadBalancing(): LoadBalancingPolicy {
    return this.fallback.loadBalancing!;
  }

  /** The policy that chooses the hosts of the requests of a profile. */
  loadBalancing(profile: ExecutionProfile): LoadBalancingPolicy {
    return profile.loadBalancing ?? this.getDefaultLoadBalancing();
  }

  /** Lets each policy know the hosts, one after another. */
  async init(client: Client, hosts: HostMap): Promise<void> {
    for (const policy of this.policies) {
      await new Promise<void>((resolve, reject) => {
        policy.init(client, hosts, (err) => (err ? reject(err) : resolve()));
      });
    }
  }

  /** The retry policy of the profile `default`, if the user gave it one. */
  getDefaultConfiguredRetryPolicy(): RetryPolicy | undefined {
    return this.configuredRetry;
  }

  /** The policies of all profiles, each once. */
  get loadBalancingPolicies(): readonly LoadBalancingPolicy[] {
    return this.policies;
  }

  /** How far a host is for the policy to which it is closest. The host takes note of it. */
  getDistance(host: Host): number {
    let nearest: number = distance.ignored;
    for (const policy of this.policies) {
      nearest = Math.min(nearest, policy.getDistance(host));
      if (nearest === distance.local) break;
    }
    // A policy that says nothing is taken to mean that it is near.
    nearest ||= distance.local;
    host.setDistance(nearest);
    return nearest;
  }

  getAll(): ExecutionProfile[] {
    return [...this.profiles.values()];
  }
}

import type { LoadBalancingPolicy } from './policies/load-balancing';
import type { RetryPolicy } from './policies/retry';

/** The options that requests may share under a name. */
export interface ExecutionProfileOptions {
  consistency?: number;
  loadBalancing?: LoadBalancingPolicy;
  readTimeout?: number;
  retry?: RetryPolicy;
  serialConsistency?: number;
}

/** Options of requests under a name; the profile `default` holds for requests that name none. */
export class ExecutionProfile {
  readonly name: string;
  readonly consistency: number | undefined;
  readonly loadBalancing: LoadBalancingPolicy | undefined;
  readonly readTimeout: number | undefined;
  readonly retry: RetryPolicy | undefined;
  readonly serialConsistency: number | undefined;

  constructor(name: string, options: ExecutionProfileOptions = {}) {
    if (typeof name !== 'string') throw new TypeError('Execution profile name must be a string');
    this.name = name;
    this.consistency = options.consistency;
    this.loadBalancing = options.loadBalancing;
    this.readTimeout = options.readTimeout;
    this.retry = options.retry;
    this.serialConsistency = options.serialConsistency;
  }
}

/** The profiles of a client, by name. */
export class ProfileManager {
  private readonly profiles = new Map<string, ExecutionProfile>();
  private readonly fallback: ExecutionProfile;

  constructor(profiles: ExecutionProfile[]) {
    for (const profile of profiles) this.profiles.set(profile.name, profile);
    this.fallback = this.profiles.get('default') ?? new ExecutionProfile('default');
    this.profiles.set('default', this.fallback);
  }

  /** The profile of a name, or of the client when no name is given; `undefined` when there is none of that name. */
  getProfile(name: string | ExecutionProfile | undefined): ExecutionProfile | undefined {
    if (name instanceof ExecutionProfile) return name;
    return name === undefined || name === null ? this.fallback : this.profiles.get(name);
  }

  getAll(): ExecutionProfile[] {
    return [...this.profiles.values()];
  }
}

import type { Client } from '../client';
import type { ExecutionOptions } from '../execution-options';
import type { Host, HostMap } from '../host';
import { distance } from '../types/codes';

type PlanCallback = (err: Error | null, plan?: Iterator<Host>) => void;

/** Which hosts a request goes to, in which order. */
export class LoadBalancingPolicy {
  protected client?: Client;
  protected hosts?: HostMap;

  init(client: Client, hosts: HostMap, callback: (err?: Error | null) => void): void {
    this.client = client;
    this.hosts = hosts;
    callback();
  }

  getDistance(_host: Host): number {
    return distance.local;
  }

  newQueryPlan(_keyspace: string, _executionOptions: ExecutionOptions, callback: PlanCallback): void {
    callback(new Error('You must implement a query plan for the LoadBalancingPolicy class'));
  }

  getOptions(): Map<string, unknown> {
    return new Map();
  }
}

/** Spreads requests over the hosts of the local data center, over the replicas of the partition where they are known. */
export class DefaultLoadBalancingPolicy extends LoadBalancingPolicy {
  readonly localDc: string | undefined;
  /** @internal */
  readonly filter: ((host: Host) => boolean) | undefined;

  constructor(options?: string | { localDc?: string; filter?: (host: Host) => boolean }) {
    super();
    const given = typeof options === 'string' ? { localDc: options } : (options ?? {});
    this.localDc = given.localDc;
    this.filter = 'filter' in given ? given.filter : undefined;
  }

  override getDistance(host: Host): number {
    return host.datacenter === this.localDc ? distance.local : distance.ignored;
  }

  override getOptions(): Map<string, unknown> {
    return new Map([['localDataCenter', this.localDc]]);
  }
}

/** Spreads requests over the hosts of the local data center. */
export class DCAwareRoundRobinPolicy extends LoadBalancingPolicy {
  constructor(readonly localDc?: string) {
    super();
  }

  override getDistance(host: Host): number {
    return host.datacenter === this.localDc ? distance.local : distance.ignored;
  }

  override getOptions(): Map<string, unknown> {
    return new Map([['localDataCenter', this.localDc]]);
  }
}

/** Spreads requests over all hosts. */
export class RoundRobinPolicy extends LoadBalancingPolicy {}

/** Puts the replicas of the partition before the other hosts of a policy. */
export class TokenAwarePolicy extends LoadBalancingPolicy {
  constructor(readonly childPolicy: LoadBalancingPolicy) {
    super();
    if (!childPolicy) throw new Error('You must specify a child load balancing policy');
  }

  override getDistance(host: Host): number {
    return this.childPolicy.getDistance(host);
  }

  override getOptions(): Map<string, unknown> {
    return new Map<string, unknown>([
      ['childPolicy', this.childPolicy.constructor.name],
      ...this.childPolicy.getOptions(),
    ]);
  }
}

/** Uses no other hosts than those of a list. */
export class AllowListPolicy extends LoadBalancingPolicy {
  readonly allowList: Map<string, boolean>;

  /**
   * @param childPolicy Chooses among the hosts of the list.
   * @param allowList Hosts as `ip:port`.
   */
  constructor(
    readonly childPolicy: LoadBalancingPolicy,
    allowList: string[],
  ) {
    super();
    if (!childPolicy) throw new Error('You must specify a child load balancing policy');
    if (!Array.isArray(allowList)) throw new Error('You must provide the list of allowed host addresses');
    this.allowList = new Map(allowList.map((address) => [address, true]));
  }

  override getDistance(host: Host): number {
    return this.allowList.has(host.address) ? this.childPolicy.getDistance(host) : distance.ignored;
  }

  override getOptions(): Map<string, unknown> {
    return new Map<string, unknown>([
      ['childPolicy', this.childPolicy.constructor.name],
      ['allowList', [...this.allowList.keys()]],
    ]);
  }
}

/** The name of `AllowListPolicy` in old programs. */
export class WhiteListPolicy extends AllowListPolicy {}

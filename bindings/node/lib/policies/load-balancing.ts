import { callable } from '../callable';
import type { Client } from '../client';
import type { ExecutionOptions } from '../execution-options';
import type { Host, HostMap } from '../host';
import { distance } from '../types/codes';
import {
  initInDataCenter,
  LoadBalancingPolicy,
  replicasOf,
  rotated,
  Turns,
  type PlanCallback,
} from './load-balancing-policy';

export { DefaultLoadBalancingPolicy } from './default-load-balancing-policy';
export { LoadBalancingPolicy };

const NOT_INITIALIZED = 'Load balancing policy not initialized';

/** Spreads requests over all hosts. */
@callable
export class RoundRobinPolicy extends LoadBalancingPolicy {
  private readonly turns = new Turns();

  override newQueryPlan(_keyspace: string, _options: ExecutionOptions | null, callback: PlanCallback): void {
    if (!this.hosts) return callback(new Error(NOT_INITIALIZED));
    callback(null, rotated(this.hosts.values(), this.turns.take()));
  }
}

/** Spreads requests over the hosts of the local data center. */
@callable
export class DCAwareRoundRobinPolicy extends LoadBalancingPolicy {
  private readonly turns = new Turns();
  private localHosts: readonly Host[] | null = null;

  /** @param localDc The data center, when it is not that of the client. */
  constructor(public localDc?: string | undefined) {
    super();
  }

  override init(client: Client, hosts: HostMap, callback: (err?: Error | null) => void): void {
    initInDataCenter(this, client, hosts, () => (this.localHosts = null), callback);
  }

  override getDistance(host: Host): number {
    return host.datacenter === this.localDc ? distance.local : distance.ignored;
  }

  override newQueryPlan(_keyspace: string, _options: ExecutionOptions | null, callback: PlanCallback): void {
    if (!this.hosts) return callback(new Error(NOT_INITIALIZED));
    this.localHosts ??= this.hosts
      .values()
      .filter((host) => host.datacenter && host.datacenter === this.localDc);
    callback(null, rotated(this.localHosts, this.turns.take()));
  }

  override getOptions(): Map<string, unknown> {
    return new Map([['localDataCenter', this.localDc]]);
  }
}

/** Puts the replicas of the partition before the other hosts of a policy. */
@callable
export class TokenAwarePolicy extends LoadBalancingPolicy {
  constructor(readonly childPolicy: LoadBalancingPolicy) {
    super();
    if (!childPolicy) throw new Error('You must specify a child load balancing policy');
  }

  override init(client: Client, hosts: HostMap, callback: (err?: Error | null) => void): void {
    this.client = client;
    this.hosts = hosts;
    this.childPolicy.init(client, hosts, callback);
  }

  override getDistance(host: Host): number {
    return this.childPolicy.getDistance(host);
  }

  override newQueryPlan(keyspace: string, options: ExecutionOptions | null, callback: PlanCallback): void {
    const routingKey = options?.getRoutingKey();
    const used = options?.getKeyspace() || keyspace;
    const replicas = routingKey ? replicasOf(this.client!, used, routingKey as Buffer) : null;
    if (!replicas) return this.childPolicy.newQueryPlan(used, options, callback);
    const local = replicas.filter((host) => this.childPolicy.getDistance(host) === distance.local);
    this.childPolicy.newQueryPlan(used, options, (err, others) => {
      if (err) return callback(err);
      callback(null, replicasFirst(local, others!));
    });
  }

  override getOptions(): Map<string, unknown> {
    const options = new Map<string, unknown>([['childPolicy', nameOf(this.childPolicy)]]);
    if (this.childPolicy instanceof DCAwareRoundRobinPolicy) {
      options.set('localDataCenter', this.childPolicy.localDc);
    }
    return options;
  }
}

/** Replicas share the load of a partition by lot. */
function* replicasFirst(replicas: Host[], others: Iterator<Host>): Generator<Host, undefined> {
  yield* rotated(replicas, Math.floor(Math.random() * replicas.length));
  const yielded = new Set(replicas.map((host) => host.address));
  for (let item = others.next(); item && !item.done; item = others.next()) {
    if (!yielded.has(item.value.address)) yield item.value;
  }
  return undefined;
}

/** Uses no other hosts than those of a list. */
@callable
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

  override init(client: Client, hosts: HostMap, callback: (err?: Error | null) => void): void {
    this.childPolicy.init(client, hosts, callback);
  }

  override getDistance(host: Host): number {
    return this.allowList.has(host.address) ? this.childPolicy.getDistance(host) : distance.ignored;
  }

  override newQueryPlan(keyspace: string, options: ExecutionOptions | null, callback: PlanCallback): void {
    this.childPolicy.newQueryPlan(keyspace, options, (err, hosts) => {
      if (err) return callback(err);
      callback(null, this.allowed(hosts!));
    });
  }

  private *allowed(hosts: Iterator<Host>): Generator<Host, undefined> {
    for (let item = hosts.next(); !item.done; item = hosts.next()) {
      if (this.allowList.has(item.value.address)) yield item.value;
    }
    return undefined;
  }

  override getOptions(): Map<string, unknown> {
    return new Map<string, unknown>([
      ['childPolicy', nameOf(this.childPolicy)],
      ['allowList', [...this.allowList.keys()]],
    ]);
  }
}

/** The name of `AllowListPolicy` in old programs. */
@callable
export class WhiteListPolicy extends AllowListPolicy {}

function nameOf(policy: LoadBalancingPolicy): string | null {
  return policy.constructor?.name ?? null;
}

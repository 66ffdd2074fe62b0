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

/** How long a replica that came back may still be cold, in milliseconds. */
const NEWLY_UP_MS = 60_000;
/** A replica with this many requests under way is overloaded unless it answers. */
const BUSY = 10;
/** With fewer replicas, changing their order does more harm than good. */
const CHOICES_MIN = 3;

/** Options that may name a host which is to come first. */
type Preferring = { getPreferredHost?(): Host | null | undefined };
type Compare = (first: Host, second: Host) => number;

/** The settings of the policy; those after `filter` replace parts of its rules. */
export interface DefaultLoadBalancingPolicyOptions {
  /** The data center, when it is not that of the client. */
  localDc?: string;
  /** Whether a host may be used at all. */
  filter?: (host: Host) => boolean;
  /** When a host came back, in milliseconds since the epoch, if that was a short time ago. */
  isHostNewlyUp?: (host: Host) => number | null;
  /** Whether a host answers. */
  healthCheck?: (host: Host) => boolean;
  /** Greater than 0 when the first host is to be preferred to the second. */
  compare?: Compare;
  getReplicas?: (keyspace: string, routingKey: Buffer) => Host[] | null;
}

/**
 * Spreads requests over the hosts of the local data center, over the replicas of the partition where they are known: of
 * two replicas drawn by lot the one with fewer requests under way comes first; those that do not answer, or have just
 * come back, come later.
 */
@callable
export class DefaultLoadBalancingPolicy extends LoadBalancingPolicy {
  localDc: string | undefined;
  /** @internal The settings with which the policy behaves in a way that the core does not know. */
  readonly custom: DefaultLoadBalancingPolicyOptions;
  private readonly turns = new Turns();
  private localHosts: readonly Host[] | null = null;
  private preferredHost: Host | null = null;

  /** @param options The data center, or all settings. */
  constructor(options?: string | DefaultLoadBalancingPolicyOptions) {
    super();
    const { localDc, ...custom } = typeof options === 'string' ? { localDc: options } : (options ?? {});
    this.localDc = localDc;
    this.custom = custom;
  }

  override init(client: Client, hosts: HostMap, callback: (err?: Error | null) => void): void {
    initInDataCenter(this, client, hosts, () => (this.localHosts = null), callback);
  }

  override getDistance(host: Host): number {
    // A host that a request prefers needs connections wherever it is.
    if (host === this.preferredHost) return distance.local;
    return this.isLocal(host) ? distance.local : distance.ignored;
  }

  override newQueryPlan(keyspace: string, options: ExecutionOptions | null, callback: PlanCallback): void {
    const routingKey = options?.getRoutingKey() as Buffer | undefined;
    const used = options?.getKeyspace() || keyspace;
    const preferred = (options as Preferring | null)?.getPreferredHost?.();
    const plan = used && routingKey ? this.replicasFirst(used, routingKey) : this.inTurn([]);
    if (!preferred) return callback(null, plan);
    this.preferredHost = preferred;
    callback(null, preferredFirst(preferred, plan));
  }

  override getOptions(): Map<string, unknown> {
    return new Map<string, unknown>([
      ['localDataCenter', this.localDc],
      ['filterFunction', this.custom.filter !== undefined],
    ]);
  }

  private isLocal(host: Host): boolean {
    return (!this.custom.filter || this.custom.filter(host)) && host.datacenter === this.localDc;
  }

  /** Yields the local hosts that are up and have not been yielded. */
  private *inTurn(yielded: Host[]): Generator<Host, undefined> {
    this.localHosts ??= this.hosts!.values().filter((host) => this.isLocal(host));
    for (const host of rotated(this.localHosts, this.turns.take())) {
      if (host.isUp() && !yielded.includes(host)) yield host;
    }
    return undefined;
  }

  private replicasFirst(keyspace: string, routingKey: Buffer): Generator<Host, undefined> {
    const { getReplicas } = this.custom;
    const replicas = getReplicas
      ? getReplicas(keyspace, routingKey)
      : replicasOf(this.client!, keyspace, routingKey);
    if (!replicas) return this.inTurn([]);
    const usable = shuffled(replicas.filter((host) => this.isLocal(host) && host.isUp()));
    if (usable.length >= CHOICES_MIN) this.arrange(usable);
    return this.yieldReplicasFirst(usable);
  }

  /** Yields replicas, and then the other local hosts that are up. */
  *yieldReplicasFirst(replicas: Host[]): Generator<Host, undefined> {
    yield* replicas;
    yield* this.inTurn(replicas);
    return undefined;
  }

  /** Puts replicas that do not answer, or have just come back, last, and the less busy one of the first two first. */
  private arrange(replicas: Host[]): void {
    const newest = this.newestOf(replicas);
    if (newest) this.postpone(replicas, newest);
    else this.postponeUnhealthy(replicas);
    const compare = this.custom.compare ?? byRequestsUnderWay;
    if (compare(replicas[1]!, replicas[0]!) > 0) swap(replicas, 0, 1);
  }

  /** The replica that came back last, if that was a short time ago. */
  private newestOf(replicas: Host[]): Host | null {
    const upSince = this.custom.isHostNewlyUp ?? newlyUpSince;
    let newest: Host | null = null;
    let latest = -Infinity;
    for (const host of replicas) {
      const since = upSince(host);
      if (since === null || since <= latest) continue;
      newest = host;
      latest = since;
    }
    return newest;
  }

  /** A replica that has just come back is among the first two only once in four times, so that it warms up. */
  private postpone(replicas: Host[], newest: Host): void {
    const at = replicas.indexOf(newest);
    if (at < 2 && Math.random() * 4 >= 1) swap(replicas, at, replicas.length - 1);
  }

  /** When most replicas do not answer, their order does not help. */
  private postponeUnhealthy(replicas: Host[]): void {
    const isHealthy = this.custom.healthCheck ?? answers;
    const unhealthy = replicas.filter((host) => !isHealthy(host));
    if (unhealthy.length === 0 || unhealthy.length >= Math.floor(replicas.length / 2 + 1)) return;
    const healthy = replicas.filter((host) => !unhealthy.includes(host));
    replicas.splice(0, replicas.length, ...healthy, ...unhealthy);
  }
}

function* preferredFirst(preferred: Host, others: Iterable<Host>): Generator<Host, undefined> {
  yield preferred;
  for (const host of others) if (host !== preferred) yield host;
  return undefined;
}

function newlyUpSince(host: Host): number | null {
  const { isUpSince } = host;
  return isUpSince !== null && Date.now() - isUpSince < NEWLY_UP_MS ? isUpSince : null;
}

function answers(host: Host): boolean {
  return host.getInFlight() < BUSY || host.getResponseCount() > 1;
}

const byRequestsUnderWay: Compare = (first, second) => (first.getInFlight() < second.getInFlight() ? 1 : -1);

function shuffled(hosts: Host[]): Host[] {
  for (let i = hosts.length - 1; i > 0; i--) swap(hosts, i, Math.floor(Math.random() * (i + 1)));
  return hosts;
}

function swap(hosts: Host[], i: number, j: number): void {
  [hosts[i], hosts[j]] = [hosts[j]!, hosts[i]!];
}

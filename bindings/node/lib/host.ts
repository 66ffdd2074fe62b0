import { EventEmitter } from 'node:events';
import type { ResolvedOptions } from './client-options';
import type { CoreHost } from './core-session';
import { HostPool, type PoolSource } from './host-pool';
import { distance } from './types/codes';
import { Uuid } from './types/uuid';

export { HostMap } from './host-map';

type Schedule = Iterator<number>;

/** A node of the cluster. It emits `up` and `down`, and is the same object as long as the node is part of the cluster. */
export class Host extends EventEmitter {
  /** `ip:port` */
  readonly address: string;
  // The declared types of what follows are those of the legacy driver, which hide that it is null before it is known.
  datacenter: string = null!;
  rack: string = null!;
  /** The version of Cassandra. */
  cassandraVersion: string = null!;
  /** The version of DSE, if it is one. */
  dseVersion: string | null = null;
  hostId: Uuid = null!;
  tokens: string[] = null!;
  /** What a node of DSE is used for. */
  workloads: readonly string[] = Object.freeze([]);
  /** When the node came back, in milliseconds since the epoch; null when it never was away. */
  isUpSince: number | null = null;
  /** When the node went away, in milliseconds since the epoch; 0 while it is there. */
  setDownAt = 0;
  reconnectionSchedule: Schedule;
  /** How long the node is waited for before it is tried again, in milliseconds. */
  reconnectionDelay = 0;
  /** @internal */
  declare readonly options: ResolvedOptions;
  /** @internal The connections to the node. */
  declare readonly pool: HostPool;
  /** @internal One of `types.distance`, as the load-balancing policies said last. */
  declare _distance: number;
  /** @internal Called when the distance has changed. */
  declare onDistance: (() => void) | null;
  declare private responses: { count: number; last: number };

  /**
   * @param address `ip:port`
   * @param options Those of the client.
   */
  constructor(address: string, protocolVersion: number, options: ResolvedOptions) {
    super();
    this.address = address;
    this.reconnectionSchedule = options.policies.reconnection.newSchedule();
    const hidden = {
      options: { value: options },
      pool: { value: new HostPool(address, protocolVersion) },
      _distance: { value: distance.ignored, writable: true },
      onDistance: { value: null, writable: true },
      responses: { value: { count: 0, last: 0 }, writable: true },
    };
    Object.defineProperties(this, hidden);
  }

  /** Whether the client has a connection to it, or takes it to be there without one. */
  isUp(): boolean {
    return !this.setDownAt;
  }

  /** Whether it is up, or due to be tried again. */
  canBeConsideredAsUp(): boolean {
    return !this.setDownAt || Date.now() - this.setDownAt >= this.reconnectionDelay;
  }

  /** The parts of the version of Cassandra, such as `[4, 1, 3]`; empty when it is not known. */
  getCassandraVersion(): number[] {
    return versionOf(this.cassandraVersion);
  }

  /** The parts of the version of DSE; empty when it is none. */
  getDseVersion(): number[] {
    return versionOf(this.dseVersion);
  }

  /** How many requests it has not answered yet. */
  getInFlight(): number {
    return this.pool.getInFlight();
  }

  /** @internal How many requests it answered in the last interval between two samples, and since. */
  getResponseCount(): number {
    const { count, last } = this.responses;
    // The core counts modulo 2^32.
    return last + ((this.pool.getResponseCount() - count) >>> 0);
  }

  /** @internal Starts a new interval of `getResponseCount()`. */
  sampleResponses(): void {
    const count = this.pool.getResponseCount();
    this.responses = { count, last: (count - this.responses.count) >>> 0 };
  }

  /** @internal A connection that is open, or null. */
  getActiveConnection(): unknown {
    return (this.isUp() && this.pool.connections[0]) || null;
  }

  /** @internal */
  setDown(): void {
    if (this.setDownAt) return;
    this.setDownAt = Date.now();
    this.reconnectionDelay = this.reconnectionSchedule.next().value ?? 0;
    const isUsed = this.pool.coreConnectionsLength > 0;
    this.log(
      isUsed ? 'warning' : 'info',
      `Host ${this.address} considered as DOWN.` +
        (isUsed ? ` Reconnection delay ${this.reconnectionDelay}ms.` : ''),
    );
    this.emit('down');
  }

  /** @internal */
  setUp(): void {
    if (!this.setDownAt) return;
    this.log('info', `Setting host ${this.address} as UP`);
    this.setDownAt = 0;
    this.isUpSince = Date.now();
    this.reconnectionSchedule = this.options.policies.reconnection.newSchedule();
    this.reconnectionDelay = 0;
    this.emit('up');
  }

  /**
   * Takes the distance that the load-balancing policies gave the node, and emits `ignore` when it is not used any more.
   *
   * @internal
   */
  setDistance(value: number): number {
    const before = this._distance;
    this._distance = value || distance.local;
    const sizes = this.options.pooling.coreConnectionsPerHost;
    this.pool.coreConnectionsLength = sizes ? (sizes[this._distance] ?? 0) : 1;
    if (this._distance === before) return this._distance;
    if (this._distance === distance.ignored) this.emit('ignore');
    this.onDistance?.();
    return this._distance;
  }

  /** @internal Takes what the core tells of the node, and where its connections are counted. */
  update(known: CoreHost, source: PoolSource): void {
    this.datacenter = known.datacenter!;
    this.rack = known.rack!;
    this.hostId = Uuid.fromString(known.id);
    this.cassandraVersion = known.cassandraVersion ?? this.cassandraVersion;
    this.dseVersion = known.dseVersion ?? this.dseVersion;
    this.tokens = known.tokens.length > 0 ? known.tokens : this.tokens;
    if (known.workloads.length > 0) this.workloads = Object.freeze(known.workloads);
    this.pool.follow(known.id, source);
  }

  private log(level: string, message: string): void {
    this.options.logEmitter?.('log', level, this.constructor.name, message, '');
  }
}

function versionOf(text: string | null): number[] {
  return text
    ? text
        .split('-')[0]!
        .split('.')
        .map((part) => parseInt(part, 10))
    : [];
}

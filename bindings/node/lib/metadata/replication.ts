import type { Host } from '../host';
import type { Datacenter, Ring } from './ring';

/** What replicas are worked out from. */
export type Placement = Pick<Ring, 'keys' | 'primaryReplicas' | 'datacenters'>;

/** Works out the hosts that hold the data of the token at an index of the ring, that of the token first. */
export type Replicas = (ring: Placement, index: number) => Host[];

/** The rule of a replication strategy. One that is not known here leaves data with the host of the token alone. */
export function replicasBy(
  strategy: string | null | undefined,
  options: Record<string, unknown> | null,
): Replicas {
  if (strategy?.endsWith('SimpleStrategy')) {
    const factor = factorOf(options?.replication_factor);
    if (factor > 1) return (ring, index) => nextHosts(ring, index, factor);
  }
  if (strategy?.endsWith('NetworkTopologyStrategy')) {
    return (ring, index) => new Search(ring, options ?? {}).from(index);
  }
  return ({ keys, primaryReplicas }, index) => [primaryReplicas[keys[index]!]!];
}

/** Transient replication is written `3/1`, of which the first number is that of all replicas. */
function factorOf(option: unknown): number {
  return parseInt(String(option), 10) || 0;
}

function nextHosts({ keys, primaryReplicas }: Placement, index: number, factor: number): Host[] {
  const hosts = new Set<Host>();
  for (let step = 0; step < keys.length && hosts.size < factor; step++) {
    // With virtual nodes, neighbours on the ring may be of one host.
    hosts.add(primaryReplicas[keys[(index + step) % keys.length]!]!);
  }
  return [...hosts];
}

/** Tells whether every data center that there is has as many replicas as it should have, or as it has hosts. */
export function isDoneForToken(
  replicationFactors: Record<string, unknown>,
  datacenters: Record<string, Pick<Datacenter, 'hostLength'>>,
  replicasByDc: Record<string, number>,
): boolean {
  return Object.keys(replicationFactors).every((name) => {
    const known = datacenters[name];
    if (!known) return true;
    const wanted = Math.min(factorOf(replicationFactors[name]), known.hostLength);
    return (replicasByDc[name] ?? 0) >= wanted;
  });
}

interface Seats {
  free: number;
  rackCount: number;
  racks: Set<string>;
  /** Hosts of racks that have a replica already: their turn comes when every rack has one. */
  skipped: Set<Host>;
}

/** A walk around the ring for the replicas of one token: in each data center on different racks first. */
class Search {
  private readonly found = new Set<Host>();
  private readonly placed: Record<string, number> = {};
  private readonly seats = new Map<string, Seats>();

  constructor(
    private readonly ring: Placement,
    private readonly factors: Record<string, unknown>,
  ) {
    for (const name of Object.keys(factors)) {
      const known = ring.datacenters[name];
      if (!known) continue;
      const free = Math.min(factorOf(factors[name]), known.hostLength);
      this.seats.set(name, { free, rackCount: known.racks.length, racks: new Set(), skipped: new Set() });
    }
  }

  from(index: number): Host[] {
    const { keys, primaryReplicas, datacenters } = this.ring;
    for (let step = 0; step < keys.length; step++) {
      const host = primaryReplicas[keys[(index + step) % keys.length]!]!;
      if (this.offer(host) && isDoneForToken(this.factors, datacenters, this.placed)) break;
    }
    return [...this.found];
  }

  /** Places a host, if it has a place, and tells whether it has. */
  private offer(host: Host): boolean {
    const seats = this.seats.get(host.datacenter!);
    if (!seats || seats.free <= 0 || this.found.has(host)) return false;
    const { rack } = host;
    if (rack && seats.racks.has(rack) && seats.racks.size < seats.rackCount) {
      seats.skipped.add(host);
      return false;
    }
    this.place(host, seats);
    if (!rack || seats.racks.has(rack)) return true;
    seats.racks.add(rack);
    if (seats.racks.size === seats.rackCount) this.placeSkipped(seats);
    return true;
  }

  private placeSkipped(seats: Seats): void {
    for (const host of seats.skipped) {
      if (seats.free > 0) this.place(host, seats);
    }
  }

  private place(host: Host, seats: Seats): void {
    this.found.add(host);
    seats.free--;
    this.placed[host.datacenter!] = (this.placed[host.datacenter!] ?? 0) + 1;
  }
}

import type { Host } from './host';
import { distance } from './types/codes';

/** Where the numbers of a host come from; the host is named by its id. */
export interface PoolSource {
  connections(id: string): number;
  inFlight(id: string): number;
  answered(id: string): number;
  /** Whether the control connection goes to the host. */
  hasControl(id: string): boolean;
  readonly keyspace: string | null | undefined;
}

/** A connection as programs may look at it. The sockets themselves belong to the core. */
export interface ConnectionView {
  /** `ip:port` */
  readonly endpoint: string;
  readonly endpointFriendlyName: string;
  /** The parts of the endpoint, which agents report. */
  readonly address: string;
  readonly port: string;
  /** False once it is gone. */
  connected: boolean;
  readonly protocolVersion: number;
  readonly keyspace: string | null | undefined;
}

/** The connections to one host, as they are now. */
export class HostPool {
  /** How many connections there should be. */
  coreConnectionsLength = 1;
  protocolVersion: number;
  shuttingDown = false;
  private id = '';
  private source: PoolSource | null = null;
  private given: ConnectionView[] = [];

  constructor(
    private readonly address: string,
    protocolVersion: number,
  ) {
    this.protocolVersion = protocolVersion;
  }

  /** Counts the connections of a host of the core from now on; without a source there are none. */
  follow(id: string, source: PoolSource | null): void {
    this.id = id;
    this.source = source;
  }

  /** Closes the books: there are no connections any more. */
  close(): void {
    this.source = null;
    this.given = [];
  }

  get connections(): ConnectionView[] {
    if (!this.source) return this.given;
    const { keyspace } = this.source;
    const view = connectionView(this.address, this.protocolVersion, keyspace);
    return new Array<ConnectionView>(this.size(this.source)).fill(view);
  }

  set connections(views: ConnectionView[]) {
    this.given = views;
  }

  getInFlight(): number {
    return this.source?.inFlight(this.id) ?? 0;
  }

  getResponseCount(): number {
    return this.source?.answered(this.id) ?? 0;
  }

  isClosing(): boolean {
    return this.shuttingDown;
  }

  /** Before the pool is filled, the control connection is the one connection to its host. */
  private size(source: PoolSource): number {
    const hasControl = this.coreConnectionsLength > 0 && source.hasControl(this.id);
    return source.connections(this.id) || (hasControl ? 1 : 0);
  }
}

/** Shows a connection that is open. */
export function connectionView(
  endpoint: string,
  protocolVersion: number,
  keyspace: string | null | undefined,
): ConnectionView {
  const parts = endpointParts(endpoint);
  return { endpoint, endpointFriendlyName: endpoint, ...parts, connected: true, protocolVersion, keyspace };
}

/** Takes `ip:port` apart; an address of IPv6 has colons of its own. */
export function endpointParts(endpoint: string): { address: string; port: string } {
  const at = endpoint.lastIndexOf(':');
  return { address: endpoint.slice(0, at), port: endpoint.slice(at + 1) };
}

/** Whether a host that should have connections has none. */
export function isOutOfReach({ pool, _distance }: Host): boolean {
  return _distance === distance.local && pool.coreConnectionsLength > 0 && pool.connections.length === 0;
}

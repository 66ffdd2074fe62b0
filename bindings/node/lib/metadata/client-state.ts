import { ArgumentError } from '../errors';
import type { Host } from '../host';

/** What a client is doing, at the moment it was asked. */
export class ClientState {
  constructor(
    private readonly hosts: Host[],
    private readonly openConnections: Record<string, number>,
    private readonly inFlightQueries: Record<string, number>,
  ) {}

  /** @internal What a client with these hosts is doing now. */
  static of(known: readonly Host[]): ClientState {
    const hosts = known.filter((host) => host.pool.connections.length > 0);
    const each = (count: (host: Host) => number) =>
      Object.fromEntries(hosts.map((host) => [host.address, count(host)]));
    return new ClientState(
      hosts,
      each((host) => host.pool.connections.length),
      each((host) => host.getInFlight()),
    );
  }

  /** The hosts that the client has a connection to. */
  getConnectedHosts(): Host[] {
    return this.hosts;
  }

  getOpenConnections(host: Host): number {
    return this.of(host, this.openConnections);
  }

  /** How many requests a host has not answered yet. */
  getInFlightQueries(host: Host): number {
    return this.of(host, this.inFlightQueries);
  }

  private of(host: Host, counts: Record<string, number>): number {
    if (!host) throw new ArgumentError('Host is not defined');
    return counts[host.address] ?? 0;
  }

  toString(): string {
    const hosts = JSON.stringify(this.hosts.map((host) => host.address));
    const counts = [this.openConnections, this.inFlightQueries].map((part) => JSON.stringify(part));
    return `{"hosts": ${hosts}, "openConnections": ${counts[0]}, "inFlightQueries": ${counts[1]}}`;
  }
}

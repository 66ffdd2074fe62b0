import { EventEmitter } from 'node:events';
import type { CoreHost } from './core-session';
import { Uuid } from './types/uuid';

/** A node of the cluster. */
export class Host extends EventEmitter {
  /** `ip:port` */
  readonly address: string;
  datacenter: string | null = null;
  rack: string | null = null;
  hostId: Uuid | null = null;
  private up = false;

  constructor(address: string) {
    super();
    this.address = address;
  }

  /** Whether the client has a connection to it. */
  isUp(): boolean {
    return this.up;
  }

  canBeConsideredAsUp(): boolean {
    return this.up;
  }

  /** @internal */
  update(known: CoreHost): void {
    this.datacenter = known.datacenter;
    this.rack = known.rack;
    this.hostId = Uuid.fromString(known.id);
    this.up = known.isUp;
  }
}

/** The nodes of the cluster, by `ip:port`. */
export class HostMap extends EventEmitter {
  private readonly items = new Map<string, Host>();

  get length(): number {
    return this.items.size;
  }

  forEach(callback: (host: Host, address: string) => void): void {
    this.items.forEach((host, address) => callback(host, address));
  }

  get(address: string): Host | undefined {
    return this.items.get(address);
  }

  keys(): string[] {
    return [...this.items.keys()];
  }

  values(): Host[] {
    return [...this.items.values()];
  }

  /**
   * Takes over what is known now; a host that stays is the same object.
   *
   * @internal
   */
  update(known: CoreHost[]): void {
    const addresses = new Set(known.map((host) => host.address));
    for (const [address, host] of this.items) {
      if (addresses.has(address)) continue;
      this.items.delete(address);
      this.emit('remove', host);
    }
    for (const item of known) {
      const present = this.items.get(item.address);
      const host = present ?? new Host(item.address);
      host.update(item);
      if (present) continue;
      this.items.set(item.address, host);
      this.emit('add', host);
    }
  }

  toJSON(): Record<string, Host> {
    return Object.fromEntries(this.items);
  }
}

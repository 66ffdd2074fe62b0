import { EventEmitter } from 'node:events';
import type { CoreHost } from './core-session';
import { Uuid } from './types/uuid';

/** How old what is known of the hosts may be when it is asked for. */
const FRESH_MS = 500;

/** A node of the cluster. */
export class Host extends EventEmitter {
  datacenter: string | null = null;
  rack: string | null = null;
  hostId: Uuid | null = null;
  #up = false;
  readonly #refresh: () => void;

  /**
   * @param address `ip:port`
   * @param refresh Brings the host up to date when it was not for a while.
   */
  constructor(
    readonly address: string,
    refresh: () => void,
  ) {
    super();
    this.#refresh = refresh;
  }

  /** Whether the client has a connection to it. */
  isUp(): boolean {
    this.#refresh();
    return this.#up;
  }

  canBeConsideredAsUp(): boolean {
    return this.isUp();
  }

  /** @internal */
  update(known: CoreHost): void {
    const was = this.#up;
    this.datacenter = known.datacenter;
    this.rack = known.rack;
    this.hostId = Uuid.fromString(known.id);
    this.#up = known.isUp;
    if (was !== this.#up) this.emit(this.#up ? 'up' : 'down');
  }
}

/** The nodes of the cluster, by `ip:port`. A node that stays is always the same object. */
export class HostMap extends EventEmitter {
  readonly #items = new Map<string, Host>();
  #source: (() => CoreHost[]) | null = null;
  #updatedAt = 0;

  get length(): number {
    return this.#fresh().size;
  }

  forEach(callback: (host: Host, address: string) => void): void {
    this.#fresh().forEach((host, address) => callback(host, address));
  }

  get(address: string): Host | undefined {
    return this.#fresh().get(address);
  }

  keys(): string[] {
    return [...this.#fresh().keys()];
  }

  values(): Host[] {
    return [...this.#fresh().values()];
  }

  toJSON(): Record<string, Host> {
    return Object.fromEntries(this.#fresh());
  }

  /**
   * Takes hosts from a source from now on; without one, what is known last stays.
   *
   * @internal
   */
  follow(source: (() => CoreHost[]) | null): void {
    this.#source = source;
    this.#updatedAt = 0;
    this.#fresh();
  }

  #fresh(): Map<string, Host> {
    const now = performance.now();
    if (this.#source && (this.#updatedAt === 0 || now - this.#updatedAt > FRESH_MS)) {
      this.#updatedAt = now;
      this.#update(this.#source());
    }
    return this.#items;
  }

  #update(known: CoreHost[]): void {
    const addresses = new Set(known.map((host) => host.address));
    for (const [address, host] of this.#items) {
      if (addresses.has(address)) continue;
      this.#items.delete(address);
      this.emit('remove', host);
    }
    for (const item of known) {
      const present = this.#items.get(item.address);
      const host = present ?? new Host(item.address, () => void this.#fresh());
      host.update(item);
      if (present) continue;
      this.#items.set(item.address, host);
      this.emit('add', host);
    }
  }
}

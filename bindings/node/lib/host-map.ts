import { EventEmitter } from 'node:events';
import type { Host } from './host';

/**
 * The nodes of the cluster, by `ip:port`. It emits `add` and `remove`, each with the node. What `values()` returns does
 * not change when the map does.
 */
export class HostMap extends EventEmitter {
  declare private items: Map<string, Host>;
  declare private list: readonly Host[] | null;
  /** How many nodes there are. */
  declare readonly length: number;

  constructor() {
    super();
    const hidden = {
      items: { value: new Map(), writable: true },
      list: { value: null, writable: true },
      length: { get: () => this.items.size, enumerable: true },
    };
    Object.defineProperties(this, hidden);
  }

  forEach(callback: (host: Host, address: string) => void): void {
    // A copy, so that callbacks may change the map.
    for (const [address, host] of [...this.items]) callback(host, address);
  }

  /** The host at an address. The type is that of the legacy driver, which hides that there may be none. */
  get(address: string): Host {
    return this.items.get(address)!;
  }

  keys(): string[] {
    return [...this.items.keys()];
  }

  values(): Host[] {
    return (this.list ??= Object.freeze([...this.items.values()])) as Host[];
  }

  slice(start?: number, end?: number): Host[] {
    return start || end ? this.values().slice(start ?? 0, end) : this.values();
  }

  toJSON(): Record<string, Host> {
    return Object.fromEntries(this.items);
  }

  inspect(): Map<string, Host> {
    return this.items;
  }

  /** @internal Adds a node; one that was there under the address is removed. */
  set(address: string, host: Host): void {
    const before = this.items.get(address);
    this.change(() => this.items.set(address, host));
    if (before) this.emit('remove', before);
    this.emit('add', host);
  }

  /** @internal */
  push(address: string, host: Host): void {
    this.set(address, host);
  }

  /** @internal */
  remove(address: string): void {
    this.removeMultiple([address]);
  }

  /** @internal Removes nodes, all of them before the first is told of. */
  removeMultiple(addresses: readonly string[]): void {
    const removed = addresses.map((address) => this.items.get(address)).filter((host) => host !== undefined);
    if (removed.length === 0) return;
    this.change(() => addresses.forEach((address) => this.items.delete(address)));
    for (const host of removed) this.emit('remove', host);
  }

  /** @internal Removes all nodes and returns them. */
  clear(): Host[] {
    const removed = this.values();
    this.change(() => this.items.clear());
    for (const host of removed) this.emit('remove', host);
    return removed;
  }

  private change(how: () => void): void {
    this.list = null;
    how();
  }
}

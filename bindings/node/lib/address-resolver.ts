import { isIP } from 'node:net';
import { promisify } from 'node:util';

/** What resolves names; `node:dns` does. */
export interface NameResolver {
  resolve4(name: string, callback: (err: Error | null, addresses: string[]) => void): void;
}

/** Resolves a host name, and hands out its addresses in turn. */
export class AddressResolver {
  private readonly nameOrIp: string;
  private readonly resolve4: (name: string) => Promise<string[]>;
  private readonly isIp: boolean;
  private addresses: string[] = [];
  private index = 0;
  private refreshing: Promise<void> | null = null;

  constructor(options: { nameOrIp: string; dns: NameResolver }) {
    if (!options?.nameOrIp || !options.dns) {
      throw new Error('nameOrIp and dns lib must be provided as part of the options');
    }
    this.nameOrIp = options.nameOrIp;
    this.resolve4 = promisify(options.dns.resolve4);
    this.isIp = isIP(options.nameOrIp) !== 0;
  }

  /** Resolves the name for the first time; rejects when there is no address. */
  async init(): Promise<void> {
    if (!this.isIp) await this.resolve();
  }

  /** Resolves the name again, once for all who ask meanwhile. When that fails, the addresses stay as they are. */
  async refresh(): Promise<void> {
    if (this.isIp) return;
    this.refreshing ??= this.resolve()
      .catch(() => {})
      .finally(() => {
        this.refreshing = null;
      });
    await this.refreshing;
  }

  /** The next address. */
  getIp(): string {
    if (this.isIp) return this.nameOrIp;
    this.index %= this.addresses.length;
    return this.addresses[this.index++]!;
  }

  private async resolve(): Promise<void> {
    const addresses = await this.resolve4(this.nameOrIp);
    if (!addresses?.length) throw new Error(`${this.nameOrIp} could not be resolved`);
    this.addresses = addresses;
  }
}

import { callable } from '../callable';
import { promises as dns } from 'node:dns';

/** Turns the address that a node tells into the one at which this client reaches it; they are the same here. */
@callable
export class AddressTranslator {
  /**
   * @param address The address of a node as the cluster knows it. Contact points are not translated.
   * @param callback Takes `ip:port`.
   */
  translate(address: string, port: number, callback: (endPoint: string) => void): void {
    callback(`${address}:${port}`);
  }
}

/**
 * For clusters in several regions of EC2, with clients that are in EC2, too: the name service gives a node of the same
 * region by its private address and any other by its public one.
 */
@callable
export class EC2MultiRegionTranslator extends AddressTranslator {
  override translate(address: string, port: number, callback: (endPoint: string) => void): void {
    this.resolve(address).then(
      (found) => callback(`${found}:${port}`),
      (err) => {
        this.logError(address, err as Error);
        callback(`${address}:${port}`);
      },
    );
  }

  /** Called when an address is kept because the name service could not be asked. It does nothing; a program may replace it. */
  logError(_address: string, _err: Error): void {}

  private async resolve(address: string): Promise<string> {
    const [name] = (await dns.reverse(address)) ?? [];
    return name ? (await dns.lookup(name)).address : address;
  }
}

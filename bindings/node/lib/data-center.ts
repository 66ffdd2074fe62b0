import type { ResolvedOptions } from './client-options';
import { ArgumentError, NoHostAvailableError } from './errors';
import type { HostMap } from './host';

/** No host is in a data center; what it is in the legacy driver depends on who named it. */
export class UnknownDataCenter extends Error {
  constructor(
    readonly wanted: string,
    /** The data centers that there are, separated by commas. */
    readonly found: string,
    /** `ip:port` of the host that told of them. */
    readonly host: string,
  ) {
    super(`No host is in data center ${wanted}`);
  }

  /** The error for a user: one of the client's option, or one of the policy that named the data center. */
  explain({ localDataCenter }: ResolvedOptions): Error {
    if (localDataCenter !== this.wanted) {
      return new ArgumentError(`Datacenter ${this.wanted} was not found. Available DCs are: [${this.found}]`);
    }
    const why = `localDataCenter was configured as '${this.wanted}', but only found hosts in data centers: [${this.found}]`;
    return new NoHostAvailableError({ [this.host]: new ArgumentError(why) });
  }
}

/** @throws NoHostAvailableError when no host is in the data center that the client names, whatever its policies are. */
export function checkDataCenter(options: ResolvedOptions, hosts: HostMap, control: string): void {
  const { localDataCenter } = options;
  const found = new Set(hosts.values().map((host) => host.datacenter));
  if (!localDataCenter || found.has(localDataCenter)) return;
  throw new UnknownDataCenter(localDataCenter, [...found].join(', '), control).explain(options);
}

import { callable } from '../callable';
import type { Client } from '../client';
import type { ExecutionOptions } from '../execution-options';
import type { Host, HostMap } from '../host';
import { ArgumentError, DriverInternalError } from '../errors';
import { distance } from '../types/codes';

/** Takes the hosts for one request, in the order in which they are to be tried. */
export type PlanCallback = (err: Error | null, plan?: Iterator<Host>) => void;

/** Which hosts a request goes to, in which order. Subclasses say so in `newQueryPlan()`. */
@callable
export class LoadBalancingPolicy {
  /** @internal */
  declare client?: Client;
  /** @internal */
  declare hosts?: HostMap;

  /** Called once the hosts of the cluster are known and before any request; an error makes connecting fail. */
  init(client: Client, hosts: HostMap, callback: (err?: Error | null) => void): void {
    this.client = client;
    this.hosts = hosts;
    callback();
  }

  /** One of `types.distance`: ignored hosts get no connections. */
  getDistance(_host: Host): number {
    return distance.local;
  }

  /**
   * Calls back with an iterator over the hosts for a request. It is drawn from as far as hosts are needed.
   *
   * @param _keyspace The keyspace of the client.
   * @param _executionOptions What is known of the request; null for requests of the client's own.
   */
  newQueryPlan(_keyspace: string, _executionOptions: ExecutionOptions | null, callback: PlanCallback): void {
    callback(new Error('You must implement a query plan for the LoadBalancingPolicy class'));
  }

  /** The settings of the policy, by name. */
  getOptions(): Map<string, unknown> {
    return new Map();
  }
}

/** A policy that uses the hosts of one data center. */
interface WithLocalDc extends LoadBalancingPolicy {
  localDc?: string | undefined;
}

/** Initializes a policy that uses one data center; `forget` is called whenever hosts come or go. */
export function initInDataCenter(
  policy: WithLocalDc,
  client: Client,
  hosts: HostMap,
  forget: () => void,
  callback: (err?: Error | null) => void,
): void {
  policy.client = client;
  policy.hosts = hosts;
  hosts.on('add', forget);
  hosts.on('remove', forget);
  try {
    settleLocalDc(policy, client, hosts);
  } catch (err) {
    return callback(err as Error);
  }
  callback();
}

/**
 * Completes the data center of a policy with that of the client.
 *
 * @throws ArgumentError when neither names one, or no host is in it.
 */
function settleLocalDc(policy: WithLocalDc, client: Client | null, hosts: HostMap): void {
  if (!(policy instanceof LoadBalancingPolicy)) {
    throw new DriverInternalError('LoadBalancingPolicy instance was not provided');
  }
  if (client?.options) {
    if (policy.localDc && !client.options.localDataCenter) {
      client.log(
        'info',
        `Local data center '${policy.localDc}' was provided as an argument to the load-balancing policy. It is` +
          " preferable to specify the local data center using 'localDataCenter' in Client options instead when" +
          ' your application is targeting a single data center.',
      );
    }
    policy.localDc ||= client.options.localDataCenter;
  }
  const known = new Set(hosts.values().map((host) => host.datacenter));
  const available = `Available DCs are: [${[...known]}]`;
  if (!policy.localDc) {
    const missing =
      "'localDataCenter' is not defined in Client options and also was not specified in constructor.";
    throw new ArgumentError(`${missing} At least one is required. ${available}`);
  }
  if (!known.has(policy.localDc)) {
    throw new ArgumentError(`Datacenter ${policy.localDc} was not found. ${available}`);
  }
}

/** Where the next plan starts, so that each starts one host further. */
export class Turns {
  private next = 0;

  take(): number {
    const turn = this.next;
    this.next = turn === 0x7ffffffe ? 0 : turn + 1;
    return turn;
  }
}

/** Yields each host once, from one place in the list on. */
export function* rotated(hosts: readonly Host[], start: number): Generator<Host, undefined> {
  for (let i = 0; i < hosts.length; i++) yield hosts[(start + i) % hosts.length]!;
  return undefined;
}

/** The replicas of a partition; null when they are not known. */
export function replicasOf(client: Client, keyspace: string, routingKey: Buffer): Host[] | null {
  return (client as unknown as { getReplicas(keyspace: string, key: Buffer): Host[] | null }).getReplicas(
    keyspace,
    routingKey,
  );
}

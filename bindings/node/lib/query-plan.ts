import type { Client } from './client';
import type { ExecutionOptions } from './execution-options';
import type { Host } from './host';
import type { LoadBalancingPolicy } from './policies/load-balancing';
import { distance } from './types/codes';

/** The hosts that a request may go to, and those that a policy named although nothing can be sent there. */
export interface QueryPlan {
  hosts: Host[];
  down: Host[];
}

/**
 * Asks a policy for the hosts of one request. It may call back at any time. An iterator without an end is read until
 * every host could have come once.
 */
export function queryPlan(
  policy: LoadBalancingPolicy,
  client: Client,
  options: ExecutionOptions,
): Promise<QueryPlan> {
  return new Promise((resolve, reject) => {
    policy.newQueryPlan(client.keyspace, options, (err, hosts) => {
      if (err) return reject(err);
      try {
        resolve(drawn(hosts!, client));
      } catch (thrown) {
        reject(thrown as Error);
      }
    });
  });
}

function drawn(hosts: Iterator<Host>, client: Client): QueryPlan {
  const plan: QueryPlan = { hosts: [], down: [] };
  for (let left = client.hosts.length; left > 0; left--) {
    const { done, value: host } = hosts.next();
    if (done || !host) break;
    if (client.profileManager.getDistance(host) === distance.ignored) continue;
    if (host.isUp() && host.hostId) plan.hosts.push(host);
    else plan.down.push(host);
  }
  return plan;
}
